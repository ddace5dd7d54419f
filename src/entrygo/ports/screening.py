"""Screening: whom of a plan's parties the list in force resembles."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeAlias

Hits: TypeAlias = list[dict[str, str | int]]
"""Plain JSON: what ``memory["screening"]`` of a planning snapshot holds."""


class NamedParty(Protocol):
    """Who is looked for in the list, and in which part of the plan it stands."""

    @property
    def path(self) -> str:
        """Where it stands in the plan."""
        ...

    @property
    def name(self) -> str:
        """Its name; never empty."""
        ...

    @property
    def country(self) -> str | None:
        """Its two-letter country, where it is known."""
        ...

    @property
    def fingerprint(self) -> str:
        """What a decision about it is remembered by."""
        ...


class ScreeningList(Protocol):
    """One list that does not change under its reader."""

    @property
    def as_of(self) -> date:
        """The day the list is of."""
        ...

    @property
    def entry_count(self) -> int:
        """How many persons and firms it names."""
        ...

    def hits(self, parties: Iterable[NamedParty], decided: Mapping[tuple[str, str], str]) -> Hits:
        """The hits of all parties, highest score first; ``decided`` maps (entry key, party fingerprint)."""
        ...


class Screening(Protocol):
    """The list in force."""

    def current(self) -> ScreeningList | None:
        """The list in force now; none until one is loaded."""
        ...


@dataclass(frozen=True, slots=True)
class NoScreening:
    """A :class:`Screening` without a list."""

    def current(self) -> ScreeningList | None:
        return None
