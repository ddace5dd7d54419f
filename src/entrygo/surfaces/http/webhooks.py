"""Endpoints that are told of events."""

from typing import Annotated

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
from entrygo.operations.replay_webhook import redeliver, replay_since, send_test
from entrygo.operations.rotate_webhook import rotate_webhook
from entrygo.operations.webhooks import (
    DELIVERY_STATES,
    create_webhook,
    delete_webhook,
    get_webhook,
    list_deliveries,
    list_webhooks,
    patch_webhook,
)
from entrygo.surfaces.http.endpoint import CURSOR, LIMIT, Endpoint, Parameter

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


ENDPOINTS = (
    Endpoint(
        method="POST",
        path="/api/webhooks",
        operation="webhooks.create",
        summary="Register an endpoint; its secret is shown in this answer alone",
        description="Messages are signed as https://www.standardwebhooks.com says, tried ten times within three days, "
        "and may come more than once: `webhook-id` tells a repeat.",
        tag=TAG,
        scope="write",
        request=WebhookCreateBody,
        answer=WebhookSecretAnswer,
        handle=lambda call: create_webhook(call.world, call.actor, call.request, call.tried),
    ),
    Endpoint(
        method="GET",
        path="/api/webhooks",
        operation="webhooks.list",
        summary="List endpoints",
        tag=TAG,
        scope="read",
        parameters=(LIMIT, CURSOR),
        answer=WebhookPage,
        handle=lambda call: list_webhooks(call.world, call.actor, call.query),
    ),
    Endpoint(
        method="GET",
        path="/api/webhooks/{id}",
        operation="webhooks.get",
        summary="One endpoint, without its secret",
        tag=TAG,
        scope="read",
        errors=("NOT_FOUND",),
        answer=WebhookAnswer,
        handle=lambda call: get_webhook(call.world, call.actor, call.path["id"]),
    ),
    Endpoint(
        method="PATCH",
        path="/api/webhooks/{id}",
        operation="webhooks.patch",
        summary="Change an endpoint, disable it, enable it again",
        tag=TAG,
        scope="write",
        request=WebhookPatchBody,
        errors=("NOT_FOUND",),
        answer=WebhookAnswer,
        handle=lambda call: patch_webhook(
            call.world, call.actor, call.path["id"], request=call.request, tried=call.tried
        ),
    ),
    Endpoint(
        method="DELETE",
        path="/api/webhooks/{id}",
        operation="webhooks.delete",
        summary="Give an endpoint up, with all that is owed to it",
        tag=TAG,
        scope="write",
        errors=("NOT_FOUND",),
        answer=WebhookDeleted,
        handle=lambda call: delete_webhook(call.world, call.actor, call.path["id"], call.tried),
    ),
    Endpoint(
        method="POST",
        path="/api/webhooks/{id}/rotate",
        operation="webhooks.rotate",
        summary="A new secret, shown in this answer alone; the old one signs beside it for 24 hours",
        tag=TAG,
        scope="write",
        request=WebhookRotate,
        errors=("NOT_FOUND",),
        answer=WebhookSecretAnswer,
        handle=lambda call: rotate_webhook(
            call.world, call.actor, call.path["id"], request=call.request, tried=call.tried
        ),
    ),
    Endpoint(
        method="POST",
        path="/api/webhooks/{id}/test",
        operation="webhooks.test",
        summary="Owe the endpoint a message of type `webhook.test`",
        tag=TAG,
        scope="write",
        request=WebhookTest,
        errors=("NOT_FOUND",),
        answer=WebhookDeliveryAnswer,
        handle=lambda call: send_test(
            call.world, call.actor, call.path["id"], request=call.request, tried=call.tried
        ),
    ),
    Endpoint(
        method="GET",
        path="/api/webhooks/{id}/deliveries",
        operation="webhooks.deliveries",
        summary="What the endpoint is owed and was sent, and what became of it",
        tag=TAG,
        scope="read",
        parameters=(
            LIMIT,
            CURSOR,
            Parameter(
                name="state",
                description="Only deliveries in this state.",
                schema={"type": "string", "enum": list(DELIVERY_STATES)},
            ),
        ),
        errors=("NOT_FOUND",),
        answer=WebhookDeliveryPage,
        handle=lambda call: list_deliveries(call.world, call.actor, call.path["id"], call.query),
    ),
    Endpoint(
        method="POST",
        path="/api/webhooks/{id}/deliveries/{deliveryId}/replay",
        operation="webhooks.redeliver",
        summary="Post one delivery once more, under the same `webhook-id`",
        tag=TAG,
        scope="write",
        request=WebhookRedelivery,
        errors=("NOT_FOUND",),
        answer=WebhookDeliveryAnswer,
        handle=lambda call: redeliver(
            call.world,
            call.actor,
            call.path["id"],
            delivery_id=call.path["deliveryId"],
            request=call.request,
            tried=call.tried,
        ),
    ),
    Endpoint(
        method="POST",
        path="/api/webhooks/{id}/replay",
        operation="webhooks.replay",
        summary="Post every event since a point once more, each under its `webhook-id`",
        tag=TAG,
        scope="write",
        request=WebhookReplay,
        errors=("NOT_FOUND",),
        answer=WebhookReplayAnswer,
        handle=lambda call: replay_since(
            call.world, call.actor, call.path["id"], request=call.request, tried=call.tried
        ),
    ),
)
