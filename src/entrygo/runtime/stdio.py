"""The Model Context Protocol on standard input and output: one caller, whose key is looked up at each call."""

import anyio
from mcp.server.stdio import stdio_server

from entrygo.contract.actor import Actor
from entrygo.ports.clock import Ids
from entrygo.runtime.wiring import assemble
from entrygo.settings import Settings
from entrygo.surfaces.http.authentication import KeyRing
from entrygo.surfaces.mcp.server import mcp_server
from entrygo.telemetry import logs

DEFAULT_URL = "http://localhost:3000"


def serve_stdio(settings: Settings, *, authorization: str, ids: Ids) -> None:
    """Answer calls until the input ends. Raises INVALID_API_KEY at once where the key is none."""
    logs.configure(settings.log_level, form=settings.log_format, node_id=settings.node_id)
    url = settings.public_url or DEFAULT_URL
    application = assemble(settings, public_url=url, has_worker=False)
    keys = KeyRing(application.context)
    try:
        keys.actor(authorization, ids.new("req"))

        def caller(_: object) -> Actor:
            return keys.actor(authorization, ids.new("req"))

        server = mcp_server(application.context, caller, server_url=url)

        async def run() -> None:
            async with stdio_server() as (read, write):
                await server.run(read, write, server.create_initialization_options())

        anyio.run(run)
    finally:
        application.close()
