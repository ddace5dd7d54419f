"""What to mend first."""

from fastapi import APIRouter

from entrygo.contract.answers.triage import TriageAnswer
from entrygo.operations.answer import Answer
from entrygo.operations.triage import triage
from entrygo.surfaces.http.endpoint import ProtocolRoute, Read

router = APIRouter(route_class=ProtocolRoute, tags=["Exports"])


@router.get("/api/triage", operation_id="triage.get", response_model=TriageAnswer)
def triage_get(call: Read) -> Answer:
    """The findings of all batches that wait, by root cause, in the order that frees exports soonest.

    Each cause with the batches, orders and value it holds up, and what mends it.
    """
    return triage(call.context, call.actor)
