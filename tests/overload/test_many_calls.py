"""More calls than there are places: refused at once and fairly, while the node goes on saying how it is."""

import select
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from tests.overload.hanging_mail_server import hanging_mail_server
from tests.overload.wire import connection, head
from tests.serving.sandbox import Sandbox, sandbox
from tests.serving.server import Client, Server
from tests.serving.waiting import wait_until

PLACES, WAITING = 4, 4
LIMITS = {
    "ENTRYGO_MAX_CONCURRENT_CALLS": str(PLACES),
    "ENTRYGO_MAX_WAITING_CALLS": str(WAITING),
    "ENTRYGO_CALL_WAIT_SECONDS": "60",
    "ENTRYGO_MAX_BODY_BYTES_HELD": str(16 * 1024 * 1024),
    "ENTRYGO_EXECUTE_WAIT_SECONDS": "6",
    "ENTRYGO_DRAIN_SECONDS": "1",
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Four places, four that may wait, and a mail server that makes an execute hold its place for six seconds."""
    with hanging_mail_server() as mail:
        home = tmp_path_factory.mktemp("many") / "home"
        running = Server(home, smtp_port=mail.port, environment=LIMITS).start()
        yield running
        running.stop()


def planned(goods: Sandbox, count: int) -> list[str]:
    """So many planned exports."""
    return [goods.plan(goods.order())["exportId"] for _ in range(count)]


def begin(callers: ThreadPoolExecutor, client: Client, export_ids: list[str]) -> list[Future[httpx.Response]]:
    """Execute them all at once, each on a connection of its own."""

    def execute(export_id: str) -> httpx.Response:
        headers = {"authorization": f"Bearer {client.api_key}"}
        body = {"accountId": client.account_id, "batchId": export_id}
        return httpx.post(f"{client.server.url}/api/exports/execute", json=body, headers=headers, timeout=60)

    return [callers.submit(execute, each) for each in export_ids]


def require_well(server: Server) -> None:
    """The pages about the node answer."""
    for path in ("/healthz", "/readyz", "/metrics"):
        assert httpx.get(f"{server.url}{path}", timeout=60).status_code == 200, path


def require_under_way(calls: list[Future[httpx.Response]], count: int) -> None:
    """What was answered until now was answered beside the calls that hold a place, and not after them."""
    assert sum(not call.done() for call in calls) >= count


def require_refusal(answer: httpx.Response, status: int, code: str) -> None:
    """The envelope, with when to come again."""
    body = answer.json()
    assert (answer.status_code, body["errorCode"], body["retryable"]) == (status, code, True)
    assert int(answer.headers["retry-after"]) >= 1
    assert body["requestId"] == answer.headers["x-request-id"]


def test_a_greedy_account_is_told_429_and_the_others_are_served_meanwhile(server: Server) -> None:
    greedy, other = sandbox(server.account("Greedy")), sandbox(server.account("Other"))
    export_ids = planned(greedy, 12)
    with ThreadPoolExecutor(12) as callers:
        calls = begin(callers, greedy.client, export_ids)
        refused = wait_for_refusals(calls, 12 - 6)
        require_well(server)
        for _ in range(5):
            assert other.client.get("/api/orders").status_code == 200
        require_under_way(calls, 1)
    for answer in refused:
        require_refusal(answer, 429, "RATE_LIMITED")
    assert Counter(call.result().status_code for call in calls) == {200: 6, 429: 6}
    for each in (call.result() for call in calls):
        assert each.status_code == 429 or each.json()["state"] == "COMPLETED"


def test_a_full_server_says_503_at_once_and_tells_how_it_is(server: Server) -> None:
    accounts = [sandbox(server.account(name)) for name in ("One", "Two", "Three")]
    export_ids = [planned(goods, 4) for goods in accounts]
    with ThreadPoolExecutor(12) as callers:
        calls = [
            call
            for goods, mine in zip(accounts, export_ids, strict=True)
            for call in begin(callers, goods.client, mine)
        ]
        refused = wait_for_refusals(calls, 12 - PLACES - WAITING)
        require_well(server)
        require_under_way(calls, 1)
    beyond_their_share = [answer for answer in refused if answer.status_code == 429]
    assert len(beyond_their_share) < len(refused), "all is full, so somebody is told so"
    for answer in refused:
        # whose four calls came while the others waited may have three of them waiting, and the fourth is beyond a share
        told = (429, "RATE_LIMITED") if answer in beyond_their_share else (503, "UNAVAILABLE")
        require_refusal(answer, *told)
    statuses = Counter(call.result().status_code for call in calls)
    assert (statuses[200], statuses[503] + statuses[429]) == (PLACES + WAITING, 4)
    for goods in accounts:  # and it recovers as soon as the calls are over
        assert goods.client.get("/api/orders").status_code == 200


def wait_for_refusals(calls: list[Future[httpx.Response]], count: int) -> list[httpx.Response]:
    """The answers that came first: a call that has its place takes six seconds."""
    return wait_until(
        lambda: [call.result() for call in calls if call.done()],
        lambda done: len(done) >= count,
        pause=0.02,
        why=lambda done: [answer.status_code for answer in done],
    )


def test_large_bodies_are_held_only_as_many_as_there_is_room_for(server: Server) -> None:
    """Two dozen bodies of seven megabytes, and room for two at a time: the process grows by much less than all."""
    client = server.account("Bulky")
    body = b'{"accountId": "%s", "items": "%s"}' % (client.account_id.encode(), b"x" * 7_000_000)
    headers = {"authorization": f"Bearer {client.api_key}", "content-type": "application/json"}
    before = memory(server, "VmHWM")

    def sync(_: int) -> httpx.Response:
        return httpx.post(f"{server.url}/api/orders/sync", content=body, headers=headers, timeout=60)

    with ThreadPoolExecutor(24) as callers:
        answers = list(callers.map(sync, range(24)))
    statuses = Counter(answer.status_code for answer in answers)
    assert set(statuses) <= {400, 429, 503}, statuses
    assert statuses[400] >= 4, statuses
    grown = memory(server, "VmHWM") - before
    print(f"24 bodies of 7 MB: {dict(statuses)}, the process grew by {grown // 1024} MB")
    assert grown < 80 * 1024


def test_bodies_on_their_way_do_not_keep_others_from_being_heard(server: Server) -> None:
    slow, quick = server.account("Slow"), server.account("Quick")
    request = head(
        slow, "POST", "/api/orders/sync", content_type="application/json", content_length=7_000_000
    )
    with connection(server) as first, connection(server) as second, connection(server) as third:
        for each in (first, second, third):
            each.sendall(request + b"{")
        assert quick.post("/api/orders/sync", {"items": []}).status_code == 400
        assert quick.get("/api/orders").status_code == 200
        assert not select.select([first, second, third], [], [], 0)[0], "the slow ones were answered first"


def memory(server: Server, name: str) -> int:
    """A line of the process's status, in kB."""
    assert server.process is not None
    lines = Path(f"/proc/{server.process.pid}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith(name)).split()[1])
