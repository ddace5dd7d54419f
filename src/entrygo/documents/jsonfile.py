"""JSON files for people and programs: indented, keys in the order of the values, every decimal an exact number.

A number is written with all its digits (``18.5``, never ``18.499999``); a reader that wants them all parses
numbers as decimals.
"""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import orjson

from entrygo.contract.canonical import decimal_text


def json_bytes(document: object) -> bytes:
    """The file of a document of dataclasses, mappings, sequences and scalars."""
    return orjson.dumps(document, default=_exact, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


class Parts:
    """A file of :func:`json_bytes` read back part by part, so that a large one never stands in memory as a whole.

    A part is an object in a list, ``indent`` spaces from the margin: no text holds a line break, so lines and their
    indentation are those of the document. Every number that has a fraction is its text.
    """

    def __init__(self, data: bytes, *, indent: int) -> None:
        opening, closing = (b"\n" + b" " * indent + sign for sign in (b"{", b"}"))
        self._data, self._spans, rest, at = data, list[tuple[int, int]](), list[bytes](), 0
        while (start := data.find(opening, at)) >= 0:
            end = data.index(closing, start) + len(closing)
            rest += (data[at:start], b"0")
            self._spans.append((start, end))
            at = end
        self.document = json.loads(b"".join([*rest, data[at:]]), parse_float=str)

    def __iter__(self) -> Iterator[Any]:  # Any: a JSON document of ours, read back
        """Each part in the file's order; in :attr:`document` a 0 stands in its place."""
        return (json.loads(self._data[start:end], parse_float=str) for start, end in self._spans)


def _exact(value: object) -> object:
    if isinstance(value, Decimal):
        return orjson.Fragment(decimal_text(value))
    raise TypeError(f"{type(value).__name__} has no place in a document")
