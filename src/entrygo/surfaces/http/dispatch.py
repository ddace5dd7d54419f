"""The door: HTTP in, an operation in one thread hop, HTTP out. Translates only."""

import asyncio
import base64
import contextvars
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import orjson
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from entrygo.context import Context
from entrygo.contract.actor import Actor
from entrygo.contract.problems import Problem
from entrygo.contract.requests.issues import parse
from entrygo.operations.answer import Answer
from entrygo.operations.follow_events import Following
from entrygo.operations.idempotency import Attempt, attempt
from entrygo.operations.policy import require_scope
from entrygo.ports.log_context import bind
from entrygo.surfaces.http.admission import Gate, Limits
from entrygo.surfaces.http.coalescing import EqualCalls, identity
from entrygo.surfaces.http.endpoint import Call, Endpoint
from entrygo.surfaces.http.event_stream import EventStreams
from entrygo.surfaces.http.keys import KeyRing, RateLimit
from entrygo.surfaces.http.problems import problem_response
from entrygo.surfaces.http.request_metrics import NobodyWatches, Watching, refused_with

Result = TypeVar("Result")
log = logging.getLogger(__name__)
MAX_BODY_BYTES = 8 * 1024 * 1024
NO_ATTEMPT = Attempt("", None, "")


class Door:
    """Turns requests into calls on endpoints, and their answers and problems into responses."""

    def __init__(
        self, world: Context, *, rate: float, burst: int, limits: Limits, watch: Watching | None = None
    ) -> None:
        self._world = world
        self._watch = watch or NobodyWatches()
        self.streams = EventStreams(world)
        self._keys = KeyRing(world)
        self._limit = RateLimit(rate, burst)
        self._calls = _gate(limits.calls, limits)
        self._bodies = _gate(limits.body_bytes, limits)
        self._lookups = _gate(limits.lookups, limits)
        self._equals = EqualCalls(patience=world.idempotency_wait_seconds, most_waiting=limits.waiting)
        self._threads = ThreadPoolExecutor(limits.calls, thread_name_prefix="entrygo-call")
        self._key_threads = ThreadPoolExecutor(limits.lookups, thread_name_prefix="entrygo-key")

    def close(self) -> None:
        """Take no more calls. Those under way had their time: whoever stops the server waited for them."""
        self.streams.close()
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._key_threads.shutdown(wait=False, cancel_futures=True)

    def handler(self, endpoint: Endpoint) -> Callable[[Request], Awaitable[Response]]:
        """The route of one endpoint."""

        async def handle(request: Request) -> Response:
            """One call."""
            return await self._respond(request, endpoint)

        return handle

    async def _respond(self, request: Request, endpoint: Endpoint) -> Response:
        request_id = self._world.ids.new("req")
        bind(request_id=request_id)
        limits: dict[str, str] = {}
        try:
            actor = await self._actor(request, request_id)
            bind(account_id=actor.tenant.account_id, mode=actor.tenant.mode.value)
            limits, wait = self._limit.spend(actor.key_id)
            _require_turn(limits, wait)
            answered = await self._admitted(request, endpoint, actor)
            if isinstance(answered, Following):
                response = self.streams.open(answered, actor, lambda: self._actor(request, request_id))
            else:
                response = _response(answered)
        except Problem as problem:
            response = self.refuse(request, problem, request_id)
        except ClientDisconnect:
            response = Response(status_code=499)
        except Exception:
            log.exception("request %s failed", request_id)
            response = self.refuse(request, Problem("INTERNAL_ERROR"), request_id)
        response.headers["X-Request-Id"] = request_id
        response.headers.update(limits)
        return response

    async def _actor(self, request: Request, request_id: str) -> Actor:
        """The caller, known before a byte of the body is read."""
        authorization = request.headers.get("authorization")
        if authorization is None or self._keys.is_remembered(authorization):
            return self._keys.actor(authorization, request_id)
        async with self._lookups.turn(authorization):
            return await _hop(self._key_threads, self._keys.actor, authorization, request_id)

    async def _admitted(self, request: Request, endpoint: Endpoint, actor: Actor) -> Answer:
        """Take the body and run the call, each in its turn. A call whose body is on its way holds no thread."""
        account = actor.tenant.account_id
        self._calls.require_room(account)
        if not endpoint.takes_body:
            return await self._called(request, endpoint, actor, b"")
        async with self._bodies.turn(account, _declared_bytes(request)):
            return await self._called(request, endpoint, actor, await _body(request))

    async def _called(self, request: Request, endpoint: Endpoint, actor: Actor, raw: bytes) -> Answer:
        key = request.headers.get("idempotency-key")
        caller = (actor.key_id, endpoint.operation, request.url.path)
        equal = identity(caller, key, raw) if endpoint.is_write else None
        async with self._equals.turn(equal) as waited, self._calls.turn(actor.tenant.account_id):
            return await _hop(self._threads, self._operate, Given(endpoint, actor, request, raw, waited))

    def _operate(self, given: "Given") -> Answer:
        with self._watch.operation(given.endpoint.operation):
            return _run(self._world, given)

    def refuse(self, request: Request, problem: Problem, request_id: str) -> Response:
        """A problem as a response."""
        refused_with(request.scope, problem.code)
        return problem_response(
            problem,
            request_id=request_id,
            path=request.url.path,
            accept=request.headers.get("accept", ""),
        )


