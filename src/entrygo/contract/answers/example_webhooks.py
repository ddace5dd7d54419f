"""Examples of endpoints and deliveries, as the API description shows them."""

from collections.abc import Mapping
from typing import Any

_MADE, _SENT = "2026-11-02T09:00:00.000Z", "2026-11-02T15:04:05.000Z"
_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo="  # noqa: S105 - an example
WEBHOOK: Mapping[str, Any] = {  # Any: JSON
    "id": "whk_123",
    "url": "https://shop.example.com/entrygo",
    "eventTypes": ["export.executed", "broker.acknowledged", "broker.rejected"],
    "description": "The shop's order desk",
    "state": "enabled",
    "disabledReason": None,
    "disabledAt": None,
    "failingSince": None,
    "previousSecretUntil": None,
    "createdAt": _MADE,
    "updatedAt": _MADE,
}
DELIVERY: Mapping[str, Any] = {  # Any: JSON
    "id": "whd_123",
    "webhookId": "whk_123",
    "eventId": "evt_123",
    "eventType": "export.executed",
    "sequence": 42,
    "state": "delivered",
    "attempts": 1,
    "responseStatus": 204,
    "error": None,
    "lastAttemptAt": _SENT,
    "nextAttemptAt": None,
    "deliveredAt": _SENT,
    "createdAt": _SENT,
}
_UNSENT = {
    "state": "pending",
    "attempts": 0,
    "responseStatus": None,
    "lastAttemptAt": None,
    "nextAttemptAt": _SENT,
    "deliveredAt": None,
}
WEBHOOK_ANSWERS: Mapping[str, dict[str, Any]] = {  # Any: JSON
    "webhooks.create": {**WEBHOOK, "secret": _SECRET},
    "webhooks.list": {"data": [WEBHOOK], "has_more": False, "next_cursor": None},
    "webhooks.get": {**WEBHOOK},
    "webhooks.patch": {**WEBHOOK},
    "webhooks.delete": {"id": "whk_123", "isDeleted": True},
    "webhooks.rotate": {
        **WEBHOOK,
        "previousSecretUntil": "2026-11-03T15:04:05.000Z",
        "updatedAt": _SENT,
        "secret": _SECRET,
    },
    "webhooks.test": {**DELIVERY, **_UNSENT, "eventType": "webhook.test", "sequence": None},
    "webhooks.deliveries": {"data": [DELIVERY], "has_more": False, "next_cursor": None},
    "webhooks.redeliver": {**DELIVERY, **_UNSENT, "attempts": 1, "lastAttemptAt": _SENT},
    "webhooks.replay": {"webhookId": "whk_123", "afterSequence": 41, "events": 7},
}
