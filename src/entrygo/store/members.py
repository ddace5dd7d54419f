"""Rows of people, of what they may do in which accounts, and of who else vouches for them.

They belong to the installation: a statement that concerns one account names it.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.sql import ColumnElement

from entrygo.contract.times import iso
from entrygo.store import people_tables, tables
from entrygo.store.records import columns, record_of
from entrygo.store.sealing import NO_KEYS, Keyring
from entrygo.store.tenant_rows import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """A person; ``email`` is in lower case. Without a password hash one signs in by a provider or not at all.

    ``totp_last_step`` is the newest step of a code that was taken: each code works once.
    """

    id: str
    email: str
    name: str
    created_at: datetime
    password_hash: str | None = None
    password_changed_at: datetime | None = None
    totp_secret_sealed: str | None = None
    totp_last_step: int | None = None
    time_zone: str | None = None
    theme: str = "system"
    disabled_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipRow:
    """What a person may do in an account, and in which of its worlds. ``created_by`` is a principal's id."""

    person_id: str
    account_id: str
    roles: tuple[str, ...]
    modes: tuple[str, ...]
    created_at: datetime
    created_by: str
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountMembership:
    """A membership in force with the account's own names."""

    membership: MembershipRow
    handle: str
    account_name: str


def _factor_of(person_id: str) -> str:
    """What the secret of a second factor is bound to, as :func:`entrygo.store.sealed_rows.secret_of` names it."""
    return f"people/totp_secret_sealed/{person_id}"


