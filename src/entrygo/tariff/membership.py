"""Which codes are on which programme list, compiled from the files of a data folder.

List keys, as schedule lines carry them:

=============================  =====================================================================================
``s232_metals:i`` to ``:xi``   note 16(c) of chapter 99: i, ii aluminum, iii, iv steel, v copper (50 %, Annex I-A);
                               vi aluminum, vii steel, viii copper (25 %, I-B); ix aluminum, x steel (15 %, III)
``s232_metals:vi@2026-04-06``  vi, vii, ix, x as they were from then until 7 June 2026; xi (mobile industrial
                               equipment) is new since
``s232_metals_2025:HEADING``   derivatives by heading before 6 April 2026, where content value was dutiable;
                               ``HEADING@2025-08-18`` those added on that day
``s232_copper_2025:HEADING``   copper before 6 April 2026 (note 36(b))
``s232_autos:parts``           note 33(g); ``s232_trucks:parts`` note 38(i)
``s301_china:HEADING``         note 20 (9903.88) and note 31 (9903.91); list 4B is suspended and not compiled
``s122_exempt``                note 2(aa)(ii)
``s338_canada:b1`` to ``:b3``  note 51: alcohol, dairy, motor-vehicle list
=============================  =====================================================================================

Values are code prefixes as digits. The notes' own text is the source wherever it is there: the derived product
lists beside it cut ten-digit codes down to eight and take exclusions for members.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files

Read = Callable[[str], str | None]

NOTES = "chapter99_notes_text_2026_rev6.txt"
DERIVATIVES_2025 = "budgetlab/s232_derivative_products.csv"
COPPER_2025 = "budgetlab/s232_copper_products.csv"
CANADA = "s338_canada_products_2026-08-22_PARTIAL.csv"

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

PARTIAL = {
    "s338_canada:b3": (
        "about 71 of 439 lines of 22 August 2026 after 8525.89.20 and the widening of 15 September 2026 are missing"
    ),
    "s338_canada:b1": "the widening of 15 September 2026 (63 to 101 lines) is missing",
    "s338_canada:ban": "the lines of the import bans of 29 September 2026 are known by goods, not all by code",
    "s232_pharma": "the list of patented pharmaceuticals is missing",
    "s301_forced_labor:52bc": "the listed goods of note 52(b) and (c) are missing",
}
"""What the best data there is lacks."""


def compile_lists(read: Read) -> dict[str, tuple[str, ...]]:
    """Every list the folder's files hold; ``read`` answers a file's text by relative name, ``None`` when absent."""
    lists: dict[str, set[str]] = {}
    for key, prefix in (*_from_notes(read(NOTES)), *_from_tables(read)):
        lists.setdefault(key, set()).add(prefix)
    lists |= _changed(lists)
    return {key: tuple(sorted(lists[key])) for key in sorted(lists)}


def partial_lists(read: Read) -> dict[str, str]:
    """List or programme -> what is missing of it, for the folder's files as they are."""
    partial = dict(PARTIAL)
    if read(NOTES) is None:
        absent = dict.fromkeys(section.key for section in SECTIONS) | {
            f"s232_metals:{roman}": None for roman in ("iii", "iv", "v")
        }
        partial |= dict.fromkeys(absent, f"the list is absent: no {NOTES} was loaded")
    if read(CANADA) is None:
        partial |= dict.fromkeys(
            ("s338_canada:b1", "s338_canada:b2", "s338_canada:b3"),
            f"the list is absent: no {CANADA} was loaded",
        )
    return dict(sorted(partial.items()))


def _changed(lists: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """The lists that changed after the notes compiled here: as they are now, and as ``LIST@DAY`` as they were."""
    document = json.loads(files(__package__).joinpath("list_changes.json").read_text(encoding="utf-8"))
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
    for row in _rows(read(CANADA)):
        yield f"s338_canada:{row['note51_list'].split()[0]}", row["hts8"]


def _rows(text: str | None) -> Iterator[dict[str, str]]:
    return iter(csv.DictReader(io.StringIO(text or "")))
