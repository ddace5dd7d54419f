"""Approve: another key says yes to one plan, by its hash."""

from entrygo.context import Context
from entrygo.contract.actor import Actor
from entrygo.contract.answers.exports import ApproveAnswer
from entrygo.contract.answers.shown import shown
from entrygo.contract.canonical import JsonObject
from entrygo.contract.problems import Problem, not_found
from entrygo.contract.requests.exports import ApproveRequest
from entrygo.lifecycle.events import EventType
from entrygo.lifecycle.rows import ExportRow
from entrygo.lifecycle.states import ExportState, require_move
from entrygo.operations.answer import Answer
from entrygo.operations.idempotency import Attempt, once
from entrygo.operations.policy import require_account
from entrygo.store.unit_of_work import UnitOfWork


def approve(
    context: Context, actor: Actor, export_id: str, request: ApproveRequest, tried: Attempt
) -> Answer:
    """Record an approval of the current plan; 409 PLAN_CHANGED when the hash is not the current one."""
    require_account(actor, request.account_id)

    def work(uow: UnitOfWork) -> JsonObject:
        export = uow.exports.get(export_id, for_update=True)
        if export is None:
            raise not_found("Export batch")
        require_move(export.state, ExportState.EXECUTING, "Only a planned batch can be approved.")
        if request.plan_hash != export.plan_hash:
            details = {
                "expectedPlanHash": request.plan_hash,
                "currentPlanHash": export.plan_hash,
                "diff": None,
            }
            raise Problem("PLAN_CHANGED", details=details)
        approved = {"planHash": export.plan_hash, "approvedBy": actor.key_id}
        event = uow.record(EventType.EXPORT_APPROVED, export_id, **approved)
        return shown(ApproveAnswer, export, approved_by=actor.key_id, approved_at=event.created_at)

    return once(context, actor, tried, work)


def is_approved(uow: UnitOfWork, export: ExportRow, *, by_other_than: str | None = None) -> bool:
    """Whether the current plan carries an approval, by another key than the one named."""
    return any(
        event.type == EventType.EXPORT_APPROVED.value
        and event.payload.get("planHash") == export.plan_hash
        and event.payload.get("approvedBy") != by_other_than
        for event in uow.events.of_export(export.id)
    )
