"""The API description (OpenAPI 3.1), made from the endpoint records and the contract's own models and catalogue."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, models_json_schema

from entrygo.contract.answers.examples import ANSWERS
from entrygo.contract.problems import CATALOGUE, Problem, outside_account
from entrygo.contract.requests.examples import REQUESTS
from entrygo.contract.version import VERSION
from entrygo.surfaces.http.endpoint import Endpoint, Parameter
from entrygo.surfaces.http.problems import envelope

Node = dict[str, Any]  # Any: JSON of the description

ALWAYS = ("INVALID_API_KEY", "INSUFFICIENT_SCOPE", "RATE_LIMITED", "INTERNAL_ERROR", "UNAVAILABLE")
WITH_BODY = (
    "INVALID_REQUEST",
    "VALIDATION_ERROR",
    "INVALID_ACCOUNT_SCOPE",
    "PAYLOAD_TOO_LARGE",
    "UNSUPPORTED_MEDIA_TYPE",
)
WRITES = ("IDEMPOTENCY_CONFLICT",)
IDEMPOTENCY_KEY = Parameter(
    name="Idempotency-Key",
    where="header",
    description="1 to 255 visible ASCII characters. Wins over `idempotencyKey` in the body. The same key with the "
    "same payload answers the first response again, byte for byte, with `Idempotent-Replayed: true`.",
    schema={"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
    example="plan-acc-123-001",
)
DESCRIPTION = (
    "sync -> plan -> execute -> inspect. Planning decides, execution has the side effects (once), inspection is the "
    "truth. Branch on the status, then `errorCode`, then `field` and `details`; never on `message`. Unknown request "
    "fields are ignored; a null optional field equals an absent one."
)


class _Untitled(GenerateJsonSchema):
    """A field's name is its title already."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # Any: pydantic's own kinds of schema
        return False


def describe(endpoints: Sequence[Endpoint]) -> Node:
    """The whole description."""
    models = sorted(
        {m for e in endpoints for m in (e.request, e.answer) if m is not None}, key=lambda m: m.__name__
    )
    requests = {e.request for e in endpoints}
    _, schemas = models_json_schema(
        [(model, "validation" if model in requests else "serialization") for model in models],
        by_alias=True,
        ref_template="#/components/schemas/{model}",
        schema_generator=_Untitled,
    )
    paths: Node = {}
    for endpoint in endpoints:
        paths.setdefault(endpoint.path, {})[endpoint.method.lower()] = _operation(endpoint)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "EntryGo Export Protocol v1",
            "version": VERSION,
            "description": DESCRIPTION,
        },
        "servers": [{"url": "/"}],
        "security": [{"bearer": []}],
        "tags": [{"name": tag} for tag in dict.fromkeys(e.tag for e in endpoints)],
        "paths": paths,
        "components": {
            "securitySchemes": {
                "bearer": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "`shpbndl_live_...` or `shpbndl_test_...`; a key belongs to one account and mode.",
                }
            },
            "schemas": dict(sorted(schemas.get("$defs", {}).items())) | {"Problem": PROBLEM},
        },
    }


def _operation(endpoint: Endpoint) -> Node:
    parameters = [*_path_parameters(endpoint), *(_parameter(p) for p in endpoint.parameters)]
    if endpoint.is_write and endpoint.takes_body and endpoint.operation != "customs.estimate":
        parameters.append(_parameter(IDEMPOTENCY_KEY))
    operation: Node = {
        "operationId": endpoint.operation,
        "summary": endpoint.summary,
        "tags": [endpoint.tag],
        "responses": {"200": _success(endpoint)} | _failures(endpoint),
        "x-scope": endpoint.scope,
    }
    if endpoint.description:
        operation["description"] = endpoint.description
    if parameters:
        operation["parameters"] = parameters
    if endpoint.request is not None:
        content: Node = {"schema": _ref(endpoint.request), "example": REQUESTS[endpoint.operation]}
        media: Node = {"application/json": content}
        if endpoint.raw_media:
            media[endpoint.raw_media] = {"schema": {"type": "string", "format": "binary"}}
        operation["requestBody"] = {"required": True, "content": media}
    return operation


