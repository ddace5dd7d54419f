"""Execute what was reviewed: the stored plan's facts must still hold, and so must the caller's expected hash."""

import orjson

from entrygo.context import Context
from entrygo.contract.actor import Actor
from entrygo.contract.problems import Problem
from entrygo.contract.requests.exports import ExecuteRequest
from entrygo.lifecycle.rows import ExportRow, PlanRow
from entrygo.operations.gather import asked_again, gather
from entrygo.operations.plan import decided
from entrygo.planning.diff import diff
from entrygo.planning.fingerprint import facts_fingerprint


def change_since(
    context: Context, actor: Actor, request: ExecuteRequest, export: ExportRow, kept: PlanRow
) -> Problem | None:
    """PLAN_CHANGED with both hashes and the difference, when planning now would decide otherwise; else nothing."""
    expected = request.expected_plan_hash
    if expected is not None and expected != export.plan_hash:
        difference = _history_diff(context, actor, export, expected, kept)
        return _changed(
            expected, export.plan_hash, difference, "expectedPlanHash is not the current plan's hash."
        )
    asked = asked_again(export.request)
    with context.store.read(actor.tenant) as uow:
        snapshot = gather(context, uow, actor, asked)
    if facts_fingerprint(snapshot) == kept.facts_fingerprint:
        return None  # planning is pure: the same facts cannot decide otherwise
    fresh = decided(asked, snapshot)
    if fresh.plan_hash == kept.plan_hash:
        return None
    difference = diff(orjson.loads(kept.document), orjson.loads(fresh.document))
    return _changed(kept.plan_hash, fresh.plan_hash, difference)


def _history_diff(
    context: Context, actor: Actor, export: ExportRow, expected: str, kept: PlanRow
) -> dict[str, object] | None:
    """What changed since the plan the caller reviewed, where the history still has it."""
    with context.store.read(actor.tenant) as uow:
        seqs = [seq for seq, plan_hash in uow.exports.plan_hashes(export.id) if plan_hash == expected]
        reviewed = uow.exports.plan(export.id, seqs[-1]) if seqs else None
    if reviewed is None:
        return None
    return diff(orjson.loads(reviewed.document), orjson.loads(kept.document))


def _changed(
    expected: str, current: str, difference: dict[str, object] | None, message: str | None = None
) -> Problem:
    return Problem(
        "PLAN_CHANGED",
        message,
        details={"expectedPlanHash": expected, "currentPlanHash": current, "diff": difference},
    )
