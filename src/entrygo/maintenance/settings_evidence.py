"""Whether who may do what, and where papers go, is as the events left it: keys, policies, addresses, recipients."""

from collections.abc import Iterator
from typing import Any

from entrygo.contract.actor import Mode, Tenant
from entrygo.contract.canonical import plain
from entrygo.lifecycle.events import EventType
from entrygo.lifecycle.rows import EventRow
from entrygo.operations.keys import recorded_key
from entrygo.store.codec import record_document
from entrygo.store.unit_of_work import UnitOfWork

Told = dict[str, Any]  # Any: JSON
OF_KEYS = ("owner", "scopes", "policy", "expiresAt")
OF_SETTINGS = {
    EventType.ACCOUNT_CHANGED.value: ("profiles", "", "policy"),
    EventType.BROKER_CHANGED.value: ("brokers", "brokerId", "email"),
    EventType.WAREHOUSE_CHANGED.value: ("warehouses", "warehouseId", "notificationEmail"),
}
"""By event: the rows it is about, what names the row in it, and the member that decides what leaves or where to."""


class SettingsEvidence:
    """What a tenant's events say of its settings and mails, taken in one by one in the chain's order.

    Of what versions before these events changed, nothing is told. Keys of test mode send nothing and are left out.
    """

    def __init__(self, tenant: Tenant) -> None:
        self._tenant = tenant
        self._name = f"{tenant.account_id}/{tenant.mode.value}"
        self._keys: dict[str, Told] = {}
        self._settings: dict[tuple[str, str, str], Any] = {}  # Any: JSON
        self._mails: dict[str, tuple[str, str]] = {}

    def take(self, event: EventRow) -> None:
        """One event's words. What retention deleted is told of no more."""
        after = event.payload.get("after")
        if event.type.startswith("key.") and self._tenant.mode is Mode.LIVE:
            told = self._keys.setdefault(str(event.payload["keyId"]), {})
            told |= after or {}
            if event.type == EventType.KEY_REVOKED.value:
                told["revoked"] = True
        elif event.type in OF_SETTINGS and after is not None:
            rows, named, member = OF_SETTINGS[event.type]
            identifier = str(event.payload[named]) if named else self._tenant.account_id
            if member in after:
                self._settings[rows, identifier, member] = after[member]
        elif event.type == EventType.RECORDS_DELETED.value:
            self._mails = {key: told for key, told in self._mails.items() if told[0] != event.export_id}
        elif event.export_id and {"submissionId", "recipient"} <= event.payload.keys():
            submission, recipient = str(event.payload["submissionId"]), str(event.payload["recipient"])
            self._mails[submission] = (event.export_id, recipient)

    def faults(self, uow: UnitOfWork) -> Iterator[str]:
        """Rows that are not as the events left them, or are gone."""
        for key_id, told in self._keys.items():
            yield from self._key_faults(uow, key_id, told)
        for (rows, identifier, member), value in self._settings.items():
            row = getattr(uow, rows).get(identifier)
            found = None if row is None else _stated(plain(record_document(row.stated).get(member)))
            if found != _stated(value):
                yield f"{self._name}: {member} of {identifier} was altered: it is {found}, not {_stated(value)}"
        for mail_id, (_, recipient) in self._mails.items():
            mail = uow.mails.get(mail_id)
            if mail is None:
                yield f"{self._name}: submission {mail_id} is gone"
            elif mail.recipient != recipient:
                yield f"{self._name}: submission {mail_id} was altered: it went to {recipient}, not {mail.recipient}"

    def _key_faults(self, uow: UnitOfWork, key_id: str, told: Told) -> Iterator[str]:
        row = uow.keys.get(key_id)
        if row is None:
            yield f"{self._name}: key {key_id} is gone"
            return
        if row.tenant != self._tenant:
            return
        if told.get("revoked") and row.revoked_at is None:
            yield f"{self._name}: key {key_id} was altered: it was revoked, and works"
        found: Any = plain(recorded_key(row))  # Any: JSON
        for name in OF_KEYS:
            if name in told and _stated(found[name]) != _stated(told[name]):
                yield f"{self._name}: key {key_id} was altered: its {name} is {found[name]}, not {told[name]}"


def _stated(value: Any) -> Any:  # Any: JSON
    """A value without the members that nobody stated; none at all is ``None``."""
    if isinstance(value, dict):
        return {name: part for name, part in value.items() if part is not None} or None
    return value
