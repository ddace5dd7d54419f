"""An event as JSON: in the API's stream, and as the message of a webhook."""

from datetime import datetime

from entrygo.contract.actor import Tenant
from entrygo.contract.canonical import JsonMapping, JsonObject, answer_bytes
from entrygo.contract.times import iso
from entrygo.lifecycle.rows import EventRow

TEST_TYPE, TEST_NAME = "webhook.test", "WEBHOOK_TEST"


def event_view(event: EventRow) -> JsonObject:
    """An event under both its names."""
    return {
        "id": event.id,
        "type": event.type,
        "name": event.name,
        "created_at": iso(event.created_at),
        "payload": event.payload,
        "export_id": event.export_id,
        "sequence": event.seq,
        "hash": event.hash,
        "previous_hash": event.previous_hash,
    }


def message_of(event: EventRow, tenant: Tenant) -> bytes:
    """The body of a webhook: the same bytes for every try."""
    return _message(event.type, event.created_at, event_view(event), tenant)


def trial_message(identifier: str, webhook_id: str, at: datetime, tenant: Tenant) -> bytes:
    """The body of a test: an event that stands in no stream, and so has no hash of its chain."""
    shown = {
        "id": identifier,
        "type": TEST_TYPE,
        "name": TEST_NAME,
        "created_at": iso(at),
        "payload": {"webhookId": webhook_id},
        "export_id": None,
        "sequence": None,
        "hash": None,
        "previous_hash": None,
    }
    return _message(TEST_TYPE, at, shown, tenant)


def _message(kind: str, at: datetime, event: JsonMapping, tenant: Tenant) -> bytes:
    whose = {"accountId": tenant.account_id, "mode": tenant.mode.value}
    return answer_bytes({"type": kind, "timestamp": iso(at), "data": {**event, **whose}})
