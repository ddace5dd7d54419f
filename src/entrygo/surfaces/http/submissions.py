"""Broker submissions: what waits for a person, and the person's decision."""

from typing import Annotated

from fastapi import APIRouter, Query

from entrygo.contract.answers.submissions import DecideAnswer, LinksEnded, SubmissionPage
from entrygo.contract.requests.exports import DecideRequest, EndLinksRequest
from entrygo.operations.answer import Answer
from entrygo.operations.decide import decide
from entrygo.operations.end_links import end_links
from entrygo.operations.lists import list_submissions
from entrygo.operations.queries import SubmissionsQuery
from entrygo.surfaces.http.endpoint import Execute, Id, ProtocolRoute, Read, fails

router = APIRouter(route_class=ProtocolRoute, tags=["Submissions"])


@router.get("/api/submissions", operation_id="submissions.list", response_model=SubmissionPage)
def submissions_list(call: Read, query: Annotated[SubmissionsQuery, Query()]) -> Answer:
    """List broker submissions; those `uncertain` wait for a person.

    Newest first, with the state of each mail and what it waits for.
    """
    return list_submissions(call.context, call.actor, query)


@router.post(
    "/api/submissions/{id}/decide",
    operation_id="submissions.decide",
    response_model=DecideAnswer,
    responses=fails("NOT_FOUND", "INVALID_EXPORT_STATE"),
)
def submissions_decide(call: Execute, submission_id: Id, request: DecideRequest) -> Answer:
    """Decide about a mail whose fate is not known: resend it, or say that it arrived.

    Only a submission in `uncertain` asks for it. Neither answer is given by the server of itself: one may mail
    twice, the other never.
    """
    return decide(call.context, call.actor, submission_id, request, call.tried)


@router.post(
    "/api/submissions/{id}/end-links",
    operation_id="submissions.end_links",
    response_model=LinksEnded,
    responses=fails("NOT_FOUND"),
)
def submissions_end_links(call: Execute, submission_id: Id, request: EndLinksRequest) -> Answer:
    """End the links of a submission: nobody answers or fetches files by them any more.

    They end by themselves after 60 days, when the mail bounces, and with the next submission to another address.
    """
    return end_links(call.context, call.actor, submission_id, request, call.tried)
