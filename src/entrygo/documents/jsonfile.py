"""JSON files for people and programs: indented, keys in the order of the values, every decimal an exact number.

A number is written with all its digits (``18.5``, never ``18.499999``); a reader that wants them all parses
numbers as decimals.
"""

import json
from decimal import Decimal
from typing import Any

import orjson

from entrygo.contract.canonical import decimal_text


def json_bytes(document: object) -> bytes:
    """The file of a document of dataclasses, mappings, sequences and scalars."""
    return orjson.dumps(document, default=_exact, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def parsed(data: bytes) -> Any:  # Any: a JSON document of ours, read back
    """The document of a file, with every number that has a fraction an exact decimal."""
    return json.loads(data, parse_float=Decimal)


def _exact(value: object) -> object:
    if isinstance(value, Decimal):
        return orjson.Fragment(decimal_text(value))
    raise TypeError(f"{type(value).__name__} has no place in a document")
