"""The key outside the database: made at the first start, named on several nodes, changed, lost, backed up."""

import base64
import json
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from entrygo.maintenance.backup_manifest import BackupFault
from entrygo.maintenance.installation import SEAL_KEY, key_of, opened
from entrygo.maintenance.restore import restore
from entrygo.maintenance.secret_key import FILE, read_keys
from entrygo.settings import Settings
from entrygo.store.migrate import known_revisions
from entrygo.store.schema_compat import COMPATIBLE_NAME, COMPATIBLE_SINCE, SEALED_SINCE, may_serve
from tests.rooms.maintenance.test_doctor import checks
from tests.serving.postgres import PostgresServer
from tests.serving.receiver import receiving
from tests.serving.server import Server

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
KEY, OTHER_KEY = "k-one-of-this-installation-00", "k-two-of-this-installation-00"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A running server of its own on SQLite."""
    running = Server(tmp_path / "home", environment={"ENTRYGO_WEBHOOK_ALLOW_PRIVATE": "true"}).start()
    yield running
    running.stop()


def bytes_of(home: Path) -> bytes:
    """All that the database's files hold."""
    return b"".join(file.read_bytes() for file in sorted(home.glob("entrygo.db*")))


def seal_key(home: Path, **more: Any) -> bytes:
    with opened(Settings(home=home, **more)) as store:
        return key_of(store, SEAL_KEY)


def serves_since(home: Path) -> str:
    """The oldest revision whose code the database takes."""
    with closing(sqlite3.connect(home / "entrygo.db")) as connection:
        told = connection.execute(
            "SELECT value FROM installation WHERE name = ?", (COMPATIBLE_NAME,)
        ).fetchone()
    return str(told[0])


def test_no_secret_lies_in_clear_and_a_repeated_call_still_answers_it(server: Server) -> None:
    client = server.account()
    with receiving() as desk:
        hook = {"url": desk.url}
        made = client.ok(client.post("/api/webhooks", hook, key="hook-1"))
        again = client.post("/api/webhooks", hook, key="hook-1")
        assert again.json()["secret"] == made["secret"]
        assert again.headers["idempotent-replayed"] == "true"
        new = client.ok(client.post(f"/api/webhooks/{made['id']}/rotate", {}, key="rotate-1"))
        client.ok(client.post(f"/api/webhooks/{made['id']}/test", {}))
    held = bytes_of(server.home)
    assert b"sealed:1:" in held
    for secret in (made["secret"], new["secret"]):
        assert secret.removeprefix("whsec_").encode() not in held
    assert base64.b64encode(seal_key(server.home)) not in held
    file = server.home / FILE
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert read_keys(server.home)[0].encode() not in held


def test_a_key_is_rotated_beside_a_running_server(server: Server) -> None:
    client = server.account()
    with receiving() as desk:
        hook = client.ok(client.post("/api/webhooks", {"url": desk.url}))
        before, (old,) = seal_key(server.home), read_keys(server.home)
        done = server.command("secret", "rotate")
        assert read_keys(server.home)[1:] == [old]
        told = server.command("secret", "status")
        assert told["sealed"] == {done["keyId"]: done["sealedAnew"]}
        assert done["sealedAnew"] >= 3  # two keys of the installation, one webhook's
        assert seal_key(server.home) == before
        client.ok(client.post(f"/api/webhooks/{hook['id']}/test", {}))
        client.ok(client.get(f"/api/webhooks/{hook['id']}"))


def test_a_start_without_the_key_is_refused_in_words_and_doctor_fails(tmp_path: Path) -> None:
    home = tmp_path / "home"
    seal_key(home)
    key = (home / FILE).read_text()
    (home / FILE).write_text("another-key-that-nobody-sealed-with\n")
    server = Server(home)
    done = server.run("account", "list", "--json")
    assert done.returncode == 1
    answer = json.loads(done.stdout)
    assert answer["errorCode"] == "SECRET_KEY_MISSING"
    assert "ENTRYGO_SECRET_KEY" in answer["message"]
    assert checks(Settings(home=home))["secrets"]["status"] == "fail"
    (home / FILE).write_text(key)
    assert checks(Settings(home=home))["secrets"]["status"] == "ok"
    (home / FILE).chmod(0o644)
    assert checks(Settings(home=home))["home"]["status"] == "fail"


