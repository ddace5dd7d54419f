"""Two nodes on one database: whoever works, each endpoint is told once, and a follower at either hears of both."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.serving.follower import following
from tests.serving.postgres import PostgresServer
from tests.serving.receiver import Receiver, receiving
from tests.serving.sandbox import sandbox
from tests.serving.server import Client, Server


@pytest.fixture(scope="module")
def nodes(postgres: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Server]]:
    """Two servers on one PostgreSQL, each with a worker."""
    folder: Path = tmp_path_factory.mktemp("told")
    url = postgres.migrated_database()
    with ExitStack() as stack:
        running = [
            Server(
                folder / f"home-{number}",
                environment={
                    "ENTRYGO_DATABASE_URL": url,
                    "ENTRYGO_ARTIFACTS_URL": f"file://{folder}/artifacts",
                    "ENTRYGO_NODE_ID": f"node-{number}",
                    "ENTRYGO_WEBHOOK_ALLOW_PRIVATE": "true",
                },
            )
            for number in range(2)
        ]
        with ThreadPoolExecutor(2) as starters:
            for server in starters.map(Server.start, running):
                stack.callback(server.stop)
        yield running


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A receiver."""
    with receiving() as listening:
        yield listening


def at(node: Server, client: Client) -> Client:
    """The same key at another node."""
    return Client(node, client.account_id, client.api_key)


@pytest.mark.requirement("webhooks:delivery:at-least-once", "event_stream:resume:no-gap")
def test_each_endpoint_is_told_once_and_a_follower_at_the_other_node_hears_the_same(
    nodes: list[Server], receiver: Receiver
) -> None:
    client = nodes[0].account()
    goods, elsewhere = sandbox(client), at(nodes[1], client)
    hooks = [client.ok(client.post("/api/webhooks", {"url": receiver.url}))["id"] for _ in range(2)]
    with following(elsewhere) as follower:
        for _ in range(10):
            goods.plan(goods.order())
        frames = follower.take(30)  # an order's sync, a batch and a plan each
    with following(client, last=frames[4][0]) as resumed:
        assert resumed.take(25) == frames[5:]
    told = receiver.wait_for(2 * 20 + 1)  # the second endpoint's creation is told to the first
    planned = [each for each in told if each.document["type"].startswith("export.")]
    heard = [event["id"] for _, event in frames if event["type"].startswith("export.")]
    assert sorted(each.document["data"]["id"] for each in planned) == sorted(heard * 2)
    assert len({each.id for each in told}) == len(told), "nobody died, so nothing is told twice"
    for hook in hooks:
        page = elsewhere.ok(elsewhere.get(f"/api/webhooks/{hook}/deliveries", params={"limit": 100}))
        assert {each["attempts"] for each in page["data"]} == {1}
    elsewhere.http.close()
