"""What ships reaches its bars on examples held out, and the page tells the figures of the file that ships."""

import re
from importlib.resources import files
from pathlib import Path

import pytest

from entrygo.classify import shipped
from entrygo.classify.report import TITLES
from entrygo.classify.shipped import shipped_edition

PAGE = Path(__file__).resolve().parents[3] / "docs" / "explanation" / "optimizer.md"
BARS = {
    "listing": {6: 0.34},
    "older_ruling": {4: 0.58, 6: 0.42},
    "ruling": {4: 0.42, 6: 0.28},
    "short": {6: 0.40, 10: 0.25},
    "synonym": {6: 0.40},
}
"""Shares that must be right without an encoder, by kind and digits."""

MOST_WRONG, TOP_FIVE, MOST_BYTES = 0.08, 0.52, 20_000_000


def told(heading: str) -> dict[str, list[str]]:
    """The rows of a table of figures on the page, by title."""
    block = re.search(
        rf"<!-- {heading}: .*?-->(.*?)<!-- end of figures -->", PAGE.read_text(encoding="utf-8"), re.DOTALL
    )
    assert block
    rows = [line.strip("| \n").split(" | ") for line in block[1].splitlines() if line.startswith("| ")]
    return {row[0]: row[1:] for row in rows[1:]}


@pytest.mark.parametrize("source", BARS)
def test_what_ships_reaches_its_bars_on_examples_held_out(source: str) -> None:
    counted = shipped_edition().manifest["held_out"][source]
    for digits, bar in BARS[source].items():
        right, of, by_bm25 = counted[str(digits)]
        assert right / of >= bar
        assert right > by_bm25


@pytest.mark.parametrize("source", BARS)
def test_the_page_tells_the_figures_of_the_file_that_ships(source: str) -> None:
    row, counted = told("figures")[TITLES[source]], shipped_edition().manifest["held_out"][source]
    for cell, digits in zip(row[1:5], ("4", "6", "8", "10"), strict=True):
        right, of, _ = counted[digits]
        assert cell.split(" ")[0] == (f"{right / of:.3f}" if of else "–")


@pytest.mark.parametrize("heading", ["figures", "figures with the encoder"])
def test_stated_chances_are_off_by_at_most_eight_points_on_every_kind(heading: str) -> None:
    rows = told(heading)
    assert set(rows) == {TITLES[source] for source in BARS}
    assert {title: row[6] for title, row in rows.items() if float(row[6]) > MOST_WRONG} == {}
    assert float(rows[TITLES["ruling"]][5]) >= TOP_FIVE


def test_the_file_that_ships_is_small() -> None:
    assert len(files(shipped.__package__).joinpath(shipped.FILE).read_bytes()) < MOST_BYTES
