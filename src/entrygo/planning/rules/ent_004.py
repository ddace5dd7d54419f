"""ENT-004: one order above the informal limit, planned informal."""

from collections.abc import Iterator
from decimal import Decimal

from entrygo.contract.facts import Order
from entrygo.contract.findings import Severity
from entrygo.contract.plan import EntryType
from entrygo.planning.rule import Case, Hit, Rule, Scope
from entrygo.planning.rules.ent_001 import INFORMAL_LIMIT_USD


def _check(case: Case, order: Order) -> Iterator[Hit]:
    value = sum((line.value_usd for line in order.lines), Decimal(0))
    entries = [entry for entry in case.entries if order.id in entry.order_ids]
    is_informal = any(entry.entry_type is EntryType.INFORMAL for entry in entries)
    if value > INFORMAL_LIMIT_USD and is_informal:
        numbers = ", ".join(str(entry.number) for entry in entries)
        yield Hit(
            field="items",
            message=f"Order {order.external_id} is worth {value} USD and is planned informal (entry "
            f"{numbers}); the limit is {INFORMAL_LIMIT_USD} USD.",
        )


RULE = Rule(
    id="ENT-004",
    code="ORDER_ABOVE_INFORMAL_LIMIT",
    severity=Severity.ERROR,
    scope=Scope.ORDER,
    title="An order above the informal limit is planned informal",
    fix="File a formal entry (type 01) for the order.",
    legal_source="19 CFR 143.21",
    explanation="Fires when a single order is worth more than 2,500 USD and any entry that carries it is "
    "informal. It guards the planner's own entry structure: an order may not be divided over informal "
    "entries to stay under the limit.",
    check=_check,
    deduction=25,
)
