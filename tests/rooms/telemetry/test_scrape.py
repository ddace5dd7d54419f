"""What a scrape costs, and what it says when the database is away."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from entrygo.store.database import Database
from entrygo.telemetry import scrape
from entrygo.telemetry.metrics import Metrics
from entrygo.telemetry.scrape import Cached, NodeState, Page
from tests.rooms.telemetry.conftest import samples
from tests.serving.databases import sqlite_database


@pytest.fixture
def time_of(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The clock of the module, in the test's hands."""
    held = [100.0]
    monkeypatch.setattr(scrape, "monotonic", lambda: held[0])
    return held


def test_a_cheap_look_is_kept_for_five_seconds(time_of: list[float]) -> None:
    looks: Iterator[int] = iter(range(10))
    cached = Cached(lambda: next(looks))
    assert cached() == 0
    time_of[0] += 4.9
    assert cached() == 0
    time_of[0] += 0.2
    assert cached() == 1


def test_a_dear_look_is_kept_twenty_times_as_long_as_it_took(time_of: list[float]) -> None:
    looks: Iterator[int] = iter(range(10))

    def slow() -> int:
        time_of[0] += 3.0
        return next(looks)

    cached = Cached(slow)
    assert cached() == 0
    time_of[0] += 59.0
    assert cached() == 0
    time_of[0] += 2.0
    assert cached() == 1


def test_a_failed_look_is_not_kept(time_of: list[float]) -> None:
    answers: Iterator[int] = iter([0, 7])

    def look() -> int:
        return 7 // next(answers)

    cached = Cached(look)
    with pytest.raises(ZeroDivisionError):
        cached()
    assert cached() == 1


def test_without_the_database_the_rest_is_told(tmp_path: Path) -> None:
    absent = Database("postgresql://entrygo:hunter2@127.0.0.1:1/none")
    body, media_type = Page(Metrics(), NodeState(absent, "n1", lambda: False))()
    absent.close()
    told = samples(body.decode())
    assert media_type.startswith("text/plain")
    assert told["entrygo_database_up", ()] == 0
    assert told["entrygo_ready", ()] == 0
    assert told["entrygo_node_info", (("node", "n1"),)] == 1
    assert ("entrygo_executions_owed", ()) not in told
    assert b"hunter2" not in body


def test_a_node_says_which_schema_it_found(tmp_path: Path) -> None:
    url = sqlite_database(tmp_path)
    database = Database(url)
    body, _ = Page(Metrics(), NodeState(database, "n1", lambda: True))()
    database.close()
    (found,) = [dict(labels) for name, labels in samples(body.decode()) if name == "entrygo_schema_info"]
    assert found["revision"].isdigit()
