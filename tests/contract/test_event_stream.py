"""The event stream as it goes on: server-sent events of a real server."""

import threading
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from entrygo.surfaces.serving.feed import STREAMS_A_KEY
from tests.serving.follower import STREAM, following
from tests.serving.refusals import issues, refused
from tests.serving.sandbox import Sandbox, sandbox
from tests.serving.server import Client, Server
from tests.serving.waiting import wait_until

pytestmark = pytest.mark.database

Node = dict[str, Any]  # Any: JSON
BEFORE_THE_FIRST_PLAN = (
    "account.created",
    "key.created",
    "account.changed",
    "warehouse.changed",
    "broker.changed",
    "products.changed",
    "orders.synced",
)
"""What making a sandbox and an order leaves."""


def listed(client: Client) -> list[Node]:
    """The account's events, as the list tells them."""
    rows: list[Node] = client.ok(client.get("/api/events", params={"limit": 100}))["data"]
    return rows


@pytest.mark.requirement("event_stream:form:frames")
def test_what_happens_comes_as_it_is_listed_to_every_follower(goods: Sandbox) -> None:
    with following(goods.client) as one, following(goods.client) as other:
        assert one.response.headers["content-type"].startswith("text/event-stream")
        assert one.response.headers["cache-control"] == "no-store"
        assert one.response.headers["x-request-id"].startswith("req_")
        export_id = goods.plan(goods.order())["exportId"]
        seen = [event for _, event in one.take(3)]
        assert [event for _, event in other.take(3)] == seen
    assert [event["type"] for event in seen] == ["orders.synced", "export.batch_created", "export.planned"]
    assert seen[1:] == goods.inspect(export_id)["events"]


@pytest.mark.requirement("event_stream:resume:no-gap")
def test_a_follower_that_comes_again_has_every_event_once(goods: Sandbox) -> None:
    goods.plan(goods.order())
    before = listed(goods.client)
    with following(goods.client, last=before[0]["id"]) as follower:
        frames = follower.take(1)
    goods.plan(goods.order())
    with following(goods.client, last=frames[0][0]) as follower:
        goods.plan(goods.order())
        rest = follower.take(len(listed(goods.client)) - 2)
    assert [event for _, event in frames + rest] == listed(goods.client)[1:]
    page = goods.client.ok(goods.client.get("/api/events", params={"cursor": frames[0][0], "limit": 100}))
    assert page["data"] == listed(goods.client)[2:], "an id of the stream is a cursor of the list"


@pytest.mark.requirement("event_stream:resume:no-gap")
def test_a_follower_far_behind_is_brought_up_page_by_page(server: Server) -> None:
    goods = sandbox(server.account())
    order = goods.order()
    for _ in range(70):
        goods.plan(order, batchId=goods.plan(order)["exportId"])
    count = len(BEFORE_THE_FIRST_PLAN) + 70 * 3
    with following(goods.client, last=listed(goods.client)[0]["id"]) as follower:
        sequence = [event["sequence"] for _, event in follower.take(count - 1)]
    assert sequence == list(range(2, count + 1))


@pytest.mark.requirement("event_stream:filter:type")
def test_the_stream_is_filtered_as_the_list_is(goods: Sandbox) -> None:
    with following(goods.client, type="export.cancelled") as follower:
        export_id = goods.plan(goods.order())["exportId"]
        goods.client.ok(goods.client.post(f"/api/exports/{export_id}/cancel", {}))
        [(_, event)] = follower.take(1)
    assert (event["type"], event["payload"]["batchId"]) == ("export.cancelled", export_id)


@pytest.mark.requirement("modes:test:separate")
def test_a_follower_hears_of_its_own_world_alone(server: Server, goods: Sandbox) -> None:
    other = sandbox(server.key(goods.client.account_id, mode="test"))
    order = goods.order()
    with following(goods.client) as follower:
        other.plan(other.order())
        export_id = goods.plan(order)["exportId"]
        assert {event["export_id"] for _, event in follower.take(2)} == {export_id}


def test_a_stream_wants_a_key_its_scope_and_a_query_that_is_one(server: Server, goods: Sandbox) -> None:
    client = goods.client
    refused(client.http.get("/api/events", headers=STREAM | {"authorization": ""}), 401, "INVALID_API_KEY")
    writer = server.key(client.account_id, scopes="write")
    refused(writer.get("/api/events", headers=STREAM), 403, "INSUFFICIENT_SCOPE")
    assert issues(client.get("/api/events", headers=STREAM, params={"type": "x"})) == {
        "type": "invalid_enum_value"
    }
    nonsense = STREAM | {"last-event-id": "nonsense"}
    assert issues(client.get("/api/events", headers=nonsense)) == {"cursor": "invalid_string"}
    absent = STREAM | {"last-event-id": "evt_" + "0" * 32}
    refused(client.get("/api/events", headers=absent), 404, "NOT_FOUND")


@pytest.mark.requirement("event_stream:limits:key")
def test_a_key_has_so_many_streams_and_no_more_until_one_is_closed(server: Server) -> None:
    client = server.account()
    with ExitStack() as stack:
        streams = [stack.enter_context(following(client)) for _ in range(STREAMS_A_KEY)]
        over = client.get("/api/events", headers=STREAM)
        assert refused(over, 429, "RATE_LIMITED")["details"] == {"policy": "streams"}
        assert int(over.headers["retry-after"]) > 0
        other = server.key(client.account_id)
        stack.enter_context(following(other))
        streams[0].response.close()
        wait_until(lambda: status_of_another(client), lambda status: status == 200)  # the server hears of it


def status_of_another(client: Client) -> int:
    """What one more stream is answered; it is closed at once."""
    with client.http.stream("GET", "/api/events", headers=STREAM) as response:
        return response.status_code


@pytest.mark.requirement("event_stream:stop:quick")
def test_a_stop_ends_the_streams_at_once(tmp_path: Path) -> None:
    server = Server(tmp_path / "home", environment={"ENTRYGO_DRAIN_SECONDS": "100"}).start()
    client = server.account()
    ended = threading.Event()
    with following(client) as follower:

        def follow() -> None:
            follower.take(1)
            ended.set()

        thread = threading.Thread(target=follow, daemon=True)
        thread.start()
        assert server.process is not None
        begun = time.monotonic()
        server.process.terminate()
        assert ended.wait(60), "the stream goes on"
        assert server.process.wait(60) == 0
        assert time.monotonic() - begun < 60
        thread.join(60)
