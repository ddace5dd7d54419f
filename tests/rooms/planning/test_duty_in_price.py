"""US duty of no stated amount in a price: around the limit of informal entry, and where duty is no straight line."""

from decimal import Decimal

import pytest

from entrygo.contract.facts import Charge, Claim, Component, OrderLine
from entrygo.contract.plan import Plan
from entrygo.planning.plan import plan
from tests.rooms.operations.estimates import Node, estimate, goods
from tests.rooms.planning import snapshots
from tests.rooms.planning.shipped import entry, order_line, snapshot

SHOES = "6402.99.3165"
"""6 percent, and 10 for forced labour: 16 on goods of the United Kingdom."""


def duty_paid(code: str, origin: str, line: OrderLine, **of_product: object) -> Plan:
    """The plan of one order of this line, sold delivered duty paid."""
    inside = (Charge(type="us_duty", amount_usd=None, included=True),)
    priced = snapshot(code, origin, line, unit_value_usd=line.unit_value_usd, **of_product)
    return plan(snapshots.with_first_order(priced, charges=inside))


@pytest.mark.parametrize(
    ("price", "kind", "entered", "owed", "is_told"),
    [
        ("2902", "11", "2499.34", "399.89", False),
        ("2905", "01", "2474.50", "395.92", True),
        ("2934", "01", "2499.50", "399.92", True),
        ("2935", "01", "2500.36", "400.06", False),
    ],
)
def test_a_price_near_the_limit_settles_in_a_formal_entry_and_says_so(
    price: str, kind: str, entered: str, owed: str, is_told: bool
) -> None:
    """Over 2,500 with an informal entry's 2.77 in the price, and below it with a formal one's 34.58."""
    made = duty_paid(SHOES, "GB", order_line(price))
    unit = entry(made)
    assert (unit.entry_type.value, made.value_usd, made.duty_usd) == (kind, Decimal(entered), Decimal(owed))
    told = [each for each in made.findings if each.code == "DUTY_IN_PRICE_NEAR_LIMIT"]
    assert bool(told) is is_told
    assert all("2,500 USD" in each.message and "2,500.00 USD limit" in unit.reason for each in told)


WATCH = (("movement", 20), ("case", 15), ("strap", 10), ("battery", 5))
PARTS = tuple(Component(description=name, value_usd=Decimal(value)) for name, value in WATCH)
REPAIRED = Claim(provision="9802.00.50", repair_value_usd=Decimal(200), evidence="a declaration")
ASSEMBLED = Claim(provision="9802.00.80", us_content_value_usd=Decimal(1200), evidence="a declaration")


@pytest.mark.parametrize(
    ("code", "origin", "line", "of_product", "figures"),
    [
        ("0409.00.0045", "JP", order_line("100"), {"net_weight_kg": Decimal(10)}, ("86.43", "10.80", "2.77")),
        ("9102.11.2520", "CN", order_line("50", 2), {"components": PARTS}, ("76.60", "20.63", "2.77")),
        ("4202.12.4000", "CN", order_line("3000", claim=REPAIRED), {}, ("2912.40", "87.60", "0.00")),
        ("4202.12.4000", "CN", order_line("3000", claim=ASSEMBLED), {}, ("2449.81", "547.42", "2.77")),
    ],
)
def test_duty_that_is_no_straight_line_is_backed_out_too(
    code: str,
    origin: str,
    line: OrderLine,
    of_product: dict[str, object],
    figures: tuple[str, str, str],
) -> None:
    """A top-up on a duty by the kilogram, rates on parts, work abroad, US components; the figures are the price."""
    made = duty_paid(code, origin, line, **of_product)
    assert (made.value_usd, made.duty_usd, entry(made).mpf_usd) == tuple(map(Decimal, figures))
    assert sum(map(Decimal, figures)) == line.stated_price * line.quantity


@pytest.mark.parametrize(
    ("line", "figures"),
    [
        (goods("0409.00.0045", "JP", 100, quantities={"KG": 10}), ("86.43", "10.80", "2.77")),
        (
            goods(
                "9102.11.2520",
                "CN",
                100,
                quantity=2,
                components=[{"description": name, "valueUsd": value * 2} for name, value in WATCH],
            ),
            ("76.60", "20.63", "2.77"),
        ),
        (
            goods(
                "4202.12.4000",
                "CN",
                2000,
                claim={"provision": "9802.00.80", "usContentValueUsd": 800, "evidence": "a declaration"},
            ),
            ("1632.57", "364.66", "2.77"),
        ),
    ],
)
def test_an_estimate_backs_it_out_as_a_plan_does(line: Node, figures: tuple[str, str, str]) -> None:
    inside = [{"type": "us_duty", "amountUsd": None, "includedInPrice": True}]
    totals = estimate(line, kind="informal", charges=inside)["totals"]
    assert tuple(str(totals[name]) for name in ("valueUsd", "dutyUsd", "mpfUsd")) == figures


def test_a_deposit_of_a_duty_order_is_not_taken_out_of_a_price() -> None:
    """Whether it is in the price is not said: no value in the plan, and none in an estimate."""
    scope = {"inScope": True, "cases": ["A-570-504"], "depositRatePercent": 12.5}
    made = duty_paid("3406.00.0000", "CN", order_line("1000"), adcvd=scope)
    assert made.value_usd is None
    assert "DUTY_IN_PRICE_UNKNOWN" in {each.code for each in made.findings}
    inside = [{"type": "us_duty", "amountUsd": None, "includedInPrice": True}]
    answer = estimate(goods("3406.00.0000", "CN", 1000, adcvd=scope), charges=inside)
    assert answer["totals"]["valueUsd"] is None
