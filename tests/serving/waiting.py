"""Waiting in tests: until something holds, bounded, looked at again and again where there is no other sign.

Nothing else in the tests sleeps (the lint rule `bounded-waits`); a pause that is the point says so on its line.
"""

import time
from collections.abc import Callable
from typing import TypeVar

Seen = TypeVar("Seen")

FIRST_PAUSE, LENGTHENED, LONGEST_PAUSE = 0.03, 1.25, 0.4


def wait_until(
    look: Callable[[], Seen],
    holds: Callable[[Seen], object] = bool,
    *,
    seconds: float = 60,
    pause: float | None = None,
    why: Callable[[Seen], object] = lambda seen: seen,
) -> Seen:
    """What was seen, once it holds; an AssertionError that tells ``why(seen)`` when it does not hold in time.

    Looks are ``pause`` seconds apart. Without it the pause grows from 0.03 to 0.4 seconds, since each look costs the
    server processor time that what is waited for needs.
    """
    deadline = time.monotonic() + seconds
    between = FIRST_PAUSE
    while True:
        seen = look()
        if holds(seen):
            return seen
        assert time.monotonic() < deadline, f"not within {seconds:g} s: {why(seen)}"
        time.sleep(between if pause is None else pause)
        between = min(between * LENGTHENED, LONGEST_PAUSE)
