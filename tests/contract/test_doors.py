"""Bad input is refused alike at every door: the same code, words, field, details, and whole address of the page."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from typer.testing import CliRunner

from entrygo.cli.main import app
from entrygo.client import EntryGo, EntryGoError
from entrygo.client.calls import CALLS
from tests.serving.agent import over_http, run
from tests.serving.node import run_typescript
from tests.serving.sandbox import BOOK, Sandbox, sandbox
from tests.serving.server import Client, Server

Refusal = dict[str, Any]  # Any: JSON
Body = dict[str, Any]  # Any: JSON


@dataclass(frozen=True, kw_only=True)
class Bad:
    """A call that is refused; ``arguments`` are the tool's where they are not the call's own."""

    call: str
    id: str = ""
    query: Mapping[str, str] = field(default_factory=dict)
    body: Body | None = None
    arguments: Body | None = None


TOOLS = {
    "exports.list": "exports_list",
    "products.list": "products_find",
    "products.sync": "products_upsert",
    "orders.sync": "orders_upsert",
    "exports.plan": "exports_plan",
    "exports.execute": "exports_execute",
    "exports.inspect": "exports_get",
}


def order_of(product: str = "prod_absent", **line: Any) -> Body:  # Any: JSON
    """An order of one line, with something wrong."""
    items = [{"productId": product, "quantity": 1, "unitValueUsd": 2} | line]
    return {"items": [{"externalId": "o", "destinationCountry": "US", "items": items}]}


@pytest.fixture(scope="module")
def mine(server: Server) -> Client:
    """An account with a test key."""
    return server.account(mode="test")


@pytest.fixture(scope="module")
def cases(server: Server) -> dict[str, Bad]:
    """Each kind of bad input; what is foreign is another account's."""
    others: Sandbox = sandbox(server.account(mode="test"))
    plan = others.plan(order := others.order())
    parties = {"warehouseId": others.warehouse_id, "brokerId": others.broker_id}
    batch = {"batchId": plan["exportId"], "expectedPlanHash": plan["planHash"]}
    named = {"exportId": batch["batchId"], "expectedPlanHash": batch["expectedPlanHash"]}
    absent = {"warehouseId": "wh_absent", "brokerId": "br_absent"}
    return {
        "a damaged cursor": Bad(call="exports.list", query={"cursor": "damaged"}),
        "a cursor that is none": Bad(call="products.list", query={"cursor": "!!"}),
        "a limit of nothing": Bad(call="exports.list", query={"limit": "0"}),
        "a state that is none": Bad(call="exports.list", query={"state": "GONE"}),
        "a quantity in words": Bad(call="orders.sync", body=order_of(quantity="two")),
        "a quantity below nothing": Bad(call="orders.sync", body=order_of(quantity=-1)),
        "a list that is a word": Bad(call="products.sync", body={"items": "x"}),
        "an object that is a number": Bad(call="products.sync", body={"items": [7]}),
        "a word that is a list": Bad(
            call="products.sync", body={"items": [{"externalId": "a", "title": ["x"]}]}
        ),
        "a product without a name": Bad(
            call="products.sync", body={"items": [{"externalId": "a"} | BOOK, {"title": "No id"}]}
        ),
        "ids that are a word": Bad(call="exports.plan", body=parties | {"orderIds": "ord_1"}),
        "no ids": Bad(call="exports.plan", body=parties | {"orderIds": []}),
        "an absent export": Bad(call="exports.inspect", id="batch_absent"),
        "a line of an absent product": Bad(call="orders.sync", body=order_of()),
        "an absent order": Bad(call="exports.plan", body=absent | {"orderIds": ["ord_absent"]}),
        "a foreign export": Bad(call="exports.inspect", id=plan["exportId"]),
        "a foreign export to execute": Bad(call="exports.execute", body=batch, arguments=named),
        "a line of a foreign product": Bad(call="orders.sync", body=order_of(others.book_id)),
        "a foreign warehouse and order": Bad(call="exports.plan", body=parties | {"orderIds": [order]}),
    }


