"""Equal calls at once: one works, the others wait for it without a thread, a connection or a turn of their own.

Equal means the same caller, operation, path, idempotency key and bytes. What an equal call answers is decided by the
operation alone, from the record of its key; here it is only spared the work of finding that out too early. Calls at
other nodes are not seen from here: of each node one comes through and waits for the record.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import orjson

from entrygo.contract.canonical import sha256_hex

KEY_IN_BODY = b'"idempotencyKey"'
LARGEST_READ_FOR_A_KEY = (
    64 * 1024
)  # on the event loop; a larger body names its key in the header, or waits in turn

Identity = tuple[str, ...]


def identity(caller: tuple[str, ...], header: str | None, raw: bytes) -> Identity | None:
    """What makes calls equal; ``None`` for a call without a key."""
    key = header if header is not None else _key_in(raw)
    return None if key is None else (*caller, key, sha256_hex(raw))


def _key_in(raw: bytes) -> str | None:
    if KEY_IN_BODY not in raw or len(raw) > LARGEST_READ_FOR_A_KEY:
        return None
    try:
        body: Any = orjson.loads(raw)  # Any: JSON
    except orjson.JSONDecodeError:
        return None
    key = body.get("idempotencyKey") if isinstance(body, dict) else None
    return key if isinstance(key, str) else None


class EqualCalls:
    """The calls with a key that are under way in this process. Lives on the event loop and needs no lock."""

    def __init__(self, *, patience: float, most_waiting: int) -> None:
        self._patience = patience
        self._most_waiting = most_waiting
        self._first: dict[Identity, asyncio.Future[None]] = {}
        self._waiting = 0

    @property
    def waiting(self) -> int:
        """How many calls wait for an equal one."""
        return self._waiting

    @asynccontextmanager
    async def turn(self, call: Identity | None) -> AsyncIterator[float]:
        """The block of the first of equal calls, then those of the others; each is told how long it waited.

        One that has waited as long as a call with a known key waits goes on, too, and is told what is true then.
        """
        first = None if call is None else self._first.get(call)
        if first is not None:
            yield await self._wait_for(first)
        elif call is None:
            yield 0.0
        else:
            mine = self._first[call] = asyncio.get_running_loop().create_future()
            try:
                yield 0.0
            finally:
                del self._first[call]
                mine.set_result(None)

    async def _wait_for(self, first: asyncio.Future[None]) -> float:
        if self._waiting >= self._most_waiting:
            return 0.0
        begun = time.monotonic()
        self._waiting += 1
        try:
            await asyncio.wait([first], timeout=self._patience)
        finally:
            self._waiting -= 1
        return time.monotonic() - begun
