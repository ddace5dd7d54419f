"""The VAL and QTY rules: values, currencies, charges, quantities, weights."""

from dataclasses import replace
from decimal import Decimal

import pytest

from entrygo.contract.facts import Charge
from entrygo.planning.rule import Case
from entrygo.planning.rules import by_id
from tests.rooms.planning.cases import (
    BOOK,
    BOOK_CODE,
    PULLOVER,
    hits,
    ready,
    with_entry,
    with_line,
    with_order,
    with_product,
    with_schedule_line,
    without_schedule,
)
from tests.rooms.planning.rules.examples import (
    ERROR,
    INFO,
    WARNING,
    bad,
    check,
    good,
    parameters,
    rules_without_both,
)

VALUE = "unitValueUsd"
AMOUNT = "charges[0].amountUsd"
TYPE = "charges[0].type"
OWN = "product.quantities"
NET = "product.netWeightKg"
LINES = ready().entries[0].lines


def valued(value: str) -> Case:
    """The book sold at another price."""
    return with_line(ready(), unit_value_usd=Decimal(value))


def called(title: str, value: str) -> Case:
    """The book under another name, price and without a usual value."""
    return with_product(valued(value), BOOK, title=title, unit_value_usd=None)


def charged(kind: str, amount: str | None, *, included: bool = False, evidence: str | None = None) -> Case:
    """An order with one charge."""
    amount_usd = None if amount is None else Decimal(amount)
    charge = Charge(type=kind, amount_usd=amount_usd, included=included, evidence=evidence)
    return with_order(ready(), charges=(charge,))


def sold_in(currency: str, rate: str | None = None) -> Case:
    """An order sold in a currency, with or without a stated rate."""
    return with_order(ready(), currency=currency, exchange_rate_usd=Decimal(rate) if rate else None)


def counted(quantity: str) -> Case:
    """Another quantity of the book."""
    return with_line(ready(), quantity=Decimal(quantity))


def weighing(net: str | None, gross: str | None) -> Case:
    """A book of other weights."""
    return with_product(
        ready(),
        BOOK,
        net_weight_kg=Decimal(net) if net else None,
        gross_weight_kg=Decimal(gross) if gross else None,
    )


def assisted() -> Case:
    """Both products answer the question of assists."""
    answered = with_product(ready(), BOOK, attributes={"assists": False})
    return with_product(answered, PULLOVER, attributes={"assists": "none"})


def in_units(*units: str) -> Case:
    """The book's code reported in other units."""
    return with_schedule_line(ready(), BOOK_CODE, units=units)


def with_area(quantities: dict[str, object]) -> Case:
    """The book's code reported by area, and quantities of its own."""
    return with_product(in_units("No.", "m²"), BOOK, attributes={"quantities": quantities})


def packed(count: int, pieces: str) -> Case:
    """So many packages of so many pieces on one line."""
    case = with_line(ready(), quantity=Decimal(pieces))
    return with_order(case, packages=count, lines=case.orders[0].lines[:1])


