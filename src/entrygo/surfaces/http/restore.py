"""After a restore: what may have left since the backup, and a person's decision."""

from fastapi import APIRouter

from entrygo.contract.answers.restore import RestoreAnswer, RestoreDecided
from entrygo.contract.requests.exports import DecideRestoreRequest
from entrygo.operations.answer import Answer
from entrygo.operations.restored import decide_restore, get_restore
from entrygo.surfaces.http.endpoint import Execute, ProtocolRoute, Read, fails

router = APIRouter(route_class=ProtocolRoute, tags=["Submissions"])


@router.get("/api/restore", operation_id="restore.get", response_model=RestoreAnswer)
def restore_get(call: Read) -> Answer:
    """Show what may have left between a backup and its restore, and waits for a person.

    Until somebody decides, executing, correcting and submitting again want `confirm: true`, and webhooks are silent.
    """
    return get_restore(call.context, call.actor)


@router.post(
    "/api/restore/decide",
    operation_id="restore.decide",
    response_model=RestoreDecided,
    responses=fails("INVALID_EXPORT_STATE", "POLICY_DENIED", "PLAN_CHANGED"),
)
def restore_decide(call: Execute, request: DecideRestoreRequest) -> Answer:
    """Decide about everything that a restore holds, and let the account go on.

    Submissions that differ are decided one by one before (`POST /api/submissions/{id}/decide`).
    """
    return decide_restore(call.context, call.actor, request, call.tried)
