"""Submissions of a restored backup: whether they left after it was taken cannot be known, so a person decides.

A submission that waited in the backup is held when the backup is restored; one whose execution was promised but not
finished there is held when the restored installation finishes it (``Tools.held_before``).
"""

from dataclasses import replace

from entrygo.context import Context
from entrygo.lifecycle.events import EventType
from entrygo.lifecycle.rows import MailRow, PackageRow
from entrygo.lifecycle.states import Audience, Awaited, MailState
from entrygo.store.unit_of_work import UnitOfWork

WAITING = (MailState.PENDING, MailState.SENDING)
WORDS = (
    "Held since a backup was restored: this mail may have left after the backup was taken, which the backup cannot "
    "know. Ask the broker, then decide: POST /api/submissions/{id}/decide."
)


def held(mail: MailRow) -> MailRow:
    """The row of a mail that a person decides about."""
    words = WORDS.replace("{id}", mail.id)
    return replace(
        mail, state=MailState.UNCERTAIN, due_at=None, waits_for=Awaited.DECISION, error_message=words
    )


def record_held(uow: UnitOfWork, mail: MailRow, *, was: MailState) -> None:
    """The event of a mail that is held."""
    uow.record(
        EventType.BROKER_SUBMISSION_HELD,
        mail.export_id,
        **mail.named(),
        status=mail.state.value,
        outcome="restored",
        error=mail.error_message,
        attempt=mail.attempts,
        before={"status": was.value},
        after={"status": mail.state.value},
    )


def hold_waiting(uow: UnitOfWork, mail: MailRow) -> bool:
    """Hold a submission that waits; notices to one's own warehouse and cancel notices do no harm twice and go on."""
    if mail.audience != Audience.BROKER or mail.state not in WAITING:
        return False
    kept = held(mail)
    if not uow.mails.move(kept, was=mail.state):
        return False
    record_held(uow, kept, was=mail.state)
    return True


def as_promised(context: Context, uow: UnitOfWork, mail: MailRow, package: PackageRow) -> MailRow:
    """The submission to write down: due at once, or held where its package was promised before a restore."""
    if context.held_before is None or package.created_at >= context.held_before:
        return mail
    kept = held(mail)
    record_held(uow, kept, was=mail.state)
    return kept
