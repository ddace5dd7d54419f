"""The API description (OpenAPI 3.1): FastAPI's own, with the contract's errors, examples and headers added here.

What several operations share is said once, under ``components``.
"""

import re
from collections.abc import Sequence
from typing import Any

import orjson
from fastapi.openapi.utils import get_openapi

from entrygo.contract.examples import ANSWERS, REQUESTS
from entrygo.contract.problems import CATALOGUE, Problem, outside_account
from entrygo.contract.version import VERSION
from entrygo.lifecycle.events import EventType
from entrygo.surfaces.http.description_texts import (
    DESCRIPTION,
    HEADERS,
    IDEMPOTENCY_KEY,
    PROBLEM,
    TAGS,
    UNKNOWN_FIELD,
    UNKNOWN_FIELD_MODEL,
    WARNINGS,
)
from entrygo.surfaces.http.description_webhooks import payload_models, webhook, webhook_message
from entrygo.surfaces.http.endpoint import ProtocolRoute
from entrygo.surfaces.http.problems import PROBLEM_JSON, envelope
from entrygo.surfaces.http.shared_schemas import brief, shared, tidy

Node = dict[str, Any]  # Any: JSON of the description

JSON = "application/json"
_SCHEMA = re.compile(r'schemas/(\w+)"')
ALWAYS = (
    "VALIDATION_ERROR",
    "INVALID_REQUEST",
    "INVALID_API_KEY",
    "INSUFFICIENT_SCOPE",
    "INVALID_ACCOUNT_SCOPE",
    "IDEMPOTENCY_CONFLICT",
    "PAYLOAD_TOO_LARGE",
    "UNSUPPORTED_MEDIA_TYPE",
    "RATE_LIMITED",
    "INTERNAL_ERROR",
    "UNAVAILABLE",
)
"""Codes that any call may be answered with, those of bodies and of idempotency keys where it takes them: the default
response of each operation. What an operation adds stands at the operation."""


def describe(routes: Sequence[ProtocolRoute], *, is_brief: bool = True) -> Node:
    """The whole description.

    The brief one, which programs read, leaves out what each field of an answer means, and examples but those of
    requests; the other one is for reference pages and for clients that are generated with comments.
    """
    for route in routes:
        route.make_ready()
    description: Node = get_openapi(
        title="EntryGo Export Protocol v1",
        version=VERSION,
        description=DESCRIPTION,
        routes=routes,
        servers=[{"url": "/", "description": "This server."}],
        tags=[{"name": name, "description": TAGS[name]} for name in dict.fromkeys(_tag(r) for r in routes)],
    )
    components = description["components"]
    components["schemas"].pop("HTTPValidationError", None)
    shares = _Shared(is_brief=is_brief)
    for route in routes:
        for method in route.methods or ():
            _complete(description["paths"][route.path_format][method.lower()], route, shares)
    components |= {
        "schemas": _schemas(description["paths"], components["schemas"], is_brief=is_brief),
        "headers": {name: _header(meaning) for name, meaning in HEADERS.items()},
        "parameters": shares.parameters,
        "responses": shares.responses,
    }
    if shares.examples:
        components["examples"] = shares.examples
    description["webhooks"] = {"event": {"post": webhook()}}
    return description


def _schemas(paths: Node, made: Node, *, is_brief: bool) -> Node:
    """The schemas that something refers to, with what they repeat named."""
    tidied = {name: tidy(each) for name, each in made.items()}
    _warn(paths, tidied)
    event = tidied["EventAnswer"]["properties"]
    event["type"]["enum"] = [each.value for each in EventType]
    if is_brief:
        event["payload"] = _reference("schemas", "EventPayload")
        asked = _reached(
            [node.get("requestBody") for item in paths.values() for node in item.values()], tidied
        )
        tidied = {name: brief(each, is_asked=name in asked) for name, each in tidied.items()}
    made = {
        "Problem": PROBLEM,
        "WebhookMessage": webhook_message(is_brief=is_brief),
        "UnknownField": UNKNOWN_FIELD_MODEL,
    }
    whole = shared(tidied | made, is_brief=is_brief) | payload_models(is_brief=is_brief)
    said = orjson.dumps([paths, whole, "schemas/Problem", "schemas/WebhookMessage"]).decode()
    return {name: each for name, each in sorted(whole.items()) if f'schemas/{name}"' in said}


def _warn(paths: Node, schemas: Node) -> None:
    """Every answer to a body may tell of fields that nobody read."""
    for item in paths.values():
        for node in item.values():
            content = node["responses"]["200"]["content"].get(JSON)
            if content is None or "requestBody" not in node:
                continue
            for name in _SCHEMA.findall(orjson.dumps(content["schema"]).decode()):
                properties = schemas[name]["properties"]
                own = properties.get("warnings", {}).get("items")
                items = {"anyOf": [own, UNKNOWN_FIELD]} if own else UNKNOWN_FIELD
                properties["warnings"] = {"description": WARNINGS, "type": "array", "items": items}


