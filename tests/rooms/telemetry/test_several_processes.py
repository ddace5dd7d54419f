"""A server of several processes: its numbers are the sum, and a stop is said before it begins."""

import os
import signal
import socket
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from entrygo.runtime.process import notify
from entrygo.telemetry.shared_counters import forget_ended_processes
from tests.rooms.telemetry.conftest import samples
from tests.serving.forked import start_entrygo
from tests.serving.server import ENTRYGO, Server
from tests.serving.waiting import wait_until

CALLS = 24


@pytest.fixture
def home(tmp_path: Path) -> Path:
    made = tmp_path / "home"
    made.mkdir()
    return made


@pytest.mark.slow
def test_the_numbers_of_several_processes_are_their_sum_whichever_answers(home: Path) -> None:
    server = Server(home)
    with (home.parent / "log").open("wb") as log:
        command = [*ENTRYGO, "serve", "--port", str(server.port), "--workers", "2"]
        server.process = subprocess.Popen(command, env=server.settings, stdout=log, stderr=log)
    try:
        server.wait_until_ready()  # one of them is; the other may still start
        connections = ("entrygo_database_connections_most", ())
        wait_until(
            lambda: samples(httpx.get(f"{server.url}/metrics").text).get(connections) == 3 * 64
        )  # two that answer, one that works
        for _ in range(CALLS):  # a connection each, so that both processes answer some
            assert httpx.get(f"{server.url}/api/account").status_code == 401
        counted = (
            "entrygo_call_seconds_count",
            (("method", "GET"), ("route", "/api/account"), ("status", "4xx")),
        )
        rounds = ("entrygo_worker_rounds_total", (("outcome", "ok"),))
        for _ in range(8):
            told = samples(httpx.get(f"{server.url}/metrics").text)
            assert told[counted] == CALLS
            assert told[connections] == 3 * 64
        wait_until(
            lambda: samples(httpx.get(f"{server.url}/metrics").text).get(rounds, 0)
        )  # of the one that works
    finally:
        assert server.stop() == 0


def test_a_dead_process_leaves_its_counts_and_takes_its_gauges(tmp_path: Path) -> None:
    gone = subprocess.Popen(["true"])
    gone.wait()
    for name in (f"gauge_livesum_{gone.pid}.db", f"gauge_livesum_{os.getpid()}.db", f"counter_{gone.pid}.db"):
        (tmp_path / name).touch()
    forget_ended_processes(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        f"counter_{gone.pid}.db",
        f"gauge_livesum_{os.getpid()}.db",
    ]


def test_a_stop_is_said_before_it_begins_and_calls_are_answered_meanwhile(home: Path) -> None:
    server = Server(home, environment={"ENTRYGO_STOP_NOTICE_SECONDS": "60"}).start()
    try:
        client = server.account()
        assert server.process is not None
        server.process.send_signal(signal.SIGTERM)
        told = wait_until(
            lambda: httpx.get(f"{server.url}/readyz"), lambda said: said.status_code != 200, seconds=60
        )
        assert told.status_code == 503
        assert told.json()["reasons"] == ["stopping"]
        assert httpx.get(f"{server.url}/healthz").status_code == 200
        assert client.get("/api/account").status_code == 200
        client.http.close()
        server.process.send_signal(signal.SIGTERM)  # a second word ends the notice
        assert server.process.wait(60) == 0
    finally:
        server.kill()


@pytest.fixture
def listener(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """Where systemd would listen."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as link:
        link.bind(str(tmp_path / "notify"))
        link.settimeout(60)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        yield link


def test_the_supervisor_is_told_of_readiness_life_and_stop(home: Path, listener: socket.socket) -> None:
    environment = {"NOTIFY_SOCKET": os.environ["NOTIFY_SOCKET"]}
    server = Server(home, environment=environment).start()
    heard = [listener.recv(64).decode() for _ in range(2)]
    stopped = threading.Thread(target=server.stop)
    stopped.start()
    while heard[-1] != "STOPPING=1":
        heard.append(listener.recv(64).decode())
    stopped.join()
    assert heard[0] == "READY=1"
    assert "WATCHDOG=1" in heard


def test_without_a_supervisor_nothing_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "nobody"))
    notify("READY=1")
    monkeypatch.delenv("NOTIFY_SOCKET")
    notify("READY=1")


def test_a_node_that_only_works_says_how_it_is_doing_on_a_port_of_its_own(home: Path) -> None:
    server = Server(home)
    server.command("migrate")
    command = ["worker", "--port", str(server.port)]
    server.process = start_entrygo(command, env=server.settings, log=home.parent / "log")
    try:
        server.wait_until_ready()
        assert httpx.get(f"{server.url}/readyz").json()["checks"]["worker"]["status"] == "ok"
        assert httpx.get(f"{server.url}/healthz").headers["x-request-id"].startswith("req_")
        assert samples(httpx.get(f"{server.url}/metrics").text)["entrygo_lease_held", ()] == 1
        refused = httpx.get(f"{server.url}/metrics", headers={"x-real-ip": "127.0.0.1"})
        assert (refused.status_code, refused.json()["errorCode"]) == (401, "INVALID_API_KEY")
        assert httpx.get(f"{server.url}/api/account").status_code == 404
    finally:
        assert server.stop() == 0
