"""Why a node says that it is ready, or not."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from entrygo.blobs.folder import FolderBlobs
from entrygo.store.database import Database
from entrygo.telemetry import readiness as subject
from entrygo.telemetry.readiness import BlobProbe, Pulse, Readiness, disk_of
from tests.serving.databases import sqlite_database


class Hanging:
    """A store of files that does not answer until it is let go."""

    def __init__(self) -> None:
        self.released = threading.Event()

    def put(self, key: str, data: bytes) -> None:
        self.released.wait(60)

    def delete(self, key: str) -> None:
        raise OSError("secret words")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    url = sqlite_database(tmp_path)
    held = Database(url)
    yield held
    held.close()


def look(database: Database, blobs: Any, pulse: Pulse | None = None, *, stops: bool = False) -> Any:
    probe = BlobProbe(blobs)
    try:
        return Readiness(
            database=database, node_id="n1", pulse=pulse or Pulse(), artifacts=probe, stop=lambda: stops
        )()
    finally:
        probe.close()


def test_a_node_whose_parts_all_work_is_ready(database: Database, tmp_path: Path) -> None:
    pulse = Pulse()
    pulse.beat()
    is_ready, told = look(database, FolderBlobs(tmp_path / "files"), pulse)
    assert is_ready
    assert (told["status"], told["node"], told["reasons"]) == ("ok", "n1", [])
    assert set(told["checks"]) == {"database", "schema", "worker", "artifacts"}
    assert list((tmp_path / "files").rglob("*.part")) == []
    assert [each for each in (tmp_path / "files").rglob("*") if each.is_file()] == []


def test_a_node_whose_database_has_no_room_is_not_ready(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked(free: int) -> Any:
        usage = shutil.disk_usage(tmp_path)._replace(free=free)
        monkeypatch.setattr("entrygo.telemetry.readiness.shutil.disk_usage", lambda _: usage)
        probe = BlobProbe(FolderBlobs(tmp_path / "files"))
        try:
            return Readiness(
                database=database,
                node_id="n1",
                pulse=Pulse(),
                artifacts=probe,
                stop=lambda: False,
                disk=disk_of(f"sqlite:///{tmp_path}/entrygo.db"),
            )()
        finally:
            probe.close()
            monkeypatch.undo()

    assert asked(100_000_000)[0]
    is_ready, told = asked(1_000)
    assert (is_ready, told["reasons"]) == (False, ["disk"])
    assert disk_of("postgresql://entrygo@db/entrygo") is None


def test_a_node_told_to_stop_says_no_without_asking_anybody(tmp_path: Path) -> None:
    absent = Database("postgresql://nobody@127.0.0.1:1/none")
    is_ready, told = look(absent, Hanging(), stops=True)
    absent.close()
    assert not is_ready
    assert told["reasons"] == ["stopping"]


def test_a_node_without_its_database_says_so_and_not_where_it_is(tmp_path: Path) -> None:
    absent = Database("postgresql://entrygo:hunter2@127.0.0.1:1/none")
    is_ready, told = look(absent, FolderBlobs(tmp_path))
    absent.close()
    assert not is_ready
    assert told["reasons"] == ["database"]
    assert "127.0.0.1" not in str(told)
    assert "hunter2" not in str(told)


def test_a_database_that_was_never_migrated_is_not_served(tmp_path: Path) -> None:
    empty = Database(f"sqlite:///{tmp_path}/empty.db")
    is_ready, told = look(empty, FolderBlobs(tmp_path / "files"))
    empty.close()
    assert not is_ready
    assert told["reasons"] == ["schema"]


def test_a_schema_ahead_is_served_where_it_says_so_and_refused_where_not(
    database: Database, tmp_path: Path
) -> None:
    files = FolderBlobs(tmp_path / "files")
    with database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert look(database, files)[0]
    with database.write() as connection:
        connection.execute(
            text("UPDATE installation SET value = '9998' WHERE name = 'schema_compatible_since'")
        )
    is_ready, told = look(database, files)
    assert not is_ready
    assert told["reasons"] == ["schema"]


def test_a_worker_that_ends_no_round_is_no_ready_node(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pulse = Pulse()
    pulse.beat()
    monkeypatch.setattr(subject, "STALE_SECONDS", 0.0)
    is_ready, told = look(database, FolderBlobs(tmp_path / "files"), pulse)
    assert not is_ready
    assert told["reasons"] == ["worker"]


def test_a_worker_without_its_lease_makes_no_ready_node(database: Database, tmp_path: Path) -> None:
    pulse = Pulse()
    pulse.beat()
    pulse.holds_lease = lambda: False
    is_ready, told = look(database, FolderBlobs(tmp_path / "files"), pulse)
    assert not is_ready
    assert told["reasons"] == ["worker"]


def test_files_that_hang_or_fail_are_told_and_do_not_decide(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    hanging = Hanging()
    monkeypatch.setattr(subject, "SLOW_SECONDS", 0.0)
    is_ready, told = look(database, hanging)
    assert is_ready
    assert told["checks"]["artifacts"] == {"status": "failing", "words": "no answer yet"}
    hanging.released.set()
    is_ready, told = look(database, hanging)
    assert is_ready
    assert told["checks"]["artifacts"] == {"status": "failing", "words": "OSError"}
