"""What happens in a tenant, as server-sent events. Each surface says how it frames an event and who follows.

All followers of a tenant in this process share one feed: it asks the store for what is new once every half second,
however many follow, and keeps the latest events. A follower that is further back than the feed remembers reads its
pages from the store by itself. Each keeps nothing but its position, so one that reads slowly costs nothing; the server
cuts the connection of one that does not read at all.
"""

import asyncio
import contextlib
from collections import Counter, deque
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from entrygo.context import Context
from entrygo.contract.actor import Tenant
from entrygo.contract.problems import Problem
from entrygo.lifecycle.rows import EventRow
from entrygo.operations.follow_events import EVENT_STREAM, Following

POLL_SECONDS, HEARTBEAT_SECONDS = 0.5, 15.0
CHECK_SECONDS = 0.4  # and a key is remembered as long: a revoked one's streams end within a second
RETRY_MILLISECONDS = 2_000
PAGE, REMEMBERED = 200, 1_000
STREAMS_A_KEY, STREAMS = 10, 500
THREADS = 4
KNOCK_SECONDS = 5
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


Frame = Callable[[EventRow], bytes]
"""One event as a surface writes it."""


class EventStreams:
    """The open streams of a surface in a process; ``frame`` writes an event for its followers."""

    def __init__(
        self,
        world: Context,
        frame: Frame,
        *,
        per_key: int = STREAMS_A_KEY,
        most: int = STREAMS,
        heartbeat_seconds: float = HEARTBEAT_SECONDS,
    ) -> None:
        self._world, self._frame = world, frame
        self._per_key, self._most = per_key, most
        self._heartbeat_seconds = heartbeat_seconds
        self._open: Counter[str] = Counter()
        self._feeds: dict[Tenant, _Feed] = {}
        self._stopping = False
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="entrygo-events")

    def open(self, following: Following, key_id: str, check: Callable[[], Awaitable[object]]) -> Response:
        """A stream for a key or a session. ``check`` raises a 401 once that is no longer good; the stream then ends."""
        if self._stopping or self._open.total() >= self._most:
            raise Problem(
                "UNAVAILABLE", "The server has no room for another stream.", retry_after=KNOCK_SECONDS
            )
        if self._open[key_id] >= self._per_key:
            raise Problem(
                "RATE_LIMITED",
                f"A key has at most {self._per_key} streams open at a time; close one.",
                details={"policy": "streams"},
                retry_after=KNOCK_SECONDS,
            )
        self._open[key_id] += 1  # from here on: a stream that is promised is counted
        return _EndingResponse(
            self._events(following, check),
            media_type=EVENT_STREAM,
            headers=HEADERS,
            on_end=lambda: self._closed(key_id),
        )

    def stop(self) -> None:
        """End every stream; clients come again, to another process or to the next life of this one."""
        self._stopping = True
        for feed in self._feeds.values():
            feed.wake()

    def close(self) -> None:
        """Ask the store nothing more."""
        self.stop()
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _closed(self, key_id: str) -> None:
        self._open[key_id] -= 1
        self._open += Counter()  # forget those at zero

    async def _events(
        self, following: Following, check: Callable[[], Awaitable[object]]
    ) -> AsyncGenerator[bytes, None]:
        yield b"retry: %d\n\n" % RETRY_MILLISECONDS
        loop = asyncio.get_running_loop()
        position = following.position
        told_at = checked_at = loop.time()
        async with self._feed(following.tenant) as feed:
            while not self._stopping:
                rows = await self._next(feed, position)
                if rows:
                    position = rows[-1].seq
                lines = b"".join(self._frame(row) for row in rows if following.kind in (None, row.type))
                is_time = loop.time() - told_at >= self._heartbeat_seconds
                if is_time:
                    told_at = loop.time()
                if loop.time() - checked_at >= CHECK_SECONDS:
                    checked_at = loop.time()
                    if not await _is_good(check):
                        return
                if lines or is_time:
                    yield lines or b": still here\n\n"
                if not rows and not is_time:
                    wake_at = min(told_at + self._heartbeat_seconds, checked_at + CHECK_SECONDS)
                    await feed.changed(wake_at - loop.time())

    async def _next(self, feed: "_Feed", position: int) -> Sequence[EventRow]:
        """What follows, from the feed or from the store; a store that is away is asked again."""
        known = feed.after(position)
        if known is not None:
            return known
        try:
            return await self._read(feed.tenant, position)
        except Problem:
            await asyncio.sleep(POLL_SECONDS)
            return ()

    async def _read(self, tenant: Tenant, position: int) -> Sequence[EventRow]:
        return await asyncio.get_running_loop().run_in_executor(
            self._threads, _page, self._world, tenant, position
        )

    @contextlib.asynccontextmanager
    async def _feed(self, tenant: Tenant) -> AsyncIterator["_Feed"]:
        """The tenant's feed, which lives as long as anyone follows it."""
        feed = self._feeds.get(tenant)
        if feed is None:
            feed = self._feeds[tenant] = _Feed(tenant)
        feed.followers += 1
        if feed.task is None:
            feed.task = asyncio.create_task(self._keep(feed))
        try:
            yield feed
        finally:
            feed.followers -= 1
            if not feed.followers:
                feed.task.cancel()
                del self._feeds[tenant]

    async def _keep(self, feed: "_Feed") -> None:
        """Ask for what is new, again and again."""
        while not self._stopping:
            try:
                if feed.head is None:
                    feed.head = await asyncio.get_running_loop().run_in_executor(
                        self._threads, _newest, self._world, feed.tenant
                    )
                    feed.wake()
                rows = await self._read(feed.tenant, feed.head)
            except Problem:  # the store said why in its log
                rows = ()
            if rows:
                feed.add(rows)
            if len(rows) < PAGE:
                await asyncio.sleep(POLL_SECONDS)


