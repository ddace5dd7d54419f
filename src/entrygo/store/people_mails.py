"""Mails owed to people: that somebody is invited, links for a new password, and test mails to brokers.

No link is kept: each try makes a new one, and its digest takes the place of the one before.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from entrygo.contract.actor import Mode, Tenant
from entrygo.contract.times import iso
from entrygo.store import people_tables
from entrygo.store.records import columns, record_of


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonMailRow:
    """A mail of the kind ``invitation``, ``reset`` or ``test``; ``subject_id`` is the invitation's id or the person's,
    or :func:`subject_of` a broker.

    It is ``due``, ``sending`` while it may be on its way, ``sent``, ``failed``, or ``uncertain``: handed over, and
    nobody knows whether it arrived. It is tried while it is due and ``due_at`` is set.
    """

    id: str
    kind: str
    account_id: str
    subject_id: str
    created_at: datetime
    due_at: datetime | None
    state: str = "due"
    attempts: int = 0
    error: str | None = None


TEST = "test"


def subject_of(tenant: Tenant, broker_id: str) -> str:
    """The subject of test mails to a broker: brokers belong to a world of an account, mails to people to both."""
    return f"{tenant.mode.value}:{broker_id}"


def broker_of(mail: PersonMailRow) -> tuple[Tenant, str]:
    """The broker a test mail goes to, and whose it is."""
    mode, _, broker_id = mail.subject_id.partition(":")
    return Tenant(mail.account_id, Mode(mode)), broker_id


class PersonMailRows:
    """Mails to people, within a transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._table = people_tables.people_mails

    def insert(self, mail: PersonMailRow) -> None:
        """A mail that is owed."""
        self._connection.execute(insert(self._table).values(**columns(mail)))

    def get(self, mail_id: str) -> PersonMailRow | None:
        row = self._connection.execute(select(self._table).where(self._table.c.id == mail_id)).first()
        return None if row is None else record_of(PersonMailRow, row)

    def due(self, now: datetime, limit: int) -> Sequence[PersonMailRow]:
        """Those whose time has come, the first one first."""
        table = self._table
        statement = select(table).where(table.c.due_at <= iso(now)).order_by(table.c.due_at).limit(limit)
        return [record_of(PersonMailRow, row) for row in self._connection.execute(statement)]

    def begin(self, mail_id: str, *, attempts: int, again_at: datetime) -> bool:
        """Take the try after so many; false where another took it. Cut off, it is tried again at ``again_at``."""
        table = self._table
        mine = (table.c.id == mail_id) & (table.c.attempts == attempts) & (table.c.state == "due")
        taken = update(table).where(mine).values(attempts=attempts + 1, due_at=iso(again_at))
        return self._connection.execute(taken).rowcount == 1

    def may_leave(self, mail_id: str, *, attempts: int, until: datetime) -> bool:
        """Put down that a try's message may be on its way from now on; false where the try is another's. Nothing said
        of it by ``until``, it is uncertain."""
        table = self._table
        mine = (table.c.id == mail_id) & (table.c.attempts == attempts) & (table.c.state == "due")
        leaves = update(table).where(mine).values(state="sending", due_at=iso(until))
        return self._connection.execute(leaves).rowcount == 1

    def states(self, account_id: str, subject_ids: Collection[str]) -> Mapping[str, str]:
        """How the newest mail to each of these subjects of an account fares; subjects without one are absent."""
        table = self._table
        statement = (
            select(table.c.subject_id, table.c.state)
            .where(table.c.account_id == account_id, table.c.subject_id.in_(subject_ids))
            .order_by(table.c.created_at)
        )
        return {row.subject_id: row.state for row in self._connection.execute(statement)}

    def newest(self, account_id: str, subject_id: str, limit: int) -> Sequence[PersonMailRow]:
        """The newest mails about one subject of an account."""
        table = self._table
        statement = (
            select(table)
            .where(table.c.account_id == account_id, table.c.subject_id == subject_id)
            .order_by(table.c.created_at.desc(), table.c.id.desc())
            .limit(limit)
        )
        return [record_of(PersonMailRow, row) for row in self._connection.execute(statement)]

    def settle(self, mail: PersonMailRow) -> None:
        """What became of a try."""
        kept = columns(mail)
        values = {name: kept[name] for name in ("state", "due_at", "error")}
        mine = (self._table.c.id == mail.id) & (self._table.c.attempts == mail.attempts)
        self._connection.execute(update(self._table).where(mine).values(**values))

    def forget_all(self) -> None:
        """Drop every one, owed or not."""
        self._connection.execute(delete(self._table))

    def forget(self, *, before: datetime) -> None:
        """Drop those that were owed before an instant."""
        self._connection.execute(delete(self._table).where(self._table.c.created_at < iso(before)))
