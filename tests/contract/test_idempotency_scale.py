"""A thousand callers with one key at three nodes on one database: one effect, and every caller gets its answer."""

import asyncio
import itertools
import json
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from tests.serving.broker_mailbox import BrokerMailbox
from tests.serving.postgres import PostgresServer
from tests.serving.sandbox import Sandbox, fresh, sandbox
from tests.serving.server import Server
from tests.serving.waiting import wait_until

CALLERS, NODES = 1000, 3
PATIENCE_SECONDS = 60
RETRYABLE = {"IDEMPOTENCY_IN_PROGRESS", "UNAVAILABLE", "RATE_LIMITED"}
pytestmark = [pytest.mark.database, pytest.mark.slow, pytest.mark.timeout(240)]


@pytest.fixture(scope="module")
def nodes(
    postgres: PostgresServer, mailbox: BrokerMailbox, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[Server]]:
    """Three servers on one PostgreSQL and one folder of artifacts."""
    folder: Path = tmp_path_factory.mktemp("nodes")
    url = postgres.fresh_database()
    with ExitStack() as stack:
        running = []
        for number in range(NODES):
            environment = {
                "ENTRYGO_DATABASE_URL": url,
                "ENTRYGO_ARTIFACTS_URL": f"file://{folder}/artifacts",
                "ENTRYGO_NODE_ID": f"node-{number}",
                "ENTRYGO_IDEMPOTENCY_WAIT_SECONDS": "2",
            }
            running.append(Server(folder / f"home-{number}", smtp_port=mailbox.port, environment=environment))
        with ThreadPoolExecutor(NODES) as starters:  # at once: one of them migrates
            for server in starters.map(Server.start, running):
                stack.callback(server.stop)
        yield running


@pytest.fixture(scope="module")
def goods(nodes: list[Server]) -> Sandbox:
    """An account on them."""
    return sandbox(nodes[0].account())


@dataclass
class Callers:
    """What a thousand callers saw: every refusal on the way, and the answer each got in the end."""

    answers: list[httpx.Response] = field(default_factory=list)
    refusals: Counter[str] = field(default_factory=Counter)

    def call(
        self, nodes: list[Server], goods: Sandbox, path: str, body: dict[str, Any], key: str
    ) -> "Callers":
        """Call all at once, each at a node of its own; who is told to come again comes again."""
        asyncio.run(self._call(nodes, goods, path, body, key))
        return self

    async def _call(
        self, nodes: list[Server], goods: Sandbox, path: str, body: dict[str, Any], key: str
    ) -> None:
        content = json.dumps({"accountId": goods.client.account_id} | body)
        head = {
            "host": "127.0.0.1",
            "authorization": f"Bearer {goods.client.api_key}",
            "idempotency-key": key,
            "content-type": "application/json",
            "content-length": str(len(content)),
            "connection": "close",
        }
        lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
        message = f"POST {path} HTTP/1.1\r\n{lines}\r\n{content}".encode()
        async with asyncio.timeout(PATIENCE_SECONDS), asyncio.TaskGroup() as callers:
            for _, node in zip(range(CALLERS), itertools.cycle(nodes), strict=False):
                callers.create_task(self._insist(node.port, message))

    async def _insist(self, port: int, message: bytes) -> None:
        while True:
            answer = await ask(port, message)
            if answer.status_code == 200:
                self.answers.append(answer)
                return
            code = answer.json()["errorCode"]
            assert code in RETRYABLE, answer.text
            self.refusals[code] += 1
            told = int(answer.headers["retry-after"])
            await asyncio.sleep(told)  # lint: allow bounded-waits -- a caller waits as it is told


async def ask(port: int, message: bytes) -> httpx.Response:
    """One call on a connection of its own; a full client for each caller would cost more than the servers do."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(message)
        head, _, content = (await reader.read()).partition(b"\r\n\r\n")
    finally:
        writer.close()
    first, *lines = head.decode().split("\r\n")
    headers = dict(line.split(": ", 1) for line in lines)
    headers.pop("transfer-encoding", None)
    return httpx.Response(int(first.split()[1]), headers=headers, content=content)


def one_effect(seen: Callers, nodes: list[Server]) -> dict[str, Any]:
    """One caller's answer is the first; every other one has its bytes, and no call at any node met a fault."""
    for node in nodes:
        assert "Traceback" not in (node.home.parent / f"{node.home.name}-serve.log").read_text()
    assert len(seen.answers) == CALLERS
    assert len({each.content for each in seen.answers}) == 1
    assert sum("idempotent-replayed" not in each.headers for each in seen.answers) <= 1
    body: dict[str, Any] = seen.answers[0].json()
    return body


def sent(goods: Sandbox, export_id: str) -> dict[str, Any]:
    """The export, once what the mail server said is recorded."""
    return wait_until(
        lambda: goods.inspect(export_id),
        lambda seen: seen["brokerSubmission"]["status"] == "sent",
        seconds=60,
    )


def count(nodes: list[Server], table: str, goods: Sandbox) -> int:
    """How many rows of the account a table has."""
    with nodes[0].rows() as connection:
        statement = text(f"SELECT count(*) FROM {table} WHERE account_id = :account")
        return int(connection.execute(statement, {"account": goods.client.account_id}).scalar_one())


@pytest.mark.requirement("idempotency:replay:no-second-effect", "idempotency:record:atomic")
def test_a_thousand_executes_with_one_key_at_three_nodes_are_one(
    nodes: list[Server], goods: Sandbox, mailbox: BrokerMailbox
) -> None:
    batch = {"batchId": goods.plan(goods.order())["exportId"]}
    seen = Callers().call(nodes, goods, "/api/exports/execute", batch, fresh("key"))
    assert one_effect(seen, nodes)["state"] == "COMPLETED"
    assert (count(nodes, "packages", goods), count(nodes, "claims", goods)) == (1, 1)
    mailbox.wait_for(goods.broker_email)
    assert len(mailbox.to(goods.broker_email)) == 1
    types = Counter(event["type"] for event in sent(goods, batch["batchId"])["events"])
    assert (types["export.executed"], types["broker.notified"]) == (1, 1)


@pytest.mark.requirement("idempotency:record:atomic")
def test_a_thousand_plans_with_one_key_at_three_nodes_make_one_batch(
    nodes: list[Server], goods: Sandbox
) -> None:
    asked, before = goods.request(goods.order()), count(nodes, "exports", goods)
    seen = Callers().call(nodes, goods, "/api/exports/plan", asked, fresh("key"))
    assert one_effect(seen, nodes)["exportId"]
    assert count(nodes, "exports", goods) == before + 1