class _Feed:
    """What a tenant's followers share: the latest events, and the news that there are more."""

    def __init__(self, tenant: Tenant) -> None:
        self.tenant = tenant
        self.head: int | None = None
        self.followers = 0
        self.task: asyncio.Task[None] | None = None
        self._latest: deque[EventRow] = deque(maxlen=REMEMBERED)
        self._news = asyncio.Event()

    def add(self, rows: Sequence[EventRow]) -> None:
        """New events."""
        self._latest.extend(rows)
        self.head = rows[-1].seq
        self.wake()

    def wake(self) -> None:
        """Let every follower look."""
        self._news.set()
        self._news = asyncio.Event()

    async def changed(self, seconds: float) -> None:
        """Wait until there is something to look at, at most so long."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._news.wait(), max(seconds, 0))

    def after(self, position: int) -> Sequence[EventRow] | None:
        """The events after a position as far as they are remembered; ``None`` where the store must be asked."""
        if self.head is None:
            return ()  # the first look is under way
        if position >= self.head:
            return ()
        if not self._latest or self._latest[0].seq > position + 1:
            return None
        return [row for row in self._latest if row.seq > position][:PAGE]


class _EndingResponse(StreamingResponse):
    """A streaming response that says when it is over, however it ends."""

    def __init__(
        self,
        content: AsyncGenerator[bytes, None],
        *,
        media_type: str,
        headers: dict[str, str],
        on_end: Callable[[], None],
    ) -> None:
        super().__init__(content, media_type=media_type, headers=headers)
        self._content, self._on_end = content, on_end

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._on_end()
            await self._content.aclose()


async def _is_good(check: Callable[[], Awaitable[object]]) -> bool:
    """Whether the key still is; while the store is away, nobody can say that it is not."""
    try:
        await check()
    except Problem as problem:
        return problem.status != 401
    return True


def _page(world: Context, tenant: Tenant, position: int) -> Sequence[EventRow]:
    with world.store.read(tenant) as uow:
        return uow.events.after(position, PAGE)


def _newest(world: Context, tenant: Tenant) -> int:
    with world.store.read(tenant) as uow:
        return uow.events.newest()
