"""Instants and dates as the contract writes them."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

# Schedule D districts lie in several time zones; the first two digits are the district. Default: Eastern, where most
# northern land ports are. (Districts: 30 Seattle and Blaine, 33 Great Falls, 34 Pembina, 36 Duluth ... 19 CFR 101.3.)
_DISTRICT_ZONES = {
    "25": "America/Los_Angeles",
    "27": "America/Los_Angeles",
    "28": "America/Los_Angeles",
    "29": "America/Los_Angeles",
    "30": "America/Los_Angeles",
    "31": "America/Anchorage",
    "32": "Pacific/Honolulu",
    "33": "America/Denver",
    "34": "America/Chicago",
    "36": "America/Chicago",
    "35": "America/Chicago",
    "37": "America/Chicago",
    "39": "America/Chicago",
    "45": "America/Chicago",
    "18": "America/New_York",
    "19": "America/Chicago",
    "20": "America/Chicago",
    "21": "America/Chicago",
    "22": "America/Chicago",
    "23": "America/Chicago",
    "24": "America/Denver",
    "26": "America/Phoenix",
    "49": "America/Puerto_Rico",
    "51": "America/St_Thomas",
    "53": "America/Chicago",
    "55": "America/Chicago",
}
_PORT_ZONES = {
    "1818": "America/Chicago",  # Panama City, Florida
    "1819": "America/Chicago",  # Pensacola, Florida
    "2016": "America/New_York",  # Knoxville, Tennessee
    "2403": "America/Chicago",  # Presidio, Texas
    "2907": "America/Boise",
    "3302": "America/Los_Angeles",  # Eastport, Idaho
    "3308": "America/Los_Angeles",  # Porthill, Idaho
}
"""Ports whose calendar is not that of the rest of their district."""


@lru_cache(maxsize=1024)
def iso(instant: datetime) -> str:
    """ISO 8601 in UTC with milliseconds and ``Z``; the year has four digits, also before the year 1000."""
    return instant.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def from_iso(text: str) -> datetime:
    """The instant an :func:`iso` text names."""
    return datetime.fromisoformat(text)


def port_zone(port_of_entry: str | None) -> ZoneInfo:
    """The time zone of a Schedule D port: its own, else that of its district."""
    code = port_of_entry or ""
    return ZoneInfo(_PORT_ZONES.get(code) or _DISTRICT_ZONES.get(code[:2], "America/New_York"))


def entry_date_at(port_of_entry: str | None, now: datetime) -> date:
    """Today at the port of entry."""
    return now.astimezone(port_zone(port_of_entry)).date()


def end_of_day(day: date) -> datetime:
    """The last instant of a day in UTC."""
    return datetime.combine(day, time.max, tzinfo=UTC)


def in_utc(instant: datetime) -> datetime:
    """An instant in UTC; one without a zone is of UTC."""
    return (instant if instant.tzinfo else instant.replace(tzinfo=UTC)).astimezone(UTC)


def later(instant: datetime, seconds: float) -> datetime:
    """``seconds`` after ``instant``."""
    return instant + timedelta(seconds=seconds)
