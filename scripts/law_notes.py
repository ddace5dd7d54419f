"""Lists of codes compiled from the text of the notes to chapter 99 and the derived tables beside it.

Values are code prefixes as digits. The notes' own text is the source wherever it is there: the derived product
lists beside it cut ten-digit codes down to eight and take exclusions for members. The keys are those of
:mod:`entrygo.tariff.law`.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

Read = Callable[[str], str | None]

NOTES = "chapter99_notes_text_2026_rev6.txt"
DERIVATIVES_2025 = "budgetlab/s232_derivative_products.csv"
COPPER_2025 = "budgetlab/s232_copper_products.csv"
CHANGES = Path(__file__).with_name("law_list_changes.json")

_CODE = re.compile(r"(?<![\d.])\d{4}\.\d{2}(?:\.\d{2,4}(?:\.\d{2})?)?(?![\d.])")
_ROW = re.compile(r"[\d.\s]+")
_HEADING = re.compile(r"(?<![\d.])\d{4}(?![\d.])")
_EXCEPTED = re.compile(r"except\s+for[^;.]*?statistical\s+reporting\s+numbers?\s(?:[\d.,\s]|and|or)+")
_PAGE = "Harmonized Tariff Schedule of the United States Revision"


@dataclass(frozen=True, slots=True)
class _Section:
    """A list in the notes: from the line that starts with ``start`` up to the one that starts with ``end``."""

    key: str
    start: str
    end: str


SECTIONS = (
    _Section("s232_metals:i", "(i) Articles of aluminum:", "(ii) Derivative aluminum articles:"),
    _Section("s232_metals:ii", "(ii) Derivative aluminum articles:", "(iii) Articles of steel:"),
    _Section("s232_metals:vi", "(vi) Derivative aluminum articles:", "(vii) Derivative steel articles:"),
    _Section("s232_metals:vii", "(vii) Derivative steel articles:", "(viii) Articles of copper:"),
    _Section("s232_metals:viii", "(viii) Articles of copper:", "(ix) Derivative aluminum articles:"),
    _Section("s232_metals:ix", "(ix) Derivative aluminum articles:", "(x) Derivative steel articles:"),
    _Section("s232_metals:x", "(x) Derivative steel articles:", "(d) Headings 9903.82.04 and 9903.82.05"),
    _Section(
        "s232_autos:parts", "(g) Subject to a manufacturer's import adjustment", "(h) Heading 9903.94.06"
    ),
    _Section(
        "s232_trucks:parts", "(i) The rates of duty set forth in heading 9903.74.08", "(j) Heading 9903.74.09"
    ),
    _Section(
        "s122_exempt", "(ii) As provided in heading 9903.03.03", "(iii) As provided in heading 9903.03.04"
    ),
    _Section("s301_china:9903.88.01", "(b) Heading 9903.88.01", "(c) For the purposes of heading 9903.88.02"),
    _Section("s301_china:9903.88.02", "(d) Heading 9903.88.02", "(e) For the purposes of heading 9903.88.03"),
    _Section("s301_china:9903.88.03", "(f) Heading 9903.88.03", "(g) For the purposes of heading 9903.88.04"),
    _Section(
        "s301_china:9903.88.04", "1. Other non-aromatic organo-inorganic", "Notwithstanding U.S. note 1"
    ),
    _Section("s301_china:9903.88.15", "(s) Heading 9903.88.15", "(t) For the purposes of heading 9903.88.16"),
    _Section("s301_china:9903.91.01", "(b) Heading 9903.91.01", "(c) Heading 9903.91.02"),
    _Section("s301_china:9903.91.02", "(c) Heading 9903.91.02", "(d) Heading 9903.91.03"),
    _Section("s301_china:9903.91.03", "(d) Heading 9903.91.03", "(e) Heading 9903.91.04"),
    _Section("s301_china:9903.91.05", "(i) Heading 9903.91.05", "(g) Heading 9903.91.06"),
    _Section("s301_china:9903.91.06", "(g) Heading 9903.91.06", "(h) Heading 9903.91.07"),
    _Section("s301_china:9903.91.07", "(h) Heading 9903.91.07", "(i) Heading 9903.91.08"),
    _Section("s301_china:9903.91.08", "(i) Heading 9903.91.08", "(j) Heading 9903.91.11"),
    _Section("s301_china:9903.91.11", "(j) Heading 9903.91.11", "(i) Heading 9903.91.12"),
)
"""Where each list stands in the notes."""

STEEL_TO_COPPER = _Section("", "(iii) Articles of steel:", "(vi) Derivative aluminum articles:")
"""Three lists the text's page break ran together: (iii) before it; after it chapter 74 is (v), the rest (iv)."""

