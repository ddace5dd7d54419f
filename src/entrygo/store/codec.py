"""Between rows and values: instants as text, documents as JSON, facts through their dataclasses."""

from datetime import datetime
from functools import cache
from typing import Any, TypeVar, cast, overload

import orjson
from pydantic import TypeAdapter

from entrygo.contract.canonical import JsonMapping, JsonObject, canonical_bytes
from entrygo.contract.facts import Order, Product
from entrygo.contract.times import from_iso, iso

_PRODUCT = TypeAdapter(Product)
_ORDER = TypeAdapter(Order)
Kind = TypeVar("Kind")


@overload
def instant(text: str) -> datetime:
    """The instant a column holds."""
    ...


@overload
def instant(text: None) -> None:
    """None where the column is empty."""
    ...


def instant(text: str | None) -> datetime | None:
    """The instant a column holds."""
    return None if text is None else from_iso(text)


def text_of(value: datetime | None) -> str | None:
    """The column form of an instant."""
    return None if value is None else iso(value)


def dump(document: Any) -> str:  # Any: JSON documents
    """A JSON document as text, keys sorted."""
    return canonical_bytes(document).decode()


def load(text: str) -> Any:  # Any: JSON documents
    """The JSON document of a column."""
    return orjson.loads(text)


def product(text: str) -> Product:
    """A product's facts."""
    return _PRODUCT.validate_json(text)


def order(text: str) -> Order:
    """An order's facts."""
    return _ORDER.validate_json(text)


def record_document(record: Any) -> JsonObject:  # Any: a dataclass of contract.parties
    """An operator's own record under the names of the wire; what is not stated is left out."""
    document: JsonObject = _adapter(record.__class__).dump_python(record, by_alias=True, exclude_none=True)
    return document


def read_record(kind: type[Kind], document: str | JsonMapping) -> Kind:
    """An operator's own record, as its document says; a text is JSON."""
    dataclass: Any = kind  # Any: a class that can be a key
    adapter = _adapter(dataclass)
    if isinstance(document, str):
        return cast(Kind, adapter.validate_json(document))
    return cast(Kind, adapter.validate_python(document))


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:  # Any: a class that can be a key, and its values
    return TypeAdapter(kind)
