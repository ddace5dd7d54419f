"""Rows of what a person holds for a while: sessions, invitations, resets; and of tries to sign in.

A token is found by its digest; the token itself is kept nowhere.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, text, update
from sqlalchemy.sql import ColumnElement

from entrygo.contract.times import iso
from entrygo.store import people_tables
from entrygo.store.records import columns, record_of
from entrygo.store.tenant_rows import Page, SqlSelect


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRow:
    """A person's session in one browser. ``fresh_at`` is when the password, or the provider, was last asked."""

    digest: str
    id: str
    person_id: str
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime
    auth_method: str
    fresh_at: datetime
    user_agent: str
    address: str
    ended_at: datetime | None = None
    ended_why: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationRow:
    """An invitation into an account; it is used once, by the link that was shown or by the one last mailed."""

    digest: str
    id: str
    account_id: str
    email: str
    roles: tuple[str, ...]
    modes: tuple[str, ...]
    invited_by: str
    created_at: datetime
    expires_at: datetime
    accepted_at: datetime | None = None
    revoked_at: datetime | None = None
    mailed_digest: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResetRow:
    """A link by which a person sets a new password, once. ``asked_by`` is ``person`` where nobody vouched for it."""

    digest: str
    person_id: str
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None = None
    asked_by: str | None = None


class SessionRows:
    """Sessions, within a transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._table = people_tables.sessions

    def insert(self, session: SessionRow) -> None:
        """A new session."""
        self._connection.execute(insert(self._table).values(**columns(session)))

    def get(self, digest: str) -> SessionRow | None:
        """The session of a token's digest, also one that has ended."""
        row = self._connection.execute(select(self._table).where(self._table.c.digest == digest)).first()
        return None if row is None else record_of(SessionRow, row)

    def of_person(self, person_id: str, *, now: datetime) -> Sequence[SessionRow]:
        """A person's sessions that have not ended, the one used last first."""
        table = self._table
        alive = (table.c.ended_at.is_(None)) & (table.c.expires_at > iso(now))
        statement = select(table).where(table.c.person_id == person_id, alive)
        rows = self._connection.execute(statement.order_by(table.c.last_seen_at.desc(), table.c.id))
        return [record_of(SessionRow, row) for row in rows]

    def seen(self, digest: str, *, at: datetime) -> None:
        """It was used."""
        self._set(digest, last_seen_at=iso(at))

    def freshen(self, digest: str, *, at: datetime) -> None:
        """Its person has just said the password again."""
        self._set(digest, fresh_at=iso(at))

    def _set(self, digest: str, **values: str) -> None:
        self._connection.execute(update(self._table).where(self._table.c.digest == digest).values(**values))

    def end(self, session_ids: Collection[str], why: str, *, at: datetime) -> None:
        """End sessions; one that had ended keeps its end."""
        table = self._table
        self._connection.execute(
            update(table)
            .where(table.c.id.in_(session_ids), table.c.ended_at.is_(None))
            .values(ended_at=iso(at), ended_why=why)
        )

    def end_of(self, person_id: str, why: str, *, at: datetime, but: str = "") -> int:
        """End a person's sessions but one; how many were ended."""
        table = self._table
        mine = (table.c.person_id == person_id) & (table.c.id != but)
        done = self._connection.execute(
            update(table).where(mine, table.c.ended_at.is_(None)).values(ended_at=iso(at), ended_why=why)
        )
        return int(done.rowcount)

    def end_all(self, why: str, *, at: datetime) -> None:
        """End everybody's sessions."""
        table = self._table
        open_ones = update(table).where(table.c.ended_at.is_(None))
        self._connection.execute(open_ones.values(ended_at=iso(at), ended_why=why))

    def last_seen(self, person_ids: Collection[str]) -> dict[str, str]:
        """When each person last used a session."""
        table = self._table
        statement = select(table.c.person_id, func.max(table.c.last_seen_at)).group_by(table.c.person_id)
        rows = self._connection.execute(statement.where(table.c.person_id.in_(person_ids)))
        return {person_id: str(seen) for person_id, seen in rows}


