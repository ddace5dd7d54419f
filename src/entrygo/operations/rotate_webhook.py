"""A new secret for an endpoint; the one before signs beside it for a day, so that no message goes unverified."""

from dataclasses import replace
from datetime import timedelta

from entrygo.contract.actor import Actor
from entrygo.contract.canonical import JsonObject
from entrygo.contract.requests.webhooks import WebhookRotate
from entrygo.lifecycle.events import EventType
from entrygo.operations.idempotency import Attempt, once
from entrygo.operations.webhooks import fresh_secret, known_webhook, tell, webhook_view
from entrygo.operations.world import Answer, World, require_account
from entrygo.ports.store import UnitOfWork

OVERLAP = timedelta(hours=24)


def rotate_webhook(
    world: World, actor: Actor, webhook_id: str, *, request: WebhookRotate, tried: Attempt
) -> Answer:
    """The endpoint with its new secret."""
    require_account(actor, request.account_id)

    def work(uow: UnitOfWork) -> JsonObject:
        hook, now = known_webhook(uow, webhook_id), world.clock.now()
        rotated = replace(
            hook,
            secret=fresh_secret(world.ids),
            previous_secret=hook.secret,
            previous_secret_until=now + OVERLAP,
            updated_at=now,
        )
        uow.webhooks.replace(rotated)
        tell(world, uow, actor, rotated, event=EventType.WEBHOOK_CHANGED, changed=["secret"])
        return webhook_view(rotated) | {"secret": rotated.secret}

    return once(world, actor, tried, work)
