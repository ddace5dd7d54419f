"""Split orders off a batch: it is planned again without them, and they become a batch of their own."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import orjson

from entrygo.context import Context
from entrygo.contract.actor import Actor
from entrygo.contract.answers.batches import SplitAnswer
from entrygo.contract.answers.shown import shown
from entrygo.contract.canonical import JsonObject
from entrygo.contract.findings import Severity
from entrygo.contract.problems import Problem, not_found
from entrygo.contract.requests.batches import SplitOffRequest
from entrygo.contract.requests.issues import issue, validation_problem
from entrygo.lifecycle.rows import ExportRow
from entrygo.lifecycle.states import ExportState, require_move
from entrygo.operations.answer import Answer
from entrygo.operations.gather import asked_again
from entrygo.operations.idempotency import Attempt, once, recorded, replay
from entrygo.operations.plan import CANNOT_REPLAN, EXPORT_BATCH, Decision, decision_on, keep_decision
from entrygo.operations.policy import require_account
from entrygo.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class _Split:
    export: ExportRow
    stays: Decision
    goes: Decision


def split_off(
    context: Context, actor: Actor, export_id: str, *, request: SplitOffRequest, tried: Attempt
) -> Answer:
    """Two batches in place of one, in one transaction: what stays, and what was split off.

    409 INVALID_EXPORT_STATE where nothing would stay or go; PLAN_CHANGED where the batch was planned again meanwhile.
    """
    require_account(actor, request.account_id)
    record = recorded(context, actor, tried)
    if record is not None:
        return replay(record)
    split = _decided(context, actor, export_id, request)

    def work(uow: UnitOfWork) -> JsonObject:
        now = uow.exports.get(export_id, for_update=True)
        if now is None:
            raise not_found(EXPORT_BATCH)
        _require_plan(now, split.export.plan_hash)
        _, stays = keep_decision(uow, split.stays, export_id=export_id)
        _, goes = keep_decision(uow, split.goes)
        return shown(SplitAnswer, split, stays=stays, split_off=goes)

    return once(context, actor, tried, work)


def _decided(context: Context, actor: Actor, export_id: str, request: SplitOffRequest) -> _Split:
    with context.store.read(actor.tenant) as uow:
        export = uow.exports.get(export_id)
        plan = None if export is None else uow.exports.plan(export_id, export.plan_seq)
    if export is None or plan is None:
        raise not_found(EXPORT_BATCH)
    require_move(export.state, ExportState.BATCHED, CANNOT_REPLAN)
    _require_plan(export, request.expected_plan_hash)
    asked = asked_again(export.request)
    out = request.order_ids or _stopped(plan.outcome)
    foreign = [
        issue("orderIds", f"Order {each} is not in this batch", "custom")
        for each in out
        if each not in asked.order_ids
    ]
    if foreign:
        raise validation_problem(foreign)
    going = [each for each in asked.order_ids if each in set(out)]
    staying = [each for each in asked.order_ids if each not in set(out)]
    _require_both(export, staying, going)
    return _Split(
        export=export,
        stays=decision_on(context, actor, replace(asked, order_ids=tuple(staying))),
        goes=decision_on(context, actor, replace(asked, order_ids=tuple(going))),
    )


def _require_plan(export: ExportRow, expected: str | None) -> None:
    if expected not in (None, export.plan_hash):
        details = {"expectedPlanHash": expected, "currentPlanHash": export.plan_hash}
        raise Problem(
            "PLAN_CHANGED", "The batch was planned again meanwhile; look at it anew.", details=details
        )


def _require_both(export: ExportRow, staying: Sequence[str], going: Sequence[str]) -> None:
    if staying and going:
        return
    words = (
        "No error of the current plan is about an order; name the orders in orderIds."
        if staying
        else "Every order would be split off, and nothing would stay: mend what stops all of them."
    )
    raise Problem("INVALID_EXPORT_STATE", words, details={"currentState": export.state.value})


def _stopped(outcome: bytes) -> Collection[str]:
    """The orders that errors are about. An error about the whole batch is about none in particular."""
    stopped: dict[str, None] = {}
    for finding in orjson.loads(outcome)["findings"]:
        if finding["severity"] == Severity.ERROR.value:
            about = finding["affected_order_ids"] or ([finding["order_id"]] if finding["order_id"] else [])
            stopped |= dict.fromkeys(about)
    return stopped
