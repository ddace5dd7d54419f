"""Lists by cursor: newest first, stable while rows are inserted."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from entrygo.context import Context
from entrygo.contract.actor import Actor
from entrygo.contract.answers.exports import EventAnswer
from entrygo.contract.answers.shown import shown
from entrygo.contract.canonical import JsonValue
from entrygo.contract.times import iso
from entrygo.operations.answer import Answer, answer
from entrygo.operations.export_views import notification_view, submission_view, summary_view
from entrygo.operations.queries import (
    ChangedQuery,
    EventsQuery,
    ExportsQuery,
    ListQuery,
    OrdersQuery,
    SubmissionsQuery,
    write_cursor,
)
from entrygo.operations.views import broker_view, order_view, warehouse_view
from entrygo.store.events import EventFilter

RowT = TypeVar("RowT")


def paged(
    rows: Sequence[RowT],
    asked: ListQuery,
    position: Callable[[RowT], tuple[str, str]],
    view: Callable[[RowT], JsonValue],
) -> Answer:
    """A page of rows: ``{data, has_more, next_cursor}``."""
    shown = rows[: asked.limit]
    has_more = len(rows) > asked.limit
    return answer(
        {
            "data": [view(row) for row in shown],
            "has_more": has_more,
            "next_cursor": write_cursor(*position(shown[-1])) if has_more else None,
        }
    )


def list_orders(context: Context, actor: Actor, asked: OrdersQuery) -> Answer:
    """Orders; ``state`` is open or exported, ``q`` what the id or the receiver holds."""
    with context.store.read(actor.tenant) as uow:
        rows = uow.orders.page(
            asked.page,
            updated_since=asked.updated_since,
            is_exported=None if asked.state is None else asked.state == "exported",
            words=asked.q,
        )
    return paged(rows, asked, lambda row: (iso(row.created_at), row.order.id), order_view)


def list_warehouses(context: Context, actor: Actor, asked: ChangedQuery) -> Answer:
    with context.store.read(actor.tenant) as uow:
        rows = uow.warehouses.page(asked.page, updated_since=asked.updated_since)
    return paged(rows, asked, lambda row: (iso(row.created_at), row.id), warehouse_view)


def list_brokers(context: Context, actor: Actor, asked: ChangedQuery) -> Answer:
    with context.store.read(actor.tenant) as uow:
        rows = uow.brokers.page(asked.page, updated_since=asked.updated_since)
    return paged(rows, asked, lambda row: (iso(row.created_at), row.id), broker_view)


def list_exports(context: Context, actor: Actor, asked: ExportsQuery) -> Answer:
    """Exports by state, readiness, warehouse, broker."""
    with context.store.read(actor.tenant) as uow:
        rows = uow.exports.page(asked.page, filters=asked.filters, updated_since=asked.updated_since)
    return paged(rows, asked, lambda row: (iso(row.created_at), row.id), summary_view)


def list_notifications(context: Context, actor: Actor, asked: ListQuery) -> Answer:
    with context.store.read(actor.tenant) as uow:
        rows = uow.mails.notification_page(asked.page)
    return paged(rows, asked, lambda row: (iso(row.created_at), row.id), notification_view)


def list_submissions(context: Context, actor: Actor, asked: SubmissionsQuery) -> Answer:
    """Broker submissions by status and export."""
    with context.store.read(actor.tenant) as uow:
        rows = uow.mails.submission_page(asked.page, filters=asked.filters)
    return paged(rows, asked, lambda row: (iso(row.created_at), row.id), submission_view)


def list_events(context: Context, actor: Actor, asked: EventsQuery) -> Answer:
    """Events, oldest or newest first: the cursor is a position to go on from."""
    wanted = EventFilter(
        kind=asked.type.value if asked.type else None,
        export_id=asked.export_id,
        actor_id=asked.actor_id,
        since=asked.from_,
        until=asked.to,
    )
    with context.store.read(actor.tenant) as uow:
        if asked.order == "newest":
            rows = uow.events.back(asked.after, asked.limit + 1, wanted)
        else:
            rows = uow.events.after(asked.after or 0, asked.limit + 1, wanted)
    return paged(rows, asked, lambda row: ("events", str(row.seq)), lambda row: shown(EventAnswer, row))
