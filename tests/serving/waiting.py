"""Waiting in tests: until something holds, bounded, looked at again and again where there is no other sign.

Nothing else in the tests sleeps (the lint rule `bounded-waits`); a pause that is the point says so on its line.
"""

import time
from collections.abc import Callable
from typing import TypeVar

Seen = TypeVar("Seen")


def wait_until(
    look: Callable[[], Seen],
    holds: Callable[[Seen], object] = bool,
    *,
    seconds: float = 60,
    pause: float = 0.05,
    why: Callable[[Seen], object] = lambda seen: seen,
) -> Seen:
    """What was seen, once it holds; an AssertionError that tells ``why(seen)`` when it does not hold in time."""
    deadline = time.monotonic() + seconds
    while True:
        seen = look()
        if holds(seen):
            return seen
        assert time.monotonic() < deadline, f"not within {seconds:g} s: {why(seen)}"
        time.sleep(pause)
