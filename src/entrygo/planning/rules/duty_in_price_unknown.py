"""VAL-012: the US duty inside a price is neither stated nor computable."""

from collections.abc import Iterator

from entrygo.contract.facts import Order
from entrygo.contract.findings import Severity
from entrygo.planning.rule import Case, Hit, Rule, Scope
from entrygo.planning.rules.charges_not_itemised import order_charges


def _check(case: Case, order: Order) -> Iterator[Hit]:
    for index, charge in enumerate(order_charges(case, order)):
        if charge.type == "us_duty" and charge.effect == "deducted" and charge.amount_usd is None:
            yield Hit(
                field=f"charges[{index}].amountUsd",
                message=f"The prices of order {order.external_id} include US duty, its amount is not stated, and the "
                "duty of these goods cannot be computed, so their customs value is not known.",
                missing=True,
            )


RULE = Rule(
    id="VAL-012",
    code="DUTY_IN_PRICE_UNKNOWN",
    severity=Severity.ERROR,
    scope=Scope.ORDER,
    title="Duty included in the price, amount unknown",
    fix="State the amount of the charge, or give what the duty of the goods wants: code, origin, quantity.",
    legal_source="19 USC 1401a(b)(4)(B); 19 CFR 152.103(i)",
    explanation="Fires when US duty is in the prices (delivered duty paid) without an amount and the plan cannot "
    "compute it, because a rate, a quantity or a rate of exchange is missing. Where it can, the value is the price "
    "less the duty and processing fee on that value, (price - fee) / (1 + rate) to the cent; the duty of each heading "
    "is rounded by itself, as on an entry, so value, duty and fee can come to a cent beside the price.",
    check=_check,
    deduction=25,
)
