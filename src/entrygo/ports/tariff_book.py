"""The loaded schedule edition."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from entrygo.contract.tariff import Edition, ScheduleLine


class TariffBook(Protocol):
    """A schedule edition open for reading. Safe to use from several threads."""

    @property
    def edition(self) -> Edition:
        """The edition in force now; a load swaps it atomically under a running server."""
        ...

    def lookup(self, codes: Iterable[str]) -> Mapping[str, ScheduleLine]:
        """The lines of these codes (digits, no dots); an unknown code is absent from the answer.

        An eight-digit code resolves to its single ``....00`` line where the schedule has one.
        """
        ...
