"""What changed between two planning snapshots: in words for a person, as JSON Patch for a program."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from entrygo.planning.fingerprint import Document
from entrygo.planning.json_patch import json_patch

# The lists of a snapshot whose objects have an id: the list's path, the word for one, the fields people know it by.
_ORDER = ("external_id",)
_NAMED = (("orders", "Order", _ORDER), ("products", "Product", ("sku", "external_id")))
_PARTS = ("account", "warehouse", "broker", "shipment")
_TOTALS = (
    ("readiness", "Readiness"),
    ("score", "Score"),
    ("value_usd", "Value in USD"),
    ("duty_usd", "Duty in USD"),
    ("next_action", "Next action"),
)


def diff(old: Document, new: Document) -> dict[str, Any]:  # Any: JSON
    """``changed`` in sentences, and the RFC 6902 ``patch`` that makes the new document of the old one."""
    return {"changed": list(_sentences(old, new)), "patch": json_patch(old, new)}


def _sentences(old: Document, new: Document) -> Iterator[str]:
    for name in ("ruleset", "destination_country"):
        yield from _moved(name.replace("_", " ").capitalize(), old.get(name), new.get(name))
    for name in _PARTS:
        yield from _fields(name.capitalize(), old.get(name) or {}, new.get(name) or {})
    for path, word, names in _NAMED:
        before, now = (_by(each.get(path), "id") for each in (old, new))
        yield from _members(word, before, now, names)
    yield from _tariff(old.get("tariff") or {}, new.get("tariff") or {})
    if old.get("memory") != new.get("memory"):
        yield "What the installation knows, such as screening results, changed."
    orders = _by(old.get("orders"), "id") | _by(new.get("orders"), "id")
    yield from _outcome(old.get("outcome") or {}, new.get("outcome") or {}, orders)


def _tariff(old: Document, new: Document) -> Iterator[str]:
    yield from _fields("Tariff edition", old.get("edition") or {}, new.get("edition") or {})
    yield from _members("Schedule line", old.get("lines") or {}, new.get("lines") or {})
    yield from _members(
        "Tariff programme", _by(old.get("programmes"), "id"), _by(new.get("programmes"), "id")
    )
    yield from _fields("Customs fees", old.get("fees") or {}, new.get("fees") or {})


def _outcome(old: Document, new: Document, orders: Mapping[str, Document]) -> Iterator[str]:
    for name, word in _TOTALS:
        yield from _moved(word, old.get(name), new.get(name))
    saved_before, saved_now = (part.get("savings") or {} for part in (old, new))
    yield from _moved("Savings in USD", saved_before.get("saved_usd"), saved_now.get("saved_usd"))
    before, now = _entries(old), _entries(new)
    yield from _moved("Entries", before, now)
    found_before, found_now = _findings(old), _findings(new)
    yield from (f"Finding resolved: {text}" for text in sorted(found_before - found_now))
    yield from (f"Finding new: {text}" for text in sorted(found_now - found_before))
    excluded_before, excluded_now = _exclusions(old, orders), _exclusions(new, orders)
    yield from (f"Order {order} is no longer excluded." for order in sorted(excluded_before - excluded_now))
    yield from (f"Order {order} is now excluded." for order in sorted(excluded_now - excluded_before))


def _entries(outcome: Document) -> str:
    units = outcome.get("entries") or []
    return ", ".join(f"type {unit['entry_type']} of {len(unit['lines'])} lines" for unit in units) or "none"


def _findings(outcome: Document) -> set[str]:
    found = outcome.get("findings") or []
    return {f"{finding['severity']} {finding['code']}: {finding['message']}" for finding in found}


def _exclusions(outcome: Document, orders: Mapping[str, Document]) -> set[str]:
    return {
        f"{_known_as(orders.get(each['order_id'], {}), _ORDER) or each['order_id']} ({each['reason_code']})"
        for each in outcome.get("excluded") or []
    }


def _by(items: Sequence[Document] | None, key: str) -> dict[str, Document]:
    return {item[key]: item for item in items or ()}


def _members(
    word: str, old: Mapping[str, Document], new: Mapping[str, Document], names: Sequence[str] = ()
) -> Iterator[str]:
    """Sentences about the members of a list, each by the name people know it by; an id stands where there is none."""
    for key in sorted(old.keys() | new.keys()):
        subject = f"{word} {_known_as(new.get(key) or old[key], names) or key}"
        if key not in new:
            yield f"{subject} was removed."
        elif key not in old:
            yield f"{subject} was added."
        else:
            yield from _fields(subject, old[key], new[key])


def _known_as(member: Document, names: Sequence[str]) -> str | None:
    return next((str(member[name]) for name in names if member.get(name)), None)


def _fields(subject: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:  # Any: JSON
    """One sentence for each leaf that differs; lists and free-form objects are named, not spelled out."""
    for name in sorted(old.keys() | new.keys()):
        before, now = old.get(name), new.get(name)
        if isinstance(before, dict) and isinstance(now, dict):
            yield from _fields(f"{subject} {name}", before, now)
        elif isinstance(before, dict | list) or isinstance(now, dict | list):
            if before != now:
                yield f"{subject}: {name} changed."
        else:
            yield from _moved(f"{subject}: {name}", before, now)


def _moved(word: str, before: object, now: object) -> Iterator[str]:
    if before != now:
        yield f"{word} changed from {_shown(before)} to {_shown(now).removesuffix('.')}."


def _shown(value: object) -> str:
    return "nothing" if value is None else str(value)
