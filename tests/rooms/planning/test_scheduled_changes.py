"""Scheduled changes of the law within 60 days of an entry date: told with the day and what they come to."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from entrygo.contract.facts import OrderLine
from entrygo.contract.findings import Finding, Severity
from entrygo.planning.plan import plan
from entrygo.tariff.resolve import resolve
from entrygo.tariff.shipped import shipped_schedule
from tests.rooms.planning import cases, snapshots

SOFA = "9401616011"  # upholstered seats: 25 %, from 1 January 2027 on 30 %


def told(code: str, origin: str, on: date) -> list[Finding]:
    """What TRF-019 says of one product of 1,000 dollars entered on a day."""
    base = snapshots.ready()
    product = replace(base.products[cases.BOOK], hs_code=code, country_of_origin=origin)
    line = OrderLine(product_id=cases.BOOK, quantity=Decimal(1), unit_value_usd=Decimal(1000))
    made = plan(
        replace(
            base,
            shipment=replace(base.shipment, entry_date=on),
            orders=(replace(base.orders[0], lines=(line,)),),
            products={cases.BOOK: product},
            tariff=resolve(shipped_schedule(), {code}, on, {origin}),
        )
    )
    return [finding for finding in made.findings if finding.rule == "TRF-019"]


@pytest.mark.requirement("plan:law:scheduled-changes")
def test_a_change_within_60_days_is_told_with_its_day_and_what_it_comes_to() -> None:
    (finding,) = told(SOFA, "CA", date(2026, 11, 23))
    assert (finding.code, finding.severity) == ("SCHEDULED_CHANGE", Severity.INFO)
    assert finding.details is not None
    assert finding.details["on"] == "2027-01-01"
    assert finding.details["differenceUsd"] == Decimal("50.00")
    assert "50.00 dollars more on its 1,000.00" in finding.message


def test_a_change_further_off_or_past_or_of_other_goods_is_not_told() -> None:
    assert told(SOFA, "CA", date(2026, 11, 1)) == []
    assert told(SOFA, "CA", date(2027, 1, 1)) == []
    assert told(cases.BOOK_CODE, "CA", date(2026, 11, 23)) == []


def test_a_day_on_which_a_duty_begins_is_told_to_those_it_reaches_alone() -> None:
    """Nicaragua, 10 percent from 1 January 2027 on."""
    (finding,) = told("6109100012", "NI", date(2026, 12, 15))
    assert finding.details is not None
    assert finding.details["differenceUsd"] == Decimal("100.00")
    assert told("6109100012", "HN", date(2026, 12, 15)) == []


def test_the_shipped_ban_was_told_before_it_came() -> None:
    (finding,) = told("0404100500", "CA", date(2026, 9, 1))
    assert finding.details is not None
    assert finding.details["on"] == "2026-09-29"
    assert "banned" in finding.message