def body_of(mine: Client, bad: Bad) -> Body | None:
    """The body of a call, whole."""
    named = bad.body is not None and CALLS[bad.call].needs_account
    return {"accountId": mine.account_id, **(bad.body or {})} if named else bad.body


def page_of(mine: Client, code: str) -> str:
    """Where a server without an address of its own says that a code is explained."""
    return f"http://localhost:{mine.server.port}/docs/errors/{code}"


def path_of(bad: Bad) -> str:
    """Where a call goes."""
    return CALLS[bad.call].path.replace("{id}", quote(bad.id, safe=""))


def by_rest(mine: Client, bad: Bad) -> Refusal:
    """The answer itself."""
    headers = {"authorization": f"Bearer {mine.api_key}"}
    url = mine.server.url + path_of(bad)
    answer = httpx.request(
        CALLS[bad.call].method, url, params=bad.query, json=body_of(mine, bad), headers=headers, timeout=60
    )
    assert answer.status_code >= 400
    told: Refusal = answer.json()
    return told


def by_python(mine: Client, bad: Bad) -> Refusal:
    """What the Python client raises."""
    given = ({"id": bad.id} if bad.id else {}) | dict(bad.query) | (bad.body or {})
    with EntryGo(mine.api_key, url=mine.server.url) as client, pytest.raises(EntryGoError) as caught:
        client.call(bad.call, given)
    error = caught.value
    return {
        "errorCode": error.error_code, "message": error.message, "field": error.field,
        "details": error.details, "docUrl": error.doc_url,
    }  # fmt: skip


def by_command(mine: Client, bad: Bad) -> Refusal:
    """What ``entrygo api`` prints."""
    body = body_of(mine, bad)
    query = [word for name, value in bad.query.items() for word in ("--query", f"{name}={value}")]
    words = ["api", CALLS[bad.call].method, path_of(bad), *query, *([] if body is None else ["--body", "-"])]
    environment = {"ENTRYGO_SERVER": mine.server.url, "ENTRYGO_API_KEY": mine.api_key}
    done = CliRunner().invoke(app, [*words, "--json"], env=environment, input=json.dumps(body))
    assert done.exit_code == 1, done.output
    told: Refusal = json.loads(done.stdout)
    return told


def one_by_one(door: Callable[[Client, Bad], Refusal]) -> Callable[[Client, list[Bad]], list[Refusal]]:
    """A door for all cases, each by itself."""
    return lambda mine, asked: [door(mine, bad) for bad in asked]


def by_typescript(mine: Client, asked: list[Bad]) -> list[Refusal]:
    """What the TypeScript client throws, all calls in one process."""
    given = [
        {"call": bad.call, "given": [*([bad.id] if bad.id else []), *([each] if each else [])]}
        for bad in asked
        for each in [body_of(mine, bad) or dict(bad.query)]
    ]
    environment = {
        "ENTRYGO_API_KEY": mine.api_key,
        "ENTRYGO_SERVER": mine.server.url,
        "CASES": json.dumps(given),
    }
    told: list[Refusal] = run_typescript(TYPESCRIPT, environment)
    return told


TYPESCRIPT = """
const told: object[] = [];
for (const { call, given } of JSON.parse(process.env.CASES!)) {
  const [group, name] = call.split(".");
  const error = await (client as any)[group][name](...given).then(() => null, (it: unknown) => it);
  if (!(error instanceof entrygo.EntryGoError)) throw error ?? new Error(`${call} was not refused`);
  const { errorCode, field, details, docUrl } = error;
  const message = error.message.replace(`${errorCode}: `, "").replace(/ \\(request \\w+\\)$/, "");
  told.push({ errorCode, message, field, details, docUrl });
}
said(told);
"""


