"""The Python client and the command line's verbs against a real server: the same verbs, retries, one error type."""

import asyncio
import json
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import ClassVar

import pytest

from entrygo import AsyncEntryGo, EntryGo, EntryGoError
from tests.serving.sandbox import Sandbox, fresh
from tests.serving.server import Server


@pytest.mark.requirement(
    "client:verbs:all", "client:arguments:camel", "client:import:names", "client:base-url:both"
)
@pytest.mark.parametrize("suffix", ["", "/", "/api", "/api/"])
def test_the_loop_through_the_client(server: Server, goods: Sandbox, suffix: str) -> None:
    with EntryGo(goods.client.api_key, url=server.url + suffix) as client:
        items = [{"productId": goods.book_id, "quantity": 1, "unitValueUsd": 20}]
        order = {"externalId": fresh("client"), "destinationCountry": "US", "items": items}
        order_id = client.orders.sync(items=[order])["data"][0]["id"]
        planned = client.plan(warehouseId=goods.warehouse_id, brokerId=goods.broker_id, orderIds=[order_id])
        batch = {"batchId": planned["exportId"], "idempotencyKey": fresh("client-key")}
        done = client.execute(**batch)
        assert client.execute(**batch) == done
        assert client.inspect(planned["exportId"])["state"] == "COMPLETED"
        assert client.artifact(done["customs_package_id"], "commercial_customs_invoice.html").startswith(
            b"<!"
        )


@pytest.mark.requirement("client:errors:one-type")
def test_an_error_carries_code_message_field_and_details(server: Server, goods: Sandbox) -> None:
    with EntryGo(goods.client.api_key, url=server.url) as client, pytest.raises(EntryGoError) as caught:
        client.plan(warehouseId=goods.warehouse_id, brokerId=goods.broker_id, orderIds=[])
    error = caught.value
    assert (error.error_code, error.status, error.field) == ("VALIDATION_ERROR", 400, "orderIds")
    assert error.details["issues"][0]["message"] == "Array must contain at least 1 element(s)"
    assert error.request_id is not None
    assert error.request_id in str(error)
    assert "orderIds: Array must contain at least 1 element(s)" in str(error)


class _Flaky(BaseHTTPRequestHandler):
    """Drops the first call after reading it, is busy for the second, answers the third."""

    keys: ClassVar[list[str]] = []

    def do_POST(self) -> None:
        """One call."""
        self.rfile.read(int(self.headers["content-length"]))
        self.keys.append(self.headers["idempotency-key"])
        if len(self.keys) == 1:
            self.connection.close()
            return
        body = b'{"ok":true}' if len(self.keys) == 3 else b'{"errorCode":"RATE_LIMITED","message":"slow"}'
        self.send_response(200 if len(self.keys) == 3 else 429)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.mark.requirement("client:retries:keyed")
def test_a_lost_or_refused_write_is_repeated_under_its_own_key() -> None:
    flaky = HTTPServer(("127.0.0.1", 0), _Flaky)
    thread = threading.Thread(target=flaky.serve_forever, daemon=True)
    thread.start()
    try:
        with EntryGo("k", url=f"http://127.0.0.1:{flaky.server_port}", account_id="acc_1") as client:
            assert client.execute(batchId="batch_1") == {"ok": True}
    finally:
        flaky.shutdown()
        flaky.server_close()
        thread.join()
    assert len(_Flaky.keys) == 3
    assert len(set(_Flaky.keys)) == 1


def test_no_answer_is_said_after_the_retries() -> None:
    with (
        EntryGo("k", url="http://127.0.0.1:9", account_id="acc_1", retries=1, timeout=1) as client,
        pytest.raises(EntryGoError) as caught,
    ):
        client.plan(warehouseId="wh_1", brokerId="br_1", orderIds=["ord_1"])
    assert (caught.value.error_code, caught.value.status) == ("NO_ANSWER", 0)


@pytest.mark.requirement("client:async:twin")
def test_the_awaited_twin_answers_alike(server: Server, goods: Sandbox) -> None:
    async def walk() -> list[str]:
        async with AsyncEntryGo(goods.client.api_key, url=server.url) as client:
            planned = await client.plan(
                warehouseId=goods.warehouse_id, brokerId=goods.broker_id, orderIds=[goods.order()]
            )
            seen, health = await asyncio.gather(client.inspect(planned["exportId"]), client.health())
            return [seen["planHash"] == planned["planHash"], health["status"]]

    assert asyncio.run(walk()) == [True, "ok"]


@pytest.mark.requirement("client:stream:resume")
def test_the_client_waits_pages_and_follows(server: Server, goods: Sandbox) -> None:
    with EntryGo(goods.client.api_key, url=server.url) as client:
        (newest,) = client.events.list(limit=1, order="newest")["data"]
        stream = client.events.stream(after=newest["id"])
        planned = goods.plan(goods.order())
        seen = [next(stream) for _ in range(3)]
        assert [each["type"] for each in seen] == ["orders.synced", "export.batch_created", "export.planned"]
        with EntryGo(goods.client.api_key, url=server.url) as other:
            again = other.events.stream(after=seen[0]["id"])
            assert [next(again), next(again)] == seen[1:]
        client.execute(batchId=planned["exportId"], expectedPlanHash=planned["planHash"])
        assert next(stream)["export_id"] == planned["exportId"]
        settled = client.exports.wait(planned["exportId"])
        assert settled["brokerSubmission"] is not None
        assert settled["brokerSubmission"]["status"] == "sent"
        rows = [row["exportId"] for row in client.exports.each(limit=1)]
        assert len(rows) == len(set(rows)) > 1
        assert planned["exportId"] in rows


@pytest.mark.requirement("client:keys:restart")
def test_a_script_that_starts_again_gets_its_result(server: Server, goods: Sandbox) -> None:
    planned = goods.plan(goods.order())
    answers = []
    for _ in range(2):
        with EntryGo(goods.client.api_key, url=server.url) as client:
            answers.append(client.execute(batchId=planned["exportId"], expectedPlanHash=planned["planHash"]))
    assert answers[0] == answers[1]


def test_the_command_line_plans_executes_and_inspects(server: Server, goods: Sandbox) -> None:
    def run(*arguments: str) -> subprocess.CompletedProcess[bytes]:
        access = ["--server", server.url, "--key", goods.client.api_key, "--json"]
        return server.run(*arguments, *access)

    planned = run("plan", "--warehouse", goods.warehouse_id, "--broker", goods.broker_id, goods.order())
    assert planned.returncode == 0, planned.stderr
    batch = json.loads(planned.stdout)["exportId"]
    first, again = run("execute", batch), run("execute", batch)
    assert first.returncode == again.returncode == 0
    assert first.stdout == again.stdout
    assert json.loads(run("inspect", batch).stdout)["state"] == "COMPLETED"
    blocked = goods.product({"title": "accessories"})
    refused = run(
        "plan", "--warehouse", goods.warehouse_id, "--broker", goods.broker_id, goods.order(blocked)
    )
    assert refused.returncode == 4
    missing = run("inspect", "batch_none")
    assert missing.returncode == 1
    assert json.loads(missing.stdout)["errorCode"] == "NOT_FOUND"
