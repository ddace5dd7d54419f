"""VAL-010: a refund lowers the value only where it was agreed before importation."""

from collections.abc import Iterator

from entrygo.contract.facts import Order
from entrygo.contract.findings import Severity
from entrygo.planning.rule import Case, Hit, Rule, Scope
from entrygo.planning.rules.charges_not_itemised import order_charges


def _check(case: Case, order: Order) -> Iterator[Hit]:
    for index, charge in enumerate(order_charges(case, order)):
        if charge.type == "refund" and charge.effect == "deducted" and charge.amount_usd:
            yield Hit(
                field=f"charges[{index}]",
                message=f"Order {order.external_id}: the refund of {charge.amount_usd} USD is taken off the customs "
                "value, which holds only where it was agreed before importation.",
                details={"amountUsd": str(charge.amount_usd)},
            )


RULE = Rule(
    id="VAL-010",
    code="REFUND_AGREED_BEFORE",
    severity=Severity.INFO,
    scope=Scope.ORDER,
    title="Refund taken off the value",
    fix="Leave the refund out where it was agreed after the goods were imported.",
    legal_source="19 CFR 152.103(a)(4)",
    explanation="Told for each refund that lowers the customs value. A rebate or other decrease of the price that is "
    "made after the goods are imported is disregarded.",
    check=_check,
    deduction=0,
)
