"""Mails that came back, handed over by a mail system."""

from entrygo.bounces.apply_return import post_inbound
from entrygo.contract.answers.submissions import InboundMailAnswer
from entrygo.contract.requests.mail import InboundMailRequest
from entrygo.surfaces.http.endpoint import Endpoint

ENDPOINTS = (
    Endpoint(
        method="POST",
        path="/api/mail/inbound",
        operation="mail.inbound",
        summary="Take a mail that came back: a bounce, an automatic answer, a reply",
        description=(
            "The message's bytes as `message/rfc822`, or in JSON as base64. It is matched by the Message-ID of the "
            "mail it answers, within the key's account alone; one that matches nothing is answered `unmatched`. The "
            "same message again changes nothing."
        ),
        tag="Submissions",
        scope="write",
        request=InboundMailRequest,
        raw_media="message/rfc822",
        answer=InboundMailAnswer,
        handle=lambda call: post_inbound(call.world, call.actor, call.request, call.tried),
    ),
)
