"""The schedule edition that ships inside: every code of the United States schedule as facts, read by chapter.

``scripts/make_schedule.py`` writes the file. It holds codes, units, the three columns of rates, agency flags,
antidumping and countervailing marks, quota, the days codes came and went, and what took their place. The schedule's
words come with ``entrygo tariff load`` or ``fetch``; a line from here has none.

Flags and units are the code's own, else those of its eight-digit siblings; a code that only CBP's report knows has
the rate of its eight digits.
"""

import io
import zipfile
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any, TypeAlias

import orjson

from entrygo.contract.tariff import CodeLife, Edition, Law, ScheduleLine
from entrygo.tariff.law import shipped_law

Facts: TypeAlias = list[Any]  # Any: numbers of texts, marks, days of our own data file
Chapter: TypeAlias = dict[str, Any]  # Any: texts, lines and retirements of our own data file

DATA_FILE = "schedule.zip"
EDITION_FACTS = {"name": "HTSUS 2026 Revision 12", "vintage": "2026-07-24"}
"""The edition the facts are of; the script writes them into the file."""


class ShippedSchedule:
    """The edition as a book: a chapter is read when a code of it is asked for the first time."""

    def __init__(self, content: bytes) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(content))
        self._chapters: dict[str, Chapter] = {}
        self._lines: dict[str, ScheduleLine] = {}
        told = orjson.loads(self._archive.read("edition.json"))
        self._names = frozenset(self._archive.namelist())
        self.edition = Edition(
            name=told["name"],
            vintage=told["vintage"],
            is_full=True,
            row_counts={"rows": told["ten_digit"], "ten_digit": told["ten_digit"]},
        )

    @property
    def law(self) -> Law:
        """The law that ships beside it."""
        return shipped_law()

    def lookup(self, codes: Iterable[str]) -> Mapping[str, ScheduleLine]:
        """See :meth:`entrygo.ports.tariff_book.TariffBook.lookup`."""
        found = ((code, self._line(f"{code}00" if len(code) == 8 else code)) for code in codes)
        return {code: line for code, line in found if line is not None}

    def below(self, prefix: str) -> tuple[str, ...]:
        """The ten-digit codes that begin with these digits (two at least), in order; retired ones among them."""
        codes: list[str] = self._chapter(prefix[:2])["codes"]
        start = bisect_left(codes, prefix)
        end = bisect_left(codes, f"{prefix}:")  # ``:`` follows ``9``
        return tuple(codes[start:end])

    def life(self, code: str) -> CodeLife | None:
        """When a code came and went, as far as the lists tell; ``None`` for one they never held."""
        chapter = self._chapter(code[:2])
        line, gone = chapter["lines"].get(code), chapter["retired"].get(code)
        if line is None and gone is None:
            return None
        since = line[4] if line is not None and len(line) > 4 else ""
        return CodeLife(
            since=date.fromisoformat(since) if since else None,
            until=date.fromisoformat(gone[0]) if gone else None,
            successors=tuple(gone[1:]) if gone else (),
            in_schedule=line is None or "R" not in line[3],
        )

    def lines(self) -> Iterator[ScheduleLine]:
        """Every line, in the order of the codes."""
        for name in sorted(self._names - {"edition.json"}):
            for code in self._chapter(name[:2])["codes"]:
                if (line := self._line(code)) is not None:
                    yield line

    def _line(self, code: str) -> ScheduleLine | None:
        held = self._lines.get(code)
        if held is None:
            chapter = self._chapter(code[:2])
            facts = chapter["lines"].get(code)
            if facts is None:
                return None
            held = self._lines[code] = _line(code, facts, chapter["texts"])
        return held

    def _chapter(self, number: str) -> Chapter:
        chapter = self._chapters.get(number)
        if chapter is None:
            known = f"{number}.json" in self._names
            chapter = orjson.loads(self._archive.read(f"{number}.json")) if known else _empty()
            chapter["codes"] = sorted({*chapter["lines"], *chapter["retired"]})
            self._chapters[number] = chapter
        return chapter


@lru_cache(maxsize=1)
def shipped_schedule() -> ShippedSchedule:
    """The edition, opened once from the package."""
    return ShippedSchedule(files(__name__).joinpath(DATA_FILE).read_bytes())


def _empty() -> Chapter:
    return {"texts": [], "lines": {}, "retired": {}}


def _line(code: str, facts: Facts, texts: list[list[str]]) -> ScheduleLine:
    rates, units, flags, marks = facts[:4]
    general, special, other = texts[rates]
    return ScheduleLine(
        code=code,
        description="",
        units=tuple(texts[units]),
        general=general,
        special=special,
        other=other,
        agency_flags=tuple(texts[flags]),
        antidumping="A" in marks,
        countervailing="C" in marks,
        quota="Q" in marks,
    )
