"""Rates of exchange an operator loaded, beside those that ship inside."""

from collections.abc import Mapping
from typing import Protocol, TypeAlias

Held: TypeAlias = Mapping[str, Mapping[str, str]]
"""Currency -> period -> US dollars for one unit; a period is a quarter (``2026Q4``) or a day (``2026-11-23``)."""


class Rates(Protocol):
    """The loaded table in force."""

    def current(self) -> tuple[Held, Mapping[str, str]]:
        """Its rates, and the source of each by ``currency period``; empty until one is loaded."""
        ...


class NoRates:
    """Nothing was loaded."""

    def current(self) -> tuple[Held, Mapping[str, str]]:
        """Nothing."""
        return {}, {}
