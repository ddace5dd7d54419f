"""VAL-006: freight or insurance inside the price without an amount."""

import re
from collections.abc import Iterator

from entrygo.contract.facts import Order
from entrygo.contract.findings import Severity
from entrygo.planning.rule import Case, Hit, Rule, Scope

_CARRIAGE = re.compile(
    r"freight|insurance|shipping|postage|delivery|carriage|courier|transport", re.IGNORECASE
)


def _check(_case: Case, order: Order) -> Iterator[Hit]:
    for index, charge in enumerate(order.charges):
        if charge.included and charge.amount_usd <= 0 and _CARRIAGE.search(str(charge.type)):
            yield Hit(
                field=f"charges[{index}].amountUsd",
                message=f"The prices of order {order.external_id} include {charge.type}, stated as "
                f"{charge.amount_usd} USD.",
            )


RULE = Rule(
    id="VAL-006",
    code="CHARGES_NOT_ITEMISED",
    severity=Severity.WARNING,
    scope=Scope.ORDER,
    title="Freight or insurance in the price, not itemised",
    fix="State the amount of each included charge, so that it can be taken off the customs value.",
    legal_source="19 USC 1401a(b)(4)(A); 19 CFR 152.103; 19 CFR 141.86(a)(8)",
    explanation="Fires when an order states a freight, insurance or delivery charge as included in the price "
    "without an amount. International carriage is not part of the customs value, yet only when it is separately "
    "identified. It looks at stated charges only; an Incoterm alone raises nothing.",
    check=_check,
    deduction=5,
)