def _success(endpoint: Endpoint) -> Node:
    schema: Node = _ref(endpoint.answer) if endpoint.answer is not None else {}
    if endpoint.media_type != "application/json":
        schema = {"type": "string", "format": "binary"}
    content: Node = {"schema": schema}
    if endpoint.operation in ANSWERS:
        content["example"] = ANSWERS[endpoint.operation]
    headers: Node = {"X-Request-Id": _header("The id of this call, in every log line and error of it.")}
    if endpoint.is_write:
        headers["Idempotent-Replayed"] = _header("`true` when this is the first response again.")
    if endpoint.operation == "exports.inspect":
        headers["ETag"] = _header("Send it as If-None-Match to be answered 304.")
    return {"description": "Done.", "headers": headers, "content": {endpoint.media_type: content}}


def _header(description: str) -> Node:
    return {"description": description, "schema": {"type": "string"}}


def _failures(endpoint: Endpoint) -> Node:
    codes = [*ALWAYS, *endpoint.errors]
    if endpoint.takes_body:
        codes += WITH_BODY
    elif endpoint.parameters:
        codes.append("VALIDATION_ERROR")
    if endpoint.is_write and endpoint.takes_body:
        codes += WRITES
    by_status: dict[int, list[str]] = {}
    for code in dict.fromkeys(codes):
        by_status.setdefault(CATALOGUE[code].status, []).append(code)
    if endpoint.operation == "exports.plan":
        by_status.setdefault(400, []).append("INVALID_ACCOUNT_SCOPE")
    failures = {
        str(status): _failure(names, status=status, path=endpoint.path)
        for status, names in sorted(by_status.items())
    }
    if endpoint.operation == "exports.inspect":
        failures["304"] = {"description": "Unchanged since the ETag given."}
    return failures


def _failure(codes: Iterable[str], *, status: int, path: str) -> Node:
    names = list(dict.fromkeys(codes))
    examples = {
        name: {"summary": CATALOGUE[name].title, "value": error_example(name, status=status, path=path)}
        for name in names
    }
    schema = {"$ref": "#/components/schemas/Problem"}
    content = {
        media: {"schema": schema, "examples": examples}
        for media in ("application/json", "application/problem+json")
    }
    return {"description": ", ".join(f"`{name}`" for name in names), "content": content}


def error_example(code: str, *, status: int, path: str) -> Node:
    """An error of that code as a call of that path is answered."""
    row = CATALOGUE[code]
    problem = Problem(code, details=row.details, status=status)
    if code == "INVALID_ACCOUNT_SCOPE":
        problem = outside_account("warehouseId", "wh_other") if status == 400 else problem
    if code == "VALIDATION_ERROR":
        problem.field = "orderIds"
    filled = path.replace("{id}", "batch_123").replace("{filename}", "manifest.json")
    filled = filled.replace("{deliveryId}", "whd_123")
    return envelope(problem, request_id="req_0199f2c1a3b87c6d8e9f0a1b2c3d4e5f", path=filled)


def _path_parameters(endpoint: Endpoint) -> list[Node]:
    names = [part[1:-1] for part in endpoint.path.split("/") if part.startswith("{")]
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            "schema": {"type": "string"},
            "description": _WHAT[name],
        }
        for name in names
    ]


_WHAT: Mapping[str, str] = {
    "id": "The id. One of another account answers like one that does not exist.",
    "filename": "A file name of the package.",
    "deliveryId": "The id of one of its deliveries.",
}


def _parameter(parameter: Parameter) -> Node:
    node: Node = {
        "name": parameter.name,
        "in": parameter.where,
        "required": False,
        "description": parameter.description,
        "schema": dict(parameter.schema),
    }
    if parameter.example is not None:
        node["example"] = parameter.example
    return node


def _ref(model: type[BaseModel]) -> Node:
    return {"$ref": f"#/components/schemas/{model.__name__}"}


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