class PeopleRows:
    """People and memberships, within a transaction."""

    def __init__(self, connection: Connection, keyring: Keyring = NO_KEYS) -> None:
        self._connection = connection
        self._keyring = keyring

    def get(self, person_id: str) -> PersonRow | None:
        return self._one(people_tables.people.c.id == person_id)

    def by_email(self, email: str) -> PersonRow | None:
        """The person of an address; it is compared in lower case."""
        return self._one(people_tables.people.c.email == email.lower())

    def _one(self, which: ColumnElement[bool]) -> PersonRow | None:
        row = self._connection.execute(select(people_tables.people).where(which)).first()
        return None if row is None else record_of(PersonRow, row)

    def every(self) -> Sequence[PersonRow]:
        """Every person of the installation, by address."""
        statement = select(people_tables.people).order_by(people_tables.people.c.email)
        return [record_of(PersonRow, row) for row in self._connection.execute(statement)]

    def insert(self, person: PersonRow) -> None:
        """A new person."""
        self._connection.execute(insert(people_tables.people).values(**columns(person)))

    def set(self, person_id: str, **values: Any) -> None:  # Any: columns' values
        """Overwrite columns of a person; instants are given as such."""
        table = people_tables.people
        kept = {name: iso(value) if isinstance(value, datetime) else value for name, value in values.items()}
        self._connection.execute(update(table).where(table.c.id == person_id).values(**kept))

    def rehash(self, person_id: str, old: str, new: str) -> None:
        """Another hash of the same password, unless it was changed meanwhile."""
        table = people_tables.people
        mine = (table.c.id == person_id) & (table.c.password_hash == old)
        self._connection.execute(update(table).where(mine).values(password_hash=new))

    def second_factor(self, person: PersonRow) -> bytes | None:
        """The secret of a person's authenticator; none where no code is asked."""
        if person.totp_secret_sealed is None:
            return None
        return bytes.fromhex(self._keyring.open(person.totp_secret_sealed, of=_factor_of(person.id)))

    def set_second_factor(self, person_id: str, secret: bytes | None) -> None:
        """Ask for codes of this secret from now on, or for none."""
        sealed = None if secret is None else self._keyring.seal(secret.hex(), of=_factor_of(person_id))
        self.set(person_id, totp_secret_sealed=sealed, totp_last_step=None)

    def take_step(self, person_id: str, step: int) -> bool:
        """Note that the code of a step was used; false where that one, or a newer one, was used before."""
        table = people_tables.people
        is_newer = (table.c.totp_last_step.is_(None)) | (table.c.totp_last_step < step)
        done = self._connection.execute(
            update(table).where(table.c.id == person_id, is_newer).values(totp_last_step=step)
        )
        return done.rowcount == 1

    def membership(self, person_id: str, account_id: str) -> MembershipRow | None:
        """What a person may do in an account, also where that has ended."""
        table = people_tables.memberships
        row = self._connection.execute(
            select(table).where(table.c.person_id == person_id, table.c.account_id == account_id)
        ).first()
        return None if row is None else record_of(MembershipRow, row)

    def memberships_of(self, person_id: str) -> Sequence[AccountMembership]:
        """A person's memberships in force, by the accounts' names."""
        table, accounts = people_tables.memberships, tables.accounts
        statement = (
            select(table, accounts.c.handle, accounts.c.name.label("account_name"))
            .join(accounts, accounts.c.id == table.c.account_id)
            .where(table.c.person_id == person_id, table.c.ended_at.is_(None))
            .order_by(accounts.c.name, accounts.c.id)
        )
        return [
            AccountMembership(
                membership=record_of(MembershipRow, row),
                handle=row.handle or row.account_id,
                account_name=row.account_name,
            )
            for row in self._connection.execute(statement)
        ]

    def put_membership(self, membership: MembershipRow) -> None:
        """Make a membership, or write over the one there is."""
        table = people_tables.memberships
        mine = (table.c.person_id == membership.person_id) & (table.c.account_id == membership.account_id)
        written = columns(membership)
        if self._connection.execute(update(table).where(mine).values(**written)).rowcount == 0:
            self._connection.execute(insert(table).values(**written))

    def members(self, account_id: str) -> Sequence[tuple[PersonRow, MembershipRow]]:
        """The people of an account, by name."""
        return self._members(account_id, None)

    def page(self, account_id: str, page: Page) -> Sequence[tuple[PersonRow, MembershipRow]]:
        """A page of the account's people, the newest members first."""
        return self._members(account_id, page)

    def _members(self, account_id: str, page: Page | None) -> Sequence[tuple[PersonRow, MembershipRow]]:
        table, people = people_tables.memberships, people_tables.people
        statement = (
            select(table)
            .join(people, people.c.id == table.c.person_id)
            .where(table.c.account_id == account_id, table.c.ended_at.is_(None))
        )
        if page is None:
            statement = statement.order_by(people.c.name, people.c.id)
        else:
            if page.after is not None:
                at, last = page.after
                older = table.c.created_at < at
                statement = statement.where(older | ((table.c.created_at == at) & (table.c.person_id < last)))
            statement = statement.order_by(table.c.created_at.desc(), table.c.person_id.desc())
            statement = statement.limit(page.limit)
        found = [record_of(MembershipRow, row) for row in self._connection.execute(statement)]
        known = self._named([each.person_id for each in found])
        return [(known[each.person_id], each) for each in found]

    def _named(self, person_ids: Collection[str]) -> dict[str, PersonRow]:
        table = people_tables.people
        statement = select(table).where(table.c.id.in_(person_ids))
        return {row.id: record_of(PersonRow, row) for row in self._connection.execute(statement)}

    def identify(self, issuer: str, subject: str) -> PersonRow | None:
        """The person a provider's subject is."""
        table, people = people_tables.person_identities, people_tables.people
        row = self._connection.execute(
            select(people)
            .join(table, table.c.person_id == people.c.id)
            .where(table.c.issuer == issuer, table.c.subject == subject)
        ).first()
        return None if row is None else record_of(PersonRow, row)

    def add_identity(self, issuer: str, subject: str, person_id: str, *, at: datetime) -> None:
        """From now on a provider's subject is this person."""
        self._connection.execute(
            insert(people_tables.person_identities).values(
                issuer=issuer, subject=subject, person_id=person_id, created_at=iso(at)
            )
        )
