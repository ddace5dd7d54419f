"""Export batches and the history of their plans."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, select

from entrygo.contract.actor import Tenant
from entrygo.contract.canonical import JsonObject
from entrygo.contract.times import iso
from entrygo.lifecycle.rows import ExportRow, OutcomeRow, PlanRow
from entrygo.lifecycle.states import EXPORT_MOVES, ExportState
from entrygo.store import tables
from entrygo.store.evidence import Noted, note, plan_digests, plan_key
from entrygo.store.records import columns
from entrygo.store.tenant_rows import Page, TenantRows

FILTERS = {
    "state": tables.exports.c.state,
    "readiness": tables.exports.c.readiness,
    "warehouseId": tables.exports.c.warehouse_id,
    "brokerId": tables.exports.c.broker_id,
}
KEPT_BY_REPLAN = ("id", "state", "created_at", "executed_at", "package_id", "attempts")


class ExportRows(TenantRows):
    """Export batches. A state changes by compare-and-set only, and only as the lifecycle table allows."""

    def __init__(self, connection: Connection, tenant: Tenant, noted: Noted | None = None) -> None:
        super().__init__(connection, tenant, tables.exports)
        self._noted = {} if noted is None else noted
        self._plans = TenantRows(connection, tenant, tables.plans)

    def get(self, export_id: str, *, for_update: bool = False) -> ExportRow | None:
        """One batch; ``for_update`` holds it until the transaction ends, where the database has row locks."""
        statement = self.select().where(self.table.c.id == export_id)
        return self.one(ExportRow, statement.with_for_update() if for_update else statement)

    def begin_with(self, text: str, limit: int) -> Sequence[ExportRow]:
        """Exports whose id begins so."""
        return self.each(ExportRow, self.beginning(text, limit, self.table.c.id))

    def insert(self, export: ExportRow) -> None:
        """A new batch."""
        self.insert_rows(columns(export))
        note(self._noted, "exports", export.id, {"state": export.state.value, "planHash": export.plan_hash})

    def show_package(self, export_id: str, package_id: str, *, at: datetime) -> None:
        """The package an export shows: the newest that is made."""
        statement = self.update().where(self.table.c.id == export_id)
        self.connection.execute(statement.values(package_id=package_id, updated_at=iso(at)))

    def replan(self, export: ExportRow) -> None:
        """Overwrite a batch's plan; its state stays."""
        statement = self.update().where(self.table.c.id == export.id)
        self.connection.execute(statement.values(**columns(export, but=KEPT_BY_REPLAN)))
        note(self._noted, "exports", export.id, {"planHash": export.plan_hash})

    def move(
        self,
        export_id: str,
        *,
        was: ExportState,
        becomes: ExportState,
        at: datetime,
        package_id: str | None = None,
    ) -> bool:
        """Compare and set the state; false when it was not ``was``."""
        if becomes not in EXPORT_MOVES[was]:
            raise ValueError(f"the lifecycle has no move from {was} to {becomes}")
        values: JsonObject = {"state": becomes.value, "updated_at": iso(at)}
        if becomes is ExportState.COMPLETED:
            values["executed_at"] = iso(at)
        if package_id is not None:
            values["package_id"] = package_id
        statement = self.update().where(self.table.c.id == export_id, self.table.c.state == was.value)
        has_moved = self.changed(statement.values(**values))
        if has_moved:
            note(self._noted, "exports", export_id, {"state": becomes.value})
        return has_moved

    def note_attempt(self, export_id: str, *, attempts: int, at: datetime) -> None:
        """Count a run of the execution that failed and will be tried again."""
        statement = self.update().where(self.table.c.id == export_id)
        self.connection.execute(statement.values(attempts=attempts, updated_at=iso(at)))

    def page(
        self, page: Page, *, filters: Mapping[str, str], updated_since: datetime | None = None
    ) -> Sequence[ExportRow]:
        """A page, newest first."""
        conditions = [FILTERS[name] == value for name, value in filters.items()]
        rows = self.page_rows(page, conditions=conditions, updated_since=updated_since)
        return self.each(ExportRow, rows)

    def outcomes(self, state: ExportState, limit: int) -> Iterator[OutcomeRow]:
        """The outcome of the current plan of the newest exports in a state; a plan's other forms stay unread."""
        newest = (
            select(self.table.c.id, self.table.c.plan_seq, self.table.c.warehouse_id, self.table.c.broker_id)
            .where(self.mine, self.table.c.state == state.value)
            .order_by(self.table.c.created_at.desc(), self.table.c.id.desc())
            .limit(limit)
        )
        for export in self.all(newest):
            plan = (
                self.owned(tables.plans),
                tables.plans.c.export_id == export.id,
                tables.plans.c.seq == export.plan_seq,
            )
            found = self.first(select(tables.plans.c.outcome).where(*plan))
            if found is not None:
                yield OutcomeRow(
                    export_id=export.id,
                    warehouse_id=export.warehouse_id,
                    broker_id=export.broker_id,
                    outcome=found.outcome,
                )

    def add_plan(self, export_id: str, plan: PlanRow) -> None:
        """One more plan of the batch's history."""
        self._plans.insert_rows({"export_id": export_id} | columns(plan))
        note(self._noted, "plans", plan_key(export_id, plan.seq), plan_digests(plan))

    def plan(self, export_id: str, seq: int) -> PlanRow | None:
        """One plan of the history."""
        mine = self._plans.select()
        return self.one(PlanRow, mine.where(tables.plans.c.export_id == export_id, tables.plans.c.seq == seq))

    def plan_hashes(self, export_id: str) -> Sequence[tuple[int, str]]:
        """Sequence number and hash of every plan, first to last."""
        statement = (
            select(tables.plans.c.seq, tables.plans.c.plan_hash)
            .where(self.owned(tables.plans), tables.plans.c.export_id == export_id)
            .order_by(tables.plans.c.seq)
        )
        return [(row.seq, row.plan_hash) for row in self.all(statement)]
