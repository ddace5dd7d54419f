"""Each store test runs on SQLite and on PostgreSQL: a database a module, an account a test."""

import uuid
from collections.abc import Iterator

import pytest

from entrygo.clock import SystemClock, SystemIds
from entrygo.contract.actor import Mode, Tenant
from entrygo.store.registry import AccountRow
from entrygo.store.unit_of_work import Store
from tests.rooms.store.rows import AT
from tests.serving.databases import migrated_database


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The URL of a migrated database with no rows."""
    return migrated_database(request, tmp_path_factory.mktemp("store"))


@pytest.fixture(scope="module")
def store(url: str) -> Iterator[Store]:
    """A migrated database."""
    opened = Store(url, SystemClock(), SystemIds())
    yield opened
    opened.close()


def account(store: Store) -> str:
    """A new account; its id."""
    identifier = f"acc_{uuid.uuid4().hex}"
    store.registry.add_account(AccountRow(id=identifier, name="Maple Goods Ltd", created_at=AT))
    return identifier


@pytest.fixture
def tenant(store: Store) -> Tenant:
    """A new account's live world."""
    return Tenant(account(store), Mode.LIVE)


@pytest.fixture
def neighbours(store: Store, tenant: Tenant) -> list[Tenant]:
    """Who must not see the tenant's rows: its own other world, and another account's both."""
    other = account(store)
    return [Tenant(tenant.account_id, Mode.TEST), Tenant(other, Mode.LIVE), Tenant(other, Mode.TEST)]
