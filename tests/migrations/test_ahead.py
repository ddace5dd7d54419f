"""Nodes of two releases on one database: the older one goes on where it may, and else says why not."""

import threading
import time
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import text

from entrygo.clock import SystemClock
from entrygo.maintenance.checks import data
from entrygo.maintenance.checks.check import Case, Status
from entrygo.settings import Settings
from entrygo.store import migrate as migration
from entrygo.store.database import Database
from entrygo.store.migrate import compatible_since, known_revisions, migrate, revision_of
from entrygo.store.schema_compat import COMPATIBLE_NAME, COMPATIBLE_SINCE, SchemaFault
from tests.migrations.seeds import bring_to
from tests.rooms.store.rows import race
from tests.serving.broker_mailbox import BrokerMailbox
from tests.serving.postgres import PostgresServer
from tests.serving.sandbox import sandbox
from tests.serving.server import Server

NEWER = "9999"


def make_newer(database: Database, since: str | None) -> None:
    """What a newer release leaves: its revision, a column and a table more, and since when code may serve it."""
    with database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :newer"), {"newer": NEWER})
        connection.execute(text("ALTER TABLE orders ADD COLUMN weather TEXT NOT NULL DEFAULT 'fair'"))
        connection.execute(text("CREATE TABLE moons (id TEXT PRIMARY KEY)"))
        connection.execute(
            text("UPDATE installation SET value = :since WHERE name = :name")
            if since
            else text("DELETE FROM installation WHERE name = :name"),
            {"since": since, "name": COMPATIBLE_NAME} if since else {"name": COMPATIBLE_NAME},
        )


def test_a_migrated_database_says_since_when_code_may_serve_it(url: str, database: Database) -> None:
    migrate(url)
    with database.read() as connection:
        assert compatible_since(connection) == COMPATIBLE_SINCE
    with database.write() as connection:  # one of before that was said
        connection.execute(text("DELETE FROM installation"))
    migrate(url)
    with database.read() as connection:
        assert compatible_since(connection) == COMPATIBLE_SINCE


def test_a_newer_database_that_takes_this_code_is_left_alone_and_served(url: str, database: Database) -> None:
    migrate(url)
    make_newer(database, since=known_revisions()[0])
    migrate(url)
    with database.read() as connection:
        assert revision_of(connection) == NEWER


@pytest.mark.parametrize("since", [NEWER, None])
def test_a_newer_database_that_does_not_is_refused_in_words(
    url: str, database: Database, since: str | None
) -> None:
    migrate(url)
    make_newer(database, since=since)
    with pytest.raises(
        SchemaFault, match=f"revision {NEWER}.*up to {known_revisions()[0]}.*Nothing was changed"
    ):
        migrate(url)


@pytest.mark.parametrize(("since", "status"), [("0001", Status.WARN), (NEWER, Status.FAIL)])
def test_the_doctor_tells_a_newer_database_apart(tmp_path: Path, since: str, status: Status) -> None:
    settings = Settings(home=tmp_path)
    migrate(settings.database)
    held = Database(settings.database)
    make_newer(held, since=since)
    held.close()
    case = Case(settings=settings, now=SystemClock().now(), host="127.0.0.1", everything=False)
    found = data.database(case)
    assert (found.status, NEWER in found.words) == (status, True)


def test_a_refusal_to_serve_is_one_sentence_and_status_1(tmp_path: Path) -> None:
    server = Server(tmp_path / "home")
    server.home.mkdir()
    url = f"sqlite:///{server.home}/entrygo.db"
    migrate(url)
    held = Database(url)
    make_newer(held, since=NEWER)
    held.close()
    done = server.run("serve", "--port", str(server.port))
    assert done.returncode == 1
    *_, said = done.stderr.decode().splitlines()
    assert said.startswith("A newer version of EntryGo made this database")
    assert b"Traceback" not in done.stderr


def test_a_server_works_on_a_newer_database(mailbox: BrokerMailbox, tmp_path: Path) -> None:
    server = Server(
        tmp_path / "home", smtp_port=mailbox.port, environment={"ENTRYGO_EXECUTE_WAIT_SECONDS": "30"}
    )
    server.home.mkdir()
    url = f"sqlite:///{server.home}/entrygo.db"
    migrate(url)
    held = Database(url)
    make_newer(held, since="0001")
    held.close()
    server.start()
    try:
        goods = sandbox(server.account())
        assert goods.executed()["state"] == "COMPLETED"
        mailbox.wait_for(goods.broker_email)
    finally:
        server.stop()


def test_nodes_that_start_at_once_migrate_an_old_database_once(
    url: str, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_to(database, "0001")
    upgrades, upgrade = [], command.upgrade

    def counted(*given: object) -> None:
        upgrades.append(given)
        upgrade(*given)  # type: ignore[arg-type]  # as it was called

    monkeypatch.setattr(command, "upgrade", counted)
    race([lambda: migrate(url)] * 4)
    assert len(upgrades) == 1


@pytest.fixture
def on_postgres(postgres: PostgresServer) -> str:
    """An empty PostgreSQL database."""
    return postgres.fresh_database()


def test_a_migration_that_must_wait_for_a_table_lets_others_pass(
    on_postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A long reader holds the table; meanwhile the next reader is not queued behind the migration for long."""
    monkeypatch.setattr(migration, "TABLE_TIMEOUT", "200ms")
    monkeypatch.setattr(migration, "PAUSE_SECONDS", 0.1)
    database = Database(on_postgres)
    bring_to(database, "0001")
    read = text("SELECT count(*) FROM mails")
    with database.read() as long_reader:
        long_reader.execute(read)
        migrator = threading.Thread(target=migrate, args=(on_postgres,))
        migrator.start()
        until = time.monotonic() + 1.5
        while time.monotonic() < until:
            with database.read() as other:
                other.execute(text("SET LOCAL lock_timeout = '1s'"))
                other.execute(read)
        assert migrator.is_alive()
    migrator.join(60)
    with database.read() as connection:
        assert revision_of(connection) == known_revisions()[0]
    database.close()


def test_a_table_that_is_never_let_go_ends_the_migration_in_words(
    on_postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migration, "TABLE_TIMEOUT", "100ms")
    monkeypatch.setattr(migration, "PAUSE_SECONDS", 0.01)
    monkeypatch.setattr(migration, "TRIES", 2)
    database = Database(on_postgres)
    bring_to(database, "0001")
    with database.read() as long_reader:
        long_reader.execute(text("SELECT count(*) FROM mails"))
        with pytest.raises(SchemaFault, match="another connection holds a table"):
            migrate(on_postgres)
        assert revision_of(long_reader) == "0001"
    database.close()
