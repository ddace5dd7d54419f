"""Durations on a wall clock that people and time servers set: measured against the machine's uptime."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from entrygo.ports.clock import Clock

SLACK_SECONDS = 2.0  # a clock that is slewed is not set
TRUSTED_AHEAD = timedelta(hours=1)


def has_passed(seconds: float, *, since: datetime, now: datetime) -> bool:
    """Whether a wait is over. An instant in the future was written before the clock was set back: its wait is over."""
    return now < since or (now - since).total_seconds() >= seconds


class ClockSteps:
    """One process's view of its clock."""

    def __init__(self, clock: Clock, *, uptime: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._uptime = clock, uptime
        self._began, self._began_up = clock.now(), uptime()
        self._ahead = 0.0

    def stepped_back(self) -> bool:
        """Whether the clock was set back since the last question."""
        elapsed = (self._clock.now() - self._began).total_seconds()
        ahead = elapsed - (self._uptime() - self._began_up)
        was, self._ahead = self._ahead, ahead
        return ahead < was - SLACK_SECONDS

    def trusted_now(self) -> datetime:
        """The present, or what the uptime says where the clock was set far ahead: what is deleted is gone for good."""
        elapsed = timedelta(seconds=self._uptime() - self._began_up)
        return min(self._clock.now(), self._began + elapsed + TRUSTED_AHEAD)
