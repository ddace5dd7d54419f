"""The append-only event stream of a tenant, each event carrying the hash of the one before it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, select
from sqlalchemy.sql import ColumnElement

from entrygo.contract.actor import SYSTEM, Origin, Tenant
from entrygo.contract.canonical import JsonMapping, canonical_bytes, sha256_hex
from entrygo.contract.times import iso
from entrygo.lifecycle.events import EventType
from entrygo.lifecycle.rows import EventRow
from entrygo.store import tables
from entrygo.store.codec import dump
from entrygo.store.records import columns, record_of
from entrygo.store.tenant_rows import SqlSelect, TenantRows

GENESIS = "0" * 64
FORM = 2
"""What the hash of a new event covers; see :class:`EventRow`."""


def chain_hash(event: EventRow) -> str:
    """SHA-256 over the event and the hash of the one before: an altered or missing row breaks every later hash.

    An event keeps the form it was written in, so that old ones stay verifiable.
    """
    said = [event.previous_hash, event.seq, event.id, event.type, event.export_id]
    covered = [*said, dump(event.payload), iso(event.created_at)]
    if event.form == 1:
        return sha256_hex(canonical_bytes(covered))
    more = [event.form, dump(event.actor), event.request_id, dump(event.evidence)]
    return sha256_hex(canonical_bytes([*covered, *more]))


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFilter:
    """Which events are wanted: of a type, an export, a key or person, from one instant on and before another."""

    kind: str | None = None
    export_id: str | None = None
    actor_id: str | None = None
    since: datetime | None = None
    until: datetime | None = None


class EventRows(TenantRows):
    """Events are only ever appended."""

    def __init__(self, connection: Connection, tenant: Tenant) -> None:
        super().__init__(connection, tenant, tables.events)
        self._heads = TenantRows(connection, tenant, tables.chain_heads)
        self._last: tuple[int, str] | None = None

    def append(
        self,
        event: EventType,
        *,
        export_id: str | None,
        payload: JsonMapping,
        identifier: str,
        at: datetime,
        origin: Origin = SYSTEM,
        evidence: JsonMapping | None = None,
    ) -> EventRow:
        """Append one event to the chain. A tenant's writers take turns, so nobody else appends until the commit."""
        seq, previous = self.end()
        row = EventRow(
            seq=seq + 1,
            id=identifier,
            export_id=export_id,
            type=event.value,
            payload=dict(payload),
            created_at=at,
            previous_hash=previous,
            hash="",
            form=FORM,
            actor=origin.document(),
            request_id=origin.request_id,
            evidence=dict(evidence) if evidence else None,
        )
        row = replace(row, hash=chain_hash(row))
        self.insert_rows(columns(row))
        self._last = row.seq, row.hash
        return row

    def head(self) -> tuple[int, str] | None:
        """The position and hash of the chain's end as it was noted beside it; none of versions that noted none."""
        row = self._heads.first(self._heads.select())
        return None if row is None else (int(row.seq), str(row.hash))

    def hash_at(self, seq: int) -> str | None:
        """The hash of the event at a position, or none."""
        row = self.first(select(self.table.c.hash).where(self.mine, self.table.c.seq == seq))
        return None if row is None else str(row.hash)

    def note_head(self) -> None:
        """Note the chain's end beside it, once a transaction that appended: a chain cut short does not match it."""
        if self._last is not None:
            seq, digest = self._last
            self._heads.upsert([{"seq": seq, "hash": digest}], on=(), keep=())

    def end(self) -> tuple[int, str]:
        """The position and hash of the newest event; 0 and zeros before the first."""
        if self._last is not None:
            return self._last
        newest = select(self.table.c.seq, self.table.c.hash).where(self.mine)
        last = self.first(newest.order_by(self.table.c.seq.desc()).limit(1))
        return (0, GENESIS) if last is None else (last.seq, last.hash)

    def of_export(self, export_id: str) -> Sequence[EventRow]:
        """An export's events in order."""
        statement = self.select().where(self.table.c.export_id == export_id).order_by(self.table.c.seq)
        return self.each(EventRow, self.all(statement))

    def after(self, seq: int, limit: int, wanted: "EventFilter | None" = None) -> Sequence[EventRow]:
        """At most ``limit`` events after a position, oldest first."""
        statement = self._wanted(wanted).where(self.table.c.seq > seq)
        return self.each(EventRow, self.all(statement.order_by(self.table.c.seq).limit(limit)))

    def back(self, seq: int | None, limit: int, wanted: "EventFilter | None" = None) -> Sequence[EventRow]:
        """At most ``limit`` events before a position, or from the end, newest first."""
        statement = self._wanted(wanted)
        if seq is not None:
            statement = statement.where(self.table.c.seq < seq)
        return self.each(EventRow, self.all(statement.order_by(self.table.c.seq.desc()).limit(limit)))

    def _wanted(self, wanted: "EventFilter | None") -> SqlSelect:
        if wanted is None:
            return self.select()
        table = self.table.c
        by = None if wanted.actor_id is None else dump({"id": wanted.actor_id})[1:-1]
        conditions = (
            None if wanted.kind is None else table.type == wanted.kind,
            None if wanted.export_id is None else table.export_id == wanted.export_id,
            None if by is None else table.actor.contains(by, autoescape=True),
            None if wanted.since is None else table.created_at >= iso(wanted.since),
            None if wanted.until is None else table.created_at < iso(wanted.until),
        )
        return self.select().where(*(each for each in conditions if each is not None))

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
