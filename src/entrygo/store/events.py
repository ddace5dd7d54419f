"""The append-only event stream of a tenant, each event carrying the hash of the one before it."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection, select
from sqlalchemy.sql import ColumnElement

from entrygo.contract.actor import Tenant
from entrygo.contract.canonical import JsonMapping, canonical_bytes, sha256_hex
from entrygo.contract.times import iso
from entrygo.lifecycle.events import EventType
from entrygo.lifecycle.rows import EventRow
from entrygo.store import tables
from entrygo.store.codec import dump
from entrygo.store.records import record_of
from entrygo.store.tenant_rows import TenantRows

GENESIS = "0" * 64


def chain_hash(
    previous_hash: str, *, seq: int, identifier: str, type_: str, export_id: str | None, payload: str, at: str
) -> str:
    """SHA-256 over the event and the hash of the one before: an altered or missing row breaks every later hash."""
    return sha256_hex(canonical_bytes([previous_hash, seq, identifier, type_, export_id, payload, at]))


class EventRows(TenantRows):
    """Events are only ever appended."""

    def __init__(self, connection: Connection, tenant: Tenant) -> None:
        super().__init__(connection, tenant, tables.events)

    def append(
        self,
        event: EventType,
        *,
        export_id: str | None,
        payload: JsonMapping,
        identifier: str,
        at: datetime,
    ) -> EventRow:
        """Append one event to the chain. A tenant's writers take turns, so nobody else appends until the commit."""
        last = self.first(self.select().order_by(self.table.c.seq.desc()).limit(1))
        seq, previous = (1, GENESIS) if last is None else (last.seq + 1, last.hash)
        body, instant_text = dump(payload), iso(at)
        digest = chain_hash(
            previous,
            seq=seq,
            identifier=identifier,
            type_=event.value,
            export_id=export_id,
            payload=body,
            at=instant_text,
        )
        self.insert_rows(
            {
                "seq": seq,
                "id": identifier,
                "export_id": export_id,
                "type": event.value,
                "payload": body,
                "created_at": instant_text,
                "previous_hash": previous,
                "hash": digest,
            }
        )
        return EventRow(
            seq=seq,
            id=identifier,
            export_id=export_id,
            type=event.value,
            payload=dict(payload),
            created_at=at,
            previous_hash=previous,
            hash=digest,
        )

    def of_export(self, export_id: str) -> Sequence[EventRow]:
        """An export's events in order."""
        statement = self.select().where(self.table.c.export_id == export_id).order_by(self.table.c.seq)
        return self.each(EventRow, self.all(statement))

    def after(self, seq: int, limit: int, *, kind: str | None = None) -> Sequence[EventRow]:
        """At most ``limit`` events after a position, oldest first."""
        statement = self.select().where(self.table.c.seq > seq)
        if kind is not None:
            statement = statement.where(self.table.c.type == kind)
        return self.each(EventRow, self.all(statement.order_by(self.table.c.seq).limit(limit)))

    def newest(self) -> int:
        """The position of the newest event; 0 before the first."""
        return self._newest(self.mine)

    def position(self, identifier: str) -> int | None:
        """The position of the event of this id, or none."""
        return self._newest(self.mine, self.table.c.id == identifier) or None

    def position_before(self, at: datetime) -> int:
        """The position of the newest event written before an instant; 0 where there is none."""
        return self._newest(self.mine, self.table.c.created_at < iso(at))

    def _newest(self, *conditions: ColumnElement[bool]) -> int:
        statement = select(self.table.c.seq).where(*conditions).order_by(self.table.c.seq.desc()).limit(1)
        row = self.first(statement)
        return 0 if row is None else int(row.seq)

    def chain(self) -> Iterable[EventRow]:
        """Every event in order."""
        for row in self.connection.execute(select(self.table).where(self.mine).order_by(self.table.c.seq)):
            yield record_of(EventRow, row, self.tenant)
