"""A mail that came back: matched by our Message-ID within a tenant, taken once, and what follows from it.

A bounce fails the submission it is about, as far as its recipient has not answered; all else is an event and changes
nothing. Whoever can write to the mailbox can write a bounce: it takes the Message-ID, which only its recipient knows.
"""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass, replace

from entrygo.bounces.classify import Return, Returned, read_returned
from entrygo.context import Context
from entrygo.contract.actor import Actor, Tenant
from entrygo.contract.answers.shown import shown
from entrygo.contract.answers.submissions import InboundMailAnswer
from entrygo.contract.canonical import JsonObject
from entrygo.contract.requests.issues import issue, validation_problem
from entrygo.contract.requests.mail import InboundMailRequest
from entrygo.lifecycle.events import EventType
from entrygo.lifecycle.rows import InboundRow, MailRow
from entrygo.lifecycle.states import MAIL_MOVES, Audience, MailState
from entrygo.operations.answer import Answer
from entrygo.operations.idempotency import Attempt, once
from entrygo.operations.policy import require_account
from entrygo.store.unit_of_work import UnitOfWork

UNMATCHED = "unmatched"
ANSWERED = (MailState.ACKNOWLEDGED, MailState.REJECTED, MailState.FAILED)
EVENTS: Mapping[Return, EventType] = {
    Return.BOUNCED: EventType.BROKER_SUBMISSION_BOUNCED,
    Return.DELAYED: EventType.BROKER_SUBMISSION_DELAYED,
    Return.DELIVERED: EventType.BROKER_SUBMISSION_DELIVERED,
    Return.AUTO_REPLIED: EventType.BROKER_AUTO_REPLIED,
    Return.REPLIED: EventType.BROKER_REPLIED,
    Return.BOUNCED_ELSEWHERE: EventType.BROKER_SUBMISSION_BOUNCED_ELSEWHERE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of a mail that came back; without a mail it is about none of the tenant's."""

    kind: str
    is_new: bool = False
    mail: MailRow | None = None


def post_inbound(context: Context, actor: Actor, request: InboundMailRequest, tried: Attempt) -> Answer:
    """Take a mail that came back to the key's account."""
    require_account(actor, request.account_id)
    returned = read_returned(_bytes(request.raw))

    def work(uow: UnitOfWork) -> JsonObject:
        taken = Taken(kind=UNMATCHED) if returned is None else take(uow, returned)
        mail = taken.mail
        export_id, submission_id, status = (mail.export_id, mail.id, mail.state) if mail else (None,) * 3
        return shown(
            InboundMailAnswer, taken, export_id=export_id, submission_id=submission_id, status=status
        )

    return once(context, actor, tried, work)


def _bytes(raw: str) -> bytes:
    try:
        return base64.b64decode("".join(raw.split()), validate=True)
    except (binascii.Error, ValueError):
        raise validation_problem([issue("raw", "Invalid base64", "invalid_string")]) from None


def receive(context: Context, raw: bytes) -> Taken:
    """Take a mail of the installation's mailbox: its Message-ID says whose world it concerns.

    That id is of two random ids, some 120 bits nobody guesses, so no one but its recipient names another's mail.
    """
    returned = read_returned(raw)
    owner: Tenant | None = (
        None if returned is None else context.store.outbox.tenant_of_mail(returned.message_ids)
    )
    if returned is None or owner is None:
        return Taken(kind=UNMATCHED)
    with context.store.write(owner) as uow:
        return take(uow, returned)


def take(uow: UnitOfWork, returned: Returned) -> Taken:
    """What a mail means for the tenant, once. A mail that never left cannot come back."""
    mail = uow.mails.of_message_ids(returned.message_ids)
    if mail is None or (mail.state in (MailState.PENDING, MailState.SUPERSEDED) and mail.attempts == 0):
        return Taken(kind=UNMATCHED)
    if returned.kind is Return.BOUNCED and _is_elsewhere(uow, mail, returned):
        returned = replace(returned, kind=Return.BOUNCED_ELSEWHERE)
    kind = returned.kind
    noted = InboundRow(digest=returned.digest, mail_id=mail.id, kind=kind.value, received_at=uow.now)
    if not uow.mails.note_inbound(noted):
        return Taken(kind=kind.value, mail=mail)
    after = _bounced(mail, returned) if kind is Return.BOUNCED else mail
    if after is not mail:
        uow.mails.move(after, was=mail.state)
    found = _event(after, returned)
    if found is not None:
        event, payload = found
        # a mail that changes no state is kept itself: its digest, so that it counts once
        before: JsonObject | None = {"status": mail.state.value} if after is not mail else None
        is_now: JsonObject = (
            {"status": after.state.value} if after is not mail else {"returnedMailSha256": returned.digest}
        )
        uow.record(event, mail.export_id, **payload, before=before, after=is_now)
    return Taken(kind=kind.value, is_new=True, mail=after)


def _is_elsewhere(uow: UnitOfWork, mail: MailRow, returned: Returned) -> bool:
    """Whether a bounce is of somebody to whom our recipient passed the mail on: a member of a list, a forward.

    A mail that a person answered arrived, whatever comes back after it.
    """
    if uow.mails.was_replied_to(mail.id):
        return True
    named = [
        each
        for each in (returned.final_recipient, returned.original_recipient, *returned.recipients)
        if "@" in each
    ]
    ours = mail.recipient.lower()
    return bool(named) and not any(_same_mailbox(each.lower(), ours) for each in named)


def _same_mailbox(reported: str, ours: str) -> bool:
    """The address, or its name at another host of its domain or a Microsoft 365 tenant, as mail systems rewrite it."""
    name, _, host = reported.strip("<> ").rpartition("@")
    our_name, _, our_host = ours.rpartition("@")
    return name == our_name and (
        host == our_host
        or host.endswith((f".{our_host}", ".onmicrosoft.com"))
        or our_host.endswith((f".{host}", ".onmicrosoft.com"))
    )


def _bounced(mail: MailRow, returned: Returned) -> MailRow:
    """The mail once it bounced: failed, unless its recipient answered it or it failed before."""
    if mail.state in ANSWERED or MailState.FAILED not in MAIL_MOVES[mail.state]:
        return mail
    by = f" (reported by {returned.reported_by})" if returned.reported_by else ""
    words = f"Bounced: {returned.words}{by}"
    return replace(mail, state=MailState.FAILED, due_at=None, waits_for=None, error_message=words)


def _event(mail: MailRow, returned: Returned) -> tuple[EventType, JsonObject] | None:
    """The event of a mail that came back. Of the warehouse's only the failure is one."""
    payload = mail.named()
    if mail.audience == Audience.WAREHOUSE:
        if returned.kind is not Return.BOUNCED:
            return None
        trouble = {"outcome": returned.kind.value, "error": returned.words, "attempt": mail.attempts}
        return EventType.WAREHOUSE_NOTICE_FAILED, payload | {"status": mail.state.value} | trouble
    if returned.kind in (Return.AUTO_REPLIED, Return.REPLIED):
        said = {"from": returned.sender, "subject": returned.subject, "excerpt": returned.excerpt}
        return EVENTS[returned.kind], payload | said
    reported = {
        "status": mail.state.value,
        "error": returned.words,
        "enhancedStatus": returned.enhanced_status,
        "finalRecipient": returned.final_recipient,
        "reportedBy": returned.reported_by,
    }
    return EVENTS[returned.kind], payload | reported
