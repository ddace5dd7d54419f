"""Endpoints that are told of events, and what is owed to them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, case, delete, func, select, update

from entrygo.contract.actor import Mode, Tenant
from entrygo.contract.times import iso
from entrygo.lifecycle.rows import WebhookDeliveryRow, WebhookRow
from entrygo.lifecycle.states import WebhookDeliveryState, WebhookState
from entrygo.store import tables
from entrygo.store.database import Database
from entrygo.store.outbox import OwedWebhook
from entrygo.store.records import columns
from entrygo.store.tenancy import every_tenant
from entrygo.store.tenant_rows import Page, TenantRows

SENDING = WebhookDeliveryState.SENDING.value
ENDED = (WebhookDeliveryState.DELIVERED.value, WebhookDeliveryState.FAILED.value)


class WebhookRows(TenantRows):
    """Endpoints and deliveries. A delivery is claimed by compare-and-set on its number of tries."""

    def __init__(self, connection: Connection, tenant: Tenant) -> None:
        super().__init__(connection, tenant, tables.webhooks)
        self._owed = TenantRows(connection, tenant, tables.webhook_deliveries)

    def get(self, webhook_id: str) -> WebhookRow | None:
        """One endpoint, or none."""
        return self.one(WebhookRow, self.select().where(self.table.c.id == webhook_id))

    def insert(self, webhook: WebhookRow) -> None:
        """A new endpoint."""
        self.insert_rows(columns(webhook))

    def replace(self, webhook: WebhookRow) -> None:
        """Overwrite an endpoint; a tenant's writers take turns, so what was read in this transaction still holds."""
        self.connection.execute(self.update().where(self.table.c.id == webhook.id).values(**columns(webhook)))

    def delete(self, webhook_id: str) -> None:
        """Drop an endpoint with all that is owed to it."""
        owed = tables.webhook_deliveries
        self.connection.execute(delete(owed).where(self._owed.mine, owed.c.webhook_id == webhook_id))
        self.connection.execute(delete(self.table).where(self.mine, self.table.c.id == webhook_id))

    def page(self, page: Page) -> Sequence[WebhookRow]:
        """A page, newest first."""
        return self.each(WebhookRow, self.page_rows(page))

    def count(self) -> int:
        """How many endpoints there are."""
        counted = select(func.count()).select_from(self.table).where(self.mine)
        return int(self.connection.execute(counted).scalar_one())

    def owe(self, deliveries: Sequence[WebhookDeliveryRow]) -> None:
        """Owe these; one that is there already is owed anew, unless it is being sent."""
        if not deliveries:
            return
        owed = tables.webhook_deliveries
        statement = self._owed.upsert_statement()
        statement = statement.on_conflict_do_update(
            index_elements=["account_id", "mode", "id"],
            set_={
                "state": statement.excluded.state,
                "due_at": statement.excluded.due_at,
                "attempts_before_replay": owed.c.attempts,
            },
            where=owed.c.state != SENDING,
        )
        self.connection.execute(statement, [self._key | columns(each) for each in deliveries])

    def delivery(self, webhook_id: str, delivery_id: str) -> WebhookDeliveryRow | None:
        """One delivery of an endpoint, or none."""
        owed = tables.webhook_deliveries
        statement = self._owed.select().where(owed.c.id == delivery_id, owed.c.webhook_id == webhook_id)
        return self.one(WebhookDeliveryRow, statement)

    def deliveries(self, webhook_id: str, page: Page, *, state: str | None) -> Sequence[WebhookDeliveryRow]:
        """A page of an endpoint's deliveries, newest first."""
        owed = tables.webhook_deliveries
        conditions = [owed.c.webhook_id == webhook_id]
        if state is not None:
            conditions.append(owed.c.state == state)
        return self.each(WebhookDeliveryRow, self._owed.page_rows(page, conditions=conditions))

    def next_due(self, webhook_id: str, now: datetime) -> WebhookDeliveryRow | None:
        """The delivery of an endpoint that is due longest; events in their order where they are due together."""
        owed = tables.webhook_deliveries
        due = self._owed.select().where(owed.c.webhook_id == webhook_id, owed.c.due_at <= iso(now))
        return self.one(WebhookDeliveryRow, due.order_by(owed.c.due_at, owed.c.event_seq).limit(1))

    def begin(self, delivery: WebhookDeliveryRow, *, at: datetime, until: datetime) -> bool:
        """``sending`` with the next number, by compare-and-set, claimed until an instant."""
        owed = tables.webhook_deliveries
        statement = self._owed.update().where(
            owed.c.id == delivery.id,
            owed.c.attempts == delivery.attempts,
            owed.c.state == delivery.state.value,
        )
        taken = statement.values(
            state=SENDING,
            attempts=delivery.attempts + 1,
            last_attempt_at=iso(at),
            due_at=iso(until),
        )
        return self._owed.changed(taken)

    def settle(self, delivery: WebhookDeliveryRow) -> bool:
        """Record what became of try ``attempts``; false when another try was begun since."""
        owed = tables.webhook_deliveries
        statement = self._owed.update().where(
            owed.c.id == delivery.id, owed.c.attempts == delivery.attempts, owed.c.state == SENDING
        )
        return self._owed.changed(statement.values(**columns(delivery)))

    def purge(self, before: datetime) -> int:
        """Drop deliveries that ended, the last try of them before an instant; how many."""
        owed = tables.webhook_deliveries
        statement = delete(owed).where(
            self._owed.mine, owed.c.last_attempt_at < iso(before), owed.c.state.in_(ENDED)
        )
        return int(self.connection.execute(statement).rowcount)


