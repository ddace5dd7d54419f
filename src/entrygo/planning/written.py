"""Records as documents with their keys in order: what is hashed is encoded once, and not decoded to be sorted."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from operator import attrgetter
from types import UnionType
from typing import Any, Literal, TypeAlias, Union, get_args, get_origin, get_type_hints

from entrygo.contract.canonical import JsonObject
from entrygo.contract.facts import Order
from entrygo.contract.plan import Plan

Getter: TypeAlias = Callable[[object], tuple[Any, ...]]  # Any: the fields of a record
_LEAVES = frozenset({str, int, bool, type(None), Decimal, date})


def written(value: Any) -> Any:  # Any: a record of ours, or what one holds
    """A record as its document, as the canonical encoder writes it: dataclasses as objects, their keys sorted."""
    kind = value.__class__
    if kind in _LEAVES:
        return value
    if kind is tuple or kind is list:
        return [written(each) for each in value]
    if isinstance(value, Mapping):
        return {key: written(each) for key, each in value.items()}
    return _record(value) if is_dataclass(value) else value


def order_document(order: Order) -> JsonObject:
    """An order as it is published and hashed: the claim of a line stands where one is made."""
    document = _record(order)
    for line in document["lines"]:
        if line["claim"] is None:
            del line["claim"]
    return document


def outcome_document(plan: Plan, later_of_line: Mapping[str, object]) -> JsonObject:
    """A plan without what came later to its lines (``later_of_line``) and items, where it is as nobody states it."""
    document = _record(plan)
    for entry in document["entries"]:
        for line in entry["lines"]:
            for name, unstated in later_of_line.items():
                if line[name] == unstated:
                    del line[name]
            for item in line["items"]:
                if item["claim"] is None:
                    del item["claim"]
    return document


def _record(value: Any) -> JsonObject:  # Any: a record of ours
    kind = value.__class__
    names, nested, get = _FIELDS.get(kind) or _fields(kind)
    document = dict(zip(names, get(value), strict=True))
    for name in nested:
        if document[name] is not None:
            document[name] = written(document[name])
    return document


_FIELDS: dict[type, tuple[tuple[str, ...], tuple[str, ...], Getter]] = {}
"""By kind of record the names of its fields, sorted, those that may hold other records, and what reads them all."""


def _fields(kind: type) -> tuple[tuple[str, ...], tuple[str, ...], Getter]:
    names = tuple(sorted(each.name for each in fields(kind)))
    hints = get_type_hints(kind)
    nested = tuple(name for name in names if not _is_leaf(hints[name]))
    one = attrgetter(*names)  # of a single name it gives the field itself
    return _FIELDS.setdefault(kind, (names, nested, one if len(names) > 1 else lambda value: (one(value),)))


def _is_leaf(hint: Any) -> bool:  # Any: an annotation
    if get_origin(hint) in (Union, UnionType):
        return all(_is_leaf(each) for each in get_args(hint))
    return (
        get_origin(hint) is Literal or hint in _LEAVES or (isinstance(hint, type) and issubclass(hint, Enum))
    )
