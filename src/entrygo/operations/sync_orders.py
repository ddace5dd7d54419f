"""Orders come in: upsert by the caller's external id, all or nothing; lines are replaced."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from entrygo.context import Context
from entrygo.contract.actor import Actor
from entrygo.contract.canonical import JsonMapping, JsonObject
from entrygo.contract.facts import Order
from entrygo.contract.problems import Problem, not_found
from entrygo.contract.requests.catalogue import OrderIn, OrderPatch, OrdersSync
from entrygo.lifecycle.events import EventType
from entrygo.operations.answer import Answer, answer
from entrygo.operations.changes import record_rows
from entrygo.operations.facts import order_facts, patched_order
from entrygo.operations.idempotency import Attempt, once
from entrygo.operations.policy import require_account
from entrygo.operations.preference import prefers_minimal, rows_of, told
from entrygo.operations.stale_updates import split_stale
from entrygo.operations.views import order_view
from entrygo.planning.charges import read_type
from entrygo.store.catalogue import OrderRow, order_written
from entrygo.store.unit_of_work import UnitOfWork

Warned = dict[str, str | None]


def sync_orders(
    context: Context, actor: Actor, request: OrdersSync, tried: Attempt, *, prefer: str | None = None
) -> Answer:
    """Insert or overwrite orders; the answer follows the request's order, and is as long as it prefers."""
    require_account(actor, request.account_id)
    minimal = prefers_minimal(prefer)
    done = once(context, actor, tried, lambda uow: _sync(uow, request, is_minimal=minimal))
    return told(done, is_minimal=minimal)


def _sync(uow: UnitOfWork, request: OrdersSync, *, is_minimal: bool) -> JsonObject:
    _require_products(uow, request)
    rows, warnings = put_orders(uow, request.items)
    kept = [rows[item.external_id] for item in request.items]
    data = rows_of([row.order for row in kept]) if is_minimal else [order_view(row) for row in kept]
    return {"data": data, "warnings": warnings}


def put_orders(uow: UnitOfWork, sent: Sequence[OrderIn]) -> tuple[dict[str, OrderRow], list[Warned]]:
    """Insert or overwrite orders, each named once, whose products exist.

    The orders as they are kept now, by external id, and what the caller should know of them.
    """
    known = uow.orders.ids_of(item.external_id for item in sent)
    before = uow.orders.many(known.values())
    items, stale, changed = split_stale(
        sent, {external: before[identifier] for external, identifier in known.items()}
    )
    ids = {item.external_id: known.get(item.external_id) or uow.ids.new("ord") for item in items}
    orders = [_order(item, ids[item.external_id], before.get(ids[item.external_id])) for item in items]
    facts = [order for order, _ in orders]
    now = uow.now
    uow.orders.put(orders, at=now, sources={ids[external]: at for external, at in changed.items()})
    rows = {external: before[identifier] for external, identifier in known.items()}
    for order, metadata in orders:
        external = order.external_id
        rows[external] = order_written(order, metadata, rows.get(external), at=now, changed=changed[external])
    record_rows(uow, EventType.ORDERS_SYNCED, _as_kept(before, facts), {each.id: each for each in facts})
    late: list[Warned] = [
        {
            "code": "STALE_UPDATE",
            "message": f"Order {words}",
            "order_id": known[item.external_id],
            "export_id": before[known[item.external_id]].exported_in,
        }
        for item, words in stale
    ]
    return rows, [*late, *_changed_after_export(before, facts), *_unknown_charges(facts)]


def cancel_orders(uow: UnitOfWork, order_ids: Sequence[str]) -> list[Warned]:
    """Cancel orders of which nothing ships, their lines as they are; what the caller should know of exported ones."""
    if not order_ids:
        return []
    rows = uow.orders.many(order_ids)
    before = {key: replace(row.order, status="open") for key, row in rows.items() if not row.is_cancelled}
    after = {key: replace(order, status="cancelled") for key, order in before.items()}
    uow.orders.put([(order, rows[key].metadata) for key, order in after.items()], at=uow.now)
    record_rows(uow, EventType.ORDERS_SYNCED, before, after)
    return list(_changed_after_export(rows, list(after.values())))


