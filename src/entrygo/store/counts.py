"""What a database holds over all tenants, counted: for the doctor and for backups. Reads only, migrates nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, inspect, select

from entrygo.lifecycle.states import ExportState, MailState
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
