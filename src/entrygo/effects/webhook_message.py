"""The body of a webhook: an event as the stream answers it, with whose it is."""

from datetime import datetime

from entrygo.contract.actor import Tenant
from entrygo.contract.answers.exports import EventAnswer
from entrygo.contract.answers.shown import shown
from entrygo.contract.canonical import JsonMapping, answer_bytes
from entrygo.contract.times import iso
from entrygo.lifecycle.rows import EventRow
from entrygo.ports.webhooks import TEST_TYPE

TEST_NAME = "WEBHOOK_TEST"


def message_of(event: EventRow, tenant: Tenant) -> bytes:
    """The body of a webhook: the same bytes for every try."""
    return _message(event.type, event.created_at, shown(EventAnswer, event), tenant)


def trial_message(identifier: str, webhook_id: str, at: datetime, tenant: Tenant) -> bytes:
    """The body of a test: an event that stands in no stream, and so has no hash of its chain."""
    payload = {"webhookId": webhook_id}
    nowhere = dict.fromkeys(("export_id", "sequence", "hash", "previous_hash", "actor", "request_id"))
    said = {"id": identifier, "type": TEST_TYPE, "name": TEST_NAME, "created_at": at, "payload": payload}
    return _message(TEST_TYPE, at, shown(EventAnswer, None, **said, **nowhere), tenant)


def _message(kind: str, at: datetime, event: JsonMapping, tenant: Tenant) -> bytes:
    whose = {"accountId": tenant.account_id, "mode": tenant.mode.value}
    return answer_bytes({"type": kind, "timestamp": iso(at), "data": {**event, **whose}})
