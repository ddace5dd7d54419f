"""The schedule compiled: inheritance, agency flags, quota; and the edition that ships inside, as facts of it."""

import csv
import re
from pathlib import Path
from typing import Any

import pytest

from entrygo.contract.hts import digits_of, dotted
from entrygo.contract.tariff import ScheduleLine
from entrygo.store.editions.files import Compiled
from entrygo.store.editions.load import compile_source
from entrygo.store.editions.source import open_source
from entrygo.tariff.schedule import (
    AgencyEntry,
    Supplement,
    agency_entries,
    compile_lines,
)

REPORT = """HTS Date:,2/21/2026,,,,,,,
,,,,,,,,
Tariff Number,Description,Effective Date,Expiration Date,Census Qty 1,AD Duty,CV Duty,PGA 1,PGA 2
3406000000,"CANDLES, TAPERS",1/1/2002,12/31/2003,KG,Y,N,EP7,FD1
"""


def row(number: str, indent: int, description: str, **columns: Any) -> dict[str, Any]:
    """One export row; what is not given is blank, as the export has it."""
    blank = {"units": [], "general": "", "special": "", "other": "", "footnotes": [], "superior": None}
    return {"htsno": number, "indent": str(indent), "description": description} | blank | columns


SHIRTS = [
    row("6109", 0, "T-shirts, knitted:"),
    row("6109.10.00", 1, "Of cotton", general="16.5%", special="Free (S)", other="90%"),
    row("", 2, "Men's or boys':", superior="true"),
    row("6109.10.00.12", 3, "Men's", units=["doz.", "kg"]),
    row("6109.10.00.40", 2, "Women's", units=["doz.", "kg"]),
    row("6109.90.00.00", 1, "Of other fibers", units=["No. and kg"], general="14%"),
]


