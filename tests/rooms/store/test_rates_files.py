"""Loaded rates under a home: put together, whole or not at all, and used by the plans of a running server."""

from pathlib import Path

import pytest

from entrygo.planning.rates_file import InvalidRates
from entrygo.store.editions.rates import FileRates, load, status


def table(path: Path, *rows: str) -> Path:
    """A file of rates."""
    path.write_text("currency,quarter,usd_per_unit,source\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_files_are_put_together_and_a_faulty_one_changes_nothing(tmp_path: Path) -> None:
    book = FileRates(tmp_path)
    assert book.current() == ({}, {})
    assert (
        load(table(tmp_path / "a.csv", "CAD,2026Q4,0.7213,bulletin 1", "EUR,2026-11-23,1.1587,CBP"), tmp_path)
        == 2
    )
    assert load(table(tmp_path / "b.csv", "CAD,2026Q4,0.7214,bulletin 2"), tmp_path) == 1
    rates, sources = book.current()
    assert rates == {"CAD": {"2026Q4": "0.7214"}, "EUR": {"2026-11-23": "1.1587"}}
    assert sources["CAD 2026Q4"] == "bulletin 2"
    with pytest.raises(InvalidRates):
        load(table(tmp_path / "c.csv", "CAD,2026Q4,0.73,x", "GBP,2026Q4,0,x"), tmp_path)
    assert book.current() == (rates, sources)


def test_the_status_says_what_is_held_and_which_currencies_want_the_rate_of_the_day(tmp_path: Path) -> None:
    load(table(tmp_path / "a.csv", "CAD,2026Q4,0.7213,bulletin 1"), tmp_path)
    rows = {row["currency"]: row for row in status(tmp_path)["currencies"]}
    assert (rows["CAD"]["newest"], rows["CAD"]["usdPerUnit"], rows["CAD"]["loaded"]) == (
        "2026Q4",
        "0.7213",
        1,
    )
    assert (rows["EUR"]["wants"], rows["EUR"]["newest"]) == ("daily", None)
    assert rows["GBP"]["wants"] == "quarterly"
