"""Canonical JSON (RFC 8785) over documents without floats, and the fingerprints made from it.

Documents hold strings, integers, booleans, nulls, lists and string-keyed objects only; money, weights, rates
and every other number that may have a fraction is a decimal string. On such documents orjson with sorted keys
is byte-equal to RFC 8785 (a test holds it against the ``rfc8785`` package), and some fifty times faster.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Any, TypeAlias

import orjson

_BEYOND_BMP = re.compile(rb"[\xf0-\xf4]")  # the first byte of a four-byte character in UTF-8

JsonValue: TypeAlias = Any  # Any: foreign JSON, checked where it is read
JsonObject: TypeAlias = dict[str, Any]  # Any: values of a JSON object
JsonMapping: TypeAlias = Mapping[str, Any]  # Any: values of a JSON object

Json: TypeAlias = "str | int | bool | list[Json] | dict[str, Json] | None"


@lru_cache(maxsize=16_384)
def decimal_text(value: Decimal) -> str:
    """The one spelling of a decimal: no exponent, no trailing zeros, no negative zero."""
    text = str(value)
    if "E" in text:
        text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


@lru_cache(maxsize=16_384)
def _default(value: Any) -> Any:  # Any: orjson's own signature
    if isinstance(value, Decimal):
        return decimal_text(value)
    if isinstance(value, frozenset):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} has no canonical form")


def canonical_bytes(document: Any) -> bytes:  # Any: dataclasses, mappings and scalars alike
    """RFC 8785 bytes of a document of mappings, sequences, strings, integers, decimals and dates.

    Floats have no place in a document: use :func:`plain` on foreign JSON first. Dataclasses are encoded too, their
    fields in declared order; what is hashed is sorted, so it goes through :func:`plain` or a decoder before.
    """
    data = orjson.dumps(document, default=_default, option=orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS)
    is_plain = data.isascii() or _BEYOND_BMP.search(data) is None
    return data if is_plain else orjson.dumps(_in_utf16_order(orjson.loads(data)))


def _in_utf16_order(value: Json) -> Json:
    """RFC 8785 sorts keys by UTF-16 units, orjson by code points: they part company beyond the basic plane only."""
    if isinstance(value, dict):
        ordered = sorted(value, key=lambda key: key.encode("utf-16-be"))
        return {key: _in_utf16_order(value[key]) for key in ordered}
    return [_in_utf16_order(item) for item in value] if isinstance(value, list) else value


def answer_bytes(body: Any) -> bytes:  # Any: answers are plain JSON documents
    """The bytes of an answer: decimals as JSON numbers (18.50 reads 18.5), keys in the order they were put."""
    return orjson.dumps(body, default=_number_or_default)


@lru_cache(maxsize=16_384)
def _number_or_default(value: Any) -> Any:  # Any: orjson's own signature
    if isinstance(value, Decimal):
        return orjson.Fragment(decimal_text(value).encode())
    return _default(value)


def sha256_hex(data: bytes) -> str:
    """SHA-256 as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def plain(value: Any) -> Json:  # Any: foreign JSON and our dataclasses alike
    """The document form of any value: fractions and big integers become decimal strings, dataclasses objects."""
    kind = value.__class__
    if kind is str:
        return str(value)
    if kind is dict:
        return {str(key): plain(item) for key, item in value.items()}
    if kind is list:
        return [plain(item) for item in value]
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, int):
        return value if -(2**53) < value < 2**53 else str(value)
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 2**53 else decimal_text(Decimal(repr(value)))
    return _plain_other(value)


def _plain_other(value: Any) -> Json:  # Any: see plain
    if isinstance(value, Decimal):
        return decimal_text(value)
    if isinstance(value, str):
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, Sequence | set | frozenset):
        items = sorted(value) if isinstance(value, set | frozenset) else value
        return [plain(item) for item in items]
    raise TypeError(f"{type(value).__name__} has no document form")
