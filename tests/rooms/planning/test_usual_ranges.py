"""Weights and prices beyond what goods of a code have: a unit of the column is likely wrong."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from entrygo.contract.findings import Finding
from entrygo.contract.plan import Plan
from entrygo.planning.usual_ranges import USUAL, usual_of
from tests.rooms.planning import shipped, snapshots

MUG, SHIRT, PHONE, SPOON, CANDLE, BOOK = (
    *("6912004810", "6109100012", "8517130000", "8215993500", "3406000000", "4901990070"),
)
HOOK, SWITCH, RING = "7326908688", "8536509065", "7113195090"


def found(made: Plan, code: str) -> list[Finding]:
    """The findings of one code."""
    return [each for each in made.findings if each.code == code]


def of(code: str, *, kg: str = "0.4", usd: str = "20") -> Plan:
    """Ten pieces of such goods, whose own price is the order's."""
    return shipped.planned(
        code,
        "PT",
        shipped.order_line(usd, 10),
        net_weight_kg=Decimal(kg),
        gross_weight_kg=Decimal(kg) * Decimal("1.1"),
        unit_value_usd=Decimal(usd),
    )


@pytest.mark.parametrize(
    ("code", "kg", "as_grams"),
    [
        *((MUG, "350", "0.35"), (SHIRT, "180", "0.18"), (PHONE, "174", "0.174"), (SPOON, "45", "0.045")),
        *((HOOK, "45", "0.045"), (SWITCH, "20", "0.02"), (RING, "3", "0.003")),
        *((CANDLE, "220", "0.22"), (BOOK, "800", "0.8"), (MUG, "0.0004", None), (PHONE, "0.0002", None)),
    ],
)
def test_a_weight_no_piece_of_the_code_has_is_told(code: str, kg: str, as_grams: str | None) -> None:
    """With the reading as grams where that is a usual weight."""
    [finding] = found(of(code, kg=kg, usd="3"), "WEIGHT_IMPLAUSIBLE")
    assert finding.severity == "warning"
    assert finding.field == "product.netWeightKg"
    told = finding.details["asGramsKg"] if finding.details else None
    assert (None if told is None else Decimal(str(told))) == (None if as_grams is None else Decimal(as_grams))


@pytest.mark.parametrize(
    ("code", "usd", "as_cents"),
    [
        *(
            (MUG, "1999", "19.99"),
            (SHIRT, "2999", "29.99"),
            (CANDLE, "1250", "12.5"),
            (PHONE, "49900", "499"),
            (BOOK, "1999", "19.99"),
        ),
        *((MUG, "0.05", None), (SHIRT, "0.19", None), (PHONE, "5", None)),
    ],
)
def test_a_price_no_piece_of_the_code_has_is_told(code: str, usd: str, as_cents: str | None) -> None:
    """Also where the product's own price is as far off; with the reading as cents where that is usual."""
    [finding] = found(of(code, usd=usd), "VALUE_OUTLIER")
    assert finding.severity == "warning"
    told = finding.details["asCentsUsd"] if finding.details else None
    assert (None if told is None else Decimal(str(told))) == (None if as_cents is None else Decimal(as_cents))


@pytest.mark.parametrize(
    ("code", "kg", "usd"),
    [
        *((MUG, "0.35", "14.50"), (SHIRT, "0.18", "29"), (PHONE, "0.174", "499"), (SPOON, "0.045", "3")),
        *((CANDLE, "0.22", "24"), (BOOK, "0.8", "45"), (SHIRT, "0.2", "890"), (BOOK, "6", "1200")),
    ],
)
def test_goods_as_they_are_have_no_such_finding(code: str, kg: str, usd: str) -> None:
    made = of(code, kg=kg, usd=usd)
    assert not found(made, "WEIGHT_IMPLAUSIBLE")
    assert not found(made, "VALUE_OUTLIER")


@pytest.mark.parametrize(("days", "is_told"), [(0, False), (1, True), (400, True), (-9, False)])
def test_a_sale_after_the_entry_is_told(days: int, is_told: bool) -> None:
    """The day of entry itself is no fault."""
    sold = shipped.ON + timedelta(days=days)
    case = snapshots.with_first_order(shipped.snapshot(BOOK, "GB"), sold_on=sold)
    assert bool(found(shipped.plan(case), "SALE_DATE_IN_FUTURE")) is is_told
    assert isinstance(sold, date)


def test_every_range_is_a_range_of_a_code_and_the_longest_prefix_counts() -> None:
    for prefix, usual in USUAL.items():
        assert prefix.isdecimal()
        for low, high in ((usual.lightest_kg, usual.heaviest_kg), (usual.cheapest_usd, usual.dearest_usd)):
            assert low is None or high is None or 0 < low < high, prefix
    assert usual_of("6109100012") is USUAL["6109"]
    assert usual_of("6101200010") is USUAL["61"]
    assert usual_of("8517620090") is None
