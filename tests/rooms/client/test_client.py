"""The Python client against answers written here: what it sends, what it makes of an answer, when it asks again."""

import asyncio
import inspect
import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import httpx
import pytest

from entrygo.client import (
    AsyncEntryGo,
    AuthenticationError,
    Conflict,
    EntryGo,
    EntryGoError,
    InvalidRequest,
    NotFound,
    PlanChanged,
    PolicyDenied,
    ServerError,
)
from entrygo.client.async_operations import AsyncOperations
from entrygo.client.exchange import EventFrames, Exchange, Pause
from entrygo.client.operations import Operations
from entrygo.client.wire import Request
from entrygo.contract.version import VERSION
from entrygo.surfaces.http.app import ENDPOINTS
from scripts.clients import python

Answer = Callable[[httpx.Request], httpx.Response]


def client(answer: Answer, **options: Any) -> EntryGo:
    """A client whose server is a function."""
    http = httpx.Client(transport=httpx.MockTransport(answer))
    return EntryGo("key", url="http://entrygo.test/api", account_id="acc_1", http=http, **options)


def sent_by(call: Callable[[EntryGo], object], **options: Any) -> httpx.Request:
    """The request that a call makes."""
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, json={})

    call(client(answer, **options))
    return seen[-1]


def test_what_is_generated_is_what_the_description_says() -> None:
    for name, text in python.files().items():
        found = (python.TARGET / name).read_text(encoding="utf-8")
        assert found == text, f"client/{name} is not of this description: run make golden"


@pytest.mark.requirement("client:coverage:all")
def test_every_operation_has_a_method_in_the_client_and_its_twin() -> None:
    for one in (client(lambda _: httpx.Response(200)), AsyncEntryGo("key")):
        for route in ENDPOINTS:
            noun, _, verb = route.operation.rpartition(".")
            holder = getattr(one, noun) if noun else one
            assert callable(getattr(holder, "import_file" if verb == "import" else verb)), route.operation


def test_the_twin_takes_the_same_arguments() -> None:
    def taken(root: type) -> dict[str, list[tuple[str, object, str]]]:
        here = inspect.getmodule(root)
        classes = [
            each
            for _, each in inspect.getmembers(here, inspect.isclass)
            if each.__module__ == root.__module__
        ]
        return {
            f"{each.__name__.removeprefix('Async')}.{name}": [
                (parameter.name, parameter.kind, str(parameter.annotation).replace("Async", ""))
                for parameter in inspect.signature(method).parameters.values()
            ]
            for each in classes
            for name, method in inspect.getmembers(each, inspect.isfunction)
            if name != "__init__"
        }

    assert taken(Operations) == taken(AsyncOperations)


@pytest.mark.requirement("client:keys:restart")
def test_execute_has_the_key_of_its_batch_and_hash_in_every_process() -> None:
    def key(**body: Any) -> str:
        return sent_by(lambda one: one.execute(**body)).headers["idempotency-key"]

    first = key(batchId="batch_1", expectedPlanHash="planhash_1")
    assert key(expectedPlanHash="planhash_1", batchId="batch_1") == first
    assert key(batchId="batch_1", expectedPlanHash="planhash_2") != first
    assert key(batchId="batch_2", expectedPlanHash="planhash_1") != first
    assert key(batchId="batch_1", idempotencyKey="mine") == "mine"


@pytest.mark.requirement("client:keys:restart")
def test_a_run_has_the_same_keys_when_it_is_started_again() -> None:
    def key(run: str | None, order: str = "ord_1") -> str:
        plan = sent_by(lambda one: one.plan(warehouseId="wh_1", brokerId="brk_1", orderIds=[order]), run=run)
        return plan.headers["idempotency-key"]

    assert key("monday") == key("monday")
    assert len({key("monday"), key("tuesday"), key("monday", "ord_2"), key(None), key(None)}) == 5


@pytest.mark.parametrize("identifier", ["../keys", "a/b", "x?y=1#z", "..", ".", "%2e%2e", "é\u2028\x00"])
def test_an_id_leads_to_no_other_path(identifier: str) -> None:
    path = sent_by(lambda one: one.inspect(identifier)).url.raw_path.decode()
    assert path.startswith("/api/exports/")
    assert path.count("/") == 3
    assert "?" not in path
    assert path.rpartition("/")[2] not in (".", "..")


def test_an_empty_id_is_no_list() -> None:
    with pytest.raises(ValueError, match="id is empty"):
        client(lambda _: httpx.Response(200, json={})).inspect("")


