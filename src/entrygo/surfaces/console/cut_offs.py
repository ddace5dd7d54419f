"""Until when brokers take papers: the next cut-off of each, and how long that is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from entrygo.contract.times import iso

WORKDAYS = (1, 2, 3, 4, 5)
SOON = timedelta(hours=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class CutOff:
    """A broker's next cut-off: when, how long until then in words, and whether that is soon."""

    broker_id: str
    broker: str
    at: str
    left: str
    is_soon: bool


def next_cut_off(stated: Mapping[str, Any], now: datetime) -> datetime | None:  # Any: JSON
    """The first cut-off after ``now``, in UTC; ``None`` where its time zone is not known."""
    try:
        zone = ZoneInfo(stated["timeZone"])
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
    hour, minute = map(int, stated["time"].split(":"))
    today = now.astimezone(zone).date()
    for ahead in range(8):
        day = today + timedelta(days=ahead)
        at = datetime.combine(day, time(hour, minute), zone).astimezone(UTC)
        if at > now and day.isoweekday() in (stated.get("days") or WORKDAYS):
            return at
    return None


def cut_offs(brokers: Iterable[Mapping[str, Any]], now: datetime) -> list[CutOff]:  # Any: JSON
    """The next cut-off of each broker that stated one, the nearest first."""
    found = [
        (at, each)
        for each in brokers
        if (stated := each.get("cutOff")) and (at := next_cut_off(stated, now)) is not None
    ]
    return [
        CutOff(
            broker_id=each["id"],
            broker=each["name"],
            at=iso(at),
            left=_words(at - now),
            is_soon=at - now <= SOON,
        )
        for at, each in sorted(found, key=lambda pair: (pair[0], pair[1]["id"]))
    ]


def _words(left: timedelta) -> str:
    minutes = int(left.total_seconds() // 60)
    if minutes < 60:
        return f"{minutes} min"
    hours = minutes // 60
    return f"{hours} h {minutes % 60} min" if hours < 24 else f"{hours // 24} d {hours % 24} h"
