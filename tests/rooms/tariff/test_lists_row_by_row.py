"""Every row of the lists of November 2026 against the law that ships, by its digits, on the days it begins and ends."""

import csv
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest

from entrygo.tariff.law import shipped_law
from entrygo.tariff.membership import lists_of

Row = Mapping[str, str]
DAY = timedelta(days=1)


def _of_forced_labor(row: Row) -> str:
    return f"s301_forced_labor:{row['note']}"


def _of_brazil(row: Row) -> str | None:
    """The named article of 1404.90.90 stands with those of (iii): the twin of Section 122 limits it to one."""
    note = "50(a)(iii)" if row["code"] == "14049090" else row["note"]
    return f"s301_brazil:{note}" if note.startswith("50(a)(") else None


def _of_ban(row: Row) -> str:
    kind = {"9903.03.12": "alcohol", "9903.03.13": "dairy", "9903.03.14": "motorcycles"}[row["duty_heading"]]
    is_packaged = kind == "alcohol" and row["condition"].startswith("packaged")
    return f"s338_canada:ban-{kind}{'-packaged' if is_packaged else ''}"


FILES: dict[str, Callable[[Row], str | None]] = {
    "s338_canada_products": lambda row: f"s338_canada:{row['list']}",
    "s338_canada_bans": _of_ban,
    "s301_forced_labor_common_exemptions": _of_forced_labor,
    "s301_forced_labor_country_exemptions": lambda row: f"s301_forced_labor:{row['country']}",
    "s301_brazil_exemptions": _of_brazil,
    "russia_column2_substitutes_note30": lambda row: f"russia:{row['heading']}",
    "s232_pharma_products_note40c": lambda _: "s232_pharma:40(c)",
}
COUNTED = {
    "s338_canada_products": 676,
    "s338_canada_bans": 68,
    "s301_forced_labor_common_exemptions": 2120,
    "s301_forced_labor_country_exemptions": 1580,
    "s301_brazil_exemptions": 2126,
    "russia_column2_substitutes_note30": 679,
    "s232_pharma_products_note40c": 159,
}


def rows(shared: Path, name: str) -> Iterator[tuple[str, str, str, date, date | None]]:
    """The list, the digits, the certainty, the first day and the day after the last of each row of codes."""
    text = (shared / f"data/lists-2026-11/{name}.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        key = FILES[name](row)
        if key is not None:
            end = row.get("to_exclusive") or row.get("to")
            yield (
                key,
                row["code"],
                row["certainty"][0],
                date.fromisoformat(row["from"]),
                date.fromisoformat(end) if end else None,
            )


@pytest.mark.parametrize("name", sorted(FILES))
def test_each_row_is_on_its_list_from_its_first_day_to_its_last(shared: Path, name: str) -> None:
    """And on no day before or after, unless another row of the list holds the same digits then."""
    law = shipped_law()
    held = list(rows(shared, name))
    assert len(held) == COUNTED[name]
    spans: dict[tuple[str, str], list[tuple[date, date | None]]] = {}
    for key, code, _, start, end in held:
        spans.setdefault((key, code), []).append((start, end))
    for key, code, _, start, end in held:
        for day in {start - DAY, start, *((end - DAY, end) if end else ())}:
            due = any(
                first <= day and (after is None or day < after)
                for size in range(2, len(code) + 1)
                for first, after in spans.get((key, code[:size]), ())
            )
            assert (key in lists_of(law, code, day)) is due, (key, code, day)


@pytest.mark.parametrize("name", sorted(FILES))
def test_each_row_keeps_its_mark_of_certainty(shared: Path, name: str) -> None:
    """A list is held in parts, each with the certainty of its rows."""
    marked = {(part.key, code): part.certainty for part in shipped_law().lists for code in part.codes}
    for key, code, certainty, _, _ in rows(shared, name):
        assert marked[key, code] == certainty, (key, code)


def test_the_countries_that_pay_no_duty_on_quartz_are_those_of_the_note(shared: Path) -> None:
    """Note 41(c): 124 countries, and the United States themselves."""
    text = (shared / "data/lists-2026-11/s201_quartz_exempt_countries.csv").read_text(encoding="utf-8")
    named = {row["country"] for row in csv.DictReader(text.splitlines())}
    assert len(named) == 124
    for record in shipped_law().programmes:
        if record.program == "S201_QUARTZ":
            assert set(record.scope["not_origins"]) - {"US"} == named, record.id


def test_the_rates_on_quartz_are_those_of_their_years(shared: Path) -> None:
    text = (shared / "data/lists-2026-11/s201_quartz_rates.csv").read_text(encoding="utf-8")
    stated = {
        (row["heading"], row["code"], row["from"], row["added_pct"])
        for row in csv.DictReader(text.splitlines())
    }
    held = {
        (record.heading, code, record.effective_from.isoformat(), str(record.percent))
        for record in shipped_law().programmes
        if record.program == "S201_QUARTZ"
        for code in record.scope["codes"]
    }
    assert held == stated
