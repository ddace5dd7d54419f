"""The client that waits and its twin that awaits. What they do stands in :mod:`.exchange`; these send it."""

import asyncio
import os
import platform
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from copy import copy
from dataclasses import replace
from types import TracebackType
from typing import Any, Generic, ParamSpec, Self, TypeVar

import httpx

from .async_operations import AsyncOperations
from .errors import EntryGoError
from .exchange import EventFrames, Exchange, Known, Pause, Raw, Recorded, Steps, raw
from .operations import Operations
from .version import VERSION
from .wire import Arguments, JsonValue, Request, base_url

DEFAULT_URL = "http://localhost:3000"
DEFAULT_TIMEOUT_SECONDS = 60.0  # above the server's own wait for the first delivery
DEFAULT_RETRIES = 3
P = ParamSpec("P")
T = TypeVar("T")
Http = TypeVar("Http", httpx.Client, httpx.AsyncClient)


def _headers(api_key: str | None) -> dict[str, str]:
    key = api_key or os.environ.get("ENTRYGO_API_KEY")
    if not key:
        raise EntryGoError("NO_API_KEY", "Give an API key, or set ENTRYGO_API_KEY in the environment.")
    if not key.isascii() or not key.isprintable():
        raise EntryGoError("INVALID_API_KEY", "The API key holds characters that no key has.")
    agent = f"entrygo-client/{VERSION} python/{platform.python_version()}"
    return {"Authorization": f"Bearer {key}", "User-Agent": agent}


class _Connected(Generic[Http]):
    """What both clients hold: where they call, with which key, over which connections."""

    _connect: Callable[[], Http]

    def __init__(
        self,
        api_key: str | None = None,
        *,
        url: str | None = None,
        account_id: str | None = None,
        timeout: float = DEFAULT_TIMEOUT_SECONDS,
        retries: int = DEFAULT_RETRIES,
        run: str | None = None,
        http: Http | None = None,
    ) -> None:
        where = base_url(url or os.environ.get("ENTRYGO_SERVER") or DEFAULT_URL)
        self._exchange = Exchange(where, timeout, retries, run, Known(account_id))
        self._headers = _headers(api_key)
        self._http: Http = self._connect() if http is None else http
        self._owns_http = http is None
        self._bind()

    def _bind(self) -> None:
        """Give the operations this client to call with."""
        raise NotImplementedError

    def with_options(
        self, *, timeout: float | None = None, retries: int | None = None, run: str | None = None
    ) -> Self:
        """The same client over the same connections, with other patience or for a run."""
        kept, other = self._exchange, copy(self)
        other._exchange = replace(
            kept,
            timeout=kept.timeout if timeout is None else timeout,
            retries=kept.retries if retries is None else retries,
            run=kept.run if run is None else run,
        )
        other._owns_http = False
        other._bind()
        return other

    def _address(self, request: Request) -> str:
        return self._exchange.url + request.path

    def _sent(self, request: Request) -> dict[str, Any]:  # Any: options of httpx
        return {
            "params": request.query,
            "headers": {**self._headers, **request.headers},
            "content": request.content,
            "timeout": request.timeout,
        }


