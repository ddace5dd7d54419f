"""VAL-012: the US duty inside a price is neither stated nor computable, or settles in a formal entry alone."""

from collections.abc import Iterator
from decimal import Decimal

from entrygo.contract.facts import Order
from entrygo.contract.findings import Severity
from entrygo.contract.plan import EntryType, EntryUnit
from entrygo.planning.rule import Case, Hit, Rule, Scope
from entrygo.planning.rules.charges_not_itemised import order_charges
from entrygo.tariff.fee_basis import INFORMAL_LIMIT_USD


def _check(case: Case, order: Order) -> Iterator[Hit]:
    for index, charge in enumerate(order_charges(case, order)):
        if charge.type != "us_duty" or charge.effect != "deducted":
            continue
        if charge.amount_usd is None:
            yield Hit(
                field=f"charges[{index}].amountUsd",
                message=f"The prices of order {order.external_id} include US duty, its amount is not stated, and the "
                "duty of these goods cannot be computed, so their customs value is not known.",
                missing=True,
            )
        elif order.charges[index].amount_usd is None:
            yield from _near_the_limit(case, order, f"charges[{index}].amountUsd", inside=charge.amount_usd)


def _near_the_limit(case: Case, order: Order, field: str, *, inside: Decimal) -> Iterator[Hit]:
    """Prices that hold an informal entry's fee come to more than the limit, and with a formal one's to less."""
    for unit in case.entries:
        if order.id in unit.order_ids and _is_formal_below_limit(case, unit):
            yield Hit(
                field=field,
                message=f"The prices of order {order.external_id} include US duty of no stated amount. Entered "
                f"informally, the goods would come to more than the limit of {INFORMAL_LIMIT_USD:,.0f} USD; with the "
                f"formal entry's processing fee in the prices too they come to {unit.value_usd:,.2f} USD, so they are "
                f"entered formally and {inside:,.2f} USD is taken out as duty and fee.",
                fix="State the amount of the charge, or have the broker confirm the formal entry.",
                severity=Severity.WARNING,
                code="DUTY_IN_PRICE_NEAR_LIMIT",
                details={"limitUsd": INFORMAL_LIMIT_USD, "valueUsd": unit.value_usd},
            )


def _is_formal_below_limit(case: Case, unit: EntryUnit) -> bool:
    if (
        unit.entry_type is not EntryType.FORMAL
        or unit.value_usd is None
        or unit.value_usd > INFORMAL_LIMIT_USD
    ):
        return False
    held = (case.tariff.lines.get(line.hs_code) for line in unit.lines)
    return not any(line.quota for line in held if line is not None)


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
    "is rounded by itself, as on an entry, so value, duty and fee can come to a cent beside the price. A warning where "
    "the value is over the limit of informal entry with an informal entry's fee in the price and below it with a "
    "formal one's: the goods are then entered formally.",
    check=_check,
    deduction=25,
)
