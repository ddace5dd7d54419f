"""VAL-009: a charge whose effect on the customs value is unknown."""

from collections.abc import Iterator

from entrygo.contract.facts import Order
from entrygo.contract.findings import Severity
from entrygo.planning.charges import REDUCTIONS, TYPES
from entrygo.planning.rule import Case, Hit, Rule, Scope
from entrygo.planning.rules.charges_not_itemised import order_charges

KNOWN = ", ".join(sorted(TYPES - {"other"}))


def _check(case: Case, order: Order) -> Iterator[Hit]:
    for index, charge in enumerate(order_charges(case, order)):
        if charge.effect != "unclear":
            continue
        amount = "an amount not stated" if charge.amount_usd is None else f"{charge.amount_usd} USD"
        details = None if charge.amount_usd is None else {"exposureUsd": str(charge.amount_usd)}
        if charge.type in REDUCTIONS:
            yield Hit(
                field=f"charges[{index}].type",
                message=f"Order {order.external_id} has a {charge.type} {charge.stated_type!r} of {amount}: where it "
                "lowered carriage, insurance, duty or tax and not the price of the goods, it lowers no customs value. "
                "It is left out.",
                fix="Name a reduction of the goods' price discount or refund; state carriage at what was paid for it.",
                code="CHARGE_EFFECT_UNCLEAR",
                details=details,
            )
        elif charge.is_known:
            yield Hit(
                field=f"charges[{index}].type",
                message=f"Order {order.external_id} has a charge {charge.stated_type!r} of {amount}: where it paid for "
                "packing the goods it belongs to the customs value, where for a service it does not. It is left out.",
                code="CHARGE_EFFECT_UNCLEAR",
                details=details,
            )
        else:
            yield Hit(
                field=f"charges[{index}].type",
                message=f"Order {order.external_id} has a charge {charge.stated_type!r} of {amount}, which names no "
                "single type of charge: it is printed as other and left out of the customs value.",
                details=details,
            )


RULE = Rule(
    id="VAL-009",
    code="CHARGE_TYPE_UNKNOWN",
    severity=Severity.WARNING,
    scope=Scope.ORDER,
    title="Charge of unknown effect on the value",
    fix=f"Name what was paid for: {KNOWN}; state charges that were added together one by one.",
    legal_source="19 USC 1401a(b); 19 CFR 152.103; 19 CFR 141.86(a)(8)",
    explanation="Fires on a charge whose type is none of the known ones and is not read as one (shipping is freight, "
    "a coupon is a discount, a tariff is US duty), or whose words name two that move the value differently; and on "
    "handling and other charges, which are packing or a service; and on a discount or refund whose name says that "
    "it lowered carriage, insurance, duty or tax. Nothing is added or deducted for it.",
    check=_check,
    deduction=5,
)
