"""One mail to a broker with its tries: when each began, what the mail server said, and what that means."""

import re
from collections.abc import Iterator, Mapping, Sequence

from entrygo.context import Context
from entrygo.contract.actor import Actor
from entrygo.contract.answers.shown import shown
from entrygo.contract.answers.submissions import MailTryAnswer, SubmissionDetail
from entrygo.contract.canonical import JsonObject
from entrygo.contract.problems import not_found
from entrygo.lifecycle.events import EventType
from entrygo.lifecycle.rows import EventRow, MailRow
from entrygo.lifecycle.states import Audience, MailState
from entrygo.operations.answer import Answer, answer
from entrygo.store.unit_of_work import UnitOfWork

_STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
_REPLY = re.compile(r"(?:^|\D)([45]\d\d)(?=\D|$)")
FAILED = (EventType.BROKER_SUBMISSION_FAILED.value, EventType.BROKER_SUBMISSION_HELD.value)
BY_STATUS: Mapping[str, str] = {
    "1.0": "The mail server does not take this address.",
    "1.1": "There is no mailbox of this name: check the address.",
    "1.2": "The domain of the address does not exist or takes no mail: check what stands after the @.",
    "1.3": "The address is not written as one: check it.",
    "1.8": "The mail server refuses our sender's address: ask whoever keeps our mail server.",
    "2.0": "The mailbox cannot take mail at present.",
    "2.1": "The mailbox is switched off.",
    "2.2": "The mailbox is full: tell the broker, or send to another address.",
    "2.3": "The message is larger than the mailbox takes: send fewer files.",
    "3.4": "The message is larger than the mail server takes: send fewer files.",
    "4.1": "The broker's mail server did not answer.",
    "4.4": "The way to the broker's mail server is not known: check the domain of the address.",
    "4.7": "The mail server took too long and the message was given up.",
    "7.0": "The mail server's policy refuses the message.",
    "7.1": "The mail server does not let us send to this address: ask the broker to allow our sender.",
    "7.8": "Our user name or password at the mail server is wrong: ask whoever keeps it.",
    "7.26": "The message's signatures do not satisfy the broker's mail server: ask whoever keeps our mail server.",
}
"""What the subject and detail of an enhanced status (RFC 3463; RFC 7372 for 7.26) mean to who sends papers."""
BY_REPLY: Mapping[str, str] = {
    "421": "The mail server is busy and asks us to come again.",
    "450": "The mailbox cannot take mail at present; such answers are often over within the hour.",
    "451": "The mail server had a fault of its own and asks us to come again.",
    "452": "The mail server has no room at present.",
    "530": "The mail server wants us to sign in: ask whoever keeps it.",
    "535": "Our user name or password at the mail server is wrong: ask whoever keeps it.",
    "550": "The mail server refuses the address: check it with the broker.",
    "551": "The mailbox is not at this server: check the address with the broker.",
    "552": "The message is too large, or the mailbox is full.",
    "553": "The address is not written as one: check it.",
    "554": "The mail server refuses the message.",
}
"""What a reply code means (RFC 5321, 4.2) where no enhanced status says more."""


def plain_words(said: str | None) -> str | None:
    """What a mail server's words mean, or ``None`` where no code in them is known."""
    for _, subject, detail in _STATUS.findall(said or ""):
        if (words := BY_STATUS.get(f"{subject}.{detail}")) is not None:
            return words
    for code in _REPLY.findall(said or ""):
        if code in BY_REPLY:
            return BY_REPLY[code]
    return None


def get_submission(context: Context, actor: Actor, submission_id: str) -> Answer:
    """A mail to a broker, its tries and what became of each."""
    with context.store.read(actor.tenant) as uow:
        mail = submission_of(uow, submission_id)
        data = list(_tries(uow, mail))
    detail = shown(
        SubmissionDetail,
        mail,
        submission_type="EMAIL",
        tries=data,
        plain_words=plain_words(mail.error_message),
        message_path=f"/api/submissions/{mail.id}/message",
    )
    return answer(detail)


def submission_of(uow: UnitOfWork, submission_id: str) -> MailRow:
    """The row of a mail to a broker; 404 for any other."""
    mail = uow.mails.get(submission_id)
    if mail is None or mail.audience == Audience.WAREHOUSE:
        raise not_found("Broker submission")
    return mail


def _tries(uow: UnitOfWork, mail: MailRow) -> Iterator[JsonObject]:
    said = _words(uow.events.of_export(mail.export_id), mail.id)
    begun = dict(uow.mails.tries_of(mail.id))
    for number in sorted({*begun, *said}):
        event = said.get(number)
        yield shown(
            MailTryAnswer,
            None,
            number=number,
            begun_at=begun.get(number),
            outcome=str(event.payload["outcome"])
            if event
            else _outcome(mail, is_last=number == mail.attempts),
            words=None if event is None else event.payload.get("error"),
            plain_words=None if event is None else plain_words(str(event.payload.get("error") or "")),
        )


def _words(events: Sequence[EventRow], mail_id: str) -> Mapping[int, EventRow]:
    return {
        int(event.payload["attempt"]): event
        for event in events
        if event.type in FAILED and event.payload.get("submissionId") == mail_id
    }


def _outcome(mail: MailRow, *, is_last: bool) -> str:
    is_taken = mail.state in (MailState.SENT, MailState.ACKNOWLEDGED, MailState.REJECTED)
    return "sent" if is_last and is_taken else "unknown"
