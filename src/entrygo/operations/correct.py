"""Correct: after the papers left, make them anew from the facts of now and send the broker what changed."""

from dataclasses import dataclass, replace

import orjson

from entrygo.context import Context
from entrygo.contract.actor import Actor
from entrygo.contract.answers.exports import CorrectionAnswer, CorrectionPreview
from entrygo.contract.answers.shown import shown
from entrygo.contract.canonical import JsonObject, answer_bytes
from entrygo.contract.plan import Readiness
from entrygo.contract.problems import Problem, not_found
from entrygo.contract.requests.exports import CorrectionRequest
from entrygo.lifecycle.events import EventType
from entrygo.lifecycle.leaving import Act, Leaving
from entrygo.lifecycle.rows import ExportRow, PackageRow
from entrygo.lifecycle.states import ExportState
from entrygo.operations.answer import Answer, answer
from entrygo.operations.execute import promised_package, start_or_leave
from entrygo.operations.gate import delivery_of, pass_gate, value_of
from entrygo.operations.gather import asked_again, gather
from entrygo.operations.idempotency import Attempt, KeyTaken, first_answer, recorded, replay, take_or_yield
from entrygo.operations.plan import Decision, decided, keep_replanned
from entrygo.operations.policy import require_account
from entrygo.operations.withdraw import require_not_withdrawn
from entrygo.planning.changes import ChangedField, changed_fields
from entrygo.ports.crash_points import Point
from entrygo.ports.runner import run_argument
from entrygo.store.mail_lines import supersede_overtaken
from entrygo.store.unit_of_work import UnitOfWork