@pytest.mark.requirement("client:numbers:exact")
def test_numbers_are_exact_both_ways() -> None:
    amount = Decimal("1234567890.123456")
    sent = sent_by(
        lambda one: one.customs.estimate(
            lines=[{"valueUsd": amount}], entryDate="2026-11-02", mode="truck", entryType="formal"
        )
    )
    assert b'"valueUsd":1234567890.123456' in sent.content
    answered = client(lambda _: httpx.Response(200, json={"dutyUsd": 0.1, "lines": 3})).call(
        "customs.estimate", {}
    )
    assert answered == {"dutyUsd": Decimal("0.1"), "lines": 3}
    for nonsense in (Decimal("NaN"), Decimal("Infinity"), float("nan")):
        with pytest.raises(ValueError, match="JSON"):
            sent_by(lambda one, said=nonsense: one.products.patch("prod_1", unitValueUsd=said))


def test_null_is_sent_and_what_is_not_given_is_not() -> None:
    sent = sent_by(lambda one: one.products.patch("prod_1", sku=None, title="Book"))
    assert json.loads(sent.content) == {"sku": None, "title": "Book"}
    assert sent.method == "PATCH"


def test_names_that_are_words_of_python_go_where_they_belong() -> None:
    assert sent_by(lambda one: one.exports.diff("exp_1", from_=1, to=2)).url.query == b"from=1&to=2"
    assert sent_by(lambda one: one.products.list(check=True)).url.query == b"check=true"
    text = sent_by(lambda one: one.products.import_file("externalId\n1", dryRun=True))
    assert json.loads(text.content) == {"csv": "externalId\n1", "dryRun": True}
    data = sent_by(lambda one: one.orders.import_file(b"PK"))
    assert json.loads(data.content) == {"raw": "UEs="}


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (400, "VALIDATION_ERROR", InvalidRequest),
        (401, "INVALID_API_KEY", AuthenticationError),
        (403, "POLICY_DENIED", PolicyDenied),
        (404, "NOT_FOUND", NotFound),
        (409, "PLAN_CHANGED", PlanChanged),
        (409, "INVALID_EXPORT_STATE", Conflict),
        (500, "INTERNAL_ERROR", ServerError),
        (418, "NEW_CODE", EntryGoError),
    ],
)
def test_a_refusal_is_of_its_kind_and_says_where_to_read(status: int, code: str, kind: type) -> None:
    said = {"errorCode": code, "message": "No.", "requestId": "req_1", "docUrl": f"/docs/errors/{code}"}
    with pytest.raises(kind) as caught:
        client(lambda _: httpx.Response(status, json=said), retries=0).health()
    assert type(caught.value) is kind
    assert (caught.value.error_code, caught.value.status) == (code, status)
    assert caught.value.doc_url == f"http://entrygo.test/docs/errors/{code}"


@pytest.mark.parametrize("body", [b"<html>Bad gateway", b"[1]", b"{", b"\xff\xfe"])
def test_an_answer_of_something_else_is_said_plainly(body: bytes) -> None:
    answer = httpx.Response(502, content=body, headers={"content-type": "application/json"})
    with pytest.raises(ServerError) as caught:
        client(lambda _: answer, retries=0).health()
    assert caught.value.error_code == "UNEXPECTED_ANSWER"


def test_the_answer_with_its_headers_can_be_had() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json={"path": request.url.path}, headers={"X-Request-Id": "req_9"})

    one = client(answer)
    got = one.raw(one.exports.inspect, "exp_1")
    assert (got.data, got.status, got.request_id) == ({"path": "/api/exports/exp_1"}, 200, "req_9")


def test_every_page_is_asked_for_when_it_is_needed() -> None:
    asked: list[dict[str, str]] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(dict(request.url.params))
        last = len(asked) == 2
        return httpx.Response(
            200, json={"data": [len(asked)], "has_more": not last, "next_cursor": None if last else "c 1"}
        )

    rows = client(answer).exports.each(state="COMPLETED")
    assert next(rows) == 1
    assert asked == [{"state": "COMPLETED"}]
    assert list(rows) == [2]
    assert asked[1] == {"state": "COMPLETED", "cursor": "c 1"}


def exchange(**options: Any) -> Exchange:
    """An exchange with a server that a test plays."""
    return Exchange(**{"url": "http://entrygo.test", "timeout": 5.0, "retries": 2} | options)


def headers(step: Request | Pause) -> Mapping[str, str]:
    """What a request is sent with."""
    assert isinstance(step, Request)
    return step.headers


