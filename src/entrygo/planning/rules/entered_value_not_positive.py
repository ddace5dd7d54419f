"""VAL-008: what the charges leave of the goods' value is nothing."""

from collections.abc import Iterator

from entrygo.contract.facts import Order
from entrygo.contract.findings import Severity
from entrygo.contract.plan import EntryItem, ReadCharge
from entrygo.planning.rule import Case, Hit, Rule, Scope


def _check(case: Case, order: Order) -> Iterator[Hit]:
    sale = case.sales.get(order.id)
    if sale is None or sale.goods_usd is None or sale.entered_usd is not None:
        return
    if any(charge.amount_usd is None and _wants_amount(charge) for charge in sale.charges):
        return  # VAL-006 and VAL-012 say what is missing
    added, deducted = sale.added_usd, sale.deducted_usd
    if deducted and added is not None and deducted >= sale.goods_usd + added:
        yield Hit(
            field="charges",
            message=f"Order {order.external_id}: {deducted} USD are to be taken off goods of "
            f"{sale.goods_usd} USD, which leaves no customs value.",
        )
        return
    if not case.entries:
        yield Hit(
            field="charges",
            message=f"Order {order.external_id}: a line comes to less than a cent after the charges.",
        )
    for index, line in enumerate(order.lines):
        if _is_worthless(case, order, line.product_id, index=index):
            product = case.products[line.product_id]
            yield Hit(
                field=f"items[{index}].quantity",
                message=f"Product {product.label} in order {order.external_id} comes to less than a cent: "
                f"{line.quantity} pieces at {line.stated_price}.",
                fix="Check the price, its currency and whether it is per piece.",
            )


def _wants_amount(charge: ReadCharge) -> bool:
    return charge.effect == "added" or (charge.effect == "deducted" and charge.type == "us_duty")


def _is_worthless(case: Case, order: Order, product_id: str, *, index: int) -> bool:
    price = order.lines[index].stated_price
    return any(
        item.value_usd is None
        for item in _items(case, order)
        if item.product_id == product_id and item.unit_price == price
    )


def _items(case: Case, order: Order) -> Iterator[EntryItem]:
    for entry in case.entries:
        for line in entry.lines:
            yield from (item for item in line.items if item.order_id == order.id)


RULE = Rule(
    id="VAL-008",
    code="ENTERED_VALUE_NOT_POSITIVE",
    severity=Severity.ERROR,
    scope=Scope.ORDER,
    title="No customs value is left",
    fix="Correct the amounts: state what was really paid, and each charge once.",
    legal_source="19 USC 1401a(b); 19 CFR 152.103",
    explanation="Fires when what is taken off (discounts, refunds, freight and duty in the prices) reaches the value "
    "of the goods, or a line comes to less than a cent. Goods have a customs value even where the buyer paid nothing; "
    "until it is known no figure that depends on it is shown.",
    check=_check,
    deduction=25,
)
