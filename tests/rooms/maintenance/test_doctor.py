"""The doctor: what it finds in a healthy installation and in ones that are broken in one way each."""

import json
import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from entrygo.clock import SystemClock
from entrygo.maintenance.doctor import examine
from entrygo.settings import Settings
from tests.rooms.maintenance.conftest import PUBLIC_URL
from tests.serving.broker_mailbox import BrokerMailbox, free_port
from tests.serving.forked import run_entrygo
from tests.serving.postgres import PostgresServer
from tests.serving.sandbox import Sandbox
from tests.serving.server import Server

Checks = dict[str, dict[str, Any]]


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings come from the test alone."""
    for name in ("ENTRYGO_HOME", "ENTRYGO_DATABASE_URL", "ENTRYGO_SMTP_URL", "ENTRYGO_ARTIFACTS_URL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def home(served: Server, goods: Sandbox, tmp_path: Path) -> Path:
    """A copy of a served home, to be harmed."""
    copy = tmp_path / "home"
    copy.mkdir()
    for name in ("entrygo.db", "entrygo.engine.db"):
        with (
            closing(sqlite3.connect(served.home / name)) as source,
            closing(sqlite3.connect(copy / name)) as target,
        ):
            source.backup(target)
    shutil.copytree(served.home / "artifacts", copy / "artifacts")
    shutil.copy2(served.home / "secret.key", copy)
    return copy


def checks(settings: Settings, **options: Any) -> Checks:
    """Every check by name."""
    given = {"now": SystemClock().now(), "host": "127.0.0.1", "everything": False} | options
    report = examine(lambda: settings, **given)
    found: Checks = {each["name"]: each for each in report["checks"]}
    assert report["healthy"] == all(each["status"] != "fail" for each in found.values())
    assert all(each["fix"] for each in found.values() if each["status"] != "ok")
    return found


def not_ok(found: Checks) -> dict[str, str]:
    return {name: each["status"] for name, each in found.items() if each["status"] != "ok"}


def change(home: Path, statement: str) -> None:
    with closing(sqlite3.connect(home / "entrygo.db")) as connection:
        assert connection.execute(statement).rowcount == 1
        connection.commit()


@pytest.mark.parametrize("everything", [False, True])
def test_a_served_home_is_healthy_and_only_its_old_tariff_is_told(
    served: Server, goods: Sandbox, mailbox: BrokerMailbox, *, everything: bool
) -> None:
    settings = Settings(home=served.home, smtp_url=f"smtp://127.0.0.1:{mailbox.port}", public_url=PUBLIC_URL)
    mails = len(mailbox.mails)
    found = checks(settings, host="0.0.0.0", everything=everything)
    assert not_ok(found) == {"tariff": "warn"}
    assert list(found) == [
        "settings", "home", "database", "durability", "engine", "secrets", "nodes", "files", "owed", "events", "clock",
        "artifacts", "mail", "inbox", "tariff", "public-url",
    ]  # fmt: skip
    assert "ships inside" in found["tariff"]["words"]
    assert "0 uncertain, 0 failed" in found["owed"]["words"]
    assert "journal wal, synchronous 2" in found["durability"]["words"]
    assert ("every page sound" in found["durability"]["words"]) == everything
    assert len(mailbox.mails) == mails


def test_the_command_answers_one_json_object_and_its_status(served: Server, tmp_path: Path) -> None:
    for environment, status in ((served.settings, 0), (served.settings | {"ENTRYGO_HOME": str(tmp_path)}, 1)):
        done = run_entrygo(["doctor", "--json"], env=environment)
        assert done.returncode == status, done.stdout
        assert json.loads(done.stdout)["healthy"] == (status == 0)
        assert done.stderr == b""


def test_a_person_reads_a_table_of_80_columns(served: Server) -> None:
    done = run_entrygo(["doctor"], env=served.settings | {"COLUMNS": "80"}, check=True)
    lines = done.stdout.decode().splitlines()
    assert max(map(len, lines)) <= 80
    assert lines[-1] == "16 checks, 0 failed, 1 to know about."


def test_a_bad_setting_is_named_and_its_value_is_not_shown(served: Server) -> None:
    bad = {"ENTRYGO_RATE_LIMIT_BURST": "s3cret", "ENTRYGO_DRAIN_SECONDS": "-1"}
    done = run_entrygo(["doctor", "--json"], env=served.settings | bad)
    (check,) = json.loads(done.stdout)["checks"]
    assert (done.returncode, check["name"], check["status"]) == (1, "settings", "fail")
    assert "ENTRYGO_RATE_LIMIT_BURST" in check["words"]
    assert "ENTRYGO_DRAIN_SECONDS" in check["words"]
    assert b"s3cret" not in done.stdout


def test_a_misspelt_setting_is_told(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENTRYGO_SMPT_URL", "smtp://mail.example")
    found = checks(Settings(home=home))["settings"]
    assert (found["status"], "ENTRYGO_SMPT_URL" in found["words"]) == ("warn", True)


def test_a_missing_database_is_told_and_not_made(tmp_path: Path) -> None:
    found = checks(Settings(home=tmp_path))
    assert found["database"]["status"] == "fail"
    assert "is missing" in found["database"]["words"]
    assert "events" not in found
    assert not (tmp_path / "entrygo.db").exists()


@pytest.mark.parametrize(
    ("revision", "status", "said"),
    [("0001", "fail", "entrygo migrate"), ("9999", "warn", "Upgrade this node")],
)
def test_a_database_of_another_revision_is_told_and_not_migrated(
    home: Path, revision: str, status: str, said: str
) -> None:
    change(home, f"UPDATE alembic_version SET version_num = '{revision}'")
    found = checks(Settings(home=home))["database"]
    assert found["status"] == status
    assert f"revision {revision}" in found["words"]
    assert said in found["fix"]
    with closing(sqlite3.connect(home / "entrygo.db")) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(revision,)]


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "entrygo.db").write_bytes(b"no database " * 1000)
    assert "not a database" in checks(Settings(home=tmp_path))["database"]["words"]


def test_a_database_server_that_does_not_answer_is_told_without_its_password(tmp_path: Path) -> None:
    url = f"postgresql://entrygo:s3cret@127.0.0.1:{free_port()}/entrygo"
    found = checks(Settings(home=tmp_path, database_url=url))
    assert found["database"]["status"] == "fail"
    assert "s3cret" not in json.dumps(found)


def test_postgresql_is_looked_at_too(postgres: PostgresServer, tmp_path: Path) -> None:
    server = Server(tmp_path / "home", environment={"ENTRYGO_DATABASE_URL": postgres.fresh_database()})
    server.command("migrate")
    found = checks(Settings(home=server.home, database_url=server.environment["ENTRYGO_DATABASE_URL"]))
    assert not_ok(found) == {"durability": "warn", "engine": "warn", "mail": "warn", "tariff": "warn"}
    assert "fsync off" in found["durability"]["words"]
    assert "every chain intact" in found["events"]["words"]


def test_artifacts_that_cannot_be_written_are_told(home: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    found = checks(Settings(home=home, artifacts_url=f"file://{tmp_path}/file/artifacts"))
    assert found["artifacts"]["status"] == "fail"
    assert found["files"]["status"] == "fail"


def test_a_home_that_cannot_be_written_is_told(home: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    settings = Settings(home=tmp_path / "file" / "home", database_url=f"sqlite:///{home}/entrygo.db")
    assert checks(settings)["home"]["status"] == "fail"


@pytest.mark.parametrize("harm", ["missing", "altered"])
def test_a_lost_artifact_is_named(home: Path, harm: str) -> None:
    with closing(sqlite3.connect(home / "entrygo.db")) as rows:  # a file no row names is nobody's loss
        (key,) = rows.execute("SELECT min(blob_key) FROM artifacts").fetchone()
    lost = home / "artifacts" / key
    lost.unlink() if harm == "missing" else lost.write_bytes(b"other")
    found = checks(Settings(home=home), everything=True)["files"]
    assert found["status"] == "fail"
    assert f"{lost.relative_to(home / 'artifacts').as_posix()} " in found["words"]
    assert harm in found["words"]


def test_a_mail_server_that_refuses_is_told(home: Path) -> None:
    found = checks(Settings(home=home, smtp_url=f"smtp://127.0.0.1:{free_port()}"))["mail"]
    assert (found["status"], "refused" in found["words"].lower()) == ("fail", True)


def test_a_mail_server_that_offers_no_encryption_is_told(home: Path, mailbox: BrokerMailbox) -> None:
    url = f"smtp://127.0.0.1:{mailbox.port}?starttls=required"
    found = checks(Settings(home=home, smtp_url=url))["mail"]
    assert (found["status"], "STARTTLS" in found["words"]) == ("fail", True)


def test_a_mail_server_that_takes_no_login_is_told_without_the_password(
    home: Path, mailbox: BrokerMailbox
) -> None:
    found = checks(Settings(home=home, smtp_url=f"smtp://me:s3cret@127.0.0.1:{mailbox.port}"))["mail"]
    assert found["status"] == "fail"
    assert "s3cret" not in json.dumps(found)


def test_without_a_mail_server_the_doctor_says_what_becomes_of_submissions(home: Path) -> None:
    found = checks(Settings(home=home))["mail"]
    assert (found["status"], found["words"]) == ("warn", "Not configured: submissions stay pending.")


def test_an_smtp_address_that_is_none_is_told(home: Path) -> None:
    assert checks(Settings(home=home, smtp_url="mail.example:25"))["mail"]["status"] == "fail"


def test_an_altered_event_is_told(home: Path) -> None:
    change(home, "UPDATE events SET payload = '{}' WHERE rowid = (SELECT max(rowid) FROM events)")
    found = checks(Settings(home=home))
    assert found["events"]["status"] == "fail"
    assert "was altered" in found["events"]["words"]


def test_an_event_that_cannot_be_read_does_not_end_the_examination(home: Path) -> None:
    change(home, "UPDATE events SET payload = 'no json' WHERE rowid = (SELECT max(rowid) FROM events)")
    found = checks(Settings(home=home))
    assert found["events"]["status"] == "fail"
    assert "tariff" in found


@pytest.mark.parametrize("state", ["uncertain", "failed"])
def test_mails_that_wait_for_a_person_are_counted(home: Path, state: str) -> None:
    change(home, f"UPDATE mails SET state = '{state}' WHERE rowid = (SELECT max(rowid) FROM mails)")
    found = checks(Settings(home=home))["owed"]
    assert (found["status"], f"1 {state}" in found["words"]) == ("warn", True)


def test_an_execution_that_stands_still_is_told(home: Path) -> None:
    change(
        home,
        "UPDATE exports SET state = 'EXECUTING', updated_at = '2026-01-02T03:04:05.000Z' "
        "WHERE rowid = (SELECT max(rowid) FROM exports)",
    )
    found = checks(Settings(home=home))["owed"]
    assert found["status"] == "warn"
    assert "1 execution unfinished" in found["words"]
    assert "2026-01-02T03:04:05.000Z" in found["words"]


def test_a_clock_that_jumped_back_is_told(home: Path) -> None:
    found = checks(Settings(home=home), now=SystemClock().now() - timedelta(days=2))["clock"]
    assert (found["status"], "before the newest row" in found["words"]) == ("fail", True)


def test_a_missing_record_of_runs_is_told(home: Path) -> None:
    (home / "entrygo.engine.db").unlink()
    assert checks(Settings(home=home))["engine"]["status"] == "warn"


def test_a_damaged_tariff_is_told(home: Path) -> None:
    (home / "tariff").mkdir()
    (home / "tariff" / "current.json").write_text("{")
    assert checks(Settings(home=home))["tariff"]["status"] == "fail"


@pytest.mark.parametrize(
    ("host", "url", "status"),
    [
        ("127.0.0.1", "", "ok"),
        ("0.0.0.0", "", "warn"),
        ("0.0.0.0", PUBLIC_URL, "ok"),
        ("localhost", "x.example", "fail"),
    ],
)
def test_links_must_reach_whoever_is_not_on_this_machine(
    home: Path, host: str, url: str, status: str
) -> None:
    assert checks(Settings(home=home, public_url=url), host=host)["public-url"]["status"] == status


def test_a_mailbox_that_does_not_open_is_told_without_its_password(home: Path, tmp_path: Path) -> None:
    for name in ("new", "cur"):
        (tmp_path / "box" / name).mkdir(parents=True)
    (tmp_path / "box" / "new" / "1").write_bytes(b"mail")
    urls = {
        f"maildir://{tmp_path}/box": "ok",
        f"maildir://{tmp_path}": "fail",
        f"imap://me:s3cret@127.0.0.1:{free_port()}/INBOX": "fail",
        "imap://me:s3cret@/": "fail",
    }
    for url, status in urls.items():
        found = checks(Settings(home=home, inbox_url=url))["inbox"]
        assert found["status"] == status, found
        assert "s3cret" not in str(found)
    assert [each.name for each in (tmp_path / "box" / "new").iterdir()] == ["1"]
