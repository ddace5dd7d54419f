"""VAL-002: a currency ISO does not know."""

from collections.abc import Iterator

from entrygo.contract.facts import Order
from entrygo.contract.findings import Severity
from entrygo.planning.currency import is_currency
from entrygo.planning.rule import Case, Hit, Rule, Scope

DOLLAR = "USD"


def _check(case: Case, order: Order) -> Iterator[Hit]:
    currency = (order.currency or "").strip().upper()
    if not is_currency(currency):
        yield Hit(
            field="currency",
            message=f"Currency {order.currency!r} of order {order.external_id} is no ISO 4217 code.",
        )
    elif currency != DOLLAR:
        yield Hit(
            field="currency",
            message=f"Order {order.external_id} was sold in {currency}; its values are taken as US dollars, as "
            "the field unitValueUsd says, and no exchange rate is applied.",
            fix="Make sure that the values were converted at the rate of the day of export (19 CFR 159.32).",
            severity=Severity.INFO,
            code="CURRENCY_NOT_DOLLAR",
        )


RULE = Rule(
    id="VAL-002",
    code="CURRENCY_INVALID",
    severity=Severity.ERROR,
    scope=Scope.ORDER,
    title="Currency invalid",
    fix="Set currency to a three-letter ISO 4217 code such as USD or CAD.",
    legal_source="19 CFR 141.86(a)(7); 31 USC 5151; 19 CFR 159.31 to 159.38",
    explanation="Fires when an order's currency is no ISO 4217 code in circulation. Another currency than the US "
    "dollar is only told: the line values are US dollars already, and converting them is the operator's doing.",
    check=_check,
    deduction=25,
)
