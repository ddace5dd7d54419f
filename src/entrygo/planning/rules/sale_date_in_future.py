"""DOC-003: goods sold after they are entered."""

from collections.abc import Iterator
from datetime import timedelta

from entrygo.contract.facts import Order
from entrygo.contract.findings import Severity
from entrygo.planning.rule import Case, Hit, Rule, Scope

LONG_AGO = timedelta(days=731)


def _check(case: Case, order: Order) -> Iterator[Hit]:
    day = case.shipment.export_date or case.shipment.entry_date
    if order.sold_on is not None and order.sold_on > day:
        yield Hit(
            field="soldOn",
            message=f"Order {order.external_id} is stated as sold on {order.sold_on}, after its goods leave on {day}.",
        )
    elif order.sold_on is not None and order.sold_on < day - LONG_AGO:
        yield Hit(
            field="soldOn",
            message=f"Order {order.external_id} is stated as sold on {order.sold_on}, more than two years before its "
            f"goods leave on {day}.",
            fix="Check the year of soldOn.",
            code="SALE_DATE_LONG_AGO",
        )


RULE = Rule(
    id="DOC-003",
    code="SALE_DATE_IN_FUTURE",
    severity=Severity.WARNING,
    scope=Scope.ORDER,
    title="Date of sale after the goods leave",
    fix="Correct soldOn: the day the goods were sold, year first.",
    legal_source="19 CFR 141.86(a)(2); 19 USC 1401a(b)(1)",
    explanation="Fires when an order was sold after the day of export (the entry date where none is stated). The "
    "invoice prints the date, and goods are valued at the price of a sale for exportation, which comes before it. "
    "So it does where the sale is more than two years before: the year is likely mistyped.",
    check=_check,
    deduction=5,
)
