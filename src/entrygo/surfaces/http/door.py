"""The door: HTTP in, an operation in one thread hop, HTTP out. Translates only."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import orjson
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from entrygo.contract.actor import Actor
from entrygo.contract.problems import Problem
from entrygo.contract.requests.issues import parse
from entrygo.operations.idempotency import Attempt, attempt
from entrygo.operations.policy import require_scope
from entrygo.operations.world import Answer, World
from entrygo.surfaces.http.endpoint import Call, Endpoint
from entrygo.surfaces.http.keys import KeyRing, RateLimit
from entrygo.surfaces.http.problems import problem_response

Result = TypeVar("Result")
log = logging.getLogger(__name__)
MAX_BODY_BYTES = 8 * 1024 * 1024
NO_ATTEMPT = Attempt("", None, "")


class Door:
    """Turns requests into calls on endpoints, and their answers and problems into responses."""

    def __init__(self, world: World, *, rate: float, burst: int, threads: int) -> None:
        self._world = world
        self._keys = KeyRing(world)
        self._limit = RateLimit(rate, burst)
        self._threads = ThreadPoolExecutor(max_workers=threads, thread_name_prefix="entrygo-call")

    def close(self) -> None:
        """Wait for the calls under way."""
        self._threads.shutdown(wait=True, cancel_futures=True)

    def handler(self, endpoint: Endpoint) -> Callable[[Request], Awaitable[Response]]:
        """The route of one endpoint."""

        async def handle(request: Request) -> Response:
            """One call."""
            return await self._respond(request, endpoint)

        return handle

    async def _respond(self, request: Request, endpoint: Endpoint) -> Response:
        request_id = self._world.ids.new("req")
        limits: dict[str, str] = {}
        try:
            actor = await self._actor(request, request_id)
            limits, wait = self._limit.spend(actor.key_id)
            _require_turn(limits, wait)
            raw = await _body(request) if endpoint.takes_body else b""
            answered = await self._hop(_run, self._world, endpoint, actor, request, raw)
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
        return await self._hop(self._keys.actor, authorization, request_id)

    async def _hop(self, work: Callable[..., Result], *arguments: Any) -> Result:  # Any: the work's own
        return await asyncio.get_running_loop().run_in_executor(self._threads, work, *arguments)

    def refuse(self, request: Request, problem: Problem, request_id: str) -> Response:
        """A problem as a response."""
        return problem_response(
            problem,
            request_id=request_id,
            path=request.url.path,
            accept=request.headers.get("accept", ""),
        )


def _run(world: World, endpoint: Endpoint, actor: Actor, request: Request, raw: bytes) -> Answer:
    """One call inside its thread: JSON, schema, accountId, scope; then the operation, which checks the rest."""
    body = _json(request, raw) if endpoint.takes_body else None
    parsed = parse(endpoint.request, body) if endpoint.request is not None else None
    _require_own_account(actor, parsed)
    require_scope(actor, endpoint.scope)
    tried = NO_ATTEMPT
    if endpoint.is_write:
        path = "/".join(str(value) for value in request.path_params.values())
        tried = attempt(endpoint.operation, request.headers.get("idempotency-key"), body, path)
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


async def _body(request: Request) -> bytes:
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > MAX_BODY_BYTES:
        raise _too_large()
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


def _json(request: Request, raw: bytes) -> Any:  # Any: JSON
    media = request.headers.get("content-type", "application/json").partition(";")[0].strip().lower()
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
