"""QTY-001: a quantity that is no count of pieces."""

from collections.abc import Iterator

from entrygo.contract.findings import Severity
from entrygo.planning.rule import Case, Hit, LineSubject, Rule, Scope


def _check(_case: Case, subject: LineSubject) -> Iterator[Hit]:
    quantity = subject.order.lines[subject.index].quantity
    if quantity <= 0 or quantity != quantity.to_integral_value():
        yield Hit(
            field="quantity",
            message=f"The quantity of product {subject.product.label} in order {subject.order.external_id} is "
            f"{quantity}; it is to be a whole number of pieces above zero.",
        )


RULE = Rule(
    id="QTY-001",
    code="QUANTITY_INVALID",
    severity=Severity.ERROR,
    scope=Scope.LINE,
    title="Quantity not a count of pieces",
    fix="State the number of pieces; the plan converts it into the schedule's units.",
    legal_source="19 CFR 141.86(a)(4)",
    explanation="Fires when a line's quantity is zero, negative or not whole. Orders count pieces; weights and "
    "dozens are computed from them.",
    check=_check,
    deduction=25,
)
