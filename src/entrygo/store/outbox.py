"""What is due, over all tenants: the worker's questions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_, select, tuple_, update

from entrygo.contract.actor import Mode, Tenant
from entrygo.contract.times import iso
from entrygo.lifecycle.states import Awaited, ExportState, MailState
from entrygo.store import tables
from entrygo.store.codec import instant
from entrygo.store.database import Database
from entrygo.store.tenancy import every_tenant

BELIEVED_TURN = timedelta(days=1)  # a turn further away was set by a clock that was ahead


@dataclass(frozen=True, slots=True)
class OwedExport:
    """An export whose execution has been promised and is not finished."""

    tenant: Tenant
    export_id: str
    attempts: int
    since: datetime


@dataclass(frozen=True, slots=True)
class OwedPackage:
    """A corrected package that was promised and is not made."""

    tenant: Tenant
    package_id: str
    attempts: int
    since: datetime


@dataclass(frozen=True, slots=True)
class OwedMail:
    """A mail that is due, or one whose last try was begun and never settled (``is_begun``)."""

    tenant: Tenant
    mail_id: str
    attempts: int
    is_begun: bool
    waits: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedWebhook:
    """An endpoint something is owed to; ``is_failing`` when its last try failed."""

    tenant: Tenant
    webhook_id: str
    is_failing: bool


class OwedRows:
    """What the world is owed, over all tenants."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def exports(self, limit: int) -> Sequence[OwedExport]:
        """Executions promised and not finished, oldest first."""
        table = tables.exports
        statement = (
            select(table.c.account_id, table.c.mode, table.c.id, table.c.attempts, table.c.updated_at)
            .where(table.c.state == ExportState.EXECUTING.value)
            .order_by(table.c.updated_at)
            .limit(limit)
        )
        with self._database.survey() as connection:
            rows = connection.execute(statement).all()
        return [
            OwedExport(Tenant(row.account_id, Mode(row.mode)), row.id, row.attempts, instant(row.updated_at))
            for row in rows
        ]

    def packages(self, limit: int) -> Sequence[OwedPackage]:
        """Corrected packages promised and not made, oldest first."""
        table = tables.packages
        statement = (
            select(table.c.account_id, table.c.mode, table.c.id, table.c.attempts, table.c.created_at)
            .where(table.c.completed_at.is_(None), table.c.version > 1)
            .order_by(table.c.created_at)
            .limit(limit)
        )
        with self._database.survey() as connection:
            rows = connection.execute(statement).all()
        return [
            OwedPackage(Tenant(row.account_id, Mode(row.mode)), row.id, row.attempts, instant(row.created_at))
            for row in rows
        ]

    def mails(self, now: datetime, limit: int) -> Sequence[OwedMail]:
        """Mails whose time has come, longest due first."""
        due = and_(tables.mails.c.state == MailState.PENDING.value, tables.mails.c.due_at <= iso(now))
        return self._mails(due, limit, is_begun=False)

    def begun_mails(self, limit: int) -> Sequence[OwedMail]:
        """Mails a try of which was begun and not settled: under way, or cut off by a crash."""
        return self._mails(tables.mails.c.state == MailState.SENDING.value, limit, is_begun=True)

    def _mails(self, condition: ColumnElement[bool], limit: int, *, is_begun: bool) -> Sequence[OwedMail]:
        table = tables.mails
        statement = (
            select(table.c.account_id, table.c.mode, table.c.id, table.c.attempts, table.c.waits)
            .where(condition)
            .order_by(table.c.due_at)
            .limit(limit)
        )
        with self._database.survey() as connection:
            rows = connection.execute(statement).all()
        return [
            OwedMail(Tenant(row.account_id, Mode(row.mode)), row.id, row.attempts, is_begun, row.waits)
            for row in rows
        ]

    def tenant_of_mail(self, message_ids: Sequence[str]) -> Tenant | None:
        """Whose the mail of the first of these Message-IDs is. One is of one mail: its ids are in it."""
        table = tables.mails
        statement = select(table.c.message_id, table.c.account_id, table.c.mode)
        with self._database.survey() as connection:
            rows = connection.execute(statement.where(table.c.message_id.in_(message_ids))).all()
        found = {row.message_id: Tenant(row.account_id, Mode(row.mode)) for row in rows}
        return next((found[each] for each in message_ids if each in found), None)

    def hasten_mails(self, now: datetime) -> int:
        """Make every waiting mail due now: a restart retries at once. A turn the rate limit set stays.

        A row that is being written is left alone, by another node that starts as by a try that ends: nobody waits.
        """
        table = tables.mails
        key = tuple_(table.c.account_id, table.c.mode, table.c.id)
        waiting = select(table.c.account_id, table.c.mode, table.c.id).where(
            table.c.due_at > iso(now),
            table.c.state == MailState.PENDING.value,
            or_(
                table.c.waits_for.is_(None),
                table.c.waits_for != Awaited.RATE_LIMIT.value,
                table.c.due_at > iso(now + BELIEVED_TURN),
            ),
        )
        free = waiting.order_by(*table.primary_key.columns).with_for_update(skip_locked=True)
        statement = update(table).where(key.in_(free))
        with self._database.write() as connection, every_tenant(connection):
            return int(connection.execute(statement.values(due_at=iso(now))).rowcount)
