"""A loaded edition over the one that ships inside: the newer speaks on rates, the loaded one has the words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from entrygo.contract.tariff import CodeLife, Edition, ScheduleLine
from entrygo.store.editions.files import OpenEdition
from entrygo.tariff.shipped import ShippedSchedule

AGENCY_REPORT = "agency_report"
"""Under this name an edition tells whose agency report it was joined with."""


class JoinedEdition:
    """One book of two: what the newer edition says wins, and what it lacks comes from the other.

    A code that the export of a newer full edition no longer prints has ended on that edition's day.
    """

    def __init__(self, loaded: OpenEdition, shipped: ShippedSchedule) -> None:
        self.loaded, self._shipped = loaded, shipped
        self._day = _day(loaded.edition.vintage)
        shipped_day = _day(shipped.edition.vintage)
        self._has_report = loaded.carried_from.get(AGENCY_REPORT) != shipped.edition.name
        self._is_newer = self._day is None or shipped_day is None or self._day >= shipped_day

    @property
    def edition(self) -> Edition:
        """The loaded edition."""
        return self.loaded.edition

    def lookup(self, codes: Iterable[str]) -> Mapping[str, ScheduleLine]:
        """See :meth:`entrygo.ports.tariff_book.TariffBook.lookup`."""
        asked = tuple(codes)
        loaded, shipped = self.loaded.lookup(asked), self._shipped.lookup(asked)
        found = {code: self._line(loaded.get(code), shipped.get(code)) for code in asked}
        return {code: line for code, line in found.items() if line is not None}

    def below(self, prefix: str) -> tuple[str, ...]:
        """The ten-digit codes of either that begin with these digits, in order."""
        return tuple(sorted({*self.loaded.below(prefix), *self._shipped.below(prefix)}))

    def life(self, code: str) -> CodeLife | None:
        """When a code came and went, as far as either tells."""
        shipped = self._shipped.life(code)
        if not self._is_newer:
            return shipped
        if self.loaded.lookup((code,)):
            return replace(shipped, until=None) if shipped else CodeLife()
        went = shipped is not None and shipped.until is None and shipped.in_schedule
        if not (went and self.loaded.edition.is_full and self._day):
            return shipped
        return CodeLife(
            until=self._day, successors=self.loaded.below(code[:8]) or self.loaded.below(code[:6])
        )

    def lines(self) -> Iterator[ScheduleLine]:
        """Every line of the loaded edition, in the order of the codes."""
        return self.loaded.lines()

    def _line(self, loaded: ScheduleLine | None, shipped: ScheduleLine | None) -> ScheduleLine | None:
        if loaded is None:
            return shipped
        if shipped is not None and not self._is_newer:
            return replace(shipped, description=loaded.description)
        return loaded if self._has_report else self._flagged(loaded, shipped)

    def _flagged(self, loaded: ScheduleLine, shipped: ScheduleLine | None) -> ScheduleLine:
        """The line with the agency flags that ship inside: its own, else those of its eight-digit siblings."""
        own = (
            (shipped,)
            if shipped
            else tuple(self._shipped.lookup(self._shipped.below(loaded.code[:8])).values())
        )
        return replace(
            loaded,
            agency_flags=tuple(sorted({flag for line in own for flag in line.agency_flags})),
            antidumping=any(line.antidumping for line in own),
            countervailing=any(line.countervailing for line in own),
        )


def _day(vintage: str) -> date | None:
    try:
        return date.fromisoformat(vintage)
    except ValueError:
        return None
