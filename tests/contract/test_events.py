"""The event stream: form, which verb writes what, and a chain in which a changed event is found."""

import json
import os
import re
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from entrygo.maintenance.audit import verify_events
from entrygo.settings import Settings
from tests.serving.forked import run_entrygo
from tests.serving.sandbox import Sandbox
from tests.serving.server import Server

pytestmark = pytest.mark.database

Event = dict[str, Any]  # Any: JSON


def events_of(goods: Sandbox, export_id: str) -> list[Event]:
    """The events of an export, as inspect tells them."""
    events: list[Event] = goods.inspect(export_id)["events"]
    return events


def stream(goods: Sandbox, **query: str) -> Iterator[Event]:
    """The account's whole stream, page by page."""
    while True:
        page = goods.client.ok(goods.client.get("/api/events", params=query | {"limit": "7"}))
        yield from page["data"]
        if not page["has_more"]:
            return
        query["cursor"] = page["next_cursor"]


@pytest.mark.requirement(
    "events:types:plan", "events:types:execute", "events:form:payload", "events:types:broker"
)
def test_planning_and_executing_write_their_events(goods: Sandbox) -> None:
    planned = goods.plan(goods.order())
    export_id = planned["exportId"]
    assert [event["type"] for event in events_of(goods, export_id)] == [
        "export.batch_created",
        "export.planned",
    ]
    assert events_of(goods, export_id)[1]["payload"]["planHash"] == planned["planHash"]
    done = goods.client.ok(goods.client.post("/api/exports/execute", {"batchId": export_id}))
    events = events_of(goods, export_id)
    assert Counter(event["type"] for event in events) == {
        "export.batch_created": 1,
        "export.planned": 1,
        "export.execution_started": 1,
        "customs.artifact_generated": len(done["artifacts"]),
        "warehouse.notified": 1,
        "export.executed": 1,
        "broker.notified": 1,
    }
    generated = {
        event["payload"]["filename"]: event["payload"]["sha256"]
        for event in events
        if event["type"] == "customs.artifact_generated"
    }
    assert generated == {file["filename"]: file["sha256"] for file in done["artifacts"]}
    [executed] = [event for event in events if event["type"] == "export.executed"]
    assert executed["payload"]["batchId"] == export_id
    assert executed["payload"]["planHash"] == planned["planHash"]


@pytest.mark.requirement("events:types:replan", "events:types:plan")
def test_planning_anew_is_an_event_of_its_own(goods: Sandbox) -> None:
    first = goods.plan(goods.order())
    second = goods.plan(goods.order(), batchId=first["exportId"])
    types = [event["type"] for event in events_of(goods, first["exportId"])]
    assert types == ["export.batch_created", "export.planned", "export.replanned"]
    told = events_of(goods, first["exportId"])[-1]["payload"]
    assert (told["previousPlanHash"], told["planHash"]) == (first["planHash"], second["planHash"])


@pytest.mark.requirement("events:form:fields", "events:form:names")
def test_every_event_has_its_form_and_both_its_names(goods: Sandbox) -> None:
    export_id = goods.executed()["exportId"]
    cancelled = goods.plan(goods.order())["exportId"]
    goods.client.ok(goods.client.post(f"/api/exports/{cancelled}/cancel", {}))
    events = [*events_of(goods, export_id), *events_of(goods, cancelled)]
    assert len({event["id"] for event in events}) == len(events)
    for event in events:
        assert event["id"].startswith("evt_")
        assert re.fullmatch(r"[a-z]+\.[a-z_]+", event["type"])
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", event["created_at"])
        assert isinstance(event["payload"], dict)
    names = {event["type"]: event["name"] for event in events}
    assert names == {
        "export.batch_created": "EXPORT_BATCH_CREATED",
        "export.planned": "EXPORT_PLANNED",
        "export.execution_started": "EXPORT_EXECUTION_STARTED",
        "customs.artifact_generated": "CUSTOMS_ARTIFACT_GENERATED",
        "warehouse.notified": "WAREHOUSE_NOTIFIED",
        "export.executed": "EXPORT_EXECUTED",
        "broker.notified": "BROKER_NOTIFIED",
        "export.cancelled": "EXPORT_CANCELLED",
    }


