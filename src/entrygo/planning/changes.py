"""Which fields of the facts differ between two planning snapshots: what a correction tells the broker."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import orjson

from entrygo.contract.canonical import JsonObject, JsonValue

_NAMED = (("orders", "external_id", "Order"), ("products", "sku", "Product"))
_PARTS = ("account", "warehouse", "broker", "shipment")
_TOTALS = (("value_usd", "Goods value in USD"), ("duty_usd", "Duty estimate in USD"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedField:
    """One field: where it stands, as a person names it, and both values as text."""

    field: str
    before: str | None
    after: str | None


def changed_fields(old: JsonObject, new: JsonObject) -> list[ChangedField]:
    """Facts first, in the snapshot's order, then the totals that follow from them."""
    found: list[ChangedField] = []
    for part in _PARTS:
        found.extend(_differences(part.capitalize(), old.get(part), new.get(part)))
    for part, label, word in _NAMED:
        before, after = (_by_id(document.get(part) or []) for document in (old, new))
        for identifier in sorted(before.keys() | after.keys()):
            one, other = before.get(identifier), after.get(identifier)
            name = (other or one or {}).get(label) or (other or one or {}).get("external_id")
            found.extend(_differences(f"{word} {name}", one, other))
    for name, words in _TOTALS:
        outcomes = [document.get("outcome") or {} for document in (old, new)]
        found.extend(_differences(words, outcomes[0].get(name), outcomes[1].get(name)))
    return found


def _by_id(items: list[JsonObject]) -> dict[str, JsonObject]:
    return {item["id"]: item for item in items}


def _differences(where: str, before: JsonValue, after: JsonValue) -> Iterator[ChangedField]:
    if before == after:
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for name in sorted(before.keys() | after.keys()):
            yield from _differences(f"{where}: {name}", before.get(name), after.get(name))
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for index, (one, other) in enumerate(zip(before, after, strict=True), start=1):
            yield from _differences(f"{where} {index}", one, other)
    else:
        yield ChangedField(field=where, before=_text(before), after=_text(after))


def _text(value: JsonValue) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return orjson.dumps(value).decode()
