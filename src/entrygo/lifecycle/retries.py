"""When a mail or a webhook is tried again, and when it is given up.

Each wait differs a little from its neighbours', by a share that follows from what is sent and the number of the try:
what failed together does not come back together, and the same try always waits the same.
"""

from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """The waits after each failed try, in seconds.

    After ``waits`` every wait is ``last_wait``; without one there is no further try. ``jitter`` is the largest share
    of a wait that is put on top, or left out where it is negative. A delivery ends at the earliest after
    ``least_tries`` and ``least_seconds``: a clock set forward, or a server that was off for a day, ends none early.
    """

    waits: tuple[float, ...]
    last_wait: float | None = None
    jitter: float
    least_tries: int
    least_seconds: float = 0.0

    def planned_wait(self, tries: int) -> float:
        """The wait after this many tries, before its jitter."""
        if tries <= len(self.waits):
            return self.waits[tries - 1]
        if self.last_wait is None:
            raise ValueError(f"there is no wait after {tries} tries")
        return self.last_wait

    def wait_seconds(self, identifier: str, tries: int, *, number: int | None = None) -> float:
        """How long it waits after this many tries; ``number`` counts those of earlier schedules too."""
        drawn = int.from_bytes(sha256(f"{identifier}:{number or tries}".encode()).digest()[:4], "big") / 2**32
        return self.planned_wait(tries) * (1 + self.jitter * drawn)

    def is_over(self, tries: int, seconds: float = 0.0) -> bool:
        """Whether what failed so often, for so long, is given up."""
        return seconds >= self.least_seconds and tries >= self.least_tries


MAIL = Schedule(
    waits=(
        *(4.0, 12.0),  # a try starts up to a round of the worker later: within 5 s, within 15 s
        *(29.0,) * 14,  # 14 of the shortest still cover five minutes
        *(60.0, 120.0, 300.0, 600.0, 1800.0),
    ),
    last_wait=3600.0,
    jitter=-0.25,  # no wait is longer than the contract's
    least_tries=24,
    least_seconds=86_400.0,
)
WEBHOOK = Schedule(
    waits=(5.0, 300.0, 1_800.0, 7_200.0, 18_000.0, 36_000.0, 50_400.0, 72_000.0, 86_400.0),
    jitter=0.1,
    least_tries=10,
)
