"""VAL-004: a value far from what the product usually costs."""

from collections.abc import Iterator
from decimal import Decimal

from entrygo.contract.findings import Severity
from entrygo.planning.line_prices import dollars_a_piece, price_field
from entrygo.planning.product_facts import code_of
from entrygo.planning.rule import Case, Hit, LineSubject, Rule, Scope
from entrygo.planning.usual_ranges import usual_of

FACTOR = 3


def _check(case: Case, subject: LineSubject) -> Iterator[Hit]:
    value = dollars_a_piece(case, subject)
    usual = subject.product.unit_value_usd
    if value is None or value <= 0:
        return
    if usual is None or usual <= 0 or (usual <= value * FACTOR and value <= usual * FACTOR):
        yield from _of_the_code(case, subject, value)
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


def _of_the_code(case: Case, subject: LineSubject, value: Decimal) -> Iterator[Hit]:
    """A price that goods of the code do not have, where the product's own says nothing else."""
    held = usual_of(code_of(case, subject.product))
    low, high = (held.cheapest_usd, held.dearest_usd) if held else (None, None)
    if (low is None or value >= low) and (high is None or value <= high):
        return
    is_dear = high is not None and value > high
    than = (
        f"more than goods of its code cost (up to {high} USD)"
        if is_dear
        else f"less than they cost ({low} USD)"
    )
    in_cents = value / 100
    is_cents = is_dear and (low is None or in_cents >= low)
    yield Hit(
        field=price_field(subject),
        message=f"Product {subject.product.label} in order {subject.order.external_id} is valued at {value} USD a "
        f"piece, {than}.",
        fix="This looks like cents in a dollar column: divide by a hundred." if is_cents else None,
        details={"asCentsUsd": f"{in_cents:f}"} if is_cents else None,
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
    "own unitValueUsd; else when it is outside what goods of its code cost a piece, by wide limits of ours. Typical "
    "causes are cents in a dollar column, another currency, a price per dozen, or a heavy discount.",
    check=_check,
    deduction=5,
)
