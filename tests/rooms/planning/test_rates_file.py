"""Files of rates: our own table, CBP's notices, every fault at once; closed days and days that vary by 5 %."""

from datetime import date
from decimal import Decimal

import pytest

from entrygo.planning.closed_days import open_day
from entrygo.planning.exchange import newest_held, rate_on
from entrygo.planning.rates_file import InvalidRates, parse

QUARTERLY = """
FOREIGN CURRENCIES-QUARTERLY RATES OF EXCHANGE: OCTOBER 1, 2026 THROUGH DECEMBER 31, 2026
Country                     Name of currency           U.S. dollars
Australia ................. Dollar ................... $0.662000
Canada .................... Dollar ................... 0.721300
China, P.R. ............... Yuan ..................... 0.147100
Hong Kong ................. Dollar ................... 0.128500
"""
DAILY = """
FOREIGN CURRENCY-DAILY RATES FOR COUNTRIES NOT ON QUARTERLY LIST
European Union: euro
November 20, 2026 ................ $1.160100
November 23, 2026 ................ $1.158700
South Korea: won
November 23, 2026 ................ $0.000688
"""


def read(text: str) -> dict[tuple[str, str], Decimal]:
    """Rates of a file by currency and period."""
    return {(row.currency, row.period): row.usd_per_unit for row in parse(text, newest_held({}))}


def held(text: str) -> dict[str, dict[str, str]]:
    """A file's rates as a home holds them."""
    found: dict[str, dict[str, str]] = {}
    for (currency, period), rate in read(text).items():
        found.setdefault(currency, {})[period] = str(rate)
    return found


def test_a_quarterly_notice_is_read_as_it_is_published() -> None:
    assert read(QUARTERLY) == {
        ("AUD", "2026Q4"): Decimal("0.662000"),
        ("CAD", "2026Q4"): Decimal("0.721300"),
        ("CNY", "2026Q4"): Decimal("0.147100"),
        ("HKD", "2026Q4"): Decimal("0.128500"),
    }


def test_daily_rates_stand_below_their_currency() -> None:
    assert read(DAILY) == {
        ("EUR", "2026-11-20"): Decimal("1.160100"),
        ("EUR", "2026-11-23"): Decimal("1.158700"),
        ("KRW", "2026-11-23"): Decimal("0.000688"),
    }


def test_our_own_table_takes_quarters_and_days() -> None:
    text = "currency,quarter,usd_per_unit,source\nCAD,2026Q4,0.7213,bulletin 60\nEUR,2026-11-23,1.1587,CBP\n"
    assert read(text) == {("CAD", "2026Q4"): Decimal("0.7213"), ("EUR", "2026-11-23"): Decimal("1.1587")}


def test_every_fault_of_a_file_is_told_at_once_with_its_mend() -> None:
    text = (
        "currency,quarter,usd_per_unit,source\nCAD,2026Q4,0,x\nCAD,2026Q5,0.72,x\nCAN,2026Q4,0.72,x\n"
        "GBP,2026Q4,-1.3,x\nCAD,2026Q4,1.3864,x\nMXN,2026Q4,n/a,x\nSEK,2026Q4,0.1,x\nSEK,2026Q4,0.11,x\n"
    )
    with pytest.raises(InvalidRates) as told:
        parse(text, {"CAD": Decimal("0.35")})
    said = "\n".join(told.value.faults)
    for words in ("row 2: a rate is above 0", "row 3: 2026Q5 is no quarter", "row 4: CAN is no currency", "row 5",
                  "not CAD for a dollar", "row 7: n/a is no rate", "SEK has two rates in 2026Q4"):  # fmt: skip
        assert words in said, words


@pytest.mark.parametrize("text", ["", "hello", "currency;quarter\n", "currency,usd_per_unit\nCAD,1\n"])
def test_a_file_without_rates_is_refused(text: str) -> None:
    with pytest.raises(InvalidRates):
        parse(text, {})


@pytest.mark.requirement("currency:daily:closed-days")
def test_a_closed_day_has_the_rate_of_the_day_before_it_that_has_one_and_an_open_day_none_but_its_own() -> (
    None
):
    rates = held(DAILY)
    assert rate_on("EUR", date(2026, 11, 23), rates).rate == Decimal("1.158700")
    assert rate_on("EUR", date(2026, 11, 22), rates).rate == Decimal("1.160100")  # a Sunday
    assert rate_on("EUR", date(2026, 11, 21), rates).rate == Decimal("1.160100")  # a Saturday
    assert rate_on("EUR", date(2026, 11, 24), rates).rate is None  # an open day nobody certified
    assert open_day(date(2026, 11, 26)) == date(2026, 11, 25)  # Thanksgiving
    assert open_day(date(2027, 1, 1)) == date(2026, 12, 31)
    assert open_day(date(2026, 7, 4)) == date(2026, 7, 3)  # a Saturday: the banks are open on Friday
    assert open_day(date(2027, 7, 5)) == date(2027, 7, 2)  # the fourth is a Sunday


@pytest.mark.parametrize(
    ("daily", "rate", "other"),
    [
        ("0.7213", "0.7213", None),
        ("0.7560", "0.7213", None),
        ("0.7580", "0.7213", "0.7580"),
        ("0.7600", "0.7600", None),
    ],
)
def test_a_loaded_day_takes_the_quarters_place_from_5_percent_on_and_where_the_reading_decides_both_are_told(
    daily: str, rate: str, other: str | None
) -> None:
    table = {"CAD": {"2026Q4": "0.7213", "2026-11-23": daily}}
    found = rate_on("CAD", date(2026, 11, 23), table)
    assert found.rate == Decimal(rate)
    assert found.other == (None if other is None else Decimal(other))
