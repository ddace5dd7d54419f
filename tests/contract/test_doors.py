"""Bad input is refused alike at every door: the same code, field and details, and a whole address of the page."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from typer.testing import CliRunner

from entrygo.cli.main import app
from entrygo.client import EntryGo, EntryGoError
from entrygo.conformance.drivers.driver import Asked
from entrygo.conformance.drivers.mcp import McpDriver
from entrygo.conformance.drivers.rest import RestDriver
from entrygo.conformance.drivers.typescript import TypeScriptDriver
from tests.serving.node import CLIENT, NODE
from tests.serving.sandbox import BOOK
from tests.serving.server import Client, Server

Refusal = dict[str, Any]  # Any: JSON


@pytest.fixture(scope="module")
def mine(server: Server) -> Client:
    """An account with a test key."""
    return server.account(mode="test")


def _rest(mine: Client, asked: Asked) -> Refusal:
    driver = RestDriver(mine.server.url, mine.api_key)
    told = driver.ask(asked)
    driver.close()
    assert told.is_refused
    assert isinstance(told.body, dict)
    return told.body


def _mcp(mine: Client, asked: Asked) -> Refusal:
    driver = McpDriver(mine.server.url, mine.api_key)
    told = driver.ask(asked)
    driver.close()
    assert told.is_refused
    assert isinstance(told.body, dict)
    return told.body


def _cli(mine: Client, asked: Asked) -> Refusal:
    if asked.call == "exports.inspect":
        arguments = ["inspect", asked.id]
    elif asked.call == "exports.plan":
        body = asked.body or {}
        arguments = [
            "plan",
            "--warehouse",
            body["warehouseId"],
            "--broker",
            body["brokerId"],
            *body["orderIds"],
        ]
    else:
        arguments = ["api", "POST", f"/api/{asked.call.replace('.', '/')}", "--body", "-"]
    environment = {"ENTRYGO_SERVER": mine.server.url, "ENTRYGO_API_KEY": mine.api_key}
    done = CliRunner().invoke(app, [*arguments, "--json"], env=environment, input=json.dumps(asked.body))
    assert done.exit_code == 1
    refusal: Refusal = json.loads(done.stdout)
    return refusal


def _python(mine: Client, asked: Asked) -> Refusal:
    calls: dict[str, Callable[[EntryGo], object]] = {
        "exports.inspect": lambda client: client.inspect(asked.id),
        "exports.plan": lambda client: client.plan(**(asked.body or {})),
    }
    call = calls.get(asked.call, lambda client: client.call(asked.call, {**(asked.body or {})}))
    with EntryGo(mine.api_key, url=mine.server.url) as client, pytest.raises(EntryGoError) as refused:
        call(client)
    error = refused.value
    return {
        "errorCode": error.error_code,
        "message": error.message,
        "field": error.field,
        "details": error.details,
        "docUrl": error.doc_url,
    }


def _typescript(mine: Client, asked: Asked) -> Refusal:
    client = CLIENT / "src" / "index.ts"
    told = TypeScriptDriver(mine.server.url, mine.api_key, client=client, node=str(NODE)).ask(asked)
    assert told.is_refused
    assert isinstance(told.body, dict)
    code, _, words = str(told.body["message"]).partition(": ")
    assert code == told.body["errorCode"]
    return told.body | {"message": words.rpartition(" (request ")[0]}


DOORS: dict[str, Callable[[Client, Asked], Refusal]] = {
    "python": _python,
    "typescript": _typescript,
    "cli": _cli,
    "mcp": _mcp,
}
CASES = {
    "an absent export": Asked(call="exports.inspect", id="batch_absent"),
    "a product without a name": Asked(
        call="products.sync", body={"items": [{"externalId": "a"} | BOOK, {"title": "No id"}]}
    ),
    "a line of an unknown product": Asked(
        call="orders.sync",
        body={
            "items": [
                {
                    "externalId": "o",
                    "destinationCountry": "US",
                    "items": [{"productId": "prod_absent", "quantity": 1, "unitValueUsd": 2}],
                }
            ]
        },
    ),
    "an unknown order": Asked(
        call="exports.plan",
        body={"warehouseId": "wh_absent", "brokerId": "br_absent", "orderIds": ["ord_absent"]},
    ),
}


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("case", CASES)
def test_bad_input_is_refused_alike_at_every_door(case: str, door: str, mine: Client) -> None:
    asked = CASES[case]
    body = None if asked.body is None else {"accountId": mine.account_id, **asked.body}
    asked = Asked(call=asked.call, id=asked.id, body=body)
    there, here = _rest(mine, asked), DOORS[door](mine, asked)
    names = ("errorCode", "message", "field", "details")
    assert {name: here.get(name) or None for name in names} == {
        name: there.get(name) or None for name in names
    }
    page = f"/docs/errors/{there['errorCode']}"
    assert there["docUrl"].startswith("http")
    assert there["docUrl"].endswith(page)
    assert here["docUrl"].startswith("http")
    assert here["docUrl"].endswith(page)