def test_an_installation_of_before_is_sealed_at_its_first_start(tmp_path: Path) -> None:
    home = tmp_path / "home"
    was = seal_key(home)
    with closing(sqlite3.connect(home / "entrygo.db")) as connection:
        connection.execute("DELETE FROM installation WHERE name = 'secrets_sealed'")
        connection.execute(
            "UPDATE installation SET value = ? WHERE name = ?", (COMPATIBLE_SINCE, COMPATIBLE_NAME)
        )
        clear = base64.b64encode(was).decode()
        connection.execute("UPDATE installation SET value = ? WHERE name = 'seal_key'", (clear,))
        connection.execute(
            "INSERT INTO installation VALUES ('node/older', ?)",
            (json.dumps({"at": "2999-01-01T00:00:00.000Z"}),),
        )
        connection.commit()
    assert checks(Settings(home=home))["secrets"]["status"] == "fail"
    assert seal_key(home) == was
    assert clear.encode() in bytes_of(home), "a node of the version before still reads it"
    assert serves_since(home) == COMPATIBLE_SINCE
    with closing(sqlite3.connect(home / "entrygo.db")) as connection:
        connection.execute("DELETE FROM installation WHERE name = 'node/older'")
        connection.commit()
    assert seal_key(home) == was
    assert checks(Settings(home=home))["secrets"]["status"] == "ok"
    assert serves_since(home) == SEALED_SINCE


def test_code_that_cannot_open_secrets_may_not_serve_a_sealed_database(tmp_path: Path) -> None:
    home = tmp_path / "home"
    seal_key(home)
    older = [revision for revision in known_revisions() if revision < SEALED_SINCE]
    assert older
    assert not may_serve(older, serves_since(home))
    with closing(sqlite3.connect(home / "entrygo.db")) as connection:  # sealed before that was said
        connection.execute("UPDATE installation SET value = '0001' WHERE name = ?", (COMPATIBLE_NAME,))
        connection.commit()
    seal_key(home)
    assert not may_serve(older, serves_since(home))


def test_a_backup_says_whether_it_holds_the_key_and_a_restore_wants_it(tmp_path: Path) -> None:
    server = Server(tmp_path / "home")
    server.command("account", "create", "--name", "Maple")
    with_key = server.command("backup", str(tmp_path / "with"))
    without = server.command("backup", "--without-key", str(tmp_path / "without"))
    assert [each["secrets"]["holdsKey"] for each in (with_key, without)] == [True, False]
    assert not (tmp_path / "without" / FILE).exists()
    restore(Settings(home=tmp_path / "one"), tmp_path / "with", now=NOW)
    assert seal_key(tmp_path / "one") == seal_key(server.home)
    assert stat.S_IMODE((tmp_path / "one" / FILE).stat().st_mode) == 0o600
    with pytest.raises(BackupFault, match="ENTRYGO_SECRET_KEY"):
        restore(Settings(home=tmp_path / "two"), tmp_path / "without", now=NOW)
    assert not (tmp_path / "two" / "entrygo.db").exists()
    restore(
        Settings(home=tmp_path / "two", secret_key=read_keys(server.home)[0]), tmp_path / "without", now=NOW
    )


def test_nodes_share_the_key_of_the_environment_and_one_without_it_does_not_start(
    postgres: PostgresServer, tmp_path: Path
) -> None:
    url = {"ENTRYGO_DATABASE_URL": postgres.fresh_database()}
    for name in ("two", "three"):
        (tmp_path / name).mkdir()
    keyed = url | {"ENTRYGO_SECRET_KEY": KEY}
    first = Server(tmp_path / "one", environment=keyed)
    first.command("account", "create", "--name", "Maple")
    assert Server(tmp_path / "two", environment=keyed).command("account", "list")["accounts"]
    refused = Server(tmp_path / "three", environment=url).run("account", "list", "--json")
    assert (refused.returncode, json.loads(refused.stdout)["errorCode"]) == (1, "SECRET_KEY_MISSING")
    rotated = Server(tmp_path / "one", environment=url | {"ENTRYGO_SECRET_KEY": f"{OTHER_KEY}, {KEY}"})
    assert rotated.command("secret", "rotate")["sealedAnew"] == 1
    moved = Server(tmp_path / "two", environment=url | {"ENTRYGO_SECRET_KEY": OTHER_KEY})
    assert moved.command("account", "list")["accounts"]


def test_a_short_key_is_refused_and_not_shown(tmp_path: Path) -> None:
    done = Server(tmp_path / "home", environment={"ENTRYGO_SECRET_KEY": "hunter2"}).run("migrate", "--json")
    assert done.returncode == 1
    assert b"ENTRYGO_SECRET_KEY" in done.stdout
    assert b"hunter2" not in done.stdout + done.stderr
