"""A node watched in every way: JSON lines, metrics behind a token, traces to a receiver on this machine."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from tests.serving.broker_mailbox import BrokerMailbox
from tests.serving.sandbox import Sandbox, sandbox
from tests.serving.server import Server
from tests.serving.trace_receiver import TraceReceiver, trace_receiver

TOKEN = "a-token-of-the-metrics"
TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
SAMPLE = re.compile(r"^(\w+)(?:\{(.*)\})? (\S+)$")


def samples(text: str) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    """The numbers of a metrics page by name and labels."""
    found = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            match = SAMPLE.match(line)
            assert match, line
            labels = tuple(sorted(re.findall(r'(\w+)="([^"]*)"', match[2] or "")))
            assert (match[1], labels) not in found, f"told twice: {line}"
            found[match[1], labels] = float(match[3])
    return found


@dataclass(frozen=True)
class Node:
    """A watched server, an export executed on it, and whom its traces go to."""

    server: Server
    goods: Sandbox
    receiver: TraceReceiver
    executed: dict[str, Any]
    request_id: str

    def metrics(self) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
        """What it tells now."""
        headers = {"authorization": f"Bearer {TOKEN}"}
        return samples(httpx.get(f"{self.server.url}/metrics", headers=headers).text)

    def value(self, name: str, **labels: str) -> float:
        """One number of it; nought where it is not told."""
        return self.metrics().get((name, tuple(sorted(labels.items()))), 0.0)

    def log(self) -> str:
        """Everything it logged."""
        return (self.server.home.parent / f"{self.server.home.name}-serve.log").read_text()

    def lines(self) -> list[dict[str, Any]]:
        """Its log, line by line."""
        return [json.loads(line) for line in self.log().splitlines()]


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory, mailbox: BrokerMailbox) -> Iterator[Node]:
    """A node that executed one export, called with a trace of the caller's."""
    home = tmp_path_factory.mktemp("watched") / "home"
    with trace_receiver() as receiver:
        environment = {
            "ENTRYGO_LOG_FORMAT": "json",
            "ENTRYGO_METRICS_TOKEN": TOKEN,
            "ENTRYGO_NODE_ID": "node-seven",
            "ENTRYGO_EXECUTE_WAIT_SECONDS": "30",
            "OTEL_EXPORTER_OTLP_ENDPOINT": receiver.url,
            "OTEL_BSP_SCHEDULE_DELAY": "100",
        }
        server = Server(home, smtp_port=mailbox.port, environment=environment).start()
        try:
            goods = sandbox(server.account())
            planned = goods.plan(goods.order())
            body = {"accountId": goods.client.account_id, "batchId": planned["exportId"]}
            headers = {"traceparent": TRACEPARENT}
            answered = goods.client.http.post("/api/exports/execute", json=body, headers=headers)
            executed = goods.client.ok(answered)
            mailbox.wait_for(goods.broker_email)
            yield Node(server, goods, receiver, executed, answered.headers["x-request-id"])
            server.stop()
        finally:
            server.kill()
