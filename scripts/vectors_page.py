"""Test vectors of what other programs compute too: ``docs/reference/vectors.json``, whose values the source gives."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from standardwebhooks import Webhook

from entrygo.contract.canonical import canonical_bytes, sha256_hex
from entrygo.planning.fingerprint import plan_hash
from entrygo.tariff.mid import build_mid

Node = dict[str, Any]  # Any: JSON
PLANS = Path(__file__).resolve().parent.parent / "tests" / "golden" / "plans"
DOCUMENTS: tuple[tuple[str, Any], ...] = (
    ("keys sorted, no spaces", {"b": 1, "a": [True, None, "x"]}),
    ("decimals are texts", {"valueUsd": "18.5", "quantity": 2}),
    ("signs of a text", {"text": 'quote " backslash \\ newline \n tab \t'}),
    ("letters beyond ASCII as they are", {"città": "Größe", "名": "深圳"}),
    ("keys by UTF-16 units", {"\U0001f600": 1, "\ufb33": 2}),
    ("nothing", {}),
)
MAKERS = (
    ("Albion Press Ltd", "14 Fleet Street", "London", None, "GB"),
    ("The Maple Goods Company", "12 Bay Street", "Toronto", "ON", "CA"),
    ("A.B.C. Textiles & Sons", "Unit 3, 1200 Rue Sainte-Catherine", "Montréal", "QC", "CA"),
    ("Größe GmbH", "Hauptstraße", "Köln", None, "DE"),
    ("O.A.S.I.S. Corporation", "No. 8 Road 45,678", "Shenzhen", "Guangdong", "CN"),
    ("Maple Goods", "1 Main Street", "Toronto", None, "CA"),
)
EXECUTIONS: tuple[Node, ...] = (
    {"accountId": "acc_1", "batchId": "batch_1", "expectedPlanHash": "planhash_1"},
    {"expectedPlanHash": "planhash_1", "batchId": "batch_1", "accountId": "acc_1", "confirm": None},
    {"accountId": "acc_1", "batchId": "batch_1"},
    {"accountId": "acc_1", "batchId": "batch_1", "expectedRecipient": "zoë@broker.example", "confirm": True},
)
SECRET = "whsec_" + "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
SEAL_KEY = bytes(range(32))
SENT = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
BODY = '{"type":"export.executed","timestamp":"2026-11-24T15:00:00.000Z","data":{"id":"evt_1"}}'


def vectors_page() -> str:
    """All vectors, a group a key, each with its input and what must come of it."""
    groups: Node = {
        "version": "1.0",
        "canonicalJson": {
            "about": "RFC 8785 over texts, whole numbers, true, false, null, lists and objects; SHA-256 of its UTF-8.",
            "vectors": [_canonical(about, value) for about, value in DOCUMENTS],
        },
        "planHash": {
            "about": "planhash_ and the SHA-256 of the canonical JSON of the snapshot that GET "
            "/api/exports/{id}/snapshot answers.",
            "vectors": [_plan()],
        },
        "mid": {
            "about": "Manufacturer identification code, 19 CFR 102.23 and the appendix to part 102; null where the "
            "facts do not suffice.",
            "vectors": [_maker(*maker) for maker in MAKERS],
        },
        "seal": {
            "about": "Ed25519 over the canonical JSON of manifest.json without seal.signature; keys and signature in "
            "hexadecimal.",
            "vectors": [_seal()],
        },
        "webhook": {
            "about": "Standard Webhooks: v1 and base64 of HMAC-SHA256 over id.timestamp.body with the bytes of the "
            "secret after whsec_.",
            "vectors": [_webhook()],
        },
        "executeKey": {
            "about": "The Idempotency-Key of an execution that names none, in clients and command line: execute- and "
            '40 hexadecimal digits of the SHA-256 of the JSON text, which is ["", path, body]: no spaces, names '
            "sorted, null as absent, letters beyond ASCII as they are.",
            "vectors": [_execute_key(body) for body in EXECUTIONS],
        },
    }
    return json.dumps(groups, indent=1, ensure_ascii=False) + "\n"


def _canonical(about: str, value: Any) -> Node:  # Any: JSON
    data = canonical_bytes(value)
    return {"about": about, "value": value, "canonical": data.decode(), "sha256": sha256_hex(data)}


def _plan() -> Node:
    snapshot = json.loads((PLANS / "nothing_to_export.json").read_text(encoding="utf-8"))
    return {"snapshot": snapshot, "planHash": plan_hash(snapshot)}


def _maker(name: str, address: str, city: str, region: str | None, country: str) -> Node:
    facts = {"name": name, "address": address, "city": city, "region": region, "country": country}
    return facts | {"mid": build_mid(name, address, city, region, country)}


def _seal() -> Node:
    key = Ed25519PrivateKey.from_private_bytes(SEAL_KEY)
    public = key.public_key().public_bytes_raw().hex()
    sealed: Node = {
        "files": [{"filename": "a.csv", "sha256": sha256_hex(b"a"), "size_bytes": 1}],
        "seal": {"algorithm": "Ed25519", "public_key": public},
    }
    data = canonical_bytes(sealed)
    return {"manifest": sealed, "canonical": data.decode(), "signature": key.sign(data).hex()}


def _webhook() -> Node:
    return {
        "secret": SECRET,
        "id": "msg_1",
        "timestamp": int(SENT.timestamp()),
        "body": BODY,
        "signature": Webhook(SECRET).sign("msg_1", SENT, BODY),
    }


def _execute_key(body: Node) -> Node:
    path = "/api/exports/execute"
    said = {name: value for name, value in body.items() if value is not None}
    text = json.dumps(["", path, said], ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return {"body": body, "text": text, "key": f"execute-{sha256_hex(text.encode())[:40]}"}
