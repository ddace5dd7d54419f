"""The checks of a call in the contract's order, inside its thread: JSON, schema, accountId, scope, idempotency.

The key was checked before; existence and state are for the operation to check.
"""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import orjson
from fastapi import Request as HttpRequest

from entrygo.context import Context
from entrygo.contract.actor import Actor
from entrygo.contract.canonical import JsonObject, answer_bytes
from entrygo.contract.problems import Problem
from entrygo.contract.requests.dry_runs import require_no_dry_run
from entrygo.contract.requests.fields import Request
from entrygo.contract.requests.issues import issue, parse, validation_problem
from entrygo.contract.requests.unknown_fields import refused_fields, unknown_fields
from entrygo.operations.answer import Answer
from entrygo.operations.idempotency import Attempt, attempt
from entrygo.operations.policy import require_scope
from entrygo.ports.log_context import bind
from entrygo.surfaces.http.endpoint import CheckedCall, ProtocolRoute

CORRECT = "exports.correct"
NO_ATTEMPT = Attempt("", None, "")


@dataclass(frozen=True, slots=True)
class PendingCall:
    """A call that waits for its checks: of whom, at which route, its bytes, and how long it waited for an equal one."""

    route: ProtocolRoute
    actor: Actor
    request: HttpRequest
    raw: bytes
    waited_seconds: float


def run(context: Context, pending: PendingCall) -> Answer:
    """Check a call and make it."""
    route, actor, request = pending.route, pending.actor, pending.request
    sent = None if route.request_model is None else _sent(route, request, pending.raw)
    query = _query(route, request)
    body = None
    if (model := route.request_model) is not None:
        body = parse(model, sent, also=refused_fields(model, sent))
    _require_deed(route, request, sent)
    _require_own_account(actor, body)
    require_scope(actor, route.scope)
    path = _without_nul(request.path_params)
    _bind_subject(route, path, body)
    tried = NO_ATTEMPT
    if route.is_write:
        tried = attempt(
            route.operation,
            request.headers.get("idempotency-key"),
            sent,
            "/".join(request.path_params.values()),
        )
        tried = replace(tried, waited_seconds=pending.waited_seconds)
    call = CheckedCall(context=context, actor=actor, headers=request.headers, body=sent, tried=tried)
    answered = route.answer(call, path, query=query, body=body)
    unknown = () if route.request_model is None else unknown_fields(route.request_model, sent)
    return _warned(answered, unknown) if unknown else answered


def _warned(answered: Answer, unknown: Sequence[JsonObject]) -> Answer:
    """The answer with the fields nobody read. A replay has the same body to warn of, and so the same bytes."""
    if answered.media_type != "application/json":
        return answered
    document = orjson.loads(answered.body)
    document["warnings"] = [*document.get("warnings", ()), *unknown]
    return replace(answered, body=answer_bytes(document))


def _query(route: ProtocolRoute, request: HttpRequest) -> Request:
    """The query parameters. A name the endpoint does not know is a fault of a read: its filter would be overlooked."""
    given = _without_nul(request.query_params)
    unknown = () if route.is_write else [name for name in given if name not in route.query_names]
    also = [issue(name, f"Unrecognized key(s) in object: '{name}'", "unrecognized_keys") for name in unknown]
    return parse(route.query_model, given, also=also)


def _require_deed(route: ProtocolRoute, request: HttpRequest, sent: Any) -> None:  # Any: JSON
    """A write that is asked to be a dry run where there is none is refused. A preview has the path of what it shows."""
    if route.scope == "read" or not route.is_write:
        return
    in_query = () if _is_raw(route, request) else request.query_params.items()
    instead = f"GET {route.path}" if route.operation == CORRECT else ""
    require_no_dry_run(route.request_model or Request, sent, dict(in_query), instead=instead)


def _bind_subject(route: ProtocolRoute, path: Mapping[str, str], body: Request | None) -> None:
    """The export or package a call is about, for its log lines."""
    named = path.get("id", "")
    if route.path.startswith("/api/exports/"):
        bind(export_id=named or str(getattr(body, "batch_id", None) or ""))
    elif route.path.startswith("/api/customs-packages/"):
        bind(package_id=named)


def _without_nul(given: Mapping[str, str]) -> dict[str, str]:
    """No row has a NUL in its id, and PostgreSQL takes none in a question: it is asked for a row nobody has."""
    return {name: value.replace("\x00", "\ufffd") for name, value in given.items()}


def _require_own_account(actor: Actor, body: Request | None) -> None:
    account_id = getattr(body, "account_id", None)
    if body is not None and account_id is not None and account_id != actor.tenant.account_id:
        named = type(body).model_fields["account_id"].alias or "account_id"
        raise Problem("INVALID_ACCOUNT_SCOPE", field=named, details={named: account_id})


def _media(request: HttpRequest) -> str:
    return request.headers.get("content-type", "application/json").partition(";")[0].strip().lower()


def _is_raw(route: ProtocolRoute, request: HttpRequest) -> bool:
    """Whether the body is a file and the fields stand in the query."""
    return _media(request) in route.raw_media


def _sent(route: ProtocolRoute, request: HttpRequest, raw: bytes) -> Any:  # Any: JSON
    """The body as JSON, also where the endpoint takes bytes of a type of its own."""
    if _is_raw(route, request):
        return _options(route, request) | {"raw": base64.b64encode(raw).decode()}
    return _json(_media(request), raw)


def _options(route: ProtocolRoute, request: HttpRequest) -> dict[str, Any]:  # Any: JSON
    """The fields of a request whose body is a file: they stand in the query, values other than text as JSON."""
    model = route.request_model or Request
    names = {field.alias or name for name, field in model.model_fields.items()} - {"raw", "csv"}
    given = _without_nul(request.query_params)
    unknown = [name for name in given if name not in names]
    if unknown:
        raise validation_problem(
            [issue(name, f"Unrecognized key(s) in object: '{name}'", "unrecognized_keys") for name in unknown]
        )
    return {name: _option(text) for name, text in given.items()}


def _option(text: str) -> Any:  # Any: JSON
    if text in {"true", "false"} or text.startswith("{"):
        try:
            return orjson.loads(text)
        except orjson.JSONDecodeError:
            return text  # the schema says what it should be
    return text


def _json(media: str, raw: bytes) -> Any:  # Any: JSON
    if media != "application/json" and not media.endswith("+json"):
        raise Problem("UNSUPPORTED_MEDIA_TYPE", details={"contentType": media})
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise Problem("INVALID_REQUEST", details={"parseError": str(error)}) from None
