"""What is posted to the endpoints of webhooks, in the API description: one form for each type of event."""

import re
from typing import Any

from entrygo.lifecycle.event_payloads import any_payload_schema, payload_name, payload_schema
from entrygo.lifecycle.events import MEANINGS, EventType

Node = dict[str, Any]  # Any: JSON of the description
JSON = "application/json"
WHOSE: Node = {"accountId": {"type": "string"}, "mode": {"type": "string", "enum": ["live", "test"]}}
WEBHOOK_MESSAGE: Node = {
    "type": "object",
    "description": "The body of a webhook, as Standard Webhooks has it.",
    "required": ["type", "timestamp", "data"],
    "properties": {
        "type": {
            "anyOf": [
                {"$ref": "#/components/schemas/EventType"},
                {"type": "string", "const": "webhook.test"},
            ],
            "description": "The event's type; `webhook.test` for a test message.",
        },
        "timestamp": {"type": "string", "format": "date-time", "description": "When the event was written."},
        "data": {
            "allOf": [{"$ref": "#/components/schemas/EventAnswer"}],
            "description": "The event as `GET /api/events` lists it, with `accountId` and `mode`.",
        },
    },
}

WEBHOOK_HEADERS: list[Node] = [
    {"name": name, "in": "header", "required": True, "description": meaning, "schema": {"type": "string"}}
    for name, meaning in (
        ("webhook-id", "The delivery's id: the same for every try."),
        ("webhook-timestamp", "Seconds since 1970 of this try."),
        ("webhook-signature", "`v1,` and the base64 HMAC-SHA256 of id, timestamp and body."),
    )
]


def webhook() -> Node:
    """What is posted to the endpoints of webhooks, for those who generate receivers."""
    schema = {"$ref": "#/components/schemas/WebhookMessage"}
    return {
        "operationId": "webhook.event",
        "tags": ["Webhooks"],
        "summary": "An event, posted to an endpoint of yours",
        "description": "Standard Webhooks: verify the signature, answer 2xx within 15 seconds, work afterwards. "
        "`webhook-id` stays the same however often an event is sent.",
        "security": [],
        "parameters": WEBHOOK_HEADERS,
        "requestBody": {"required": True, "content": {JSON: {"schema": schema}}},
        "responses": {
            "2XX": {"description": "Taken."},
            "4XX": {"description": "Tried again later; `410` ends the webhook."},
        },
    }


def webhook_message(*, is_brief: bool) -> Node:
    """The body of a webhook; in full one form for each type of event, with the fields of its payload."""
    if is_brief:
        return WEBHOOK_MESSAGE
    forms = [_form(each.value, payload_name(each)) for each in EventType]
    test = _form("webhook.test", "WebhookTestPayload")
    return {"description": WEBHOOK_MESSAGE["description"], "oneOf": [*forms, test]}


def _form(kind: str, payload: str) -> Node:
    data = WEBHOOK_MESSAGE["properties"]["data"]
    own = {"type": "object", "properties": WHOSE | {"payload": {"$ref": f"#/components/schemas/{payload}"}}}
    return {
        "type": "object",
        "required": WEBHOOK_MESSAGE["required"],
        "properties": WEBHOOK_MESSAGE["properties"]
        | {
            "type": {"type": "string", "const": kind},
            "data": data | {"allOf": [*data["allOf"], own]},
        },
    }


def payload_models(*, is_brief: bool) -> dict[str, Node]:
    """What events may say: briefly one schema of every field, in full one for each type."""
    if is_brief:
        return {"EventPayload": any_payload_schema()}
    made = {
        payload_name(each): {
            "description": f"The fields of `payload` in events `{each.value}`. {MEANINGS[each].when}"
        }
        | _in_words(payload_schema(each))
        for each in EventType
    }
    test = {"description": "`payload` of a test message.", "type": "object", "required": ["webhookId"]}
    return made | {
        "WebhookTestPayload": test
        | {"properties": {"webhookId": {"type": "string", "description": "Id of the endpoint."}}}
    }


def _in_words(schema: Node) -> Node:
    """The schema with each field in words."""
    fields = {
        name: {"description": WORDS.get(name) or _spaced(name)} | each
        for name, each in schema["properties"].items()
    }
    return schema | {"properties": fields}


def _spaced(name: str) -> str:
    """``packageNumber`` as ``Package number.``"""
    return f"{re.sub('(?<=[a-z])([A-Z])', lambda found: ' ' + found[1].lower(), name).capitalize()}."


WORDS = {
    "batchId": "Id of the export batch.",
    "before": "What the write changed, as it was; null where nothing was there.",
    "after": "What the write changed, as it is; null where nothing is there any more.",
    "by": "Who did it, or by which way.",
    "delivery": "Who the papers go to, and which.",
    "rows": "How many rows of each table were deleted.",
}
