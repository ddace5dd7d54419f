"""Idempotency records: written in the transaction of their effect, so there is no window between the two."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, delete

from entrygo.contract.actor import Tenant
from entrygo.contract.times import iso
from entrygo.lifecycle.rows import PlanRow
from entrygo.store import tables
from entrygo.store.codec import text_of
from entrygo.store.packed import is_packed, pack_beside, unpack_beside
from entrygo.store.records import record_of
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

    def __init__(
        self,
        connection: Connection,
        tenant: Tenant,
        keyring: Keyring,
        *,
        plan_of: Callable[[str, int], PlanRow | None] = lambda _export_id, _seq: None,
        packs: bool = False,
    ) -> None:
        """``plan_of`` finds the plan beside whose answer another is kept; ``packs`` says that answers are packed."""
        super().__init__(connection, tenant, tables.replays)
        self._keyring, self._plan_of, self._packs = keyring, plan_of, packs

    def get(self, operation: str, key: str) -> ReplayRow | None:
        """The record of a key."""
        row = self.first(self.select().where(self.table.c.operation == operation, self.table.c.key == key))
        if row is None:
            return None
        kept = record_of(ReplayRow, row, self.tenant)
        if kept.body is None:
            return kept
        if is_sealed(kept.body):
            return replace(
                kept, body=self._keyring.open(kept.body.decode(), of=self._of(operation, key)).encode()
            )
        return replace(kept, body=unpack_beside(kept.body, self._answer(row.beside)))

    def _answer(self, beside: str | None) -> bytes | None:
        """The answer of the plan of this key of evidence."""
        if beside is None:
            return None
        export_id, _, seq = beside.rpartition("/")
        plan = self._plan_of(export_id, int(seq))
        return None if plan is None else plan.answer

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

    def finish(
        self, operation: str, key: str, *, status: int, body: bytes, beside: str | None = None
    ) -> None:
        """Store the answer, unless one is stored already: the first answer stands. One with a secret is sealed.

        ``beside`` is the key of a plan (:func:`entrygo.store.evidence.plan_key`) whose answer this one repeats.
        """
        kept_beside = None
        if operation in ANSWERS_WITH_SECRETS:
            body = self._keyring.seal(body.decode(), of=self._of(operation, key)).encode()
        elif self._packs:
            body = pack_beside(body, self._answer(beside))
            kept_beside = beside if is_packed(body) else None
        statement = self.update().where(
            self.table.c.operation == operation, self.table.c.key == key, self.table.c.body.is_(None)
        )
        self.connection.execute(statement.values(status=status, body=body, beside=kept_beside))

    def purge(self, before: datetime) -> int:
        """Drop this tenant's records that expired before an instant."""
        statement = delete(self.table).where(self.mine, self.table.c.expires_at < iso(before))
        return int(self.connection.execute(statement).rowcount)
