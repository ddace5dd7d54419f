"""What to mend first."""

from entrygo.contract.answers.triage import TriageAnswer
from entrygo.operations.triage import triage
from entrygo.surfaces.http.endpoint import Endpoint

ENDPOINTS = (
    Endpoint(
        method="GET",
        path="/api/triage",
        operation="triage.get",
        summary="The findings of all batches that wait, by root cause, in the order that frees exports soonest",
        tag="Exports",
        scope="read",
        answer=TriageAnswer,
        handle=lambda call: triage(call.world, call.actor),
    ),
)
