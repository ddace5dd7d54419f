"""Idempotency records: written in the transaction of their effect, so there is no window between the two."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, delete

from entrygo.contract.actor import Tenant
from entrygo.contract.times import iso
from entrygo.store import tables
from entrygo.store.codec import text_of
from entrygo.store.sealed_rows import ANSWERS_WITH_SECRETS, is_sealed, secret_of
from entrygo.store.sealing import Keyring
from entrygo.store.tenant_rows import TenantRows


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayRow:
    """An idempotency record. ``body`` is ``None`` while the work it names is not finished."""

    fingerprint: str
    subject_id: str | None
    status: int | None
    body: bytes | None
    created_at: datetime


class ReplayRows(TenantRows):
    """One record a key, within account, mode and operation."""

    def __init__(self, connection: Connection, tenant: Tenant, keyring: Keyring) -> None:
        super().__init__(connection, tenant, tables.replays)
        self._keyring = keyring

    def get(self, operation: str, key: str) -> ReplayRow | None:
        """The record of a key."""
        kept = self.one(
            ReplayRow, self.select().where(self.table.c.operation == operation, self.table.c.key == key)
        )
        if kept is None or kept.body is None or not is_sealed(kept.body):
            return kept
        opened = self._keyring.open(kept.body.decode(), of=self._of(operation, key))
        return replace(kept, body=opened.encode())

    def _of(self, operation: str, key: str) -> str:
        return secret_of(self.table, "body", self._key | {"operation": operation, "key": key})

    def begin(
        self,
        operation: str,
        key: str,
        *,
        fingerprint: str,
        subject_id: str | None,
        at: datetime,
        expires_at: datetime | None,
    ) -> bool:
        """Take a key for this work; false when it is taken."""
        return self.insert_if_absent(
            {
                "operation": operation,
                "key": key,
                "fingerprint": fingerprint,
                "subject_id": subject_id,
                "created_at": iso(at),
                "expires_at": text_of(expires_at),
            }
        )

    def finish(self, operation: str, key: str, *, status: int, body: bytes) -> None:
        """Store the answer, unless one is stored already: the first answer stands. One with a secret is sealed."""
        if operation in ANSWERS_WITH_SECRETS:
            body = self._keyring.seal(body.decode(), of=self._of(operation, key)).encode()
        statement = self.update().where(
            self.table.c.operation == operation, self.table.c.key == key, self.table.c.body.is_(None)
        )
        self.connection.execute(statement.values(status=status, body=body))

    def purge(self, before: datetime) -> int:
        """Drop this tenant's records that expired before an instant."""
        statement = delete(self.table).where(self.mine, self.table.c.expires_at < iso(before))
        return int(self.connection.execute(statement).rowcount)
