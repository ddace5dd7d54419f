"""The schedule compiled: an export's rows become ten-digit lines with all they inherit, agency flags joined on.

Pure: rows and report text come in as values; the store reads the files.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from entrygo.contract.hts import digits_of
from entrygo.contract.tariff import ScheduleLine

Row: TypeAlias = Mapping[str, Any]  # Any: an export row as it comes; only the columns we know are read

FULL_EDITION_MINIMUM = 15_000
"""More ten-digit codes than this make an edition full (the schedule has about 19,700; no chapter has 2,000)."""

IN_QUOTA = re.compile(r"described in additional U\.S\. ?note .*pursuant to its provisions", re.IGNORECASE)


class EditionError(Exception):
    """A schedule that cannot be read, loaded or fetched; the message says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyEntry:
    """One code of the ACE agency report. Its expiry dates are not kept: they never remove a code."""

    description: str
    units: tuple[str, ...] = ()
    antidumping: bool = False
    countervailing: bool = False
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplement:
    """What the schedule itself does not say: agency flags by code.

    ``partial`` maps a report (``agency_report``) held only in part to what is missing of it.
    """

    agency: Mapping[str, AgencyEntry] = field(default_factory=dict)
    partial: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Inherited:
    indent: int
    description: str
    rates: tuple[str, str, str] | None


def compile_lines(rows: Iterable[Row], supplement: Supplement) -> dict[str, ScheduleLine]:
    """Every ten-digit code of an export (USITC row shape), in the order of the rows."""
    lines = {line.code: line for line in _statistical_lines(rows, supplement)}
    if not lines:
        raise ValueError("the export holds no ten-digit code")
    return lines


def agency_entries(report: str) -> dict[str, AgencyEntry]:
    """The ACE agency report (CSV text, title lines before the header) by ten-digit code."""
    rows = csv.reader(io.StringIO(report))
    header = next((row for row in rows if row and row[0].strip() == "Tariff Number"), None)
    if header is None:
        raise ValueError("the agency report has no line that starts with 'Tariff Number'")
    first_unit, antidumping = header.index("Census Qty 1"), header.index("AD Duty")
    countervailing, first_flag = header.index("CV Duty"), header.index("PGA 1")
    return {
        row[0]: AgencyEntry(
            description=row[1].strip(),
            units=tuple(unit for unit in row[first_unit:antidumping] if unit),
            antidumping=row[antidumping] == "Y",
            countervailing=row[countervailing] == "Y",
            flags=tuple(flag for flag in row[first_flag:] if flag),
        )
        for row in rows
        if len(row) > first_flag and re.fullmatch(r"\d{10}", row[0])
    }


def _statistical_lines(rows: Iterable[Row], supplement: Supplement) -> Iterator[ScheduleLine]:
    """The ten-digit lines, and those of eight-digit lines whose suffixes only the agency report lists (watches)."""
    unsuffixed: dict[str, ScheduleLine] = {}
    for code, row, path in _walk(rows):
        if len(code) not in (8, 10) or not code.isdecimal():
            continue
        line = _line(code, units_of(row.get("units")), path, supplement.agency.get(code), _whole(row))
        if len(code) == 8:
            unsuffixed[code] = line
            continue
        unsuffixed.pop(code[:8], None)
        yield line
    for code, entry in supplement.agency.items():
        if (parent := unsuffixed.get(code[:8])) is not None:
            yield _reported_line(code, entry, parent)


def _walk(rows: Iterable[Row]) -> Iterator[tuple[str, Row, list[_Inherited]]]:
    path: list[_Inherited] = []
    for row in rows:
        depth = row.get("indent")
        indent = int(depth) if depth else 0
        while path and path[-1].indent >= indent:
            path.pop()
        path.append(_Inherited(indent, _label(row.get("description")), _rates(row)))
        yield digits_of(str(row.get("htsno") or "")), row, path


def _line(
    code: str,
    units: tuple[str, ...],
    path: Sequence[_Inherited],
    entry: AgencyEntry | None,
    whole: Sequence[str],
) -> ScheduleLine:
    """A line as it stands below its parents; ``whole`` is what they and it say, where the row itself tells it."""
    levels = whole or [level.description for level in path]
    general, special, other = next((level.rates for level in reversed(path) if level.rates), ("", "", ""))
    return ScheduleLine(
        code=code,
        description=" > ".join(levels),
        units=units,
        general=general,
        special=special,
        other=other,
        agency_flags=entry.flags if entry else (),
        antidumping=entry.antidumping if entry else False,
        countervailing=entry.countervailing if entry else False,
        quota=any(IN_QUOTA.search(level) for level in levels),
    )


def _whole(row: Row) -> list[str]:
    """The description level by level, where the row tells its parents' words, too."""
    full = str(row.get("full_description") or "")
    return [_label(level) for level in full.split(" > ")] if full else []


def _reported_line(code: str, entry: AgencyEntry, parent: ScheduleLine) -> ScheduleLine:
    return ScheduleLine(
        code=code,
        description=f"{parent.description} > {entry.description.capitalize()}",
        units=entry.units,
        general=parent.general,
        special=parent.special,
        other=parent.other,
        agency_flags=entry.flags,
        antidumping=entry.antidumping,
        countervailing=entry.countervailing,
        quota=parent.quota,
    )


def _rates(row: Row) -> tuple[str, str, str] | None:
    """A row's three columns as one block: a line with a rate of its own inherits none of the three."""
    general, special, other = (_label(row.get(column)) for column in ("general", "special", "other"))
    return (general, special, other) if general or special or other else None


def units_of(units: object) -> tuple[str, ...]:
    """The units of an export row's column, each in one spelling: ``doz.``, ``m2``."""
    texts = units if isinstance(units, list | tuple) else []
    split = (part.strip() for text in texts for part in re.split(r"\band\b", str(text)))
    return tuple(part.replace("²", "2").replace("³", "3") for part in split if part)


def _label(text: object) -> str:
    return re.sub(r"\s+", " ", str(text or "")).strip().rstrip(":").rstrip()
