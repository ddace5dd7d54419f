"""Webhook endpoints: register, change, give a new secret, delete, and look at what was sent."""

import base64
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from entrygo.context import Context
from entrygo.contract.actor import Actor
from entrygo.contract.answers.shown import shown
from entrygo.contract.answers.webhooks import WebhookAnswer, WebhookDeliveryAnswer, WebhookSecretAnswer
from entrygo.contract.canonical import JsonObject, JsonValue
from entrygo.contract.problems import not_found
from entrygo.contract.requests.issues import issue, validation_problem
from entrygo.contract.requests.webhooks import WebhookCreate, WebhookPatch, WebhookRotate
from entrygo.contract.times import iso
from entrygo.lifecycle.events import EventType
from entrygo.lifecycle.rows import WebhookDeliveryRow, WebhookRow
from entrygo.lifecycle.states import WebhookDeliveryState, WebhookState
from entrygo.operations.answer import Answer, answer
from entrygo.operations.changes import short_digest
from entrygo.operations.idempotency import Attempt, once
from entrygo.operations.lists import paged
from entrygo.operations.policy import require_account
from entrygo.operations.queries import DeliveriesQuery, ListQuery
from entrygo.ports.clock import Ids
from entrygo.store.unit_of_work import UnitOfWork

MAX_WEBHOOKS = 50
TOO_MANY = f"An account has at most {MAX_WEBHOOKS} webhooks in a mode; delete one that is not needed"


def create_webhook(context: Context, actor: Actor, request: WebhookCreate, tried: Attempt) -> Answer:
    """Register an endpoint. It is sent every event after its own ``webhook.created``."""
    require_account(actor, request.account_id)
    _require_sound(context, request.url, request.event_types)

    def work(uow: UnitOfWork) -> JsonObject:
        if uow.webhooks.count() >= MAX_WEBHOOKS:
            raise validation_problem([issue("url", TOO_MANY, "too_big")])
        hook = WebhookRow(
            id=context.ids.new("whk"),
            url=request.url,
            event_types=None if request.event_types is None else tuple(dict.fromkeys(request.event_types)),
            description=request.description,
            secret=fresh_secret(context.ids),
            previous_secret=None,
            previous_secret_until=None,
            state=WebhookState.ENABLED,
            disabled_reason=None,
            disabled_at=None,
            fanned_out_seq=0,
            failing_since=None,
            created_at=uow.now,
            updated_at=uow.now,
        )
        record_hook(uow, actor, EventType.WEBHOOK_CREATED, None, hook)
        uow.webhooks.insert(replace(hook, fanned_out_seq=uow.events.newest()))
        return shown(WebhookSecretAnswer, hook)

    return once(context, actor, tried, work)


def _require_sound(context: Context, url: str | None, event_types: Sequence[str] | None) -> None:
    faults = []
    if url is not None and (words := context.webhooks.fault(url)):
        faults.append(issue("url", words, "invalid_string"))
    known = [event.value for event in EventType]
    for index, kind in enumerate(event_types or ()):
        if kind not in known:
            wanted = " | ".join(f"'{each}'" for each in known)
            message = f"Invalid enum value. Expected {wanted}, received '{kind}'"
            faults.append(issue(f"eventTypes.{index}", message, "invalid_enum_value"))
    if faults:
        raise validation_problem(faults)


def fresh_secret(ids: Ids) -> str:
    """``whsec_`` and 32 random bytes in Base64, as Standard Webhooks writes it."""
    random = base64.urlsafe_b64decode(ids.secret() + "=")
    return f"whsec_{base64.b64encode(random).decode()}"


def record_hook(
    uow: UnitOfWork,
    actor: Actor,
    event: EventType,
    before: WebhookRow | None,
    after: WebhookRow | None,
    **more: JsonValue,
) -> None:
    """The event of a change to an endpoint; of the secret it holds a digest that tells one from another."""
    hook = after or before
    if hook is None:
        raise ValueError("an endpoint is there before a change or after it")
    was, now = _recorded(before), _recorded(after)
    if was is not None and now is not None:
        differing = [name for name in now if was[name] != now[name]]
        was, now = ({name: part[name] for name in differing} for part in (was, now))
    types = None if hook.event_types is None else list(hook.event_types)
    about: JsonObject = {"webhookId": hook.id, "url": hook.url, "eventTypes": types, "by": actor.principal}
    uow.record(event, **about, **more, before=was, after=now)


def _recorded(hook: WebhookRow | None) -> JsonObject | None:
    if hook is None:
        return None
    return {
        "url": hook.url,
        "eventTypes": None if hook.event_types is None else list(hook.event_types),
        "description": hook.description,
        "state": hook.state.value,
        "fingerprint": short_digest(hook.secret),
    }


def known_webhook(uow: UnitOfWork, webhook_id: str) -> WebhookRow:
    """The endpoint, or 404."""
    hook = uow.webhooks.get(webhook_id)
    if hook is None:
        raise not_found("Webhook")
    return hook