def _as_kept(before: Mapping[str, OrderRow], facts: Sequence[Order]) -> dict[str, Order]:
    """The orders as they stood; that they were exported meanwhile is no change of theirs."""
    return {
        order.id: replace(row.order, status=order.status)
        if row.exported_in and row.is_cancelled == (order.status == "cancelled")
        else row.order
        for order in facts
        if (row := before.get(order.id)) is not None
    }


def _order(item: OrderIn, identifier: str, kept: OrderRow | None) -> tuple[Order, JsonMapping | None]:
    """An order as it is kept: where its status is not stated, a cancellation stands."""
    order = order_facts(item, identifier)
    if item.status is None and kept is not None and kept.is_cancelled:
        order = replace(order, status="cancelled")
    return order, item.metadata


def _changed_after_export(before: Mapping[str, OrderRow], orders: Sequence[Order]) -> Iterator[Warned]:
    """Orders that left already and change now: what was sent stays as it was, which the caller should know."""
    for order in orders:
        row = before.get(order.id)
        if row is None or row.exported_in is None:
            continue
        if order.status == "cancelled":
            mend = (
                "The cancellation is kept, and takes effect when the export is withdrawn. If the goods do not ship: "
                f"POST /api/exports/{row.exported_in}/withdraw"
            )
        elif replace(row.order, status="") != replace(order, status=""):
            mend = f"To tell the broker of the change: POST /api/exports/{row.exported_in}/corrections"
        else:
            continue
        yield {
            "code": "ORDER_ALREADY_EXPORTED",
            "message": f"Order {order.external_id} was exported in {row.exported_in}; what was sent stays as it was. "
            f"{mend}",
            "order_id": order.id,
            "export_id": row.exported_in,
        }


def _unknown_charges(orders: Sequence[Order]) -> list[Warned]:
    """Charges whose words name no type: they are kept, printed as other, and left out of the customs value."""
    return [
        {
            "code": "CHARGE_TYPE_UNKNOWN",
            "message": f"Charge {charge.type!r} of order {order.external_id} names no type of charge; it is read as "
            "other and left out of the customs value. Name what was paid for.",
            "order_id": order.id,
            "export_id": None,
        }
        for order in orders
        for charge in order.charges
        if read_type(charge.type) is None
    ]


def patch_order(
    context: Context, actor: Actor, order_id: str, *, request: OrderPatch, tried: Attempt
) -> Answer:
    """Change an order's parties and day; of one that was exported the answer warns: its papers stay as they are."""
    require_account(actor, request.account_id)

    def work(uow: UnitOfWork) -> JsonObject:
        row = uow.orders.many([order_id]).get(order_id)
        if row is None:
            raise not_found("Order")
        status = "cancelled" if row.is_cancelled else "open"
        before = replace(row.order, status=status)
        order = patched_order(before, request)
        uow.orders.put([(order, row.metadata)], at=uow.now)
        record_rows(uow, EventType.ORDERS_SYNCED, {order_id: before}, {order_id: order})
        warnings = list(_changed_after_export({order_id: row}, [order]))
        return {"data": [order_view(uow.orders.many([order_id])[order_id])], "warnings": warnings}

    return once(context, actor, tried, work)


def _require_products(uow: UnitOfWork, request: OrdersSync) -> None:
    """Every product a line names must be the tenant's own; all that are not are named at once."""
    wanted = dict.fromkeys(line.product_id for item in request.items for line in item.items)
    found = uow.products.many(wanted)
    unknown = [product_id for product_id in wanted if product_id not in found]
    if unknown:
        lines = [
            {
                "path": f"items.{i}.items.{j}.productId",
                "productId": line.product_id,
                "externalId": item.external_id,
            }
            for i, item in enumerate(request.items)
            for j, line in enumerate(item.items)
            if line.product_id not in found
        ]
        raise Problem(
            "INVALID_PRODUCT_REFERENCE",
            field=lines[0]["path"],
            details={"unknownProductIds": unknown, "lines": lines},
        )


def get_order(context: Context, actor: Actor, order_id: str) -> Answer:
    with context.store.read(actor.tenant) as uow:
        row = uow.orders.many([order_id]).get(order_id)
    if row is None:
        raise not_found("Order")
    return answer(order_view(row))
