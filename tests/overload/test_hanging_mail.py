"""A mail server that hangs holds tries, not executions."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from entrygo.context import MOST_TRIES
from tests.overload.hanging_mail_server import HangingMailServer, hanging_mail_server
from tests.serving.sandbox import sandbox
from tests.serving.server import Server
from tests.serving.waiting import wait_until

pytestmark = [pytest.mark.crash]
DRAIN_SECONDS = 2
WAITS = {"ENTRYGO_EXECUTE_WAIT_SECONDS": "0.2", "ENTRYGO_DRAIN_SECONDS": str(DRAIN_SECONDS)}


@pytest.fixture
def mail() -> Iterator[HangingMailServer]:
    """It hangs for as long as the test."""
    with hanging_mail_server() as server:
        yield server


def test_executions_complete_beside_a_mail_server_that_hangs_and_the_stop_is_bounded(
    tmp_path: Path, mail: HangingMailServer
) -> None:
    """More mails than the process has threads: without a bulkhead the later executions would wait for minutes."""
    server = Server(tmp_path / "home", smtp_port=mail.port, environment=WAITS).start()
    goods = sandbox(server.account())
    planned = [goods.plan(goods.order())["exportId"] for _ in range(24)]
    with ThreadPoolExecutor(8) as callers:
        execute = [
            callers.submit(goods.client.post, "/api/exports/execute", {"batchId": each}) for each in planned
        ]
    assert {call.result().status_code for call in execute} == {200}
    mail.wait_for(MOST_TRIES)
    for export_id in planned:
        seen = wait_until(partial(goods.inspect, export_id), lambda found: found["state"] == "COMPLETED")
        assert seen["brokerSubmission"]["status"] == "pending"
    assert len(mail.connections) == MOST_TRIES
    began = time.monotonic()
    assert server.stop() == 0
    assert time.monotonic() - began < DRAIN_SECONDS + 60
