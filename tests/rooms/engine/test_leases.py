"""Who is alive: a lease ends for its holder before another may take its runs, however the holder went."""

import os
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest

from entrygo.engine.lease import FileLease, Lease, new_executor, open_lease
from entrygo.engine.lease_sessions import (
    GRACE_SECONDS,
    SILENCE_SECONDS,
    VALID_SECONDS,
    SessionLease,
    _try_lock,
)
from tests.serving.postgres import PostgresServer
from tests.serving.waiting import wait_until

HOLDING = """
import sys, time
from pathlib import Path
from entrygo.engine.lease import open_lease
lease = open_lease(sys.argv[1], "other", Path(sys.argv[2]))
lease.acquire(10)
print(lease.executor_id, flush=True)
time.sleep(60)  # lint: allow bounded-waits -- a process that lives until it is killed
"""


@dataclass
class Hands:
    """A clock that is set by hand."""

    now: float = 100.0

    def __call__(self) -> float:
        """The time."""
        return self.now


@dataclass
class Node:
    """A machine of its own: a home and a clock."""

    url: str
    home: Path
    name: str
    clock: Hands = field(default_factory=Hands)
    unreachable: bool = False

    def lease(self) -> SessionLease:
        """A life's lease, obtained."""

        def connect() -> psycopg.Connection[Any]:  # Any: rows of any shape
            if self.unreachable:
                raise psycopg.OperationalError("no route to host")
            return psycopg.connect(self.url, autocommit=True)

        lease = SessionLease(connect, self.home, new_executor(self.name), clock=self.clock)
        lease.acquire(5)
        return lease


@pytest.fixture
def nodes(postgres: PostgresServer, tmp_path: Path) -> tuple[Node, Node]:
    url = postgres.fresh_database()
    return Node(url, tmp_path / "a", "a"), Node(url, tmp_path / "b", "b")


def sessions_end(url: str) -> None:
    """What a failover does: every lease's session is gone at once."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def until_free(url: str, lease: SessionLease) -> None:
    """Until the server has ended a session that its client closed: some milliseconds."""
    with psycopg.connect(url, autocommit=True) as connection:
        wait_until(lambda: _try_lock(connection, lease.executor_id), pause=0.01)
        connection.execute("SELECT pg_advisory_unlock_all()")  # at once; the end of a session takes its time


def is_over(lease: Lease, executor_id: str) -> bool:
    with lease.over(executor_id) as over:
        return over


def test_a_holder_stops_before_the_server_can_end_its_session_and_others_wait_longer_than_that() -> None:
    assert VALID_SECONDS < SILENCE_SECONDS
    assert GRACE_SECONDS > VALID_SECONDS


def test_a_lease_is_held_while_it_beats_and_ends_by_silence_alone(nodes: tuple[Node, Node]) -> None:
    node, _ = nodes
    lease = node.lease()
    for _ in range(5):
        node.clock.now += VALID_SECONDS - 0.1
        assert lease.holds()
        lease.beat()
    node.clock.now += VALID_SECONDS
    assert not lease.holds()
    lease.beat()
    assert lease.holds()
    assert lease.epoch == 1
    lease.release()


def test_a_living_node_is_never_over_and_a_gone_one_is_after_the_grace(nodes: tuple[Node, Node]) -> None:
    node, other = nodes
    mine, theirs = node.lease(), other.lease()
    node.clock.now += 60
    mine.beat()
    assert not is_over(mine, theirs.executor_id)
    theirs.release()
    until_free(node.url, theirs)
    assert not is_over(mine, theirs.executor_id)
    node.clock.now += GRACE_SECONDS - 0.1
    assert not is_over(mine, theirs.executor_id)
    node.clock.now += 0.1
    assert is_over(mine, theirs.executor_id)
    mine.release()


def test_after_a_failover_the_living_come_back_and_are_not_taken_for_dead(nodes: tuple[Node, Node]) -> None:
    node, other = nodes
    mine, theirs = node.lease(), other.lease()
    sessions_end(node.url)
    for lease in (mine, theirs):
        lease.beat()
        assert lease.holds()  # its last word is young, and nobody may take anything over yet
    mine.beat()
    assert mine.epoch == 2
    assert not is_over(mine, theirs.executor_id)
    theirs.beat()
    node.clock.now += GRACE_SECONDS
    assert not is_over(mine, theirs.executor_id)
    mine.release()
    theirs.release()


def test_a_cut_off_node_acts_no_more_and_a_new_epoch_begins_when_it_is_back(nodes: tuple[Node, Node]) -> None:
    node, _ = nodes
    lease = node.lease()
    node.unreachable = True
    sessions_end(node.url)
    lease.beat()
    node.clock.now += VALID_SECONDS
    lease.beat()
    assert not lease.holds()
    node.unreachable = False
    lease.beat()
    assert (lease.holds(), lease.epoch) == (True, 2)
    lease.release()


def test_nobody_comes_back_while_its_runs_are_given_away(nodes: tuple[Node, Node]) -> None:
    node, other = nodes
    mine, theirs = node.lease(), other.lease()
    sessions_end(node.url)
    mine.beat()
    mine.beat()
    theirs.beat()
    assert not is_over(mine, theirs.executor_id)
    node.clock.now += GRACE_SECONDS
    mine.beat()
    with mine.over(theirs.executor_id) as over:
        assert over
        theirs.beat()
        assert theirs.epoch == 1
    theirs.beat()
    assert theirs.epoch == 2
    mine.release()
    theirs.release()


def test_a_silent_session_is_ended_by_the_server(nodes: tuple[Node, Node]) -> None:
    node, _ = nodes
    lease = node.lease()
    with psycopg.connect(node.url, autocommit=True) as connection:
        settings = connection.execute(
            "SELECT query FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%advisory%'"
        ).fetchall()
    assert settings
    assert lease._session is not None
    (limit,) = lease._session.execute("SHOW idle_session_timeout").fetchone() or ()
    assert limit == f"{int(SILENCE_SECONDS)}s"
    lease.release()


def test_two_nodes_of_one_name_are_two_executors(nodes: tuple[Node, Node]) -> None:
    node, other = nodes
    other.name = node.name
    mine, theirs = node.lease(), other.lease()
    assert mine.holds()
    assert theirs.holds()
    assert not is_over(mine, theirs.executor_id)
    mine.release()
    theirs.release()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_on_its_own_machine_a_killed_life_is_over_at_once(
    kind: str, postgres: PostgresServer, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path}/entrygo.db" if kind == "sqlite" else postgres.fresh_database()
    lease = open_lease(url, "mine", tmp_path)
    lease.acquire(5)
    with subprocess.Popen(
        [sys.executable, "-c", HOLDING, url, str(tmp_path)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        executor_id = process.stdout.readline().strip()
        assert not is_over(lease, executor_id)
        os.kill(process.pid, signal.SIGKILL)
        process.wait(60)
    assert is_over(lease, executor_id)
    assert not is_over(lease, lease.executor_id)
    lease.release()


def test_a_life_without_a_file_left_none_behind(tmp_path: Path) -> None:
    lease = FileLease(tmp_path, new_executor("a"))
    lease.acquire(1)
    assert is_over(lease, "node-1")
    lease.release()
    assert not list(tmp_path.iterdir())
