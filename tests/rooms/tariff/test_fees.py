"""User fees on both sides of every break point."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from entrygo.contract.plan import EntryType
from entrygo.tariff.fees import fee_records, fee_remarks, fees_on, hmf, mpf, read_fees

FY2027 = fees_on(date(2026, 11, 23))
FY2026 = fees_on(date(2026, 9, 30))


@pytest.mark.parametrize(
    ("value", "fee"),
    [
        ("0.01", "34.58"),
        ("9982.67", "34.58"),
        ("9982.68", "34.58"),
        ("9984.12", "34.58"),
        ("9984.13", "34.59"),
        ("100000", "346.40"),
        ("193666.28", "670.86"),
        ("193664.00", "670.85"),
        ("193700", "670.86"),
        ("5000000", "670.86"),
    ],
)
def test_a_formal_entry_pays_a_share_between_minimum_and_maximum(value: str, fee: str) -> None:
    """FY2027: 0.3464 %, 34.58 to 670.86; the minimum binds below 9,982.68, the maximum above 193,666.28."""
    assert mpf(EntryType.FORMAL, Decimal(value), Decimal(value), FY2027) == Decimal(fee)
    assert mpf(EntryType.ADCVD, Decimal(value), Decimal(value), FY2027) == Decimal(fee)


def test_the_fiscal_year_turns_on_the_first_of_october() -> None:
    """Past dates keep their fees."""
    assert (FY2026.fiscal_year, FY2026.mpf_min_usd) == ("FY2026", Decimal("33.58"))
    assert fees_on(date(2026, 10, 1)).mpf_min_usd == Decimal("34.58")
    assert fees_on(date(2025, 9, 30)).mpf_max_usd == Decimal("634.62")
    assert mpf(EntryType.FORMAL, Decimal("9693.99"), Decimal("9693.99"), FY2026) == Decimal("33.58")
    assert mpf(EntryType.FORMAL, Decimal("188077.37"), Decimal("188077.37"), FY2026) == Decimal("651.50")


def test_an_informal_entry_pays_a_fixed_fee() -> None:
    """Automated, not prepared by CBP."""
    assert mpf(EntryType.INFORMAL, Decimal(2500), Decimal(1), FY2027) == Decimal("2.77")
    assert mpf(EntryType.INFORMAL, Decimal(2500), Decimal(2500), FY2026) == Decimal("2.69")


@pytest.mark.parametrize("entry_type", list(EntryType))
def test_goods_claimed_under_the_agreement_pay_none(entry_type: EntryType) -> None:
    """19 USC 58c(b)(10): an entry of originating goods alone, and an entry of nothing."""
    assert mpf(entry_type, Decimal(50000), Decimal(0), FY2027) == 0
    assert mpf(entry_type, Decimal(0), Decimal(0), FY2027) == 0


def test_a_mixed_entry_pays_on_the_other_lines_within_the_limits_of_one_entry() -> None:
    """The base leaves originating lines out; the minimum stays."""
    assert mpf(EntryType.FORMAL, Decimal(50000), Decimal(20000), FY2027) == Decimal("69.28")
    assert mpf(EntryType.FORMAL, Decimal(50000), Decimal(100), FY2027) == Decimal("34.58")


@pytest.mark.parametrize(("mode", "fee"), [("ocean", "12.51"), ("truck", "0"), ("air", "0"), (None, "0")])
def test_only_ocean_cargo_pays_for_harbors(mode: str | None, fee: str) -> None:
    """0.125 %, half-up to the cent."""
    assert hmf(mode, Decimal("10004"), FY2027) == Decimal(fee)


@pytest.mark.parametrize(
    ("on", "year"),
    [(date(2024, 9, 30), "FY2025"), (date(2027, 10, 1), "FY2027"), (date(2031, 1, 1), "FY2027")],
)
def test_a_date_outside_the_years_held_takes_the_nearest_and_says_so(on: date, year: str) -> None:
    """A warning with a flag."""
    record = fees_on(on)
    assert record.fiscal_year == year
    (remark,) = fee_remarks(record, on)
    assert (remark.severity, remark.code) == ("warning", "FEES_OF_ANOTHER_YEAR")


def test_a_date_within_a_year_needs_no_remark_and_the_years_adjoin() -> None:
    """No gap, no overlap."""
    assert fee_remarks(FY2027, date(2026, 10, 1)) == ()
    records = fee_records()
    assert all((b.effective_from - a.effective_to).days == 1 for a, b in pairwise(records))


@pytest.mark.parametrize(
    ("least", "most", "is_sound"), [("0", "0", True), ("0", "5", True), ("6", "5", False), ("-1", "5", False)]
)
def test_a_year_whose_least_fee_is_above_its_most_or_below_nothing_is_refused(
    least: str, most: str, is_sound: bool
) -> None:
    """A bundle of another law may hold a year without a minimum."""
    row = {
        "fiscal_year": "FY2030",
        "mpf_percent": "0.3464",
        "mpf_min_usd": least,
        "mpf_max_usd": most,
        "mpf_informal_usd": "2",
        "source": "19 CFR 24.23",
        "certainty": "A",
        "verified_on": "2029-10-01",
        "effective_from": "2029-10-01",
        "effective_to": "2030-09-30",
    }
    document = {"hmf_percent": "0.125", "records": [row]}
    if is_sound:
        assert read_fees(document)[0].mpf_max_usd == Decimal(most)
    else:
        with pytest.raises(ValueError, match="FY2030"):
            read_fees(document)
