"""Tables of labelled goods read into examples: rulings and listings as CSV or JSON lines, names of goods by code."""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from entrygo.classify.corpus import SOURCES, ExampleRow, ScheduleRow, digits_of
from entrygo.classify.edition import ClassifierError

_COLUMNS = {
    "text": ("text", "description", "title", "subject"),
    "codes": ("codes", "code", "hts", "hs_code", "hts_code", "tariffs"),
    "number": ("ruling", "number", "ruling_number", "rulingnumber"),
    "date": ("date", "ruling_date", "rulingdate"),
    "source": ("source_kind", "kind"),
}
"""Names a column may have, in lower case, the first one found."""


def example_rows(text: str, name: str, source: str = "ruling") -> tuple[ExampleRow, ...]:
    """The rows of a file: CSV with a header, or a JSON object a line.

    A row wants a text and at least one code (several parted by ``;`` or blanks); ``ruling`` and ``date`` are kept
    where given. ``ClassifierError`` names the file and line of the first fault.
    """
    read = []
    for line, row in _records(text, name):
        found = {key: _first(row, names) for key, names in _COLUMNS.items()}
        codes = digits_of(re.split(r"[;,\s]+", found["codes"]))
        if not found["text"] or not found["codes"]:
            raise ClassifierError(f"{name}, line {line}: a row wants the columns text and codes, both filled")
        kind = found["source"] if found["source"] in SOURCES else source
        read.append(
            ExampleRow(
                source=kind,
                text=found["text"],
                codes=codes,
                number=found["number"] if kind == "ruling" else "",
                date=found["date"] if re.match(r"\d{4}", found["date"]) else "",
            )
        )
    return tuple(read)


def goods_rows(text: str) -> tuple[ExampleRow, ...]:
    """Lines ``<code> <name>; <name>; ...``; lines that begin with ``#`` are remarks."""
    return tuple(
        ExampleRow(source="goods", text=name, codes=(code,))
        for line in text.splitlines()
        if line.strip() and not line.startswith("#")
        for code, _, names in [line.strip().partition(" ")]
        for name in names.split("; ")
    )


def schedule_rows(text: str) -> tuple[ScheduleRow, ...]:
    """The flat schedule: columns ``digits`` and ``full_description`` with steps parted by `` > ``.

    An eight-digit code without statistical suffixes is the line ``...00``.
    """
    paths = {
        row["digits"]: tuple(
            step.strip().rstrip(":").strip() for step in row["full_description"].split(" > ")
        )
        for row in csv.DictReader(io.StringIO(text))
        if len(row["digits"]) in (8, 10)
    }
    divided = {code[:8] for code in paths if len(code) == 10}
    return tuple(
        ScheduleRow(code=code if len(code) == 10 else f"{code}00", path=path)
        for code, path in sorted(paths.items())
        if len(code) == 10 or code not in divided
    )


def _records(
    text: str, name: str
) -> Iterator[tuple[int, Mapping[str, Any]]]:  # Any: a table of unknown columns
    if not text.lstrip().startswith("{"):
        for number, row in enumerate(csv.DictReader(io.StringIO(text)), start=2):
            yield number, row
        return
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except ValueError as error:
                raise ClassifierError(f"{name}, line {number}: this is no JSON object ({error})") from error


def _first(row: Mapping[str, Any], names: tuple[str, ...]) -> str:  # Any: a table of unknown columns
    lowered = {str(key).strip().lower(): value for key, value in row.items() if key is not None}
    found = next((lowered[name] for name in names if lowered.get(name)), "")
    return "; ".join(map(str, found)) if isinstance(found, list) else str(found).strip()
