"""VAL-005: free goods without a declared value."""

import re
from collections.abc import Iterator
from decimal import Decimal

from entrygo.contract.findings import Severity
from entrygo.planning.line_prices import dollars_a_piece, price_field
from entrygo.planning.product_facts import wording
from entrygo.planning.rule import Case, Hit, LineSubject, Rule, Scope

NOMINAL_SHARE = Decimal("0.01")  # of the usual value: a price of one percent is a token, not a price
_FREE = re.compile(
    r"(?<!\w)(?:gift|free|giveaway|sample|replacement|warranty|promo(?:tional)?|complimentary|bonus|exchange)s?(?!\w)"
)


def _check(case: Case, subject: LineSubject) -> Iterator[Hit]:
    product = subject.product
    line = subject.order.lines[subject.index]
    value, usual = dollars_a_piece(case, subject), product.unit_value_usd
    if value is None:
        return
    has_usual = usual is not None and usual > 0
    is_token = usual is not None and 0 < value <= usual * NOMINAL_SHARE
    if value and not is_token:
        return
    words = _FREE.search(wording(product))
    if not is_token and not (value == 0 and (has_usual or words or line.not_sold)):
        return
    called = f"called {words[0]!r}" if words else "discounted in full"
    kind = f"a {line.not_sold}" if line.not_sold else called
    yield Hit(
        field=price_field(subject),
        message=f"Product {product.label} in order {subject.order.external_id} is {kind} and declared at {value} "
        "USD.",
        fix=f"Declare its value: the product's own is {usual} USD." if has_usual else None,
    )


RULE = Rule(
    id="VAL-005",
    code="FREE_GOODS_UNDECLARED",
    severity=Severity.ERROR,
    scope=Scope.LINE,
    title="Gift, sample or replacement without value",
    fix="Declare what the goods would cost, and say on the line that nobody bought them: notSold: gift, sample, "
    "replacement, loan or return.",
    legal_source="19 CFR 141.86(a)(6); 19 USC 1401a(b) to (f)",
    explanation="Fires when a line is declared at nothing and the product has a usual value or is called a gift, "
    "sample, replacement or the like; and when it is declared at one percent of its usual value or less. Goods "
    "not sold are valued at what they are worth. VAL-001 fires too where the value is zero.",
    check=_check,
    deduction=25,
)
