"""Rows to values and back, by the fields' types: what a value class says of itself is how its columns are kept.

A field and its column share a name. Instants are text, documents and tuples JSON, enums their value, truths 0 or 1.
"""

import types
from collections.abc import Callable, Collection
from dataclasses import fields
from datetime import datetime
from enum import Enum
from functools import cache
from typing import Any, NamedTuple, TypeAlias, TypeVar, Union, get_args, get_origin, get_type_hints

from sqlalchemy import Row

from entrygo.contract.actor import Tenant
from entrygo.contract.canonical import JsonObject
from entrygo.contract.times import from_iso, iso
from entrygo.store.codec import dump, load

Record = TypeVar("Record")
SqlRow: TypeAlias = Row[Any]  # Any: the columns' types are the tables'
TENANT = "tenant"
Conversion = Callable[[Any], Any]  # Any: a field's value, a column's value


class _Field(NamedTuple):
    name: str
    to_column: Conversion
    to_value: Conversion


def columns(record: Any, *, but: Collection[str] = ()) -> JsonObject:  # Any: a dataclass of ports
    """The columns of a value ``but`` those, and but its tenant's, which every statement adds by itself."""
    return {
        name: None if (value := getattr(record, name)) is None else to_column(value)
        for name, to_column, _ in _fields(record.__class__)
        if name not in but
    }


def record_of(kind: Callable[..., Record], row: SqlRow, tenant: Tenant | None = None) -> Record:
    """The value of a row of this tenant, or of the installation."""
    values = {
        name: None if (value := getattr(row, name)) is None else to_value(value)
        for name, _, to_value in _fields(kind)
    }
    return kind(**values, tenant=tenant) if _names_its_tenant(kind) else kind(**values)


@cache
def _fields(kind: Any) -> tuple[_Field, ...]:  # Any: a dataclass
    hints = get_type_hints(kind)
    return tuple(
        _Field(each.name, *_conversions(_without_none(hints[each.name])))
        for each in fields(kind)
        if each.name != TENANT
    )


@cache
def _names_its_tenant(kind: Any) -> bool:  # Any: a dataclass
    return any(each.name == TENANT for each in fields(kind))


def _without_none(hint: Any) -> Any:  # Any: a type, as its annotation reads
    if get_origin(hint) in (Union, types.UnionType):
        (hint,) = (each for each in get_args(hint) if each is not type(None))
    return hint


def _conversions(hint: Any) -> tuple[Conversion, Conversion]:  # Any: a type, as its annotation reads
    kind = get_origin(hint) or hint
    if kind is tuple:
        return (lambda value: dump(list(value))), (lambda text: tuple(load(text)))
    if kind is dict:
        return dump, load
    if kind is datetime:
        return iso, from_iso
    if kind is bool:
        return int, bool
    if issubclass(kind, Enum):
        return (lambda value: value.value), kind
    if kind in (str, int, bytes):
        return _same, _same
    raise TypeError(f"No column keeps a {hint}.")


def _same(value: Any) -> Any:  # Any: what a column keeps as it is
    return value
