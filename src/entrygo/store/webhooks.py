"""Webhook endpoints and the deliveries to them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from sqlalchemy import Connection, delete, func, select

from entrygo.contract.actor import Tenant
from entrygo.contract.times import iso
from entrygo.lifecycle.rows import WebhookDeliveryRow, WebhookRow
from entrygo.lifecycle.states import WebhookDeliveryState
from entrygo.store import tables
from entrygo.store.outbox import SENDING, OutboxRows
from entrygo.store.records import columns
from entrygo.store.sealed_rows import secret_of
from entrygo.store.sealing import Keyring
from entrygo.store.tenant_rows import Page, TenantRows

ENDED = (WebhookDeliveryState.DELIVERED.value, WebhookDeliveryState.FAILED.value)


class SealOrOpen(Protocol):
    """:meth:`Keyring.seal` or :meth:`Keyring.open`."""

    def __call__(self, secret: str, /, *, of: str) -> str:
        """The other form of a secret."""
        ...


class WebhookRows(TenantRows):
    """A tenant's endpoints and deliveries."""

    def __init__(self, connection: Connection, tenant: Tenant, keyring: Keyring) -> None:
        super().__init__(connection, tenant, tables.webhooks)
        self._keyring = keyring
        self._deliveries = OutboxRows(connection, tenant, tables.webhook_deliveries)

    def get(self, webhook_id: str) -> WebhookRow | None:
        """One endpoint, or none."""
        kept = self.one(WebhookRow, self.select().where(self.table.c.id == webhook_id))
        return None if kept is None else self._each_secret(kept, self._keyring.open)

    def insert(self, webhook: WebhookRow) -> None:
        """A new endpoint."""
        self.insert_rows(columns(self._each_secret(webhook, self._keyring.seal)))

    def replace(self, webhook: WebhookRow) -> None:
        """Overwrite an endpoint; a tenant's writers take turns, so what was read in this transaction still holds."""
        sealed = columns(self._each_secret(webhook, self._keyring.seal))
        self.connection.execute(self.update().where(self.table.c.id == webhook.id).values(**sealed))

    def delete(self, webhook_id: str) -> None:
        """Delete an endpoint with its deliveries."""
        table = tables.webhook_deliveries
        self.connection.execute(delete(table).where(self._deliveries.mine, table.c.webhook_id == webhook_id))
        self.connection.execute(delete(self.table).where(self.mine, self.table.c.id == webhook_id))

    def page(self, page: Page) -> Sequence[WebhookRow]:
        """A page, newest first."""
        kept = self.each(WebhookRow, self.page_rows(page))
        return [self._each_secret(each, self._keyring.open) for each in kept]

    def count(self) -> int:
        """How many endpoints there are."""
        counted = select(func.count()).select_from(self.table).where(self.mine)
        return int(self.connection.execute(counted).scalar_one())

    def _each_secret(self, hook: WebhookRow, done: SealOrOpen) -> WebhookRow:
        """The row with its secrets sealed or opened; they lie sealed in the database."""

        def secret(name: str, value: str) -> str:
            return done(value, of=secret_of(self.table, name, self._key | {"id": hook.id}))

        previous = hook.previous_secret
        return replace(
            hook,
            secret=secret("secret", hook.secret),
            previous_secret=None if previous is None else secret("previous_secret", previous),
        )

    def enqueue(self, deliveries: Sequence[WebhookDeliveryRow]) -> None:
        """Make these due; one that is there already begins a new schedule, unless it is being sent."""
        if not deliveries:
            return
        table = tables.webhook_deliveries
        statement = self._deliveries.upsert_statement()
        statement = statement.on_conflict_do_update(
            index_elements=["account_id", "mode", "id"],
            set_={
                "state": statement.excluded.state,
                "due_at": statement.excluded.due_at,
                "attempts_before_replay": table.c.attempts,
            },
            where=table.c.state != SENDING,
        )
        self.connection.execute(statement, [self._key | columns(each) for each in deliveries])

    def delivery(self, webhook_id: str, delivery_id: str) -> WebhookDeliveryRow | None:
        """One delivery of an endpoint, or none."""
        table = tables.webhook_deliveries
        statement = self._deliveries.select().where(
            table.c.id == delivery_id, table.c.webhook_id == webhook_id
        )
        return self.one(WebhookDeliveryRow, statement)

    def deliveries(self, webhook_id: str, page: Page, *, state: str | None) -> Sequence[WebhookDeliveryRow]:
        """A page of an endpoint's deliveries, newest first."""
        table = tables.webhook_deliveries
        conditions = [table.c.webhook_id == webhook_id]
        if state is not None:
            conditions.append(table.c.state == state)
        return self.each(WebhookDeliveryRow, self._deliveries.page_rows(page, conditions=conditions))

    def next_due(self, webhook_id: str, now: datetime) -> WebhookDeliveryRow | None:
        """The delivery of an endpoint that is due longest; events in their order where they are due together."""
        table = tables.webhook_deliveries
        due = self._deliveries.select().where(table.c.webhook_id == webhook_id, table.c.due_at <= iso(now))
        return self.one(WebhookDeliveryRow, due.order_by(table.c.due_at, table.c.event_seq).limit(1))

    def begin(self, delivery: WebhookDeliveryRow, *, at: datetime, until: datetime) -> bool:
        """``sending`` with the next number, by compare-and-set, claimed until an instant."""
        return self._deliveries.claim(
            delivery.id,
            attempts=delivery.attempts,
            was=delivery.state,
            last_attempt_at=iso(at),
            due_at=iso(until),
        )

    def settle(self, delivery: WebhookDeliveryRow) -> bool:
        """Record what became of try ``attempts``; false when another try was begun since."""
        begun = self._deliveries.as_seen(
            delivery.id, attempts=delivery.attempts, was=WebhookDeliveryState.SENDING
        )
        statement = self._deliveries.update().where(begun)
        return self._deliveries.changed(statement.values(**columns(delivery)))

    def purge(self, before: datetime) -> int:
        """Drop deliveries that ended, the last try of them before an instant; how many."""
        table = tables.webhook_deliveries
        statement = delete(table).where(
            self._deliveries.mine, table.c.last_attempt_at < iso(before), table.c.state.in_(ENDED)
        )
        return int(self.connection.execute(statement).rowcount)
