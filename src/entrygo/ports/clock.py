"""Time and identity, asked for so that the rest stays pure."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """The wall clock."""

    def now(self) -> datetime:
        """The instant in UTC, aware, to the millisecond."""
        ...


class Ids(Protocol):
    """Fresh identifiers and secrets."""

    def new(self, prefix: str) -> str:
        """``prefix_`` + UUIDv7 hexadecimal digits: unique, sortable by time."""
        ...

    def secret(self) -> str:
        """43 URL-safe characters of randomness, for API keys."""
        ...

    def package_number(self) -> str:
        """A candidate ``cp_`` + 2 letters + 6 digits; the store says whether it is taken."""
        ...
