"""Writes the schedule edition that ships inside, as facts, from the data folder beside the project.

Run ``python -m scripts.make_schedule [DATA_FOLDER]`` after a new export, agency report or table of changes. Facts
only: codes, units, rates, agency flags, windows, successors. The schedule's words come with ``entrygo tariff load``.

Sources: the export of HTS 2026 Revision 12 (USITC, 24 July 2026), CBP's ACE HTS/PGA report of 21 February 2026, and
the codes added and deleted between the editions of 2025 basic and 2026 Revision 12.
"""

import csv
import io
import json
import re
import sys
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from entrygo.contract.hts import digits_of
from entrygo.tariff import shipped
from entrygo.tariff.schedule import IN_QUOTA, AgencyEntry, agency_entries, units_of

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data"
LISTS = "lists-2026-11"
TARGET = Path(shipped.__file__).with_name(shipped.DATA_FILE)
FIXED_TIME = (2026, 7, 24, 0, 0, 0)
"""The archive's entries carry the edition's day, so that the same facts make the same bytes."""
OTHER_CHAPTERS = ("00", "99")
"""Codes of the agency report that are no code of goods: chapter 98 and 99 provisions in its own spelling."""

Rates: TypeAlias = tuple[str, str, str]
Record: TypeAlias = dict[str, str]


@dataclass
class Facts:
    """What is gathered before it is written: lines by code, retirements by code."""

    rates: dict[str, Rates] = field(default_factory=dict)
    units: dict[str, tuple[str, ...]] = field(default_factory=dict)
    quota: set[str] = field(default_factory=set)
    reported_only: set[str] = field(default_factory=set)
    since: dict[str, str] = field(default_factory=dict)
    until: dict[str, str] = field(default_factory=dict)
    successors: dict[str, list[str]] = field(default_factory=dict)


def gather(data: Path) -> tuple[Facts, Mapping[str, AgencyEntry]]:
    """The facts of the export, the report and the tables of changes, joined by code."""
    report = max(data.glob("cbp_ace_hts_pga_report_*.csv")).read_text(encoding="utf-8-sig")
    agency = {code: e for code, e in agency_entries(report).items() if not code.startswith(OTHER_CHAPTERS)}
    facts = Facts()
    eight = _read_export(data, facts)
    exported = set(facts.rates)
    siblings = _by_eight(exported)
    for code in sorted(agency.keys() - exported):
        _take_reported(facts, code, agency[code], eight, siblings)
        facts.reported_only.add(code)
    for row in _rows(data / LISTS / "hts_code_changes_2025basic_to_2026rev12.csv"):
        _take_change(facts, row, agency, eight, siblings)
    for row in _rows(data / LISTS / "code_validity.csv"):
        gone = row["ace_status_2026_02_21"] == "not in ACE" and row["in_hts_2026_rev12"] == "0"
        if gone and row["code"] not in facts.until:
            facts.until[row["code"]] = "2025-01-01"
            facts.successors[row["code"]] = _near(row["code"], siblings)
    for code, rates in eight.items():
        if not any(known.startswith(code) for known in siblings.get(code, ())) and not _has(facts, code):
            facts.rates[f"{code}00"], facts.units[f"{code}00"] = rates, ()
    return facts, agency


def _has(facts: Facts, eight: str) -> bool:
    return any(code.startswith(eight) for code in facts.rates)


def _read_export(data: Path, facts: Facts) -> dict[str, Rates]:
    """Takes the ten-digit lines and answers the rates of the eight-digit ones."""
    eight: dict[str, Rates] = {}
    for row in _rows(data / LISTS / "hts_2026_rev12_flat.csv"):
        code, rates = digits_of(row["digits"]), _rates(row)
        if len(code) == 8:
            eight[code] = rates
        if len(code) == 10:
            facts.rates[code], facts.units[code] = rates, units_of(re.split(r"[;|]", row["units"]))
            eight.setdefault(code[:8], rates)
            if any(IN_QUOTA.search(level) for level in row["full_description"].split(" > ")):
                facts.quota.add(code)
    return eight


def _take_reported(
    facts: Facts,
    code: str,
    entry: AgencyEntry,
    eight: Mapping[str, Rates],
    siblings: Mapping[str, list[str]],
) -> None:
    """A code the report knows and the export does not print: units of its siblings, rate of its eight digits."""
    shared = {facts.units[sibling] for sibling in siblings.get(code[:8], ())}
    facts.units[code] = next(iter(shared)) if len(shared) == 1 else entry.units
    facts.rates[code] = eight.get(code[:8], ("", "", ""))


