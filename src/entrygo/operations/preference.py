"""``Prefer: return=minimal`` (RFC 7240): a write answers the ids of what it kept and its warnings, and no more."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias

import orjson

from entrygo.contract.answers.catalogue import SyncedRow
from entrygo.contract.answers.shown import shown
from entrygo.contract.canonical import JsonObject
from entrygo.contract.facts import Order, Product
from entrygo.operations.answer import Answer
from entrygo.operations.idempotency import REPLAYED

APPLIED = {"Preference-Applied": "return=minimal"}
ROW = tuple(SyncedRow.model_fields)
Kept: TypeAlias = Order | Product


def prefers_minimal(prefer: str | None) -> bool:
    """Whether the first ``return`` among the preferences is ``minimal``; any other word is not minded."""
    for each in (prefer or "").split(","):
        name, _, value = each.partition(";")[0].partition("=")
        if name.strip().lower() == "return":
            return value.strip().strip('"').lower() == "minimal"
    return False


def rows_of(kept: Sequence[Kept]) -> list[JsonObject]:
    """What was kept, by its ids alone."""
    return [shown(SyncedRow, each) for each in kept]


def told(answered: Answer, *, is_minimal: bool) -> Answer:
    """The answer, saying where it is a minimal one. A replay is as long as the first answer was, whoever asks."""
    if REPLAYED.items() <= answered.headers.items():
        rows = orjson.loads(answered.body)["data"]
        is_minimal = bool(rows) and all(tuple(row) == ROW for row in rows)
    return replace(answered, headers={**answered.headers, **APPLIED}) if is_minimal else answered
