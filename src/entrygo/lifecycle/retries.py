"""When a mail is tried again: quick at first, every 30 s for five minutes, then slower, for a day in all.

Every wait is shortened by a share that follows from the mail and the number of the try: mails that failed together do
not come back together, the same try always waits the same, and no wait is longer than the contract's.
"""

from hashlib import sha256

QUICK_WAITS = (4.0, 12.0)  # a try starts up to a round of the worker later: within 5 s, within 15 s
STEADY_WAIT, STEADY_TRIES = 29.0, 14  # 14 of the shortest still cover five minutes
SLOW_WAITS = (60.0, 120.0, 300.0, 600.0, 1800.0)
LAST_WAIT = 3600.0
WAITS = (*QUICK_WAITS, *(STEADY_WAIT,) * STEADY_TRIES, *SLOW_WAITS)
LARGEST_SHARE = 0.25
"""At most this share of a wait is left out."""
GIVE_UP_AFTER_SECONDS = 86_400.0
LEAST_TRIES = 24
"""A day has more tries than this: a clock set forward, or a server that was off for a day, ends no mail early."""


def is_over(attempts: int, seconds: float) -> bool:
    """Whether a mail that was deferred so often, for so long, is given up."""
    return seconds >= GIVE_UP_AFTER_SECONDS and attempts >= LEAST_TRIES


def longest_wait(attempts: int) -> float:
    """The wait after this many tries, before anything is left out of it."""
    return WAITS[attempts - 1] if attempts <= len(WAITS) else LAST_WAIT


def wait_seconds(mail_id: str, attempts: int) -> float:
    """How long a mail waits after this many tries."""
    drawn = int.from_bytes(sha256(f"{mail_id}:{attempts}".encode()).digest()[:4], "big") / 2**32
    return longest_wait(attempts) * (1 - LARGEST_SHARE * drawn)
