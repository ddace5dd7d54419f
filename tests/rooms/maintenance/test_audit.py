"""Evidence that holds: what was altered, cut off or taken away behind the installation's back is found and named."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest

from entrygo.maintenance.audit import verify_events
from entrygo.maintenance.backup import back_up
from entrygo.maintenance.checkpoints import add_checkpoint, add_if_due, checkpoints_file
from entrygo.maintenance.installation import key_of, opened
from entrygo.maintenance.restore import restore
from entrygo.settings import Settings
from tests.serving.broker_mailbox import BrokerMailbox
from tests.serving.sandbox import sandbox
from tests.serving.server import Server

NOW = datetime(2099, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, mailbox: BrokerMailbox) -> Path:
    """A home in which an export was executed, a second account stands, and nothing runs any more."""
    home = tmp_path_factory.mktemp("kept") / "home"
    waits = {"ENTRYGO_EXECUTE_WAIT_SECONDS": "60"}
    server = Server(home, smtp_port=mailbox.port, environment=waits).start()
    goods = sandbox(server.account())
    done = goods.executed()
    goods.inspect(done["exportId"])
    server.account("Second Ltd")
    server.stop()
    return home


@pytest.fixture
def home(kept: Path, tmp_path: Path) -> Path:
    """A copy of it that may be tampered with, with a checkpoint of everything."""
    copy = tmp_path / "home"
    shutil.copytree(kept, copy)
    mark(copy)
    return copy


def mark(home: Path) -> None:
    """A checkpoint of now."""
    with opened(Settings(home=home)) as store:
        add_checkpoint(store, home, seal_key=key_of(store, "seal_key"), now=NOW, why="asked")


def tamper(home: Path, *statements: str) -> None:
    """Write to the database behind its back."""
    with closing(sqlite3.connect(home / "entrygo.db")) as database:
        for statement in statements:
            assert database.execute(statement).rowcount >= 1, statement
        database.commit()


def faults(home: Path) -> list[str]:
    """What an audit finds."""
    found: list[str] = verify_events(Settings(home=home))["faults"]
    return found


def only(found: list[str], *words: str) -> None:
    """Something was found, and it names all of this."""
    assert found, words
    assert all(any(word in fault for fault in found) for word in words), found


def test_what_was_not_touched_is_intact(home: Path) -> None:
    verdict = verify_events(Settings(home=home))
    assert (verdict["intact"], verdict["faults"]) == (True, [])
    assert verdict["checkpoints"] >= 2, "the server made one, and the fixture"
    assert verdict["latestCheckpoint"] == "2099-01-01T00:00:00.000Z"


NEWEST = "SELECT max(seq) FROM events e WHERE e.account_id = events.account_id AND e.mode = events.mode"
ALTERED = {
    "the newest event": (f"DELETE FROM events WHERE seq = ({NEWEST})", "missing at the end"),
    "a plan's answer": ("UPDATE plans SET packed = NULL, answer = answer || ' '", "its answer"),
    "a plan's snapshot": ("UPDATE plans SET packed = NULL, snapshot = snapshot || ' '", "snapshot"),
    "a packed plan": ("UPDATE plans SET packed = x'28b52ffd00'", "a stored plan is damaged"),
    "a package's state": (
        "UPDATE packages SET state = 'acknowledged'",
        "its state is acknowledged, not sent_to_broker",
    ),
    "an export's state": ("UPDATE exports SET state = 'CANCELLED'", "its state is CANCELLED, not COMPLETED"),
    "an export's plan": ("UPDATE exports SET plan_hash = 'planhash_1'", "its planHash"),
    "a file's hash": (
        "UPDATE artifacts SET sha256 = '00' WHERE filename = 'manifest.json'",
        "manifest.json was altered",
    ),
    "who did it": ("UPDATE events SET actor = replace(actor, 'key_', 'kez_') WHERE seq = 3", "was altered"),
    "in which request": ("UPDATE events SET request_id = 'req_1' WHERE seq = 3", "was altered"),
    "its evidence": ("UPDATE events SET evidence = NULL WHERE evidence IS NOT NULL", "was altered"),
    "its form": ("UPDATE events SET form = 1, actor = NULL WHERE seq = 3", "was altered"),
    "a mail's recipient": ("UPDATE mails SET recipient = 'x@else.example'", "was altered: it went to "),
    "a key's scopes": ("UPDATE api_keys SET scopes = 'admin'", "its scopes is ['admin']"),
    "a key's limits": ("UPDATE api_keys SET policy = '{\"readyOnly\":true}'", "its policy is "),
    "a key's owner": ("UPDATE api_keys SET owner = 'Ann Bell'", "its owner is Ann Bell"),
    "a key": ("DELETE FROM api_keys", "is gone"),
    "a broker's address": (
        "UPDATE brokers SET document = replace(document, '@broker.example', '@else.example')",
        "email of br_",
    ),
    "the note of the end": ("DELETE FROM chain_heads", "the note of the chain's end is gone"),
}


@pytest.mark.parametrize("what", ALTERED)
def test_what_was_altered_is_named(home: Path, what: str) -> None:
    statement, words = ALTERED[what]
    tamper(home, statement)
    only(faults(home), words)


def test_a_package_that_was_taken_away_is_missed(home: Path) -> None:
    tamper(home, "DELETE FROM artifacts")
    only(faults(home), "the record of manifest.json is gone")
    tamper(home, "DELETE FROM packages")
    only(faults(home), "package cp_", "is gone")


def test_a_chain_that_was_cut_with_its_note_is_missed_by_the_checkpoint(home: Path) -> None:
    """Whoever can write to the database can mend the note beside the chain, but not what is signed elsewhere."""
    with closing(sqlite3.connect(home / "entrygo.db")) as database:
        [(account, seq)] = database.execute(
            "SELECT account_id, max(seq) FROM events GROUP BY account_id, mode ORDER BY max(seq) DESC LIMIT 1"
        ).fetchall()
        [(digest,)] = database.execute(
            "SELECT hash FROM events WHERE account_id = ? AND seq = ?", (account, seq - 1)
        ).fetchall()
    where = f"account_id = '{account}' AND mode = 'live'"
    tamper(
        home,
        f"DELETE FROM events WHERE seq = {seq} AND {where}",
        f"UPDATE chain_heads SET seq = {seq - 1}, hash = '{digest}' WHERE {where}",
    )
    only(faults(home), f"events {seq} to {seq} are missing at the end: they were there at 2099-01-01")


def test_an_account_that_was_taken_away_is_missed(home: Path) -> None:
    with closing(sqlite3.connect(home / "entrygo.db")) as database:
        [(account,)] = database.execute("SELECT id FROM accounts WHERE name = 'Second Ltd'").fetchall()
    tables = ("events", "chain_heads", "api_keys")
    statements = [f"DELETE FROM {table} WHERE account_id = '{account}'" for table in tables]
    tamper(home, *statements, f"DELETE FROM accounts WHERE id = '{account}'")
    only(faults(home), f"account {account} is gone")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda line: line.replace(b'"asked"', b'"daily"'), "signature is not this installation's"),
        (lambda line: b"{}", "it is no checkpoint"),
    ],
)
def test_a_checkpoint_that_was_altered_is_named(
    home: Path, change: Callable[[bytes], bytes], words: str
) -> None:
    path = checkpoints_file(home)
    lines = path.read_bytes().splitlines()
    path.write_bytes(b"\n".join([*lines[:-1], change(lines[-1])]) + b"\n")
    only(faults(home), words)


def test_a_checkpoint_that_was_left_out_is_missed(home: Path) -> None:
    mark(home)
    path = checkpoints_file(home)
    lines = path.read_bytes().splitlines()
    path.write_bytes(b"\n".join([*lines[:-2], lines[-1]]) + b"\n")
    only(faults(home), "the line before it is not the one it names")


def test_there_is_one_a_day_and_only_its_owner_reads_it(home: Path) -> None:
    path = checkpoints_file(home)
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    path.unlink()
    with opened(Settings(home=home)) as store:
        key = key_of(store, "seal_key")
        first = add_if_due(store, home, seal_key=key, now=NOW)
        assert add_if_due(store, home, seal_key=key, now=NOW) is None
        later = add_if_due(store, home, seal_key=key, now=NOW.replace(day=2))
    assert [each and each["why"] for each in (first, later)] == ["daily", "daily"]


def test_a_backup_holds_a_checkpoint_and_a_restored_home_begins_anew(home: Path, tmp_path: Path) -> None:
    backup = tmp_path / "backup"
    back_up(Settings(home=home), backup, now=NOW)
    manifest: dict[str, Any] = orjson.loads((backup / "manifest.json").read_bytes())
    assert manifest["checkpoint"]["why"] == "backup"
    assert len(manifest["checkpoint"]["chains"]) == 2
    again = tmp_path / "again"
    done = restore(Settings(home=again), backup, now=NOW)
    assert done["audit"]["intact"], done["audit"]["faults"]
    verdict = verify_events(Settings(home=again))
    assert (verdict["intact"], verdict["checkpoints"]) == (True, 1)


def test_the_manifest_of_a_package_says_where_the_chain_stood(kept: Path) -> None:
    with closing(sqlite3.connect(kept / "entrygo.db")) as database:
        [(key,)] = database.execute(
            "SELECT blob_key FROM artifacts WHERE filename = 'manifest.json'"
        ).fetchall()
        manifest = orjson.loads((kept / "artifacts" / key).read_bytes())
        head = manifest["chain_head"]
        found = database.execute(
            "SELECT 1 FROM events WHERE seq = ? AND hash = ?", (head["seq"], head["hash"])
        ).fetchall()
    assert len(found) == 1
