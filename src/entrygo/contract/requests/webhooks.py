"""Endpoints that are told of events."""

from typing import Annotated, Literal

from pydantic import Field, WithJsonSchema

from entrygo.contract.described import optional, required
from entrygo.contract.requests.catalogue import ACCOUNT_ID, IDEMPOTENCY_KEY
from entrygo.contract.requests.fields import IdempotencyKey, Identifier, Line, Request, RequiredLine

MAX_EVENT_TYPES = 100
WEBHOOK_URL = (
    "Where events are posted: `https://`, on port 443 or 8443, on the public Internet, without a user name. A server "
    "for a network of its own may permit more."
)
EVENT_TYPES = (
    "Only events of these types. Where it is absent all, but for what a shop did itself: `orders.synced`, "
    "`products.changed`, `webhook.tested` and `webhook.replayed` are sent where they are named."
)
Url = Annotated[str, Field(min_length=1, max_length=2_000), Field(json_schema_extra={"format": "uri"})]
EventTypes = Annotated[list[RequiredLine], Field(min_length=1, max_length=MAX_EVENT_TYPES)]
Since = Annotated[
    str,
    Field(min_length=1, max_length=100),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": "^evt_[0-9a-f]{32}$"},
                {"type": "string", "format": "date-time"},
            ]
        }
    ),
]


class WebhookCreate(Request):
    """A new endpoint; it is told of what happens from now on."""

    account_id: Identifier = required(ACCOUNT_ID, "acc_123")
    url: Url = required(WEBHOOK_URL, "https://shop.example.com/entrygo")
    event_types: EventTypes | None = optional(EVENT_TYPES, ["export.executed"])
    description: Line | None = optional("What it is for, in words.", "The shop's order desk")
    idempotency_key: IdempotencyKey | None = optional(IDEMPOTENCY_KEY, "webhook-123-001")


class WebhookPatch(Request):
    """Fields of an endpoint to change; null clears `eventTypes` (all types again) and `description`."""

    account_id: Identifier | None = optional(ACCOUNT_ID, "acc_123")
    url: Url | None = optional(WEBHOOK_URL, "https://shop.example.com/entrygo")
    event_types: EventTypes | None = optional(EVENT_TYPES, ["export.executed"])
    description: Line | None = optional("What it is for, in words.", "The shop's order desk")
    state: Literal["enabled", "disabled"] | None = optional(
        "`disabled`: nothing is posted until it is enabled again; then it is told what it missed.", "enabled"
    )
    idempotency_key: IdempotencyKey | None = optional(IDEMPOTENCY_KEY, "webhook-123-002")


class WebhookRotate(Request):
    """A new secret, please."""

    account_id: Identifier | None = optional(ACCOUNT_ID, "acc_123")
    idempotency_key: IdempotencyKey | None = optional(IDEMPOTENCY_KEY, "rotate-123-001")


class WebhookTest(Request):
    """A test message, please."""

    account_id: Identifier | None = optional(ACCOUNT_ID, "acc_123")
    idempotency_key: IdempotencyKey | None = optional(IDEMPOTENCY_KEY, "test-123-001")


class WebhookRedelivery(Request):
    """One delivery once more, please."""

    account_id: Identifier | None = optional(ACCOUNT_ID, "acc_123")
    idempotency_key: IdempotencyKey | None = optional(IDEMPOTENCY_KEY, "redeliver-123-001")


class WebhookReplay(Request):
    """Everything since a point once more, please."""

    account_id: Identifier | None = optional(ACCOUNT_ID, "acc_123")
    since: Since = required(
        "The id of an event: those after it. Or an instant: those from it on.", "2026-11-01T00:00:00.000Z"
    )
    idempotency_key: IdempotencyKey | None = optional(IDEMPOTENCY_KEY, "replay-123-001")
