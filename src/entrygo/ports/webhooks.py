"""Endpoints that are told of events: their rows, what is owed to them, and the way out to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from entrygo.contract.actor import Tenant
from entrygo.lifecycle.states import WebhookDeliveryState, WebhookState
from entrygo.ports.rows import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookRow:
    """An endpoint. ``fanned_out_seq`` is the last event looked at for it; ``failing_since`` the first failure of an
    unbroken row of them. ``event_types`` of ``None`` are all types. The previous secret signs too until its instant.
    """

    id: str
    url: str
    event_types: tuple[str, ...] | None
    description: str | None
    secret: str
    previous_secret: str | None
    previous_secret_until: datetime | None
    state: WebhookState
    disabled_reason: str | None
    disabled_at: datetime | None
    fanned_out_seq: int
    failing_since: datetime | None
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookDeliveryRow:
    """One event owed to one endpoint; a test message has no ``event_seq``.

    ``due_at`` is when anyone may begin the next try: of a ``sending`` row, when the claim of whoever sends it is over.
    ``attempts`` counts tries begun and is the number by which a claim is known.
    """

    id: str
    webhook_id: str
    event_id: str
    event_seq: int | None
    event_type: str
    state: WebhookDeliveryState
    attempts: int
    attempts_before_replay: int
    due_at: datetime | None
    response_status: int | None
    error_message: str | None
    last_attempt_at: datetime | None
    delivered_at: datetime | None
    created_at: datetime


class Webhooks(Protocol):
    """A tenant's endpoints and what is owed to them."""

    def get(self, webhook_id: str) -> WebhookRow | None:
        """One endpoint, or none."""
        ...

    def insert(self, webhook: WebhookRow) -> None:
        """A new endpoint."""
        ...

    def replace(self, webhook: WebhookRow) -> None:
        """Overwrite an endpoint that was read in the same transaction."""
        ...

    def delete(self, webhook_id: str) -> None:
        """Drop an endpoint with all that is owed to it."""
        ...

    def page(self, page: Page) -> Sequence[WebhookRow]:
        """A page, newest first."""
        ...

    def count(self) -> int:
        """How many endpoints there are."""
        ...

    def owe(self, deliveries: Sequence[WebhookDeliveryRow]) -> None:
        """Owe these; one that is there already is owed anew, unless it is being sent."""
        ...

    def delivery(self, webhook_id: str, delivery_id: str) -> WebhookDeliveryRow | None:
        """One delivery of an endpoint, or none."""
        ...

    def deliveries(self, webhook_id: str, page: Page, *, state: str | None) -> Sequence[WebhookDeliveryRow]:
        """A page of an endpoint's deliveries, newest first."""
        ...

    def next_due(self, webhook_id: str, now: datetime) -> WebhookDeliveryRow | None:
        """The delivery of an endpoint that is due longest."""
        ...

    def begin(self, delivery: WebhookDeliveryRow, *, at: datetime, until: datetime) -> bool:
        """``sending`` with the next number, by compare-and-set, claimed until an instant."""
        ...

    def settle(self, delivery: WebhookDeliveryRow) -> bool:
        """Record what became of try ``attempts``; false when another try was begun since."""
        ...

    def purge(self, before: datetime) -> int:
        """Drop deliveries that ended, the last try of them before an instant; how many."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedWebhook:
    """An endpoint something is owed to; ``is_failing`` when its last try failed."""

    tenant: Tenant
    webhook_id: str
    is_failing: bool


class OwedWebhooks(Protocol):
    """What is owed to endpoints, over all tenants."""

    def behind(self, limit: int) -> Sequence[OwedWebhook]:
        """Enabled endpoints that events were written for since they were last looked at."""
        ...

    def due(self, now: datetime, limit: int) -> Sequence[OwedWebhook]:
        """Enabled endpoints with a delivery whose time has come, longest waiting first."""
        ...

    def hasten(self, now: datetime, *, claims_until: datetime) -> int:
        """Make every waiting delivery due now, and let no claim last longer than until then."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookMessage:
    """A message to an endpoint, signed under each of its secrets when it leaves."""

    url: str
    identifier: str
    at: datetime
    body: bytes
    secrets: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookReply:
    """What became of a message: the status, or ``None`` and in ``words`` why there is none."""

    status: int | None
    words: str | None = None
    retry_after_seconds: float | None = None


class WebhookSender(Protocol):
    """The way out."""

    def fault(self, url: str) -> str | None:
        """Why nothing is ever sent to this URL, in words for its owner; ``None`` when it may be."""
        ...

    def send(self, message: WebhookMessage) -> WebhookReply:
        """One POST, bounded in time; never raises for what the other side does."""
        ...


class NoWebhooks:
    """A :class:`WebhookSender` of a process that sends none."""

    def fault(self, url: str) -> str | None:
        """Every URL is at fault."""
        return "This server sends no webhooks."

    def send(self, message: WebhookMessage) -> WebhookReply:
        """Nothing leaves."""
        return WebhookReply(status=None, words="This server sends no webhooks.")
