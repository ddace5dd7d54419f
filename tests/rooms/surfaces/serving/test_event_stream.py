"""Many followers, one look at the store; heartbeats, keys that end, and the room there is."""

import asyncio
import uuid
from collections.abc import AsyncGenerator, Callable, Coroutine, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from starlette.responses import StreamingResponse

from entrygo.clock import SystemClock, SystemIds
from entrygo.context import Context
from entrygo.contract.actor import Mode, Tenant
from entrygo.contract.problems import Problem
from entrygo.lifecycle.events import EventType
from entrygo.operations.follow_events import EVENT_STREAM, Following
from entrygo.store.registry import AccountRow
from entrygo.store.unit_of_work import Store, UnitOfWork
from entrygo.surfaces.http.event_stream import frame
from entrygo.surfaces.serving.feed import EventStreams
from tests.serving.databases import sqlite_database

AT = datetime(2026, 11, 2, tzinfo=UTC)
TENANT = Tenant("acc_1", Mode.LIVE)


class CountingStore:
    """A store that counts how often it is read."""

    def __init__(self, store: Store) -> None:
        self.store, self.reads, self.is_away = store, 0, False

    @contextmanager
    def read(self, tenant: Tenant) -> Iterator[UnitOfWork]:
        """Read, and count it."""
        self.reads += 1
        if self.is_away:
            raise Problem("UNAVAILABLE")
        with self.store.read(tenant) as uow:
            yield uow

    def happens(self) -> None:
        """An event is written, by another process for all the feed knows."""
        with self.store.write(TENANT) as uow:
            identifier = f"evt_{uuid.uuid4().hex}"
            uow.events.append(
                EventType.EXPORT_PLANNED, export_id=None, payload={}, identifier=identifier, at=AT
            )


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CountingStore]:
    """A store with one account."""
    url = sqlite_database(tmp_path)
    opened = Store(url, SystemClock(), SystemIds())
    opened.registry.add_account(AccountRow(id="acc_1", name="Maple", created_at=AT))
    yield CountingStore(opened)
    opened.close()


def streams_of(store: CountingStore, **given: Any) -> EventStreams:
    """The streams of a process with this store."""
    return EventStreams(cast(Context, SimpleNamespace(store=store)), frame, **given)


def follower(
    streams: EventStreams, *, key: str = "key_1", check: Callable[[], Coroutine[Any, Any, None]] | None = None
) -> AsyncGenerator[bytes, None]:
    """One more follower, from the beginning."""

    async def good() -> None:
        """The key is good."""

    following = Following(body=b"", media_type=EVENT_STREAM, tenant=TENANT, position=0, kind=None)
    response = streams.open(following, key, check or good)
    return cast(AsyncGenerator[bytes, None], cast(StreamingResponse, response).body_iterator)


async def next_event(stream: AsyncGenerator[bytes, None]) -> bytes:
    """The next part that is no greeting and no heartbeat."""
    while not (part := await asyncio.wait_for(anext(stream), 10)).startswith(b"id: "):
        pass
    return part


def test_however_many_follow_the_store_is_asked_as_if_one_did(store: CountingStore) -> None:
    async def reads_with(count: int) -> int:
        streams = streams_of(store, per_key=100)
        followers = [follower(streams) for _ in range(count)]
        for each in followers:
            assert (await anext(each)).startswith(b"retry:")
        store.happens()
        await asyncio.gather(*(next_event(each) for each in followers))
        store.reads = 0
        waiting = [asyncio.create_task(next_event(each)) for each in followers]
        await asyncio.sleep(1.3)  # lint: allow bounded-waits -- some rounds of nothing, which are counted
        store.happens()
        await asyncio.gather(*waiting)
        asked = store.reads
        for each in followers:
            await each.aclose()
        streams.close()
        return asked

    alone, together = asyncio.run(reads_with(1)), asyncio.run(reads_with(50))
    assert 1 <= alone <= 6
    assert together <= alone + 2


def test_a_heartbeat_comes_while_nothing_happens_and_a_key_that_ended_ends_the_stream(
    store: CountingStore,
) -> None:
    looked: list[int] = []

    async def check() -> None:
        looked.append(1)
        if len(looked) == 3:
            raise Problem("INVALID_API_KEY")

    async def parts() -> list[bytes]:
        streams = streams_of(store, heartbeat_seconds=0.05)
        got = [part async for part in follower(streams, check=check)]
        streams.close()
        return got

    greeting, *beats = asyncio.run(asyncio.wait_for(parts(), 10))
    assert greeting == b"retry: 2000\n\n"
    assert len(beats) >= 2
    assert set(beats) == {b": still here\n\n"}


def test_a_store_that_is_away_is_asked_again_and_nothing_is_lost(store: CountingStore) -> None:
    async def told() -> bytes:
        streams = streams_of(store)
        stream = follower(streams)
        await anext(stream)
        store.is_away = True
        waiting = asyncio.create_task(next_event(stream))
        await asyncio.sleep(0.2)  # lint: allow bounded-waits -- time in which nothing may happen
        store.happens()
        await asyncio.sleep(0.6)  # lint: allow bounded-waits -- time in which nothing may happen
        assert not waiting.done()
        store.is_away = False
        got = await waiting
        await stream.aclose()
        streams.close()
        return got

    assert b'"sequence":1' in asyncio.run(told())


def test_a_process_has_room_for_so_many_and_for_none_once_it_stops(store: CountingStore) -> None:
    async def fill() -> list[Problem]:
        streams, faults = streams_of(store, most=3, per_key=2), []
        for key in ("a", "a", "a", "b", "c"):
            try:
                follower(streams, key=key)
            except Problem as problem:
                faults.append(problem)
        streams.stop()
        with pytest.raises(Problem, match="UNAVAILABLE"):
            follower(streams, key="d")
        streams.close()
        return faults

    over, full = asyncio.run(fill())
    assert (over.code, over.retry_after) == ("RATE_LIMITED", 5)
    assert (full.code, full.retry_after) == ("UNAVAILABLE", 5)


def test_a_stop_ends_a_stream_that_waits(store: CountingStore) -> None:
    async def stopped() -> None:
        streams = streams_of(store)
        stream = follower(streams)
        await anext(stream)
        waiting = asyncio.create_task(anext(stream))
        await asyncio.sleep(0.1)  # lint: allow bounded-waits -- time in which nothing may happen
        streams.stop()
        with pytest.raises(StopAsyncIteration):
            await asyncio.wait_for(waiting, 60)
        streams.close()

    asyncio.run(stopped())
