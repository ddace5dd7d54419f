"""Nodes leave word about what they decide by, and the doctor tells where they differ."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from entrygo.engine.node_registry import PREFIX, NodeEntry, living_nodes
from entrygo.maintenance.installation import open_store
from entrygo.settings import Settings
from entrygo.store.unit_of_work import Store
from tests.rooms.maintenance.test_doctor import checks
from tests.serving.postgres import PostgresServer

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@dataclass
class Hands:
    """A clock set by hand."""

    at: datetime = NOW

    def now(self) -> datetime:
        """The time."""
        return self.at


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    if request.param == "sqlite":
        return Settings(home=tmp_path)
    postgres: PostgresServer = request.getfixturevalue("postgres")
    return Settings(home=tmp_path, database_url=postgres.fresh_database())


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    opened = open_store(settings)
    yield opened
    opened.close()


def test_a_node_is_heard_of_while_it_lives_and_not_after_it_left(store: Store) -> None:
    clock = Hands()
    node_entry = NodeEntry(store.installation, "node-1/x", clock, lambda: {"tariff": "starter"})
    node_entry.publish()
    assert living_nodes(store.installation, NOW) == {"node-1/x": {"tariff": "starter"}}
    assert living_nodes(store.installation, NOW + timedelta(minutes=6)) == {}
    node_entry.remove()
    assert living_nodes(store.installation, NOW) == {}


def test_word_is_renewed_each_minute_and_at_once_when_something_is_loaded(store: Store) -> None:
    clock, deciding = Hands(), {"tariff": "starter"}
    node_entry = NodeEntry(store.installation, "node-1/x", clock, lambda: dict(deciding))
    node_entry.publish()
    first = store.installation.noted(PREFIX)
    clock.at += timedelta(seconds=59)
    node_entry.publish()
    assert store.installation.noted(PREFIX) == first
    deciding["tariff"] = "full"
    node_entry.publish()
    assert living_nodes(store.installation, clock.at) == {"node-1/x": {"tariff": "full"}}
    clock.at += timedelta(seconds=61)
    node_entry.publish()
    assert store.installation.noted(PREFIX) != first


def test_a_life_that_ended_badly_is_forgotten_after_a_day(store: Store) -> None:
    clock = Hands()
    NodeEntry(store.installation, "node-1/gone", clock, dict).publish()
    clock.at += timedelta(days=2)
    NodeEntry(store.installation, "node-1/new", clock, dict).publish()
    assert list(store.installation.noted(PREFIX)) == [f"{PREFIX}node-1/new"]


def test_the_doctor_names_nodes_that_would_plan_differently(store: Store, settings: Settings) -> None:
    words = {"version": "1", "screening": "none"}
    clock = Hands(datetime.now(UTC))
    NodeEntry(store.installation, "node-1/x", clock, lambda: words | {"tariff": "starter 2026"}).publish()
    assert checks(settings)["nodes"]["status"] == "ok"
    NodeEntry(store.installation, "node-2/y", clock, lambda: words | {"tariff": "full 2026"}).publish()
    found = checks(settings)["nodes"]
    assert found["status"] == "warn"
    assert "differ in tariff, " in found["words"]
    assert "node-1/x: starter 2026; node-2/y: full 2026" in found["words"]