def _take_change(
    facts: Facts,
    row: Record,
    agency: Mapping[str, AgencyEntry],
    eight: Mapping[str, Rates],
    siblings: Mapping[str, list[str]],
) -> None:
    code, day = row["code"], row["edition_from"]
    if row["event"] == "new":
        facts.since[code] = day
        return
    facts.until[code] = day
    told = re.findall(r"\d{10}", row["candidate_successors"])
    facts.successors[code] = [new for new in told if new in facts.rates] or _near(code, siblings)
    if code not in facts.rates:
        entry = agency.get(code, AgencyEntry(description=""))
        _take_reported(facts, code, entry, eight, siblings)
        if facts.rates[code] == ("", "", "") and row["general_rate_of_line"]:
            facts.rates[code] = (row["general_rate_of_line"], "", "")


def _near(code: str, siblings: Mapping[str, list[str]]) -> list[str]:
    """The lines in force below the code's eight digits, else below its six."""
    if own := siblings.get(code[:8]):
        return own
    return sorted(new for eight, codes in siblings.items() if eight.startswith(code[:6]) for new in codes)


def archive(facts: Facts, agency: Mapping[str, AgencyEntry]) -> bytes:
    """The edition's file: one JSON document a chapter, texts that repeat told once."""
    chapters: dict[str, list[str]] = defaultdict(list)
    for code in sorted({*facts.rates, *facts.until}):
        chapters[code[:2]].append(code)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
        _put(out, "edition.json", {**shipped.EDITION_FACTS, "ten_digit": len(facts.rates)})
        for chapter, codes in sorted(chapters.items()):
            _put(out, f"{chapter}.json", _chapter(codes, facts, agency))
    return held.getvalue()


def _chapter(codes: list[str], facts: Facts, agency: Mapping[str, AgencyEntry]) -> dict[str, object]:
    reported = _by_eight(agency)
    texts: dict[tuple[str, ...], int] = {}

    def number(words: tuple[str, ...]) -> int:
        return texts.setdefault(words, len(texts))

    lines: dict[str, list[object]] = {}
    for code in codes:
        if code not in facts.rates:
            continue
        flags, marks = _flags(code, agency, reported)
        marks += (*("Q" if code in facts.quota else ""), *("R" if code in facts.reported_only else ""))
        window = [facts.since.get(code, ""), facts.until.get(code, "")]
        line: list[object] = [
            number(facts.rates[code]),
            number(facts.units[code]),
            number(flags),
            "".join(marks),
        ]
        lines[code] = [*line, *window] if any(window) else line
    retired = {code: [facts.until[code], *facts.successors[code]] for code in codes if code in facts.until}
    return {"texts": list(texts), "lines": lines, "retired": retired}


def _flags(
    code: str, agency: Mapping[str, AgencyEntry], reported: Mapping[str, list[str]]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Agency flags and duty-case marks: the code's own, else those of its eight-digit siblings together."""
    asked = [code] if code in agency else reported.get(code[:8], [])
    flags = tuple(sorted({flag for each in asked for flag in agency[each].flags}))
    dumped = ("A",) if any(agency[each].antidumping for each in asked) else ()
    return flags, (*dumped, *(("C",) if any(agency[each].countervailing for each in asked) else ()))


def _by_eight(codes: object) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = defaultdict(list)
    for code in sorted(codes):  # type: ignore[call-overload]  # any iterable of codes
        grouped[code[:8]].append(code)
    return dict(grouped)


def _rates(row: Record) -> Rates:
    general, special, other = (
        re.sub(r"\s+", " ", row[name]).strip() for name in ("general", "special", "other")
    )
    return general, special, other


def _rows(path: Path) -> Iterator[Record]:
    return iter(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


def _put(out: zipfile.ZipFile, name: str, document: Mapping[str, object]) -> None:
    entry = zipfile.ZipInfo(name, FIXED_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    out.writestr(entry, json.dumps(document, ensure_ascii=False, separators=(",", ":")))


def main() -> None:
    """Writes the file and says how many codes it holds."""
    facts, agency = gather(Path(sys.argv[1]) if len(sys.argv) > 1 else DATA)
    TARGET.write_bytes(archive(facts, agency))
    print(f"{TARGET.relative_to(ROOT)}: {len(facts.rates):,} codes, {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
