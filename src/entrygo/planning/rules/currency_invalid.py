"""VAL-002: a currency ISO does not know."""

from collections.abc import Iterator

from entrygo.contract.facts import Order
from entrygo.contract.findings import Severity
from entrygo.planning.currency import is_currency
from entrygo.planning.rule import Case, Hit, Rule, Scope


def _check(case: Case, order: Order) -> Iterator[Hit]:
    if not is_currency(order.currency):
        yield Hit(
            field="currency",
            message=f"Currency {order.currency!r} of order {order.external_id} is no ISO 4217 code.",
        )


RULE = Rule(
    id="VAL-002",
    code="CURRENCY_INVALID",
    severity=Severity.ERROR,
    scope=Scope.ORDER,
    title="Currency invalid",
    fix="Set currency to a three-letter ISO 4217 code such as USD or CAD.",
    legal_source="19 CFR 141.86(a)(7); 31 USC 5151; 19 CFR 159.31 to 159.38",
    explanation="Fires when an order's currency is no ISO 4217 code in circulation. Of the rate of another currency "
    "than the US dollar VAL-013 speaks.",
    check=_check,
    deduction=25,
)
