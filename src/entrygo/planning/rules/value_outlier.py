"""VAL-004: a value far from what the product usually costs."""

from collections.abc import Iterator

from entrygo.contract.findings import Severity
from entrygo.planning.line_prices import dollars_a_piece, price_field
from entrygo.planning.rule import Case, Hit, LineSubject, Rule, Scope

FACTOR = 3


def _check(case: Case, subject: LineSubject) -> Iterator[Hit]:
    value = dollars_a_piece(case, subject)
    usual = subject.product.unit_value_usd
    if usual is None or usual <= 0 or value is None or value <= 0:
        return
    if usual <= value * FACTOR and value <= usual * FACTOR:
        return
    relation = "more than three times" if value > usual else "less than a third of"
    is_cents = usual * 80 <= value <= usual * 125 or value * 80 <= usual <= value * 125
    yield Hit(
        field=price_field(subject),
        message=f"Product {subject.product.label} in order {subject.order.external_id} is valued at {value} USD, "
        f"{relation} its usual {usual} USD.",
        fix="This looks like cents in a dollar column: divide or multiply by a hundred."
        if is_cents
        else None,
    )


RULE = Rule(
    id="VAL-004",
    code="VALUE_OUTLIER",
    severity=Severity.WARNING,
    scope=Scope.LINE,
    title="Value far from the product's usual one",
    fix="Check the price, its currency and whether it is per piece; correct the line or the product's "
    "unitValueUsd.",
    legal_source="19 USC 1484(a), reasonable care; 19 USC 1401a",
    explanation="Fires when a line's unit value is more than three times, or less than a third of, the product's "
    "own unitValueUsd. Typical causes are another currency, a price per dozen, or a heavy discount. A product "
    "without a value of its own is not compared.",
    check=_check,
    deduction=5,
)
