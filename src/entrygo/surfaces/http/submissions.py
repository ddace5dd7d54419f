"""Broker submissions: what waits for a person, and the person's decision."""

from entrygo.contract.answers.submissions import DecideAnswer, SubmissionPage
from entrygo.contract.requests.exports import DecideRequest
from entrygo.lifecycle.states import MailState
from entrygo.operations.decide import decide
from entrygo.operations.lists import list_submissions
from entrygo.surfaces.http.endpoint import CURSOR, LIMIT, Endpoint, Parameter

ENDPOINTS = (
    Endpoint(
        method="GET",
        path="/api/submissions",
        operation="submissions.list",
        summary="List broker submissions; those `uncertain` wait for a person",
        tag="Submissions",
        scope="read",
        parameters=(
            LIMIT,
            CURSOR,
            Parameter(
                name="status",
                description="Only submissions of this status.",
                schema={"type": "string", "enum": [state.value for state in MailState]},
                example="uncertain",
            ),
            Parameter(name="exportId", description="Only submissions of this export."),
        ),
        answer=SubmissionPage,
        handle=lambda call: list_submissions(call.world, call.actor, call.query),
    ),
    Endpoint(
        method="POST",
        path="/api/submissions/{id}/decide",
        operation="submissions.decide",
        summary="Decide about a mail whose fate is not known: resend it, or say that it arrived",
        tag="Submissions",
        scope="execute",
        request=DecideRequest,
        errors=("NOT_FOUND", "INVALID_EXPORT_STATE"),
        answer=DecideAnswer,
        handle=lambda call: decide(call.world, call.actor, call.path["id"], call.request, call.tried),
    ),
)
