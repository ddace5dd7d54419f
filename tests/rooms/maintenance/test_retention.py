"""Retention on a served installation: a report by default, a deletion that leaves its event when told to."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from sqlalchemy import text

from entrygo.maintenance.audit import verify_events
from entrygo.maintenance.retention import cutoff, retention
from entrygo.settings import Settings
from tests.rooms.maintenance.conftest import ENVIRONMENT
from tests.serving.broker_mailbox import BrokerMailbox
from tests.serving.sandbox import Sandbox, sandbox
from tests.serving.server import Server

IN_SIX_YEARS = datetime.now(UTC) + timedelta(days=6 * 366)


@pytest.fixture(scope="module")
def goods(tmp_path_factory: pytest.TempPathFactory, mailbox: BrokerMailbox) -> Iterator[Sandbox]:
    """A running server of its own."""
    home = tmp_path_factory.mktemp("retained") / "home"
    server = Server(home, smtp_port=mailbox.port, environment=ENVIRONMENT).start()
    yield sandbox(server.account())
    server.stop()


def files(settings: Settings) -> set[str]:
    return {each.name for each in (settings.home / "artifacts").rglob("*") if each.is_file()}


def test_records_are_kept_reported_and_let_go(goods: Sandbox, mailbox: BrokerMailbox) -> None:
    client, settings = goods.client, Settings(home=goods.client.server.home)
    order = goods.order()
    export_id = goods.executed(order)["exportId"]
    mailbox.wait_for(goods.broker_email)
    seen = goods.inspect(export_id)
    kept = files(settings)
    assert len(kept) >= 7

    assert retention(settings, now=datetime.now(UTC), apply=True)["exports"] == []
    report = retention(settings, now=IN_SIX_YEARS, apply=False)
    assert [each["exportId"] for each in report["exports"]] == [export_id]
    assert report["exports"][0]["packageNumbers"] == [seen["customsPackage"]["packageNumber"]]
    assert "19 CFR 163.4" in report["law"]
    assert goods.inspect(export_id) == seen
    assert files(settings) == kept

    done = retention(settings, now=IN_SIX_YEARS, apply=True)
    assert (done["applied"], done["filesDeleted"], done["filesLeft"]) == (True, len(kept), [])
    assert files(settings) == set()
    assert client.get(f"/api/exports/{export_id}").status_code == 404
    assert client.get(f"/api/orders/{order}").status_code == 404
    assert verify_events(settings)["intact"]
    last = tombstone(goods, export_id)
    assert {file["sha256"] for file in seen["artifacts"]} == set(last["payload"]["files"])
    assert retention(settings, now=IN_SIX_YEARS, apply=True)["exports"] == []
    assert goods.executed()["state"] == "COMPLETED"  # the server goes on


def tombstone(goods: Sandbox, export_id: str) -> dict[str, Any]:
    events = goods.client.ok(goods.client.get("/api/events?limit=100"))["data"]
    (found,) = [each for each in events if each["type"] == "records.deleted"]
    assert found["payload"]["batchId"] == export_id
    return dict(found)


def test_the_key_of_an_execution_lives_as_long_as_its_export(goods: Sandbox) -> None:
    client, settings = goods.client, Settings(home=goods.client.server.home)
    planned = client.ok(client.post("/api/exports/plan", goods.request(goods.order()), key="of-a-plan"))
    client.ok(client.post("/api/exports/execute", {"batchId": planned["exportId"]}, key="of-an-execution"))
    expiries = "SELECT key, expires_at IS NULL FROM replays WHERE key LIKE 'of-a%'"
    with client.server.rows() as connection:
        assert dict(map(tuple, connection.execute(text(expiries)))) == {"of-a-plan": 0, "of-an-execution": 1}
    assert len(retention(settings, now=IN_SIX_YEARS, apply=True)["exports"]) >= 1
    with client.server.rows() as connection:
        assert connection.execute(text(expiries)).all() == []


def test_the_command_reports_and_deletes_nothing_by_itself(goods: Sandbox) -> None:
    report = goods.client.server.command("retention")
    assert (report["applied"], report["exports"], report["years"]) == (False, [], 5)


@pytest.mark.parametrize("years", ["4", "0", "-1"])
def test_less_than_the_law_asks_is_refused_in_words(years: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENTRYGO_RETENTION_YEARS", years)
    with pytest.raises(ValidationError, match="five years from the date of entry"):
        Settings()


@pytest.mark.parametrize(
    ("today", "years", "said"),
    [("2031-11-02", 5, "2026-11-02"), ("2032-02-29", 5, "2027-02-28"), ("2032-02-29", 8, "2024-02-29")],
)
def test_years_are_years_of_the_calendar(today: str, years: int, said: str) -> None:
    now = datetime.fromisoformat(f"{today}T23:59:00+00:00")
    assert cutoff(now, years) == datetime.fromisoformat(f"{said}T00:00:00+00:00")


def test_a_home_without_exports_is_told_so(tmp_path: Path) -> None:
    assert retention(Settings(home=tmp_path), now=IN_SIX_YEARS, apply=True)["exports"] == []
