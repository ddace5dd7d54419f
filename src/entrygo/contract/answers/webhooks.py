"""Endpoints that are told of events, and what was sent to them."""

from typing import Annotated, Literal

from pydantic import WithJsonSchema

from entrygo.contract.answers.catalogue import HAS_MORE, NEXT_CURSOR
from entrygo.contract.answers.fields import Answer, CamelAnswer, Instant
from entrygo.contract.described import required

Secret = Annotated[str, WithJsonSchema({"type": "string", "pattern": "^whsec_[0-9A-Za-z+/=]+$"})]
DeliveryState = Literal["pending", "sending", "delivered", "failed"]


class WebhookAnswer(CamelAnswer):
    """An endpoint."""

    id: str = required("Id of the endpoint.", "whk_123")
    url: str = required("Where events are posted.")
    event_types: list[str] | None = required("Only events of these types; null for all.")
    description: str | None = required("What it is for, or null.")
    state: Literal["enabled", "disabled"] = required("Whether anything is posted to it.")
    disabled_reason: str | None = required("Why it is disabled, or null.")
    disabled_at: Instant | None = required("When it was disabled, or null.")
    failing_since: Instant | None = required(
        "The first failure since the last success, or null; five days of nothing else disable it."
    )
    previous_secret_until: Instant | None = required(
        "Until when messages are signed under the previous secret too, or null."
    )
    created_at: Instant = required("When it was registered.")
    updated_at: Instant = required("When it was last changed.")


class WebhookSecretAnswer(WebhookAnswer):
    """An endpoint with its secret, which is shown here and never again."""

    secret: Secret = required("Verify messages with it (Standard Webhooks); keep it.")


class WebhookDeleted(CamelAnswer):
    """An endpoint that is gone."""

    id: str = required("Id it had.", "whk_123")
    is_deleted: Literal[True] = required("Nothing is posted to it any more; its deliveries are gone too.")


class WebhookPage(Answer):
    """A page of endpoints, newest first."""

    data: list[WebhookAnswer] = required("The endpoints.")
    has_more: bool = required(HAS_MORE)
    next_cursor: str | None = required(NEXT_CURSOR)


class WebhookDeliveryAnswer(CamelAnswer):
    """One event owed to one endpoint."""

    id: str = required("Id of the delivery: the message's `webhook-id`, the same on every try.", "whd_123")
    webhook_id: str = required("The endpoint.", "whk_123")
    event_id: str = required("The event.", "evt_123")
    event_type: str = required("Its dotted type; `webhook.test` for a test message.", "export.executed")
    sequence: int | None = required("Its place in the stream; null for a test message.", of="event_seq")
    state: DeliveryState = required(
        "`pending`: tried at `nextAttemptAt`. `failed`: tried no more unless replayed."
    )
    attempts: int = required("How often it was tried, replays included.")
    response_status: int | None = required("The HTTP status of the last try, or null where none came.")
    error: str | None = required("Why the last try failed, or null.", of="error_message")
    last_attempt_at: Instant | None = required("When it was last tried, or null.")
    next_attempt_at: Instant | None = required("When it is tried next, or null.")
    delivered_at: Instant | None = required("When the receiver took it, or null.")
    created_at: Instant = required("When the event was written.")


class WebhookDeliveryPage(Answer):
    """A page of deliveries, newest event first; those that ended are kept for 30 days."""

    data: list[WebhookDeliveryAnswer] = required("The deliveries.")
    has_more: bool = required(HAS_MORE)
    next_cursor: str | None = required(NEXT_CURSOR)


class WebhookReplayAnswer(CamelAnswer):
    """A replay, promised."""

    webhook_id: str = required("The endpoint.", "whk_123", of="id")
    after_sequence: int = required("Events after this place in the stream are posted once more.")
    events: int = required("How many events the stream holds after it, of all types.")
