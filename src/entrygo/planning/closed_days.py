"""Days on which no rate of exchange is certified: weekends and the holidays of the Federal Reserve Banks.

The rate of such a day is that of the last day before it that has one (19 CFR 159.35; the certified daily rate).
"""

from datetime import date, timedelta
from functools import cache

MONDAY, THURSDAY, SATURDAY, SUNDAY = 0, 3, 5, 6


def is_closed(day: date) -> bool:
    """Whether no rate is certified on that day."""
    return day.weekday() in (SATURDAY, SUNDAY) or day in _holidays(day.year)


def open_day(day: date) -> date:
    """The day itself, or the last open one before it."""
    while is_closed(day):
        day -= timedelta(days=1)
    return day


@cache
def _holidays(year: int) -> frozenset[date]:
    fixed = [date(year, 1, 1), date(year, 6, 19), date(year, 7, 4), date(year, 11, 11), date(year, 12, 25)]
    observed = [day + timedelta(days=1) if day.weekday() == SUNDAY else day for day in fixed]
    return frozenset(
        (
            *observed,
            _nth(year, 1, MONDAY, 3),
            _nth(year, 2, MONDAY, 3),
            _last_monday_of_may(year),
            _nth(year, 9, MONDAY, 1),
            _nth(year, 10, MONDAY, 2),
            _nth(year, 11, THURSDAY, 4),
        )
    )


def _nth(year: int, month: int, weekday: int, count: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (count - 1))


def _last_monday_of_may(year: int) -> date:
    last = date(year, 5, 31)
    return last - timedelta(days=last.weekday())
