"""What is to be sent or finished: claims on it within a tenant, and what is due over all tenants.

A mail or a webhook delivery is its own outbox row. It is due while ``due_at`` is set; a try is claimed by
compare-and-set on its state and number of tries, so that two nodes never make the same try.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, and_, case, literal, or_, select, tuple_, update

from entrygo.contract.actor import Mode, Tenant
from entrygo.contract.times import iso
from entrygo.lifecycle.states import Awaited, ExportState, MailState, WebhookDeliveryState, WebhookState
from entrygo.store import tables
from entrygo.store.codec import instant
from entrygo.store.database import Database
from entrygo.store.records import SqlRow
from entrygo.store.restored import PREFIX
from entrygo.store.tenancy import every_tenant
from entrygo.store.tenant_rows import TenantRows

BELIEVED_WAIT = timedelta(days=1)  # a rate limit's longer wait was set by a clock that ran ahead
SENDING = "sending"
"""The state of a claimed row, in both tables."""


class OutboxRows(TenantRows):
    """Rows of one tenant that are sent to somebody, each try under its number."""

    def claim(self, identifier: str, *, attempts: int, was: StrEnum, **values: Any) -> bool:  # Any: columns
        """``sending`` with the next number; false where another run claimed it, or moved it, before."""
        mine = self.as_seen(identifier, attempts=attempts, was=was)
        return self.changed(self.update().where(mine).values(state=SENDING, attempts=attempts + 1, **values))

    def as_seen(self, identifier: str, *, attempts: int, was: StrEnum) -> ColumnElement[bool]:
        """The row, as long as nobody moved it."""
        columns = self.table.c
        return and_(columns.id == identifier, columns.attempts == attempts, columns.state == was.value)


@dataclass(frozen=True, slots=True)
class DueExport:
    """An execution that was promised and is not finished."""

    tenant: Tenant
    export_id: str
    attempts: int
    since: datetime


@dataclass(frozen=True, slots=True)
class DuePackage:
    """A corrected package that was promised and is not made."""

    tenant: Tenant
    package_id: str
    attempts: int
    since: datetime


@dataclass(frozen=True, slots=True)
class DueMail:
    """A mail that is due, or one whose last try was begun and never settled (``is_begun``)."""

    tenant: Tenant
    mail_id: str
    attempts: int
    is_begun: bool
    waits: int = 0


@dataclass(frozen=True, slots=True)
class DuePlan:
    """A plan that is not packed."""

    tenant: Tenant
    export_id: str
    seq: int


@dataclass(frozen=True, slots=True)
class DueSummary:
    """An export whose figures and findings in rows are not those of its current plan."""

    tenant: Tenant
    export_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DueWebhook:
    """An endpoint with something to send; ``is_failing`` when its last try failed."""

    tenant: Tenant
    webhook_id: str
    is_failing: bool


class Outbox:
    """What is due, over all tenants: the worker's questions."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def exports(self, limit: int) -> Sequence[DueExport]:
        """Executions promised and not finished, oldest first."""
        table = tables.exports
        executing = table.c.state == ExportState.EXECUTING.value
        rows = self._rows(table, executing, table.c.attempts, order=table.c.updated_at, limit=limit)
        return [DueExport(_tenant(row), row.id, row.attempts, instant(row.updated_at)) for row in rows]

    def packages(self, limit: int) -> Sequence[DuePackage]:
        """Corrected packages promised and not made, oldest first."""
        table = tables.packages
        unmade = and_(table.c.completed_at.is_(None), table.c.version > 1)
        rows = self._rows(table, unmade, table.c.attempts, order=table.c.created_at, limit=limit)
        return [DuePackage(_tenant(row), row.id, row.attempts, instant(row.created_at)) for row in rows]

    def unsummarised(self, after: DueSummary | None, limit: int) -> Sequence[DueSummary]:
        """Exports whose rows are behind their plans, in the order of their keys."""
        key = (tables.exports.c.account_id, tables.exports.c.mode, tables.exports.c.id)
        condition = tables.UNSUMMARISED
        if after is not None:
            place = (after.tenant.account_id, after.tenant.mode.value, after.export_id)
            condition = and_(condition, tuple_(*key) > place)
        rows = self._rows(tables.exports, condition, order=key, limit=limit)
        return [DueSummary(_tenant(row), row.id) for row in rows]

    def plain_plans(self, after: DuePlan | None, limit: int) -> Sequence[DuePlan]:
        """Plans that are not packed, in the order of their keys."""
        plan = tables.plans.c
        key = (plan.account_id, plan.mode, plan.export_id, plan.seq)
        statement = select(*key).where(tables.PLAIN).order_by(*key).limit(limit)
        if after is not None:
            place = (after.tenant.account_id, after.tenant.mode.value, after.export_id, after.seq)
            statement = statement.where(tuple_(*key) > place)
        with self._database.survey() as connection:
            rows = connection.execute(statement).all()
        return [DuePlan(Tenant(row[0], Mode(row[1])), row[2], row[3]) for row in rows]

    def mails(self, now: datetime, limit: int) -> Sequence[DueMail]:
        """Mails whose time has come, longest due first."""
        due = and_(tables.mails.c.state == MailState.PENDING.value, tables.mails.c.due_at <= iso(now))
        return self._mails(due, limit, is_begun=False)

    def begun_mails(self, limit: int) -> Sequence[DueMail]:
        """Mails a try of which was begun and not settled: under way, or cut off by a crash."""
        return self._mails(tables.mails.c.state == SENDING, limit, is_begun=True)

    def _mails(self, condition: ColumnElement[bool], limit: int, *, is_begun: bool) -> Sequence[DueMail]:
        table = tables.mails
        rows = self._rows(
            table, condition, table.c.attempts, table.c.waits, order=table.c.due_at, limit=limit
        )
        return [DueMail(_tenant(row), row.id, row.attempts, is_begun, row.waits) for row in rows]

    def tenant_of_mail(self, message_ids: Sequence[str]) -> Tenant | None:
        """The tenant of the first of these Message-IDs that is known; each belongs to one mail."""
        table = tables.mails
        named = table.c.message_id.in_(message_ids)
        found = {row.message_id: _tenant(row) for row in self._rows(table, named, table.c.message_id)}
        return next((found[each] for each in message_ids if each in found), None)

    def make_mails_due_now(self, now: datetime) -> int:
        """Make every waiting mail due now, except those a rate limit holds back. Returns how many.

        A row that another transaction is writing is skipped, so that nobody waits for its lock.
        """
        table = tables.mails
        waiting = and_(
            table.c.state == MailState.PENDING.value,
            or_(
                table.c.waits_for.is_(None),
                table.c.waits_for != Awaited.RATE_LIMIT.value,
                table.c.due_at > iso(now + BELIEVED_WAIT),
            ),
        )
        return self._make_due(table, waiting, now, skip_locked=True)

    def endpoints_behind(self, limit: int) -> Sequence[DueWebhook]:
        """Enabled endpoints that events were written for since they were last looked at; none of a tenant whose
        restore nobody has decided about."""
        events, hooks = tables.events, tables.webhooks
        newer = select(events.c.seq).where(_of_endpoint(events), events.c.seq > hooks.c.fanned_out_seq)
        return self._endpoints(newer.exists(), limit=limit)

    def endpoints_due(self, now: datetime, limit: int) -> Sequence[DueWebhook]:
        """Enabled endpoints with a delivery whose time has come; those that fail come last."""
        deliveries, hooks = tables.webhook_deliveries, tables.webhooks
        waiting = select(deliveries.c.id).where(
            _of_endpoint(deliveries), deliveries.c.webhook_id == hooks.c.id, deliveries.c.due_at <= iso(now)
        )
        failing_last = case((hooks.c.failing_since.is_(None), 0), else_=1)
        return self._endpoints(waiting.exists(), failing_last, hooks.c.id, limit=limit)

    def _endpoints(
        self,
        condition: ColumnElement[bool],
        *order: ColumnElement[Any],  # Any: of any type
        limit: int,
    ) -> Sequence[DueWebhook]:
        hooks = tables.webhooks
        undecided = select(tables.installation.c.name).where(
            tables.installation.c.name == literal(PREFIX) + hooks.c.account_id + "/" + hooks.c.mode
        )
        enabled = and_(hooks.c.state == WebhookState.ENABLED.value, ~undecided.exists(), condition)
        rows = self._rows(hooks, enabled, hooks.c.failing_since, order=order, limit=limit)
        return [
            DueWebhook(tenant=_tenant(row), webhook_id=row.id, is_failing=row.failing_since is not None)
            for row in rows
        ]

    def make_deliveries_due_now(self, now: datetime, *, claims_until: datetime) -> int:
        """Make every waiting delivery due now, and shorten claims to ``claims_until``. Returns how many."""
        table = tables.webhook_deliveries
        is_claim = table.c.state == WebhookDeliveryState.SENDING.value
        return self._make_due(table, is_claim, claims_until) + self._make_due(table, ~is_claim, now)

    def _make_due(
        self, table: Table, condition: ColumnElement[bool], at: datetime, *, skip_locked: bool = False
    ) -> int:
        key = table.primary_key.columns
        waiting = select(*key).where(table.c.due_at > iso(at), condition).order_by(*key)
        statement = update(table).where(tuple_(*key).in_(waiting.with_for_update(skip_locked=skip_locked)))
        with self._database.write() as connection, every_tenant(connection):
            return int(connection.execute(statement.values(due_at=iso(at))).rowcount)

    def _rows(
        self,
        table: Table,
        condition: ColumnElement[bool],
        *columns: Column[Any],  # Any: the columns' types are the tables'
        order: Any = (),  # Any: one expression, or several
        limit: int | None = None,
    ) -> Sequence[SqlRow]:
        by = order if isinstance(order, tuple) else (order,)
        named = (table.c.account_id, table.c.mode, table.c.id)
        shown = [
            *named,
            *columns,
            *(each for each in by if isinstance(each, Column) and each not in set(named)),
        ]
        statement = select(*shown).where(condition).order_by(*by).limit(limit)
        with self._database.survey() as connection:
            return connection.execute(statement).all()


def _tenant(row: SqlRow) -> Tenant:
    return Tenant(row.account_id, Mode(row.mode))


def _of_endpoint(table: Table) -> ColumnElement[bool]:
    hooks = tables.webhooks
    return and_(table.c.account_id == hooks.c.account_id, table.c.mode == hooks.c.mode)
