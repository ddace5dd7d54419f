"""Durable runs on the real engine: once, to the end, across crashes and closings."""

import json
import logging
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from entrygo.engine import run_rows
from entrygo.engine.dbos_runner import _SETTLE_SECONDS, ENGINE_SCHEMA, DbosRunner, engine_url
from entrygo.engine.lease import open_lease
from entrygo.ports.runner import Handler, RunContext
from entrygo.store.urls import driver_url
from tests.serving.postgres import PostgresServer
from tests.serving.waiting import wait_until

Open = Callable[..., DbosRunner]


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The main database's URL; on PostgreSQL a database of the test's own."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/entrygo.db"
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.fresh_database()


@pytest.fixture
def opened(url: str, tmp_path: Path) -> Iterator[Open]:
    """Launches a runner with these handlers; closes every one of them at the end."""
    runners: list[DbosRunner] = []

    def open_runner(executor: str = "node-1", threads: int = 4, **handlers: Handler) -> DbosRunner:
        runner = DbosRunner(url, open_lease(url, executor, tmp_path), "1", threads=threads)
        runners.append(runner)
        for effect, handler in handlers.items():
            runner.register(effect, handler)
        runner.launch()
        return runner

    yield open_runner
    for runner in runners:
        runner.close(5)


def nothing(run: RunContext) -> None:
    """A handler that has nothing to do."""


def test_a_run_gets_its_argument_and_its_steps_results(opened: Open) -> None:
    seen: list[object] = []

    def export(run: RunContext) -> None:
        first = run.step("one", lambda: {"n": 1})
        seen.extend((run.argument, first, run.step("two", lambda: [first, None])))

    runner = opened(export=export)
    runner.start("export", "export:1", {"batch": "batch_1", "deep": [1, {"a": None}]})
    assert runner.wait("export:1", 60)
    assert seen == [{"batch": "batch_1", "deep": [1, {"a": None}]}, {"n": 1}, [{"n": 1}, None]]


def test_finished_runs_are_forgotten_after_their_time_and_open_ones_never(opened: Open) -> None:
    go = threading.Event()
    runner = opened(export=nothing, wait=lambda run: run.step("held", lambda: go.wait(60) and None))
    runner.start("wait", "open", {})
    for n in range(3):
        runner.start("export", f"done:{n}", {})
        assert runner.wait(f"done:{n}", 60)
    assert runner.prune(datetime.now(UTC) - timedelta(hours=1)) == 0
    assert runner.prune(datetime.now(UTC) + timedelta(hours=1)) == 3
    assert runner.prune(datetime.now(UTC) + timedelta(hours=1)) == 0
    go.set()
    assert runner.wait("open", 60)


def test_two_starts_of_one_key_run_once_also_after_its_end_and_in_another_life(opened: Open) -> None:
    calls: list[object] = []
    runner = opened(export=lambda run: calls.append(run.argument["n"]))
    for n in (1, 2):
        runner.start("export", "k", {"n": n})
    assert runner.wait("k", 60)
    runner.start("export", "k", {"n": 3})
    runner.close(5)
    runner = opened(export=lambda run: calls.append(run.argument["n"]))
    runner.start("export", "k", {"n": 4})
    assert runner.wait("k", 60)
    assert calls == [1]


