"""MCP over HTTP: stateless, so that any node answers any call."""

from contextlib import AbstractAsyncContextManager
from urllib.parse import urlsplit

from mcp.server.transport_security import TransportSecuritySettings
from starlette.requests import Request
from starlette.types import ASGIApp

from entrygo.context import Context
from entrygo.contract.actor import Actor
from entrygo.surfaces.mcp.endpoint import ACTOR, PATH
from entrygo.surfaces.mcp.server import mcp_server

LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")
MAX_BODY_BYTES = 8 * 1024 * 1024


def mcp_app(context: Context, public_url: str) -> tuple[ASGIApp, AbstractAsyncContextManager[None]]:
    """The application that answers calls, and the block within which it does."""
    server = mcp_server(context, _actor_of, server_url=public_url)
    hosts = [*LOCAL_HOSTS, *([urlsplit(public_url).hostname] if public_url else [])]
    allowed = [form for host in hosts if host for form in (host, f"{host}:*")]
    origins = [f"{scheme}://{host}" for scheme in ("http", "https") for host in allowed]
    app = server.streamable_http_app(
        streamable_http_path=PATH,
        json_response=True,
        stateless_http=True,
        max_request_body_size=MAX_BODY_BYTES,
        transport_security=TransportSecuritySettings(allowed_hosts=allowed, allowed_origins=origins),
    )
    return app, server.session_manager.run()


def _actor_of(request: Request) -> Actor:
    actor: Actor = request.scope[ACTOR]
    return actor
