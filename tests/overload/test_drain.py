"""A polite stop: calls under way are answered, new ones go elsewhere, and nobody slow is waited for."""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from tests.overload.hanging_mail_server import hanging_mail_server
from tests.overload.wire import connection, head, seconds_since
from tests.serving.broker_mailbox import start_mailbox
from tests.serving.sandbox import sandbox
from tests.serving.server import Server
from tests.serving.waiting import wait_until

pytestmark = [pytest.mark.crash]
NOTICE, DRAIN, WAIT = 12, 4, 8


def test_a_stop_says_so_first_then_answers_what_is_under_way_and_ends_in_time(tmp_path: Path) -> None:
    """A call waits for its delivery, a client sends a body for ever, and the mail server never says a word."""
    environment = {
        "ENTRYGO_STOP_NOTICE_SECONDS": str(NOTICE),
        "ENTRYGO_DRAIN_SECONDS": str(DRAIN),
        "ENTRYGO_EXECUTE_WAIT_SECONDS": str(WAIT),
    }
    with hanging_mail_server() as silent:
        server = Server(tmp_path / "home", smtp_port=silent.port, environment=environment).start()
        goods = sandbox(server.account())
        planned = goods.plan(goods.order())["exportId"]
        request = head(
            goods.client, "POST", "/api/orders/sync", content_type="application/json", content_length=5000
        )
        with ThreadPoolExecutor(1) as caller, connection(server) as slow:
            slow.sendall(request + b"{")
            under_way = caller.submit(goods.client.post, "/api/exports/execute", {"batchId": planned})
            silent.wait_for(1)
            assert server.process is not None
            began = time.monotonic()
            server.process.terminate()
            until_not_ready(server, began)
            headers = {"authorization": f"Bearer {goods.client.api_key}"}
            assert httpx.get(f"{server.url}/api/orders", headers=headers).status_code == 200  # the notice
            answer = under_way.result(60)
            assert (answer.status_code, answer.json()["state"]) == (200, "COMPLETED")
            assert answer.json()["brokerSubmission"]["status"] == "pending"
            assert server.process.wait(60) == 0
            took = seconds_since(began)
            with pytest.raises(httpx.TransportError):
                httpx.get(f"{server.url}/healthz", timeout=2)
        assert took < NOTICE + DRAIN + 60, took
    mailbox, controller = start_mailbox(silent.port)
    try:
        server.start()  # the next life sends what this one left
        assert len(mailbox.wait_for(goods.broker_email)) == 1
    finally:
        assert server.stop() == 0
        controller.stop()


def until_not_ready(server: Server, began: float) -> None:
    """Until ``/readyz`` says that the node stops, while it still listens."""
    left = NOTICE - seconds_since(began)
    wait_until(
        lambda: httpx.get(f"{server.url}/readyz", timeout=30),
        lambda said: said.status_code == 503,
        seconds=left,
    )
