"""Rows that come before there is a tenant: accounts and keys; and the worker's question over all tenants."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import delete, insert, or_, select, text
from sqlalchemy.dialects import postgresql, sqlite

from entrygo.contract.actor import Mode, Tenant
from entrygo.contract.canonical import JsonObject
from entrygo.contract.times import iso
from entrygo.store import tables
from entrygo.store.codec import dump, instant, load, text_of
from entrygo.store.database import Database, reachable
from entrygo.store.records import SqlRow
from entrygo.store.sealed_rows import secret_of
from entrygo.store.sealing import NO_KEYS, Keyring

BELIEVED_TURN = timedelta(days=1)  # a turn further away was set by a clock that was ahead


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRow:
    """An account as the command line made it. ``handle`` is what its pages are found under; the store chooses it."""

    id: str
    name: str
    created_at: datetime
    handle: str = ""


def handle_from(name: str) -> str:
    """A name as a part of an address: small letters and digits of ASCII, at most 40, hyphens between."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-") or "account"


def account_row(row: SqlRow) -> AccountRow:
    """An account as its row says; one that an older version made goes by its id."""
    return AccountRow(
        id=row.id, name=row.name, created_at=instant(row.created_at), handle=row.handle or row.id
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRow:
    """An API key; only the digest of its secret is kept. ``owner`` is the person whose key it is."""

    id: str
    tenant: Tenant
    scopes: frozenset[str]
    policy: dict[str, Any]  # Any: policy fields differ in type
    expires_at: datetime | None
    revoked_at: datetime | None
    name: str | None = None
    owner: str | None = None
    created_at: datetime | None = None
    last_used_at: datetime | None = None


def key_row(row: SqlRow) -> KeyRow:
    """A key as its row says."""
    return KeyRow(
        id=row.id,
        tenant=Tenant(row.account_id, Mode(row.mode)),
        scopes=frozenset(row.scopes.split()),
        policy=load(row.policy),
        expires_at=instant(row.expires_at),
        revoked_at=instant(row.revoked_at),
        name=row.name,
        owner=row.owner,
        created_at=instant(row.created_at),
        last_used_at=instant(row.last_used_at),
    )


def key_columns(key: KeyRow, digest: str, *, at: datetime) -> JsonObject:
    """The columns of a new key."""
    return {
        "digest": digest,
        "id": key.id,
        "account_id": key.tenant.account_id,
        "mode": key.tenant.mode.value,
        "scopes": " ".join(sorted(key.scopes)),
        "policy": dump(key.policy),
        "created_at": iso(at),
        "expires_at": text_of(key.expires_at),
        "revoked_at": text_of(key.revoked_at),
        "name": key.name,
        "owner": key.owner,
    }


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    yield from (f"{stem}-{number}" for number in count(2))


class RegistryRows:
    """Accounts and API keys. Each call is a transaction of its own."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add_account(self, account: AccountRow) -> None:
        """A new account, with a handle of its own."""
        stem = handle_from(account.name)
        with self._database.write() as connection:
            if not self._database.is_sqlite:  # two of one name at a time: the second sees the first's handle
                connection.execute(text("LOCK TABLE accounts IN SHARE ROW EXCLUSIVE MODE"))
            table = tables.accounts
            alike = select(table.c.handle).where(table.c.handle.startswith(stem, autoescape=True))
            taken = set(connection.execute(alike).scalars())
            handle = next(each for each in _numbered(stem) if each not in taken)
            connection.execute(
                insert(table).values(
                    id=account.id, name=account.name, created_at=iso(account.created_at), handle=handle
                )
            )

    def account(self, account_id: str) -> AccountRow | None:
        with reachable(), self._database.read() as connection:
            row = connection.execute(
                select(tables.accounts).where(tables.accounts.c.id == account_id)
            ).first()
        if row is None:
            return None
        return account_row(row)

    def add_key(self, key: KeyRow, digest: str, *, at: datetime) -> None:
        """A new key under the digest of its secret."""
        with self._database.write() as connection:
            connection.execute(insert(tables.api_keys).values(**key_columns(key, digest, at=at)))

    def key(self, key_id: str) -> KeyRow | None:
        """The key of this id, whosever it is."""
        with reachable(), self._database.read() as connection:
            row = connection.execute(select(tables.api_keys).where(tables.api_keys.c.id == key_id)).first()
        return None if row is None else key_row(row)

    def every_key(self) -> Sequence[KeyRow]:
        """Every key of the installation, by account and age."""
        table = tables.api_keys
        statement = select(table).order_by(table.c.account_id, table.c.created_at, table.c.id)
        with self._database.read() as connection:
            return [key_row(row) for row in connection.execute(statement)]

    def accounts(self) -> Sequence[AccountRow]:
        """Every account of the installation, oldest first."""
        statement = select(tables.accounts).order_by(tables.accounts.c.created_at, tables.accounts.c.id)
        with self._database.read() as connection:
            rows = connection.execute(statement).all()
        return [account_row(row) for row in rows]

    def key_by_digest(self, digest: str) -> KeyRow | None:
        """The key whose secret has this digest."""
        with reachable(), self._database.read() as connection:
            row = connection.execute(
                select(tables.api_keys).where(tables.api_keys.c.digest == digest)
            ).first()
        if row is None:
            return None
        return key_row(row)

    def tenants(self) -> Sequence[Tenant]:
        """Every account in each of its worlds."""
        with self._database.read() as connection:
            ids = (
                connection.execute(select(tables.accounts.c.id).order_by(tables.accounts.c.id))
                .scalars()
                .all()
            )
        return [Tenant(account_id, mode) for account_id in ids for mode in Mode]


class InstallationRows:
    """What is the installation's own, shared by all its nodes: secrets, and when it was restored."""

    def __init__(self, database: Database, keyring: Keyring = NO_KEYS) -> None:
        self._database = database
        self._keyring = keyring

    def secret(self, name: str, fresh: str) -> str:
        """The secret of that name; ``fresh`` becomes it when there is none yet."""
        table, of = tables.installation, secret_of(tables.installation, "value", {"name": name})
        with self._database.write() as connection:
            kind = sqlite if self._database.is_sqlite else postgresql
            sealed = self._keyring.seal(fresh, of=of)
            statement = kind.insert(table).values(name=name, value=sealed).on_conflict_do_nothing()
            connection.execute(statement)
            kept = connection.execute(select(table.c.value).where(table.c.name == name)).scalar_one()
        return self._keyring.open(str(kept), of=of)

    def hold(self, name: str, holder: str, *, now: datetime, until: datetime) -> bool:
        """Hold what one process at a time may hold, until then; false while another holds it."""
        table = tables.installation
        wanted = f"{iso(until)} {holder}"
        with self._database.write() as connection:
            kind = sqlite if self._database.is_sqlite else postgresql
            statement = kind.insert(table).values(name=name, value=wanted)
            is_free = or_(table.c.value < iso(now), table.c.value.endswith(f" {holder}", autoescape=True))
            connection.execute(
                statement.on_conflict_do_update(
                    index_elements=["name"], set_={"value": wanted}, where=is_free
                )
            )
            value = connection.execute(select(table.c.value).where(table.c.name == name)).scalar_one()
        return str(value) == wanted

    def note(self, name: str, value: str) -> None:
        """Write or overwrite a note."""
        table = tables.installation
        with self._database.write() as connection:
            kind = sqlite if self._database.is_sqlite else postgresql
            statement = kind.insert(table).values(name=name, value=value)
            connection.execute(
                statement.on_conflict_do_update(index_elements=["name"], set_={"value": value})
            )

    def noted(self, prefix: str) -> Mapping[str, str]:
        table = tables.installation
        statement = select(table.c.name, table.c.value).where(
            table.c.name.startswith(prefix, autoescape=True)
        )
        with self._database.read() as connection:
            return {row.name: row.value for row in connection.execute(statement)}

    def forget(self, name: str) -> None:
        """Remove a note."""
        table = tables.installation
        with self._database.write() as connection:
            connection.execute(delete(table).where(table.c.name == name))

    def get(self, name: str) -> str | None:
        """What is written under a name, or nothing."""
        table = tables.installation
        with self._database.read() as connection:
            return connection.execute(select(table.c.value).where(table.c.name == name)).scalar_one_or_none()
