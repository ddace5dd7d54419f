"""Migrations: their sum is the tables, and they run beside anyone, any number of times."""

import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, inspect, text

from entrygo.store import tables
from entrygo.store.database import Database
from entrygo.store.migrate import MIGRATIONS, migrate
from tests.migrations.seeds import bring_to
from tests.rooms.store.rows import race
from tests.serving.postgres import empty_database
from tests.serving.server import Server

FILES = sorted((MIGRATIONS / "versions").glob("*.py"))
HEAD = f"{len(FILES):04}"
TABLES = sorted(tables.metadata.tables)


def configured() -> Config:
    """Where the migrations are."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


def revision(database: Database) -> str:
    """Where a database stands."""
    with database.read() as connection:
        return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())


def test_the_sum_of_the_migrations_is_the_tables(url: str, database: Database) -> None:
    migrate(url)
    with database.read() as connection:
        options = {"compare_type": True, "compare_server_default": True}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, tables.metadata) == []


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def migrated(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A migrated database of each kind that these tests only look at."""
    url = empty_database(request, tmp_path_factory.mktemp("migrated"))
    migrate(url)
    opened = Database(url)
    yield opened
    opened.close()


@pytest.mark.parametrize("name", TABLES)
def test_the_checks_and_keys_of_a_migrated_table_are_those_of_the_code(migrated: Database, name: str) -> None:
    """What autogenerate does not compare."""
    table = tables.metadata.tables[name]
    with migrated.read() as connection:
        found = inspect(connection)
        checks = {str(each["name"]): str(each["sqltext"]) for each in found.get_check_constraints(name)}
        primary = found.get_pk_constraint(name)["constrained_columns"]
    assert primary == [column.name for column in table.primary_key.columns]
    in_code = {each.name: each for each in table.constraints if isinstance(each, CheckConstraint)}
    assert set(checks) == set(in_code)
    for named, check in in_code.items():
        assert set(re.findall(r"'([^']*)'", checks[str(named)])) == set(
            re.findall(r"'([^']*)'", str(check.sqltext))
        )


def test_migrating_again_changes_nothing(url: str, database: Database) -> None:
    migrate(url)
    with database.write() as connection:
        connection.execute(
            text(
                "INSERT INTO accounts (id, name, created_at) VALUES ('acc_1', 'Maple', '2026-01-01T00:00:00.000Z')"
            )
        )
    for _ in range(2):
        migrate(url)
    assert revision(database) == HEAD
    with database.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM accounts")).scalar_one() == 1


def test_an_up_to_date_database_is_migrated_beside_an_open_reader(url: str, database: Database) -> None:
    migrate(url)
    with database.survey() as connection:
        before = [connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one() for name in TABLES]
        migrate(url)
        after = [connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one() for name in TABLES]
    assert before == after


def test_an_older_database_is_migrated_beside_readers_that_come_and_go(url: str, database: Database) -> None:
    bring_to(database, "0001")
    begun, stop, reads = threading.Event(), threading.Event(), 0

    def read_on() -> int:
        nonlocal reads
        while not stop.is_set():
            with database.read() as connection:
                connection.execute(text("SELECT count(*) FROM mails")).scalar_one()
                connection.execute(text("SELECT count(*) FROM packages")).scalar_one()
            reads += 1
            begun.set()
        return reads

    def upgrade() -> int:
        begun.wait(60)
        try:
            migrate(url)
        finally:
            stop.set()
        return 1

    assert min(race([read_on, upgrade])) >= 1
    assert revision(database) == HEAD


def test_a_server_makes_its_database_in_an_empty_home(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()  # there before its first start, so that no migrated database is put into it
    server = Server(home).start()
    try:
        assert server.account().get("/api/orders").status_code == 200
        with server.rows() as connection:
            found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
    finally:
        server.stop()
    assert found == HEAD


def test_migrators_of_an_empty_database_take_turns(url: str, database: Database) -> None:
    race([lambda: migrate(url)] * 4)
    assert revision(database) == HEAD


def test_files_are_numbered_in_words_without_a_gap() -> None:
    assert [file.stem[:4] for file in FILES] == [f"{n:04}" for n in range(1, len(FILES) + 1)]
    for file in FILES:
        assert re.fullmatch(r"\d{4}(_[a-z]+)+", file.stem), file.name


def test_each_migration_follows_the_one_before_and_bears_its_files_number() -> None:
    scripts = ScriptDirectory.from_config(configured())
    assert scripts.get_heads() == [HEAD]
    walked = [*scripts.walk_revisions()][::-1]
    assert [each.revision for each in walked] == [file.stem[:4] for file in FILES]
    assert [each.down_revision for each in walked] == [None, *(file.stem[:4] for file in FILES[:-1])]
