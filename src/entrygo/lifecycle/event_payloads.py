"""What the payload of each event may hold, field by field, as JSON Schema: for those who read events and webhooks."""

from collections.abc import Mapping
from typing import Any

from entrygo.lifecycle.events import MEANINGS, EventType

Schema = dict[str, Any]  # Any: JSON Schema

_TEXT: Schema = {"type": "string"}
_TEXT_OR_NULL: Schema = {"type": ["string", "null"]}
_COUNT: Schema = {"type": "integer"}
_TRUTH: Schema = {"type": "boolean"}
_TEXTS: Schema = {"type": "array", "items": _TEXT}
_TEXTS_OR_NULL: Schema = {"type": ["array", "null"], "items": _TEXT}
_OBJECT: Schema = {"type": "object"}
_OBJECT_OR_NULL: Schema = {"type": ["object", "null"]}
_OBJECTS: Schema = {"type": "array", "items": _OBJECT}
_COUNTS: Schema = {"type": "object", "additionalProperties": _COUNT}

_OF: Mapping[str, Schema] = {
    **dict.fromkeys(
        (
            "afterSequence", "attempt", "changed", "complianceScore", "ended", "keptYears", "new", "notNamed",
            "submissionsHeld", "unchanged", "version",
        ),
        _COUNT,
    ),
    **dict.fromkeys(("disabled", "enabled"), _TRUTH),
    **dict.fromkeys(
        (
            "cancelledOrderIds", "files", "lost", "modes", "notified", "orderIds", "packageNumbers", "restored",
            "roles", "submissions", "versionsSent",
        ),
        _TEXTS,
    ),
    **dict.fromkeys(
        ("enhancedStatus", "error", "finalRecipient", "invitationId", "owner", "reportedBy", "reason"), _TEXT_OR_NULL
    ),
    "after": _OBJECT_OR_NULL,
    "before": _OBJECT_OR_NULL,
    "changes": _OBJECTS,
    "delivery": _OBJECT,
    "eventTypes": _TEXTS_OR_NULL,
    "rows": _COUNTS,
}  # fmt: skip
_ELSEWHERE: Mapping[tuple[EventType, str], Schema] = {(EventType.WEBHOOK_CHANGED, "changed"): _TEXTS}


def payload_schema(event: EventType) -> Schema:
    """The payload of an event of this type. A field that does not apply is left out; there are no others."""
    return {
        "type": "object",
        "properties": {
            name: _ELSEWHERE.get((event, name), _OF.get(name, _TEXT)) for name in MEANINGS[event].fields
        },
        "additionalProperties": False,
    }


def any_payload_schema() -> Schema:
    """The fields of all payloads: which of them an event has depends on its type."""
    fields: Schema = {}
    for event in EventType:
        for name, schema in payload_schema(event)["properties"].items():
            known = fields.setdefault(name, schema)
            if known != schema:
                choices = known.get("anyOf", [known])
                fields[name] = {"anyOf": [*choices, *([] if schema in choices else [schema])]}
    return {"type": "object", "properties": {name: fields[name] for name in sorted(fields)}}


def payload_name(event: EventType) -> str:
    """``ExportExecutedPayload``, as the description and the clients name it."""
    return "".join(part.capitalize() for part in event.name.split("_")) + "Payload"
