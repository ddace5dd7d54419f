"""The schedule edition in force and the law beside it."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from entrygo.contract.tariff import CodeLife, Edition, Law, ScheduleLine


class TariffBook(Protocol):
    """A schedule edition open for reading. Safe to use from several threads."""

    @property
    def edition(self) -> Edition:
        """The edition in force now; a load swaps it atomically under a running server."""
        ...

    @property
    def law(self) -> Law:
        """The law in force now: dated records and lists."""
        ...

    def lookup(self, codes: Iterable[str]) -> Mapping[str, ScheduleLine]:
        """The lines of these codes (digits, no dots); an unknown code is absent from the answer.

        An eight-digit code resolves to its single ``....00`` line where the schedule has one. A retired code has
        the line it had.
        """
        ...

    def below(self, prefix: str) -> tuple[str, ...]:
        """The ten-digit codes that begin with these digits (two at least), in order; retired ones among them."""
        ...

    def life(self, code: str) -> CodeLife | None:
        """When a ten-digit code came and went; ``None`` for one no list held knows."""
        ...
