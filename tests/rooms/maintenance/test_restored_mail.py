"""What waited in a backup may have left since: a restore holds it for a person, unless told that nothing was sent."""

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from entrygo.maintenance.audit import verify_events
from entrygo.maintenance.backup import back_up
from entrygo.maintenance.restore import restore
from entrygo.settings import Settings
from entrygo.store.database import Database
from entrygo.store.migrate import migrate
from tests.migrations.seeds import bring_to, plant, read_seed, released
from tests.rooms.maintenance.conftest import ENVIRONMENT
from tests.rooms.maintenance.test_backup import wait_until
from tests.serving.broker_mailbox import BrokerMailbox
from tests.serving.postgres import PostgresServer
from tests.serving.receiver import receiving
from tests.serving.sandbox import Sandbox, sandbox
from tests.serving.server import Client, Server

BUSY = "451 4.3.0 try again later"


class Origin:
    """An installation that was backed up while a submission waited, and sent it afterwards."""

    def __init__(self, goods: Sandbox, waiting: str, path: Path, environment: dict[str, str]) -> None:
        self.goods, self.waiting, self.path, self.environment = goods, waiting, path, environment

    def at(self, server: Server) -> Sandbox:
        """Its account at another server."""
        mine = self.goods.client
        client = Client(server, mine.account_id, mine.api_key)
        server.clients.append(client)
        return Sandbox(client, self.goods.warehouse_id, self.goods.broker_id, "", self.goods.book_id)


