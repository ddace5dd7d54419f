"""The event of a changed record: what stood there, what stands there now. Written here for every kind of record."""

from collections.abc import Mapping
from typing import Any

from pydantic.alias_generators import to_camel

from entrygo.contract.canonical import JsonMapping, JsonObject, JsonValue, canonical_bytes, plain, sha256_hex
from entrygo.contract.facts import Order, Product
from entrygo.lifecycle.events import EventType
from entrygo.store.unit_of_work import UnitOfWork

MOST_NAMED = 100
"""Rows whose fields one event names; a digest covers them all."""
PERSONAL = frozenset({"shipTo", "buyer"})
"""Parts of an order that are a buyer's: the chain is kept for years, so it holds their digest alone."""
DIGITS = 12
"""Of a secret's digest, in an event: they tell one secret of 32 random bytes from another, and open nothing."""
Rows = Mapping[str, Product | Order]


def record_change(
    uow: UnitOfWork,
    event: EventType,
    before: JsonMapping | None,
    after: JsonMapping,
    **named: JsonValue,
) -> None:
    """One record changed: the fields that differ, with both values; nothing where none does.

    ``before`` is ``None`` for a new record.
    """
    if before is None:
        uow.record(event, **named, before=None, after=_document(after))
        return
    was, now = _document(before), _document(after)
    differing = [name for name in dict.fromkeys([*was, *now]) if was.get(name) != now.get(name)]
    if differing:
        uow.record(event, **named, before=_only(was, differing), after=_only(now, differing))


def record_rows(uow: UnitOfWork, event: EventType, before: Rows, after: Rows) -> None:
    """Rows were synced: how many are new, changed and as they were, and what changed in each."""
    new = [key for key in after if key not in before]
    changed = [key for key in after if key in before and before[key] != after[key]]
    named = [*changed, *new][:MOST_NAMED]
    parts = {key: _differences(before.get(key), after[key]) for key in named}
    uow.record(
        event,
        new=len(new),
        changed=len(changed),
        unchanged=len(after) - len(new) - len(changed),
        before={key: was for key, (was, _) in parts.items()},
        after={key: now for key, (_, now) in parts.items()},
        notNamed=len(new) + len(changed) - len(named),
        digest=_digest_of(after),
        **({"digestBefore": _digest_of(before)} if len(new) + len(changed) > len(named) else {}),
    )


def short_digest(secret: str) -> str:
    """The beginning of a secret's digest, as an event holds it."""
    return sha256_hex(secret.encode())[:DIGITS]


def _digest_of(rows: Rows) -> str:
    return sha256_hex(canonical_bytes([rows[key] for key in sorted(rows)]))


def _differences(
    before: Product | Order | None, after: Product | Order
) -> tuple[JsonObject | None, JsonObject]:
    if before is None:
        return None, {"externalId": after.external_id}
    was, now = _fields(before), _fields(after)
    differing = [name for name in now if was[name] != now[name]]
    return _only(was, differing), _only(now, differing)


def _fields(value: Product | Order) -> JsonObject:
    fields: Any = plain(value)  # Any: JSON
    return {
        name: _digest(part) if name in PERSONAL else part
        for name, part in ((to_camel(field), part) for field, part in fields.items())
    }


def _digest(part: JsonValue) -> str | None:
    return None if part is None else f"sha256:{sha256_hex(canonical_bytes(part))}"


def _document(record: JsonMapping) -> JsonObject:
    return {name: plain(value) for name, value in record.items()}


def _only(document: Any, names: list[str]) -> JsonObject:  # Any: a JSON object
    return {name: document.get(name) for name in names}
