"""Cancel a batch that was not executed."""

from entrygo.contract.actor import Actor
from entrygo.contract.canonical import JsonObject
from entrygo.contract.problems import Problem, not_found
from entrygo.contract.requests.exports import CancelRequest
from entrygo.lifecycle.events import EventType
from entrygo.lifecycle.states import ExportState, require_move
from entrygo.operations.export_views import summary_view
from entrygo.operations.idempotency import Attempt, once
from entrygo.operations.world import Answer, World, require_account
from entrygo.ports.store import UnitOfWork

CANNOT_CANCEL = (
    "Export batch cannot be cancelled from current state. Once executed: POST /api/exports/{id}/withdraw tells the "
    "broker to file nothing, /corrections sends a corrected package."
)


def cancel(world: World, actor: Actor, export_id: str, request: CancelRequest, tried: Attempt) -> Answer:
    """BATCHED becomes CANCELLED; its orders are free for another batch."""
    require_account(actor, request.account_id)

    def work(uow: UnitOfWork) -> JsonObject:
        export = uow.exports.get(export_id, for_update=True)
        if export is None:
            raise not_found("Export batch")
        require_move(export.state, ExportState.CANCELLED, CANNOT_CANCEL)
        now = world.clock.now()
        if not uow.exports.move(export_id, was=ExportState.BATCHED, becomes=ExportState.CANCELLED, at=now):
            raise Problem("INVALID_EXPORT_STATE", CANNOT_CANCEL, details={"currentState": export.state.value})
        uow.events.append(
            EventType.EXPORT_CANCELLED,
            export_id=export_id,
            payload={"batchId": export_id, "reason": request.reason, "cancelledBy": actor.key_id},
            identifier=world.ids.new("evt"),
            at=now,
        )
        cancelled = uow.exports.get(export_id)
        return summary_view(cancelled or export)

    return once(world, actor, tried, work)
