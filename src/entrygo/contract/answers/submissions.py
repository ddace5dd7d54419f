"""Broker submissions apart from their exports, and what became of a mail that came back."""

from typing import Literal

from entrygo.contract.answers.catalogue import HAS_MORE, NEXT_CURSOR
from entrygo.contract.answers.exports import BrokerSubmission
from entrygo.contract.answers.fields import Answer, Instant, SubmissionStatus
from entrygo.contract.described import named, required

InboundKind = Literal[
    "bounced", "bounced_elsewhere", "delayed", "delivered", "auto_replied", "replied", "unmatched"
]


class MailTryAnswer(Answer):
    """One try to hand a mail over."""

    number: int = required("Which try, from 1.")
    begun_at: Instant | None = required(
        "When the message began to leave; null where it did not come to that."
    )
    outcome: str = required(
        "`sent`, `rejected`, `deferred`, `uncertain`, `unconfigured` or `unknown`.", "deferred"
    )
    words: str | None = required("What the mail server said, or null.")
    plain_words: str | None = required("What that means, where a code in it says so.")


class SubmissionDetail(BrokerSubmission):
    """A mail to the broker with its tries."""

    tries: list[MailTryAnswer] = required("The tries, first to last.")
    plain_words: str | None = required("What `error_message` means, where a code in it says so.")
    message_path: str = required("Where the message itself is.", "/api/submissions/bes_123/message")


class SubmissionPage(Answer):
    """A page of broker submissions, newest first."""

    data: list[BrokerSubmission] = required("The submissions.")
    has_more: bool = required(HAS_MORE)
    next_cursor: str | None = required(NEXT_CURSOR)


class DecideAnswer(Answer):
    """A decision on a mail whose fate is not known."""

    export_id: str = named("exportId", "Export batch ID.", "batch_123")
    decision: Literal["resend", "arrived", "withdraw"] = required("What was decided.")
    broker_submission: BrokerSubmission = named("brokerSubmission", "The submission as it now is.")


class LinksEnded(Answer):
    """A submission whose links open nothing any more."""

    submission_id: str = named("submissionId", "The submission.", "bes_123", of="id")
    export_id: str = named("exportId", "Export batch ID.", "batch_123")
    links_ended_at: Instant = named("linksEndedAt", "When its links ended.")


class InboundMailAnswer(Answer):
    """What a mail that came back was, and which of this account's mails it is about."""

    kind: InboundKind = required("What it was; `unmatched` where it is about none of this account's mails.")
    is_new: bool = named("isNew", "False where the same mail was taken before; nothing happens twice.")
    export_id: str | None = named("exportId", "The export batch, or null.", "batch_123")
    submission_id: str | None = named("submissionId", "The mail it is about, or null.", "bes_123")
    status: SubmissionStatus | None = required("What that mail now is, or null.")