class InvitationRows:
    """Invitations, within a transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._table = people_tables.invitations

    def insert(self, invitation: InvitationRow) -> None:
        """A new invitation."""
        self._connection.execute(insert(self._table).values(**columns(invitation)))

    def by_digest(self, digest: str) -> InvitationRow | None:
        """The invitation of a token's digest, of the link that was shown or of the one that was mailed."""
        table = self._table
        known = (table.c.digest == digest) | (table.c.mailed_digest == digest)
        row = self._connection.execute(select(table).where(known)).first()
        return None if row is None else record_of(InvitationRow, row)

    def set_mailed(self, invitation_id: str, digest: str) -> None:
        """The link that was mailed last; the one mailed before works no more."""
        mine = self._table.c.id == invitation_id
        self._connection.execute(update(self._table).where(mine).values(mailed_digest=digest))

    def get(self, account_id: str, invitation_id: str) -> InvitationRow | None:
        """An invitation of an account, open or not."""
        table = self._table
        mine = (table.c.account_id == account_id) & (table.c.id == invitation_id)
        row = self._connection.execute(select(table).where(mine)).first()
        return None if row is None else record_of(InvitationRow, row)

    def open_of(self, account_id: str, *, now: datetime, page: Page) -> Sequence[InvitationRow]:
        """A page of the invitations of an account that can still be accepted, the newest first."""
        table = self._table
        statement = self._open(table.c.account_id == account_id, now)
        if page.after is not None:
            at, last = page.after
            older = (table.c.created_at < at) | ((table.c.created_at == at) & (table.c.id < last))
            statement = statement.where(older)
        rows = self._connection.execute(statement.limit(page.limit))
        return [record_of(InvitationRow, row) for row in rows]

    def open_for(self, email: str, *, now: datetime) -> Sequence[InvitationRow]:
        """The invitations an address can still accept, the newest first."""
        rows = self._connection.execute(self._open(self._table.c.email == email.lower(), now))
        return [record_of(InvitationRow, row) for row in rows]

    def _open(self, which: ColumnElement[bool], now: datetime) -> SqlSelect:
        table = self._table
        unused = (table.c.accepted_at.is_(None)) & (table.c.revoked_at.is_(None))
        statement = select(table).where(which, unused, table.c.expires_at > iso(now))
        return statement.order_by(table.c.created_at.desc(), table.c.id.desc())

    def accept(self, digest: str, *, at: datetime) -> bool:
        """Use it up; false where it was used or revoked before."""
        return self._close(self._table.c.digest == digest, "accepted_at", at)

    def revoke(self, account_id: str, invitation_id: str, *, at: datetime) -> bool:
        """Revoke it; false where it was used or revoked before, or is another account's."""
        table = self._table
        mine = (table.c.account_id == account_id) & (table.c.id == invitation_id)
        return self._close(mine, "revoked_at", at)

    def revoke_all(self, *, at: datetime) -> None:
        """Revoke every invitation that is open, of all accounts."""
        table = self._table
        unused = (table.c.accepted_at.is_(None)) & (table.c.revoked_at.is_(None))
        self._connection.execute(update(table).where(unused).values(revoked_at=iso(at)))

    def _close(self, which: ColumnElement[bool], column: str, at: datetime) -> bool:
        table = self._table
        unused = (table.c.accepted_at.is_(None)) & (table.c.revoked_at.is_(None))
        statement = update(table).where(which, unused).values({column: iso(at)})
        return self._connection.execute(statement).rowcount == 1


class ResetRows:
    """Links for a new password, within a transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._table = people_tables.resets

    def insert(self, reset: ResetRow) -> None:
        """A new link; those of before work no more."""
        table = self._table
        older = (table.c.person_id == reset.person_id) & table.c.used_at.is_(None)
        self._connection.execute(update(table).where(older).values(used_at=iso(reset.created_at)))
        self._connection.execute(insert(table).values(**columns(reset)))

    def by_digest(self, digest: str) -> ResetRow | None:
        """The link of a token's digest."""
        row = self._connection.execute(select(self._table).where(self._table.c.digest == digest)).first()
        return None if row is None else record_of(ResetRow, row)

    def use(self, digest: str, *, at: datetime) -> bool:
        """Use it up; false where it was used before."""
        table = self._table
        unused = (table.c.digest == digest) & table.c.used_at.is_(None)
        return self._connection.execute(update(table).where(unused).values(used_at=iso(at))).rowcount == 1

    def use_all(self, *, at: datetime) -> None:
        """No link made before works any more."""
        table = self._table
        self._connection.execute(update(table).where(table.c.used_at.is_(None)).values(used_at=iso(at)))


class TryRows:
    """Tries to sign in, by the digest of an address, a person's or the network's. Within a transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._table = people_tables.sign_in_tries

    def take_turn(self, subjects: Collection[str]) -> None:
        """Tries on one subject are counted one after the other, on every node."""
        if self._connection.dialect.name == "sqlite":
            return  # its writers take turns as it is
        for subject in sorted(subjects):
            self._connection.execute(
                text("SELECT pg_advisory_xact_lock(hashtextextended(:turn, 0))"),
                {"turn": f"sign-in/{subject}"},
            )

    def failures(self, subject: str, *, since: datetime, after_success: bool) -> Sequence[datetime]:
        """When tries failed, oldest first; with ``after_success`` those since the last that did not."""
        table = self._table
        statement = select(table.c.at, table.c.ok).where(
            table.c.subject_digest == subject, table.c.at > iso(since)
        )
        found: list[datetime] = []
        for at, ok in self._connection.execute(statement.order_by(table.c.at, table.c.id)):
            if not ok:
                found.append(datetime.fromisoformat(at))
            elif after_success:
                found.clear()
        return found

    def add(self, try_id: str, subject: str, *, at: datetime) -> None:
        """A try begins; it counts as failed until it did not."""
        self._connection.execute(
            insert(self._table).values(id=try_id, subject_digest=subject, at=iso(at), ok=0)
        )

    def succeed(self, try_ids: Collection[str]) -> None:
        """These tries did not fail."""
        self._connection.execute(update(self._table).where(self._table.c.id.in_(try_ids)).values(ok=1))

    def forget(self, *, before: datetime) -> None:
        """Delete what is older."""
        self._connection.execute(delete(self._table).where(self._table.c.at < iso(before)))
