"""Send to an endpoint again: one delivery, every event since a point in the stream, or a test message."""

import re
from dataclasses import replace
from datetime import UTC, datetime

from entrygo.context import Context
from entrygo.contract.actor import Actor
from entrygo.contract.answers.shown import shown
from entrygo.contract.answers.webhooks import WebhookReplayAnswer
from entrygo.contract.canonical import JsonObject, JsonValue
from entrygo.contract.problems import not_found
from entrygo.contract.requests.issues import issue, validation_problem
from entrygo.contract.requests.webhooks import WebhookRedelivery, WebhookReplay, WebhookTest
from entrygo.contract.times import iso
from entrygo.lifecycle.events import EventType
from entrygo.lifecycle.rows import WebhookDeliveryRow, WebhookRow
from entrygo.lifecycle.states import WebhookDeliveryState
from entrygo.operations.answer import Answer
from entrygo.operations.idempotency import Attempt, once
from entrygo.operations.policy import require_account
from entrygo.operations.webhooks import delivery_view, known_webhook
from entrygo.ports.webhooks import TEST_TYPE
from entrygo.store.unit_of_work import UnitOfWork

_EVENT_ID = re.compile(r"evt_[0-9a-f]{32}", re.ASCII)


def send_test(
    context: Context, actor: Actor, webhook_id: str, *, request: WebhookTest, tried: Attempt
) -> Answer:
    """A test message, delivered like any event; it stands in no stream."""
    require_account(actor, request.account_id)

    def work(uow: UnitOfWork) -> JsonObject:
        hook = known_webhook(uow, webhook_id)
        due = WebhookDeliveryRow(
            id=context.ids.new("whd"),
            webhook_id=webhook_id,
            event_id=context.ids.new("evt"),
            event_seq=None,
            event_type=TEST_TYPE,
            state=WebhookDeliveryState.PENDING,
            attempts=0,
            attempts_before_replay=0,
            due_at=uow.now,
            response_status=None,
            error_message=None,
            last_attempt_at=None,
            delivered_at=None,
            created_at=uow.now,
        )
        uow.webhooks.enqueue([due])
        _record(uow, EventType.WEBHOOK_TESTED, hook, deliveryId=due.id, before=None, after=_owed(due))
        return delivery_view(due, hook)

    return once(context, actor, tried, work)


def redeliver(
    context: Context,
    actor: Actor,
    webhook_id: str,
    *,
    delivery_id: str,
    request: WebhookRedelivery,
    tried: Attempt,
) -> Answer:
    """One delivery once more, with a whole schedule of tries; one that is being sent just now is left to that."""
    require_account(actor, request.account_id)

    def work(uow: UnitOfWork) -> JsonObject:
        hook = known_webhook(uow, webhook_id)
        delivery = uow.webhooks.delivery(webhook_id, delivery_id)
        if delivery is None:
            raise not_found("Webhook delivery")
        due = replace(delivery, state=WebhookDeliveryState.PENDING, due_at=uow.now)
        uow.webhooks.enqueue([due])
        _record(
            uow,
            EventType.WEBHOOK_REPLAYED,
            hook,
            deliveryId=due.id,
            before=_owed(delivery),
            after=_owed(due),
        )
        return delivery_view(uow.webhooks.delivery(webhook_id, delivery_id) or due, hook)

    return once(context, actor, tried, work)


def replay_since(
    context: Context, actor: Actor, webhook_id: str, *, request: WebhookReplay, tried: Attempt
) -> Answer:
    """Move the endpoint's position in the stream back: the worker sends every event after it once more."""
    require_account(actor, request.account_id)

    def work(uow: UnitOfWork) -> JsonObject:
        hook = known_webhook(uow, webhook_id)
        position = min(_position(uow, request.since), hook.fanned_out_seq)
        uow.webhooks.replace(replace(hook, fanned_out_seq=position))
        events = uow.events.newest() - position
        _record(
            uow,
            EventType.WEBHOOK_REPLAYED,
            hook,
            afterSequence=position,
            before={"afterSequence": hook.fanned_out_seq},
            after={"afterSequence": position},
        )
        return shown(WebhookReplayAnswer, hook, after_sequence=position, events=events)

    return once(context, actor, tried, work)


def _owed(delivery: WebhookDeliveryRow) -> JsonObject:
    return {"state": delivery.state.value, "dueAt": None if delivery.due_at is None else iso(delivery.due_at)}


def _record(
    uow: UnitOfWork,
    event: EventType,
    hook: WebhookRow,
    *,
    before: JsonObject | None,
    after: JsonObject,
    **named: JsonValue,
) -> None:
    uow.record(event, webhookId=hook.id, url=hook.url, **named, before=before, after=after)


def _position(uow: UnitOfWork, since: str) -> int:
    if _EVENT_ID.fullmatch(since):
        position = uow.events.position(since)
        if position is None:
            raise not_found("Event")
        return position
    try:
        instant = datetime.fromisoformat(since)
    except ValueError:
        message = "Expected the id of an event, or an instant in ISO 8601"
        raise validation_problem([issue("since", message, "invalid_string")]) from None
    try:
        return uow.events.position_before(
            (instant if instant.tzinfo else instant.replace(tzinfo=UTC)).astimezone(UTC)
        )
    except OverflowError:  # at either end of the calendar
        return 0
