"""Gather the snapshot of a planning decision from one consistent view of the rows."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from entrygo.context import Context
from entrygo.contract.actor import Actor
from entrygo.contract.canonical import JsonMapping, JsonObject
from entrygo.contract.facts import Order, Product, Shipment
from entrygo.contract.parties import ShipmentRecord
from entrygo.contract.problems import Problem, outside_account
from entrygo.contract.snapshot import Snapshot
from entrygo.contract.times import entry_date_at
from entrygo.operations.facts import account_facts, broker_facts, consignee_facts, warehouse_facts
from entrygo.operations.parties import profile
from entrygo.operations.screening import remembered
from entrygo.planning.exchange import MEMORY, loaded_on
from entrygo.planning.ruleset import RULESET
from entrygo.store.codec import read_record, record_document
from entrygo.store.unit_of_work import UnitOfWork
from entrygo.tariff.resolve import resolve_products


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a plan was asked, in a form that is stored and can be asked again."""

    warehouse_id: str
    broker_id: str
    order_ids: tuple[str, ...]
    destination_country: str
    shipment: ShipmentRecord

    def document(self) -> JsonObject:
        """The stored form."""
        return {
            "warehouse_id": self.warehouse_id,
            "broker_id": self.broker_id,
            "order_ids": list(self.order_ids),
            "destination_country": self.destination_country,
            "shipment": record_document(self.shipment),
        }


def asked_again(document: JsonMapping) -> Asked:
    """The question a stored plan answered."""
    return Asked(
        warehouse_id=document["warehouse_id"],
        broker_id=document["broker_id"],
        order_ids=tuple(document["order_ids"]),
        destination_country=document["destination_country"],
        shipment=read_record(ShipmentRecord, document["shipment"]),
    )


def gather(
    context: Context, uow: UnitOfWork, actor: Actor, asked: Asked, *, exported_in: str | None = None
) -> Snapshot:
    """Every fact of the decision. Unknown and foreign ids are answered alike.

    The orders of the export ``exported_in`` count as open: a correction plans them again.
    """
    warehouse_row = uow.warehouses.get(asked.warehouse_id)
    if warehouse_row is None:
        raise outside_account("warehouseId", asked.warehouse_id)
    broker_row = uow.brokers.get(asked.broker_id)
    if broker_row is None:
        raise outside_account("brokerId", asked.broker_id)
    warehouse = warehouse_facts(warehouse_row.id, warehouse_row.stated)
    orders = _orders(uow, asked.order_ids, exported_in)
    products = _products(uow, orders)
    shipment = _shipment(asked.shipment, warehouse.port_of_entry, warehouse.mode, context.clock.now())
    snapshot = Snapshot(
        ruleset=RULESET,
        destination_country=asked.destination_country,
        account=account_facts(actor.tenant.account_id, profile(context, uow, actor)),
        warehouse=warehouse,
        broker=broker_facts(broker_row.id, broker_row.stated),
        shipment=shipment,
        orders=orders,
        products=products,
        tariff=resolve_products(context.book, products.values(), shipment, orders),
        memory=_rates(context, orders, shipment),
    )
    return remembered(context, uow, snapshot)


def _orders(uow: UnitOfWork, order_ids: tuple[str, ...], exported_in: str | None) -> tuple[Order, ...]:
    rows = uow.orders.many(order_ids)
    if len(rows) != len(order_ids):
        found = [order_id for order_id in order_ids if order_id in rows]
        raise Problem(
            "INVALID_ORDER_REFERENCE",
            field="orderIds",
            details={"requestedOrderIds": list(order_ids), "foundOrderIds": found},
        )
    return tuple(
        replace(rows[order_id].order, status="open")
        if exported_in is not None and rows[order_id].exported_in == exported_in
        else rows[order_id].order
        for order_id in order_ids
    )


def _products(uow: UnitOfWork, orders: Iterable[Order]) -> dict[str, Product]:
    wanted = {line.product_id for order in orders for line in order.lines}
    rows = uow.products.many(sorted(wanted))
    return {product_id: row.product for product_id, row in sorted(rows.items())}


def _rates(context: Context, orders: Iterable[Order], shipment: Shipment) -> JsonObject:
    """What loaded rates and a loaded law say of the orders' currencies on the day of export."""
    held, sources = context.rates.current()
    on = shipment.export_date or shipment.entry_date
    found = loaded_on(orders, on, held, sources, context.book.law.rates)
    return {MEMORY: found} if found else {}


def _shipment(given: ShipmentRecord, port: str | None, mode: str | None, now: datetime) -> Shipment:
    port_of_entry = given.port_of_entry or port
    return Shipment(
        entry_date=given.entry_date or entry_date_at(port_of_entry, now),
        port_of_entry=port_of_entry,
        mode=given.mode or mode,
        carrier_scac=given.carrier_scac,
        paps_number=given.paps_number,
        eta=given.eta,
        package_kind=given.package_kind,
        export_date=given.export_date,
        import_date=given.import_date,
        ultimate_consignee=consignee_facts(given.ultimate_consignee),
    )
