"""The API keys of one account within a unit of work, so that a key and its event are written together."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, tuple_, update
from sqlalchemy.sql import ColumnElement

from entrygo.contract.actor import Mode, Tenant
from entrygo.contract.canonical import JsonMapping
from entrygo.contract.times import iso
from entrygo.store import tables
from entrygo.store.codec import dump
from entrygo.store.registry import KeyRow, key_columns, key_row
from entrygo.store.tenant_rows import Page


class KeyRows:
    """A live world sees the account's keys of both worlds; a test world those of its own."""

    def __init__(self, connection: Connection, tenant: Tenant) -> None:
        self._connection = connection
        self._tenant = tenant
        self._table = tables.api_keys

    @property
    def _mine(self) -> ColumnElement[bool]:
        owned = self._table.c.account_id == self._tenant.account_id
        own_world = self._table.c.mode == self._tenant.mode.value
        return owned if self._tenant.mode is Mode.LIVE else owned & own_world

    def get(self, key_id: str) -> KeyRow | None:
        row = self._connection.execute(
            select(self._table).where(self._mine, self._table.c.id == key_id)
        ).first()
        return None if row is None else key_row(row)

    def page(self, page: Page) -> Sequence[KeyRow]:
        """A page of keys, newest first."""
        created, identifier = self._table.c.created_at, self._table.c.id
        statement = select(self._table).where(self._mine)
        if page.after is not None:
            statement = statement.where(tuple_(created, identifier) < page.after)
        newest = statement.order_by(created.desc(), identifier.desc()).limit(page.limit)
        return [key_row(row) for row in self._connection.execute(newest)]

    def insert(self, key: KeyRow, digest: str, *, at: datetime) -> None:
        """A new key under the digest of its secret."""
        self._connection.execute(insert(self._table).values(**key_columns(key, digest, at=at)))

    def change(self, key_id: str, *, name: str | None, policy: JsonMapping) -> None:
        """Overwrite what may change of a key."""
        self._set(key_id, name=name, policy=dump(policy))

    def digest(self, key_id: str) -> str:
        """SHA-256 of the key's secret, as it is kept."""
        found = select(self._table.c.digest).where(self._mine, self._table.c.id == key_id)
        return str(self._connection.execute(found).scalar_one())

    def rotate(self, key_id: str, digest: str) -> None:
        """Another secret; the one before works no more."""
        self._set(key_id, digest=digest)

    def revoke(self, key_id: str, *, at: datetime) -> None:
        """Revoke for good; a key revoked before keeps its instant."""
        self._set(key_id, revoked_at=func.coalesce(self._table.c.revoked_at, iso(at)))

    def note_used(self, key_id: str, *, at: datetime) -> None:
        """When the key was last used."""
        self._set(key_id, last_used_at=iso(at))

    def _set(self, key_id: str, **values: Any) -> None:  # Any: columns' values
        self._connection.execute(
            update(self._table).where(self._mine, self._table.c.id == key_id).values(**values)
        )
