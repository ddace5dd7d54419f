"""Rates of exchange: stated, of the quarter, of a day that varies, and none (31 USC 5151; 19 CFR 159.32 to 159.35)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from entrygo.contract.facts import OrderLine
from entrygo.contract.plan import Plan
from entrygo.planning.exchange import MEMORY, exchange_of, held_status, loaded_on, rate_on
from entrygo.planning.plan import plan
from tests.rooms.planning import cases, snapshots


def planned(currency: str, on: date, price: str = "100", rate: str | None = None) -> Plan:
    """One book priced in a currency and exported on a day."""
    priced = OrderLine(product_id=cases.BOOK, quantity=Decimal(1), unit_price=Decimal(price))
    stated = None if rate is None else Decimal(rate)
    base = snapshots.with_first_order(
        snapshots.ready(), lines=(priced,), currency=currency, exchange_rate_usd=stated
    )
    return plan(replace(base, shipment=replace(base.shipment, export_date=on)))


def codes(made: Plan) -> set[str]:
    """Codes about the rate."""
    return {finding.code for finding in made.findings if finding.rule == "VAL-013"}


def test_a_stated_rate_decides() -> None:
    """59.97 Canadian dollars at 0.7213 are 43.26."""
    made = planned("CAD", date(2026, 11, 23), "59.97", "0.7213")
    assert (made.value_usd, codes(made)) == (Decimal("43.26"), set())


def test_the_quarter_of_the_day_of_export_gives_the_rate() -> None:
    """Not the entry date's: 100 Canadian dollars exported in September 2026 are 70.40."""
    made = planned("CAD", date(2026, 9, 30))
    assert made.value_usd == Decimal("70.40")
    assert (made.sales[0].rate_source or "").startswith("2026Q3, Federal Reserve")
    assert planned("CAD", date(2026, 6, 30)).value_usd == Decimal("72.07")


def test_a_day_that_varies_by_five_percent_has_its_own_rate() -> None:
    """9 April 2025: the rand of the day, not of the quarter."""
    assert rate_on("ZAR", date(2025, 4, 9)).rate == Decimal("0.050460")
    assert rate_on("ZAR", date(2025, 4, 2)).rate == Decimal("0.054393")


def test_a_closed_day_at_the_start_of_a_quarter_is_not_of_the_last_day_of_the_quarter_before() -> None:
    """1 January 2026: the yen of 31 December varied from the rate of its own quarter, not from that of the new one."""
    assert rate_on("JPY", date(2025, 12, 31)).rate == Decimal("0.006378")
    assert rate_on("JPY", date(2026, 1, 1)).rate == Decimal("0.006381")


def test_a_day_on_which_the_reading_decides_is_told_with_both_rates() -> None:
    """12 June 2025, Canada: 5 % of the one, less of the other."""
    made = planned("CAD", date(2025, 6, 12))
    assert codes(made) == {"EXCHANGE_RATE_READING"}
    (finding,) = (each for each in made.findings if each.rule == "VAL-013")
    assert finding.details == {"quarterlyRate": "0.698519", "dailyRate": "0.734484"}


@pytest.mark.parametrize(
    ("currency", "on"),
    [
        ("EUR", date(2026, 1, 5)),
        ("VND", date(2026, 1, 5)),
        ("CAD", date(2026, 11, 23)),
        ("CAD", date(2024, 1, 5)),
    ],
)
def test_without_a_rate_there_is_no_figure(currency: str, on: date) -> None:
    """Daily-rate currencies and quarters nobody certified: blocked, and never dollars by default."""
    made = planned(currency, on)
    assert codes(made) == {"EXCHANGE_RATE_MISSING"}
    assert (made.readiness.value, made.value_usd, made.duty_usd) == ("BLOCKED", None, None)


@pytest.mark.parametrize("currency", ["usd", " USD", "Cad", ""])
def test_a_currency_that_is_no_code_as_it_stands_is_told_with_its_missing_figure(currency: str) -> None:
    made = planned(currency, date(2026, 9, 15))
    assert [each.code for each in made.findings if each.rule == "VAL-002"] == ["CURRENCY_INVALID"]
    assert (made.readiness.value, made.value_usd) == ("BLOCKED", None)


@pytest.mark.parametrize("other", [None, "0.71"])
def test_a_loaded_rate_stands_with_the_other_reading_where_there_is_one(other: str | None) -> None:
    """As the snapshot's memory holds it."""
    sold = replace(cases.order(cases.ORDER), currency="CAD")
    sold = replace(
        sold, lines=(OrderLine(product_id=cases.BOOK, quantity=Decimal(1), unit_price=Decimal(10)),)
    )
    memory = {MEMORY: {"CAD": {"rate": "0.75", "source": "a notice", "other": other}}}
    found = exchange_of(sold, date(2026, 11, 23), memory)
    assert (found.rate, found.source) == (Decimal("0.75"), "a notice")
    assert found.other == (None if other is None else Decimal(other))


def test_only_what_loaded_rates_say_otherwise_is_kept_and_never_of_the_dollar() -> None:
    """Of three orders, the Canadian one alone has a loaded rate that the shipped table does not have."""
    held = {
        "CAD": {"2026Q3": "0.71"},
        "JPY": {"2026Q3": "0.006157"},
        "USD": {"2026Q3": "2"},
    }
    orders = [replace(cases.order(), currency=currency) for currency in ("USD", "CAD", "JPY")]
    told = loaded_on(orders, date(2026, 9, 30), held, {"CAD 2026Q3": "a bulletin"})
    assert told == {"CAD": {"rate": "0.71", "source": "2026Q3, a bulletin", "other": None}}


def test_the_newest_period_of_a_currency_is_its_day_where_that_is_what_the_law_wants() -> None:
    """The euro has no quarter: the last of its loaded days is named, and of the franc the quarter beside a day."""
    held = {
        "EUR": {"2026-11-20": "1.16", "2026-11-23": "1.17"},
        "CHF": {"2026Q4": "1.25", "2026-11-23": "1.26"},
    }
    rows = {row["currency"]: row for row in held_status(held, {})["currencies"]}
    assert (rows["EUR"]["newest"], str(rows["EUR"]["usdPerUnit"]), rows["EUR"]["wants"]) == (
        "2026-11-23",
        "1.17",
        "daily",
    )
    assert (rows["CHF"]["newest"], str(rows["CHF"]["usdPerUnit"]), rows["CHF"]["loaded"]) == (
        "2026Q4",
        "1.25",
        2,
    )
