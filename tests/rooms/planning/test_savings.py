"""Savings against figures reckoned by hand, and the alternatives beside the planned entries."""

from dataclasses import replace
from decimal import Decimal

import pytest

from entrygo.contract.facts import FeeSchedule, OrderLine
from entrygo.contract.plan import Plan
from entrygo.planning.plan import plan
from tests.rooms.planning import cases, snapshots


def money(result: Plan) -> tuple[Decimal, Decimal, Decimal]:
    """One entry per order, as planned, saved."""
    reckoned = result.savings
    return reckoned.one_entry_per_order.total_usd, reckoned.planned.total_usd, reckoned.saved_usd


@pytest.mark.requirement("savings:amount:rule", "savings:amount:no-duty")
def test_twenty_small_orders_save_nineteen_informal_entries() -> None:
    """20 x (10 + 2.77) = 255.40 apart; 20 x 50 = 1,000 is one informal entry at 12.77; 242.63 saved."""
    assert money(plan(snapshots.books(20, "50.00"))) == (
        Decimal("255.40"),
        Decimal("12.77"),
        Decimal("242.63"),
    )


@pytest.mark.requirement("savings:amount:rule")
def test_a_hundred_and_twenty_orders_are_one_formal_entry() -> None:
    """120 x 12.77 = 1,532.40 apart; 6,000 is formal: 125 + 34.58 (0.3464% is 20.78, below the minimum) = 159.58."""
    assert money(plan(snapshots.books(120, "50.00"))) == (
        Decimal("1532.40"),
        Decimal("159.58"),
        Decimal("1372.82"),
    )


def test_formal_orders_apart_pay_the_minimum_each() -> None:
    """3 x 5,000: apart 3 x (125 + 34.58) = 478.74; together 15,000 x 0.3464% = 51.96, 176.96; 301.78 saved."""
    assert money(plan(snapshots.books(3, "5000.00"))) == (
        Decimal("478.74"),
        Decimal("176.96"),
        Decimal("301.78"),
    )


def test_an_ocean_shipment_pays_harbor_maintenance_either_way() -> None:
    """2 x 100.00 by sea: 0.125% is 0.13 (half-up of 0.125) apart, 0.25 together."""
    snapshot = snapshots.books(2, "100.00")
    by_sea = replace(snapshot, shipment=replace(snapshot.shipment, mode="ocean"))
    reckoned = plan(by_sea).savings
    assert reckoned.one_entry_per_order.hmf_usd == Decimal("0.26")
    assert reckoned.planned.hmf_usd == Decimal("0.25")


def test_one_order_saves_nothing_and_has_no_alternative_structure() -> None:
    """One entry per order is then the planned entry."""
    result = plan(snapshots.books(1, "50.00"))
    assert result.savings.saved_usd == Decimal("0.00")
    assert result.alternatives == ()


def test_lines_beyond_the_included_ones_cost_extra() -> None:
    """Two lines an order, one included: 2 x (10 + 3 + 2.77) apart, 10 + 3 + 2.77 together."""
    base = snapshots.ready()
    fees = FeeSchedule(extra_line_usd=Decimal(3), included_lines=1)
    two = replace(
        base,
        orders=tuple(cases.order(f"ord_{number}") for number in range(2)),
        broker=replace(base.broker, fees=fees),
    )
    assert money(plan(two)) == (Decimal("31.54"), Decimal("15.77"), Decimal("15.77"))


@pytest.mark.requirement("savings:breakdown:sums")
def test_the_breakdown_sums_to_the_savings() -> None:
    """The two costs differ by exactly what is said to be saved, and each is the sum of its fees."""
    reckoned = plan(snapshots.three_lines(30)).savings
    assert reckoned.saved_usd == reckoned.one_entry_per_order.total_usd - reckoned.planned.total_usd
    for cost in (reckoned.one_entry_per_order, reckoned.planned):
        assert cost.total_usd == cost.broker_fees_usd + cost.mpf_usd + cost.hmf_usd


@pytest.mark.requirement("entries:structure:alternatives")
def test_a_cheaper_split_is_shown_with_the_rule_it_breaks_and_not_chosen() -> None:
    """6 x 1,000 = 6,000 formal at 159.58; first fit makes 3 informal entries of 2,000 at 38.31."""
    result = plan(snapshots.books(6, "1000.00"))
    assert [unit.entry_type.value for unit in result.entries] == ["01"]
    by_name = {option.name: option for option in result.alternatives}
    assert by_name["one_entry_per_order"].cost_usd == Decimal("76.62")
    assert by_name["one_entry_per_order"].entry_count == 6
    assert by_name["informal_split"].cost_usd == Decimal("38.31")
    assert by_name["informal_split"].entry_count == 3
    assert all("19 CFR 141.51" in option.breaks for option in result.alternatives)
    assert "143.21" in by_name["informal_split"].breaks


def test_first_fit_goes_back_to_the_first_entry_with_room() -> None:
    """1,500, 1,200, 900, 800: the third fits the first entry, the fourth the second; two entries."""
    prices = ("1500", "1200", "900", "800")
    snapshot = snapshots.books(len(prices), "1")
    orders = tuple(
        replace(
            order,
            lines=(OrderLine(product_id=cases.BOOK, quantity=Decimal(1), unit_value_usd=Decimal(price)),),
        )
        for order, price in zip(snapshot.orders, prices, strict=True)
    )
    split = plan(snapshots.with_orders(snapshot, orders)).alternatives[-1]
    assert (split.name, split.entry_count) == ("informal_split", 2)


def test_a_split_leaves_an_order_over_the_limit_formal() -> None:
    """3,000 and 100: the split is one formal and one informal entry, 159.58 + 12.77."""
    snapshot = snapshots.books(2, "100.00")
    big = OrderLine(product_id=cases.BOOK, quantity=Decimal(1), unit_value_usd=Decimal(3000))
    split = plan(snapshots.with_first_order(snapshot, lines=(big,))).alternatives[-1]
    assert (split.name, split.entry_count, split.cost_usd) == ("informal_split", 2, Decimal("172.35"))
