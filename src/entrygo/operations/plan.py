"""Plan: decide what should happen with these orders. Durable unless it is a dry run; no side effect outside."""

from dataclasses import dataclass, replace

from entrygo.context import Context
from entrygo.contract.actor import Actor
from entrygo.contract.answers.plan import PlanHead
from entrygo.contract.answers.shown import shown
from entrygo.contract.canonical import JsonObject, answer_bytes
from entrygo.contract.parties import ShipmentRecord
from entrygo.contract.plan import Plan
from entrygo.contract.problems import not_found
from entrygo.contract.requests.exports import PlanRequest
from entrygo.contract.requests.stated import restated
from entrygo.contract.snapshot import Snapshot
from entrygo.lifecycle.events import EventType
from entrygo.lifecycle.rows import ExportRow, PlanRow
from entrygo.lifecycle.states import ExportState, require_move
from entrygo.operations.answer import Answer, answer
from entrygo.operations.gather import Asked, asked_again, gather
from entrygo.operations.idempotency import Attempt, KeyTaken, first_answer, recorded_in, replay, take_or_yield
from entrygo.operations.plan_view import plan_view
from entrygo.operations.policy import check_plan, require_account
from entrygo.operations.proposals import named_beside
from entrygo.operations.what_if import compared, overridden, snapshots, split_of
from entrygo.planning.forms import Forms, forms, snapshot_bytes
from entrygo.planning.plan import plan as decide
from entrygo.planning.summary import findings_of, summarised
from entrygo.ports.crash_points import Point
from entrygo.store.evidence import plan_key
from entrygo.store.unit_of_work import UnitOfWork

EXPORT_BATCH = "Export batch"
CANNOT_REPLAN = "Export batch cannot be planned again from current state."


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision in every form it is kept in."""

    asked: Asked
    snapshot: Snapshot
    plan: Plan
    forms: Forms
    plan_hash: str
    body: JsonObject  # Any: JSON with decimals

    @property
    def document(self) -> bytes:
        """The published document."""
        return self.forms.document


def plan(context: Context, actor: Actor, request: PlanRequest, tried: Attempt) -> Answer:
    """Plan a new batch, re-plan one (``batchId``), or only compute (``dryRun``)."""
    require_account(actor, request.account_id)
    if request.dry_run:
        return _computed(context, actor, request)
    with context.store.read(actor.tenant) as uow:
        check_plan(uow, actor, request)
        record = recorded_in(uow, tried)
        if record is None:
            asked = _asked(request, _shipment_before(uow, request))
            snapshot = gather(context, uow, actor, asked)
    if record is not None:
        return replay(record)
    decision = decided(asked, snapshot)
    try:
        with context.store.write(actor.tenant, by=actor) as uow:
            kept = _keep(uow, request, decision, tried)
            context.reached(Point.KEEPING, tried.operation)
    except KeyTaken:
        return first_answer(context, actor, tried)
    context.reached(Point.KEPT, tried.operation)
    return kept


def _computed(context: Context, actor: Actor, request: PlanRequest) -> Answer:
    split = split_of(request)
    asked = overridden(_asked(request, ShipmentRecord()), request.overrides)
    with context.store.read(actor.tenant) as uow:
        check_plan(uow, actor, request)
    whole, parts = snapshots(context, actor, asked, split)
    decision = decided(asked, whole)
    with context.store.read(actor.tenant) as uow:
        body = _head(None, "PLANNED", decision) | named_beside(uow, decision.body)
    return answer(body | {"what_if": compared(decision.plan, parts)} if split else body)


def _head(export_id: str | None, state: str, decision: Decision) -> JsonObject:
    return shown(PlanHead, decision, export_id=export_id, state=state, batch_id=export_id, status=state)


def _asked(request: PlanRequest, before: ShipmentRecord) -> Asked:
    shipment = before if request.shipment is None else restated(before, request.shipment)
    return Asked(
        warehouse_id=request.warehouse_id,
        broker_id=request.broker_id,
        order_ids=tuple(dict.fromkeys(request.order_ids)),
        destination_country=request.destination_country or "US",
        shipment=shipment,
    )


def decision_on(context: Context, actor: Actor, asked: Asked) -> Decision:
    """Read the facts of one instant and decide."""
    with context.store.read(actor.tenant) as uow:
        snapshot = gather(context, uow, actor, asked)
    return decided(asked, snapshot)


def decided(asked: Asked, snapshot: Snapshot) -> Decision:
    """Decide on a snapshot."""
    outcome = decide(snapshot)
    kept = forms(snapshot, outcome)
    orders = {order.id: order for order in snapshot.orders}
    return Decision(
        asked=asked,
        snapshot=snapshot,
        plan=outcome,
        forms=kept,
        plan_hash=kept.plan_hash,
        body=plan_view(outcome, asked.order_ids, orders, law=snapshot.tariff.law),
    )


def _shipment_before(uow: UnitOfWork, request: PlanRequest) -> ShipmentRecord:
    """What was said of the shipment when the batch was planned last; nothing of a new one.

    NOT_FOUND where there is no such batch; its state is looked at last, in the transaction that changes it.
    """
    if request.batch_id is None:
        return ShipmentRecord()
    export = uow.exports.get(request.batch_id)
    if export is None:
        raise not_found(EXPORT_BATCH)
    return asked_again(export.request).shipment


def keep_decision(
    uow: UnitOfWork, decision: Decision, *, export_id: str | None = None, new_id: str | None = None
) -> tuple[ExportRow, JsonObject]:
    """Keep a plan, of a batch that is planned again or of a new one; the batch, and the answer's document."""
    if export_id is None:
        export = _new_batch(uow, new_id or uow.ids.new("batch"), decision)
    else:
        export = _replanned_batch(uow, export_id, decision)
    return export, _head(export.id, export.state, decision) | named_beside(uow, decision.body)


