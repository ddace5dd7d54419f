"""Plan: decide what should happen with these orders. Durable unless it is a dry run; no side effect outside."""

from dataclasses import dataclass, replace

from entrygo.contract.actor import Actor
from entrygo.contract.canonical import JsonObject, answer_bytes, canonical_bytes
from entrygo.contract.plan import Plan
from entrygo.contract.problems import not_found
from entrygo.contract.requests.exports import PlanRequest
from entrygo.contract.snapshot import Snapshot
from entrygo.lifecycle.events import EventType
from entrygo.lifecycle.states import ExportState, require_move
from entrygo.operations.gather import Asked, gather
from entrygo.operations.idempotency import Attempt, KeyTaken, first_answer, recorded, replay, take_or_yield
from entrygo.operations.parties import stored_form
from entrygo.operations.policy import check_plan
from entrygo.operations.what_if import compared, overridden, snapshots, split_of
from entrygo.operations.world import Answer, World, answer, require_account
from entrygo.planning.answer import answer as planning_answer
from entrygo.planning.fingerprint import document, facts_fingerprint, plan_hash
from entrygo.planning.plan import plan as decide
from entrygo.ports.crash_points import Point
from entrygo.ports.rows import ExportRow, PlanRow
from entrygo.ports.store import UnitOfWork

EXPORT_BATCH = "Export batch"
CANNOT_REPLAN = "Export batch cannot be planned again from current state."


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision in every form it is kept in."""

    asked: Asked
    snapshot: Snapshot
    plan: Plan
    plan_hash: str
    document: bytes
    body: JsonObject  # Any: JSON with decimals


def plan(world: World, actor: Actor, request: PlanRequest, tried: Attempt) -> Answer:
    """Plan a new batch, re-plan one (``batchId``), or only compute (``dryRun``)."""
    require_account(actor, request.account_id)
    check_plan(world, actor, request)
    if request.dry_run:
        return _computed(world, actor, request)
    record = recorded(world, actor, tried)
    if record is not None:
        return replay(record)
    if request.batch_id is not None:
        _require_batch(world, actor, request.batch_id)
    decision = decision_on(world, actor, _asked(request))
    try:
        with world.store.write(actor.tenant) as uow:
            kept = _keep(world, uow, request, decision, tried)
            world.reached(Point.KEEPING, tried.operation)
    except KeyTaken:
        return first_answer(world, actor, tried)
    world.reached(Point.KEPT, tried.operation)
    return kept


def _computed(world: World, actor: Actor, request: PlanRequest) -> Answer:
    split = split_of(request)
    asked = overridden(_asked(request), request.overrides)
    whole, parts = snapshots(world, actor, asked, split)
    decision = decided(asked, whole)
    head = {"exportId": None, "state": "PLANNED", "batch_id": None, "planHash": decision.plan_hash}
    body = head | {"status": "PLANNED"} | decision.body
    return answer(body | {"what_if": compared(decision.plan, parts)} if split else body)


def _asked(request: PlanRequest) -> Asked:
    shipment = {} if request.shipment is None else stored_form(request.shipment)
    return Asked(
        warehouse_id=request.warehouse_id,
        broker_id=request.broker_id,
        order_ids=tuple(dict.fromkeys(request.order_ids)),
        destination_country=request.destination_country or "US",
        shipment={name: value for name, value in shipment.items() if value is not None},
    )


def decision_on(world: World, actor: Actor, asked: Asked) -> Decision:
    """Read the facts of one instant and decide."""
    with world.store.read(actor.tenant) as uow:
        snapshot = gather(world, uow, actor, asked)
    return decided(asked, snapshot)


def decided(asked: Asked, snapshot: Snapshot) -> Decision:
    """Decide on a snapshot."""
    outcome = decide(snapshot)
    published = document(snapshot, outcome)
    orders = {order.id: order for order in snapshot.orders}
    return Decision(
        asked=asked,
        snapshot=snapshot,
        plan=outcome,
        plan_hash=plan_hash(published),
        document=canonical_bytes(published),
        body=planning_answer(outcome, asked.order_ids, snapshot.products, orders),
    )


def _require_batch(world: World, actor: Actor, export_id: str) -> None:
    """Existence only: its state is looked at last, in the transaction that changes it."""
    with world.store.read(actor.tenant) as uow:
        if uow.exports.get(export_id) is None:
            raise not_found(EXPORT_BATCH)


def _keep(world: World, uow: UnitOfWork, request: PlanRequest, decision: Decision, tried: Attempt) -> Answer:
    export_id = request.batch_id or world.ids.new("batch")
    take_or_yield(uow, world, tried, subject_id=export_id)
    if request.batch_id is None:
        export = _new_batch(world, uow, export_id, decision)
    else:
        export = _replanned_batch(world, uow, export_id, decision)
    body = answer_bytes(
        {
            "exportId": export.id,
            "state": export.state.value,
            "batch_id": export.id,
            "planHash": decision.plan_hash,
            "status": export.state.value,
        }
        | decision.body
    )
    if tried.key is not None:
        uow.replays.finish(tried.operation, tried.key, status=200, body=body)
    return Answer(body=body)


def _new_batch(world: World, uow: UnitOfWork, export_id: str, decision: Decision) -> ExportRow:
    now = world.clock.now()
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
        created_at=now,
        updated_at=now,
        executed_at=None,
    )
    uow.exports.insert(export)
    uow.exports.add_plan(export_id, plan_row(world, decision, 1))
    _tell(world, uow, EventType.EXPORT_BATCH_CREATED, export_id, {"batchId": export_id})
    _tell(world, uow, EventType.EXPORT_PLANNED, export_id, _plan_payload(export_id, decision))
    return export


def _replanned_batch(world: World, uow: UnitOfWork, export_id: str, decision: Decision) -> ExportRow:
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
        updated_at=world.clock.now(),
    )
    uow.exports.replan(fresh)
    uow.exports.add_plan(export_id, plan_row(world, decision, fresh.plan_seq))
    payload = _plan_payload(export_id, decision) | {"previousPlanHash": export.plan_hash}
    _tell(world, uow, EventType.EXPORT_REPLANNED, export_id, payload)
    return fresh


def plan_row(world: World, decision: Decision, seq: int) -> PlanRow:
    """The decision as the history keeps it."""
    return PlanRow(
        seq=seq,
        plan_hash=decision.plan_hash,
        facts_fingerprint=facts_fingerprint(decision.snapshot),
        answer=answer_bytes(decision.body),
        document=decision.document,
        snapshot=canonical_bytes(decision.snapshot),
        outcome=canonical_bytes(decision.plan),
        created_at=world.clock.now(),
    )


def _plan_payload(export_id: str, decision: Decision) -> JsonObject:
    return {
        "batchId": export_id,
        "planHash": decision.plan_hash,
        "readinessState": decision.plan.readiness.value,
        "complianceScore": decision.plan.score,
    }


def _tell(world: World, uow: UnitOfWork, event: EventType, export_id: str, payload: JsonObject) -> None:
    uow.events.append(
        event, export_id=export_id, payload=payload, identifier=world.ids.new("evt"), at=world.clock.now()
    )