NOT_A_MEMBER = ("9802", "99")
"""Chapter 98 and 99 provisions that list texts mention."""


def compile_lists(read: Read) -> dict[str, tuple[str, ...]]:
    """Every list the folder's files hold; ``read`` answers a file's text by relative name, ``None`` when absent."""
    lists: dict[str, set[str]] = {}
    for key, prefix in (*_from_notes(read(NOTES)), *_from_tables(read)):
        lists.setdefault(key, set()).add(prefix)
    lists |= _changed(lists)
    return {key: tuple(sorted(lists[key])) for key in sorted(lists)}


def _changed(lists: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """The lists that changed after the notes compiled here: as they are now, and as ``LIST@DAY`` as they were."""
    document = json.loads(CHANGES.read_text(encoding="utf-8"))
    if not any(key.startswith(f"{document['programme']}:") for key in lists):
        return {}
    changed: dict[str, set[str]] = {}
    for change in document["changes"]:
        before = lists.get(change["list"], set())
        changed[change["list"]] = before - set(change["remove"]) | set(change["add"])
        if before:
            changed[f"{change['list']}@{document['as_compiled']}"] = before
    return changed


def _from_notes(text: str | None) -> Iterator[tuple[str, str]]:
    if text is None:
        return
    lines = [line.strip() for line in text.splitlines()]
    for section in SECTIONS:
        yield from ((section.key, code) for code in _codes(_section(lines, section)))
    steel_to_copper = _section(lines, STEEL_TO_COPPER)
    page = next(
        (at for at, line in enumerate(steel_to_copper) if line.startswith(_PAGE)), len(steel_to_copper)
    )
    yield from (("s232_metals:iii", code) for code in _codes(steel_to_copper[:page]))
    for code in _codes(steel_to_copper[page:]):
        yield "s232_metals:v" if code.startswith("74") else "s232_metals:iv", code


def _section(lines: list[str], section: _Section) -> list[str]:
    """The section's lines; what starts alike in the headings' part or an exclusion note comes later."""
    start = next((at for at, line in enumerate(lines) if line.startswith(section.start)), None)
    if start is None:
        return []
    end = next((at for at in range(start + 1, len(lines)) if lines[at].startswith(section.end)), start)
    return lines[start:end]


def _codes(lines: Iterable[str]) -> Iterator[str]:
    """Codes of a list; those excepted from it ("except for such seats of ...") are the record's business."""
    for line in _EXCEPTED.sub("\n", "\n".join(lines)).splitlines():
        found = _CODE.findall(line)
        if _ROW.fullmatch(line):
            found += _HEADING.findall(line)
        for code in found:
            digits = code.replace(".", "")
            if not digits.startswith(NOT_A_MEMBER):
                yield digits


def _from_tables(read: Read) -> Iterator[tuple[str, str]]:
    for row in _rows(read(DERIVATIVES_2025)):
        since = "@2025-08-18" if row["effective_date"] else ""
        yield f"s232_metals_2025:{row['ch99_code']}{since}", row["hts_prefix"]
    for row in _rows(read(COPPER_2025)):
        yield f"s232_copper_2025:{row['ch99_code']}", row["hts10"]


def _rows(text: str | None) -> Iterator[dict[str, str]]:
    return iter(csv.DictReader(io.StringIO(text or "")))
