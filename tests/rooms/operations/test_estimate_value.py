"""An estimate's charges move its entered value as an order's do."""

from datetime import date
from decimal import Decimal

from entrygo.contract.facts import Charge
from entrygo.contract.plan import EntryType
from entrygo.operations.estimate_value import EnteredLines, entered
from entrygo.tariff.estimate import Estimate, EstimateLine, estimate
from tests.rooms.planning import cases


def priced(lines: tuple[EstimateLine, ...]) -> Estimate:
    """The informal entry these lines make."""
    tariff = cases.ready().tariff
    return estimate(lines, tariff, entry_date=date(2026, 11, 23), mode="truck", entry_type=EntryType.INFORMAL)


def taken(*values: str, charges: tuple[Charge, ...], code: str = cases.PULLOVER_CODE) -> EnteredLines:
    """Pullovers of these values with these charges."""
    lines = tuple(
        EstimateLine(
            hs_code=code,
            country_of_origin="PT",
            value_usd=Decimal(value),
            quantity=Decimal(1),
            net_weight_kg=Decimal(1),
        )
        for value in values
    )
    return entered(lines, charges, priced)


def test_charges_are_apportioned_over_all_lines() -> None:
    """Freight of 12.50 in the prices of 40 and 135 leaves 37.14 and 125.36."""
    freight = Charge(type="shipping", amount_usd=Decimal("12.50"), included=True)
    found = taken("40", "135", charges=(freight,))
    assert [line.value_usd for line in found.lines or ()] == [Decimal("37.14"), Decimal("125.36")]
    assert [notice.code for notice in found.notices] == ["CHARGE_EVIDENCE_ASKED"]


def test_duty_in_the_prices_is_backed_out() -> None:
    """1,000 at 16.5 % and an informal entry's 2.77: 855.99 entered."""
    duty = Charge(type="us_duty", amount_usd=None, included=True)
    found = taken("1000", charges=(duty,))
    assert [line.value_usd for line in found.lines or ()] == [Decimal("855.99")]
    assert found.notices == ()


def test_duty_in_the_prices_of_goods_that_owe_none_takes_nothing_off_and_is_not_said_to_be_stated() -> None:
    """A preference frees the goods of duty and fee: the price is the value, and there is nothing to state."""
    books = taken(
        "1000", charges=(Charge(type="us_duty", amount_usd=None, included=True),), code=cases.BOOK_CODE
    )
    assert books.notices == ()


def test_what_cannot_be_known_has_no_lines_and_says_why() -> None:
    """A discount of everything, and duty of a code nobody holds."""
    everything = Charge(type="coupon", amount_usd=Decimal(40))
    duty = Charge(type="tariff", amount_usd=None, included=True)
    for found, code in (
        (taken("40", charges=(everything,)), "ENTERED_VALUE_NOT_POSITIVE"),
        (taken("40", charges=(duty,), code="9999999999"), "DUTY_IN_PRICE_UNKNOWN"),
    ):
        assert found.lines is None
        assert [notice.code for notice in found.notices] == [code]
