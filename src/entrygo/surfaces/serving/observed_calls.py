"""Every call is watched from here: how long it took, what was answered, and the ids its log lines carry.

What is told names the route's template, never the path: paths hold ids and, on the broker's page, a secret.
"""

import time
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Protocol

from starlette.datastructures import Headers
from starlette.routing import Match, Mount, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from entrygo.ports.log_context import about, bind, concerning

HEADER = "x-request-id"
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
NO_ROUTE = "none"
SEEN = "entrygo.seen"
"""Where a call's scope holds its :class:`ObservedCall`."""


@dataclass(slots=True, kw_only=True)
class ObservedCall:
    """One call as it was seen; complete when it is over."""

    method: str
    route: str = NO_ROUTE
    status: int = 500
    seconds: float = 0.0
    error_code: str | None = None


class CallObserver(Protocol):
    """Told of every call and of the operation inside it; metrics, spans and the access log stand behind it."""

    def call(self, seen: ObservedCall, headers: Headers) -> AbstractContextManager[None]:
        """Around one call; ``seen`` is complete when the block ends."""
        ...

    def operation(self, name: str) -> AbstractContextManager[None]:
        """Around an operation, in the thread that does it."""
        ...


class NoObserver:
    """A :class:`CallObserver` that looks away."""

    def call(self, seen: ObservedCall, headers: Headers) -> AbstractContextManager[None]:
        """Nothing around a call."""
        return nullcontext()

    def operation(self, name: str) -> AbstractContextManager[None]:
        """Nothing around an operation."""
        return nullcontext()


def refused_with(scope: Scope, code: str) -> None:
    """Say with which error code the call of this scope is refused."""
    if (seen := scope.get(SEEN)) is not None:
        seen.error_code = code


class Page(Route):
    """A route outside of the API; says its template in the scope, as FastAPI's own routes do."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Whether a request is for this page."""
        match, child_scope = super().matches(scope)
        child_scope["route"] = self
        return match, child_scope


class ObservedCalls:
    """The outermost layer: opens a call's ids, hands the call on and tells the watch what became of it."""

    def __init__(self, app: ASGIApp, watch: CallObserver) -> None:
        self._app, self._watch = app, watch

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a call on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        method = scope["method"]
        seen = scope[SEEN] = ObservedCall(method=method if method in METHODS else "OTHER")

        async def send_and_see(message: Message) -> None:
            if message["type"] == "http.response.start":
                seen.status = message["status"]
                if "request_id" not in about():
                    bind(request_id=Headers(raw=message["headers"]).get(HEADER, ""))
            await send(message)

        began = time.monotonic()
        with concerning(), self._watch.call(seen, Headers(scope=scope)):
            try:
                await self._app(scope, receive, send_and_see)
            finally:
                seen.seconds = time.monotonic() - began
                seen.route = _template(scope)


def _template(scope: Scope) -> str:
    """Which template answered a finished call. Of an application mounted in this one the whole is one route."""
    for route in scope["app"].routes:
        is_named = isinstance(route, Mount) and route.path and "{" not in route.path
        if is_named and scope["path"].startswith(f"{route.path}/"):
            return f"{route.path}/*"
    return str(getattr(scope.get("route"), "path", NO_ROUTE))
