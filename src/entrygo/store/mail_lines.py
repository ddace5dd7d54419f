"""An export's mails as a line: read, joined, and left by what was overtaken, within the transaction of the reason."""

from collections.abc import Sequence
from dataclasses import replace

from entrygo.lifecycle.events import EventType
from entrygo.lifecycle.mail_line import MailLine, readers
from entrygo.lifecycle.rows import MailRow
from entrygo.lifecycle.states import Audience, MailState
from entrygo.store.unit_of_work import UnitOfWork


def line_of(uow: UnitOfWork, export_id: str, audience: str = Audience.BROKER) -> MailLine:
    """The line that a mail to this audience stands in."""
    mails = uow.mails.line(export_id, readers(audience))
    return MailLine(mails=mails, packages=uow.packages.of_export(export_id))


def supersede(uow: UnitOfWork, mail: MailRow, why: str) -> bool:
    """A mail that waits and is never sent, and the event; false where another run moved it meanwhile."""
    overtaken = replace(mail, state=MailState.SUPERSEDED, due_at=None, waits_for=None, error_message=why)
    if not uow.mails.move(overtaken, was=mail.state):
        return False
    record_superseded(uow, mail, why, was=mail.state)
    return True


def record_superseded(uow: UnitOfWork, mail: MailRow, why: str, *, was: MailState) -> None:
    """The event of a mail that is never sent."""
    is_notice = mail.audience == Audience.WAREHOUSE
    event = EventType.WAREHOUSE_NOTICE_SUPERSEDED if is_notice else EventType.BROKER_SUBMISSION_SUPERSEDED
    uow.record(
        event,
        mail.export_id,
        **mail.named(),
        reason=why,
        before={"status": was.value},
        after={"status": MailState.SUPERSEDED.value},
    )


def supersede_overtaken(uow: UnitOfWork, export_id: str) -> Sequence[MailRow]:
    """Take the waiting mails of an export that are owed no more out of their lines; which ones."""
    gone = []
    for audience in (Audience.BROKER, Audience.WAREHOUSE):
        line = line_of(uow, export_id, audience)
        for mail in line.mails:
            if mail.state is not MailState.PENDING or mail.audience == Audience.BROKER_NOTICE:
                continue
            why = line.why_overtaken(mail)
            if why is not None and supersede(uow, mail, why):
                gone.append(mail)
    return gone
