"""The entered value to the cent: charges, their shares, one rounding, goods not sold (19 USC 1401a; 19 CFR 152.103)."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrygo.contract.facts import Charge, Order, OrderLine
from entrygo.planning.charges import read_type
from entrygo.planning.plan import plan
from entrygo.planning.value import shares, valued
from tests.rooms.planning import cases, snapshots

INCLUDED, BESIDE = True, False


def line(quantity: str, price: str, product: str = cases.BOOK, **more: str) -> OrderLine:
    """So many pieces at a price in dollars."""
    return OrderLine(product_id=product, quantity=Decimal(quantity), unit_value_usd=Decimal(price), **more)  # type: ignore[arg-type]  # texts alone


def order(*lines: OrderLine, charges: tuple[tuple[str, str | None, bool], ...] = ()) -> Order:
    """An order of these lines and charges."""
    stated = (
        Charge(type=kind, amount_usd=None if amount is None else Decimal(amount), included=included)
        for kind, amount, included in charges
    )
    return replace(cases.order(), lines=lines, charges=tuple(stated))


EFFECTS = [
    # type, in the prices, entered value of goods of 100.00 with a charge of 12.50, what the buyer paid
    ("freight", INCLUDED, "87.50", "100.00"),
    ("freight", BESIDE, "100.00", "112.50"),
    ("insurance", INCLUDED, "87.50", "100.00"),
    ("insurance", BESIDE, "100.00", "112.50"),
    ("us_inland_freight", INCLUDED, "87.50", "100.00"),
    ("us_inland_freight", BESIDE, "100.00", "112.50"),
    ("us_duty", INCLUDED, "87.50", "100.00"),
    ("us_duty", BESIDE, "100.00", "112.50"),
    ("us_tax", INCLUDED, "87.50", "100.00"),
    ("us_tax", BESIDE, "100.00", "112.50"),
    ("buying_commission", INCLUDED, "87.50", "100.00"),
    ("buying_commission", BESIDE, "100.00", "100.00"),
    ("packing", INCLUDED, "100.00", "100.00"),
    ("packing", BESIDE, "112.50", "112.50"),
    ("selling_commission", INCLUDED, "100.00", "100.00"),
    ("selling_commission", BESIDE, "112.50", "112.50"),
    ("royalty", INCLUDED, "100.00", "100.00"),
    ("royalty", BESIDE, "112.50", "112.50"),
    ("assist", INCLUDED, "100.00", "100.00"),
    ("assist", BESIDE, "112.50", "100.00"),
    ("proceeds", INCLUDED, "100.00", "100.00"),
    ("proceeds", BESIDE, "112.50", "100.00"),
    ("discount", INCLUDED, "100.00", "100.00"),
    ("discount", BESIDE, "87.50", "87.50"),
    ("refund", INCLUDED, "100.00", "100.00"),
    ("refund", BESIDE, "87.50", "87.50"),
    ("handling", INCLUDED, "100.00", "100.00"),
    ("handling", BESIDE, "100.00", "112.50"),
    ("other", INCLUDED, "100.00", "100.00"),
    ("other", BESIDE, "100.00", "112.50"),
]


@pytest.mark.parametrize(("kind", "included", "entered", "paid"), EFFECTS)
def test_each_charge_moves_the_value_as_the_law_says(kind, included, entered, paid):
    """The whole table of what belongs to the entered value (19 CFR 152)."""
    sale = valued(order(line("2", "50"), charges=((kind, "12.50", included),))).sale
    assert (sale.entered_usd, sale.paid_usd) == (Decimal(entered), Decimal(paid))


@pytest.mark.parametrize(
    ("stated", "read"),
    [
        ("Shipping", "freight"), ("postage", "freight"), ("Coupon SAVE10", "discount"), ("store credit", "discount"),
        ("Refund", "refund"), ("tariff", "us_duty"), ("US duties", "us_duty"), ("sales tax", "us_tax"),
        ("shipping insurance", "insurance"), ("free shipping discount", "discount"), ("Gift wrap", "packing"),
        ("US inland freight", "us_inland_freight"), ("buying commission", "buying_commission"),
        ("Buying agent's commission", "buying_commission"), ("sales commission", "selling_commission"),
        ("commission", None), ("royalties", "royalty"), ("moulds", "assist"), ("handling", "handling"),
        ("Duties and taxes", "us_duty"), ("foreign inland freight", None), ("inland freight", None),
        ("Canadian domestic shipping", None), ("last mile delivery", "us_inland_freight"), ("export carriage", None),
        ("eco levy", None), ("shipping & packing", None), ("other", "other"),
    ],
)  # fmt: skip
def test_common_words_are_read_as_types(stated, read):
    """What names no type, or two that move the value differently, is not guessed."""
    assert read_type(stated) == read


def test_a_discount_lowers_value_and_total():
    """Two at 50 less a discount of 10: 90, not 110."""
    for word in ("discount", "Coupon SAVE10", "refund", "store credit"):
        sale = valued(order(line("2", "50"), charges=((word, "10", BESIDE),))).sale
        assert (sale.entered_usd, sale.paid_usd) == (Decimal("90.00"), Decimal("90.00"))


@pytest.mark.parametrize(
    "word", ["free shipping discount", "tax refund", "Freight rebate", "discount on delivery"]
)
def test_a_reduction_of_carriage_or_tax_lowers_the_total_alone(word):
    """The goods were paid for in full; a person looks (VAL-009)."""
    sale = valued(order(line("2", "50"), charges=((word, "10", BESIDE),))).sale
    assert (sale.entered_usd, sale.paid_usd) == (Decimal("100.00"), Decimal("90.00"))
    assert sale.charges[0].effect == "unclear"


def test_a_price_of_zero_stands_as_stated_beside_charges_that_do_not_touch_it():
    """Packing is shared out by value: the gift stays at zero, where VAL-001 speaks of it."""
    both = valued(
        order(line("1", "100"), line("1", "0", cases.PULLOVER), charges=(("packing", "10", BESIDE),))
    )
    assert [each.entered_usd for each in both.lines] == [Decimal("110.00"), Decimal("0.00")]


def test_money_is_rounded_once_at_the_orders_line():
    """Two articles at 10.005 are 10.01 each, 20.02 on every paper."""
    two = valued(order(line("1", "10.005"), line("1", "10.005", cases.PULLOVER)))
    assert two.sale.goods_usd == Decimal("20.02")
    ten = valued(order(*(line("1", "250.0049", f"prod_{n}") for n in range(10))))
    assert ten.sale.goods_usd == Decimal("2500.00")


def test_lines_alike_are_one_line_before_they_are_rounded():
    """Split or not, three pieces at 0.335 come to 1.01."""
    whole, split = valued(order(line("3", "0.335"))), valued(order(line("1", "0.335"), line("2", "0.335")))
    assert whole == split
    assert whole.sale.goods_usd == Decimal("1.01")
    apart = valued(order(line("1", "0.335"), line("2", "0.336")))
    assert [each.goods_usd for each in apart.lines] == [Decimal("0.34"), Decimal("0.67")]


def test_effects_are_shared_out_by_value_the_largest_remainder_first():
    """10.00 over three equal lines is 3.34, 3.33, 3.33; 12.50 over 40 and 135 is 2.86 and 9.64."""
    equal = valued(order(*(line("1", "20", f"p{n}") for n in range(3)), charges=(("packing", "10", BESIDE),)))
    assert [each.added_usd for each in equal.lines] == [Decimal("3.34"), Decimal("3.33"), Decimal("3.33")]
    sale = order(line("2", "20"), line("3", "45", cases.PULLOVER), charges=(("freight", "12.50", INCLUDED),))
    assert [(each.deducted_usd, each.entered_usd) for each in valued(sale).lines] == [
        (Decimal("2.86"), Decimal("37.14")), (Decimal("9.64"), Decimal("125.36")),
    ]  # fmt: skip


@given(
    amount=st.decimals(0, 10_000, places=2),
    weights=st.lists(st.decimals("0.01", 5000, places=2), min_size=1, max_size=12),
)
def test_shares_sum_to_the_amount_and_none_is_a_cent_away_from_its_own(amount, weights):
    """To the cent, whatever the weights."""
    parts = shares(amount, weights)
    whole = sum(weights)
    assert sum(parts) == amount
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - amount * weight / whole) < Decimal("0.01")


def test_deductions_beyond_the_goods_leave_no_value():
    """No figure, and the plan is blocked with the reason."""
    bare = snapshots.with_first_order(snapshots.ready(), charges=(charge("discount", "200"),))
    made = plan(bare)
    assert "ENTERED_VALUE_NOT_POSITIVE" in {finding.code for finding in made.findings}
    assert made.readiness.value == "BLOCKED"
    figures = (made.value_usd, made.duty_usd, made.savings.saved_usd, made.entries[0].mpf_usd)
    assert figures == (None, None, None, None)


def test_a_line_of_less_than_a_cent_is_found():
    """A tenth of a cent three times is no value."""
    made = plan(snapshots.with_first_order(snapshots.ready(), lines=(line("3", "0.001"), line("1", "20"))))
    assert [finding.field for finding in made.findings if finding.rule == "VAL-008"] == ["items[0].quantity"]


def charge(kind: str, amount: str | None, *, included: bool = False) -> Charge:
    """A stated charge."""
    return Charge(type=kind, amount_usd=None if amount is None else Decimal(amount), included=included)


def test_entry_duty_fees_and_limit_follow_the_entered_value():
    """Freight of 25 inside 2,510 leaves 2,485: an informal entry, and duty on what is entered."""
    goods = (line("1", "2510", cases.PULLOVER),)
    base = snapshots.with_first_order(snapshots.ready(), lines=goods)
    bare, less = (
        plan(base),
        plan(snapshots.with_first_order(base, charges=(charge("freight", "25", included=True),))),
    )
    assert (bare.entries[0].entry_type.value, less.entries[0].entry_type.value) == ("01", "11")
    assert (less.value_usd, less.duty_usd) == (Decimal("2485.00"), Decimal("410.03"))


def test_duty_inside_the_price_is_backed_out_with_the_processing_fee():
    """1,000 duty paid at 16.5 %: V + duty + 2.77 = 1,000, so V is 855.99."""
    base = snapshots.with_first_order(
        snapshots.ready(),
        lines=(line("1", "1000", cases.PULLOVER),),
        charges=(charge("us_duty", None, included=True),),
    )
    made = plan(base)
    assert (made.value_usd, made.duty_usd, made.entries[0].mpf_usd) == (
        Decimal("855.99"), Decimal("141.24"), Decimal("2.77"),
    )  # fmt: skip
    (sale,) = made.sales
    assert (sale.charges[0].amount_usd, sale.paid_usd) == (Decimal("144.01"), Decimal("1000.00"))


def test_duty_inside_two_prices_is_computed_for_each_order():
    """The same pullover beside a book under the USMCA, which owes neither duty nor fee and keeps its price."""
    inside = (charge("us_duty", None, included=True),)
    first, second = cases.order("ord_1"), cases.order("ord_2")
    base = snapshots.with_orders(
        snapshots.with_product(snapshots.ready(), cases.BOOK, spi="S"),
        (
            replace(first, lines=(line("1", "1000", cases.PULLOVER),), charges=inside),
            replace(second, lines=(line("1", "100", cases.BOOK),), charges=inside),
        ),
    )
    assert [sale.entered_usd for sale in plan(base).sales] == [Decimal("855.99"), Decimal("100.00")]


def test_a_price_in_us_dollars_is_its_value():
    """Stated as the price of the sale, at par."""
    sold = replace(line("3", "1"), unit_value_usd=None, unit_price=Decimal("19.99"))
    assert valued(order(sold)).sale.entered_usd == Decimal("59.97")


def test_stated_duty_inside_the_price_is_taken_as_stated():
    """1,000 with 100 of duty in it is 900."""
    sale = valued(order(line("1", "1000"), charges=(("us_duty", "100", INCLUDED),))).sale
    assert sale.entered_usd == Decimal("900.00")


def test_duty_nobody_can_compute_leaves_the_value_unknown():
    """A code outside the edition: the plan is blocked, and no figure is guessed."""
    base = snapshots.with_first_order(snapshots.ready(), charges=(charge("us_duty", None, included=True),))
    made = plan(snapshots.with_product(base, cases.PULLOVER, hs_code="9999999999"))
    assert "DUTY_IN_PRICE_UNKNOWN" in {finding.code for finding in made.findings}
    assert made.value_usd is None


def test_goods_not_sold_are_valued_and_not_paid():
    """A replacement of 20 beside a sale of 45: 65 entered, 45 paid."""
    sale = valued(order(line("1", "20", not_sold="replacement"), line("1", "45", cases.PULLOVER))).sale
    assert (sale.entered_usd, sale.not_sold_usd, sale.paid_usd) == (
        Decimal("65.00"), Decimal("20.00"), Decimal("45.00"),
    )  # fmt: skip