def _keep(uow: UnitOfWork, request: PlanRequest, decision: Decision, tried: Attempt) -> Answer:
    export_id = request.batch_id or uow.ids.new("batch")
    take_or_yield(uow, tried, subject_id=export_id)
    export, made = keep_decision(uow, decision, export_id=request.batch_id, new_id=export_id)
    body = answer_bytes(made)
    if tried.key is not None:
        beside = plan_key(export.id, export.plan_seq)
        uow.replays.finish(tried.operation, tried.key, status=200, body=body, beside=beside)
    return Answer(body=body)


def _new_batch(uow: UnitOfWork, export_id: str, decision: Decision) -> ExportRow:
    export = ExportRow(
        id=export_id,
        tenant=uow.tenant,
        state=ExportState.BATCHED,
        warehouse_id=decision.asked.warehouse_id,
        broker_id=decision.asked.broker_id,
        destination_country=decision.asked.destination_country,
        readiness=decision.plan.readiness.value,
        score=decision.plan.score,
        plan_hash=decision.plan_hash,
        plan_seq=1,
        request=decision.asked.document(),
        package_id=None,
        attempts=0,
        created_at=uow.now,
        updated_at=uow.now,
        executed_at=None,
    )
    export = summarised(export, decision.snapshot, decision.plan)
    uow.exports.insert(export)
    uow.exports.add_plan(export_id, plan_row(uow, decision, 1), findings_of(export, decision.plan))
    uow.record(
        EventType.EXPORT_BATCH_CREATED, export_id, before=None, after={"state": ExportState.BATCHED.value}
    )
    facts = _decided_facts(decision)
    uow.record(EventType.EXPORT_PLANNED, export_id, **facts, before=None, after=facts)
    return export


def _replanned_batch(uow: UnitOfWork, export_id: str, decision: Decision) -> ExportRow:
    export = uow.exports.get(export_id, for_update=True)
    if export is None:
        raise not_found(EXPORT_BATCH)
    require_move(export.state, ExportState.BATCHED, CANNOT_REPLAN)
    fresh = replace(
        export,
        warehouse_id=decision.asked.warehouse_id,
        broker_id=decision.asked.broker_id,
        destination_country=decision.asked.destination_country,
        readiness=decision.plan.readiness.value,
        score=decision.plan.score,
        plan_hash=decision.plan_hash,
        plan_seq=export.plan_seq + 1,
        request=decision.asked.document(),
        updated_at=uow.now,
    )
    keep_replanned(uow, fresh, decision)
    facts = _decided_facts(decision)
    uow.record(
        EventType.EXPORT_REPLANNED,
        export_id,
        **facts,
        previousPlanHash=export.plan_hash,
        before={
            "planHash": export.plan_hash,
            "readinessState": export.readiness,
            "complianceScore": export.score,
        },
        after=facts,
    )
    return fresh


def keep_replanned(uow: UnitOfWork, export: ExportRow, decision: Decision) -> None:
    """The batch with its new plan, number ``plan_seq``, as its current one."""
    uow.exports.replan(summarised(export, decision.snapshot, decision.plan))
    uow.exports.add_plan(
        export.id, plan_row(uow, decision, export.plan_seq), findings_of(export, decision.plan)
    )


def plan_row(uow: UnitOfWork, decision: Decision, seq: int) -> PlanRow:
    """The decision as the history keeps it."""
    return PlanRow(
        seq=seq,
        plan_hash=decision.plan_hash,
        facts_fingerprint=decision.forms.facts_fingerprint,
        answer=answer_bytes(decision.body),
        document=decision.document,
        snapshot=snapshot_bytes(decision.snapshot, decision.forms.orders),
        outcome=decision.forms.outcome,
        created_at=uow.now,
    )


def _decided_facts(decision: Decision) -> JsonObject:
    return {
        "planHash": decision.plan_hash,
        "readinessState": decision.plan.readiness.value,
        "complianceScore": decision.plan.score,
    }
