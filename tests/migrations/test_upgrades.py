"""From every released schema, with data in it, to this version's: nothing is lost, and what was owed is done."""

import hashlib
from pathlib import Path
from typing import Any

import httpx
import pytest

from entrygo.clock import SystemClock, SystemIds
from entrygo.maintenance.audit import verify_chain
from entrygo.maintenance.backup import back_up
from entrygo.maintenance.backup_manifest import BackupFault
from entrygo.settings import Settings
from entrygo.store.database import Database
from entrygo.store.migrate import known_revisions, migrate
from entrygo.store.schema_compat import COMPATIBLE_NAME
from entrygo.store.unit_of_work import Store
from tests.migrations.seeds import (
    Row,
    Seed,
    bring_to,
    digest,
    migration_file,
    plant,
    read_seed,
    reflected,
    released,
    rows_of,
    seed_file,
)
from tests.serving.broker_mailbox import BrokerMailbox
from tests.serving.server import Client, Server
from tests.serving.waiting import wait_until

RELEASED = sorted(released())
ENDS = dict.fromkeys([RELEASED[0], RELEASED[-1]])  # a server for each; what lies between is covered by rows
FROM_EACH = pytest.mark.parametrize(
    ("url", "revision"),
    [
        pytest.param(
            kind, revision, marks=[pytest.mark.slow] if revision not in ENDS and (place + turn) % 2 else []
        )
        for place, revision in enumerate(RELEASED)
        for turn, kind in enumerate(("sqlite", "postgresql"))
    ],
    indirect=["url"],
)
"""From every release; `make test` takes what lies between the ends on one of the two databases, by turns."""
SECONDS = 60
PUBLIC_URL = "https://entrygo.example"


def require_rows(database: Database, seed: Seed) -> None:
    """Every row of the seed is there as it was, and no other."""
    with database.survey() as connection:
        for name, table in reflected(connection).items():
            before = seed.of(name)
            columns = [*before[0]] if before else [column.name for column in table.columns]
            after = rows_of(connection, table, columns)
            if name == "installation":
                after = [row for row in after if row["name"] != COMPATIBLE_NAME]
            assert by_content(after) == by_content(before), name


def by_content(rows: list[Row]) -> list[str]:
    return sorted(repr(sorted(row.items())) for row in rows)


def test_what_is_released_is_the_beginning_of_the_chain() -> None:
    """``python -m tests.migrations.make_seeds``, run for each release, takes in what came since."""
    assert sorted(known_revisions())[: len(RELEASED)] == RELEASED


@pytest.mark.parametrize("revision", RELEASED)
def test_a_released_migration_and_its_seed_never_change(revision: str) -> None:
    assert (digest(migration_file(revision)), digest(seed_file(revision))) == released()[revision]


@FROM_EACH
def test_an_upgrade_keeps_every_row(url: str, database: Database, revision: str) -> None:
    seed = read_seed(revision)
    bring_to(database, revision)
    plant(database, seed)
    migrate(url)
    require_rows(database, seed)
    store = Store(url, SystemClock(), SystemIds())
    try:
        verdict = verify_chain(store)
    finally:
        store.close()
    assert verdict == {"intact": True, "events": len(seed.of("events")), "faults": []}


@FROM_EACH
def test_the_statements_of_a_release_run_on_the_schema_of_today(
    url: str, database: Database, revision: str
) -> None:
    """What lets nodes be replaced one after the other: each row is written by the columns that release knew."""
    seed = read_seed(revision)
    migrate(url)
    plant(database, seed)
    require_rows(database, seed)


@pytest.mark.timeout(240)
@pytest.mark.parametrize("revision", ENDS)
def test_an_upgraded_server_answers_as_before_and_does_what_was_owed(
    url: str, database: Database, mailbox: BrokerMailbox, tmp_path: Path, revision: str
) -> None:
    seed = read_seed(revision)
    bring_to(database, revision)
    plant(database, seed)
    home = tmp_path / "home"
    home.mkdir()
    seed.unpack(home / "artifacts")
    environment = {
        "ENTRYGO_DATABASE_URL": url,
        "ENTRYGO_PUBLIC_URL": PUBLIC_URL,
        "ENTRYGO_EXECUTE_WAIT_SECONDS": "30",
    }
    server = Server(home, smtp_port=mailbox.port, environment=environment).start()
    try:
        client = server.key(seed.about["account"])
        require_same_answers(server, seed)
        require_replay(client, seed)
        require_package(client, seed.about["completed"])
        require_owed_done(client, mailbox, seed)
        require_waiting_executes(client, seed)
        files = {each["name"]: each for each in server.command("doctor", "--all")["checks"]}
        assert {files[name]["status"] for name in ("database", "files", "events")} == {"ok"}, files
    finally:
        server.stop()


