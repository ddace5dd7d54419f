"""Export batches and the history of their plans."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, collate, delete, func, select

from entrygo.contract.actor import Tenant
from entrygo.contract.canonical import JsonObject
from entrygo.contract.findings import Severity
from entrygo.contract.times import iso
from entrygo.lifecycle.rows import ExportRow, FigureRow, FindingRow, PlanRow
from entrygo.lifecycle.states import EXPORT_MOVES, ExportState
from entrygo.planning.triage import Cause, Standing
from entrygo.store import tables
from entrygo.store.board import BoardRows
from entrygo.store.codec import load
from entrygo.store.evidence import PLAN_PARTS, Noted, note, plan_digests, plan_key
from entrygo.store.packed import pack, unpack
from entrygo.store.records import SqlRow, columns, record_of
from entrygo.store.tenant_rows import Page, SqlSelect, TenantRows

FILTERS = {
    "state": tables.exports.c.state,
    "readiness": tables.exports.c.readiness,
    "warehouseId": tables.exports.c.warehouse_id,
    "brokerId": tables.exports.c.broker_id,
}
KEPT_BY_REPLAN = ("id", "state", "created_at", "executed_at", "package_id", "attempts")
SEVERITIES = {each.value: each for each in Severity}
BETWEEN = "\x1f"  # message and fix, in neither of them
SUMMARY = (
    "order_count",
    "line_count",
    "value_usd_cents",
    "value_rank",
    "duty_usd_cents",
    "savings_usd_cents",
    "errors",
    "warnings",
    "summary_of",
)


class ExportRows(TenantRows):
    """Export batches. A state changes by compare-and-set only, and only as the lifecycle table allows."""

    def __init__(
        self, connection: Connection, tenant: Tenant, noted: Noted | None = None, *, packs: bool = False
    ) -> None:
        """``packs`` says that plans are kept packed."""
        super().__init__(connection, tenant, tables.exports)
        self._packs = packs
        self._noted = {} if noted is None else noted
        self._plans = TenantRows(connection, tenant, tables.plans)
        self._findings = TenantRows(connection, tenant, tables.findings)

    def get(self, export_id: str, *, for_update: bool = False) -> ExportRow | None:
        """One batch; ``for_update`` holds it until the transaction ends, where the database has row locks."""
        statement = self.select().where(self.table.c.id == export_id)
        return self.one(ExportRow, statement.with_for_update() if for_update else statement)

    def many(self, ids: Iterable[str]) -> Mapping[str, ExportRow]:
        """The batches of these ids; unknown and foreign ids are absent."""
        return {each.id: each for each in self.each(ExportRow, self.by_ids(self.table.c.id, ids))}

    def begin_with(self, text: str, limit: int) -> Sequence[ExportRow]:
        """Exports whose id begins so."""
        return self.each(ExportRow, self.beginning(text, limit, self.table.c.id))

    def planned_orders(self, ids: Iterable[str]) -> Mapping[str, Sequence[str]]:
        """The orders that the current plan of each of these batches was asked of; unknown ids are absent."""
        return {row.id: tuple(load(row.request)["order_ids"]) for row in self.by_ids(self.table.c.id, ids)}

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
        if updated_since is not None or not filters:
            conditions = [FILTERS[name] == value for name, value in filters.items()]
            return self.each(
                ExportRow, self.page_rows(page, conditions=conditions, updated_since=updated_since)
            )
        return BoardRows(self.connection, self.tenant).newest(page, filters)

    def newest(self, state: ExportState, limit: int) -> Sequence[FigureRow]:
        """Figures of the newest batches in a state."""
        shown = (self.table.c[name] for name in FigureRow._fields)
        statement = select(*shown).where(self.mine, self.table.c.state == state.value)
        return [FigureRow._make(row) for row in self.all(self._latest(statement, limit))]

    def _latest(self, statement: SqlSelect, limit: int) -> SqlSelect:
        return statement.order_by(self.table.c.created_at.desc(), self.table.c.id.desc()).limit(limit)

    def standing(
        self, state: ExportState, limit: int, severities: Collection[Severity] = tuple(Severity)
    ) -> Sequence[Standing]:
        """The root causes in the newest batches in a state, gathered by the database; a cause comes once a severity.

        A batch whose findings are not in rows yet is left out.
        """
        found, current = tables.findings.c, self.table.c
        looked_at = self._latest(
            select(current.id, current.summary_of, current.plan_seq).where(
                self.mine, current.state == state.value
            ),
            limit,
        ).subquery()
        cause = (found.rule, found.code, found.subject, found.subject_id, found.field, found.severity)
        words = found.message + BETWEEN + found.fix
        if self.connection.dialect.name != "sqlite":
            words = collate(words, "C")
        statement = (
            select(*cause, func.min(words), func.aggregate_strings(found.export_id, ","))
            .join(looked_at, looked_at.c.id == found.export_id)
            .where(
                self.owned(tables.findings),
                looked_at.c.summary_of == looked_at.c.plan_seq,
                found.severity.in_([each.value for each in severities]),
            )
            .group_by(*cause)
        )
        return [_standing(row) for row in self.all(statement)]

    def outcomes_since(self, at: datetime, limit: int) -> Iterator[bytes]:
        """The outcomes of the newest plans made at an instant or later."""
        plans = tables.plans.c
        made = self._plans.select().where(plans.created_at >= iso(at))
        newest = made.order_by(plans.created_at.desc()).limit(limit)
        for row in self.connection.execution_options(yield_per=100).execute(newest):
            yield self._plan(row).outcome

    def held_orders(self) -> set[str]:
        """The orders that batches not yet executed hold."""
        held = select(self.table.c.request).where(
            self.mine, self.table.c.state.in_((ExportState.BATCHED.value, ExportState.EXECUTING.value))
        )
        return {order_id for row in self.all(held) for order_id in load(row.request)["order_ids"]}

    def add_plan(self, export_id: str, plan: PlanRow, found: Sequence[FindingRow] = ()) -> None:
        """One more plan of the batch's history, now its current one, and what it found."""
        kept = columns(plan) | packed_forms(plan) if self._packs else columns(plan)
        self._plans.insert_rows({"export_id": export_id} | kept)
        self._keep_findings(export_id, found, is_first=plan.seq == 1)
        note(self._noted, "plans", plan_key(export_id, plan.seq), plan_digests(plan))

    def plan(self, export_id: str, seq: int) -> PlanRow | None:
        """One plan of the history."""
        plan = tables.plans.c
        row = self.first(self._plans.select().where(plan.export_id == export_id, plan.seq == seq))
        return None if row is None else self._plan(row)

    def _plan(self, row: SqlRow) -> PlanRow:
        kept = record_of(PlanRow, row, self.tenant)
        if row.packed is None:
            return kept
        answer, document, snapshot, outcome = unpack(row.packed)
        return replace(kept, answer=answer, document=document, snapshot=snapshot, outcome=outcome)

    def pack_plan(self, export_id: str, seq: int) -> None:
        """Pack a plan that lies plain; the same plan is read from it."""
        plan = tables.plans.c
        kept = self.plan(export_id, seq)
        if kept is not None:
            mine = self._plans.update().where(plan.export_id == export_id, plan.seq == seq, tables.PLAIN)
            self.connection.execute(mine.values(**packed_forms(kept)))

    def plan_hashes(self, export_id: str) -> Sequence[tuple[int, str]]:
        """Sequence number and hash of every plan, first to last."""
        statement = (
            select(tables.plans.c.seq, tables.plans.c.plan_hash)
            .where(self.owned(tables.plans), tables.plans.c.export_id == export_id)
            .order_by(tables.plans.c.seq)
        )
        return [(row.seq, row.plan_hash) for row in self.all(statement)]

    def summarise(self, export: ExportRow, found: Sequence[FindingRow]) -> None:
        """Put down the figures and findings of the current plan, unless the batch was planned again since."""
        statement = self.update().where(
            self.table.c.id == export.id, self.table.c.plan_seq == export.plan_seq
        )
        values = {name: getattr(export, name) for name in SUMMARY}
        if self.changed(statement.values(**values)):
            self._keep_findings(export.id, found)

    def _keep_findings(self, export_id: str, found: Sequence[FindingRow], *, is_first: bool = False) -> None:
        table = tables.findings
        if not is_first:
            mine = self.owned(table), table.c.export_id == export_id
            self.connection.execute(delete(table).where(*mine))
        self._findings.insert_rows(*({"export_id": export_id} | columns(each) for each in found))


def packed_forms(plan: PlanRow) -> JsonObject:
    """The columns of a plan's forms, packed."""
    packed = pack(plan.answer, plan.document, plan.snapshot, plan.outcome)
    return dict.fromkeys(PLAN_PARTS, b"") | {"packed": packed}


def _standing(row: SqlRow) -> Standing:
    rule, code, subject, subject_id, field, severity, words, joined = tuple(row)
    message, _, fix = words.partition(BETWEEN)
    export_ids = joined.split(",")
    return Standing(
        cause=Cause(rule, code, subject, subject_id, field),
        severity=SEVERITIES[severity],
        message=message,
        fix=fix,
        export_ids=export_ids,
        blocked_ids=export_ids if severity == Severity.ERROR else (),
    )
