"""What waits, over all tenants, counted: for whoever watches the installation. Numbers only, never whose they are.

Split by price: :func:`waiting` reads the indexes of due rows and stays cheap, :func:`standing` counts whole tables.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, ColumnElement, Connection, Table, func, select

from entrygo.lifecycle.states import ExportState, MailState, WebhookDeliveryState
from entrygo.store import tables
from entrygo.store.codec import instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """How many wait, and since when the longest does."""

    count: int
    oldest: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What is due. ``mails`` are those with a due date: not tried yet, to be tried again, or being tried."""

    executions: Queue
    corrections: Queue
    mails: Queue


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Rows by state, a state without any at nought."""

    exports: Mapping[str, int]
    mails: Mapping[str, int]
    webhook_deliveries: Mapping[str, int]


def waiting(connection: Connection) -> Waiting:
    """What is due now."""
    exports, packages, mails = tables.exports, tables.packages, tables.mails

    def queue(column: Column[str], *conditions: ColumnElement[bool]) -> Queue:
        count, oldest = connection.execute(select(func.count(), func.min(column)).where(*conditions)).one()
        return Queue(count=count, oldest=instant(oldest))

    return Waiting(
        executions=queue(exports.c.updated_at, exports.c.state == ExportState.EXECUTING.value),
        corrections=queue(packages.c.created_at, packages.c.completed_at.is_(None), packages.c.version > 1),
        mails=queue(mails.c.created_at, mails.c.due_at.is_not(None)),
    )


def standing(connection: Connection) -> Standing:
    """Rows by state."""

    def by_state(table: Table) -> Mapping[str, int]:
        counted = select(table.c.state, func.count()).group_by(table.c.state)
        return {state: number for state, number in connection.execute(counted)}

    exports, mails, webhooks = map(by_state, (tables.exports, tables.mails, tables.webhook_deliveries))
    return Standing(
        exports={state.value: exports.get(state.value, 0) for state in ExportState},
        mails={state.value: mails.get(state.value, 0) for state in MailState},
        webhook_deliveries={state.value: webhooks.get(state.value, 0) for state in WebhookDeliveryState},
    )
