"""VAL-001: a line without value."""

from collections.abc import Iterator

from entrygo.contract.findings import Severity
from entrygo.planning.rule import Case, Hit, LineSubject, Rule, Scope
from entrygo.planning.value import DOLLAR


def _check(_case: Case, subject: LineSubject) -> Iterator[Hit]:
    line = subject.order.lines[subject.index]
    value = line.stated_price
    if value <= 0:
        yield Hit(
            field="unitValueUsd" if line.unit_price is None else "unitPrice",
            message=f"Product {subject.product.label} in order {subject.order.external_id} has a unit value of "
            f"{value} {DOLLAR if line.unit_price is None else subject.order.currency}.",
        )


RULE = Rule(
    id="VAL-001",
    code="VALUE_MISSING",
    severity=Severity.ERROR,
    scope=Scope.LINE,
    title="Value missing, zero or negative",
    fix="Set the line's unitValueUsd or unitPrice to the price paid, or, for goods given free, to their fair value.",
    legal_source="19 USC 1401a; 19 CFR 141.86(a)(5) and (6)",
    explanation="Fires when a line's unit value is zero or negative. Goods that cost the buyer nothing still "
    "have a customs value.",
    check=_check,
    deduction=25,
)
