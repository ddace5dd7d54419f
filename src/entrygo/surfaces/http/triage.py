"""What to mend first."""

from typing import Annotated

from fastapi import APIRouter, Query

from entrygo.contract.answers.triage import TriageAnswer
from entrygo.operations.answer import Answer
from entrygo.operations.board_query import TriageQuery
from entrygo.operations.triage import triage
from entrygo.surfaces.http.endpoint import ProtocolRoute, Read

router = APIRouter(route_class=ProtocolRoute, tags=["Exports"])


@router.get("/api/triage", operation_id="triage.get", response_model=TriageAnswer)
def triage_get(call: Read, query: Annotated[TriageQuery, Query()]) -> Answer:
    """The findings of all batches that wait, by root cause, in the order that frees exports soonest.

    Each cause with the batches, orders and value it holds up, and what mends it. What is merely told (`info`) is
    most of it and holds up nothing: leave it out with `severity`.
    """
    return triage(call.context, call.actor, query)
