"""Components of a product in a plan: the entry line's duty, and the hash of plans without them."""

from dataclasses import replace
from decimal import Decimal

from entrygo.contract.facts import Component
from entrygo.planning.fingerprint import document
from entrygo.planning.plan import plan
from tests.rooms.planning.shipped import first_line, order_line, planned, snapshot, told

WATCH = "9102.11.1010"
PARTS = tuple(
    Component(description=name, value_usd=Decimal(value))
    for name, value in (("case", 20), ("strap", 10), ("battery", 1), ("movement", 69))
)


def test_ten_watches_pay_by_their_parts() -> None:
    """Ten times 0.44, 1.20, 1.40 and 0.053; 12.5 % in total."""
    made = planned(WATCH, "CH", order_line("100", 10), components=PARTS, unit_value_usd=Decimal(100))
    line = first_line(made)
    assert line.layers[0].amount_usd == Decimal("30.93")
    assert line.duty_usd == Decimal("125.00")
    assert told(made, "DUTY_NOT_COMPUTABLE", "COMPONENTS_FAULTY") == []


def test_watches_sold_at_another_price_pay_in_proportion() -> None:
    """Half the price: 0.44 each stays, the percentages halve."""
    made = planned(WATCH, "CH", order_line("50"), components=PARTS, unit_value_usd=Decimal(100))
    assert first_line(made).layers[0].amount_usd == Decimal("1.77")  # 0.44 + 0.60 + 0.70 + 0.0265


def test_a_watch_without_parts_or_with_a_wrong_sum_has_no_figure_and_says_so() -> None:
    wrong = (replace(PARTS[0], value_usd=Decimal(19)), *PARTS[1:])
    for components, code in (((), "DUTY_NOT_COMPUTABLE"), (wrong, "COMPONENTS_FAULTY")):
        made = planned(WATCH, "CH", order_line("100"), components=components, unit_value_usd=Decimal(100))
        assert first_line(made).duty_usd is None
        assert code in told(made)


def test_a_plan_without_components_hashes_as_before_they_were_a_fact() -> None:
    plain, stated = (snapshot(WATCH, "CH", components=each) for each in ((), PARTS))
    products = [document(each, plan(each))["products"][0] for each in (plain, stated)]
    assert ["components" in product for product in products] == [False, True]