@pytest.mark.requirement("events:order:append-only")
def test_the_stream_only_grows_and_each_event_follows_the_one_before(goods: Sandbox) -> None:
    goods.executed()
    before = list(stream(goods))
    goods.executed()
    after = list(stream(goods))
    assert after[: len(before)] == before
    assert len(after) > len(before)
    assert [event["sequence"] for event in after] == list(range(1, len(after) + 1))
    assert [event["previous_hash"] for event in after[1:]] == [event["hash"] for event in after[:-1]]
    assert after[0]["previous_hash"] == "0" * 64


@pytest.mark.requirement("events:order:append-only")
def test_the_api_offers_no_way_to_change_an_event(goods: Sandbox) -> None:
    goods.plan(goods.order())
    event = next(stream(goods))
    for method, path in (
        ("DELETE", "/api/events"),
        ("POST", "/api/events"),
        ("PATCH", f"/api/events/{event['id']}"),
        ("DELETE", f"/api/events/{event['id']}"),
    ):
        refused = goods.client.http.request(method, path, json={})
        assert refused.status_code in (404, 405), (method, path)
    assert next(stream(goods)) == event


def verified(home: Path) -> tuple[int, Event]:
    """Exit status and verdict of ``entrygo audit verify`` over a home."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ENTRYGO_")}
    done = run_entrygo(["audit", "verify", "--json"], env=environment | {"ENTRYGO_HOME": str(home)})
    document: Event = json.loads(done.stdout)
    return done.returncode, document


@pytest.fixture(scope="module")
def copied(goods: Sandbox, server: Server, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Event]:
    """A home with a copy of the server's database, taken while it runs; an event inside the account's chain."""
    event = events_of(goods, goods.plan(goods.order())["exportId"])[0]
    if not (server.home / "entrygo.db").exists():
        pytest.skip("only SQLite's database is a file to copy; tests/rooms/store tampers with both")
    home = tmp_path_factory.mktemp("copied")
    with (
        closing(sqlite3.connect(server.home / "entrygo.db")) as source,
        closing(sqlite3.connect(home / "entrygo.db")) as copy,
    ):
        source.backup(copy)
    shutil.copy(server.home / "secret.key", home)
    return home, event


@pytest.mark.database(both=True)  # skipped on PostgreSQL
@pytest.mark.requirement("events:chain:hash")
def test_a_whole_chain_is_intact(copied: tuple[Path, Event]) -> None:
    status, verdict = verified(copied[0])
    assert (status, verdict["intact"], verdict["faults"]) == (0, True, [])
    assert verdict["events"] > 0


@pytest.mark.database(both=True)  # skipped on PostgreSQL
@pytest.mark.requirement("events:chain:hash")
@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("UPDATE events SET payload = replace(payload, 'batch_', 'batch-') WHERE id = :id", "altered"),
        ("UPDATE events SET created_at = '2020-01-01T00:00:00.000Z' WHERE id = :id", "altered"),
        ("UPDATE events SET type = 'export.executed' WHERE id = :id", "altered"),
        ("UPDATE events SET hash = previous_hash WHERE id = :id", "altered"),
        ("DELETE FROM events WHERE id = :id", "missing"),
    ],
)
def test_a_changed_or_missing_event_is_found(
    goods: Sandbox, copied: tuple[Path, Event], tmp_path: Path, change: str, said: str
) -> None:
    home, event = copied
    for name in ("entrygo.db", "secret.key"):
        shutil.copy(home / name, tmp_path / name)
    with closing(sqlite3.connect(tmp_path / "entrygo.db")) as copy:
        assert copy.execute(change, {"id": event["id"]}).rowcount == 1
        copy.commit()
    verdict = verify_events(Settings(home=tmp_path))
    assert not verdict["intact"]
    assert any(said in fault and goods.client.account_id in fault for fault in verdict["faults"])
