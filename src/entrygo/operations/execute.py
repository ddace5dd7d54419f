"""Execute: promise the side effects of a plan in one transaction, then wait a little and answer what is true.

The transaction takes the idempotency key, moves BATCHED to EXECUTING, claims every order and makes the package. From
then on nothing can be lost: the effects room finishes the execution, across any crash, and each part happens once.
"""

import logging
import time
from collections.abc import Sequence

from entrygo.context import Context
from entrygo.contract.actor import Actor
from entrygo.contract.canonical import JsonObject, answer_bytes
from entrygo.contract.plan import Readiness
from entrygo.contract.problems import Problem, not_found
from entrygo.contract.requests.exports import ExecuteRequest
from entrygo.lifecycle.events import EventType
from entrygo.lifecycle.leaving import Act, GatePass, Leaving
from entrygo.lifecycle.rows import ExportRow, PackageRow, PlanRow
from entrygo.lifecycle.states import Audience, ExportState, MailState, PackageState, require_move
from entrygo.operations.answer import Answer
from entrygo.operations.export_views import executed_view, plan_body
from entrygo.operations.gate import delivery_of, pass_gate, value_of
from entrygo.operations.idempotency import Attempt, KeyTaken, recorded, replay, take_or_yield
from entrygo.operations.policy import require_account
from entrygo.operations.recheck import change_since
from entrygo.ports.crash_points import Point
from entrygo.ports.runner import run_argument
from entrygo.store.catalogue import ClaimConflict
from entrygo.store.unit_of_work import UnitOfWork

log = logging.getLogger(__name__)
LOOK_AGAIN_SECONDS = 0.25  # where another process does the work, nothing wakes us
ATTEMPTS_TO_PROMISE = 3  # a plan may be replaced between reading and promising; look again, but not for ever


def execute(context: Context, actor: Actor, request: ExecuteRequest, tried: Attempt) -> Answer:
    """Execute a planned batch, once."""
    require_account(actor, request.account_id)
    record = recorded(context, actor, tried)
    is_repeat = record is not None
    if record is None:
        try:
            _promise(context, actor, request, tried)
        except (KeyTaken, Problem) as refusal:
            # an equal call may have promised just now: then its answer is the answer, not "wrong state"
            record, is_repeat = recorded(context, actor, tried), True
            if record is None and isinstance(refusal, Problem):
                raise
    if record is not None and record.body is not None:
        return replay(record)
    repeats_wait = max(0.0, context.idempotency_wait_seconds - tried.waited_seconds)
    wait = repeats_wait if is_repeat else context.execute_wait_seconds
    return _settle(context, actor, request.batch_id, tried, wait_seconds=wait, is_repeat=is_repeat)


def _promise(context: Context, actor: Actor, request: ExecuteRequest, tried: Attempt) -> None:
    for _ in range(ATTEMPTS_TO_PROMISE):
        with context.store.read(actor.tenant) as uow:
            export = uow.exports.get(request.batch_id)
            if export is None:
                raise not_found("Export batch")
            kept = uow.exports.plan(export.id, export.plan_seq)
        if kept is None:
            raise LookupError(f"export {export.id} has no plan {export.plan_seq}")
        body = plan_body(kept)
        changed = _require_executable(context, actor, request, export, kept=kept, body=body)
        with context.store.write(actor.tenant, by=actor) as uow:
            current = uow.exports.get(export.id, for_update=True)
            if current is None or current.plan_seq != export.plan_seq:
                continue
            take_or_yield(uow, tried, subject_id=export.id, forever=True)
            require_move(current.state, ExportState.EXECUTING)
            leaving = Leaving(
                act=Act.EXECUTE,
                export=current,
                plan_hash=current.plan_hash,
                readiness=current.readiness,
                value_usd=value_of(body),
                delivery=delivery_of(uow, current),
                expected_plan_hash=request.expected_plan_hash,
                expected_recipient=request.expected_recipient,
                is_confirmed=bool(request.confirm),
            )
            gate_pass = pass_gate(uow, actor, leaving, changed=changed)
            _commit_to(uow, current, body["included_order_ids"], gate_pass)
            context.reached(Point.PROMISING)
        context.reached(Point.PROMISED)
        start_or_leave(context, run_of(current))
        context.reached(Point.STARTED)
        return
    raise Problem("UNAVAILABLE", "The batch is being planned again at this moment; retry.", retry_after=1)


def start_or_leave(context: Context, run: tuple[str, str, dict[str, str]]) -> None:
    """Start what is promised. The promise stands also where that fails: the worker's rounds find it."""
    try:
        context.runner.start(*run)
    except Exception:
        log.exception("%s could not be started here; the worker will", run[1])


def run_of(export: ExportRow) -> tuple[str, str, dict[str, str]]:
    """Effect, key and argument of an export's execution: the same export and attempt, the same run."""
    argument = run_argument(export.tenant, export_id=export.id)
    return "execute", f"execute:{export.id}:{export.attempts}", argument


