"""Places, queues and shares of the gate, on an event loop and without a server."""

import asyncio
from collections.abc import Callable, Coroutine

import pytest

from entrygo.contract.problems import Problem
from entrygo.surfaces.serving.admission import FairLimiter


class Call:
    """One turn at a gate that lasts until it is told to end."""

    def __init__(self, gate: FairLimiter, account: str, cost: int = 1) -> None:
        self.end = asyncio.Event()
        self.began = False
        self.task = asyncio.create_task(self._run(gate, account, cost))

    async def _run(self, gate: FairLimiter, account: str, cost: int) -> str:
        try:
            async with gate.turn(account, cost):
                self.began = True
                await self.end.wait()
        except Problem as problem:
            return f"{problem.status} {problem.code} {problem.retry_after}"
        return "done"

    async def over(self) -> str:
        """End it; what became of it."""
        self.end.set()
        return await self.task


async def breathe() -> None:
    """Let everything that can go on go on."""
    for _ in range(20):
        await asyncio.sleep(0)


def run(scene: Callable[[], Coroutine[None, None, None]]) -> None:
    """Play a scene on a loop of its own."""
    asyncio.run(asyncio.wait_for(scene(), 10))


def test_as_many_calls_run_as_there_are_places_and_the_next_wait() -> None:
    async def scene() -> None:
        gate = FairLimiter(2, waiting=5, patience=5)
        calls = [Call(gate, each) for each in "abc"]
        await breathe()
        assert [call.began for call in calls] == [True, True, False]
        assert (gate.taken, gate.waiting) == (2, 1)
        assert await calls[0].over() == "done"
        await breathe()
        assert calls[2].began
        for call in calls[1:]:
            assert await call.over() == "done"
        assert (gate.taken, gate.waiting) == (0, 0)

    run(scene)


def test_when_all_places_and_the_queue_are_full_the_next_is_refused_at_once() -> None:
    async def scene() -> None:
        gate = FairLimiter(4, waiting=2, patience=60)
        calls = [Call(gate, each) for each in "abcdef"]
        await breathe()
        assert gate.waiting == 2
        assert await Call(gate, "g").task == "503 UNAVAILABLE 1"
        for call in calls:
            assert await call.over() == "done"

    run(scene)


async def another_is_served(gate: FairLimiter, greedy: list[Call]) -> None:
    """An account that holds nothing is let in, and then all come to their end."""
    other = Call(gate, "other")
    await breathe()
    assert other.began
    for call in (other, *greedy):
        assert await call.over() == "done"


def test_one_account_holds_three_quarters_at_most_and_others_pass_it_by() -> None:
    async def scene() -> None:
        gate = FairLimiter(4, waiting=4, patience=60)
        greedy = [Call(gate, "greedy") for _ in range(6)]
        await breathe()
        assert [call.began for call in greedy] == [True, True, True, False, False, False]
        assert await Call(gate, "greedy").task == "429 RATE_LIMITED 1"
        await another_is_served(gate, greedy)

    run(scene)


def test_another_account_is_served_although_the_queue_is_full_of_one_that_has_its_share() -> None:
    async def scene() -> None:
        gate = FairLimiter(4, waiting=1, patience=60)
        greedy = [Call(gate, "greedy") for _ in range(4)]
        await breathe()
        assert gate.waiting == 1
        await another_is_served(gate, greedy)

    run(scene)


def test_of_those_who_wait_the_account_that_holds_least_is_next() -> None:
    async def scene() -> None:
        gate = FairLimiter(4, waiting=10, patience=60)
        first = [Call(gate, each) for each in ("a", "a", "b", "b")]
        await breathe()
        waiting = [Call(gate, each) for each in ("a", "b", "c")]
        await breathe()
        assert not any(call.began for call in waiting)
        await first[0].over()
        await breathe()
        assert [call.began for call in waiting] == [False, False, True]
        for call in (*first[1:], *waiting):
            await call.over()

    run(scene)


def test_a_turn_that_does_not_come_in_time_is_refused_and_leaves_no_trace() -> None:
    async def scene() -> None:
        gate = FairLimiter(1, waiting=5, patience=0.02)
        holder = Call(gate, "a")
        await breathe()
        assert await Call(gate, "b").task == "503 UNAVAILABLE 1"
        assert (gate.taken, gate.waiting) == (1, 0)
        await holder.over()
        again = Call(gate, "b")
        await breathe()
        assert again.began
        await again.over()

    run(scene)


def test_a_call_that_is_cancelled_gives_its_place_back() -> None:
    async def scene() -> None:
        gate = FairLimiter(1, waiting=5, patience=60)
        holder, waiting = Call(gate, "a"), Call(gate, "b")
        await breathe()
        waiting.task.cancel()
        holder.task.cancel()
        await asyncio.gather(holder.task, waiting.task, return_exceptions=True)
        assert (gate.taken, gate.waiting) == (0, 0)

    run(scene)


def test_a_costly_turn_waits_for_room_and_small_ones_do_not_slip_past_it() -> None:
    async def scene() -> None:
        gate = FairLimiter(100, waiting=10, patience=60)
        small = Call(gate, "a", 40)
        await breathe()
        large, later = Call(gate, "b", 75), Call(gate, "c", 10)
        await breathe()
        assert (large.began, later.began) == (False, False)
        await small.over()
        await breathe()
        assert (large.began, later.began) == (True, True)
        for call in (large, later):
            assert await call.over() == "done"

    run(scene)


@pytest.mark.parametrize("cost", [90, 500])
def test_a_turn_larger_than_a_share_runs_alone_rather_than_never(cost: int) -> None:
    async def scene() -> None:
        gate = FairLimiter(100, waiting=10, patience=60)
        call = Call(gate, "a", cost)
        await breathe()
        assert call.began
        await call.over()
        assert gate.taken == 0

    run(scene)
