"""The published vectors, as the two clients and the tools for the broker's side compute them."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from entrygo.client import EntryGo, verify_webhook
from entrygo.contract.canonical import canonical_bytes, sha256_hex
from entrygo.planning.fingerprint import plan_hash
from entrygo.tariff.mid import build_mid
from tests.serving.node import run_typescript

PUBLISHED = Path(__file__).resolve().parents[2] / "docs" / "reference" / "vectors.json"


def vectors(group: str) -> list[dict[str, Any]]:
    """The vectors of a group; there is at least one."""
    found: list[dict[str, Any]] = json.loads(PUBLISHED.read_text(encoding="utf-8"))[group]["vectors"]
    assert found
    return found


def test_hash_canonical_form_maker_code_and_seal_are_those_published() -> None:
    for each in vectors("canonicalJson"):
        data = canonical_bytes(each["value"])
        assert (data.decode(), sha256_hex(data)) == (each["canonical"], each["sha256"]), each["about"]
    for each in vectors("planHash"):
        assert plan_hash(each["snapshot"]) == each["planHash"]
    for each in vectors("mid"):
        assert each.pop("mid") == build_mid(**each)
    for each in vectors("seal"):
        assert canonical_bytes(each["manifest"]).decode() == each["canonical"]
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(each["manifest"]["seal"]["public_key"]))
        public.verify(bytes.fromhex(each["signature"]), each["canonical"].encode())


TYPESCRIPT = """
const { webhooks, executions } = JSON.parse(process.env.VECTORS!);
const types: string[] = [];
for (const { id, timestamp, body, signature, secret } of webhooks) {
  const headers = { "webhook-id": id, "webhook-timestamp": `${timestamp}`, "webhook-signature": signature };
  types.push((await entrygo.verifyWebhook(headers, body, secret, timestamp)).type);
}
const keys: string[] = [];
const server = async (_: unknown, init?: RequestInit) => {
  keys.push(new Headers(init?.headers).get("idempotency-key")!);
  return Response.json({});
};
const offline = new EntryGo({ fetch: server as typeof fetch });
for (const { body } of executions) await offline.execute(body);
said({ types, keys });
"""


@pytest.mark.requirement("client:keys:restart")
def test_webhooks_and_keys_of_executions_are_those_published_in_both_clients() -> None:
    webhooks, executions = vectors("webhook"), vectors("executeKey")
    wanted = [each["key"] for each in executions]
    assert [sha256_hex(each["text"].encode())[:40] for each in executions] == [key[8:] for key in wanted]
    assert wanted[0] == wanted[1]
    assert len(set(wanted)) == len(wanted) - 1
    keys: list[str] = []

    def server(request: httpx.Request) -> httpx.Response:
        keys.append(request.headers["idempotency-key"])
        return httpx.Response(200, json={})

    with EntryGo(
        "key", url="http://none", http=httpx.Client(transport=httpx.MockTransport(server))
    ) as client:
        for each in executions:
            client.execute(**each["body"])
    assert keys == wanted
    types = []
    for each in webhooks:
        headers = {f"webhook-{name}": str(each[name]) for name in ("id", "timestamp", "signature")}
        types.append(
            verify_webhook(headers, each["body"].encode(), each["secret"], now=each["timestamp"])["type"]
        )
    given = json.dumps({"webhooks": webhooks, "executions": executions})
    told = run_typescript(TYPESCRIPT, {"ENTRYGO_API_KEY": "key", "VECTORS": given})
    assert told == {"types": types, "keys": wanted}