@dataclass(frozen=True, slots=True)
class Given:
    """One call as it came: whose, for what, its bytes, and how long it waited for an equal one."""

    endpoint: Endpoint
    actor: Actor
    request: Request
    raw: bytes
    waited_seconds: float


def _run(world: Context, given: Given) -> Answer:
    """One call inside its thread: JSON, schema, accountId, scope; then the operation, which checks the rest."""
    endpoint, actor, request, raw = given.endpoint, given.actor, given.request, given.raw
    body = _sent(endpoint, request, raw) if endpoint.takes_body else None
    parsed = parse(endpoint.request, body) if endpoint.request is not None else None
    _require_own_account(actor, parsed)
    require_scope(actor, endpoint.scope)
    _note_subject(endpoint, request, parsed)
    tried = NO_ATTEMPT
    if endpoint.is_write:
        path = "/".join(str(value) for value in request.path_params.values())
        tried = attempt(endpoint.operation, request.headers.get("idempotency-key"), body, path)
        tried = replace(tried, waited_seconds=given.waited_seconds)
    return endpoint.handle(
        Call(
            world=world,
            actor=actor,
            path=_without_nul(request.path_params),
            query=_without_nul(request.query_params),
            headers=request.headers,
            body=body,
            request=parsed,
            tried=tried,
        )
    )


def _note_subject(endpoint: Endpoint, request: Request, parsed: Any) -> None:  # Any: the request model
    """The export or package a call is about, for its log lines."""
    named = str(request.path_params.get("id", ""))
    if endpoint.path.startswith("/api/exports/"):
        bind(export_id=named or str(getattr(parsed, "batch_id", None) or ""))
    elif endpoint.path.startswith("/api/customs-packages/"):
        bind(package_id=named)


def _without_nul(given: Mapping[str, str]) -> dict[str, str]:
    """No row has a NUL in its id, and PostgreSQL takes none in a question: it is asked for a row nobody has."""
    return {name: value.replace("\x00", "\ufffd") for name, value in given.items()}


def _require_own_account(actor: Actor, parsed: Any) -> None:  # Any: the endpoint's request model
    account_id = getattr(parsed, "account_id", None)
    if account_id is not None and account_id != actor.tenant.account_id:
        raise Problem("INVALID_ACCOUNT_SCOPE", field="accountId", details={"accountId": account_id})


def _require_turn(limits: Mapping[str, str], wait: int) -> None:
    if wait:
        raise Problem("RATE_LIMITED", details={"policy": limits["RateLimit-Policy"]}, retry_after=wait)


def _gate(most: int, limits: Limits) -> Gate:
    return Gate(most, waiting=limits.waiting, patience=limits.wait_seconds)


async def _hop(
    threads: ThreadPoolExecutor,
    work: Callable[..., Result],
    *arguments: Any,  # Any: the work's own
) -> Result:
    context = contextvars.copy_context()  # the call's ids and span go along
    return await asyncio.get_running_loop().run_in_executor(threads, context.run, work, *arguments)


def _declared_bytes(request: Request) -> int:
    """What the body will take; the most it may, where the client does not say."""
    declared = request.headers.get("content-length", "")
    size = int(declared) if declared.isdigit() else MAX_BODY_BYTES
    if size > MAX_BODY_BYTES:
        raise _too_large()
    return size


async def _body(request: Request) -> bytes:
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > MAX_BODY_BYTES:
            raise _too_large()
        parts.append(part)
    return b"".join(parts)


def _too_large() -> Problem:
    return Problem(
        "PAYLOAD_TOO_LARGE",
        f"Request body must be at most {MAX_BODY_BYTES} bytes; send it in several calls.",
        details={"maxBytes": MAX_BODY_BYTES},
    )


def _sent(endpoint: Endpoint, request: Request, raw: bytes) -> Any:  # Any: JSON
    """The body as JSON, also where the endpoint takes bytes of a type of its own."""
    media = request.headers.get("content-type", "application/json").partition(";")[0].strip().lower()
    if endpoint.raw_media and media == endpoint.raw_media:
        return {"raw": base64.b64encode(raw).decode()}
    return _json(media, raw)


def _json(media: str, raw: bytes) -> Any:  # Any: JSON
    if media != "application/json" and not media.endswith("+json"):
        raise Problem("UNSUPPORTED_MEDIA_TYPE", details={"contentType": media})
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise Problem("INVALID_REQUEST", details={"parseError": str(error)}) from None


def _response(answered: Answer) -> Response:
    response = Response(
        answered.body,
        status_code=answered.status,
        media_type=answered.media_type,
        headers=dict(answered.headers),
    )
    if answered.status == 304:
        del response.headers["content-length"]
    return response


def unique(endpoints: Sequence[Endpoint]) -> Sequence[Endpoint]:
    """The endpoints, refused when two have one operation or one method and path."""
    seen: set[str] = set()
    for endpoint in endpoints:
        for name in (endpoint.operation, f"{endpoint.method} {endpoint.path}"):
            if name in seen:
                raise ValueError(f"two endpoints are called {name}")
            seen.add(name)
    return endpoints