def test_a_busy_server_is_asked_again_when_it_says_and_no_more_often_than_told() -> None:
    steps = exchange().call("system.health", {})
    first = next(steps)
    busy = httpx.Response(
        429, headers={"retry-after": "7"}, json={"errorCode": "RATE_LIMITED", "message": "slow"}
    )
    assert steps.send(busy) == Pause(7.0)
    assert next(steps) == first
    assert steps.send(httpx.Response(503, headers={"retry-after": "999999"})) == Pause(60.0)
    assert next(steps) == first
    with pytest.raises(EntryGoError, match="slow"):
        steps.send(busy)


def test_an_unchanged_export_is_not_sent_again_while_it_is_waited_for() -> None:
    steps = exchange().settle("exp_1", None, 600)
    assert "If-None-Match" not in headers(next(steps))
    running = {"state": "COMPLETED", "brokerSubmission": {"status": "sending"}}
    assert isinstance(steps.send(httpx.Response(200, json=running, headers={"etag": '"1"'})), Pause)
    assert headers(next(steps))["If-None-Match"] == '"1"'
    assert isinstance(steps.send(httpx.Response(304)), Pause)
    next(steps)
    sent = {"state": "COMPLETED", "brokerSubmission": {"status": "sent"}}
    with pytest.raises(StopIteration) as done:
        steps.send(httpx.Response(200, json=sent))
    assert done.value.value == sent


def test_waiting_too_long_says_where_it_stands() -> None:
    answer = {"state": "BATCHED", "brokerSubmission": None}
    with pytest.raises(TimeoutError, match="exp_1 is BATCHED"):
        client(lambda _: httpx.Response(200, json=answer)).exports.wait("exp_1", timeout=0)


def test_events_are_read_line_by_line_and_go_on_where_they_broke() -> None:
    frames = EventFrames(exchange(), "events.list", {"after": "evt_0", "type": "export.executed"})
    assert frames.request.headers["Last-Event-ID"] == "evt_0"
    assert frames.request.query == {"type": "export.executed"}
    lines = [
        "retry: 3000",
        "",
        ": still here",
        "",
        "id: c1",
        'data: {"a":',
        "data: 0.5}",
        "",
        "id: c2",
        "data: 1",
    ]
    assert [event for line in lines if (event := frames.line(line)) is not None] == [{"a": Decimal("0.5")}]
    assert frames.broken(httpx.ReadError("gone")) == 3.0
    assert frames.request.headers["Last-Event-ID"] == "c1", "what did not come whole is asked for again"
    assert frames.broken(httpx.ConnectError("refused")) == 6.0
    with pytest.raises(EntryGoError, match="NO_ANSWER"):
        frames.broken(httpx.ConnectError("refused"))
    revoked = httpx.Response(401, json={"errorCode": "INVALID_API_KEY", "message": "Revoked."})
    with pytest.raises(AuthenticationError):
        EventFrames(exchange(), "events.list", {}).broken(revoked)


def test_the_environment_says_where_and_with_which_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENTRYGO_SERVER", "https://export.example/api/")
    monkeypatch.setenv("ENTRYGO_API_KEY", "from-the-environment")
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, json={})

    EntryGo(http=httpx.Client(transport=httpx.MockTransport(answer))).health()
    assert str(seen[0].url) == "https://export.example/api/system/health"
    assert seen[0].headers["authorization"] == "Bearer from-the-environment"
    assert seen[0].headers["user-agent"].startswith(f"entrygo-client/{VERSION} ")
    monkeypatch.delenv("ENTRYGO_API_KEY")
    with pytest.raises(EntryGoError, match="ENTRYGO_API_KEY"):
        EntryGo()
    with pytest.raises(EntryGoError, match="characters"):
        EntryGo("k\u00e9y\r\nX: 1")


def test_the_twin_pages_and_waits_alike() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("exp_1"):
            return httpx.Response(200, json={"state": "CANCELLED", "brokerSubmission": None})
        return httpx.Response(
            200, json={"data": [{"exportId": "exp_1"}], "has_more": False, "next_cursor": None}
        )

    async def work() -> list[str]:
        http = httpx.AsyncClient(transport=httpx.MockTransport(answer))
        async with AsyncEntryGo("key", url="http://entrygo.test", http=http) as one:
            found = [row["exportId"] async for row in one.exports.each()]
            states = [(await one.exports.wait(each))["state"] for each in found]
            got = await one.raw(one.exports.inspect, "exp_1")
            return [*found, *states, str(got.status)]

    assert asyncio.run(work()) == ["exp_1", "CANCELLED", "200"]