def by_tool(mine: Client, asked: list[Bad]) -> list[Refusal]:
    """What an agent is told."""

    async def work() -> list[Refusal]:
        async with over_http(mine.server.url, mine.api_key) as agent:
            return [
                await agent.refused(
                    TOOLS[bad.call],
                    **(bad.arguments or bad.body or ({"exportId": bad.id} if bad.id else bad.query)),
                )
                for bad in asked
            ]

    return run(work)


DOORS: dict[str, Callable[[Client, list[Bad]], list[Refusal]]] = {
    "rest": one_by_one(by_rest),
    "python": one_by_one(by_python),
    "typescript": by_typescript,
    "cli": one_by_one(by_command),
    "mcp": by_tool,
}


@pytest.fixture(scope="module")
def answers(mine: Client, cases: dict[str, Bad]) -> dict[str, Refusal]:
    """What the API itself answers to each case."""
    return dict(zip(cases, DOORS["rest"](mine, list(cases.values())), strict=True))


@pytest.mark.parametrize("door", DOORS)
def test_bad_input_is_refused_alike_at_every_door(
    door: str, mine: Client, cases: dict[str, Bad], answers: dict[str, Refusal]
) -> None:
    told = dict(zip(cases, DOORS[door](mine, list(cases.values())), strict=True))
    for case, there in answers.items():
        for name in ("errorCode", "message", "field", "details"):
            assert (told[case].get(name) or None) == (there.get(name) or None), (case, name)
        page = page_of(mine, there["errorCode"])
        assert (there["docUrl"], told[case]["docUrl"]) == (page, page), case


@pytest.mark.parametrize("what", ["products", "orders"])
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", b"PK\x03\x04 no workbook"),
        ("a.csv", bytes(range(256)) * 9),
        ("b.csv", b""),
        ("c.csv", b"a,b\n1,2\n"),
        ("d.csv", b"x" * 9_000_000),
    ],
)
def test_a_damaged_or_too_large_file_is_refused_alike_by_command_client_and_call(
    what: str, name: str, content: bytes, mine: Client, tmp_path: Any
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    words = [what, "import", str(file), "--server", mine.server.url, "--key", mine.api_key, "--json"]
    done = CliRunner().invoke(app, words)
    with EntryGo(mine.api_key, url=mine.server.url) as client, pytest.raises(EntryGoError) as caught:
        client.call(f"{what}.import", {"data": content})
    told, error = json.loads(done.stdout), caught.value
    assert done.exit_code == 1
    assert (told["errorCode"], told["message"]) == (error.error_code, error.message)
    assert told["docUrl"] == error.doc_url == page_of(mine, error.error_code)
    assert error.error_code == ("PAYLOAD_TOO_LARGE" if len(content) > 8_000_000 else "VALIDATION_ERROR")


@pytest.mark.parametrize("asked", [{"cursor": "damaged"}, {"type": "nothing"}])
def test_a_stream_that_cannot_begin_is_refused_alike_by_command_client_and_call(
    asked: dict[str, str], mine: Client
) -> None:
    headers = {"authorization": f"Bearer {mine.api_key}", "accept": "text/event-stream"}
    there = httpx.get(f"{mine.server.url}/api/events", params=asked, headers=headers, timeout=60).json()
    named = {"after" if name == "cursor" else name: value for name, value in asked.items()}
    words = [word for name, value in named.items() for word in (f"--{name}", value)]
    environment = {"ENTRYGO_SERVER": mine.server.url, "ENTRYGO_API_KEY": mine.api_key}
    done = CliRunner().invoke(app, ["events", "tail", *words, "--count", "1", "--json"], env=environment)
    with EntryGo(mine.api_key, url=mine.server.url) as client, pytest.raises(EntryGoError) as caught:
        next(iter(client.events.stream(**named)))
    told, error = json.loads(done.stdout), caught.value
    assert done.exit_code == 1
    assert there["errorCode"] == told["errorCode"] == error.error_code == "VALIDATION_ERROR"
    assert there["docUrl"] == told["docUrl"] == error.doc_url
    assert there["details"] == told["details"] == error.details