def _require_executable(
    context: Context,
    actor: Actor,
    request: ExecuteRequest,
    export: ExportRow,
    *,
    kept: PlanRow,
    body: JsonObject,
) -> Problem | None:
    """Raise where the batch cannot be executed; what changed since it was planned, for the gate to weigh."""
    require_move(export.state, ExportState.EXECUTING)
    if export.readiness == Readiness.BLOCKED.value:
        raise Problem(
            "INVALID_EXPORT_STATE",
            details={
                "currentState": export.state.value,
                "readinessState": export.readiness,
                "validationMessages": body["validationMessages"],
            },
        )
    changed = change_since(context, actor, request, export, kept)
    # read after the facts: an order that another batch took meanwhile is a conflict, not a changed plan
    with context.store.read(actor.tenant) as uow:
        claimed = uow.orders.claimed(body["included_order_ids"])
        current = uow.exports.get(export.id) or export
    require_move(current.state, ExportState.EXECUTING)  # the batch itself may have taken its orders meanwhile
    if claimed:
        raise _conflict(export, sorted(claimed))
    return changed


def _conflict(export: ExportRow, order_ids: list[str]) -> Problem:
    return Problem(
        "INVALID_EXPORT_STATE",
        "Some orders of this batch were exported by another batch; plan again by batchId to leave them out.",
        details={"currentState": export.state.value, "conflictingOrderIds": order_ids},
    )


def _commit_to(uow: UnitOfWork, export: ExportRow, order_ids: Sequence[str], gate_pass: GatePass) -> None:
    package = promised_package(uow, export, version=1, gate_pass=gate_pass)
    moved = uow.exports.move(
        export.id, was=ExportState.BATCHED, becomes=ExportState.EXECUTING, at=uow.now, package_id=package.id
    )
    if not moved:
        raise Problem("INVALID_EXPORT_STATE", details={"currentState": ExportState.EXECUTING.value})
    try:
        uow.orders.claim(order_ids, export.id)
    except ClaimConflict as conflict:
        raise _conflict(export, conflict.order_ids) from conflict
    uow.record(
        EventType.EXPORT_EXECUTION_STARTED,
        export.id,
        packageId=package.id,
        packageNumber=package.number,
        planHash=export.plan_hash,
        delivery=gate_pass.delivery.document(),
        before={"state": ExportState.BATCHED.value},
        after={"state": ExportState.EXECUTING.value},
    )


def promised_package(uow: UnitOfWork, export: ExportRow, *, version: int, gate_pass: GatePass) -> PackageRow:
    """A new package of the export's current plan: what the gate let pass, and where the event chain stood then."""
    seq, digest = uow.events.end()
    package = PackageRow(
        id=uow.ids.new("cp"),
        export_id=export.id,
        number=free_package_number(uow),
        version=version,
        plan_seq=export.plan_seq,
        state=PackageState.GENERATED,
        created_at=uow.now,
        promise=gate_pass.document() | {"chainHead": {"seq": seq, "hash": digest}},
    )
    uow.packages.insert(package)
    return package


def free_package_number(uow: UnitOfWork) -> str:
    """A package number no package of the installation has."""
    while uow.packages.number_is_taken(number := uow.ids.package_number()):
        pass
    return number


def _settle(
    context: Context, actor: Actor, export_id: str, tried: Attempt, *, wait_seconds: float, is_repeat: bool
) -> Answer:
    """Wait for the execution and the first delivery, bounded; then answer what is true, and keep that answer."""
    _wait_for_first_delivery(context, actor, export_id, wait_seconds)
    with context.store.write(actor.tenant, by=actor) as uow:
        export = uow.exports.get(export_id)
        if export is None:
            raise not_found("Export batch")
        record = None if tried.key is None else uow.replays.get(tried.operation, tried.key)
        if record is not None and record.body is not None:
            return replay(record)
        is_done = export.state is ExportState.COMPLETED
        if is_repeat and not is_done:
            raise Problem("IDEMPOTENCY_IN_PROGRESS", details={"exportId": export_id}, retry_after=1)
        body = answer_bytes(executed_view(uow, export, context.public_url))
        if is_done and tried.key is not None:
            uow.replays.finish(tried.operation, tried.key, status=200, body=body)
        context.reached(Point.ANSWERING)
    context.reached(Point.ANSWERED)
    return Answer(body=body)


def _wait_for_first_delivery(context: Context, actor: Actor, export_id: str, seconds: float) -> None:
    """Until the execution is done and its first delivery was tried, bounded. The rows say so; the runner wakes us."""
    deadline = time.monotonic() + seconds
    while (run := _run_under_way(context, actor, export_id)) is not None:
        left = deadline - time.monotonic()
        if left <= 0:
            return
        context.runner.wait(run, min(left, LOOK_AGAIN_SECONDS))


def _run_under_way(context: Context, actor: Actor, export_id: str) -> str | None:
    """The key of the run the answer waits for: the execution, then the first try of the broker's mail."""
    with context.store.read(actor.tenant) as uow:
        export = uow.exports.get(export_id)
        mails = uow.mails.of_export(export_id, Audience.BROKER)
    if export is None:
        return None
    if export.state is ExportState.EXECUTING:
        return run_of(export)[1]
    if not mails:
        return None
    first = mails[0]
    is_untried = first.state is MailState.PENDING and first.attempts == first.waits == 0
    is_trying = first.state is MailState.SENDING and first.attempts == 1
    return f"deliver:{first.id}:0" if is_untried or is_trying else None
