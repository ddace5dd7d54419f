"""The links of a submission: until when they work, and the operation that ends them at once."""

from dataclasses import replace

from entrygo.context import Context
from entrygo.contract.actor import Actor
from entrygo.contract.answers.shown import shown
from entrygo.contract.answers.submissions import LinksEnded
from entrygo.contract.canonical import JsonObject
from entrygo.contract.links import BadLink
from entrygo.contract.problems import not_found
from entrygo.contract.requests.exports import EndLinksRequest
from entrygo.contract.times import iso
from entrygo.lifecycle.events import EventType
from entrygo.lifecycle.rows import MailRow
from entrygo.lifecycle.states import Audience, MailState
from entrygo.operations.answer import Answer
from entrygo.operations.idempotency import Attempt, once
from entrygo.operations.policy import require_account
from entrygo.store.mail_lines import line_of
from entrygo.store.unit_of_work import UnitOfWork


def end_links(
    context: Context, actor: Actor, submission_id: str, request: EndLinksRequest, tried: Attempt
) -> Answer:
    """Let a submission's links open nothing any more. The same call again changes nothing."""
    require_account(actor, request.account_id)

    def work(uow: UnitOfWork) -> JsonObject:
        mail = uow.mails.get(submission_id)
        if mail is None or mail.audience != Audience.BROKER:
            raise not_found("Broker submission")
        if mail.links_ended_at is None:
            uow.mails.end_links(mail.id, at=uow.now)
            uow.record(
                EventType.BROKER_LINKS_ENDED,
                mail.export_id,
                **mail.named(),
                reason=request.reason or "",
                before={"linksEndedAt": None},
                after={"linksEndedAt": iso(uow.now)},
            )
            mail = replace(mail, links_ended_at=uow.now)
        return shown(LinksEnded, mail)

    return once(context, actor, tried, work)


def require_working_links(uow: UnitOfWork, mail: MailRow) -> None:
    """Raise :class:`~entrygo.contract.links.BadLink` where the links of a mail ended.

    They end on request, when the mail bounced, and with the next submission to another address: whoever reads a
    mail that went to the wrong place neither answers nor fetches.
    """
    if mail.links_ended_at is not None or mail.state is MailState.FAILED:
        raise BadLink("This link has ended; ask the sender to submit the package again.")
    line = line_of(uow, mail.export_id)
    ours = mail.recipient.lower()
    if any(
        later.position > mail.position
        and later.audience == Audience.BROKER
        and later.recipient.lower() != ours
        for later in line.mails
    ):
        raise BadLink("This link has ended: the sender submitted the package to another address.")
