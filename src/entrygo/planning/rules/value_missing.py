"""VAL-001: a line without value."""

from collections.abc import Iterator

from entrygo.contract.findings import Severity
from entrygo.planning.rule import Case, Hit, LineSubject, Rule, Scope


def _check(_case: Case, subject: LineSubject) -> Iterator[Hit]:
    value = subject.order.lines[subject.index].unit_value_usd
    if value <= 0:
        yield Hit(
            field="unitValueUsd",
            message=f"Product {subject.product.label} in order {subject.order.external_id} has a unit value of "
            f"{value} USD.",
        )


RULE = Rule(
    id="VAL-001",
    code="VALUE_MISSING",
    severity=Severity.ERROR,
    scope=Scope.LINE,
    title="Value missing, zero or negative",
    fix="Set the line's unitValueUsd to the price paid, or, for goods given free, to their fair value.",
    legal_source="19 USC 1401a; 19 CFR 141.86(a)(5) and (6)",
    explanation="Fires when a line's unit value is zero or negative. Goods that cost the buyer nothing still "
    "have a customs value.",
    check=_check,
    deduction=25,
)
