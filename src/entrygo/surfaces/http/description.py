"""The API description (OpenAPI 3.1): FastAPI's own, with the contract's errors, examples and headers added here.

What several operations share is said once, under ``components``.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import orjson
from fastapi.openapi.utils import get_openapi

from entrygo.contract.examples import ANSWERS, REQUESTS
from entrygo.contract.problems import CATALOGUE, Problem, outside_account
from entrygo.contract.version import VERSION
from entrygo.surfaces.http.endpoint import ProtocolRoute
from entrygo.surfaces.http.problems import PROBLEM_JSON, envelope

Node = dict[str, Any]  # Any: JSON of the description

JSON = "application/json"
ALWAYS = (
    "VALIDATION_ERROR",
    "INVALID_API_KEY",
    "INSUFFICIENT_SCOPE",
    "RATE_LIMITED",
    "INTERNAL_ERROR",
    "UNAVAILABLE",
)
WITH_BODY = (
    "INVALID_REQUEST",
    "INVALID_ACCOUNT_SCOPE",
    "PAYLOAD_TOO_LARGE",
    "UNSUPPORTED_MEDIA_TYPE",
)
DESCRIPTION = (
    "sync -> plan -> execute -> inspect. Planning decides, execution has the side effects (once), inspection is the "
    "truth. Branch on the status, then `errorCode`, then `field` and `details`; never on `message`. Unknown request "
    "fields are ignored, unknown query parameters refused; a null optional field equals an absent one. "
    "Every answer carries `X-Request-Id`, the id of the call in the server's log."
)
TAGS = {
    "Products": "The goods, with what customs asks of them: synced from the shop, found again by `externalId`.",
    "Orders": "What was sold to whom, with lines of products. Orders are what a plan takes.",
    "Account": "The seller: importer of record, addresses, policy.",
    "Warehouses": "Where exports leave from.",
    "Brokers": "Who files the entries with customs, and what they charge.",
    "Exports": "A batch of orders on its way: plan, approve, execute, inspect, correct, withdraw.",
    "Events": "What happened, in the order it happened, and what was mailed to warehouses.",
    "Submissions": "Mails to brokers: what became of each, and what waits for a person.",
    "Customs packages": "The papers of an executed export, byte for byte.",
    "Customs": "Customs law without an order.",
    "Test mode": "Mails that a test key's exports would have sent.",
    "System": "Whether a key works, and what it meets.",
    "Screening": "Decisions about parties that resemble an entry of a screening list.",
    "Keys": "Who calls: API keys of the account, their owners, scopes and limits.",
    "Webhooks": "Addresses of yours that are sent the events, signed.",
}
IDEMPOTENCY_KEY: Node = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "1 to 255 visible ASCII characters. Wins over `idempotencyKey` in the body. The same key with the "
    "same payload answers the first response again, byte for byte, with `Idempotent-Replayed: true`.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
    "example": "plan-acc-123-001",
}
HEADERS = {
    "X-Request-Id": "The id of this call, in every log line and error of it.",
    "Idempotent-Replayed": "`true` when this is the first response again.",
    "ETag": "Send it as If-None-Match to be answered 304.",
}


def describe(routes: Sequence[ProtocolRoute]) -> Node:
    """The whole description."""
    description: Node = get_openapi(
        title="EntryGo Export Protocol v1",
        version=VERSION,
        description=DESCRIPTION,
        routes=routes,
        servers=[{"url": "/"}],
        tags=[{"name": name, "description": TAGS[name]} for name in dict.fromkeys(_tag(r) for r in routes)],
    )
    components = description["components"]
    components["schemas"].pop("HTTPValidationError", None)
    schemas = {name: _tidy(each) for name, each in components["schemas"].items()} | {"Problem": PROBLEM}
    components["headers"] = {name: _header(meaning) for name, meaning in HEADERS.items()}
    shared = _Shared()
    for route in routes:
        for method in route.methods or ():
            _complete(description["paths"][route.path_format][method.lower()], route, shared)
    said = orjson.dumps([description["paths"], schemas, shared.responses]).decode()
    components |= {
        "schemas": {name: each for name, each in schemas.items() if f'schemas/{name}"' in said},
        "parameters": shared.parameters,
        "responses": shared.responses,
        "examples": shared.examples,
    }
    return description


class _Shared:
    """What operations share, by its name under ``components``, gathered while they are completed."""

    def __init__(self) -> None:
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

    def failure(self, status: int, codes: Iterable[str]) -> Node:
        """A reference to the response of one status with these codes."""
        names = list(dict.fromkeys(codes))
        name = "-".join(names) if status == CATALOGUE[names[0]].status else f"{'-'.join(names)}-{status}"
        if name not in self.responses:
            schema = {"$ref": "#/components/schemas/Problem"}
            examples = {code: self._example(code, status) for code in names}
            self.responses[name] = {
                "description": ", ".join(f"`{code}`" for code in names),
                "headers": {"X-Request-Id": _reference("headers", "X-Request-Id")},
                "content": {JSON: {"schema": schema, "examples": examples}, PROBLEM_JSON: {"schema": schema}},
            }
        return _reference("responses", name)

    def _example(self, code: str, status: int) -> Node:
        name = code if status == CATALOGUE[code].status else f"{code}-{status}"
        self.examples[name] = {"value": error_example(code, status=status, path="/api/exports/batch_123")}
        return _reference("examples", name)


def _complete(node: Node, route: ProtocolRoute, shared: _Shared) -> None:
    """Add to FastAPI's operation what the contract has and FastAPI does not know of."""
    takes_key = route.is_write and route.scope != "read"
    node["x-scope"] = route.scope
    parameters = [_parameter(each) for each in node.get("parameters", ())]
    if takes_key:
        parameters.append(IDEMPOTENCY_KEY)
    if parameters:
        node["parameters"] = [shared.parameter(each) for each in parameters]
    if route.request_model is not None:
        node["requestBody"]["content"][JSON]["example"] = REQUESTS[route.operation]
    success = node["responses"]["200"]
    success["description"] = "Done."
    for content in success["content"].values():
        if route.operation in ANSWERS:
            content["example"] = ANSWERS[route.operation]
    node["responses"] = {"200": success}
    if takes_key:
        success["headers"] = {"Idempotent-Replayed": _reference("headers", "Idempotent-Replayed")}
    if route.operation == "exports.inspect":
        success["headers"] = {"ETag": _reference("headers", "ETag")}
        node["responses"]["304"] = {"description": "Unchanged since the ETag given."}
    for status, codes in sorted(_failures(route, takes_key=takes_key).items()):
        node["responses"][str(status)] = shared.failure(status, codes)


