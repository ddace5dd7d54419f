"""Submissions of a restored backup: whether they left after it was taken cannot be known, so a person decides.

A submission that waited in the backup is held when the backup is restored; one whose execution was promised but not
finished there is held when the restored installation finishes it (``Tools.held_before``).
"""

from dataclasses import replace
from datetime import datetime

from entrygo.contract.canonical import JsonObject
from entrygo.effects.tools import Tools
from entrygo.lifecycle.events import EventType
from entrygo.lifecycle.states import Audience, Awaited, MailState
from entrygo.ports.rows import MailRow, PackageRow
from entrygo.ports.store import UnitOfWork

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


def tell_held(uow: UnitOfWork, mail: MailRow, *, identifier: str, at: datetime) -> None:
    """The event of a mail that is held."""
    payload: JsonObject = {
        "batchId": mail.export_id,
        "packageId": mail.package_id,
        "submissionId": mail.id,
        "recipient": mail.recipient,
        "messageId": mail.message_id,
        "status": mail.state.value,
        "outcome": "restored",
        "error": mail.error_message,
        "attempt": mail.attempts,
    }
    uow.events.append(
        EventType.BROKER_SUBMISSION_HELD,
        export_id=mail.export_id,
        payload=payload,
        identifier=identifier,
        at=at,
    )


def hold_waiting(uow: UnitOfWork, mail: MailRow, *, identifier: str, at: datetime) -> bool:
    """Hold a submission that waits; notices to one's own warehouse and cancel notices do no harm twice and go on."""
    if mail.audience != Audience.BROKER or mail.state not in WAITING:
        return False
    kept = held(mail)
    if not uow.mails.move(kept, was=mail.state):
        return False
    tell_held(uow, kept, identifier=identifier, at=at)
    return True


def as_promised(
    tools: Tools, uow: UnitOfWork, mail: MailRow, package: PackageRow, *, at: datetime
) -> MailRow:
    """The submission to write down: due at once, or held where its package was promised before a restore."""
    if tools.held_before is None or package.created_at >= tools.held_before:
        return mail
    kept = held(mail)
    tell_held(uow, kept, identifier=tools.ids.new("evt"), at=at)
    return kept
