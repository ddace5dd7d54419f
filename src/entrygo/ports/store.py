"""Rows, asked for by what they are for. A unit of work is bound to one tenant: no query can forget account and mode.

Every write happens in :meth:`Store.write`, one transaction that commits when the block ends and rolls back on any
exception. Only operations and effects open one; nobody calls out to the world inside it.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from entrygo.contract.actor import Tenant
from entrygo.ports.groups import (
    Dispositions,
    Documents,
    Events,
    Exports,
    Mails,
    Orders,
    Packages,
    Products,
    Replays,
)
from entrygo.ports.rows import (
    AccountRow,
    KeyRow,
    OwedExport,
    OwedMail,
    OwedPackage,
)
from entrygo.ports.webhooks import OwedWebhooks, Webhooks


class UnitOfWork(Protocol):
    """One tenant's rows within one transaction."""

    @property
    def tenant(self) -> Tenant:
        """Whose rows these are."""
        ...

    @property
    def profiles(self) -> Documents:
        """Account profiles."""
        ...

    @property
    def warehouses(self) -> Documents:
        """Warehouses."""
        ...

    @property
    def brokers(self) -> Documents:
        """Customs brokers."""
        ...

    @property
    def products(self) -> Products:
        """Products."""
        ...

    @property
    def orders(self) -> Orders:
        """Orders and claims."""
        ...

    @property
    def exports(self) -> Exports:
        """Export batches and plans."""
        ...

    @property
    def packages(self) -> Packages:
        """Customs packages and files."""
        ...

    @property
    def mails(self) -> Mails:
        """Mails, notifications, captured mail."""
        ...

    @property
    def events(self) -> Events:
        """The event stream."""
        ...

    @property
    def dispositions(self) -> Dispositions:
        """Decisions about screening hits."""
        ...

    @property
    def replays(self) -> Replays:
        """Idempotency records."""
        ...

    @property
    def webhooks(self) -> Webhooks:
        """Endpoints told of events."""
        ...


class Registry(Protocol):
    """Accounts and keys: the rows that come before there is a tenant. Each call is its own transaction."""

    def add_account(self, account: AccountRow) -> None:
        """A new account."""
        ...

    def account(self, account_id: str) -> AccountRow | None:
        """One account, or none."""
        ...

    def add_key(self, key: KeyRow, digest: str, *, at: datetime) -> None:
        """A new key, under the digest of its secret."""
        ...

    def revoke_key(self, key_id: str, *, at: datetime) -> bool:
        """Revoke a key for good; false when there is none of that id."""
        ...

    def key_by_digest(self, digest: str) -> KeyRow | None:
        """The key of this digest, or none."""
        ...

    def tenants(self) -> Sequence[Tenant]:
        """Every account in each of its worlds."""
        ...


class Owed(Protocol):
    """What the world is owed, over all tenants: the worker's question."""

    def exports(self, limit: int) -> Sequence[OwedExport]:
        """Executions promised and not finished, oldest first."""
        ...

    def packages(self, limit: int) -> Sequence[OwedPackage]:
        """Corrected packages promised and not made, oldest first."""
        ...

    def mails(self, now: datetime, limit: int) -> Sequence[OwedMail]:
        """Mails whose time has come, longest due first."""
        ...

    def begun_mails(self, limit: int) -> Sequence[OwedMail]:
        """Mails a try of which was begun and not settled."""
        ...

    def hasten_mails(self, now: datetime) -> int:
        """Make every waiting mail due now, but for those whose turn the rate limit set; how many."""
        ...

    def tenant_of_mail(self, message_ids: Sequence[str]) -> Tenant | None:
        """Whose the mail of the first of these Message-IDs is that anybody has, or none."""
        ...


class Installation(Protocol):
    """Secrets of the installation, shared by all its nodes, and what one of them holds at a time."""

    def secret(self, name: str, fresh: str) -> str:
        """The secret of that name; ``fresh`` becomes it when there is none yet."""
        ...

    def hold(self, name: str, holder: str, *, now: datetime, until: datetime) -> bool:
        """Hold what one process at a time may hold, until then; false while another holds it."""
        ...


class Store(Protocol):
    """A database."""

    @property
    def registry(self) -> Registry:
        """Accounts and keys."""
        ...

    @property
    def owed(self) -> Owed:
        """What the world is owed."""
        ...

    @property
    def owed_webhooks(self) -> OwedWebhooks:
        """What is owed to endpoints."""
        ...

    @property
    def installation(self) -> Installation:
        """Secrets of the installation."""
        ...

    def read(self, tenant: Tenant) -> AbstractContextManager[UnitOfWork]:
        """A consistent view of the tenant's last committed rows."""
        ...

    def write(self, tenant: Tenant) -> AbstractContextManager[UnitOfWork]:
        """One transaction on the tenant's rows: commits at the end, rolls back on any exception."""
        ...

    def ping(self) -> None:
        """Raise unless the database answers."""
        ...

    def close(self) -> None:
        """Close every connection."""
        ...
