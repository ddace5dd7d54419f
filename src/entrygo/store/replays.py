"""Idempotency records: written in the transaction of their effect, so there is no window between the two."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete

from entrygo.contract.actor import Tenant
from entrygo.contract.times import iso
from entrygo.store import tables
from entrygo.store.codec import text_of
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

    def __init__(self, connection: Connection, tenant: Tenant) -> None:
        super().__init__(connection, tenant, tables.replays)

    def get(self, operation: str, key: str) -> ReplayRow | None:
        """The record of a key."""
        return self.one(
            ReplayRow, self.select().where(self.table.c.operation == operation, self.table.c.key == key)
        )

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
        """Store the answer, unless one is stored already: the first answer stands."""
        statement = self.update().where(
            self.table.c.operation == operation, self.table.c.key == key, self.table.c.body.is_(None)
        )
        self.connection.execute(statement.values(status=status, body=body))

    def purge(self, before: datetime) -> int:
        """Drop this tenant's records that expired before an instant."""
        statement = delete(self.table).where(self.mine, self.table.c.expires_at < iso(before))
        return int(self.connection.execute(statement).rowcount)
