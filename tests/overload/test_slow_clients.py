"""Clients that send or read a byte now and then: each costs a connection for a bounded time, and nobody waits."""

import select
import socket
import time
from collections.abc import Iterator, Sequence

import pytest

from tests.overload.wire import answer, connection, everything, head, seconds_since, until
from tests.serving.sandbox import Sandbox, sandbox
from tests.serving.server import Client, Server
from tests.serving.waiting import wait_until

TIMES = {
    "ENTRYGO_ARRIVAL_SECONDS": "1",
    "ENTRYGO_BODY_SECONDS": "10",
    "ENTRYGO_KEEP_ALIVE_SECONDS": "2",
    "ENTRYGO_MAX_CONCURRENT_CALLS": "4",
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with little patience and few threads."""
    running = Server(tmp_path_factory.mktemp("slow") / "home", environment=TIMES).start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def goods(server: Server) -> Sandbox:
    """An account on it."""
    return sandbox(server.account())


def require_quick(client: Client, slow: Sequence[socket.socket] = ()) -> None:
    """An ordinary call is answered while the slow ones still wait: nothing was said to any of them."""
    assert client.get("/api/orders").status_code == 200
    assert not select.select(slow, [], [], 0)[0]


def test_a_head_that_trickles_in_is_refused_with_408_in_the_envelope(server: Server, goods: Sandbox) -> None:
    with connection(server) as slow:
        began = time.monotonic()
        slow.sendall(b"GET /api/orders HTTP/1.1\r\nhost: x\r\n")
        for letter in b"x-slow":
            time.sleep(0.1)  # lint: allow bounded-waits -- a slow client is what is tested
            slow.sendall(bytes([letter]))
        require_quick(goods.client)
        status, headers, body = answer(everything(slow))
    assert (status, body["errorCode"], body["retryable"]) == (408, "REQUEST_TIMEOUT", True)
    assert body["requestId"] == headers["x-request-id"]
    assert headers["connection"] == "close"
    assert seconds_since(began) < 60


def test_a_connection_that_says_nothing_is_closed_without_a_word(server: Server) -> None:
    with connection(server) as silent:
        assert everything(silent) == b""


def test_an_idle_connection_is_kept_for_its_time_and_then_closed(server: Server, goods: Sandbox) -> None:
    with connection(server) as idle:
        idle.sendall(head(goods.client, "GET", "/healthz"))
        assert until(idle, b'"ok"}').startswith(b"HTTP/1.1 200")
        time.sleep(1.2)  # lint: allow bounded-waits -- longer than a head may take; an idle client owes none
        idle.sendall(head(goods.client, "GET", "/healthz"))
        assert until(idle, b'"ok"}').startswith(b"HTTP/1.1 200")
        idle.sendall(b"\r\n")  # no request yet, and no way to stay for ever
        assert everything(idle).startswith((b"", b"HTTP/1.1 408"))


@pytest.mark.parametrize("pause", [0.2, 10], ids=["trickles", "stops"])
def test_a_body_that_does_not_arrive_is_refused_with_408_and_holds_no_thread(
    server: Server, goods: Sandbox, pause: float
) -> None:
    """Eight of them, and four threads: whoever behaves is answered at once."""
    request = head(
        goods.client, "POST", "/api/orders/sync", content_type="application/json", content_length=50_000
    )
    slow = [socket.create_connection(("127.0.0.1", server.port), timeout=60) for _ in range(8)]
    began = time.monotonic()
    try:
        for each in slow:
            each.sendall(request + b'{"items": [')
        require_quick(goods.client, slow)
        while pause < 1 and seconds_since(began) < 2.6:
            time.sleep(pause)  # lint: allow bounded-waits -- a slow client is what is tested
            for each in slow:
                each.sendall(b" ")
        answers = [answer(everything(each)) for each in slow]
    finally:
        for each in slow:
            each.close()
    assert {(status, body["errorCode"]) for status, _, body in answers} == {(408, "REQUEST_TIMEOUT")}
    assert seconds_since(began) < 60
    require_quick(goods.client)


def test_a_reader_that_does_not_read_is_cut_off_and_its_answer_forgotten(
    server: Server, goods: Sandbox
) -> None:
    request = head(goods.client, "GET", "/docs/api/openapi")
    slow = []
    try:
        for _ in range(4):
            each = socket.socket()
            each.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            each.settimeout(60)
            each.connect(("127.0.0.1", server.port))
            slow.append(each)
            for _ in range(60):  # the kernel holds a few megabytes of it, the server the rest
                each.sendall(request)
        require_quick(goods.client)
        wait_until(lambda: count_connections(server), lambda count: count <= 1, seconds=60)
    finally:
        for each in slow:
            each.close()


def count_connections(server: Server) -> int:
    """How many connections of clients the process holds."""
    assert server.process is not None
    with open(f"/proc/{server.process.pid}/net/tcp") as table:
        rows = [line.split() for line in table.readlines()[1:]]
    here = f":{server.port:04X}"
    return sum(row[1].endswith(here) and row[3] == "01" for row in rows)
