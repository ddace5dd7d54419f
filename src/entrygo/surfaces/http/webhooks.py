"""Endpoints that are told of events."""

from typing import Annotated

from fastapi import APIRouter, Path, Query
from pydantic import Field, WithJsonSchema

from entrygo.contract.answers.webhooks import (
    WebhookAnswer,
    WebhookDeleted,
    WebhookDeliveryAnswer,
    WebhookDeliveryPage,
    WebhookPage,
    WebhookReplayAnswer,
    WebhookSecretAnswer,
)
from entrygo.contract.described import optional
from entrygo.contract.requests.webhooks import (
    EVENT_TYPES,
    MAX_EVENT_TYPES,
    WebhookCreate,
    WebhookPatch,
    WebhookRedelivery,
    WebhookReplay,
    WebhookRotate,
    WebhookTest,
)
from entrygo.lifecycle.events import EventType
from entrygo.operations.answer import Answer
from entrygo.operations.queries import DeliveriesQuery, ListQuery
from entrygo.operations.replay_webhook import redeliver, replay_since, send_test
from entrygo.operations.webhooks import (
    create_webhook,
    delete_webhook,
    get_webhook,
    list_deliveries,
    list_webhooks,
    patch_webhook,
    rotate_webhook,
)
from entrygo.surfaces.http.endpoint import Id, ProtocolRoute, Read, Write, fails

TAG = "Webhooks"
EventTypeName = Annotated[
    str, WithJsonSchema({"type": "string", "enum": [event.value for event in EventType]})
]
EventTypes = Annotated[list[EventTypeName], Field(min_length=1, max_length=MAX_EVENT_TYPES)]


class WebhookCreateBody(WebhookCreate):
    """A new endpoint; it is told of what happens from now on."""

    event_types: EventTypes | None = optional(EVENT_TYPES, ["export.executed"])


class WebhookPatchBody(WebhookPatch):
    """Fields of an endpoint to change; null clears `eventTypes` (all types again) and `description`."""

    event_types: EventTypes | None = optional(EVENT_TYPES, ["export.executed"])


router = APIRouter(route_class=ProtocolRoute, tags=["Webhooks"])


@router.post("/api/webhooks", operation_id="webhooks.create", response_model=WebhookSecretAnswer)
def webhooks_create(call: Write, request: WebhookCreateBody) -> Answer:
    """Register an endpoint; its secret is shown in this answer alone.

    Messages are signed as https://www.standardwebhooks.com says, tried ten times within three days, and may
    come more than once: `webhook-id` tells a repeat.
    """
    return create_webhook(call.context, call.actor, request, call.tried)


@router.get("/api/webhooks", operation_id="webhooks.list", response_model=WebhookPage)
def webhooks_list(call: Read, query: Annotated[ListQuery, Query()]) -> Answer:
    """List endpoints.

    Newest first, without secrets.
    """
    return list_webhooks(call.context, call.actor, query)


@router.get(
    "/api/webhooks/{id}",
    operation_id="webhooks.get",
    response_model=WebhookAnswer,
    responses=fails("NOT_FOUND"),
)
def webhooks_get(call: Read, webhook_id: Id) -> Answer:
    """One endpoint, without its secret.

    Its state, and why it was disabled, if it was.
    """
    return get_webhook(call.context, call.actor, webhook_id)


@router.patch(
    "/api/webhooks/{id}",
    operation_id="webhooks.patch",
    response_model=WebhookAnswer,
    responses=fails("NOT_FOUND"),
)
def webhooks_patch(call: Write, webhook_id: Id, request: WebhookPatchBody) -> Answer:
    """Change an endpoint, disable it, enable it again.

    What an endpoint missed while it was disabled it is sent when it is enabled again.
    """
    return patch_webhook(call.context, call.actor, webhook_id, request=request, tried=call.tried)


@router.delete(
    "/api/webhooks/{id}",
    operation_id="webhooks.delete",
    response_model=WebhookDeleted,
    responses=fails("NOT_FOUND"),
)
def webhooks_delete(call: Write, webhook_id: Id) -> Answer:
    """Give an endpoint up, with all that is owed to it.

    Nothing is sent to it any more. Its past deliveries go with it.
    """
    return delete_webhook(call.context, call.actor, webhook_id, call.tried)


@router.post(
    "/api/webhooks/{id}/rotate",
    operation_id="webhooks.rotate",
    response_model=WebhookSecretAnswer,
    responses=fails("NOT_FOUND"),
)
def webhooks_rotate(call: Write, webhook_id: Id, request: WebhookRotate) -> Answer:
    """A new secret, shown in this answer alone; the old one signs beside it for 24 hours.

    Messages carry both signatures meanwhile, so that a receiver can change over without losing one.
    """
    return rotate_webhook(call.context, call.actor, webhook_id, request=request, tried=call.tried)


@router.post(
    "/api/webhooks/{id}/test",
    operation_id="webhooks.test",
    response_model=WebhookDeliveryAnswer,
    responses=fails("NOT_FOUND"),
)
def webhooks_test(call: Write, webhook_id: Id, request: WebhookTest) -> Answer:
    """Owe the endpoint a message of type `webhook.test`.

    Signed and sent as every other; look at its deliveries for what the receiver answered.
    """
    return send_test(call.context, call.actor, webhook_id, request=request, tried=call.tried)


@router.get(
    "/api/webhooks/{id}/deliveries",
    operation_id="webhooks.deliveries",
    response_model=WebhookDeliveryPage,
    responses=fails("NOT_FOUND"),
)
def webhooks_deliveries(call: Read, webhook_id: Id, query: Annotated[DeliveriesQuery, Query()]) -> Answer:
    """What the endpoint is owed and was sent, and what became of it.

    Newest first, with each try's answer and when the next comes.
    """
    return list_deliveries(call.context, call.actor, webhook_id, query)


@router.post(
    "/api/webhooks/{id}/deliveries/{deliveryId}/replay",
    operation_id="webhooks.redeliver",
    response_model=WebhookDeliveryAnswer,
    responses=fails("NOT_FOUND"),
)
def webhooks_redeliver(
    call: Write,
    webhook_id: Id,
    delivery_id: Annotated[str, Path(alias="deliveryId", description="The id of one of its deliveries.")],
    request: WebhookRedelivery,
) -> Answer:
    """Post one delivery once more, under the same `webhook-id`.

    Also of a delivery that was received or given up.
    """
    return redeliver(
        call.context, call.actor, webhook_id, delivery_id=delivery_id, request=request, tried=call.tried
    )


@router.post(
    "/api/webhooks/{id}/replay",
    operation_id="webhooks.replay",
    response_model=WebhookReplayAnswer,
    responses=fails("NOT_FOUND"),
)
def webhooks_replay(call: Write, webhook_id: Id, request: WebhookReplay) -> Answer:
    """Post every event since a point once more, each under its `webhook-id`.

    In the order they happened. A receiver tells repeats by their `webhook-id`.
    """
    return replay_since(call.context, call.actor, webhook_id, request=request, tried=call.tried)
