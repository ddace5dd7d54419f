"""Snapshots on top of the complete case of ``cases.py``: the reference example, many orders, one-line variations."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from entrygo.contract.facts import FeeSchedule, Material, Order, OrderLine, Product
from entrygo.contract.snapshot import Snapshot
from entrygo.contract.tariff import ScheduleLine
from tests.rooms.planning import cases

JACKET = "prod_hoodie_001"
JACKET_CODE = "6201403000"
RULESET = "2026.11"


def ready() -> Snapshot:
    """The facts of ``cases.ready()``: one order of a book and a pullover, which plans READY."""
    case = cases.ready()
    return Snapshot(
        ruleset=RULESET,
        destination_country="US",
        account=case.account,
        warehouse=case.warehouse,
        broker=case.broker,
        shipment=case.shipment,
        orders=case.orders,
        products=case.products,
        tariff=case.tariff,
        memory=case.memory,
    )


def jacket() -> Product:
    """The reference page's jacket: steel snaps named among its materials, no metal composition."""
    return replace(
        cases.pullover(),
        id=JACKET,
        external_id="ext-jacket",
        sku="JKT-001",
        title="Trail Jacket",
        description="Men's woven jacket, 100% polyester shell with steel snaps, for outdoor wear",
        hs_code=JACKET_CODE,
        materials=(
            Material(name="polyester", percent=Decimal(99)),
            Material(name="steel", percent=Decimal(1)),
        ),
        attributes={"gender": "men", "construction": "woven", "marked": True},
    )


def reference() -> Snapshot:
    """The reference page's example: two orders of one jacket each; a broker whose fees make the savings 18.50."""
    line = ScheduleLine(
        code=JACKET_CODE,
        description="Men's or boys' jackets of man-made fibers, woven",
        units=("doz.", "kg"),
        general="27.7%",
        special="Free (AU,BH,CL,CO,IL,JO,KR,MA,OM,P,PA,PE,S,SG)",
        other="90%",
    )
    base = ready()
    lines = (OrderLine(product_id=JACKET, quantity=Decimal(1), unit_value_usd=Decimal("89.00")),)
    return replace(
        base,
        orders=tuple(replace(cases.order(order_id), lines=lines) for order_id in ("ord_123", "ord_124")),
        products={JACKET: jacket()},
        tariff=replace(base.tariff, lines={JACKET_CODE: line}),
        broker=replace(base.broker, fees=FeeSchedule(informal_entry_usd=Decimal("15.73"))),
    )


def books(count: int, value_usd: str) -> Snapshot:
    """So many orders, each of one book at this price; a book's goods are never USMCA-claimed here."""
    line = OrderLine(product_id=cases.BOOK, quantity=Decimal(1), unit_value_usd=Decimal(value_usd))
    orders = tuple(replace(cases.order(f"ord_{number:05}"), lines=(line,)) for number in range(count))
    return with_orders(ready(), orders)


def three_lines(count: int, product_count: int = 50) -> Snapshot:
    """So many orders of three lines each over a handful of products: the size benchmarks speak of."""
    base = ready()
    products = {}
    for number in range(product_count):
        origin = cases.book() if number % 2 else cases.pullover()
        product_id = f"prod_{number:05}"
        products[product_id] = replace(origin, id=product_id, external_id=product_id, sku=f"SKU-{number:05}")
    orders = []
    for number in range(count):
        lines = tuple(
            OrderLine(
                product_id=f"prod_{(number * 3 + step) % product_count:05}",
                quantity=Decimal(1 + (number + step) % 3),
                unit_value_usd=Decimal(10 + number % 40) + Decimal("0.95"),
            )
            for step in range(3)
        )
        orders.append(replace(cases.order(f"ord_{number:05}"), lines=lines))
    return replace(base, orders=tuple(orders), products=products)


def with_orders(snapshot: Snapshot, orders: tuple[Order, ...]) -> Snapshot:
    """Other orders."""
    return replace(snapshot, orders=orders)


def with_product(snapshot: Snapshot, product_id: str, **changes: Any) -> Snapshot:
    """Fields of one product replaced."""
    changed = replace(snapshot.products[product_id], **changes)
    return replace(snapshot, products={**snapshot.products, product_id: changed})


def with_first_order(snapshot: Snapshot, **changes: Any) -> Snapshot:
    """Fields of the first order replaced."""
    return with_orders(snapshot, (replace(snapshot.orders[0], **changes), *snapshot.orders[1:]))
