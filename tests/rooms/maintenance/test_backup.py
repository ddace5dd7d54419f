"""Backups: taken under load, verified, put in place of another home's data."""

import itertools
import shutil
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from entrygo.maintenance import backup_manifest as manifest
from entrygo.maintenance import postgres_tools
from entrygo.maintenance.backup import back_up
from entrygo.maintenance.backup_manifest import BackupFault
from entrygo.maintenance.restore import restore as put_back
from entrygo.settings import Settings
from tests.rooms.maintenance.conftest import ENVIRONMENT
from tests.serving.accounts import make_account
from tests.serving.broker_mailbox import BrokerMailbox
from tests.serving.postgres import PostgresServer
from tests.serving.sandbox import Sandbox, sandbox
from tests.serving.server import Client, Server
from tests.serving.waiting import wait_until

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
SECONDS = 60


def restore(settings: Settings, path: Path, **options: Any) -> dict[str, Any]:
    return put_back(settings, path, now=datetime.now(UTC), **options)


@pytest.fixture(scope="module")
def whole(served: Server, goods: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of the running server."""
    path = tmp_path_factory.mktemp("backups") / "whole"
    back_up(Settings(home=served.home), path, now=NOW)
    return path


@pytest.fixture
def copied(whole: Path, tmp_path: Path) -> Path:
    """A copy of that backup, to be harmed."""
    return Path(shutil.copytree(whole, tmp_path / "copied"))


@contextmanager
def load_on(goods: Sandbox) -> Iterator[list[str]]:
    """Exports executed one after the other in a thread, for the time of the block; their ids."""
    done: list[str] = []
    stop = threading.Event()

    def run() -> None:
        while not stop.is_set():
            done.append(goods.executed()["exportId"])

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield done
    finally:
        stop.set()
        thread.join(SECONDS)


def rows(database: Path, statement: str) -> list[Any]:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(statement).fetchall()


def truth(goods: Sandbox, export_id: str) -> tuple[dict[str, Any], bytes]:
    """What inspect says of an export, and its sealed package with every file."""
    seen = goods.inspect(export_id)
    package = goods.client.get(f"/api/customs-packages/{seen['customsPackage']['id']}/package.zip")
    assert package.status_code == 200
    return seen, package.content


@pytest.mark.slow
@pytest.mark.timeout(300)  # two servers and several processes of the command line
def test_a_backup_taken_under_load_restores_to_a_server_that_answers_the_same(
    served: Server, mailbox: BrokerMailbox, tmp_path: Path
) -> None:
    goods = sandbox(served.account())
    path = tmp_path / "backup"
    with load_on(goods) as done:
        wait_until(lambda: len(done) >= 3, seconds=SECONDS, why=lambda _: "the load does not run")
        made = served.command("backup", str(path))
        at_its_end = len(done)
        wait_until(lambda: len(done) > at_its_end, seconds=SECONDS, why=lambda _: "the load does not go on")

    settled = [
        row[0]
        for row in rows(
            path / "entrygo.db",
            "SELECT e.id FROM exports e JOIN mails m ON m.export_id = e.id AND m.account_id = e.account_id "
            f"WHERE e.state = 'COMPLETED' AND m.state = 'sent' AND e.account_id = '{goods.client.account_id}'",
        )
    ]
    begun = rows(
        path / "entrygo.db", f"SELECT id FROM exports WHERE account_id = '{goods.client.account_id}'"
    )
    assert 3 <= len(settled) < len(done)
    before = {each: truth(goods, each) for each in settled}

    home = tmp_path / "restored"
    other = Server(home, smtp_port=mailbox.port, environment=ENVIRONMENT)
    answer = other.command("restore", str(path))
    assert answer["audit"]["intact"]
    assert answer["counts"] == made["counts"]
    other.start()
    try:
        client = Client(other, goods.client.account_id, goods.client.api_key)
        other.clients.append(client)
        there = Sandbox(client, goods.warehouse_id, goods.broker_id, goods.broker_email, goods.book_id)
        for each in settled:
            assert truth(there, each) == before[each]
        for (each,) in begun:
            wait_until(
                lambda each=each: there.inspect(each)["state"] in {"BATCHED", "COMPLETED"},  # type: ignore[misc]  # bound now
                seconds=SECONDS,
                why=lambda _, each=each: f"{each} is not taken up",  # type: ignore[misc]  # bound now
            )
        other.command("restore", "--decide", "arrived", "--reason", "Compared")
        assert there.executed()["state"] == "COMPLETED"
    finally:
        other.stop()


def test_a_backup_is_complete_secret_and_says_what_it_holds(whole: Path, served: Server) -> None:
    document, entries = manifest.read(whole)
    manifest.require_whole(whole, entries)
    named = {each.path for each in entries}
    there = {file.relative_to(whole).as_posix() for file in whole.rglob("*") if file.is_file()}
    assert there == named | {"manifest.json"}
    assert {"entrygo.db", "entrygo.engine.db"} < named
    assert (
        document["counts"]["artifacts"]
        == rows(whole / "entrygo.db", "SELECT count(*) FROM artifacts")[0][0]
        > 0
    )
    assert whole.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("which", ["entrygo.db", "entrygo.engine.db", "artifacts"])
def test_a_flipped_byte_is_named_and_nothing_is_restored(copied: Path, tmp_path: Path, which: str) -> None:
    harmed = (
        min(each for each in (copied / which).rglob("*") if each.is_file())
        if which == "artifacts"
        else copied / which
    )
    content = bytearray(harmed.read_bytes())
    content[len(content) // 2] ^= 1
    harmed.write_bytes(content)
    with pytest.raises(BackupFault, match=f"{harmed.relative_to(copied).as_posix()} was altered"):
        restore(Settings(home=tmp_path / "home"), copied, force=True)
    assert not (tmp_path / "home").exists()


def test_a_missing_file_is_named(copied: Path, tmp_path: Path) -> None:
    (copied / "entrygo.engine.db").unlink()
    with pytest.raises(BackupFault, match=r"entrygo\.engine\.db is missing"):
        restore(Settings(home=tmp_path / "home"), copied)


@pytest.mark.parametrize(
    ("was", "becomes"),
    [(b'"accounts": ', b'"accounts": 1'), (b'"version": "', b'"version": "9'), (b"{", b"[")],
)
def test_an_altered_manifest_is_refused(copied: Path, tmp_path: Path, was: bytes, becomes: bytes) -> None:
    file = copied / "manifest.json"
    file.write_bytes(file.read_bytes().replace(was, becomes, 1))
    with pytest.raises(BackupFault, match=r"manifest\.json was altered"):
        restore(Settings(home=tmp_path / "home"), copied)


def test_a_backup_that_did_not_end_is_refused(copied: Path, tmp_path: Path) -> None:
    (copied / "manifest.json").unlink()
    with pytest.raises(BackupFault, match="did not end"):
        restore(Settings(home=tmp_path / "home"), copied)


def test_a_manifest_that_names_files_elsewhere_is_refused(copied: Path, tmp_path: Path) -> None:
    (copied / "manifest.json").unlink()
    manifest.seal(copied, {}, [manifest.Entry("tariff/../../current.json", "0" * 64, 1)])
    with pytest.raises(BackupFault, match="outside the backup"):
        restore(Settings(home=tmp_path / "home"), copied)


def test_a_newer_version_s_backup_is_refused(copied: Path, tmp_path: Path) -> None:
    document, entries = manifest.read(copied)
    manifest.seal(copied, document | {"database": {"kind": "sqlite", "revision": "9999"}}, entries)
    with pytest.raises(BackupFault, match="revision 9999"):
        restore(Settings(home=tmp_path / "home"), copied)


def test_a_restore_that_brings_less_than_the_manifest_counts_is_told(copied: Path, tmp_path: Path) -> None:
    document, entries = manifest.read(copied)
    counts = document["counts"] | {"exports": document["counts"]["exports"] + 1}
    manifest.seal(copied, document | {"counts": counts}, entries)
    with pytest.raises(BackupFault, match="not all of it came"):
        restore(Settings(home=tmp_path / "home"), copied)


def test_a_folder_that_holds_something_takes_no_backup(served: Server, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("kept")
    with pytest.raises(BackupFault, match="not empty"):
        back_up(Settings(home=served.home), tmp_path, now=NOW)
    assert (tmp_path / "mine.txt").read_text() == "kept"


def test_accounts_that_are_there_are_replaced_only_by_force(whole: Path, tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home")
    mine = make_account(settings, "Mine")
    accounts = f"SELECT count(*) FROM accounts WHERE id = '{mine}'"
    with pytest.raises(BackupFault, match="1 accounts already"):
        restore(settings, whole)
    assert rows(tmp_path / "home" / "entrygo.db", accounts) == [(1,)]
    restored = restore(settings, whole, force=True)
    assert restored["counts"]["exports"] > 0
    assert rows(tmp_path / "home" / "entrygo.db", accounts) == [(0,)]


def test_a_home_that_a_server_works_on_is_refused_even_by_force(whole: Path, served: Server) -> None:
    with pytest.raises(BackupFault, match="in use"):
        restore(Settings(home=served.home), whole, force=True)


def test_a_damaged_database_is_replaced_by_force(whole: Path, tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    (tmp_path / "entrygo.db").write_bytes(b"no database " * 1000)
    with pytest.raises(BackupFault, match="cannot be read"):
        restore(settings, whole)
    assert restore(settings, whole, force=True)["audit"]["intact"]


@pytest.mark.parametrize("harm", ["missing", "altered"])
def test_a_lost_file_stops_a_backup_by_name_unless_allowed(whole: Path, tmp_path: Path, harm: str) -> None:
    settings = Settings(home=tmp_path / "home")
    restore(settings, whole)
    lost = min(each for each in (tmp_path / "home" / "artifacts").rglob("*") if each.is_file())
    key = lost.relative_to(tmp_path / "home" / "artifacts").as_posix()
    if harm == "missing":
        lost.unlink()
    else:
        lost.write_bytes(b"other")
    with pytest.raises(BackupFault, match=f"{key} (is|was) {harm}"):
        back_up(settings, tmp_path / "second", now=NOW)
    assert not (tmp_path / "second").exists()

    made = back_up(settings, tmp_path / "third", now=NOW, allow_missing=True)
    assert [each.split()[0] for each in made["missing"]] == [key]
    assert restore(Settings(home=tmp_path / "other"), tmp_path / "third")["missing"] == made["missing"]


def test_files_of_a_restore_go_where_the_settings_say(whole: Path, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    restore(Settings(home=tmp_path / "home", artifacts_url=f"file://{tmp_path}/elsewhere"), whole)
    there, kept = (
        {each.relative_to(folder) for each in folder.rglob("*") if each.is_file()}
        for folder in (tmp_path / "elsewhere", whole / "artifacts")
    )
    assert there == kept != set()


def test_the_tariff_in_force_comes_back(whole: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    restore(Settings(home=home), whole)
    (home / "tariff").mkdir()
    (home / "tariff" / "current.json").write_text('{"file": "edition-1.sqlite"}')
    (home / "tariff" / "edition-1.sqlite").write_bytes(b"lines")
    (home / "tariff" / ".edition-2.tmp").write_bytes(b"a load under way")
    back_up(Settings(home=home), tmp_path / "backup", now=NOW)
    restore(Settings(home=tmp_path / "other"), tmp_path / "backup")
    assert {file.name: file.read_bytes() for file in (tmp_path / "other" / "tariff").iterdir()} == {
        "current.json": b'{"file": "edition-1.sqlite"}',
        "edition-1.sqlite": b"lines",
    }


def test_a_refusal_is_one_json_object_with_status_1(served: Server, tmp_path: Path) -> None:
    for command in ("backup", "restore"):
        done = served.run(command, str(served.home), "--json")
        assert done.returncode == 1
        assert done.stdout.startswith(b'{"errorCode":')
        assert done.stdout.count(b"\n") == 1
        assert done.stderr == b""


@pytest.fixture(scope="module")
def on_postgres(
    postgres: PostgresServer, mailbox: BrokerMailbox, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A running server on PostgreSQL."""
    environment = ENVIRONMENT | {"ENTRYGO_DATABASE_URL": postgres.migrated_database()}
    server = Server(
        tmp_path_factory.mktemp("pg") / "home", smtp_port=mailbox.port, environment=environment
    ).start()
    yield server
    server.stop()


@pytest.mark.timeout(300)  # two servers and several processes of the command line
def test_a_postgresql_backup_restores_into_another_database(
    on_postgres: Server, postgres: PostgresServer, mailbox: BrokerMailbox, tmp_path: Path
) -> None:
    goods = sandbox(on_postgres.account())
    export_id = goods.executed()["exportId"]
    before = goods.inspect(export_id)
    with load_on(goods):
        counts = on_postgres.command("backup", str(tmp_path / "backup"))["counts"]
    assert min(counts.values()) > 0

    environment = ENVIRONMENT | {"ENTRYGO_DATABASE_URL": postgres.fresh_database()}
    other = Server(tmp_path / "home", smtp_port=mailbox.port, environment=environment)
    for _ in itertools.repeat(None, 2):  # the second time over what the first brought
        restored = other.command("restore", str(tmp_path / "backup"), "--force")
        assert (restored["audit"]["intact"], restored["counts"]) == (True, counts)
    files = {each["name"]: each["words"] for each in other.command("doctor", "--all")["checks"]}["files"]
    assert f"of {counts['artifacts']} artifacts read, all whole" in files
    other.start()
    try:
        client = Client(other, goods.client.account_id, goods.client.api_key)
        other.clients.append(client)
        assert client.ok(client.get(f"/api/exports/{export_id}")) == before
        other.command("restore", "--decide", "arrived", "--reason", "Compared")
        assert (
            Sandbox(client, goods.warehouse_id, goods.broker_id, "", goods.book_id).executed()["state"]
            == "COMPLETED"
        )
        settings = Settings(home=tmp_path / "home", database_url=environment["ENTRYGO_DATABASE_URL"])
        with pytest.raises(BackupFault, match="connections to this database are open"):
            restore(settings, tmp_path / "backup", force=True)
    finally:
        other.stop()
    with pytest.raises(BackupFault, match="accounts already"):
        restore(settings, tmp_path / "backup")


def test_a_backup_of_one_kind_of_database_is_refused_by_the_other(
    whole: Path, postgres: PostgresServer, tmp_path: Path
) -> None:
    with pytest.raises(BackupFault, match="backup of sqlite"):
        restore(Settings(home=tmp_path, database_url=postgres.fresh_database()), whole)


def test_a_missing_program_is_named_with_what_to_install() -> None:
    with pytest.raises(BackupFault, match="postgresql-client-99"):
        postgres_tools.find("pg_dump", 99)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://eg:p%40s@/books?host=10.0.0.1:5432&host=10.0.0.2:5433&target_session_attrs=read-write",
        "postgresql+psycopg://eg:p%40s@10.0.0.1:5432,10.0.0.2:5433/books?target_session_attrs=read-write",
    ],
)
def test_the_tools_of_postgresql_are_told_of_every_host_of_a_cluster(url: str) -> None:
    assert postgres_tools.connection_parts(url) == {
        "user": "eg",
        "password": "p@s",
        "host": "10.0.0.1,10.0.0.2",
        "port": "5432,5433",
        "dbname": "books",
        "target_session_attrs": "read-write",
    }
