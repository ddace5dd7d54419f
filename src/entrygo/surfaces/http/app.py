"""The ASGI application: routes from the endpoint records, and the few pages that need no key."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from entrygo.context import Context
from entrygo.contract.canonical import JsonObject, answer_bytes
from entrygo.contract.problems import Problem
from entrygo.ports.clock import Ids
from entrygo.ports.log_context import bind
from entrygo.surfaces.http import (
    catalogue,
    customs,
    exports,
    mail,
    parties,
    screening,
    submissions,
    triage,
    webhooks,
)
from entrygo.surfaces.http.admission import Limits
from entrygo.surfaces.http.broker_page import BrokerDoor
from entrygo.surfaces.http.dispatch import Door, unique
from entrygo.surfaces.http.docs.routes import docs_routes
from entrygo.surfaces.http.endpoint import Endpoint
from entrygo.surfaces.http.health import Upkeep, upkeep_routes
from entrygo.surfaces.http.openapi import Node, describe
from entrygo.surfaces.http.problems import problem_response
from entrygo.surfaces.http.request_ids import RequestIds
from entrygo.surfaces.http.request_metrics import NobodyWatches, WatchedCalls, refused_with

ENDPOINTS: tuple[Endpoint, ...] = tuple(
    unique(
        (
            *catalogue.ENDPOINTS,
            *parties.ENDPOINTS,
            *exports.ENDPOINTS,
            *submissions.ENDPOINTS,
            *mail.ENDPOINTS,
            *customs.ENDPOINTS,
            *triage.ENDPOINTS,
            *screening.ENDPOINTS,
            *webhooks.ENDPOINTS,
        )
    )
)


def create_app(
    world: Context,
    *,
    rate: float = 50,
    burst: int = 500,
    limits: Limits = Limits(),
    on_stop: Callable[[], None] | None = None,
    upkeep: Upkeep | None = None,
) -> Starlette:
    """The application over a world. ``rate`` calls a second a key, ``burst`` at once; ``limits`` of the process."""
    description = describe(ENDPOINTS)
    seen_to = upkeep or Upkeep(watch=NobodyWatches(), readiness=_ready(world))
    door = Door(world, rate=rate, burst=burst, limits=limits, watch=seen_to.watch)

    def refuse(request: Request, problem: Problem) -> Response:
        """A problem outside of an endpoint."""
        return _refused(door, world, request, problem)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[JsonObject]:
        """Close the door, then the house."""
        yield {"end_streams": door.streams.stop}
        door.close()
        if on_stop is not None:
            on_stop()

    app = Starlette(
        routes=[
            *(Route(e.path, door.handler(e), methods=[e.method]) for e in ENDPOINTS),
            Route("/docs/api/openapi", _openapi(description), methods=["GET"]),
            *docs_routes(description),
            *BrokerDoor(world).routes(),
            *upkeep_routes(seen_to.readiness, seen_to.exposition, refuse),
        ],
        middleware=[Middleware(WatchedCalls, watch=seen_to.watch), Middleware(RequestIds, ids=world.ids)],
        exception_handlers={HTTPException: _refusal(door, world)},
        lifespan=lifespan,
    )
    app.router.redirect_slashes = False
    return app


def upkeep_app(upkeep: Upkeep, ids: Ids, *, on_stop: Callable[[], None]) -> Starlette:
    """The application of a process that only works: its health and its metrics."""

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        """Close the house in the end."""
        yield
        on_stop()

    def refuse(request: Request, problem: Problem) -> Response:
        """A problem as a response."""
        bind(request_id=(request_id := ids.new("req")))
        refused_with(request.scope, problem.code)
        response = problem_response(problem, request_id=request_id, path=request.url.path, accept="")
        response.headers["X-Request-Id"] = request_id
        return response

    return Starlette(
        routes=upkeep_routes(upkeep.readiness, upkeep.exposition, refuse),
        middleware=[Middleware(WatchedCalls, watch=upkeep.watch), Middleware(RequestIds, ids=ids)],
        lifespan=lifespan,
    )


def _openapi(description: Node) -> Callable[[Request], Awaitable[Response]]:
    body = answer_bytes(description)

    async def openapi(_request: Request) -> Response:
        """The description's bytes."""
        return Response(body, media_type="application/json")

    return openapi


def _ready(world: Context) -> Callable[[], tuple[bool, JsonObject]]:
    """Ready while the database answers: of a node that nobody looks after more closely."""

    def ready() -> tuple[bool, JsonObject]:
        try:
            world.store.ping()
        except Exception:
            return False, {"status": "database unreachable"}
        return True, {"status": "ok"}

    return ready


def _refusal(door: Door, world: Context) -> Callable[[Request, Exception], Awaitable[Response]]:
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
        response = _refused(door, world, request, problem)
        response.headers.update(getattr(error, "headers", None) or {})
        return response

    return refuse


def _refused(door: Door, world: Context, request: Request, problem: Problem) -> Response:
    request_id = world.ids.new("req")
    bind(request_id=request_id)
    response = door.refuse(request, problem, request_id)
    response.headers["X-Request-Id"] = request_id
    return response
