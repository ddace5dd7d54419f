"""Equal calls wait for the first one, without a turn of their own; unequal ones do not know each other."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest

from entrygo.surfaces.http.coalescing import EqualCalls, identity

CALLER = ("key_1", "exports.execute", "/api/exports/execute")


def run(work: Coroutine[Any, Any, None]) -> None:
    async def bounded() -> None:
        async with asyncio.timeout(10):
            await work

    asyncio.run(bounded())


async def hold(
    equals: EqualCalls, call: tuple[str, ...] | None, end: asyncio.Event, begun: list[float]
) -> None:
    async with equals.turn(call) as waited:
        begun.append(waited)
        await end.wait()


async def until(holds: Any) -> None:
    while not holds():
        await asyncio.sleep(0)


def test_the_others_wait_for_the_first_and_then_go_on_together() -> None:
    async def scene() -> None:
        equals, end, begun = EqualCalls(patience=5, most_waiting=100), asyncio.Event(), list[float]()
        calls = [asyncio.create_task(hold(equals, ("a",), end, begun)) for _ in range(50)]
        await until(lambda: equals.waiting == 49)
        assert begun == [0.0]
        end.set()
        await asyncio.gather(*calls)
        assert len(begun) == 50
        assert equals.waiting == 0
        async with equals.turn(("a",)) as waited:  # nothing is left behind
            assert waited == 0.0

    run(scene())


def test_unequal_calls_and_calls_without_a_key_run_at_once() -> None:
    async def scene() -> None:
        equals, end, begun = EqualCalls(patience=5, most_waiting=100), asyncio.Event(), list[float]()
        calls = [asyncio.create_task(hold(equals, each, end, begun)) for each in (("a",), ("b",), None, None)]
        await until(lambda: len(begun) == 4)
        end.set()
        await asyncio.gather(*calls)

    run(scene())


def test_a_first_call_that_fails_lets_the_others_go_on() -> None:
    async def scene() -> None:
        equals, end, begun = EqualCalls(patience=5, most_waiting=100), asyncio.Event(), list[float]()

        async def fail() -> None:
            async with equals.turn(("a",)):
                await end.wait()
                raise ValueError

        first = asyncio.create_task(fail())
        await asyncio.sleep(0)
        second = asyncio.create_task(hold(equals, ("a",), end, begun))
        await until(lambda: equals.waiting == 1)
        end.set()
        with pytest.raises(ValueError):  # noqa: PT011 - its own
            await first
        await second
        assert len(begun) == 1

    run(scene())


@pytest.mark.parametrize(("patience", "most_waiting"), [(0.01, 100), (5.0, 0)])
def test_nobody_waits_for_longer_or_in_greater_number_than_said(patience: float, most_waiting: int) -> None:
    async def scene() -> None:
        equals, end, begun = (
            EqualCalls(patience=patience, most_waiting=most_waiting),
            asyncio.Event(),
            list[float](),
        )
        first = asyncio.create_task(hold(equals, ("a",), end, begun))
        await until(lambda: begun)
        second = asyncio.create_task(hold(equals, ("a",), end, begun))
        await until(lambda: len(begun) == 2)
        assert not first.done()
        end.set()
        await asyncio.gather(first, second)

    run(scene())


def test_equal_are_the_same_caller_key_and_bytes() -> None:
    raw = b'{"batchId":"batch_1"}'
    known = identity(CALLER, "k", raw)
    assert known == identity(CALLER, "k", raw) is not None
    others = [
        identity(("key_2", *CALLER[1:]), "k", raw),
        identity(CALLER, "other", raw),
        identity(CALLER, "k", raw + b" "),
    ]
    assert known not in others


@pytest.mark.parametrize(
    ("raw", "has_key"),
    [
        (b'{"idempotencyKey":"k"}', True),
        (b'{"batchId":"batch_1"}', False),
        (b'{"idempotencyKey":7}', False),
        (b'["idempotencyKey"]', False),
        (b'{"idempotencyKey":"k"', False),
        (b'{"idempotencyKey":"k","pad":"' + b"x" * 70_000 + b'"}', False),
    ],
)
def test_a_key_may_stand_in_a_small_body(raw: bytes, has_key: bool) -> None:
    assert (identity(CALLER, None, raw) is not None) == has_key