MOSTLY_SQLITE = pytest.mark.parametrize(
    "database", ["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)], indirect=True
)
"""What a restore holds is told on both by one test below; the others take the second in `make test-all`."""


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> dict[str, str]:
    """Where rows are kept."""
    if request.param == "sqlite":
        return {}
    postgres: PostgresServer = request.getfixturevalue("postgres")
    return {"ENTRYGO_DATABASE_URL": postgres.migrated_database()}


@pytest.fixture
def origin(
    database: dict[str, str], tmp_path_factory: pytest.TempPathFactory, mailbox: BrokerMailbox
) -> Origin:
    """A backup made while a mail waited; the server is gone, the mail left."""
    folder = tmp_path_factory.mktemp("origin")
    environment = ENVIRONMENT | database
    server = Server(folder / "home", smtp_port=mailbox.port, environment=environment).start()
    try:
        goods = sandbox(server.account())
        mailbox.data_answers[goods.broker_email] = BUSY
        waiting = goods.executed()["exportId"]
        back_up(settings_of(server), folder / "backup", now=datetime.now(UTC))
        del mailbox.data_answers[goods.broker_email]
        mailbox.wait_for(goods.broker_email)
    finally:
        server.stop()
    return Origin(goods, waiting, folder / "backup", environment)


def settings_of(server: Server) -> Settings:
    return Settings(home=server.home, database_url=server.environment.get("ENTRYGO_DATABASE_URL", ""))


def restored(
    origin: Origin, home: Path, mailbox: BrokerMailbox, **options: Any
) -> tuple[Server, dict[str, Any]]:
    server = Server(home, smtp_port=mailbox.port, environment=origin.environment)
    done = restore(settings_of(server), origin.path, now=datetime.now(UTC), force=True, **options)
    return server, done


@MOSTLY_SQLITE
def test_a_mail_that_waited_is_held_and_a_person_says_that_it_arrived(
    origin: Origin, mailbox: BrokerMailbox, tmp_path: Path
) -> None:
    server, done = restored(origin, tmp_path / "home", mailbox)
    assert (done["mailsHeld"], done["mailsWaiting"], done["audit"]["intact"]) == (1, 0, True)
    before = len(mailbox.mails)
    server.start()
    try:
        goods = origin.at(server)
        fresh = goods.plan(goods.order())["exportId"]
        refused = goods.client.post("/api/exports/execute", {"batchId": fresh})
        assert (refused.status_code, refused.json()["errorCode"]) == (409, "RESTORE_UNDECIDED")
        sure = goods.client.ok(goods.client.post("/api/exports/execute", {"batchId": fresh, "confirm": True}))
        assert sure["brokerSubmission"]["status"] == "sent"
        (held,) = goods.client.ok(goods.client.get("/api/submissions?status=uncertain"))["data"]
        assert held["export_id"] == origin.waiting
        seen = goods.inspect(origin.waiting)
        assert "backup was restored" in seen["brokerSubmission"]["error_message"]
        assert [e["payload"]["outcome"] for e in seen["events"] if e["type"] == "broker.submission_held"] == [
            "restored"
        ]
        decided = {"decision": "arrived", "reason": "The broker has it."}
        goods.client.ok(goods.client.post(f"/api/submissions/{held['id']}/decide", decided))
        assert goods.inspect(origin.waiting)["brokerSubmission"]["status"] == "sent"
        assert len(mailbox.mails) == before + 1
    finally:
        server.stop()
    assert verify_events(settings_of(server))["intact"]


@MOSTLY_SQLITE
def test_a_mail_that_waited_goes_when_nothing_was_sent_since(
    origin: Origin, mailbox: BrokerMailbox, tmp_path: Path
) -> None:
    server, done = restored(origin, tmp_path / "home", mailbox, resend=True)
    assert (done["mailsHeld"], done["mailsWaiting"]) == (0, 1)
    before = len(mailbox.mails)
    server.start()
    try:
        goods = origin.at(server)
        wait_until(
            lambda: goods.inspect(origin.waiting)["brokerSubmission"]["status"] == "sent",
            why=lambda _: "the mail does not go",
        )
        assert len(mailbox.mails) == before + 1
    finally:
        server.stop()


def test_the_mail_of_a_promise_that_the_backup_holds_is_held_when_it_is_made(
    mailbox: BrokerMailbox, tmp_path: Path
) -> None:
    """Promised before the backup, finished by the restored server: the old one may have finished it, too."""

    newest = max(released())
    seed = read_seed(newest)
    home = tmp_path / "origin"
    home.mkdir()
    database = Database(f"sqlite:///{home}/entrygo.db")
    bring_to(database, newest)
    plant(database, seed)
    database.close()
    migrate(f"sqlite:///{home}/entrygo.db")
    seed.unpack(home / "artifacts")
    back_up(Settings(home=home), tmp_path / "backup", now=datetime.now(UTC))
    shutil.rmtree(home)
    server = Server(tmp_path / "home", smtp_port=mailbox.port, environment=ENVIRONMENT)
    done = restore(settings_of(server), tmp_path / "backup", now=datetime.now(UTC))
    waiting = [
        row
        for row in seed.of("mails")
        if (row["audience"], row["mode"]) == ("broker", "live") and row["state"] in ("pending", "sending")
    ]
    assert done["mailsHeld"] == len(waiting) >= 1
    before = len(mailbox.mails)
    server.start()
    try:
        client = server.key(seed.about["account"])

        def submission() -> dict[str, Any] | None:
            found: dict[str, Any] = client.ok(client.get(f"/api/exports/{seed.about['promised']}"))
            return found["brokerSubmission"]

        wait_until(
            lambda: (submission() or {}).get("status") == "uncertain",
            why=lambda _: "the promise is not finished",
        )
        assert len(mailbox.mails) == before
    finally:
        server.stop()


def test_what_may_have_left_since_the_backup_is_held_listed_and_decided_in_one_command(
    database: dict[str, str], mailbox: BrokerMailbox, tmp_path: Path
) -> None:
    environment = ENVIRONMENT | database | {"ENTRYGO_WEBHOOK_ALLOW_PRIVATE": "true"}
    server = Server(tmp_path / "home", smtp_port=mailbox.port, environment=environment).start()
    with receiving() as desk:
        goods = sandbox(server.account())
        client = goods.client
        before = goods.executed()["exportId"]
        planned = goods.plan(goods.order())["exportId"]
        client.ok(client.post("/api/webhooks", {"url": desk.url}))
        back_up(settings_of(server), tmp_path / "backup", now=datetime.now(UTC))
        executed = client.ok(client.post("/api/exports/execute", {"batchId": planned}))
        assert executed["state"] == "COMPLETED"
        server.stop()
        mails, told = len(mailbox.mails), len(desk.messages)
        restore(settings_of(server), tmp_path / "backup", now=datetime.now(UTC), force=True)
        server.start()
        client = Client(server, client.account_id, client.api_key)
        server.clients.append(client)
        try:
            held = client.ok(client.get("/api/restore"))
            assert held["isUndecided"]
            assert planned in [each["exportId"] for each in held["exports"]]
            again: list[tuple[str, dict[str, Any]]] = [
                ("/api/exports/execute", {"batchId": planned}),
                (f"/api/exports/{before}/resubmit", {}),
            ]
            for path, body in again:
                refused = client.post(path, body)
                assert (refused.status_code, refused.json()["errorCode"]) == (409, "RESTORE_UNDECIDED"), path
                assert refused.json()["details"]["backupAt"] == held["backupAt"]
            assert len(mailbox.mails) == mails
            assert len(desk.messages) == told, "webhooks of a restored copy are silent"
            listed = server.command("restore", "--held")["accounts"]
            assert [each["exportId"] for each in listed[-1]["exports"]] == [planned]
            assert server.run("restore", "--decide", "arrived").returncode == 1, "it wants a reason"
            server.command("restore", "--decide", "arrived", "--reason", "Compared with the broker")
            assert server.command("restore", "--held")["accounts"] == []
            client.ok(client.post("/api/exports/execute", {"batchId": planned}))
            desk.wait_for(told + 1)
            kinds = [each["type"] for each in client.ok(client.get("/api/events?limit=100"))["data"]]
            assert {"installation.restored", "restore.decided"} <= set(kinds)
        finally:
            server.stop()
    assert verify_events(settings_of(server))["intact"]


@MOSTLY_SQLITE
def test_an_account_decides_by_its_key_and_what_waited_goes(
    origin: Origin, mailbox: BrokerMailbox, tmp_path: Path
) -> None:
    server, _ = restored(origin, tmp_path / "home", mailbox)
    before = len(mailbox.mails)
    server.start()
    try:
        goods = origin.at(server)
        said = {"decision": "resend", "reason": "The old server was cut off"}
        done = goods.client.ok(goods.client.post("/api/restore/decide", said))
        assert [each["status"] for each in done["submissions"]] == ["pending"]
        wait_until(
            lambda: goods.inspect(origin.waiting)["brokerSubmission"]["status"] == "sent",
            why=lambda _: "the mail does not go",
        )
        assert len(mailbox.mails) == before + 1
        assert goods.client.ok(goods.client.post("/api/restore/decide", said))["submissions"] == []
        assert goods.executed()["state"] == "COMPLETED"
    finally:
        server.stop()
