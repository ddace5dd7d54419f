"""The rate limit of a recipient that takes only so many mails a minute.

Every try that is begun is a row. A mail over the limit reserves the first instant that is free behind the tries of the
last minute and the mails that wait already: first come, first served, over all exports. The question is
asked in the transaction that begins the try; a tenant's writers take turns, so no two nodes take the same instant.
"""

from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, func, or_, select

from entrygo.contract.actor import Tenant
from entrygo.contract.times import from_iso, iso
from entrygo.lifecycle.rows import MailRow
from entrygo.lifecycle.states import Awaited, MailState
from entrygo.store import tables
from entrygo.store.codec import instant
from entrygo.store.tenant_rows import TenantRows

WINDOW = timedelta(minutes=1)


class MailTries(TenantRows):
    """The tries begun, by recipient, and the instants reserved behind them."""

    def __init__(self, connection: Connection, tenant: Tenant) -> None:
        super().__init__(connection, tenant, tables.mail_tries)

    def add(self, mail_id: str, *, number: int, recipient: str, at: datetime) -> None:
        """One more try, begun at an instant."""
        self.insert_rows(
            {"mail_id": mail_id, "number": number, "recipient": recipient.lower(), "begun_at": iso(at)}
        )

    def of_mail(self, mail_id: str) -> list[tuple[int, datetime]]:
        """The tries of a mail by number, and when each began."""
        statement = self.select().where(self.table.c.mail_id == mail_id).order_by(self.table.c.number)
        return [(int(row.number), instant(row.begun_at)) for row in self.all(statement)]

    def last_begun(self, mail_id: str) -> datetime | None:
        """When the last try of a mail began."""
        latest = select(func.max(self.table.c.begun_at)).where(self.mine, self.table.c.mail_id == mail_id)
        begun: str | None = self.connection.execute(latest).scalar_one()
        return instant(begun)

    def turn(self, mail: MailRow, *, per_minute: int, at: datetime) -> datetime | None:
        """None where the mail may go now; else the instant its turn comes."""
        ahead = self._reserved(mail)
        taken = sorted([*self._begun(mail, since=at - WINDOW), *ahead], reverse=True)
        if len(taken) < per_minute:
            return None
        latest = at + WINDOW * (
            len(ahead) // per_minute + 1
        )  # instants of a clock that was ahead hold up no longer
        turn = min(from_iso(taken[per_minute - 1]) + WINDOW, latest)
        return turn if turn > at else None

    def _begun(self, mail: MailRow, *, since: datetime) -> list[str]:
        statement = select(self.table.c.begun_at).where(
            self.mine,
            self.table.c.recipient == mail.recipient.lower(),
            self.table.c.begun_at > iso(since),
        )
        return list(self.connection.execute(statement).scalars())

    def _reserved(self, mail: MailRow) -> list[str]:
        """The instants of the mails ahead: of all that wait, or of the earlier ones where this mail waits already."""
        mails = tables.mails
        waiting = [
            self.owned(mails),
            mails.c.id != mail.id,
            mails.c.due_at > "",  # what is to be sent, by its index
            mails.c.state == MailState.PENDING.value,
            mails.c.waits_for == Awaited.RATE_LIMIT.value,
            func.lower(mails.c.recipient) == mail.recipient.lower(),
        ]
        if mail.waits_for is Awaited.RATE_LIMIT and mail.due_at is not None:
            own = iso(mail.due_at)
            waiting.append(or_(mails.c.due_at < own, and_(mails.c.due_at == own, mails.c.id < mail.id)))
        return [str(due) for due in self.connection.execute(select(mails.c.due_at).where(*waiting)).scalars()]
