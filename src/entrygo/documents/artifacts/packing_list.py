"""The packing list: what each order's packages hold, and where each piece stands on the invoice."""

from collections.abc import Iterable
from decimal import Decimal

from entrygo.contract.facts import Party
from entrygo.documents.artifact import ArtifactKind
from entrygo.documents.invoice import Goods, Invoice, Item, Line, OrderBlock
from entrygo.documents.jsonfile import json_bytes

SCHEMA = "entrygo.packing-list/1"


def render(invoice: Invoice) -> bytes:
    """Orders in the invoice's order; each with its packages, its place to go, its contents and their sums."""
    contents: dict[str, list[dict[str, object]]] = {order.order_id: [] for order in invoice.orders}
    for line in invoice.lines:
        for goods in line.goods:
            for item in goods.items:
                contents[item.order_id].append(_content(line, goods, item))
    orders = [_order(order, contents[order.order_id]) for order in invoice.orders]
    everything = [item for line in invoice.lines for goods in line.goods for item in goods.items]
    return json_bytes(
        {
            "schema": SCHEMA,
            "packing_list_number": invoice.invoice_number,
            "version": invoice.version,
            "generated_at": invoice.generated_at,
            "plan_hash": invoice.plan_hash,
            "test_mode": invoice.test_mode,
            "shipped_from": invoice.shipper,
            "crossing": invoice.crossing,
            "orders": orders,
            "totals": {"orders": len(orders), "packages": invoice.packages, **_sums(everything)},
        }
    )


def _order(order: OrderBlock, contents: list[dict[str, object]]) -> dict[str, object]:
    return {
        "order_id": order.order_id,
        "order_number": order.order_number,
        "packages": list(order.package_ids),
        "packages_stated": order.packages_stated,
        "ship_to": _label(order.ship_to),
        "contents": contents,
    }


def _label(party: Party) -> dict[str, str | None]:
    """A party as a package label has it: nobody's mail address or telephone."""
    return {
        "name": party.name,
        "address1": party.address1,
        "address2": party.address2,
        "city": party.city,
        "region": party.region,
        "postal_code": party.postal_code,
        "country": party.country,
    }


def _content(line: Line, goods: Goods, item: Item) -> dict[str, object]:
    return {
        "entry_number": line.entry_number,
        "line_no": line.line_no,
        "product_id": goods.product_id,
        "sku": goods.sku,
        "description": goods.description,
        "hts": line.hts,
        "country_of_origin": line.country_of_origin,
        "pieces": item.quantity,
        "net_weight_kg": item.net_weight_kg,
        "gross_weight_kg": item.gross_weight_kg,
    }


def _sums(items: list[Item]) -> dict[str, Decimal | None]:
    return {
        "pieces": sum((item.quantity for item in items), Decimal(0)),
        "net_weight_kg": _sum(item.net_weight_kg for item in items),
        "gross_weight_kg": _sum(item.gross_weight_kg for item in items),
    }


def _sum(parts: Iterable[Decimal | None]) -> Decimal | None:
    total = Decimal(0)
    for part in parts:
        if part is None:
            return None
        total += part
    return total


KIND = ArtifactKind(
    artifact_type="packing_list",
    filename="packing_list.json",
    media_type="application/json",
    order=40,
    render=render,
)
