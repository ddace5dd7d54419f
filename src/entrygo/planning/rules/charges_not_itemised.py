"""VAL-006: a charge that moves the customs value, without an amount."""

from collections.abc import Iterator

from entrygo.contract.facts import Order
from entrygo.contract.findings import Severity
from entrygo.contract.plan import ReadCharge
from entrygo.planning.rule import Case, Hit, Rule, Scope


def _check(case: Case, order: Order) -> Iterator[Hit]:
    for index, charge in enumerate(order_charges(case, order)):
        field = f"charges[{index}].amountUsd"
        if charge.effect == "added" and charge.amount_usd is None:
            yield Hit(
                field=field,
                message=f"The {charge.stated_type} of order {order.external_id} belongs to the customs value and its "
                "amount is not stated, so the value is not known.",
                fix="State the amount.",
                severity=Severity.ERROR,
                missing=True,
            )
        elif charge.effect == "deducted" and not charge.amount_usd and not _is_computed(order, index, charge):
            where = "The prices of order {} include {}" if charge.included else "Order {} has {}"
            amount = (
                "without an amount" if charge.amount_usd is None else f"stated as {charge.amount_usd} USD"
            )
            yield Hit(
                field=field,
                message=f"{where.format(order.external_id, charge.stated_type)}, {amount}: nothing is taken off the "
                "customs value.",
            )


def order_charges(case: Case, order: Order) -> tuple[ReadCharge, ...]:
    """The order's charges as the plan reads them, in the order's order."""
    sale = case.sales.get(order.id)
    return sale.charges if sale else ()


def _is_computed(order: Order, index: int, charge: ReadCharge) -> bool:
    """Duty in the prices without an amount is computed, also to nothing: VAL-012 speaks where it cannot be."""
    return charge.type == "us_duty" and order.charges[index].amount_usd is None


RULE = Rule(
    id="VAL-006",
    code="CHARGES_NOT_ITEMISED",
    severity=Severity.WARNING,
    scope=Scope.ORDER,
    title="A charge that moves the value has no amount",
    fix="State the amount of each charge, so that it can be taken off the customs value.",
    legal_source="19 USC 1401a(b)(1) and (4)(A); 19 CFR 152.103; 19 CFR 141.86(a)(8)",
    explanation="Fires when an order states freight, insurance, inland freight, tax, duty of zero or a buying "
    "commission as included in the prices, or a discount or refund, without an amount: such a deduction wants its "
    "actual, identified amount, so none is made. An error where what is missing belongs to the value (packing, "
    "selling commission, royalty, assist, proceeds): the value is then not known. It looks at stated charges only; "
    "an Incoterm alone raises nothing.",
    check=_check,
    deduction=5,
)
