"""Webhooks: events fanned out to endpoints, and one try of one delivery.

An endpoint's row keeps the position of the last event looked at for it; fanning out moves the position and makes the
deliveries in one transaction, so that each event has one and none is passed over. A try is claimed with an instant at
which the claim is over: two nodes never send a delivery at the same time, and what a dead one left is tried again,
under the same ``webhook-id``.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from entrygo.context import Context
from entrygo.contract.actor import Tenant
from entrygo.contract.canonical import sha256_hex
from entrygo.contract.times import later
from entrygo.effects.retry import recorded
from entrygo.effects.webhook_message import message_of, trial_message
from entrygo.lifecycle.events import EventType, is_told
from entrygo.lifecycle.retries import WEBHOOK
from entrygo.lifecycle.rows import EventRow, WebhookDeliveryRow, WebhookRow
from entrygo.lifecycle.states import WebhookDeliveryState, WebhookState
from entrygo.ports.webhooks import WebhookMessage, WebhookReply
from entrygo.store.unit_of_work import UnitOfWork

BATCH = 200  # events a transaction
LONGEST_RETRY_AFTER = 86_400.0
CLAIM_SECONDS = 90.0  # a try takes fifteen and what a resolver takes
GIVE_UP_AFTER = timedelta(days=5)
GONE, ASKS_TO_WAIT = 410, (429, 503)
SETTLE_TRIES, SETTLE_PAUSE_SECONDS = 5, 1.0


def delivery_id(webhook_id: str, event_id: str) -> str:
    """The id of one event's delivery to one endpoint, and its ``webhook-id``: the same however often it is sent."""
    return f"whd_{sha256_hex(f'{webhook_id} {event_id}'.encode())[:32]}"


def fan_out(context: Context, tenant: Tenant, webhook_id: str) -> bool:
    """Make the deliveries of the next events of its types due to an endpoint; whether there may be more."""
    with context.store.write(tenant) as uow:
        hook = uow.webhooks.get(webhook_id)
        if hook is None or hook.state is not WebhookState.ENABLED:
            return False
        events = uow.events.after(hook.fanned_out_seq, BATCH)
        if not events:
            return False
        uow.webhooks.enqueue(_deliveries(hook, events, uow.now))
        uow.webhooks.replace(replace(hook, fanned_out_seq=events[-1].seq))
    return len(events) == BATCH


def _deliveries(hook: WebhookRow, events: Sequence[EventRow], now: datetime) -> list[WebhookDeliveryRow]:
    return [
        WebhookDeliveryRow(
            id=delivery_id(hook.id, event.id),
            webhook_id=hook.id,
            event_id=event.id,
            event_seq=event.seq,
            event_type=event.type,
            state=WebhookDeliveryState.PENDING,
            attempts=0,
            attempts_before_replay=0,
            due_at=now,
            response_status=None,
            error_message=None,
            last_attempt_at=None,
            delivered_at=None,
            created_at=event.created_at,
        )
        for event in events
        if is_told(event.type, hook.event_types)
    ]


@dataclass(frozen=True, slots=True)
class Claim:
    """A try that is ours to make: the delivery as begun, and the message."""

    delivery: WebhookDeliveryRow
    message: WebhookMessage


def deliver_next(context: Context, tenant: Tenant, webhook_id: str) -> bool | None:
    """One try of what is due longest: whether it was delivered, or ``None`` when nothing is due."""
    with context.store.write(tenant) as uow:
        claim = _claim(uow, webhook_id)
    if claim is None:
        return None
    reply = context.webhooks.send(claim.message)
    _record(context, tenant, claim, reply, goes_on=False)
    return is_delivered(reply)


def deliver_in_turn(
    context: Context, tenant: Tenant, webhook_id: str, *, goes_on: Callable[[], bool]
) -> None:
    """One delivery after another, until nothing is due, one fails, or ``goes_on`` says no.

    The outcome of one and the claim of the next are one transaction.
    """
    with context.store.write(tenant) as uow:
        claim = _claim(uow, webhook_id)
    while claim is not None:
        reply = context.webhooks.send(claim.message)
        claim = _record(context, tenant, claim, reply, goes_on=is_delivered(reply) and goes_on())


