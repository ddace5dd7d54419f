"""The second wall, on PostgreSQL: statements that forgot their WHERE find their own tenant's rows and no others."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, delete, func, insert, select, text, update
from sqlalchemy.exc import ProgrammingError

from entrygo.clock import SystemClock, SystemIds
from entrygo.contract.actor import Mode, Tenant
from entrygo.contract.times import iso
from entrygo.store import tables
from entrygo.store.tenancy import every_tenant
from entrygo.store.unit_of_work import Store
from tests.rooms.store.conftest import account
from tests.rooms.store.rows import AT, TABLES_OF_PEOPLE, broker
from tests.rooms.store.test_isolation import fill
from tests.serving.postgres import PostgresServer

TENANT_TABLES = sorted(
    name
    for name in tables.metadata.tables
    if name not in ("accounts", "api_keys", "installation", *TABLES_OF_PEOPLE)
)


@pytest.fixture(scope="module")
def store(postgres: PostgresServer) -> Iterator[Store]:
    """A migrated database, on PostgreSQL alone."""
    url = postgres.migrated_database()
    opened = Store(url, SystemClock(), SystemIds())
    yield opened
    opened.close()


@pytest.fixture
def everyone(store: Store, tenant: Tenant, neighbours: list[Tenant]) -> list[Tenant]:
    """Four worlds with a row of each table under the same ids."""
    worlds = [tenant, *neighbours]
    for n, each in enumerate(worlds):
        fill(store, each, f"world {n}")
    return worlds


@pytest.fixture(scope="module")
def shown(store: Store) -> list[Tenant]:
    """Four such worlds for the tests that only look."""
    worlds = [Tenant(each, mode) for each in (account(store), account(store)) for mode in Mode]
    for n, each in enumerate(worlds):
        fill(store, each, f"shown {n}")
    return worlds


def counted(connection: Connection, name: str) -> int:
    """The rows a statement without a WHERE finds."""
    return connection.execute(select(func.count()).select_from(tables.metadata.tables[name])).scalar_one()


@pytest.mark.parametrize("name", TENANT_TABLES)
def test_every_tenants_table_is_behind_the_wall_also_for_its_owner(store: Store, name: str) -> None:
    asked = text("SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE relname = :name")
    with store.database.read() as connection:
        assert tuple(connection.execute(asked, {"name": name}).one()) == (True, True)
        policies = text("SELECT policyname, cmd FROM pg_policies WHERE tablename = :name")
        assert [tuple(row) for row in connection.execute(policies, {"name": name})] == [("tenant", "ALL")]


@pytest.mark.parametrize("name", TENANT_TABLES)
def test_a_select_without_a_where_finds_the_tenants_rows_alone(
    store: Store, shown: list[Tenant], name: str
) -> None:
    table = tables.metadata.tables[name]
    for each in shown:
        for open_unit in (store.read, store.write):
            with open_unit(each) as uow:
                rows = uow.brokers.connection.execute(select(table)).all()
            assert {(row.account_id, row.mode) for row in rows} == {(each.account_id, each.mode.value)}


def test_a_change_without_a_where_reaches_the_tenants_rows_alone(
    store: Store, everyone: list[Tenant]
) -> None:
    with store.write(everyone[0]) as uow:
        own = counted(uow.mails.connection, "mails")
        assert uow.mails.connection.execute(update(tables.mails).values(subject="seized")).rowcount == own
        assert uow.mails.connection.execute(delete(tables.claims)).rowcount == 1
    for n, each in enumerate(everyone[1:], start=1):
        with store.read(each) as uow:
            found = uow.mails.get("mail_1")
            assert found is not None
            assert found.subject == f"world {n}"
            assert uow.orders.claimed(["ord_1"]) == {"ord_1": "batch_1"}


def test_a_row_cannot_be_written_into_another_tenants_world(store: Store, everyone: list[Tenant]) -> None:
    mine, theirs = everyone[0], everyone[2]
    row = {"id": "br_planted", "document": "{}", "created_at": iso(AT), "updated_at": iso(AT)}
    key = {"account_id": theirs.account_id, "mode": theirs.mode.value}
    with pytest.raises(ProgrammingError, match="row-level security"), store.write(mine) as uow:
        uow.brokers.connection.execute(insert(tables.brokers).values(key | row))
    with pytest.raises(ProgrammingError, match="row-level security"), store.write(mine) as uow:
        uow.brokers.connection.execute(update(tables.brokers).values(account_id=theirs.account_id))


@pytest.mark.parametrize("name", TENANT_TABLES)
def test_a_connection_that_names_nobody_finds_nothing(store: Store, shown: list[Tenant], name: str) -> None:
    with store.read(shown[0]):
        pass  # a pooled connection forgets whom it served
    with store.database.read() as connection:
        assert counted(connection, name) == 0


@pytest.mark.parametrize("name", TENANT_TABLES)
def test_a_survey_finds_every_tenants_rows(store: Store, shown: list[Tenant], name: str) -> None:
    with store.database.survey() as connection:
        assert counted(connection, name) >= len(shown)


def test_writers_of_different_tenants_do_not_wait_for_each_other(
    store: Store, tenant: Tenant, neighbours: list[Tenant]
) -> None:
    with store.write(tenant) as uow:
        uow.brokers.put("br_1", broker(), at=AT)
        for each in neighbours:
            with store.write(each) as other:
                other.brokers.put("br_1", broker(), at=AT)
        assert uow.brokers.get("br_1") is not None


def test_the_tenants_view_returns_after_a_question_about_the_installation(
    store: Store, everyone: list[Tenant]
) -> None:
    with store.write(everyone[0]) as uow:
        assert not uow.packages.number_is_taken("CP-UNKNOWN")
        connection = uow.packages.connection
        assert counted(connection, "packages") == 1
        with every_tenant(connection):
            assert counted(connection, "packages") >= len(everyone)
        assert counted(connection, "packages") == 1
