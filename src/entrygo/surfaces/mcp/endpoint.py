"""The endpoint at ``/mcp``, under the keys of the API. The protocol's library is loaded when somebody first calls."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace

import anyio
from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from entrygo.context import Context
from entrygo.contract.actor import Actor, ActorKind

PATH = "/mcp"
ACTOR = "entrygo.actor"
Authenticate = Callable[[Request], Awaitable[Actor | Response]]
"""The caller of a request, or the response that refuses it."""


class McpSurface:
    """Its routes; calls are answered within :meth:`running`, which spans the application's life."""

    def __init__(self, context: Context, *, public_url: str) -> None:
        self._context, self._public_url = context, public_url
        self._wanted, self._ready, self._stop = anyio.Event(), anyio.Event(), anyio.Event()
        self._app: ASGIApp | None = None

    def routes(self, authenticate: Authenticate) -> Sequence[BaseRoute]:
        """The one path; whoever calls is known before the server reads the call.

        Calls are posted, each answered for itself: there is no session to end, and no stream that would outlive a key.
        """

        async def answer(scope: Scope, receive: Receive, send: Send) -> None:
            found = await authenticate(Request(scope, receive))
            if isinstance(found, Response):
                found.headers["WWW-Authenticate"] = "Bearer"
                await found(scope, receive, send)
                return
            scope[ACTOR] = replace(found, kind=ActorKind.AGENT)
            app = await self._loaded()
            await app(scope, receive, send)

        return [Route(PATH, _Application(answer), methods=["POST"])]

    def end_streams(self) -> None:
        """Nothing goes on without end here: each call has its answer."""

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Load the library once somebody calls, and let go of it in the end."""
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(self._serve)
            yield
            self._wanted.set()
            self._stop.set()

    async def _serve(self) -> None:
        await self._wanted.wait()
        if self._stop.is_set():
            return
        app, answering = await to_thread.run_sync(self._load)
        async with answering:
            self._app = app
            self._ready.set()
            await self._stop.wait()

    async def _loaded(self) -> ASGIApp:
        self._wanted.set()
        await self._ready.wait()
        if self._app is None:
            raise RuntimeError("the endpoint is ready without an application")
        return self._app

    def _load(self) -> tuple[ASGIApp, AbstractAsyncContextManager[None]]:
        from entrygo.surfaces.mcp.http import mcp_app

        return mcp_app(self._context, self._public_url)


class _Application:
    """An ASGI application of one function: a route calls instances as applications, functions as handlers."""

    def __init__(self, answer: ASGIApp) -> None:
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        await self._answer(scope, receive, send)
