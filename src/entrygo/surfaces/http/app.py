"""The ASGI application: the endpoints of the routers, and the few pages that need no key."""

from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from functools import partial
from typing import Any, Protocol

from fastapi import FastAPI, Request, Response
from fastapi.telemetry import TelemetryConfig
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Match, Route

from entrygo.context import Context
from entrygo.contract.actor import Actor
from entrygo.contract.canonical import JsonObject
from entrygo.contract.problems import Problem
from entrygo.ports.clock import Ids
from entrygo.ports.log_context import bind
from entrygo.surfaces.http import (
    api_keys,
    board,
    catalogue,
    customs,
    exports,
    mail,
    members,
    optimizer,
    parties,
    product_changes,
    restore,
    screening,
    search,
    submissions,
    tariff,
    triage,
    webhooks,
)
from entrygo.surfaces.http.broker_page import BrokerPages
from entrygo.surfaces.http.dispatch import Dispatch
from entrygo.surfaces.http.endpoint import ProtocolRoute
from entrygo.surfaces.http.health import Upkeep, upkeep_routes
from entrygo.surfaces.http.problems import problem_response
from entrygo.surfaces.http.seal_page import seal_routes
from entrygo.surfaces.serving.admission import Limits
from entrygo.surfaces.serving.observed_calls import NoObserver, ObservedCalls, refused_with
from entrygo.surfaces.serving.response_headers import ResponseHeaders

NO_TELEMETRY: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False, "auto_configure": False}
"""FastAPI's own records whole paths, and the broker's page has its secret in the path; ours names templates."""

ROUTERS = (
    catalogue.products,
    product_changes.router,
    catalogue.orders,
    parties.account,
    parties.warehouses,
    parties.brokers,
    board.router,  # before /api/exports/{id}
    exports.exports,
    exports.events,
    submissions.router,
    restore.router,
    mail.router,
    customs.packages,
    customs.customs,
    tariff.router,
    optimizer.router,
    customs.captured_mails,
    customs.system,
    triage.router,
    search.router,
    screening.router,
    webhooks.router,
    api_keys.router,
    members.router,
)
ENDPOINTS = tuple(route for router in ROUTERS for route in router.routes if isinstance(route, ProtocolRoute))


class Surface(Protocol):
    """Another surface of the same server: its routes, whose callers the application knows, and its life beside it."""

    def routes(self, authenticate: Callable[[Request], Awaitable[Actor | Response]]) -> Sequence[BaseRoute]:
        """The routes; ``authenticate`` answers whose request one is, or the response that refuses it."""
        ...

    def end_streams(self) -> None:
        """End what goes on without end, so that a stop does not wait for it."""
        ...

    def running(self) -> AbstractAsyncContextManager[None]:
        """Spans the application's life."""
        ...


def create_app(
    context: Context,
    *,
    rate: float = 50,
    burst: int = 500,
    limits: Limits = Limits(),
    on_stop: Callable[[], None] | None = None,
    upkeep: Upkeep | None = None,
    docs_at: str = "",
    surfaces: Sequence[Surface] = (),
) -> FastAPI:
    """The application over a context. ``rate`` calls a second a key, ``burst`` at once; ``limits`` of the process.

    ``docs_at`` is where clients reach this server, for the links in errors; without it they are relative.
    """
    watched = upkeep or Upkeep(watch=NoObserver(), readiness=_ready(context))
    dispatch = Dispatch(context, rate=rate, burst=burst, limits=limits, watch=watched.watch, docs_at=docs_at)

    def refuse(request: Request, problem: Problem) -> Response:
        """A problem outside of an endpoint."""
        return _refused(dispatch, context, request, problem)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[JsonObject]:
        """Take no more calls, then close what the process holds."""
        async with AsyncExitStack() as running:
            for surface in surfaces:
                await running.enter_async_context(surface.running())
            yield {"end_streams": partial(_end_streams, dispatch, surfaces)}
        dispatch.close()
        if on_stop is not None:
            on_stop()

    app = FastAPI(
        openapi_url=None,  # the documentation serves the description, completed
        telemetry=NO_TELEMETRY,
        redirect_slashes=False,
        routes=[
            *ENDPOINTS,
            *BrokerPages(context).routes(),
            *seal_routes(context),
            *(route for surface in surfaces for route in surface.routes(dispatch.authenticate)),
            *upkeep_routes(watched.readiness, watched.exposition, refuse),
        ],
        middleware=[
            Middleware(ObservedCalls, watch=watched.watch),
            Middleware(ResponseHeaders, ids=context.ids),
        ],
        exception_handlers={HTTPException: _refusal(dispatch, context)},
        lifespan=lifespan,
    )
    app.state.respond = dispatch.respond
    return app


def _end_streams(dispatch: Dispatch, surfaces: Sequence[Surface]) -> None:
    dispatch.streams.stop()
    for surface in surfaces:
        surface.end_streams()


def upkeep_app(upkeep: Upkeep, ids: Ids, *, on_stop: Callable[[], None]) -> Starlette:
    """The application of a process that only works: its health and its metrics."""

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        """Close what the process holds in the end."""
        yield
        on_stop()

    def refuse(request: Request, problem: Problem) -> Response:
        bind(request_id=(request_id := ids.new("req")))
        refused_with(request.scope, problem.code)
        response = problem_response(problem, request_id=request_id, path=request.url.path, accept="")
        response.headers["X-Request-Id"] = request_id
        return response

    return Starlette(
        routes=upkeep_routes(upkeep.readiness, upkeep.exposition, refuse),
        middleware=[Middleware(ObservedCalls, watch=upkeep.watch), Middleware(ResponseHeaders, ids=ids)],
        lifespan=lifespan,
    )


def _ready(context: Context) -> Callable[[], tuple[bool, JsonObject]]:
    """Ready while the database answers: of a node that nobody looks after more closely."""

    def ready() -> tuple[bool, JsonObject]:
        try:
            context.store.ping()
        except Exception:
            return False, {"status": "database unreachable"}
        return True, {"status": "ok"}

    return ready


def _refusal(
    dispatch: Dispatch, context: Context
) -> Callable[[Request, Exception], Coroutine[Any, Any, Response]]:  # Any: as FastAPI has it
    """404 and 405 of the router, in the one envelope."""

    async def refuse(request: Request, error: Exception) -> Response:
        """One refusal."""
        status = getattr(error, "status_code", 500)
        if status == 405:
            problem = Problem("METHOD_NOT_ALLOWED", f"{request.url.path} does not answer {request.method}.")
        elif status == 404:
            problem = Problem("NOT_FOUND", f"There is nothing at {request.url.path}.")
        else:
            problem = Problem("INTERNAL_ERROR")
        response = _refused(dispatch, context, request, problem)
        response.headers.update(getattr(error, "headers", None) or {})
        if status == 405:
            response.headers["Allow"] = ", ".join(_allowed(request))
        return response

    return refuse


def _allowed(request: Request) -> Sequence[str]:
    """Every method of the path, by whichever of its routes."""
    routes: Sequence[Route] = [route for route in request.app.routes if isinstance(route, Route)]
    path = next((each.path for each in routes if each.matches(request.scope)[0] is not Match.NONE), None)
    return sorted({method for each in routes if each.path == path for method in each.methods or ()})


def _refused(dispatch: Dispatch, context: Context, request: Request, problem: Problem) -> Response:
    request_id = context.ids.new("req")
    bind(request_id=request_id)
    response = dispatch.refuse(request, problem, request_id)
    response.headers["X-Request-Id"] = request_id
    return response