class EntryGo(_Connected[httpx.Client], Operations):
    """A client that waits.

    ``api_key`` and ``url`` are ``ENTRYGO_API_KEY`` and ``ENTRYGO_SERVER`` where they are not given; ``account_id`` is
    learned from the key. Calls that got no answer, or one that says to come back, are repeated up to ``retries`` times
    under one idempotency key. ``run`` names a piece of work: a program that is stopped and starts the run again gets
    the answers it had. ``http`` is a client of yours to send with. Raises :class:`EntryGoError`.
    """

    _connect = httpx.Client

    def _bind(self) -> None:
        Operations.__init__(self, self)

    def raw(self, method: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> Raw[T]:
        """What a method answers with status and headers: ``client.raw(client.exports.plan, warehouseId=...)``."""
        with Recorded() as answers:
            data = method(*arguments, **named)
        return raw(data, answers)

    def call(self, name: str, arguments: Arguments) -> JsonValue:
        """An operation by its id, for those who have its arguments as a dictionary."""
        return self._run(self._exchange.call(name, arguments))

    def rows(self, name: str, arguments: Arguments) -> Iterator[JsonValue]:
        """The rows of every page of a list, by its operation's id."""
        page: JsonValue = {"has_more": True}
        while page["has_more"]:
            page = self.call(name, arguments)
            yield from page["data"]
            arguments = {**arguments, "cursor": page["next_cursor"]}

    def follow(self, name: str, arguments: Arguments) -> Iterator[JsonValue]:
        """Events as they happen."""
        frames = EventFrames(self._exchange, name, arguments)
        self._run(frames.start())
        while True:
            cause: httpx.TransportError | httpx.Response | None = None
            try:
                asked = frames.request
                with self._http.stream(asked.method, self._address(asked), **self._sent(asked)) as response:
                    if response.is_success:
                        for line in response.iter_lines():
                            if (event := frames.line(line)) is not None:
                                yield event
                    else:
                        response.read()
                        cause = response
            except httpx.TransportError as error:
                cause = error
            time.sleep(frames.broken(cause))

    def settle(self, export_id: str, until: Callable[[JsonValue], bool] | None, timeout: float) -> JsonValue:
        """Inspect an export until it holds."""
        return self._run(self._exchange.settle(export_id, until, timeout))

    def _run(self, steps: Steps[T]) -> T:
        try:
            step = next(steps)
            while True:
                if isinstance(step, Pause):
                    time.sleep(step.seconds)
                    step = next(steps)
                    continue
                try:
                    response = self._http.request(step.method, self._address(step), **self._sent(step))
                except httpx.TransportError as error:
                    step = steps.throw(error)
                else:
                    step = steps.send(response)
        except StopIteration as done:
            answer: T = done.value
            return answer

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections, unless they are of a client that was given."""
        if self._owns_http:
            self._http.close()


class AsyncEntryGo(_Connected[httpx.AsyncClient], AsyncOperations):
    """The same client, awaited: ``await client.plan(...)``, ``async for export in client.exports.each()``."""

    _connect = httpx.AsyncClient

    def _bind(self) -> None:
        AsyncOperations.__init__(self, self)

    async def raw(self, method: Callable[P, Awaitable[T]], *arguments: P.args, **named: P.kwargs) -> Raw[T]:
        """What a method answers with status and headers: ``await client.raw(client.exports.plan, ...)``."""
        with Recorded() as answers:
            data = await method(*arguments, **named)
        return raw(data, answers)

    async def call(self, name: str, arguments: Arguments) -> JsonValue:
        """An operation by its id, for those who have its arguments as a dictionary."""
        return await self._run(self._exchange.call(name, arguments))

    async def rows(self, name: str, arguments: Arguments) -> AsyncIterator[JsonValue]:
        """The rows of every page of a list, by its operation's id."""
        page: JsonValue = {"has_more": True}
        while page["has_more"]:
            page = await self.call(name, arguments)
            for row in page["data"]:
                yield row
            arguments = {**arguments, "cursor": page["next_cursor"]}

    async def follow(self, name: str, arguments: Arguments) -> AsyncIterator[JsonValue]:
        """Events as they happen."""
        frames = EventFrames(self._exchange, name, arguments)
        await self._run(frames.start())
        while True:
            cause: httpx.TransportError | httpx.Response | None = None
            try:
                asked = frames.request
                sent = self._http.stream(asked.method, self._address(asked), **self._sent(asked))
                async with sent as response:
                    if response.is_success:
                        async for line in response.aiter_lines():
                            if (event := frames.line(line)) is not None:
                                yield event
                    else:
                        await response.aread()
                        cause = response
            except httpx.TransportError as error:
                cause = error
            await asyncio.sleep(frames.broken(cause))

    async def settle(
        self, export_id: str, until: Callable[[JsonValue], bool] | None, timeout: float
    ) -> JsonValue:
        """Inspect an export until it holds."""
        return await self._run(self._exchange.settle(export_id, until, timeout))

    async def _run(self, steps: Steps[T]) -> T:
        try:
            step = next(steps)
            while True:
                if isinstance(step, Pause):
                    await asyncio.sleep(step.seconds)
                    step = next(steps)
                    continue
                try:
                    sent = self._http.request(step.method, self._address(step), **self._sent(step))
                    response = await sent
                except httpx.TransportError as error:
                    step = steps.throw(error)
                else:
                    step = steps.send(response)
        except StopIteration as done:
            answer: T = done.value
            return answer

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the connections, unless they are of a client that was given."""
        if self._owns_http:
            await self._http.aclose()
