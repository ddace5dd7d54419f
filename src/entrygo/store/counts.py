"""Rows of all tenants, counted: what a database holds, for the doctor and for backups; what waits, for metrics.

Numbers only, never whose they are. Of what waits, :func:`waiting` reads the indexes of due rows and stays cheap,
:func:`standing` counts whole tables. Nothing here writes or migrates.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, ColumnElement, Connection, Table, func, inspect, select

from entrygo.lifecycle.states import ExportState, MailState, WebhookDeliveryState
from entrygo.store import tables
from entrygo.store.codec import instant

COUNTED = (
    tables.accounts,
    tables.products,
    tables.orders,
    tables.exports,
    tables.packages,
    tables.artifacts,
    tables.mails,
    tables.events,
)
CLOCKED = (tables.events.c.created_at, tables.exports.c.updated_at, tables.orders.c.updated_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFile:
    """A file that rows name."""

    blob_key: str
    sha256: str
    size_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfinished:
    """Executions and corrections that are not finished, and mails by state."""

    executions: int
    corrections: int
    oldest_execution: datetime | None
    mails: Mapping[MailState, int]


def accounts(connection: Connection) -> int:
    """How many accounts there are; none where there is no such table."""
    if not inspect(connection).has_table(tables.accounts.name):
        return 0
    return connection.execute(select(func.count()).select_from(tables.accounts)).scalar_one()


def counts(connection: Connection) -> dict[str, int]:
    """Rows by table, of the tables a person knows."""
    return {
        str(table.name): connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in COUNTED
    }


def kept_files(connection: Connection, *, sample: int | None = None) -> Iterator[KeptFile]:
    """Every file that rows name, once, or a random ``sample`` of them."""
    table = tables.artifacts
    statement = select(table.c.blob_key, table.c.sha256, table.c.size_bytes).distinct()
    if sample is not None:
        named = statement.subquery()
        statement = select(named).order_by(func.random()).limit(sample)
    for row in connection.execute(statement):
        yield KeptFile(blob_key=row.blob_key, sha256=row.sha256, size_bytes=row.size_bytes)


def unfinished(connection: Connection) -> Unfinished:
    """What is not finished, over all tenants."""
    exports, packages, mails = tables.exports, tables.packages, tables.mails
    executing = exports.c.state == ExportState.EXECUTING.value
    count, oldest = connection.execute(
        select(func.count(), func.min(exports.c.updated_at)).where(executing)
    ).one()
    unmade = (packages.c.completed_at.is_(None), packages.c.version > 1)
    corrections = connection.execute(select(func.count()).select_from(packages).where(*unmade)).scalar_one()
    by_state = connection.execute(select(mails.c.state, func.count()).group_by(mails.c.state)).all()
    return Unfinished(
        executions=count,
        corrections=corrections,
        oldest_execution=instant(oldest),
        mails={MailState(state): number for state, number in by_state},
    )


def newest(connection: Connection) -> datetime | None:
    """The latest instant that a row was written at."""
    found = [connection.execute(select(func.max(column))).scalar_one() for column in CLOCKED]
    return instant(max((each for each in found if each), default=None))


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
