"""Broker submissions: what waits for a person, and the person's decision."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from entrygo.contract.answers.submissions import DecideAnswer, LinksEnded, SubmissionDetail, SubmissionPage
from entrygo.contract.requests.exports import DecideRequest, EndLinksRequest
from entrygo.effects.composing import message_of
from entrygo.operations.answer import Answer
from entrygo.operations.decide import decide
from entrygo.operations.end_links import end_links
from entrygo.operations.lists import list_submissions
from entrygo.operations.queries import SubmissionsQuery
from entrygo.operations.submission_view import get_submission, submission_of
from entrygo.surfaces.http.endpoint import Execute, Id, ProtocolRoute, Read, fails, sends

router = APIRouter(route_class=ProtocolRoute, tags=["Submissions"])


@router.get("/api/submissions", operation_id="submissions.list", response_model=SubmissionPage)
def submissions_list(call: Read, query: Annotated[SubmissionsQuery, Query()]) -> Answer:
    """List broker submissions; those `uncertain` wait for a person.

    Newest first, with the state of each mail and what it waits for.
    """
    return list_submissions(call.context, call.actor, query)


@router.get(
    "/api/submissions/{id}",
    operation_id="submissions.get",
    response_model=SubmissionDetail,
    responses=fails("NOT_FOUND"),
)
def submissions_get(call: Read, submission_id: Id) -> Answer:
    """One submission with its tries.

    Each try tells what the mail server said and what that means.
    """
    return get_submission(call.context, call.actor, submission_id)


@router.get(
    "/api/submissions/{id}/message",
    operation_id="submissions.message",
    response_model=None,
    response_class=Response,
    responses=sends("message/rfc822", "NOT_FOUND", "ARTIFACT_DAMAGED"),
)
def submissions_message(call: Read, submission_id: Id) -> Answer:
    """The message of a submission, whole, with its files.

    In place of the broker's own links it has stand-ins: who holds those answers as the broker.
    """
    with call.context.store.read(call.actor.tenant) as uow:
        mail = submission_of(uow, submission_id)
    body = message_of(call.context, call.actor.tenant, mail, is_shown=True)
    return Answer(body=body, media_type="message/rfc822")


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