def _failures(route: ProtocolRoute, *, takes_key: bool) -> Mapping[int, list[str]]:
    """The error codes of an endpoint by their status."""
    codes = [*ALWAYS, *(code for each in route.responses.values() for code in each.get("x-codes", ()))]
    if route.request_model is not None:
        codes += WITH_BODY
    if takes_key:
        codes.append("IDEMPOTENCY_CONFLICT")
    by_status: dict[int, list[str]] = {}
    for code in codes:
        by_status.setdefault(CATALOGUE[code].status, []).append(code)
    if route.operation == "exports.plan":
        by_status[400].append("INVALID_ACCOUNT_SCOPE")
    return by_status


def _parameter(node: Node) -> Node:
    """A parameter whose schema has no null: it is there or absent."""
    choices = [each for each in node["schema"].pop("anyOf", ()) if each != {"type": "null"}]
    schema = _tidy(node["schema"] | (choices[0] if choices else {}))
    (example,) = schema.pop("examples", [None])
    schema.pop("description", None)
    said = {} if example is None else {"example": example}
    return node | said | {"schema": schema}


def _tidy(schema: Node) -> Node:
    """A schema without titles that repeat a name and defaults that say null; a type or null is a pair of types."""
    tidy: Node = dict(_tidied(schema))
    value, *other = tidy.get("anyOf", [None])
    if other == [{"type": "null"}] and isinstance(value.get("type"), str) and "const" not in value:
        tidy = {**tidy, **value, "type": [value["type"], "null"]}
        del tidy["anyOf"]
        if "enum" in value:
            tidy["enum"] = [*value["enum"], None]
    return tidy


def _tidied(schema: Node) -> Iterator[tuple[str, Any]]:  # Any: JSON
    for key, value in schema.items():
        if key == "properties":
            yield key, {name: _tidy(each) for name, each in value.items()}
        elif isinstance(value, dict) and key not in ("example", "const"):
            yield key, _tidy(value)
        elif key in ("anyOf", "oneOf", "allOf", "prefixItems"):
            yield key, [_tidy(each) for each in value]
        elif key != "title" and not (key == "default" and value is None):
            yield key, int(value) if isinstance(value, float) and value.is_integer() else value


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


PROBLEM: Node = {
    "type": "object",
    "title": "Problem",
    "description": "The one error body. Branch on the status, then `errorCode`, then `field` and `details`.",
    "required": ["errorCode", "message", "type", "title", "status", "requestId", "docUrl", "retryable"],
    "properties": {
        "errorCode": {"type": "string", "enum": sorted(CATALOGUE), "description": "Stable; branch on it."},
        "message": {"type": "string", "description": "For people."},
        "field": {"type": "string", "description": "Path of the first fault, dotted: `items.0.externalId`."},
        "details": {
            "type": "object",
            "description": "What the code needs said: `issues`, `foundOrderIds`, `currentState`, hashes, the diff.",
            "additionalProperties": True,
        },
        "type": {"type": "string", "format": "uri-reference", "description": "Page of the code (RFC 9457)."},
        "title": {"type": "string", "description": "The code in words (RFC 9457)."},
        "status": {"type": "integer", "description": "The HTTP status (RFC 9457)."},
        "detail": {"type": "string", "description": "The message again (RFC 9457)."},
        "instance": {"type": "string", "description": "The path called (RFC 9457)."},
        "requestId": {"type": "string", "description": "The id of this call."},
        "docUrl": {"type": "string", "description": "Page of the code."},
        "retryable": {"type": "boolean", "description": "Whether the same call may succeed later."},
    },
}
