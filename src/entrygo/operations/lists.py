"""Lists by cursor: newest first, stable while rows are inserted."""

import base64
import binascii
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol, TypeVar

import orjson

from entrygo.context import Context
from entrygo.contract.actor import Actor
from entrygo.contract.canonical import JsonValue
from entrygo.contract.requests.issues import issue, validation_problem
from entrygo.contract.times import iso
from entrygo.documents.event_json import event_view
from entrygo.lifecycle.events import EventType
from entrygo.lifecycle.states import ExportState, MailState
from entrygo.operations.answer import Answer, answer
from entrygo.operations.export_views import notification_view, submission_view, summary_view
from entrygo.operations.views import document_view, order_view, product_view
from entrygo.store.tenant_rows import Page
from entrygo.store.unit_of_work import UnitOfWork

DEFAULT_LIMIT, MAX_LIMIT = 20, 100
READINESS = ("READY", "REVIEW_REQUIRED", "BLOCKED")
ORDER_STATES = ("open", "exported")
ROW = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]{12}Z [a-z]+_[0-9a-f]{32}", re.ASCII)  # what a cursor holds
EVENT = re.compile(r"events \d{1,18}", re.ASCII)


class Listed(Protocol):
    """A row of a list."""

    @property
    def created_at(self) -> datetime:
        """When it was first written."""
        ...


RowT = TypeVar("RowT")


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A list's query: page, filters, and the rows changed since an instant."""

    limit: int
    cursor: tuple[str, str] | None
    updated_since: datetime | None
    filters: Mapping[str, str]

    @property
    def page(self) -> Page:
        """One row more than asked, to know whether there are more."""
        return Page(limit=self.limit + 1, after=self.cursor)


def query(
    given: Mapping[str, str],
    filters: Mapping[str, Sequence[str] | None] | None = None,
    *,
    position: re.Pattern[str] = ROW,
) -> Query:
    """The query of a list, every fault of it at once. ``filters`` names each filter with its values, if listed."""
    faults: list[dict[str, str]] = []
    limit = _limit(given.get("limit"), faults)
    cursor = _cursor(given.get("cursor"), position, faults)
    since = _since(given.get("updatedSince"), faults)
    chosen: dict[str, str] = {}
    for name, allowed in (filters or {}).items():
        value = given.get(name)
        if value is None:
            continue
        if allowed is not None and value not in allowed:
            wanted = " | ".join(f"'{item}'" for item in allowed)
            message = f"Invalid enum value. Expected {wanted}, received '{value}'"
            faults.append(issue(name, message, "invalid_enum_value"))
        chosen[name] = value
    if faults:
        raise validation_problem(faults)
    return Query(limit=limit, cursor=cursor, updated_since=since, filters=chosen)


def _limit(text: str | None, faults: list[dict[str, str]]) -> int:
    if text is None:
        return DEFAULT_LIMIT
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        faults.append(issue("limit", f"Expected number, received '{text}'", "invalid_type"))
        return DEFAULT_LIMIT
    if int(text) < 1:
        faults.append(issue("limit", "Number must be greater than or equal to 1", "too_small"))
    if int(text) > MAX_LIMIT:
        faults.append(issue("limit", f"Number must be less than or equal to {MAX_LIMIT}", "too_big"))
    return int(text)


