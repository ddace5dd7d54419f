"""The ultimate consignees of a package: the party each order's facts name, as the plan decided."""

from entrygo.contract.facts import Consignee, Order
from entrygo.contract.plan import ConsigneeSource
from entrygo.documents.invoice import ConsigneeBlock, Goods, Invoice
from entrygo.documents.package_facts import PackageFacts
from entrygo.documents.text_format import NOT_STATED, party_lines

CONSOLIDATED = "CONSOLIDATED"
"""What stands in place of one consignee where goods of several travel on one line or entry."""


def consignees_of(
    orders: tuple[Order, ...], package_facts: PackageFacts
) -> tuple[tuple[ConsigneeBlock, ...], dict[str, str]]:
    """Each consignee once, in the orders' order, and by order id which one is its own; none where none is known."""
    sources = {sale.order_id: sale.consignee for sale in package_facts.plan.sales}
    found: dict[Consignee, list[str]] = {}
    for order in orders:
        consignee = _stated(order, sources.get(order.id), package_facts)
        if consignee is not None:
            found.setdefault(consignee, []).append(order.id)
    blocks = tuple(
        ConsigneeBlock(ref=f"C{place}", party=consignee.party, number=consignee.number, orders=len(held))
        for place, (consignee, held) in enumerate(found.items(), start=1)
    )
    refs = {
        order_id: block.ref for block, held in zip(blocks, found.values(), strict=True) for order_id in held
    }
    return blocks, refs


def _stated(order: Order, source: ConsigneeSource | None, package_facts: PackageFacts) -> Consignee | None:
    if source == "shipment":
        return package_facts.shipment.ultimate_consignee
    if source == "account":
        return package_facts.account.ultimate_consignee
    party = {"buyer": order.buyer, "shipTo": order.ship_to, None: None}[source]
    return None if party is None else Consignee(party=party)


class Consignees:
    """Which ultimate consignee the orders of an invoice have."""

    def __init__(self, invoice: Invoice) -> None:
        blocks = {block.ref: block for block in invoice.consignees}
        self._of_order = {order.order_id: blocks.get(order.consignee_ref or "") for order in invoice.orders}

    def of(self, *goods: Goods) -> ConsigneeBlock | str | None:
        """The one ultimate consignee of these goods, of all goods where none are named; else ``CONSOLIDATED``."""
        ordered = [item.order_id for each in goods for item in each.items] or list(self._of_order)
        named = dict.fromkeys(self._of_order[order_id] for order_id in ordered)
        return next(iter(named), None) if len(named) < 2 else CONSOLIDATED


def consignee_lines(invoice: Invoice) -> list[str]:
    """The ultimate consignee as the papers name it on their first page."""
    found = Consignees(invoice).of()
    if isinstance(found, ConsigneeBlock):
        return [
            *party_lines(found.party.name, found.party),
            *([f"Number: {found.number}"] if found.number else []),
        ]
    if found == CONSOLIDATED:
        return [CONSOLIDATED, f"{len(invoice.consignees)} consignees, each named with its order under Orders"]
    return [NOT_STATED]
