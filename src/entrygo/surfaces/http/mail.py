"""Mails that came back, handed over by a mail system."""

from fastapi import APIRouter

from entrygo.bounces.apply_return import post_inbound
from entrygo.contract.answers.submissions import InboundMailAnswer
from entrygo.contract.requests.mail import InboundMailRequest
from entrygo.operations.answer import Answer
from entrygo.surfaces.http.endpoint import ProtocolRoute, Write, takes

router = APIRouter(route_class=ProtocolRoute, tags=["Submissions"])


@router.post(
    "/api/mail/inbound",
    operation_id="mail.inbound",
    response_model=InboundMailAnswer,
    openapi_extra=takes("message/rfc822"),
)
def mail_inbound(call: Write, request: InboundMailRequest) -> Answer:
    """Take a mail that came back: a bounce, an automatic answer, a reply.

    The message's bytes as `message/rfc822`, or in JSON as base64. It is matched by the Message-ID of the mail
    it answers, within the key's account alone; one that matches nothing is answered `unmatched`. The same
    message again changes nothing.
    """
    return post_inbound(call.context, call.actor, request, call.tried)