def _since(text: str | None, faults: list[dict[str, str]]) -> datetime | None:
    if text is None:
        return None
    try:
        instant = datetime.fromisoformat(text.replace(" ", "+"))
        return (instant if instant.tzinfo else instant.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        faults.append(issue("updatedSince", "Invalid datetime; write ISO 8601 in UTC", "invalid_string"))
        return None


def write_cursor(*position: str) -> str:
    """An opaque, URL-safe position."""
    return base64.urlsafe_b64encode(orjson.dumps(list(position))).decode().rstrip("=")


def _cursor(
    text: str | None, position: re.Pattern[str], faults: list[dict[str, str]]
) -> tuple[str, str] | None:
    if text is None:
        return None
    try:
        parts = orjson.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (binascii.Error, ValueError):
        parts = None
    if isinstance(parts, list) and len(parts) == 2 and position.fullmatch(" ".join(map(str, parts))):
        return parts[0], parts[1]
    faults.append(issue("cursor", "Invalid cursor; pass next_cursor of the page before", "invalid_string"))
    return None


def paged(
    rows: Sequence[RowT],
    asked: Query,
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


def list_products(context: Context, actor: Actor, given: Mapping[str, str]) -> Answer:
    """Products."""
    asked = query(given)
    with context.store.read(actor.tenant) as uow:
        rows = uow.products.page(asked.page, updated_since=asked.updated_since)
    return paged(rows, asked, lambda row: (iso(row.created_at), row.product.id), product_view)


def list_orders(context: Context, actor: Actor, given: Mapping[str, str]) -> Answer:
    """Orders; ``state`` is open or exported."""
    asked = query(given, {"state": ORDER_STATES})
    state = asked.filters.get("state")
    with context.store.read(actor.tenant) as uow:
        rows = uow.orders.page(
            asked.page,
            updated_since=asked.updated_since,
            is_exported=None if state is None else state == "exported",
        )
    return paged(rows, asked, lambda row: (iso(row.created_at), row.order.id), order_view)


def list_warehouses(context: Context, actor: Actor, given: Mapping[str, str]) -> Answer:
    """Warehouses."""
    asked = query(given)
    with context.store.read(actor.tenant) as uow:
        rows = uow.warehouses.page(asked.page, updated_since=asked.updated_since)
    return paged(rows, asked, lambda row: (iso(row.created_at), row.id), document_view)


def list_brokers(context: Context, actor: Actor, given: Mapping[str, str]) -> Answer:
    """Brokers."""
    asked = query(given)
    with context.store.read(actor.tenant) as uow:
        rows = uow.brokers.page(asked.page, updated_since=asked.updated_since)
    return paged(rows, asked, lambda row: (iso(row.created_at), row.id), document_view)


def list_exports(context: Context, actor: Actor, given: Mapping[str, str]) -> Answer:
    """Exports by state, readiness, warehouse, broker."""
    states = [state.value for state in ExportState]
    asked = query(given, {"state": states, "readiness": READINESS, "warehouseId": None, "brokerId": None})
    with context.store.read(actor.tenant) as uow:
        rows = uow.exports.page(asked.page, filters=asked.filters, updated_since=asked.updated_since)
    return paged(rows, asked, lambda row: (iso(row.created_at), row.id), summary_view)


def list_notifications(context: Context, actor: Actor, given: Mapping[str, str]) -> Answer:
    """Notifications."""
    asked = query(given)
    with context.store.read(actor.tenant) as uow:
        rows = uow.mails.notification_page(asked.page)
    return paged(rows, asked, lambda row: (iso(row.created_at), row.id), notification_view)


def list_submissions(context: Context, actor: Actor, given: Mapping[str, str]) -> Answer:
    """Broker submissions by status and export."""
    asked = query(given, {"status": [state.value for state in MailState], "exportId": None})
    with context.store.read(actor.tenant) as uow:
        rows = uow.mails.submission_page(asked.page, filters=asked.filters)
    return paged(rows, asked, lambda row: (iso(row.created_at), row.id), submission_view)


def list_events(context: Context, actor: Actor, given: Mapping[str, str]) -> Answer:
    """Events, oldest first: the cursor is a position to pull on from; ``type`` filters."""
    asked = query(given, {"type": [event.value for event in EventType]}, position=EVENT)
    after = int(asked.cursor[1]) if asked.cursor else 0
    with context.store.read(actor.tenant) as uow:
        rows = _events(uow, after, asked)
    return paged(rows, asked, lambda row: ("events", str(row.seq)), event_view)


def _events(uow: UnitOfWork, after: int, asked: Query) -> Sequence[JsonValue]:
    return uow.events.after(after, asked.limit + 1, kind=asked.filters.get("type"))
