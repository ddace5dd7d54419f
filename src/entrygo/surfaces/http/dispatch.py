"""HTTP in, an operation in one thread hop, HTTP out. Who calls and whether there is room is settled on the event
loop; everything else of a call happens in its thread."""

import asyncio
import contextvars
import logging
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar
from urllib.parse import quote

from fastapi import Request, Response
from starlette.requests import ClientDisconnect

from entrygo.context import Context
from entrygo.contract.actor import Actor
from entrygo.contract.problems import Problem
from entrygo.operations.answer import Answer
from entrygo.operations.follow_events import Following
from entrygo.ports.log_context import bind
from entrygo.store.request_log import LoggedCall
from entrygo.surfaces.http import event_stream
from entrygo.surfaces.http.authentication import KeyRing, RateLimit
from entrygo.surfaces.http.checks import PendingCall, run
from entrygo.surfaces.http.coalescing import EqualCalls, identity
from entrygo.surfaces.http.endpoint import ProtocolRoute
from entrygo.surfaces.http.problems import problem_response
from entrygo.surfaces.serving.admission import FairLimiter, Limits
from entrygo.surfaces.serving.call_log import MOST_PATH, CallLog, milliseconds
from entrygo.surfaces.serving.feed import EventStreams
from entrygo.surfaces.serving.observed_calls import SEEN, CallObserver, NoObserver, ObservedCall, refused_with
from entrygo.surfaces.serving.packing import packed

Result = TypeVar("Result")
log = logging.getLogger(__name__)
MAX_BODY_BYTES = 8 * 1024 * 1024


class Dispatch:
    """Turns requests into calls of endpoints, and their answers and problems into responses."""

    def __init__(
        self,
        context: Context,
        *,
        rate: float,
        burst: int,
        limits: Limits,
        watch: CallObserver | None = None,
        docs_at: str = "",
    ) -> None:
        self._context = context
        self._docs_at = docs_at
        self._watch = watch or NoObserver()
        self.streams = EventStreams(context, event_stream.frame)
        self._keys = KeyRing(context)
        self._limit = RateLimit(rate, burst)
        self._calls = _limiter(limits.calls, limits)
        self._bodies = _limiter(limits.body_bytes, limits)
        self._lookups = _limiter(limits.lookups, limits)
        self._equals = EqualCalls(patience=context.idempotency_wait_seconds, most_waiting=limits.waiting)
        self._log = CallLog(context)
        self._threads = ThreadPoolExecutor(limits.calls, thread_name_prefix="entrygo-call")
        self._key_threads = ThreadPoolExecutor(limits.lookups, thread_name_prefix="entrygo-key")

    def close(self) -> None:
        """Take no more calls. Those under way had their time: whoever stops the server waited for them."""
        self.streams.close()
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._key_threads.shutdown(wait=False, cancel_futures=True)
        self._log.close()

    async def respond(self, request: Request, route: ProtocolRoute) -> Response:
        """The response to one call."""
        request_id = self._context.ids.new("req")
        bind(request_id=request_id)
        limits: dict[str, str] = {}
        began, actor = time.monotonic(), None
        try:
            actor = await self._actor(request, request_id)
            bind(account_id=actor.tenant.account_id, mode=actor.tenant.mode.value)
            limits, wait = self._limit.spend(actor.principal)
            _require_turn(limits, wait)
            answered = await self._admitted(request, route, actor)
            if isinstance(answered, Following):
                response = self.streams.open(
                    answered, actor.principal, lambda: self._actor(request, request_id)
                )
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
        if actor is not None:
            self._note(request, route, actor, response.status_code, began)
        return response

    def _note(self, request: Request, route: ProtocolRoute, actor: Actor, status: int, began: float) -> None:
        """Log an answered call. The path is kept as ASCII, as callers may put any byte in one."""
        seen: ObservedCall | None = request.scope.get(SEEN)
        self._log.note(
            actor,
            LoggedCall(
                id=actor.request_id,
                created_at=self._log.note_use(actor),
                key_id=actor.principal,
                operation=route.operation,
                method=request.method,
                path=quote(request.scope["path"], errors="replace")[:MOST_PATH],
                status=status,
                error_code=None if seen is None else seen.error_code,
                milliseconds=milliseconds(began),
            ),
        )

    async def authenticate(self, request: Request) -> Actor | Response:
        """The caller of a request that another surface answers, its share of the rate spent; or the refusal.

        A body that says itself that it is too large is refused here, in the words of the API.
        """
        request_id = self._context.ids.new("req")
        bind(request_id=request_id)
        try:
            actor = await self._actor(request, request_id)
            _require_turn(*self._limit.spend(actor.principal))
            _declared_bytes(request)
        except Problem as problem:
            response = self.refuse(request, problem, request_id)
            response.headers["X-Request-Id"] = request_id
            return response
        self._log.note_use(actor)
        return actor

    async def _actor(self, request: Request, request_id: str) -> Actor:
        """The caller, known before a byte of the body is read."""
        authorization = request.headers.get("authorization")
        if authorization is None or self._keys.is_remembered(authorization):
            return self._keys.actor(authorization, request_id)
        async with self._lookups.turn(authorization):
            return await _hop(self._key_threads, self._keys.actor, authorization, request_id)

    async def _admitted(self, request: Request, route: ProtocolRoute, actor: Actor) -> Answer:
        """Take the body and run the call, each in its turn. A call whose body is on its way holds no thread."""
        account = actor.tenant.account_id
        self._calls.require_room(account)
        if route.request_model is None:
            return await self._called(request, route, actor, b"")
        async with self._bodies.turn(account, _declared_bytes(request)):
            return await self._called(request, route, actor, await _body(request))

    async def _called(self, request: Request, route: ProtocolRoute, actor: Actor, raw: bytes) -> Answer:
        key = request.headers.get("idempotency-key")
        caller = (actor.principal, route.operation, request.url.path)
        equal = identity(caller, key, raw) if route.is_write else None
        async with self._equals.turn(equal) as waited, self._calls.turn(actor.tenant.account_id):
            return await _hop(self._threads, self._run, PendingCall(route, actor, request, raw, waited))

    def _run(self, pending: PendingCall) -> Answer:
        with self._watch.operation(pending.route.operation):
            answered = run(self._context, pending)
        if isinstance(answered, Following):
            return answered
        return packed(answered, pending.request.headers.get("accept-encoding", ""))

    def refuse(self, request: Request, problem: Problem, request_id: str) -> Response:
        refused_with(request.scope, problem.code)
        return problem_response(
            problem,
            request_id=request_id,
            path=request.url.path,
            accept=request.headers.get("accept", ""),
            docs_at=self._docs_at,
        )


def _require_turn(limits: Mapping[str, str], wait: int) -> None:
    if wait:
        raise Problem("RATE_LIMITED", details={"policy": limits["RateLimit-Policy"]}, retry_after=wait)


def _limiter(most: int, limits: Limits) -> FairLimiter:
    return FairLimiter(most, waiting=limits.waiting, patience=limits.wait_seconds)


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
