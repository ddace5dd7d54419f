"""The runs of a node that is gone are finished by another, and the gone one does nothing more when it comes back."""

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from entrygo.engine.lease_sessions import GRACE_SECONDS, SILENCE_SECONDS
from tests.serving.postgres import PostgresServer
from tests.serving.waiting import wait_until

Launch = Callable[..., "subprocess.Popen[str]"]
PATIENCE_SECONDS = SILENCE_SECONDS + GRACE_SECONDS + 30  # a loaded machine; the usual is a third of it


@pytest.fixture
def url(postgres: PostgresServer) -> str:
    return postgres.fresh_database()


@pytest.fixture
def launch(url: str, tmp_path: Path) -> Iterator[Launch]:
    """Launches a node on a machine of its own: it shares the database and no folder."""
    living: list[subprocess.Popen[str]] = []

    def launch_node(name: str, *arguments: str) -> "subprocess.Popen[str]":
        command = [sys.executable, "-m", "tests.rooms.engine.node_process"]
        given = [url, str(tmp_path / name), str(tmp_path / "log"), *arguments]
        process = subprocess.Popen(
            [*command, *given], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        living.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == "launched\n"
        return process

    yield launch_node
    for process in living:
        process.send_signal(signal.SIGCONT)
        process.kill()
        process.communicate()


def log_has(tmp_path: Path, *lines: str) -> list[str]:
    """The log, once it has these lines."""
    return wait_until(
        lambda: (tmp_path / "log").read_text().splitlines() if (tmp_path / "log").exists() else [],
        lambda found: all(line in found for line in lines),
        seconds=PATIENCE_SECONDS,
        why=lambda found: f"{lines} in the log; it has {found}",
    )


@pytest.mark.crash
def test_the_run_of_a_killed_node_goes_on_elsewhere_after_its_last_finished_step(
    launch: Launch, tmp_path: Path
) -> None:
    other = launch("other", "none")
    gone = launch("gone", "complete", "starts")
    log_has(tmp_path, "gone complete")
    gone.kill()
    log = log_has(tmp_path, "other done")
    assert log == ["gone papers", "gone complete", "other complete", "other deliver", "other done"]
    assert other.poll() is None


@pytest.mark.crash
@pytest.mark.slow
def test_a_frozen_node_is_taken_over_and_does_nothing_more_when_it_thaws(
    launch: Launch, tmp_path: Path, url: str
) -> None:
    gone = launch("gone", "complete", "starts")
    log_has(tmp_path, "gone complete")
    launch("other", "none")
    gone.send_signal(signal.SIGSTOP)
    log_has(tmp_path, "other done")
    (tmp_path / "gone" / "go").touch()
    gone.send_signal(signal.SIGCONT)
    launch("third", "none")  # time enough for the thawed one to do harm
    assert log_has(tmp_path, "other done").count("gone deliver") == 0
    gone.communicate("", timeout=30)
    assert gone.returncode == 0
    with psycopg.connect(url) as connection:
        query = "SELECT status, count(*) FROM entrygo_engine.workflow_status GROUP BY status"
        assert connection.execute(query).fetchall() == [("SUCCESS", 1)]
