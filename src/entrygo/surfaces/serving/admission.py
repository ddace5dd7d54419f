"""Admission: how much is under way, how much may wait, and whose turn is next.

Everything here lives on the event loop and needs no lock. What does not fit is refused at once, before it costs
memory; what waits is served fairly between accounts and never for longer than it is worth waiting.
"""

import asyncio
import itertools
from collections import Counter, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from entrygo.contract.problems import Problem

SHARE_NUMERATOR, SHARE_DENOMINATOR = 3, 4  # of the places, that one account may hold or wait for


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one process takes on: calls at a time, calls that wait, for how long, and bytes of bodies held."""

    calls: int = 40
    waiting: int = 1000
    wait_seconds: float = 20.0
    body_bytes: int = 64 * 1024 * 1024
    lookups: int = 4
    """Threads that look up keys not seen within the last second, beside the calls' own."""


@dataclass(frozen=True, slots=True)
class _Ticket:
    number: int
    cost: int
    turn: asyncio.Future[None]


class FairLimiter:
    """At most ``most`` places are taken, each turn costing some; at most ``waiting`` turns wait, ``patience`` long.

    One account holds three quarters of either at most, and of those who wait the account that holds least is next.
    """

    def __init__(self, most: int, *, waiting: int, patience: float) -> None:
        self._most, self._most_waiting, self._patience = most, waiting, patience
        self._share = _share(most)
        self._waiting_share = _share(waiting)
        self._taken = 0
        self._taken_by: Counter[str] = Counter()
        self._lines: dict[str, deque[_Ticket]] = {}
        self._waiting = 0
        self._numbers = itertools.count()

    @property
    def taken(self) -> int:
        """How many places are taken."""
        return self._taken

    @property
    def waiting(self) -> int:
        """How many turns wait."""
        return self._waiting

    def require_room(self, account: str, cost: int = 1) -> None:
        """Refuse, cheaply, what could neither begin nor wait: 503 where all is full, 429 beyond the account's share."""
        if not self._waiting and self._fits(account, cost):
            return
        if len(self._lines.get(account, ())) >= self._waiting_share and self._waiting < self._most_waiting:
            raise Problem(
                "RATE_LIMITED",
                "This account has as many calls under way and waiting as one account may; let some finish.",
                details={"policy": "concurrency"},
                retry_after=1,
            )
        if self._waiting >= self._most_waiting and not self._is_next(account, cost):
            raise _busy()

    @asynccontextmanager
    async def turn(self, account: str, cost: int = 1) -> AsyncIterator[None]:
        """Hold ``cost`` places for the block, once it is this turn's time; 503 when that takes too long."""
        self.require_room(account, cost)
        await self._enter(account, cost)
        try:
            yield
        finally:
            self._leave(account, cost)

    async def _enter(self, account: str, cost: int) -> None:
        ticket = _Ticket(next(self._numbers), cost, asyncio.get_running_loop().create_future())
        self._lines.setdefault(account, deque()).append(ticket)
        self._waiting += 1
        self._admit()
        if ticket.turn.done():
            return
        try:
            await asyncio.wait([ticket.turn], timeout=self._patience)
        except BaseException:
            if ticket.turn.done():
                self._leave(account, cost)
            raise
        finally:
            if not ticket.turn.done():
                self._lines[account].remove(ticket)
                self._forget_line(account)
        if not ticket.turn.done():
            raise _busy()

    def _leave(self, account: str, cost: int) -> None:
        self._taken -= cost
        self._taken_by[account] -= cost
        if self._taken_by[account] <= 0:
            del self._taken_by[account]
        self._admit()

    def _admit(self) -> None:
        """Give turns while the next one fits. One that does not fit yet is waited for, so that none is passed over."""
        while (account := self._next()) is not None:
            ticket = self._lines[account][0]
            if self._taken + ticket.cost > self._most and self._taken:
                return
            self._lines[account].popleft()
            self._forget_line(account)
            self._taken += ticket.cost
            self._taken_by[account] += ticket.cost
            ticket.turn.set_result(None)

    def _next(self) -> str | None:
        """The account that is within its share and holds least; among equals who waits longest."""
        ready = [
            (self._taken_by[account], line[0].number, account)
            for account, line in self._lines.items()
            if self._is_within_share(account, line[0].cost)
        ]
        return min(ready)[2] if ready else None

    def _is_next(self, account: str, cost: int) -> bool:
        """Whether a turn would begin at once although others wait: they wait for their own account's calls."""
        return account not in self._lines and self._next() is None and self._fits(account, cost)

    def _fits(self, account: str, cost: int) -> bool:
        return (self._taken + cost <= self._most or not self._taken) and self._is_within_share(account, cost)

    def _is_within_share(self, account: str, cost: int) -> bool:
        held = self._taken_by[account]
        return held == 0 or held + cost <= self._share

    def _forget_line(self, account: str) -> None:
        self._waiting -= 1
        if not self._lines[account]:
            del self._lines[account]


def _share(places: int) -> int:
    return -(-places * SHARE_NUMERATOR // SHARE_DENOMINATOR)


def _busy() -> Problem:
    return Problem(
        "UNAVAILABLE", "The server has as much work as it can take; repeat the call.", retry_after=1
    )
