"""Every error code at every door: the code, the words and the page are the same, whichever door it comes through."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import insert
from typer.testing import CliRunner

from entrygo.cli.main import app
from entrygo.client import EntryGo, EntryGoError
from entrygo.client.calls import CALLS
from entrygo.conformance.drivers.driver import Asked
from entrygo.conformance.drivers.mcp import TOOLS, McpDriver
from entrygo.contract.actor import Mode, Tenant
from entrygo.contract.problems import CATALOGUE, Problem
from entrygo.store import tables
from entrygo.store.restored import Restored, note_name
from entrygo.surfaces.http.problems import envelope
from tests.serving.node import run_typescript
from tests.serving.sandbox import BOOK, Sandbox, sandbox
from tests.serving.server import Client, Server

Refusal = dict[str, Any]  # Any: JSON
ROOT = Path(__file__).resolve().parents[2]
DOCS = "https://entrygo.example"
EVERY = ("python", "typescript", "cli", "mcp")
CLIENTS = ("python", "typescript", "cli")
ONLY_ANSWERED = {
    "METHOD_NOT_ALLOWED": "no client asks for a method that a path does not have",
    "UNSUPPORTED_MEDIA_TYPE": "every client names the media type it sends",
    "IDEMPOTENCY_IN_PROGRESS": "tests/contract/test_idempotency_races.py",
    "REQUEST_TIMEOUT": "tests/overload/test_slow_clients.py",
    "RATE_LIMITED": "tests/contract/test_limits.py",
    "INTERNAL_ERROR": "tests/rooms/surfaces/http/test_faults.py",
    "ARTIFACT_DAMAGED": "tests/contract/test_artifacts.py",
    "UNAVAILABLE": "tests/rooms/surfaces/http/test_faults.py",
}
"""Codes not provoked here, and where the server is made to answer them; the clients are given them all below."""


@dataclass(frozen=True, kw_only=True)
class Provoked:
    """A call that is refused: an operation by its name, under one of the keys, at the doors that can make it."""

    code: str
    operation: str
    id: str = ""
    body: dict[str, Any] | None = None
    key: str = "whole"
    once: str = ""
    raw: str | None = None
    doors: tuple[str, ...] = EVERY


def _provocations(goods: Sandbox) -> Iterator[Provoked]:
    client, order = goods.client, goods.order()
    planned, cancelled = goods.plan(order), goods.plan(goods.order())["exportId"]
    client.ok(client.post(f"/api/exports/{cancelled}/cancel", {}))
    client.ok(client.post("/api/exports/plan", goods.request(order), key="taken"))
    change = {"changes": [{"productId": goods.product(BOOK), "set": {"sku": "A-1"}}]}
    changed = client.ok(client.post("/api/product-changes", change))["changeId"]
    client.ok(client.patch(f"/api/products/{change['changes'][0]['productId']}", {"sku": "B-1"}))
    line = {"productId": "prod_absent", "quantity": 1, "unitValueUsd": 2}
    order_of_none = {"externalId": "o", "destinationCountry": "US", "items": [line]}
    batch = {"batchId": planned["exportId"], "expectedPlanHash": planned["planHash"]}
    plan, execute, sync = "exports.plan", "exports.execute", "products.sync"
    yield Provoked(code="INVALID_REQUEST", operation=sync, raw='{"items": [', doors=("cli",))
    yield Provoked(code="VALIDATION_ERROR", operation=sync, body={"items": [{"title": "No id"}]})
    yield Provoked(code="INVALID_ORDER_REFERENCE", operation=plan, body=goods.request("ord_absent"))
    yield Provoked(code="INVALID_PRODUCT_REFERENCE", operation="orders.sync", body={"items": [order_of_none]})
    yield Provoked(
        code="INVALID_ACCOUNT_SCOPE", operation=plan, body=goods.request(order, brokerId="br_absent")
    )
    yield Provoked(code="INVALID_API_KEY", operation="exports.inspect", id="batch_1", key="unknown")
    yield Provoked(
        code="INSUFFICIENT_SCOPE", operation=sync, body={"items": [{"externalId": "a"} | BOOK]}, key="reader"
    )
    yield Provoked(code="POLICY_DENIED", operation=execute, body=batch, key="bound")
    yield Provoked(code="NOT_FOUND", operation="exports.inspect", id="batch_absent")
    yield Provoked(
        code="IDEMPOTENCY_CONFLICT", operation=plan, body=goods.request(goods.order()), once="taken",
        doors=CLIENTS,
    )  # fmt: skip
    yield Provoked(
        code="INVALID_EXPORT_STATE",
        operation=execute,
        body={
            "batchId": cancelled,
            "expectedPlanHash": client.ok(client.get(f"/api/exports/{cancelled}"))["planHash"],
        },
    )
    yield Provoked(code="PLAN_CHANGED", operation=execute, body=batch | {"expectedPlanHash": "planhash_old"})
    yield Provoked(code="CHANGED_SINCE", operation="product_changes.undo", id=changed, body={}, doors=CLIENTS)
    long = {"items": [{"externalId": "a", "title": "x" * 9_000_000}]}
    yield Provoked(code="PAYLOAD_TOO_LARGE", operation=sync, body=long, doors=("python", "cli", "mcp"))


@dataclass(frozen=True)
class Doors:
    """The doors of one server, each with the keys by their names."""

    url: str
    keys: dict[str, str]
    accounts: dict[str, str]

    def said(self, asked: Provoked) -> dict[str, Any] | None:
        """The body of the call, whole."""
        named = asked.body is not None and CALLS[asked.operation].needs_account
        return {"accountId": self.accounts[asked.key], **(asked.body or {})} if named else asked.body

    def rest(self, asked: Provoked) -> Refusal:
        """The answer itself."""
        call = CALLS[asked.operation]
        headers = {"authorization": f"Bearer {self.keys[asked.key]}", "content-type": "application/json"}
        if asked.once:
            headers["idempotency-key"] = asked.once
        body = self.said(asked)
        content = asked.raw or (json.dumps(body) if body is not None else None)
        path = call.path.replace("{id}", asked.id)
        answer = httpx.request(call.method, self.url + path, headers=headers, content=content, timeout=60)
        assert answer.status_code >= 400, answer.text
        told: Refusal = answer.json()
        return told

    def python(self, asked: Provoked) -> Refusal:
        """What the Python client raises."""
        given = {"id": asked.id} if asked.id else {}
        given |= (asked.body or {}) | ({"idempotencyKey": asked.once} if asked.once else {})
        with (
            EntryGo(self.keys[asked.key], url=self.url) as client,
            pytest.raises(EntryGoError) as caught,
        ):
            client.with_options(retries=0).call(asked.operation, given)
        error = caught.value
        return {
            "errorCode": error.error_code, "message": error.message, "field": error.field,
            "details": error.details, "docUrl": error.doc_url,
        }  # fmt: skip

    def typescript(self, *asked: Provoked) -> list[Refusal]:
        """What the TypeScript client throws, all calls in one process."""
        cases = [
            {
                "call": each.operation, "id": each.id, "body": self.said(each), "once": each.once,
                "key": self.keys[each.key], "server": self.url,
            }
            for each in asked
        ]  # fmt: skip
        told: list[Refusal] = run_typescript(
            TYPESCRIPT, {"ENTRYGO_API_KEY": "none", "CASES": json.dumps(cases)}
        )
        return told

    def cli(self, asked: Provoked) -> Refusal:
        """What the command line prints."""
        body = asked.body or {}
        named: dict[str, Callable[[], list[str]]] = {
            "exports.inspect": lambda: ["inspect", asked.id],
            "exports.execute": lambda: [
                "execute",
                body["batchId"],
                "--expect-hash",
                body["expectedPlanHash"],
            ],
            "exports.plan": lambda: [
                "plan", "--warehouse", body["warehouseId"], "--broker", body["brokerId"], *body["orderIds"],
            ],
        }  # fmt: skip
        call = CALLS[asked.operation]
        anything = ["api", call.method, call.path.replace("{id}", asked.id), "--body", "-"]
        arguments = [*anything, "--idempotency-key", asked.once] if asked.once else anything
        if not asked.once and asked.operation in named:
            arguments = named[asked.operation]()
        environment = {"ENTRYGO_SERVER": self.url, "ENTRYGO_API_KEY": self.keys[asked.key]}
        given = asked.raw or json.dumps(self.said(asked))
        done = CliRunner().invoke(app, [*arguments, "--json"], env=environment, input=given)
        assert done.exit_code == 1, done.output[:2000]
        told: Refusal = json.loads(done.stdout)
        return told

    def mcp(self, asked: Provoked, open_doors: dict[str, McpDriver], stack: ExitStack) -> Refusal:
        """What an agent is told; before a call is read, the answer of the door itself."""
        call = Asked(call=asked.operation, id=asked.id, body=asked.body)
        if asked.code in ("INVALID_API_KEY", "PAYLOAD_TOO_LARGE"):
            tool, arguments = TOOLS[asked.operation]
            message = {
                "jsonrpc": "2.0", "id": 1, "method": "tools/call",
                "params": {"name": tool, "arguments": arguments(call)},
            }  # fmt: skip
            headers = {"authorization": f"Bearer {self.keys[asked.key]}", "accept": "application/json"}
            refused: Refusal = httpx.post(f"{self.url}/mcp", json=message, headers=headers, timeout=60).json()
            return refused
        if asked.key not in open_doors:
            open_doors[asked.key] = McpDriver(self.url, self.keys[asked.key])
            stack.callback(open_doors[asked.key].close)
        told = open_doors[asked.key].ask(call)
        assert told.is_refused
        assert isinstance(told.body, dict)
        return told.body


TYPESCRIPT = """
const told: object[] = [];
for (const { call, id, body, once, key, server } of JSON.parse(process.env.CASES!)) {
  const door: any = new EntryGo({ apiKey: key, url: server, retries: 0 });
  const [group, name] = call.split(".").map((it: string) => it.replace(/_(\\w)/g, (_, it) => it.toUpperCase()));
  const given = [...(id ? [id] : []), ...(body ? [body] : []), ...(once ? [{ idempotencyKey: once }] : [])];
  const error = await door[group][name](...given).then(() => null, (it: unknown) => it);
  if (!(error instanceof entrygo.EntryGoError)) throw error ?? new Error(`${call} was not refused`);
  const { errorCode, field, details, docUrl } = error;
  const message = error.message.replace(`${errorCode}: `, "").replace(/ \\(request \\w+\\)$/, "");
  told.push({ errorCode, message, field, details, docUrl });
}
said(told);
"""


@pytest.fixture(scope="module")
def refusals(server: Server) -> dict[str, dict[str, Refusal]]:
    """What each door says, by code and door; ``rest`` is the answer itself."""
    goods, restored = (sandbox(server.account(mode=mode)) for mode in ("test", "live"))
    mine = goods.client.account_id
    keys = {
        "whole": goods.client,
        "reader": server.key(mine, mode="test", scopes="read"),
        "bound": server.key(mine, mode="test", policy={"requireApproval": True}),
        "unknown": Client(server, mine, "shpbndl_test_unknown"),
        "restored": restored.client,
    }
    doors = Doors(
        server.url,
        {name: each.api_key for name, each in keys.items()},
        {name: each.account_id for name, each in keys.items()},
    )
    asked = [*_provocations(goods), _undecided(restored)]
    told: dict[str, dict[str, Refusal]] = {each.code: {"rest": doors.rest(each)} for each in asked}
    open_doors: dict[str, McpDriver] = {}
    with ExitStack() as stack:
        for each in asked:
            if "python" in each.doors:
                told[each.code]["python"] = doors.python(each)
            if "cli" in each.doors:
                told[each.code]["cli"] = doors.cli(each)
            if "mcp" in each.doors:
                told[each.code]["mcp"] = doors.mcp(each, open_doors, stack)
    thrown = [each for each in asked if "typescript" in each.doors]
    for each, refusal in zip(thrown, doors.typescript(*thrown), strict=True):
        told[each.code]["typescript"] = refusal
    return told


def _undecided(restored: Sandbox) -> Provoked:
    """An execution on an installation that was restored, as the restore of a backup notes it."""
    planned = restored.plan(restored.order())
    tenant, now = Tenant(restored.client.account_id, Mode.LIVE), datetime.now(UTC)
    note = Restored(restored_at=now, backup_at=now).note()
    with restored.client.server.rows() as rows:
        rows.execute(insert(tables.installation).values(name=note_name(tenant), value=note))
    body = {"batchId": planned["exportId"], "expectedPlanHash": planned["planHash"]}
    return Provoked(code="RESTORE_UNDECIDED", operation="exports.execute", body=body, key="restored")


def test_every_code_is_provoked_here_or_where_it_says() -> None:
    assert set(ONLY_ANSWERED) < set(CATALOGUE)
    for code, where in ONLY_ANSWERED.items():
        if where.startswith("tests/"):
            assert code in (ROOT / where).read_text(encoding="utf-8"), where


@pytest.mark.parametrize("code", sorted(set(CATALOGUE) - set(ONLY_ANSWERED)))
def test_a_provoked_error_is_the_same_at_every_door(
    code: str, refusals: dict[str, dict[str, Refusal]], server: Server
) -> None:
    there = refusals[code].pop("rest")
    assert there["errorCode"] == code
    page = f"/docs/errors/{code}"
    assert there["docUrl"] == f"http://localhost:{server.port}{page}"
    assert httpx.get(f"{server.url}{page}", timeout=60).status_code == 200
    assert refusals[code]
    for door, here in refusals[code].items():
        names = ("errorCode", "message", "docUrl", "field")
        said = {name: here.get(name) for name in names}
        assert said == {name: there.get(name) for name in names}, door
        assert (here.get("details") or None) == (there.get("details") or None), door


class _Answers(BaseHTTPRequestHandler):
    """Answers every call under ``/CODE`` with that error, as the server writes it."""

    def do_GET(self) -> None:
        """Any path."""
        code = self.path.split("/")[1]
        problem = Problem(code)
        body = json.dumps(envelope(problem, request_id="req_1", path=self.path, docs_at=DOCS)).encode()
        self.send_response(problem.status)
        self.send_header("content-type", "application/problem+json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def answered() -> Iterator[dict[str, dict[str, Refusal]]]:
    """What each client makes of every code of the catalogue, by code and door."""
    running = ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    told: dict[str, dict[str, Refusal]] = {}
    asked = Provoked(code="", operation="exports.inspect", id="batch_1")
    url = f"http://127.0.0.1:{running.server_port}"
    by_code = {code: Doors(f"{url}/{code}", {"whole": "key"}, {"whole": "acc_1"}) for code in CATALOGUE}
    for code, doors in by_code.items():
        told[code] = {"python": doors.python(asked), "cli": doors.cli(asked)}
    program = TYPESCRIPT.replace("url: server", "url: `${server}/${key}`")
    cases = [{"call": asked.operation, "id": asked.id, "server": url, "key": code} for code in CATALOGUE]
    thrown = run_typescript(program, {"ENTRYGO_API_KEY": "none", "CASES": json.dumps(cases)})
    for code, refusal in zip(CATALOGUE, thrown, strict=True):
        told[code]["typescript"] = refusal
    yield told
    running.shutdown()
    running.server_close()
    thread.join(60)


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_a_client_says_every_error_as_the_server_said_it(
    code: str, answered: dict[str, dict[str, Refusal]], server: Server
) -> None:
    row = CATALOGUE[code]
    for door, here in answered[code].items():
        assert (here["errorCode"], here["message"]) == (code, row.message), door
        assert here["docUrl"] == f"{DOCS}/docs/errors/{code}", door
    assert httpx.get(f"{server.url}/docs/errors/{code}", timeout=60).status_code == 200
