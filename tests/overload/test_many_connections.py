"""Ten thousand idle connections, and fewer descriptors than clients."""

import os
import resource
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.overload.test_many_calls import memory
from tests.overload.wire import answer, connection, everything, head, seconds_since, until
from tests.serving.server import ENTRYGO, Server

pytestmark = [pytest.mark.crash]
WANTED, SPARE = 10_000, 1200
KEEP_ALIVE_SECONDS = 15
FILES = 900


@contextmanager
def open_files(most: int) -> Iterator[int]:
    """As many open files for this process, or as many as its hard limit allows."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, allowed), hard))
    try:
        yield allowed
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.fixture
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that keeps idle connections for a few seconds."""
    times = {"ENTRYGO_KEEP_ALIVE_SECONDS": str(KEEP_ALIVE_SECONDS), "ENTRYGO_DRAIN_SECONDS": "1"}
    running = Server(tmp_path_factory.mktemp("connections") / "home", environment=times).start()
    yield running
    running.stop()


@pytest.mark.slow
def test_ten_thousand_idle_connections_cost_little_and_nobody_waits(server: Server) -> None:
    client = server.account()
    request = head(client, "GET", "/healthz")
    with open_files(WANTED + SPARE) as allowed:
        count = min(WANTED, allowed - SPARE)
        if count < WANTED:
            print(f"the limit of open files allows {count} connections of {WANTED}", file=sys.stderr)
        before, idle = memory(server, "VmRSS"), []
        try:
            for _ in range(count):
                idle.append(socket.create_connection(("127.0.0.1", server.port), timeout=60))
                idle[-1].sendall(request)
                if len(idle) % 500 == 0:
                    for each in idle[-500:]:
                        assert until(each, b'"ok"}').startswith(b"HTTP/1.1 200")
            assert connections_of(server) >= count
            each_kb = (memory(server, "VmRSS") - before) / count
            print(f"{count} idle connections, {each_kb:.1f} kB each")
            assert each_kb < 40
            slowest = 0.0
            for _ in range(20):
                began = time.monotonic()
                assert client.get("/api/orders").status_code == 200
                slowest = max(slowest, seconds_since(began))
            assert slowest < 1
            last = time.monotonic()
            for each in idle:
                assert everything(each) == b""
            assert seconds_since(last) < KEEP_ALIVE_SECONDS + 10
        finally:
            for each in idle:
                each.close()
    assert client.get("/api/orders").status_code == 200


def connections_of(server: Server) -> int:
    """How many files the process has open: hardly any but its clients' connections."""
    assert server.process is not None
    return len(os.listdir(f"/proc/{server.process.pid}/fd"))


class NarrowServer(Server):
    """A server that may open few files."""

    def start(self) -> "NarrowServer":
        """Start it under a limit."""
        limited = [
            "sh",
            "-c",
            f'ulimit -n {FILES} && exec "$0" "$@"',
            *ENTRYGO,
            "serve",
            "--port",
            str(self.port),
        ]
        with (self.home.parent / "narrow.log").open("ab") as log:
            self.process = subprocess.Popen(limited, env=self.settings, stdout=log, stderr=log)
        self.wait_until_ready()
        return self


def test_a_client_too_many_is_told_so_and_the_others_go_on(tmp_path: Path) -> None:
    """The process may open fewer files than clients come: it keeps some for its own work, and never runs out."""
    times = {"ENTRYGO_ARRIVAL_SECONDS": "2", "ENTRYGO_DRAIN_SECONDS": "1"}
    server = NarrowServer(tmp_path / "home", environment=times).start()
    try:
        client = server.account()
        assert client.get("/api/orders").status_code == 200
        silent = [socket.create_connection(("127.0.0.1", server.port), timeout=60) for _ in range(FILES)]
        status, headers, body = answer(everything(silent[-1]))
        assert (status, body["errorCode"]) == (503, "UNAVAILABLE")
        assert int(headers["retry-after"]) >= 1
        assert client.get("/api/orders").status_code == 200  # on the connection it has
        for each in silent:
            everything(each)  # those who say nothing are let go, and there is room again
            each.close()
        with connection(server) as newcomer:
            newcomer.sendall(head(client, "GET", "/healthz"))
            assert until(newcomer, b'"ok"}').startswith(b"HTTP/1.1 200")
        assert "Too many open files" not in (tmp_path / "narrow.log").read_text()
    finally:
        assert server.stop() == 0
