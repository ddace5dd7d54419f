"""The conformance suite: this server passes it at every door, and a server that breaks its word is caught."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

import httpx
import pytest
from typer.testing import CliRunner

from entrygo.cli.main import app
from entrygo.conformance.drivers.command_line import CommandLineDriver
from entrygo.conformance.drivers.driver import Driver
from entrygo.conformance.drivers.mcp import McpDriver
from entrygo.conformance.drivers.python_client import PythonDriver
from entrygo.conformance.drivers.rest import RestDriver
from entrygo.conformance.drivers.typescript import TypeScriptDriver
from entrygo.conformance.runner import Given, Result, Runner
from tests.serving.node import CLIENT, NODE
from tests.serving.server import Client, Server

Body = Any  # Any: JSON


@pytest.fixture(scope="module")
def mine(server: Server) -> Client:
    """An account with a test key."""
    return server.account(mode="test")


@pytest.fixture(scope="module")
def other(server: Server) -> Client:
    """Another account with a test key."""
    return server.account("Other Goods Ltd", mode="test")


@dataclass
class Mutated(httpx.BaseTransport):
    """A server that breaks its word: requests and answers are changed on their way."""

    asked: Callable[[httpx.Request], httpx.Request] = lambda request: request
    told: Callable[[httpx.Request, int, Body], tuple[int, Body]] = lambda _, status, body: (status, body)
    inner: httpx.BaseTransport = field(default_factory=httpx.HTTPTransport)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """One call of the mutated server."""
        request = self.asked(request)
        answer = self.inner.handle_request(request)
        answer.read()
        own = ("content-length", "content-encoding")
        headers = {name: value for name, value in answer.headers.items() if name.lower() not in own}
        status, body = self.told(request, answer.status_code, json.loads(answer.content))
        return httpx.Response(status, headers=headers, json=body, request=request)

    def close(self) -> None:
        """Close the connections."""
        self.inner.close()


def judged(mine: Client, other: Client, *patterns: str, transport: Mutated | None = None) -> list[Result]:
    """The results over HTTP."""
    rest = RestDriver(mine.server.url, mine.api_key, other=other.api_key, transport=transport)
    try:
        return Runner(rest, has_other=True).judge([rest], only=_any(patterns))
    finally:
        rest.close()


def _any(patterns: Sequence[str]) -> Callable[[str], bool]:
    return lambda name: any(fnmatchcase(name, each) for each in patterns)


def failures(results: Sequence[Result]) -> list[str]:
    """What did not pass, with why."""
    return [
        f"{each.requirement.id} {each.door} {each.outcome}: {each.why}"
        for each in results
        if each.outcome != "passed"
    ]


QUICK = (
    "AUTH-*",
    "PLAN-*",
    "IDEM-00[1234]",
    "ERR-*",
    "HASH-*",
    "DRY-*",
    "READY-001",
    "SYNC-*",
    "MONEY-*",
    "HOOK-*",
)
"""What executes nothing."""


def test_a_server_that_keeps_its_word_passes(mine: Client, other: Client) -> None:
    results = judged(mine, other, *QUICK)
    assert failures(results) == []
    assert len(results) > 30


@pytest.fixture
def doors(mine: Client) -> Iterator[list[Driver]]:
    """Every door of the server."""

    def run(arguments: Sequence[str], environment: Mapping[str, str], given: bytes) -> bytes:
        return CliRunner().invoke(app, list(arguments), env=environment, input=given).stdout_bytes

    url, key = mine.server.url, mine.api_key
    opened: list[Driver] = [
        RestDriver(url, key),
        PythonDriver(url, key),
        TypeScriptDriver(url, key, client=CLIENT / "src" / "index.ts", node=str(NODE)),
        CommandLineDriver(url, key, run=run),
        McpDriver(url, key),
    ]
    yield opened
    for each in opened:
        each.close()


def test_every_door_ends_in_the_same_export(doors: list[Driver]) -> None:
    results = Runner(doors[0]).judge(doors, only=_any(["LOOP-001", "LOOP-004"]))
    assert failures(results) == []
    assert [each.door for each in results] == ["rest", "python", "typescript", "cli", "mcp"] * 2


@pytest.mark.slow
def test_all_requirements_hold_at_every_door(mine: Client, other: Client, doors: list[Driver]) -> None:
    assert failures(judged(mine, other, "*")) == []
    assert failures(Runner(doors[0]).judge(doors, only=_any(["LOOP-*"]))) == []


def _without(name: str) -> Callable[[httpx.Request], httpx.Request]:
    def asked(request: httpx.Request) -> httpx.Request:
        request.headers.pop(name, None)
        return request

    return asked


def _with_body(change: Callable[[Body], Body]) -> Callable[[httpx.Request], httpx.Request]:
    def asked(request: httpx.Request) -> httpx.Request:
        if not request.content or not request.content.startswith(b"{"):
            return request
        headers = {name: value for name, value in request.headers.items() if name != "content-length"}
        try:
            body = json.loads(request.content)
        except json.JSONDecodeError:
            return request
        return httpx.Request(request.method, request.url, headers=headers, json=change(body))

    return asked


def _answer(change: Callable[[Body], Body], *, only: str = "") -> Callable[..., tuple[int, Body]]:
    return lambda request, status, body: (status, change(body) if only in request.url.path else body)


def _fewer(*names: str) -> Callable[[Body], Body]:
    return lambda body: {name: value for name, value in body.items() if name not in names}


def _hash_by_time() -> Callable[[Body], Body]:
    count = iter(range(10_000))
    return lambda body: body | {"planHash": f"planhash_{next(count):064}"} if "planHash" in body else body


def _without_query(request: httpx.Request) -> httpx.Request:
    request.url = request.url.copy_with(query=None)
    return request


def _status(old: int, new: int) -> Callable[..., tuple[int, Body]]:
    return lambda _, status, body: (new if status == old else status, body)


MUTANTS: dict[str, tuple[str, Callable[[], Mutated]]] = {
    "an absent export is a 410": ("INS-002", lambda: Mutated(told=_status(404, 410))),
    "a plan without a hash": ("PLAN-001", lambda: Mutated(told=_answer(_fewer("planHash"), only="/plan"))),
    "a plan without its second name": (
        "PLAN-002",
        lambda: Mutated(told=_answer(_fewer("batch_id"), only="/plan")),
    ),
    "a hash that moves with the time": (
        "PLAN-003",
        lambda: Mutated(told=_answer(_hash_by_time(), only="/plan")),
    ),
    "an error without its details": ("PLAN-005", lambda: Mutated(told=_answer(_fewer("details")))),
    "an idempotency key that is not read": ("IDEM-002", lambda: Mutated(asked=_without("idempotency-key"))),
    "a body's key that is not read": (
        "IDEM-004",
        lambda: Mutated(asked=_with_body(_fewer("idempotencyKey"))),
    ),
    "pages by their path alone": (
        "ERR-001",
        lambda: Mutated(told=_answer(lambda body: body | {"docUrl": "/docs/errors/NOT_FOUND"})),
    ),
    "query names that vanish": ("ERR-003", lambda: Mutated(asked=_without_query)),
    "body names that vanish": (
        "ERR-004",
        lambda: Mutated(told=_answer(lambda body: body | {"warnings": []}, only="/orders/sync")),
    ),
    "a dry run that is stored": ("DRY-001", lambda: Mutated(asked=_with_body(_fewer("dryRun")))),
    "a blocked plan that says ready": (
        "READY-001",
        lambda: Mutated(told=_answer(lambda body: body | {"readinessState": "READY"}, only="/plan")),
    ),
    "a snapshot that lost a fact": (
        "HASH-001",
        lambda: Mutated(told=_answer(_fewer("ruleset"), only="/snapshot")),
    ),
}


@pytest.mark.parametrize("name", MUTANTS)
def test_a_server_mutated_on_purpose_is_caught(name: str, mine: Client, other: Client) -> None:
    requirement, mutated = MUTANTS[name]
    [result] = judged(mine, other, requirement, transport=mutated())
    assert result.outcome == "failed", name
    assert result.why
    assert result.trace[-1]["call"]


@pytest.mark.parametrize(("requirement", "whose"), [("AUTH-002", "stranger"), ("AUTH-004", "other")])
def test_a_server_that_lets_anybody_in_is_caught(
    requirement: str, whose: str, mine: Client, other: Client
) -> None:
    def let_in(request: httpx.Request) -> httpx.Request:
        request.headers["authorization"] = f"Bearer {mine.api_key}"
        return request

    [result] = judged(mine, other, requirement, transport=Mutated(asked=let_in))
    assert result.outcome == "failed", whose


def test_a_second_mail_is_caught(mine: Client, other: Client) -> None:
    def twice(body: Body) -> Body:
        return body | {"data": body["data"] * 2}

    mutated = Mutated(told=_answer(twice, only="/captured-mails"))
    [result] = judged(mine, other, "MAIL-001", transport=mutated)
    assert result.outcome == "failed"
    assert "holds it 2 times" in result.why[0]


def test_a_door_that_ends_otherwise_is_caught(mine: Client) -> None:
    def lost_event(body: Body) -> Body:
        return body | {"events": body["events"][1:]}

    rest = RestDriver(mine.server.url, mine.api_key)
    apart = RestDriver(
        mine.server.url, mine.api_key, transport=Mutated(told=_answer(lost_event, only="/api/exports/batch_"))
    )
    first, second = Runner(rest).judge([rest, apart], only=_any(["LOOP-001"]))
    assert (first.outcome, second.outcome) == ("passed", "failed")
    assert "otherwise than at the door rest" in second.why[0]
    rest.close()
    apart.close()


def test_a_server_without_sync_is_judged_on_orders_that_it_is_given(mine: Client, other: Client) -> None:
    rest = RestDriver(mine.server.url, mine.api_key)
    maker = Runner(rest)
    [made] = maker.judge([rest], only=_any(["PLAN-001"]))
    assert made.outcome == "passed"
    given = Given(account=mine.account_id, warehouse="wh_1", broker="brk_1", orders={"ready": []})
    [unknown] = Runner(rest, given=given).judge([rest], profile="reference", only=_any(["PLAN-001"]))
    assert unknown.outcome == "not run"
    rest.close()


def test_a_live_key_is_refused_before_anything_is_made(server: Server) -> None:
    live = server.account("Live Goods Ltd")
    done = CliRunner().invoke(app, ["conformance", server.url, "--key", live.api_key, "--json"])
    assert done.exit_code == 2
    assert json.loads(done.stdout)["errorCode"] == "LIVE_KEY"
    assert live.get("/api/warehouses").json()["data"] == []


def test_a_door_that_cannot_be_opened_is_said(mine: Client, tmp_path: Any) -> None:
    asked = ["conformance", mine.server.url, "--key", mine.api_key, "--doors", "typescript", "--json"]
    unsaid = CliRunner().invoke(app, asked)
    absent = CliRunner().invoke(app, [*asked, "--typescript", str(tmp_path / "index.ts")])
    assert [json.loads(each.stdout)["errorCode"] for each in (unsaid, absent)] == [
        "INVALID_ARGUMENT",
        "NO_ANSWER",
    ]
    assert (unsaid.exit_code, absent.exit_code) == (2, 2)


def test_the_command_reports_what_it_judged(mine: Client, tmp_path: Any) -> None:
    junit = tmp_path / "report.xml"
    done = CliRunner().invoke(
        app,
        [
            "conformance",
            mine.server.url,
            "--key",
            mine.api_key,
            "--only",
            "AUTH-00[14]",
            "--junit",
            str(junit),
            "--json",
        ],
    )
    assert done.exit_code == 2, done.output
    report = json.loads(done.stdout)
    assert report["verdict"] == "incomplete"
    assert [each["outcome"] for each in report["results"]] == ["passed", "not run"]
    assert "AUTH-001" in junit.read_text()
