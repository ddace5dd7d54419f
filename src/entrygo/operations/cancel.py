"""Cancel a batch that was not executed."""

from entrygo.context import Context
from entrygo.contract.actor import Actor
from entrygo.contract.canonical import JsonObject
from entrygo.contract.problems import Problem, not_found
from entrygo.contract.requests.exports import CancelRequest
from entrygo.lifecycle.events import EventType
from entrygo.lifecycle.states import ExportState, require_move
from entrygo.operations.answer import Answer
from entrygo.operations.export_views import summary_view
from entrygo.operations.idempotency import Attempt, once
from entrygo.operations.policy import require_account
from entrygo.store.unit_of_work import UnitOfWork

CANNOT_CANCEL = (
    "Export batch cannot be cancelled from current state. Once executed: POST /api/exports/{id}/withdraw tells the "
    "broker to file nothing, /corrections sends a corrected package."
)


def cancel(context: Context, actor: Actor, export_id: str, request: CancelRequest, tried: Attempt) -> Answer:
    """BATCHED becomes CANCELLED; its orders are free for another batch."""
    require_account(actor, request.account_id)

    def work(uow: UnitOfWork) -> JsonObject:
        export = uow.exports.get(export_id, for_update=True)
        if export is None:
            raise not_found("Export batch")
        require_move(export.state, ExportState.CANCELLED, CANNOT_CANCEL)
        if not uow.exports.move(
            export_id, was=ExportState.BATCHED, becomes=ExportState.CANCELLED, at=uow.now
        ):
            raise Problem("INVALID_EXPORT_STATE", CANNOT_CANCEL, details={"currentState": export.state.value})
        uow.record(
            EventType.EXPORT_CANCELLED,
            export_id,
            reason=request.reason,
            cancelledBy=actor.principal,
            before={"state": export.state.value},
            after={"state": ExportState.CANCELLED.value},
        )
        cancelled = uow.exports.get(export_id)
        return summary_view(cancelled or export)

    return once(context, actor, tried, work)