def _claim(uow: UnitOfWork, webhook_id: str) -> Claim | None:
    now = uow.now
    hook = uow.webhooks.get(webhook_id)
    if hook is None or hook.state is not WebhookState.ENABLED:
        return None
    due = uow.webhooks.next_due(webhook_id, now)
    if due is None or not uow.webhooks.begin(due, at=now, until=later(now, CLAIM_SECONDS)):
        return None
    message = WebhookMessage(
        url=hook.url, identifier=due.id, at=now, body=_body(uow, due), secrets=secrets_of(hook, now)
    )
    began = replace(due, attempts=due.attempts + 1, state=WebhookDeliveryState.SENDING, last_attempt_at=now)
    return Claim(began, message)


def _body(uow: UnitOfWork, delivery: WebhookDeliveryRow) -> bytes:
    if delivery.event_seq is None:
        return trial_message(delivery.event_id, delivery.webhook_id, delivery.created_at, uow.tenant)
    (event,) = uow.events.after(delivery.event_seq - 1, 1)
    return message_of(event, uow.tenant)


def secrets_of(hook: WebhookRow, now: datetime) -> tuple[str, ...]:
    """The secrets a message is signed under: for a while after a rotation the previous one too."""
    until = hook.previous_secret_until
    if hook.previous_secret is None or until is None or until <= now:
        return (hook.secret,)
    return (hook.secret, hook.previous_secret)


def _record(
    context: Context, tenant: Tenant, claim: Claim, reply: WebhookReply, *, goes_on: bool
) -> Claim | None:
    """Record a try, and claim the next one. What cannot be recorded is tried again when the claim is over."""
    delivery = claim.delivery

    def write() -> Claim | None:
        with context.store.write(tenant) as uow:
            _settle(uow, delivery, reply)
            return _claim(uow, delivery.webhook_id) if goes_on else None

    what = f"webhook delivery {delivery.id}"
    return recorded(write, what, tries=SETTLE_TRIES, pause_seconds=SETTLE_PAUSE_SECONDS)


def _settle(uow: UnitOfWork, delivery: WebhookDeliveryRow, reply: WebhookReply) -> None:
    if not uow.webhooks.settle(after_try(delivery, reply, uow.now)):
        return  # the claim was over and another try is under way, or the endpoint was deleted
    hook = uow.webhooks.get(delivery.webhook_id)
    if hook is None:
        return
    changed = endpoint_after(hook, reply, uow.now)
    if changed == hook:
        return
    uow.webhooks.replace(changed)
    if changed.state is WebhookState.DISABLED and hook.state is WebhookState.ENABLED:
        uow.record(
            EventType.WEBHOOK_DISABLED,
            webhookId=hook.id,
            url=hook.url,
            reason=changed.disabled_reason,
            before={"state": hook.state.value},
            after={"state": changed.state.value},
        )


def is_delivered(reply: WebhookReply) -> bool:
    """Whether the receiver took it: any 2xx."""
    return reply.status is not None and 200 <= reply.status < 300


def after_try(delivery: WebhookDeliveryRow, reply: WebhookReply, now: datetime) -> WebhookDeliveryRow:
    """The row after a try: what is known, and when the next try is due, if any."""
    known = replace(delivery, response_status=reply.status, error_message=reply.words, due_at=None)
    if is_delivered(reply):
        return replace(known, state=WebhookDeliveryState.DELIVERED, delivered_at=now, error_message=None)
    tries = delivery.attempts - delivery.attempts_before_replay
    if reply.status == GONE or WEBHOOK.is_over(tries):
        return replace(known, state=WebhookDeliveryState.FAILED)
    wait = WEBHOOK.wait_seconds(delivery.id, tries, number=delivery.attempts)
    if reply.status in ASKS_TO_WAIT and reply.retry_after_seconds is not None:
        wait = max(wait, min(reply.retry_after_seconds, LONGEST_RETRY_AFTER))
    return replace(known, state=WebhookDeliveryState.PENDING, due_at=later(now, wait))


def endpoint_after(hook: WebhookRow, reply: WebhookReply, now: datetime) -> WebhookRow:
    """The endpoint after a try: since when it fails, and whether anything more is sent to it."""
    if is_delivered(reply):
        return replace(hook, failing_since=None)
    failing = replace(hook, failing_since=hook.failing_since or now)
    if reply.status == GONE:
        reason = "The receiver answered 410 Gone."
    elif failing.failing_since is not None and now - failing.failing_since >= GIVE_UP_AFTER:
        reason = f"Nothing but failures for {GIVE_UP_AFTER.days} days; the last: {reply.words}"
    else:
        return failing
    if hook.state is WebhookState.DISABLED:
        return failing
    return replace(
        failing, state=WebhookState.DISABLED, disabled_reason=reason, disabled_at=now, updated_at=now
    )
