"""How often one may try to sign in: counted in the database, so that all nodes agree.

Per e-mail address 5 failures in 15 minutes, per network address 30. Each further block of as many within a day doubles
the time they are counted over, up to four hours: nobody is locked out for good, and guessing gets slower.
"""

import hmac
import math
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import sha256

from entrygo.context import Context
from entrygo.contract.actor import SYSTEM
from entrygo.contract.problems import Problem

PER_EMAIL, PER_ADDRESS, RESETS_PER_EMAIL = 5, 30, 3
WINDOW, LONGEST_WINDOW = timedelta(minutes=15), timedelta(hours=4)
KEPT = timedelta(hours=24)
TOO_MANY_RESETS = "A new password was asked for too often. Look into the mailbox, or wait and ask again."
TOO_MANY = "There were too many tries to sign in. Nothing is locked: wait and try again, or ask an admin for a reset."


def begin_try(context: Context, email: str, address: str) -> tuple[str, ...]:
    """Count a try before it is made, and return its ids, for when it succeeds.

    429 RATE_LIMITED, with the seconds to wait, after too many.
    """
    limits = {
        _subject(context, "email", email): (PER_EMAIL, True),
        _subject(context, "address", address): (PER_ADDRESS, False),
    }
    return _counted(context, limits, TOO_MANY)


def begin_asking(context: Context, email: str, address: str) -> None:
    """Count a wish for a new password, by the address it names, known or not; 429 RATE_LIMITED after too many."""
    limits = {
        _subject(context, "reset email", email.strip().lower()): (RESETS_PER_EMAIL, False),
        _subject(context, "reset address", address): (PER_ADDRESS, False),
    }
    _counted(context, limits, TOO_MANY_RESETS)


def _counted(context: Context, limits: Mapping[str, tuple[int, bool]], words: str) -> tuple[str, ...]:
    made = []
    with context.store.write_people((), by=SYSTEM) as work:
        work.tries.take_turn(limits)
        work.tries.forget(before=work.now - KEPT)
        waits = [
            wait_seconds(
                work.tries.failures(subject, since=work.now - KEPT, after_success=after_success),
                most=most,
                now=work.now,
            )
            for subject, (most, after_success) in limits.items()
        ]
        if not any(waits):
            for subject in limits:
                made.append(try_id := work.ids.new("try"))
                work.tries.add(try_id, subject, at=work.now)
    if any(waits):
        raise Problem("RATE_LIMITED", words, retry_after=max(waits))
    return tuple(made)


def wait_seconds(failures: Sequence[datetime], *, most: int, now: datetime) -> int:
    """How long until the next try may come, after these failures of a day, oldest first; 0 is now."""
    doublings = len(failures) // most - 1
    window = min(WINDOW * (1 << max(0, min(doublings, 10))), LONGEST_WINDOW)
    counted = [at for at in failures if at > now - window]
    if len(counted) < most:
        return 0
    return max(1, math.ceil((counted[-most] + window - now).total_seconds()))


def _subject(context: Context, kind: str, value: str) -> str:
    """An address as a keyed hash, so that the table does not list who tried."""
    return hmac.digest(context.link_key, f"sign-in {kind} {value}".encode(), sha256).hex()