NOT_EXECUTED = "Only an executed export has papers to correct."
STILL_MADE = "The last package of this export is still being made; inspect it and try again."
NOTHING_CHANGED = (
    "No fact has changed since the package was made; change the product, order or profile first."
)
NOT_READY = "The corrected plan is blocked; fix its errors first."


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What is corrected: the export as it stands, its last package, the new decision and the fields that changed."""

    export: ExportRow
    last: PackageRow
    decision: Decision
    changes: list[ChangedField]


def correct(
    context: Context, actor: Actor, export_id: str, request: CorrectionRequest, tried: Attempt
) -> Answer:
    """Promise a further version of the package. The worker makes and sends it; inspect says how far it is."""
    require_account(actor, request.account_id)
    record = recorded(context, actor, tried)
    if record is not None:
        return replay(record)
    correction = correction_of(context, actor, export_id)
    try:
        with context.store.write(actor.tenant, by=actor) as uow:
            take_or_yield(uow, tried, subject_id=export_id)
            package, body = _promise(uow, actor, request, correction)
            if tried.key is not None:
                uow.replays.finish(tried.operation, tried.key, status=200, body=body)
            context.reached(Point.KEEPING, tried.operation)
    except KeyTaken:
        return first_answer(context, actor, tried)
    given = run_argument(actor.tenant, package_id=package.id)
    context.reached(Point.KEPT, tried.operation)
    start_or_leave(context, ("correct", f"correct:{package.id}:0", given))
    return Answer(body=body)


def preview_correction(context: Context, actor: Actor, export_id: str) -> Answer:
    """What a correction made now would say and where it would go; nothing is kept."""
    correction = correction_of(context, actor, export_id)
    with context.store.read(actor.tenant) as uow:
        delivery = delivery_of(uow, correction.export)
    return answer(
        shown(
            CorrectionPreview,
            None,
            export_id=export_id,
            supersedes=correction.last.number,
            plan_hash=correction.decision.plan_hash,
            changes=correction.changes,
            delivery=delivery.document(),
        )
    )


def correction_of(context: Context, actor: Actor, export_id: str) -> Correction:
    """What a correction would make of the facts of now, or why there is nothing to correct."""
    with context.store.read(actor.tenant) as uow:
        export = uow.exports.get(export_id)
        if export is None:
            raise not_found("Export batch")
        if export.state is not ExportState.COMPLETED:
            raise Problem("INVALID_EXPORT_STATE", NOT_EXECUTED, details={"currentState": export.state.value})
        packages = uow.packages.of_export(export_id)
        require_not_withdrawn(uow, export, packages)
        last = packages[-1]
        kept = uow.exports.plan(export_id, last.plan_seq)
        asked = asked_again(export.request)
        snapshot = gather(context, uow, actor, asked, exported_in=export_id)
    if kept is None:
        raise LookupError(f"export {export_id} has no plan {last.plan_seq}")
    if last.completed_at is None:
        raise Problem("INVALID_EXPORT_STATE", STILL_MADE, details={"currentState": export.state.value})
    decision = decided(asked, snapshot)
    changes = changed_fields(orjson.loads(kept.document), orjson.loads(decision.document))
    details = {"currentState": export.state.value, "planHash": kept.plan_hash}
    if decision.plan_hash == kept.plan_hash or not changes:
        raise Problem("INVALID_EXPORT_STATE", NOTHING_CHANGED, details=details)
    if decision.plan.readiness is Readiness.BLOCKED:
        messages = decision.body["validationMessages"]
        blocked = {"readinessState": decision.plan.readiness.value, "validationMessages": messages}
        raise Problem("INVALID_EXPORT_STATE", NOT_READY, details=details | blocked)
    return Correction(export=export, last=last, decision=decision, changes=changes)


def correction_leaving(
    uow: UnitOfWork, correction: Correction, request: CorrectionRequest | None = None
) -> Leaving:
    """The corrected papers, about to leave."""
    decision = correction.decision
    return Leaving(
        act=Act.CORRECTION,
        export=correction.export,
        plan_hash=decision.plan_hash,
        readiness=decision.plan.readiness.value,
        value_usd=value_of(decision.body),
        delivery=delivery_of(uow, correction.export),
        expected_plan_hash=None if request is None else request.expected_plan_hash,
        expected_recipient=None if request is None else request.expected_recipient,
        is_confirmed=request is not None and bool(request.confirm),
    )


def _promise(
    uow: UnitOfWork, actor: Actor, request: CorrectionRequest, correction: Correction
) -> tuple[PackageRow, bytes]:
    export = uow.exports.get(correction.export.id, for_update=True)
    if export is None or export.plan_seq != correction.export.plan_seq:
        raise Problem("UNAVAILABLE", "The export is being corrected at this moment; retry.", retry_after=1)
    require_not_withdrawn(uow, export, uow.packages.of_export(export.id))  # it may have been, since
    gate_pass = pass_gate(uow, actor, correction_leaving(uow, correction, request))
    decision = correction.decision
    fresh = replace(
        export,
        readiness=decision.plan.readiness.value,
        score=decision.plan.score,
        plan_hash=decision.plan_hash,
        plan_seq=export.plan_seq + 1,
        updated_at=uow.now,
    )
    keep_replanned(uow, fresh, decision)
    package = promised_package(uow, fresh, version=correction.last.version + 1, gate_pass=gate_pass)
    uow.record(
        EventType.PACKAGE_CORRECTION_STARTED,
        export.id,
        packageId=package.id,
        packageNumber=package.number,
        planHash=decision.plan_hash,
        supersedes=correction.last.number,
        delivery=gate_pass.delivery.document(),
        before={"packageNumber": correction.last.number, "planHash": export.plan_hash},
        after={"packageNumber": package.number, "planHash": decision.plan_hash},
    )
    supersede_overtaken(uow, export.id)
    return package, answer_bytes(_view(export, package, correction))


def _view(export: ExportRow, package: PackageRow, correction: Correction) -> JsonObject:
    return shown(
        CorrectionAnswer,
        package,
        export_id=export.id,
        supersedes=correction.last.number,
        plan_hash=correction.decision.plan_hash,
        changes=correction.changes,
    )
