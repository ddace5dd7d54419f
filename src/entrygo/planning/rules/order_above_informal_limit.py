"""ENT-004: one order above the informal limit, planned informal."""

from collections.abc import Iterator
from decimal import Decimal

from entrygo.contract.facts import Order
from entrygo.contract.findings import Severity
from entrygo.contract.plan import EntryType, EntryUnit
from entrygo.planning.rule import Case, Hit, Rule, Scope
from entrygo.planning.rules.informal_entry_above_limit import INFORMAL_LIMIT_USD, limit_of


def _check(case: Case, order: Order) -> Iterator[Hit]:
    informal = [entry for entry in case.entries if entry.entry_type is EntryType.INFORMAL]
    worth = {entry.number: _worth(entry, order.id) for entry in informal if order.id in entry.order_ids}
    value = sum(worth.values(), Decimal(0))
    limit = max(
        (limit_of(entry) for entry in informal if order.id in entry.order_ids), default=INFORMAL_LIMIT_USD
    )
    if value > limit:
        yield Hit(
            field="items",
            message=f"Order {order.external_id} is worth {value} USD on informal entries (entry "
            f"{', '.join(map(str, worth))}); the limit is {limit} USD.",
        )


def _worth(entry: EntryUnit, order_id: str) -> Decimal:
    items = (item for line in entry.lines for item in line.items if item.order_id == order_id)
    return sum((item.value_usd for item in items if item.value_usd is not None), Decimal(0))


RULE = Rule(
    id="ENT-004",
    code="ORDER_ABOVE_INFORMAL_LIMIT",
    severity=Severity.ERROR,
    scope=Scope.ORDER,
    title="An order above the informal limit is planned informal",
    fix="File a formal entry (type 01) for the order.",
    legal_source="19 CFR 143.21",
    explanation="Fires when the goods of a single order on informal entries are worth more than 2,500 USD; goods that "
    "stand apart on another type of entry do not count. It guards the planner's own entry structure: an order may not "
    "be divided over informal entries to stay under the limit.",
    check=_check,
    deduction=25,
)
