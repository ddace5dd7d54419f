"""A new secret for an endpoint; the one before signs beside it for a day, so that no message goes unverified."""

from dataclasses import replace
from datetime import timedelta

from entrygo.context import Context
from entrygo.contract.actor import Actor
from entrygo.contract.answers.shown import shown
from entrygo.contract.answers.webhooks import WebhookSecretAnswer
from entrygo.contract.canonical import JsonObject
from entrygo.contract.requests.webhooks import WebhookRotate
from entrygo.lifecycle.events import EventType
from entrygo.operations.answer import Answer
from entrygo.operations.idempotency import Attempt, once
from entrygo.operations.policy import require_account
from entrygo.operations.webhooks import fresh_secret, known_webhook, record_change
from entrygo.store.unit_of_work import UnitOfWork

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
        record_change(uow, actor, rotated, EventType.WEBHOOK_CHANGED, changed=["secret"])
        return shown(WebhookSecretAnswer, rotated)

    return once(context, actor, tried, work)
