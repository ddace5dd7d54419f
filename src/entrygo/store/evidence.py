"""Rows as an event left them, inside the event's hash: what is altered behind the store's back no longer agrees.

``{"exports": {id: {"state", "planHash"}}, "packages": {id: state}, "files": {package id: {filename: sha256}},
"plans": {"id/seq": {part: sha256}}}``
"""

from typing import TypeAlias

from entrygo.contract.canonical import JsonObject, sha256_hex
from entrygo.lifecycle.rows import PlanRow

Noted: TypeAlias = dict[str, JsonObject]
PLAN_PARTS = ("answer", "document", "snapshot", "outcome")


def note(noted: Noted, table: str, key: str, value: str | JsonObject) -> None:
    """Note a row as it is now; what was noted of it before is overwritten, part by part."""
    kept = noted.setdefault(table, {})
    kept[key] = kept.get(key, {}) | value if isinstance(value, dict) else value


def plan_key(export_id: str, seq: int) -> str:
    """The name of a plan in evidence."""
    return f"{export_id}/{seq}"


def plan_digests(plan: PlanRow) -> JsonObject:
    """SHA-256 of each form a plan is kept in."""
    return {part: sha256_hex(_bytes(getattr(plan, part))) for part in PLAN_PARTS}


def _bytes(kept: bytes | str) -> bytes:
    """SQLite gives a text where somebody wrote one into a column of bytes."""
    return kept.encode() if isinstance(kept, str) else kept