def test_a_backup_before_the_migration_says_to_migrate_first(
    url: str, database: Database, tmp_path: Path
) -> None:
    bring_to(database, known_revisions()[1])
    settings = Settings(home=tmp_path, database_url=url)
    with pytest.raises(BackupFault, match=f"{known_revisions()[1]}.*Run entrygo migrate first.*Nothing was"):
        back_up(settings, tmp_path / "backup", now=SystemClock().now())
    assert not (tmp_path / "backup").exists()


def require_same_answers(server: Server, seed: Seed) -> None:
    """Inspect answers what it answered; a newer version may say more."""
    for export_id, seen in seed.about["inspects"].items():
        shown = server.key(seen["accountId"]).get(f"/api/exports/{export_id}")
        assert shown.status_code == 200, shown.text
        assert missing(seen["body"], shown.json()) == []


def missing(before: Any, after: Any, path: str = "") -> list[str]:
    """Where an answer no longer says what it said; added members are no fault."""
    if isinstance(before, dict) and isinstance(after, dict):
        return [
            fault for name in before for fault in missing(before[name], after.get(name), f"{path}.{name}")
        ]
    if isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        pairs = enumerate(zip(before, after, strict=True))
        return [fault for n, (one, other) in pairs for fault in missing(one, other, f"{path}[{n}]")]
    return [] if before == after else [f"{path}: was {str(before)[:80]}, is {str(after)[:80]}"]


def require_replay(client: Client, seed: Seed) -> None:
    """The key of an old execution answers with the bytes of then."""
    again = client.post("/api/exports/execute", {"batchId": seed.about["completed"]}, key="seed-execute")
    assert again.content.decode() == seed.about["executed_answer"]
    assert again.headers["idempotent-replayed"] == "true"


def require_package(client: Client, export_id: str) -> None:
    """Every file of an old package is there, whole."""
    seen = client.ok(client.get(f"/api/exports/{export_id}"))
    assert len(seen["artifacts"]) >= 7
    for file in seen["artifacts"]:
        path = httpx.URL(file["download_url"]).raw_path.decode()
        assert hashlib.sha256(client.get(path).content).hexdigest() == file["sha256"]


def require_owed_done(client: Client, mailbox: BrokerMailbox, seed: Seed) -> None:
    """A promise is kept and a waiting mail is sent, each once."""
    owed = [seed.about["promised"], seed.about["deferred"]]
    wait_until(
        lambda: [client.ok(client.get(f"/api/exports/{each}"))["brokerSubmission"] for each in owed],
        lambda seen: all(each and each["status"] == "sent" for each in seen),
        seconds=SECONDS,
    )
    mails = mailbox.to(seed.about["broker_email"])
    assert len(mails) == len({mail["message-id"] for mail in mails}) == len(owed)
    promised = client.post("/api/exports/execute", {"batchId": owed[0]}, key="seed-promise")
    assert client.ok(promised)["state"] == "COMPLETED"


def require_waiting_executes(client: Client, seed: Seed) -> None:
    """An old plan executes, after it was planned anew where rules or rates have changed since."""
    batch = {"batchId": seed.about["waiting"]}
    done = client.post("/api/exports/execute", batch)
    if done.status_code == 409:
        assert done.json()["errorCode"] == "PLAN_CHANGED", done.text
        asked = next(row for row in seed.of("exports") if row["id"] == seed.about["waiting"])
        orders = [row["id"] for row in seed.of("orders") if row["id"] in asked["request"]]
        names = {"warehouseId": asked["warehouse_id"], "brokerId": asked["broker_id"]}
        client.ok(client.post("/api/exports/plan", batch | names | {"orderIds": orders}))
        done = client.post("/api/exports/execute", batch)
    assert client.ok(done)["state"] == "COMPLETED"