@pytest.fixture(scope="module")
def compiled(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Compiled:
    """The whole export of 2025 with the agency report beside it."""
    folder = tmp_path_factory.mktemp("data")
    for name in ("htsus_2025_basic_raw.json", "cbp_ace_hts_pga_report_2026-02-21.csv"):
        (folder / name).symlink_to(shared / "data" / name)
    source = open_source(folder)
    return compile_source(source, None, vintage=source.vintage)


def lines(rows: list[dict[str, Any]], supplement: Supplement | None = None) -> dict[str, ScheduleLine]:
    return compile_lines(rows, supplement or Supplement())


def test_a_line_inherits_rates_and_the_words_of_its_parents() -> None:
    """Customs 2.1: rates sit on the eight-digit line; words are joined by indent."""
    line = lines(SHIRTS)["6109100012"]
    assert line.description == "T-shirts, knitted > Of cotton > Men's or boys' > Men's"
    assert (line.general, line.special, line.other) == ("16.5%", "Free (S)", "90%")
    assert line.units == ("doz.", "kg")


def test_a_sibling_does_not_inherit_from_the_branch_before_it() -> None:
    """A smaller indent closes the branch."""
    assert lines(SHIRTS)["6109100040"].description == "T-shirts, knitted > Of cotton > Women's"


def test_a_line_with_a_rate_of_its_own_inherits_none_of_the_columns() -> None:
    """A blank special column beside a rate means no preference, not the parent's."""
    line = lines(SHIRTS)["6109900000"]
    assert (line.general, line.special, line.other) == ("14%", "", "")


def test_two_units_written_in_one_text_are_two() -> None:
    """``No. and kg`` stands sixteen times in the export."""
    assert lines(SHIRTS)["6109900000"].units == ("No.", "kg")


def test_an_export_without_statistical_lines_is_refused() -> None:
    """An empty edition would make every code unknown."""
    with pytest.raises(ValueError, match="no ten-digit code"):
        lines(SHIRTS[:2])


@pytest.mark.requirement("rules:tariff:agency-expiry")
def test_the_agency_report_joins_flags_and_its_expiry_removes_nothing() -> None:
    """The agency report's expiry dates never remove a code of the loaded schedule."""
    supplement = Supplement(agency=agency_entries(REPORT))
    line = lines([row("3406.00.00.00", 0, "Candles", units=["kg"], general="Free")], supplement)["3406000000"]
    assert (line.agency_flags, line.antidumping, line.countervailing) == (("EP7", "FD1"), True, False)


def test_a_report_without_its_header_is_refused() -> None:
    """A report of another shape must not silently clear every flag."""
    with pytest.raises(ValueError, match="Tariff Number"):
        agency_entries("code,flag\n3406000000,FD1\n")


def test_suffixes_only_the_agency_report_knows_become_lines() -> None:
    """The export lists no suffixes for watches; without these every watch would be an unknown code."""
    rows = [row("9102.11.10", 0, "Watches", general="44¢ each"), *SHIRTS]
    agency = {
        "9102111010": AgencyEntry(description="WATCH, BAT POW", units=("NO",), flags=("FW1",)),
        "6109100099": AgencyEntry(description="T-SHIRT OF AN OLD SUFFIX"),
    }
    found = lines(rows, Supplement(agency=agency))
    assert found["9102111010"].description == "Watches > Watch, bat pow"
    assert (found["9102111010"].general, found["9102111010"].agency_flags) == ("44¢ each", ("FW1",))
    assert "6109100099" not in found


@pytest.mark.parametrize(
    ("words", "is_quota"),
    [
        ("Described in additional U.S. note 5 to this chapterand entered pursuant to its provisions", True),
        ("Described in additional U.S.note 18 to this chapter and entered pursuant to its provisions", True),
        ("Described in general note 15 of the tariff schedule and entered pursuant to its provisions", False),
        ("Other", False),
    ],
)
def test_a_line_entered_under_a_quota_note_is_a_quota_line(words: str, *, is_quota: bool) -> None:
    """Rule ENT-002: quota goods are never informal; general note 15 goods are outside the quotas."""
    rows = [row("0406.10", 0, words), row("0406.10.12.00", 1, "Cheese", general="10%")]
    assert lines(rows)["0406101200"].quota is is_quota


@pytest.mark.parametrize(
    ("text", "digits", "printed"),
    [
        ("4901.99.0070", "4901990070", "4901.99.0070"),
        ("4901.99.00.70", "4901990070", "4901.99.0070"),
        (" 4901 99-00 ", "49019900", "4901.99.00"),
        ("490199", "490199", "4901.99"),
        ("4901", "4901", "4901"),
        ("49", "49", "49"),
        ("book", "book", "book"),
    ],
)
def test_codes_are_taken_with_or_without_dots_and_shown_with_them(
    text: str, digits: str, printed: str
) -> None:
    """HTS codes are accepted with or without dots and shown with them."""
    assert digits_of(text) == digits
    assert dotted(digits) == printed


def test_the_whole_schedule_compiles_as_an_independent_table_has_it(shared: Path, compiled: Compiled) -> None:
    """The flat table beside the export was derived by other hands; all 19,700 lines must agree."""
    with (shared / "data/htsus_2025_basic_flat.csv").open(encoding="utf-8") as file:
        flat = {row["digits"]: row for row in csv.DictReader(file) if len(row["digits"]) == 10}
    assert len(flat) == 19_700

    def spaced(text: str) -> str:
        return " ".join(text.split())

    def expected(facts: dict[str, str]) -> tuple[object, ...]:
        units = tuple(
            unit.strip() for unit in re.split(r";| and ", facts["units"].replace("²", "2")) if unit.strip()
        )
        texts = ("full_description", "general", "special", "other")
        return (*(spaced(facts[name]) for name in texts), units)

    def ours(line: ScheduleLine) -> tuple[object, ...]:
        return (line.description, line.general, line.special, line.other, line.units)

    differing = {code for code, facts in flat.items() if ours(compiled.lines[code]) != expected(facts)}
    assert differing == set()


def test_an_eight_digit_line_has_either_one_double_zero_line_or_others(compiled: Compiled) -> None:
    """So that eight digits resolve to their ``....00`` line without doubt."""
    families: dict[str, list[str]] = {}
    for code in compiled.lines:
        families.setdefault(code[:8], []).append(code[8:])
    assert [code for code, suffixes in families.items() if "00" in suffixes and len(suffixes) > 1] == []


def test_watches_are_in_the_full_edition(compiled: Compiled) -> None:
    """293 suffixes of chapter 91 stand in the agency report alone."""
    assert compiled.edition.row_counts["from_agency_report"] == 293
    assert compiled.lines["9102111010"].general.startswith("44¢ each + 6% on the case")
