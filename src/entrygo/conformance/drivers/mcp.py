"""The tools of agents, through the official client of the Model Context Protocol."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import ExitStack, asynccontextmanager

import httpx2
import orjson
from anyio.from_thread import start_blocking_portal
from mcp import Client
from mcp.client.streamable_http import streamable_http_client

from entrygo.conformance.drivers.driver import PATIENCE_SECONDS, Asked, DriverFault, Told
from entrygo.contract.canonical import JsonObject


def _plan(asked: Asked) -> JsonObject:
    body = dict(asked.body or {})
    body.pop("accountId", None)
    return body


def _execute(asked: Asked) -> JsonObject:
    body = asked.body or {}
    named = {"exportId": body["batchId"], "expectedPlanHash": body.get("expectedPlanHash", "")}
    review = body.get("acknowledgeReview")
    return named if review is None else {**named, "acknowledgeReview": review}


def _items(asked: Asked) -> JsonObject:
    return {"items": (asked.body or {})["items"]}


TOOLS: Mapping[str, tuple[str, Callable[[Asked], JsonObject]]] = {
    "products.sync": ("products_upsert", _items),
    "orders.sync": ("orders_upsert", _items),
    "exports.plan": ("exports_plan", _plan),
    "exports.execute": ("exports_execute", _execute),
    "exports.inspect": ("exports_get", lambda asked: {"exportId": asked.id, "detail": "full"}),
}
"""The tool of an operation, and its arguments made from the call's."""


class McpDriver:
    """A connected agent, its loop in a thread of its own."""

    name = "mcp"

    def __init__(self, url: str, key: str) -> None:
        self._running = ExitStack()
        try:
            self._portal = self._running.enter_context(start_blocking_portal())
            connected = _connected(f"{url.rstrip('/')}/mcp", key)
            self._client = self._running.enter_context(self._portal.wrap_async_context_manager(connected))
        except Exception as error:
            self._running.close()
            raise DriverFault(f"no agent could connect to {url}/mcp: {error}") from error

    def offers(self, call: str) -> bool:
        """What a tool does."""
        return call in TOOLS

    def ask(self, asked: Asked) -> Told:
        """One tool called."""
        tool, arguments = TOOLS[asked.call]
        try:
            result = self._portal.call(self._client.call_tool, tool, arguments(asked))
        except Exception as error:
            raise DriverFault(f"{tool}: {error}") from error
        return Told(is_refused=bool(result.is_error), body=orjson.loads(result.content[0].text))

    def close(self) -> None:
        """Disconnect."""
        self._running.close()


@asynccontextmanager
async def _connected(url: str, key: str) -> AsyncIterator[Client]:
    headers = {"authorization": f"Bearer {key}"}
    async with (
        httpx2.AsyncClient(headers=headers, timeout=PATIENCE_SECONDS) as http,
        Client(streamable_http_client(url, http_client=http)) as client,
    ):
        yield client