class OwedWebhookRows:
    """What is owed to endpoints, over all tenants."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def behind(self, limit: int) -> Sequence[OwedWebhook]:
        """Enabled endpoints that events were written for since they were last looked at."""
        events, hooks = tables.events, tables.webhooks
        newer = select(events.c.seq).where(_of_the_same(events), events.c.seq > hooks.c.fanned_out_seq)
        return self._owed(_hooks().where(newer.exists()).limit(limit))

    def due(self, now: datetime, limit: int) -> Sequence[OwedWebhook]:
        """Enabled endpoints with a delivery whose time has come; those that fail come last."""
        owed, hooks = tables.webhook_deliveries, tables.webhooks
        waiting = select(owed.c.id).where(
            _of_the_same(owed), owed.c.webhook_id == hooks.c.id, owed.c.due_at <= iso(now)
        )
        failing_last = case((hooks.c.failing_since.is_(None), 0), else_=1)
        return self._owed(_hooks().where(waiting.exists()).order_by(failing_last, hooks.c.id).limit(limit))

    def hasten(self, now: datetime, *, claims_until: datetime) -> int:
        """Make every waiting delivery due now, and let no claim last longer than one that is made now."""
        owed = tables.webhook_deliveries
        changed = 0
        with self._database.write() as connection, every_tenant(connection):
            for is_claim, latest in ((owed.c.state == SENDING, claims_until), (owed.c.state != SENDING, now)):
                statement = update(owed).where(is_claim, owed.c.due_at > iso(latest))
                changed += int(connection.execute(statement.values(due_at=iso(latest))).rowcount)
        return changed

    def _owed(self, statement: Any) -> Sequence[OwedWebhook]:  # Any: a select of _hooks' columns
        with self._database.survey() as connection:
            rows = connection.execute(statement).all()
        return [
            OwedWebhook(
                tenant=Tenant(row.account_id, Mode(row.mode)),
                webhook_id=row.id,
                is_failing=row.failing_since is not None,
            )
            for row in rows
        ]


def _hooks() -> Any:  # Any: a select
    table = tables.webhooks
    columns = (table.c.account_id, table.c.mode, table.c.id, table.c.failing_since)
    return select(*columns).where(table.c.state == WebhookState.ENABLED.value)


def _of_the_same(table: Any) -> Any:  # Any: a table and a condition on it
    hooks = tables.webhooks
    return and_(table.c.account_id == hooks.c.account_id, table.c.mode == hooks.c.mode)
