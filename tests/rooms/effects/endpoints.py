"""The worker's side of one tenant's endpoints, with a clock that stands until it is told."""

import uuid
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from entrygo.clock import SystemIds
from entrygo.context import Context
from entrygo.contract.actor import Tenant
from entrygo.effects.webhooks import deliver_next, fan_out
from entrygo.lifecycle.events import EventType
from entrygo.lifecycle.rows import WebhookDeliveryRow, WebhookRow
from entrygo.lifecycle.states import WebhookState
from entrygo.outbound.webhooks.sender import HttpWebhooks
from entrygo.store.tenant_rows import Page
from entrygo.store.unit_of_work import Store

START = datetime(2026, 11, 2, 9, tzinfo=UTC)
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo="
ALL = Page(limit=100)


@dataclass
class Passing:
    """A clock that stands until it is told."""

    at: datetime = START

    def now(self) -> datetime:
        """The instant."""
        return self.at

    def passes(self, seconds: float) -> None:
        """Time goes by."""
        self.at += timedelta(seconds=seconds)


@dataclass
class House:
    """The worker's side of one tenant."""

    context: Context
    clock: Passing
    tenant: Tenant

    def hook(self, url: str, **fields: Any) -> str:
        """An endpoint told of what happens from now on; its id."""
        identifier = f"whk_{uuid.uuid4().hex}"
        with self.context.store.write(self.tenant) as uow:
            row = WebhookRow(
                id=identifier,
                url=url,
                event_types=None,
                description=None,
                secret=SECRET,
                previous_secret=None,
                previous_secret_until=None,
                state=WebhookState.ENABLED,
                disabled_reason=None,
                disabled_at=None,
                fanned_out_seq=uow.events.newest(),
                failing_since=None,
                created_at=self.clock.now(),
                updated_at=self.clock.now(),
            )
            uow.webhooks.insert(replace(row, **fields))
        return identifier

    def happens(self, *events: EventType) -> list[str]:
        """Events are written; their ids."""
        with self.context.store.write(self.tenant) as uow:
            return [uow.record(event, "batch_1", before=None, after={"n": 1}).id for event in events]

    def told(self, hook: str) -> bool | None:
        """Whatever was written is fanned out, and one try made."""
        while fan_out(self.context, self.tenant, hook):
            pass
        return deliver_next(self.context, self.tenant, hook)

    def row(self, hook: str) -> WebhookRow:
        """The endpoint as it stands."""
        with self.context.store.read(self.tenant) as uow:
            row = uow.webhooks.get(hook)
        assert row is not None
        return row

    def deliveries(self, hook: str) -> list[WebhookDeliveryRow]:
        """What it is owed, oldest event first."""
        with self.context.store.read(self.tenant) as uow:
            rows = uow.webhooks.deliveries(hook, ALL, state=None)
        return sorted(rows, key=lambda row: row.event_seq or 0)

    def change(self, hook: str, **fields: Any) -> None:
        """The endpoint is changed."""
        with self.context.store.write(self.tenant) as uow:
            uow.webhooks.replace(replace(self.row(hook), **fields))


def context_of(store: Store, clock: Passing, sender: HttpWebhooks | None = None) -> Context:
    """A context of which webhooks need little."""
    unused = cast(Any, None)  # Any: what no webhook touches
    return Context(
        store=store,
        blobs=unused,
        book=unused,
        runner=unused,
        clock=clock,
        ids=SystemIds(),
        mailer_for=unused,
        seal_key=b"",
        mail_from="",
        link_key=b"",
        public_url="",
        webhooks=sender or HttpWebhooks(allow_private=True),
    )
