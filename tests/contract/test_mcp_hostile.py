"""Hostile arguments to every tool of the agents' door, by the tools' own schemas: a refusal in words, never a fault."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import httpx
import pytest

from entrygo.surfaces.mcp.server import LISTED, TOOLS
from tests.examples import is_short
from tests.serving.server import Client, Server

pytestmark = pytest.mark.database

DEEP = 400
HOSTILE: Mapping[str, str] = {
    "null": "null",
    "true": "true",
    "below zero": "-1",
    "beyond a double": "1e400",
    "beyond 64 bits": "9" * 40,
    "a long fraction": "0." + "1" * 400,
    "empty text": '""',
    "blank": '" \\t\\n "',
    "NUL": '"a\\u0000b"',
    "half a character": '"\\ud800"',
    "halves the wrong way round": '"x\\udfff\\ud800"',
    "right to left": '"\\u202egnirts\\u0007"',
    "a long text": json.dumps("x" * 200_000),
    "a path": '"../../../etc/passwd%00"',
    "a query": '"\' OR 1=1; DROP TABLE events; --"',
    "a template": '"{{7*7}}${7*7}%s%n"',
    "empty list": "[]",
    "empty object": "{}",
    "list in a list": "[[[]]]",
    "list of nothing": "[null, true, 1, {}]",
    "deep lists": "[" * DEEP + "]" * DEEP,
    "deep objects": '{"a":' * DEEP + "1" + "}" * DEEP,
    "many": "[" + ",".join(['"x"'] * 2_000) + "]",
    "odd names": '{"\\ud800": 1, "": 2, "__class__": {"__init__": 3}, "a\\u0000": 4}',
    "objects with odd values": '[{"externalId": "\\ud800", "title": {}, "items": 1e400, "hsCode": ["x"]}]',
}
"""A value of JSON as it is written: what Python's own writer would not write is among them."""


@pytest.fixture(scope="module")
def caller(server: Server) -> Client:
    """A test account with nothing in it."""
    return server.account(mode="test")


def called(caller: Client, tool: str, arguments: str) -> httpx.Response:
    """One call of a tool, its arguments as they are written."""
    body = (
        f'{{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{{"name":{tool},"arguments":{arguments}}}}}'
    )
    headers = {"accept": "application/json, text/event-stream", "content-type": "application/json"}
    return caller.http.post("/mcp", content=body.encode(), headers=headers)


def told(response: httpx.Response) -> dict[str, Any]:
    """The answer of a call that may refuse and must not fail."""
    assert response.status_code < 500, response.text[:2_000]
    assert "Traceback" not in response.text
    document: dict[str, Any] = response.json()
    error = document.get("error")
    if error is None:
        result: dict[str, Any] = document["result"]
        said = result["structuredContent"]
        if result["isError"]:
            assert said["errorCode"] not in ("INTERNAL_ERROR", "UNAVAILABLE"), said
            assert len(said["message"]) > 3, said
        return said
    assert error["code"] != -32603, error
    assert error["message"], error
    return document


def filled(tool: str, value: str, name: str | None = None) -> str:
    """Arguments of a tool: every one, or the one named beside simple others, is the value; and one nobody knows."""
    schema: dict[str, Any] = next(each for each in LISTED if each.name == tool).input_schema
    parts = {
        each: value if name in (None, each) else _simple(part)
        for each, part in schema["properties"].items()
        if name in (None, each) or each in schema.get("required", ())
    }
    written = (f"{json.dumps(each)}:{part}" for each, part in parts.items())
    return "{" + ",".join([*written, f'"nobodyKnows":{value}']) + "}"


def _simple(part: Mapping[str, Any]) -> str:
    simple = {"string": '"batch_x"', "integer": "1", "number": "1", "boolean": "false", "object": "{}"}
    return '["batch_x"]' if part.get("type") == "array" else simple.get(str(part.get("type")), '"batch_x"')


def calls(tool: str) -> Iterator[tuple[str, str]]:
    """What a tool is called with: each value in every argument at once, and in each by itself.

    A short run takes a fourth of the values, another for each tool, so that none is left out of all.
    """
    names = list(next(each for each in LISTED if each.name == tool).input_schema["properties"])
    turn = list(TOOLS).index(tool)
    for number, (what, value) in enumerate(HOSTILE.items()):
        if is_short() and (number + turn) % 4:
            continue
        yield what, filled(tool, value)
        if not is_short():
            yield from ((f"{name}: {what}", filled(tool, value, name)) for name in names)


@pytest.mark.parametrize("tool", TOOLS)
def test_no_argument_makes_a_tool_fail(caller: Client, tool: str) -> None:
    for what, arguments in calls(tool):
        try:
            told(called(caller, json.dumps(tool), arguments))
        except Exception as error:
            raise AssertionError(f"{tool} fails over {what}") from error


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE)
def test_no_arguments_and_no_name_make_the_door_fail(caller: Client, value: str) -> None:
    told(called(caller, '"parties_list"', value))
    told(called(caller, value, "{}"))
