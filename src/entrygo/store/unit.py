"""The store: units of work over one database."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property

from sqlalchemy import Connection, text

from entrygo.contract.actor import Tenant
from entrygo.store import tables
from entrygo.store.catalogue import DocumentRows, OrderRows, ProductRows
from entrygo.store.database import Database, reachable
from entrygo.store.dispositions import DispositionRows
from entrygo.store.events import EventRows
from entrygo.store.exports import ExportRows
from entrygo.store.mails import MailRows
from entrygo.store.packages import PackageRows
from entrygo.store.registry import InstallationRows, OwedRows, RegistryRows
from entrygo.store.replays import ReplayRows
from entrygo.store.retention import RetentionRows
from entrygo.store.tenancy import name_tenant
from entrygo.store.webhooks import OwedWebhookRows, WebhookRows


class SqlUnitOfWork:
    """One tenant's rows within one transaction."""

    def __init__(self, connection: Connection, tenant: Tenant) -> None:
        self._connection = connection
        self.tenant = tenant

    @cached_property
    def retention(self) -> RetentionRows:
        """Records whose time is over. Not of the port: operations and effects have no way to delete records."""
        return RetentionRows(self._connection, self.tenant)

    @cached_property
    def profiles(self) -> DocumentRows:
        """Account profiles."""
        return DocumentRows(self._connection, self.tenant, tables.profiles)

    @cached_property
    def warehouses(self) -> DocumentRows:
        """Warehouses."""
        return DocumentRows(self._connection, self.tenant, tables.warehouses)

    @cached_property
    def brokers(self) -> DocumentRows:
        """Brokers."""
        return DocumentRows(self._connection, self.tenant, tables.brokers)

    @cached_property
    def products(self) -> ProductRows:
        """Products."""
        return ProductRows(self._connection, self.tenant)

    @cached_property
    def orders(self) -> OrderRows:
        """Orders and claims."""
        return OrderRows(self._connection, self.tenant)

    @cached_property
    def exports(self) -> ExportRows:
        """Export batches and plans."""
        return ExportRows(self._connection, self.tenant)

    @cached_property
    def packages(self) -> PackageRows:
        """Packages and artifacts."""
        return PackageRows(self._connection, self.tenant)

    @cached_property
    def mails(self) -> MailRows:
        """Mails, notifications, captured mail."""
        return MailRows(self._connection, self.tenant)

    @cached_property
    def events(self) -> EventRows:
        """Events."""
        return EventRows(self._connection, self.tenant)

    @cached_property
    def dispositions(self) -> DispositionRows:
        """Decisions about screening hits."""
        return DispositionRows(self._connection, self.tenant)

    @cached_property
    def replays(self) -> ReplayRows:
        """Idempotency records."""
        return ReplayRows(self._connection, self.tenant)

    @cached_property
    def webhooks(self) -> WebhookRows:
        """Endpoints told of events."""
        return WebhookRows(self._connection, self.tenant)


class SqlStore:
    """A database of either kind, by URL."""

    def __init__(self, url: str) -> None:
        self.database = Database(url)
        self.registry = RegistryRows(self.database)
        self.owed = OwedRows(self.database)
        self.owed_webhooks = OwedWebhookRows(self.database)
        self.installation = InstallationRows(self.database)

    @contextmanager
    def read(self, tenant: Tenant) -> Iterator[SqlUnitOfWork]:
        """A consistent view of the tenant's last committed rows."""
        with reachable(), self.database.read() as connection:
            name_tenant(connection, tenant, is_writing=False)
            yield SqlUnitOfWork(connection, tenant)

    @contextmanager
    def write(self, tenant: Tenant) -> Iterator[SqlUnitOfWork]:
        """One transaction on the tenant's rows."""
        with reachable(), self.database.write() as connection:
            name_tenant(connection, tenant, is_writing=True)
            yield SqlUnitOfWork(connection, tenant)

    def ping(self) -> None:
        """Raise unless the database answers."""
        with reachable(), self.database.read() as connection:
            connection.execute(text("SELECT 1"))

    def close(self) -> None:
        """Close every connection."""
        self.database.close()