EXAMPLES = [
    good("VAL-001", "a price", ready()),
    good("VAL-001", "a cent", valued("0.01")),
    bad("VAL-001", "zero", valued("0"), (VALUE, ERROR)),
    bad("VAL-001", "negative", valued("-1"), (VALUE, ERROR)),
    good("VAL-002", "US dollars", ready()),
    good("VAL-002", "Canadian dollars", with_order(ready(), currency="CAD")),
    *(
        bad("VAL-002", f"{currency!r}", with_order(ready(), currency=currency), ("currency", ERROR))
        for currency in ("XYZ", "US$", "RMB", "")
    ),
    good("VAL-003", "sums agree", ready()),
    bad(
        "VAL-003", "the entry's total", with_entry(ready(), value_usd=Decimal("175.01")), ("value_usd", ERROR)
    ),
    bad(
        "VAL-003",
        "a line's goods",
        with_entry(
            ready(),
            lines=(replace(LINES[0], value_usd=Decimal(41)), LINES[1]),
            value_usd=Decimal(176),
        ),
        ("lines", ERROR),
    ),
    good("VAL-004", "the usual price", ready()),
    good("VAL-004", "three times", valued("60")),
    good("VAL-004", "a third", with_product(valued("20"), BOOK, unit_value_usd=Decimal(60))),
    good("VAL-004", "no usual price", with_product(valued("1400"), BOOK, unit_value_usd=None)),
    bad(
        "VAL-004",
        "no book costs so much",
        with_product(valued("9000"), BOOK, unit_value_usd=None),
        (VALUE, WARNING),
    ),
    good("VAL-004", "zero is another rule's", valued("0")),
    bad("VAL-004", "above three times", valued("60.01"), (VALUE, WARNING)),
    bad("VAL-004", "below a third", valued("6.66"), (VALUE, WARNING)),
    good("VAL-005", "a sale", ready()),
    good("VAL-005", "a sample with a value", called("Sample book", "12")),
    good("VAL-005", "zero without a reason is VAL-001's", called("Bird book", "0")),
    bad("VAL-005", "a replacement at zero", called("Replacement book", "0"), (VALUE, ERROR)),
    bad("VAL-005", "discounted in full", valued("0"), (VALUE, ERROR)),
    bad("VAL-005", "a token price", valued("0.20"), (VALUE, ERROR)),
    good("VAL-006", "no charges", ready()),
    good("VAL-006", "itemised", charged("freight", "12.50", included=True)),
    good("VAL-006", "not in the price", charged("freight", "0", included=False)),
    good("VAL-006", "packing", charged("packing", "0", included=True)),
    bad("VAL-006", "zero", charged("Ocean freight", "0", included=True), (AMOUNT, WARNING)),
    bad("VAL-006", "no amount", charged("insurance", None, included=True), (AMOUNT, WARNING)),
    bad("VAL-006", "a discount without amount", charged("coupon", None), (AMOUNT, WARNING)),
    bad("VAL-006", "a royalty without amount", charged("royalty", None), (AMOUNT, ERROR)),
    good("VAL-006", "duty to be computed", charged("us_duty", None, included=True)),
    good("VAL-007", "answered", assisted()),
    bad("VAL-007", "not answered", ready(), ("account.assists", INFO)),
    good("VAL-008", "goods left", charged("discount", "174.99")),
    bad("VAL-008", "nothing left", charged("discount", "175"), ("charges", ERROR)),
    good("VAL-008", "a price of zero is another rule's", valued("0")),
    good("VAL-009", "a known type", charged("shipping", "5")),
    bad("VAL-009", "an unknown word", charged("ecotax levy", "5"), (TYPE, WARNING)),
    bad("VAL-009", "two types in one", charged("packing and shipping", "5"), (TYPE, WARNING)),
    bad("VAL-009", "a discount on carriage", charged("Free shipping discount", "5"), (TYPE, WARNING)),
    bad("VAL-009", "handling", charged("handling fee", "5"), (TYPE, WARNING)),
    good("VAL-010", "a discount", charged("discount", "5")),
    good("VAL-010", "a refund in the prices", charged("refund", "5", included=True)),
    bad("VAL-010", "a refund", charged("refund", "5"), ("charges[0]", INFO)),
    good("VAL-011", "beside the prices", charged("freight", "5")),
    good("VAL-011", "proved", charged("freight", "5", included=True, evidence="waybill 7")),
    bad("VAL-011", "taken off", charged("freight", "5", included=True), ("charges[0].evidence", INFO)),
    good("VAL-012", "an amount", charged("us_duty", "5", included=True)),
    good("VAL-012", "not in the prices", charged("us_duty", None)),
    bad("VAL-012", "not computed", charged("tariffs", None, included=True), (AMOUNT, ERROR)),
    good("VAL-013", "US dollars", ready()),
    good("VAL-013", "a stated rate", sold_in("CAD", "0.7213")),
    good("VAL-013", "a rate of another year", sold_in("CAD", "0.60")),
    bad("VAL-013", "a rate upside down", sold_in("CAD", "1.3864"), ("exchangeRateUsd", WARNING)),
    bad("VAL-013", "a decimal lost", sold_in("JPY", "0.06157"), ("exchangeRateUsd", WARNING)),
    bad("VAL-013", "dollars at another rate", sold_in("USD", "0.72"), ("exchangeRateUsd", WARNING)),
    bad("VAL-013", "values in dollars, no rate", sold_in("CAD"), ("exchangeRateUsd", WARNING)),
    bad(
        "VAL-013",
        "prices without a rate",
        with_line(sold_in("CAD"), unit_value_usd=None, unit_price=Decimal(25)),
        ("exchangeRateUsd", ERROR),
    ),
]
QUANTITY_EXAMPLES = [
    good("QTY-006", "not stated", with_order(ready(), packages=None)),
    good("QTY-006", "one for two pieces", with_order(ready(), packages=1)),
    bad("QTY-006", "none", with_order(ready(), packages=0), ("packages", WARNING)),
    good("QTY-006", "as many as pieces", packed(3, pieces="3")),
    bad("QTY-006", "one more", packed(4, pieces="3"), ("packages", INFO)),
    bad("QTY-006", "ten a piece", packed(30, pieces="3"), ("packages", INFO)),
    bad("QTY-006", "more than ten a piece", packed(31, pieces="3"), ("packages", WARNING)),
    good("QTY-004", "a book of 800 grams", ready()),
    good("QTY-004", "a heavy atlas", weighing("39", "40")),
    bad("QTY-004", "grams in a kilogram column", weighing("350", "400"), (NET, WARNING)),
    bad("QTY-004", "packing in grams", weighing("0.8", "30"), ("product.grossWeightKg", WARNING)),
    good("QTY-001", "two pieces", ready()),
    good("QTY-001", "two with decimals", counted("2.000")),
    *(
        bad("QTY-001", f"{quantity}", counted(quantity), ("quantity", ERROR))
        for quantity in ("0", "-1", "1.5")
    ),
    good("QTY-002", "pieces, dozens and kilograms", ready()),
    good("QTY-002", "pairs are pieces", in_units("prs.")),
    good("QTY-002", "no unit", in_units("X")),
    good(
        "QTY-002",
        "not in the edition",
        without_schedule(with_product(ready(), PULLOVER, net_weight_kg=None), PULLOVER),
    ),
    bad("QTY-002", "kilograms unknown", with_product(ready(), PULLOVER, net_weight_kg=None), (NET, ERROR)),
    good("QTY-002", "square metres stated", with_area({"m2": "1.5"})),
    good("QTY-002", "another unit of the family stated", with_area({"cm2": 15000})),
    bad("QTY-002", "square metres", in_units("No.", "m²"), ("product.quantities", ERROR)),
    bad("QTY-002", "an area that is none", with_area({"m2": "?"}), ("product.quantities", ERROR)),
    bad("QTY-002", "jewels", in_units("Jwls."), ("product.quantities", WARNING)),
    good(
        "QTY-002",
        "litres in ACE's code",
        with_product(in_units("liters"), BOOK, quantities={"L": Decimal("0.75")}),
    ),
    good("QTY-005", "nothing stated", ready()),
    good(
        "QTY-005",
        "what the line is reported in",
        with_product(ready(), PULLOVER, quantities={"DOZ": Decimal(1)}),
    ),
    bad(
        "QTY-005",
        "no unit",
        with_product(ready(), PULLOVER, quantities={"furlong": Decimal(1)}),
        (OWN, WARNING),
    ),
    good(
        "QTY-005", "the net weight again", with_product(ready(), PULLOVER, quantities={"KG": Decimal("0.41")})
    ),
    bad(
        "QTY-005",
        "grams beside kilograms",
        with_product(ready(), PULLOVER, quantities={"KG": Decimal(400)}),
        (OWN, WARNING),
    ),
    bad("QTY-005", "not asked", with_product(ready(), PULLOVER, quantities={"BBL": Decimal(1)}), (OWN, INFO)),
    good("QTY-003", "net below gross", ready()),
    good("QTY-003", "net equal to gross", weighing("1", "1")),
    good("QTY-003", "no gross weight", weighing("1", None)),
    good("QTY-003", "net asked by QTY-002", with_product(ready(), PULLOVER, net_weight_kg=None)),
    bad("QTY-003", "no net weight", weighing(None, "1"), (NET, WARNING)),
    bad("QTY-003", "zero", weighing("0", "1"), (NET, ERROR)),
    bad("QTY-003", "net above gross", weighing("2", "1"), (NET, ERROR)),
    bad("QTY-003", "gross of zero", weighing("1", "0"), ("product.grossWeightKg", ERROR)),
]


@pytest.mark.parametrize("example", parameters(EXAMPLES + QUANTITY_EXAMPLES))
def test_examples(example) -> None:
    """Each example finds what it says, field and severity."""
    check(example)


def test_each_rule_has_a_good_and_a_bad_example() -> None:
    """So that neither silence nor noise goes untested."""
    assert rules_without_both("VAL-", EXAMPLES) == []
    assert rules_without_both("QTY-", QUANTITY_EXAMPLES) == []


def test_messages_carry_the_values() -> None:
    """A reader sees both figures without opening the order."""
    (hit,) = hits(by_id("VAL-004"), valued("90"))
    assert "90 USD" in hit.message
    assert "20 USD" in hit.message


def test_a_free_good_with_a_usual_value_is_told_that_value() -> None:
    """The fix names the figure to declare."""
    (hit,) = hits(by_id("VAL-005"), valued("0"))
    assert "20 USD" in (hit.fix or "")
