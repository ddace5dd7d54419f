"""An agent: the official client of the Model Context Protocol, over HTTP with a key or over a program's pipes."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

import anyio
import httpx2
import mcp_types as types
import orjson
from mcp import Client, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client

Result = TypeVar("Result")
PATIENCE_SECONDS = 60.0


@dataclass(frozen=True)
class Agent:
    """A connected agent."""

    client: Client

    async def call(self, tool: str, **arguments: Any) -> dict[str, Any]:
        """A tool's answer; an AssertionError where it is a refusal."""
        result = await self.client.call_tool(tool, arguments)
        assert not result.is_error, said(result)
        return said(result)

    async def refused(self, tool: str, **arguments: Any) -> dict[str, Any]:
        """A tool's refusal."""
        result = await self.client.call_tool(tool, arguments)
        assert result.is_error, said(result)
        return said(result)


def said(result: types.CallToolResult) -> dict[str, Any]:
    """The one JSON object of a result, which stands in its text and in its structured content alike."""
    (content,) = result.content
    assert isinstance(content, types.TextContent)
    document: dict[str, Any] = orjson.loads(content.text)
    assert result.structured_content == document
    return document


@asynccontextmanager
async def over_http(url: str, api_key: str, mode: str = "auto") -> AsyncIterator[Agent]:
    """An agent of a server."""
    headers = {"authorization": f"Bearer {api_key}"}
    async with httpx2.AsyncClient(headers=headers, timeout=PATIENCE_SECONDS) as http:
        transport = streamable_http_client(f"{url}/mcp", http_client=http)
        async with Client(transport, mode=mode) as client:  # type: ignore[arg-type]  # one of the client's modes
            yield Agent(client)


@asynccontextmanager
async def over_pipes(command: str, *arguments: str, environment: dict[str, str]) -> AsyncIterator[Agent]:
    """An agent that started the program itself."""
    program = StdioServerParameters(command=command, args=list(arguments), env=environment)
    async with Client(program) as client:
        yield Agent(client)


def run(work: Callable[[], Awaitable[Result]]) -> Result:
    """Run an agent's work to its end, within a bound."""

    async def bounded() -> Result:
        with anyio.fail_after(PATIENCE_SECONDS):
            return await work()

    return anyio.run(bounded)