def get_webhook(context: Context, actor: Actor, webhook_id: str) -> Answer:
    """One endpoint."""
    with context.store.read(actor.tenant) as uow:
        return answer(webhook_view(known_webhook(uow, webhook_id)))


def list_webhooks(context: Context, actor: Actor, asked: ListQuery) -> Answer:
    """Endpoints."""
    with context.store.read(actor.tenant) as uow:
        rows = uow.webhooks.page(asked.page)
    return paged(rows, asked, lambda row: (iso(row.created_at), row.id), webhook_view)


def patch_webhook(
    context: Context, actor: Actor, webhook_id: str, *, request: WebhookPatch, tried: Attempt
) -> Answer:
    """Change the fields given. What an endpoint missed while it was disabled is sent when it is enabled again."""
    require_account(actor, request.account_id)
    _require_sound(context, request.url, request.event_types)

    def work(uow: UnitOfWork) -> JsonObject:
        hook = known_webhook(uow, webhook_id)
        changed = _changed(hook, request, actor=actor, now=uow.now)
        names = [
            name for name in webhook_view(hook) if webhook_view(hook)[name] != webhook_view(changed)[name]
        ]
        if names:
            changed = replace(changed, updated_at=uow.now)
            uow.webhooks.replace(changed)
            record_hook(uow, actor, EventType.WEBHOOK_CHANGED, hook, changed, changed=names)
        return webhook_view(changed)

    return once(context, actor, tried, work)


def _changed(hook: WebhookRow, request: WebhookPatch, *, actor: Actor, now: datetime) -> WebhookRow:
    given = request.model_fields_set
    if request.url is not None:
        hook = replace(hook, url=request.url)
    if "event_types" in given:
        types = None if request.event_types is None else tuple(dict.fromkeys(request.event_types))
        hook = replace(hook, event_types=types)
    if "description" in given:
        hook = replace(hook, description=request.description)
    if request.state == "disabled" and hook.state is WebhookState.ENABLED:
        reason = f"Switched off by {actor.owner or 'a key without an owner'}."
        return replace(hook, state=WebhookState.DISABLED, disabled_reason=reason, disabled_at=now)
    if request.state == "enabled" and hook.state is WebhookState.DISABLED:
        return replace(
            hook, state=WebhookState.ENABLED, disabled_reason=None, disabled_at=None, failing_since=None
        )
    return hook


def delete_webhook(context: Context, actor: Actor, webhook_id: str, tried: Attempt) -> Answer:
    """Delete an endpoint with its deliveries."""

    def work(uow: UnitOfWork) -> JsonObject:
        hook = known_webhook(uow, webhook_id)
        uow.webhooks.delete(webhook_id)
        record_hook(uow, actor, EventType.WEBHOOK_DELETED, hook, None)
        return {"id": webhook_id, "isDeleted": True}

    return once(context, actor, tried, work)


def list_deliveries(context: Context, actor: Actor, webhook_id: str, asked: DeliveriesQuery) -> Answer:
    """An endpoint's deliveries, newest first; ``state`` filters."""
    with context.store.read(actor.tenant) as uow:
        hook = known_webhook(uow, webhook_id)
        rows = uow.webhooks.deliveries(webhook_id, asked.page, state=asked.filters.get("state"))
    return paged(rows, asked, lambda row: (iso(row.created_at), row.id), lambda row: delivery_view(row, hook))


def webhook_view(hook: WebhookRow) -> JsonObject:
    """An endpoint without its secrets."""
    return shown(WebhookAnswer, hook)


def delivery_view(delivery: WebhookDeliveryRow, hook: WebhookRow) -> JsonObject:
    """A delivery; one that waits for its endpoint to be enabled has no next try."""
    is_next = delivery.state is WebhookDeliveryState.PENDING and hook.state is WebhookState.ENABLED
    return shown(WebhookDeliveryAnswer, delivery, next_attempt_at=delivery.due_at if is_next else None)


OVERLAP = timedelta(hours=24)


def rotate_webhook(
    context: Context, actor: Actor, webhook_id: str, *, request: WebhookRotate, tried: Attempt
) -> Answer:
    """The endpoint with its new secret."""
    require_account(actor, request.account_id)

    def work(uow: UnitOfWork) -> JsonObject:
        hook = known_webhook(uow, webhook_id)
        rotated = replace(
            hook,
            secret=fresh_secret(context.ids),
            previous_secret=hook.secret,
            previous_secret_until=uow.now + OVERLAP,
            updated_at=uow.now,
        )
        uow.webhooks.replace(rotated)
        record_hook(uow, actor, EventType.WEBHOOK_CHANGED, hook, rotated, changed=["secret"])
        return shown(WebhookSecretAnswer, rotated)

    return once(context, actor, tried, work)