def _reached(start: object, schemas: Node) -> set[str]:
    """The schemas that a part of the description refers to, and those these refer to."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        named = set(_SCHEMA.findall(orjson.dumps(waiting.pop()).decode())) - found
        found |= named
        waiting += [schemas[name] for name in named]
    return found


class _Shared:
    """What operations share, by its name under ``components``, gathered while they are completed."""

    def __init__(self, *, is_brief: bool) -> None:
        self.is_brief = is_brief
        self.parameters: Node = {}
        self.responses: Node = {}
        self.examples: Node = {}

    def parameter(self, node: Node) -> Node:
        """A reference to a parameter; the parameter itself where another has its name."""
        return (
            _reference("parameters", node["name"])
            if self.parameters.setdefault(node["name"], node) == node
            else node
        )

    def failure(self, name: str, codes: Sequence[str], status: int | None = None) -> Node:
        """A reference to the response with these codes."""
        if name not in self.responses:
            said = [f"{status or CATALOGUE[code].status} `{code}`" for code in codes]
            answered: Node = {"schema": _reference("schemas", "Problem")}
            if not self.is_brief:
                answered["examples"] = {code: self._example(code) for code in codes}
            self.responses[name] = {
                "description": ", ".join(said),
                "headers": {"X-Request-Id": _reference("headers", "X-Request-Id")},
                "content": {
                    PROBLEM_JSON: {"schema": _reference("schemas", "Problem")},
                    JSON: answered,
                },
            }
        return _reference("responses", name)

    def _example(self, code: str) -> Node:
        status = CATALOGUE[code].status
        self.examples[code] = {"value": error_example(code, status=status, path="/api/exports/batch_123")}
        return _reference("examples", code)


def _complete(node: Node, route: ProtocolRoute, shares: _Shared) -> None:
    """Add to FastAPI's operation what the contract has and FastAPI does not know of."""
    takes_key = route.is_write and route.scope != "read"
    parameters = [_parameter(each) for each in node.get("parameters", ())]
    if takes_key:
        parameters.append(IDEMPOTENCY_KEY)
    if parameters:
        node["parameters"] = [shares.parameter(each) for each in parameters]
    if route.request_model is not None:
        node["requestBody"]["content"][JSON]["example"] = REQUESTS[route.operation]
    success = node["responses"]["200"]
    success["description"] = "Done."
    for content in success["content"].values():
        if route.operation in ANSWERS and not shares.is_brief:
            content["example"] = ANSWERS[route.operation]
    node["responses"] = {"200": success}
    if route.operation == "exports.inspect":
        success["headers"] = {"ETag": _reference("headers", "ETag")}
        node["responses"]["304"] = {"description": "Unchanged since the ETag given."}
    if any(field.alias == "Prefer" for field in route.dependant.header_params):
        success["headers"] = {"Preference-Applied": _reference("headers", "Preference-Applied")}
        success["content"][JSON]["schema"].pop("title", None)
    for status, codes in sorted(own_failures(route).items()):
        node["responses"][str(status)] = shares.failure("-".join(codes), codes, status)
    node["responses"]["default"] = shares.failure("default", ALWAYS)


def own_failures(route: ProtocolRoute) -> dict[int, list[str]]:
    """The error codes of an endpoint beside :data:`ALWAYS`, by their status."""
    by_status: dict[int, list[str]] = {}
    for code in (code for each in route.responses.values() for code in each.get("x-codes", ())):
        if code not in ALWAYS:
            by_status.setdefault(CATALOGUE[code].status, []).append(code)
    if route.operation == "exports.plan":
        by_status.setdefault(400, []).append("INVALID_ACCOUNT_SCOPE")
    return by_status


def _parameter(node: Node) -> Node:
    """A parameter whose schema has no null: it is there or absent."""
    choices = [each for each in node["schema"].pop("anyOf", ()) if each != {"type": "null"}]
    schema = tidy(node["schema"] | (choices[0] if choices else {}))
    (example,) = schema.pop("examples", [None])
    schema.pop("description", None)
    said = {} if example is None else {"example": example}
    return node | said | {"schema": schema}


def error_example(code: str, *, status: int, path: str) -> Node:
    """An error of that code as a call of that path is answered."""
    row = CATALOGUE[code]
    problem = Problem(code, details=row.details, status=status)
    if code == "INVALID_ACCOUNT_SCOPE" and status == 400:
        problem = outside_account("warehouseId", "wh_other")
    if code == "VALIDATION_ERROR":
        problem.field = "orderIds"
    return envelope(problem, request_id="req_0199f2c1a3b87c6d8e9f0a1b2c3d4e5f", path=path)


def resolved(description: Node, node: Node) -> Node:
    """A part of the description, or what it refers to."""
    if "$ref" not in node:
        return node
    _, _, kind, name = node["$ref"].split("/")
    found: Node = description["components"][kind][name]
    return found


def _reference(kind: str, name: str) -> Node:
    return {"$ref": f"#/components/{kind}/{name}"}


def _header(description: str) -> Node:
    return {"description": description, "schema": {"type": "string"}}


def _tag(route: ProtocolRoute) -> str:
    return str(route.tags[0])