def test_many_threads_starting_one_key_run_it_once(opened: Open) -> None:
    calls: list[int] = []
    runner = opened(export=lambda run: calls.append(1))
    threads = [threading.Thread(target=runner.start, args=("export", "k", {})) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert runner.wait("k", 60)
    assert calls == [1]


def test_a_key_of_another_effect_is_refused(opened: Open) -> None:
    runner = opened(export=nothing, deliver=nothing)
    runner.start("export", "k", {})
    with pytest.raises(ValueError, match="belongs to a run of another effect"):
        runner.start("deliver", "k", {})


def test_waiting_ends_at_the_time_limit_and_an_unknown_key_never_finishes(opened: Open) -> None:
    gate = threading.Event()

    def export(run: RunContext) -> None:
        gate.wait(60)

    runner = opened(export=export)
    runner.start("export", "k", {})
    for key in ("k", "unknown"):
        started = time.monotonic()
        assert not runner.wait(key, 0.3)
        assert time.monotonic() - started > 0.25
    gate.set()
    assert runner.wait("k", 60)
    assert runner.wait("k", 0)


def test_a_run_that_fails_has_finished_and_is_logged_not_printed(
    opened: Open, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    calls: list[int] = []

    def export(run: RunContext) -> None:
        calls.append(1)
        run.step("one", lambda: 1 // 0)

    with caplog.at_level(logging.WARNING):
        runner = opened(export=export)
        runner.start("export", "k", {})
        assert runner.wait("k", 60)
        runner.start("export", "k", {})
        assert runner.wait("k", 60)
        runner.close(5)
    assert calls == [1]
    assert any(record.exc_info and record.exc_info[0] is ZeroDivisionError for record in caplog.records)
    assert capfd.readouterr() == ("", "")


def test_a_quiet_life_says_nothing_at_all(
    opened: Open, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    runner = opened(export=nothing)
    runner.start("export", "k", {})
    assert runner.wait("k", 60)
    runner.close(5)
    assert not caplog.records
    assert capfd.readouterr() == ("", "")


def test_a_start_inside_a_run_is_a_run_of_its_own(opened: Open) -> None:
    calls: list[str] = []

    def export(run: RunContext) -> None:
        run.step("one", lambda: runner.start("deliver", "d", {}))
        runner.start("deliver", "e", {})

    runner = opened(export=export, deliver=lambda run: calls.append("delivered"))
    runner.start("export", "k", {})
    assert all(runner.wait(key, 60) for key in "kde")
    assert calls == ["delivered"] * 2


@pytest.mark.parametrize("value", [object(), {1, 2}, b"bytes", {"at": Path("x")}])
def test_a_result_or_argument_that_is_not_json_is_refused_at_once(opened: Open, value: object) -> None:
    raised: list[type] = []

    def export(run: RunContext) -> None:
        with pytest.raises(TypeError) as refusal:
            run.step("one", lambda: value)
        raised.append(refusal.type)

    runner = opened(export=export)
    runner.start("export", "k", {})
    assert runner.wait("k", 60)
    assert len(raised) == 1
    with pytest.raises(TypeError):
        runner.start("export", "j", {"value": value})


def test_runs_share_a_bounded_pool(opened: Open) -> None:
    running: list[int] = []
    most: list[int] = []
    lock = threading.Lock()
    full = threading.Barrier(3)

    def export(run: RunContext) -> None:
        with lock:
            running.append(1)
            most.append(len(running))
        full.wait(60)
        with lock:
            running.pop()

    runner = opened(threads=3, export=export)
    for n in range(12):
        runner.start("export", f"k{n}", {})
    assert all(runner.wait(f"k{n}", 60) for n in range(12))
    assert max(most) == 3


def test_closing_waits_for_what_runs_and_refuses_new_starts(opened: Open) -> None:
    done: list[str] = []
    began, gate = threading.Event(), threading.Event()

    def export(run: RunContext) -> None:
        began.set()
        run.step("slow", lambda: gate.wait(60))
        done.append(run.step("last", lambda: "done"))

    runner = opened(export=export)
    runner.start("export", "k", {})
    assert began.wait(60)
    threading.Timer(0.2, gate.set).start()
    runner.close(20)
    assert done == ["done"]
    with pytest.raises(RuntimeError, match="not open"):
        runner.start("export", "j", {})
    assert not runner.wait("k", 0)


def test_a_run_cut_off_by_closing_is_no_failure_and_goes_on_where_it_stood(opened: Open) -> None:
    calls: list[str] = []
    began, gate = threading.Event(), threading.Event()

    def export(run: RunContext) -> None:
        try:
            run.step("one", lambda: calls.append("one"))
            run.step("two", lambda: (began.set(), gate.wait(60), calls.append("two"))[2])
            run.step("three", lambda: calls.append("three"))
        except Exception:
            calls.append("swallowed")

    runner = opened(export=export)
    runner.start("export", "k", {})
    runner.start("export", "queued", {})
    assert began.wait(60)
    runner.close(0.1)
    gate.set()
    runner = opened(export=export)
    assert runner.wait("k", 60)
    assert runner.wait("queued", 60)
    assert calls.count("one") == 2
    assert calls.count("three") == 2
    assert "swallowed" not in calls


def test_an_engine_that_is_closed_leaves_no_thread_and_a_new_one_can_open(opened: Open) -> None:
    before = set(threading.enumerate())
    for n in range(3):
        runner = opened(export=nothing)
        runner.start("export", f"k{n}", {})
        assert runner.wait(f"k{n}", 60)
        runner.close(5)
        runner.close(5)
        wait_until(lambda: set(threading.enumerate()) - before, lambda left: not left, seconds=60, pause=0.02)


def test_two_engines_in_one_process_are_refused(opened: Open, url: str, tmp_path: Path) -> None:
    opened(export=nothing)
    with pytest.raises(RuntimeError, match="Another runner is open"):
        DbosRunner(url, open_lease(url, "node-2", tmp_path), "1").launch()


def test_an_effect_is_registered_once_and_before_the_launch(opened: Open) -> None:
    runner = opened(export=nothing)
    for effect in ("export", "late"):
        with pytest.raises(RuntimeError, match="registered already, or too late"):
            runner.register(effect, nothing)
    with pytest.raises(ValueError, match="unknown"):
        runner.start("unknown", "k", {})


def test_a_run_whose_start_or_end_lost_its_reply_is_taken_up_again(opened: Open) -> None:
    """The row says that it runs, and no thread does: what a database that fails over leaves behind."""
    calls: list[str] = []
    again = threading.Event()

    def export(run: RunContext) -> None:
        run.step("papers", lambda: calls.append("papers"))
        calls.append("ran")
        if calls.count("ran") == 2:
            again.set()

    runner = opened(export=export)
    runner.start("export", "k", {})
    assert runner.wait("k", 60)
    engine = create_engine(driver_url(runner._config["system_database_url"] or ""))
    schema = "" if engine.dialect.name == "sqlite" else f"{ENGINE_SCHEMA}."
    with engine.begin() as connection:
        connection.execute(text(f"UPDATE {schema}workflow_status SET status = 'PENDING'"))
    engine.dispose()
    assert again.wait(60)
    assert runner.wait("k", 60)
    assert calls == ["papers", "ran", "ran"]


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_a_run_offered_again_has_its_time_to_reach_a_thread(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[str] = []
    monkeypatch.setattr(run_rows, "executors_with_runs", lambda *, but: [])
    monkeypatch.setattr(run_rows, "unfinished", lambda _executor: ["k"])
    monkeypatch.setattr(run_rows, "offer", lambda _executor, key: offered.append(key))
    runner = DbosRunner(url, open_lease(url, "node-1", tmp_path), "1")
    runner._take_over()
    assert not offered
    for times in (1, 2):
        runner._missing["k"] -= _SETTLE_SECONDS
        runner._take_over()
        runner._take_over()
        assert offered == ["k"] * times


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_every_commit_is_on_the_disk_and_nothing_is_pickled(opened: Open, tmp_path: Path) -> None:
    runner = opened(export=lambda run: run.step("one", lambda: {"n": 1}) and None)
    runner.start("export", "k", {"batch": "batch_1"})
    assert runner.wait("k", 60)
    with sqlite3.connect(tmp_path / "entrygo.engine.db") as database:
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        (inputs,) = database.execute("SELECT inputs FROM workflow_input").fetchone()
        executor, version, status = database.execute(
            "SELECT executor_id, application_version, status FROM workflow_status"
        ).fetchone()
        (output,) = database.execute("SELECT output FROM operation_outputs").fetchone()
    database.close()
    assert json.loads(inputs)["positionalArgs"] == [{"batch": "batch_1"}]
    assert json.loads(output) == {"n": 1}
    assert executor.startswith("node-1/")
    assert (version, status) == ("1", "SUCCESS")


@pytest.mark.parametrize(
    ("database", "engine"),
    [
        ("sqlite:////home/x/entrygo.db", "sqlite:////home/x/entrygo.engine.db"),
        ("sqlite:///entrygo.db", "sqlite:///entrygo.engine.db"),
        ("postgresql://u:p%40@host/db?sslmode=require", "postgresql://u:p%40@host/db?sslmode=require"),
    ],
)
def test_runs_are_recorded_beside_the_data(database: str, engine: str) -> None:
    assert engine_url(database) == engine


def test_an_in_memory_database_is_refused() -> None:
    with pytest.raises(ValueError, match="need a database file"):
        engine_url("sqlite://")


def life(url: str, log: Path, kill_in: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.rooms.engine.engine_process", url, str(log), kill_in],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.crash
@pytest.mark.slow
@pytest.mark.parametrize("second", ["nothing, recover", "nothing, start again"])
def test_a_killed_process_goes_on_after_its_last_finished_step(url: str, tmp_path: Path, second: str) -> None:
    log = tmp_path / "log"
    assert life(url, log, "artifacts").returncode == -signal.SIGKILL
    assert log.read_text().split() == ["package", "artifacts"]
    done = life(url, log, second)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert log.read_text().splitlines() == [
        "package",
        "artifacts",
        "artifacts",  # cut off before its result was recorded
        "delivery",
        "done batch_1 package,artifacts,delivery",
        "processes 2",
    ]
    again = life(url, log, "nothing, recover")
    assert again.returncode == 0
    assert len(log.read_text().splitlines()) == 6


@pytest.mark.crash
@pytest.mark.slow
def test_a_run_killed_again_and_again_still_ends(url: str, tmp_path: Path) -> None:
    log = tmp_path / "log"
    for step in ("package", "package", "artifacts", "delivery"):
        assert life(url, log, step).returncode == -signal.SIGKILL
    assert life(url, log, "nothing, recover").returncode == 0
    lines = log.read_text().splitlines()
    assert lines[-2:] == ["done batch_1 package,artifacts,delivery", "processes 3"]
