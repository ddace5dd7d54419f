"""Lists compiled from the notes of chapter 99, against the derived lists and the law's examples."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.law_notes import NOTES, compile_lists

Read = Callable[[str], str | None]


@pytest.fixture(scope="module")
def read(shared: Path) -> Read:
    """A reader of the reference data."""

    def text(name: str) -> str | None:
        file = shared / "data" / name
        return file.read_text(encoding="utf-8") if file.is_file() else None

    return text


@pytest.fixture(scope="module")
def lists(read: Read) -> dict[str, tuple[str, ...]]:
    """Every list."""
    return compile_lists(read)


@pytest.mark.parametrize(
    ("key", "size", "member"),
    [
        ("s232_metals:i", 9, "7616995160"),
        ("s232_metals:ii", 17, "7616995190"),
        ("s232_metals:iii", 39, "7306"),
        ("s232_metals:iv", 139, "7326908688"),
        ("s232_metals:v", 76, "74061000"),
        ("s232_metals:vi@2026-04-06", 105, "7615102015"),
        ("s232_metals:vii@2026-04-06", 301, "82159935"),
        ("s232_metals:viii", 4, "85444290"),
        ("s232_metals:ix@2026-04-06", 13, "90139080"),
        ("s232_metals:x@2026-04-06", 35, "84836080"),
        ("s232_metals:vi", 101, "37013000"),
        ("s232_metals:vii", 242, "9403200075"),
        ("s232_metals:ix", 18, "8708292130"),
        ("s232_metals:x", 69, "85162900"),
        ("s232_metals:xi", 28, "84271040"),
        ("s232_autos:parts", 130, "8471"),
        ("s232_trucks:parts", 182, "8708301010"),
        ("s122_exempt", 1098, "85171300"),
        ("s301_china:9903.88.01", 856, "84011000"),
        ("s301_china:9903.88.02", 283, "27101930"),
        ("s301_china:9903.88.03", 5906, "42021240"),
        ("s301_china:9903.88.04", 11, "85176200"),
        ("s301_china:9903.88.15", 2963, "49019900"),
        ("s301_china:9903.91.01", 348, "85079040"),
        ("s301_china:9903.91.06", 5, "85076000"),
        ("s301_china:9903.91.07", 5, "6307909870"),
    ],
)
def test_a_list_has_its_size_and_its_example(
    lists: dict[str, tuple[str, ...]], key: str, size: int, member: str
) -> None:
    """Counted in the notes' own text."""
    assert len(lists[key]) == size
    assert member in lists[key]


def test_the_metals_lists_hold_what_the_annexes_name_to_the_eighth_digit(
    lists: dict[str, tuple[str, ...]], read: Read
) -> None:
    """An independent reading of the proclamation's annexes, wherever it names eight digits or more."""
    tiers = {
        "1a": ("i", "ii", "iii", "iv", "v"),
        "1b": ("vi@2026-04-06", "vii@2026-04-06", "viii"),
        "3": ("ix@2026-04-06", "x@2026-04-06"),
    }
    for row in csv.DictReader((read("budgetlab/s232_annex_products.csv") or "").splitlines()):
        if row["annex"] in tiers and len(row["hts_prefix"]) >= 8:
            ours = tuple(code for roman in tiers[row["annex"]] for code in lists[f"s232_metals:{roman}"])
            assert row["hts_prefix"].startswith(ours), row


def test_no_removed_article_is_on_a_metals_list_of_april(lists: dict[str, tuple[str, ...]]) -> None:
    """Annex II: steel furniture, gym gear."""
    romans = (
        "i",
        "ii",
        "iii",
        "iv",
        "v",
        "vi@2026-04-06",
        "vii@2026-04-06",
        "viii",
        "ix@2026-04-06",
        "x@2026-04-06",
    )
    april = (lists[f"s232_metals:{roman}"] for roman in romans)
    listed = tuple(code for codes in april for code in codes)
    assert not "9403200050".startswith(listed)
    assert not "9506910030".startswith(listed)


def test_masks_are_on_their_own_lines_only(lists: dict[str, tuple[str, ...]]) -> None:
    """Note 31(h) names ten digits: other textile articles of 6307.90.98 do not pay 50 percent."""
    assert not "6307909891".startswith(lists["s301_china:9903.91.07"])
    assert "63079098" in lists["s301_china:9903.88.15"]


def test_a_text_that_has_lost_a_list_gives_none_of_it() -> None:
    """No section, no members, no fault."""
    assert compile_lists(lambda name: "16. (a) nothing" if name == NOTES else None) == {}
