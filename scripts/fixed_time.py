"""EntryGo with a clock, ids and random bytes that are the same at each run, so that pictures of it are the same:
``python -m scripts.fixed_time demo`` is ``entrygo demo`` on the morning of the pictures. For nothing else.
"""

import hashlib
import os
import random
import secrets
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from entrygo.clock import SystemClock, SystemIds

MORNING = datetime(2026, 11, 28, 14, 0, 5, tzinfo=UTC)
SLOWER = 20
"""Seconds of the machine in a second of the pictures: a slow machine shows the same minutes."""
LATER = "ENTRYGO_PICTURES_MINUTES_LATER"
_began = time.monotonic()
_counts: Counter[str] = Counter()


def _now(_: SystemClock) -> datetime:
    passed = timedelta(seconds=(time.monotonic() - _began) / SLOWER, minutes=int(os.environ.get(LATER, "0")))
    now = MORNING + passed
    return now.replace(microsecond=now.microsecond // 1000 * 1000)


def _new(_: SystemIds, prefix: str) -> str:
    _counts[prefix] += 1
    said = f"{os.environ.get(LATER, '0')} {prefix} {_counts[prefix]}"
    digest = hashlib.sha256(said.encode()).hexdigest()
    milliseconds = int(MORNING.timestamp() * 1000) + int(os.environ.get(LATER, "0")) * 60_000
    return f"{prefix}_{milliseconds:012x}7{_counts[prefix]:07x}{digest[:12]}"


def hold(minutes_later: int = 0) -> None:
    """Hold this process, and those it starts, at the morning of the pictures."""
    if minutes_later:
        os.environ[LATER] = str(minutes_later)
    steady = random.Random(int(os.environ.get(LATER, "0")))
    held: tuple[tuple[object, str, Callable[..., object]], ...] = (
        (SystemClock, "now", _now),
        (SystemIds, "new", _new),
        (secrets, "token_bytes", lambda size=None: steady.randbytes(size or 32)),
        (secrets, "choice", steady.choice),
        (secrets, "randbelow", steady.randrange),
    )
    for owner, name, ours in held:
        setattr(owner, name, ours)


if __name__ == "__main__":
    hold()
    sys.argv[0] = "entrygo"
    from entrygo.cli.main import main

    main()
