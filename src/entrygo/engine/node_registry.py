"""What each living node decides by: version, tariff edition, screening list. Nodes that differ would plan differently.

The tariff and the screening list are files of each node's own home, so loading them on one node changes no other.
"""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Protocol

import orjson

from entrygo import __version__
from entrygo.contract.times import from_iso, iso
from entrygo.ports.clock import Clock
from entrygo.ports.screening import Screening
from entrygo.ports.tariff_book import TariffBook

log = logging.getLogger(__name__)
PREFIX = "node/"
EVERY = timedelta(seconds=60)
LIVING = timedelta(minutes=5)
FORGOTTEN = timedelta(days=1)
Deciding = Mapping[str, str]


class Notes(Protocol):
    """Where nodes leave word."""

    def note(self, name: str, value: str) -> None:
        """Write or overwrite one."""
        ...

    def noted(self, prefix: str) -> Mapping[str, str]:
        """All of a prefix."""
        ...

    def forget(self, name: str) -> None:
        """Remove one."""
        ...


class Peer:
    """One life's word about itself, renewed each minute and when something is loaded."""

    def __init__(
        self, notes: Notes, executor_id: str, clock: Clock, deciding: Callable[[], Deciding]
    ) -> None:
        self._notes, self._clock, self._deciding = notes, clock, deciding
        self._name = f"{PREFIX}{executor_id}"
        self._said: tuple[Deciding, datetime] | None = None

    def tell(self) -> None:
        """Leave word, if there is something new to say; a database that is away hears it later."""
        try:
            self._tell(self._clock.now())
        except Exception:
            log.debug("this node could not leave word", exc_info=True)

    def leave(self) -> None:
        """This life ends."""
        try:
            self._notes.forget(self._name)
        except Exception:
            log.debug("this node could not take its leave", exc_info=True)

    def _tell(self, now: datetime) -> None:
        deciding = self._deciding()
        if self._said is not None and self._said[0] == deciding and now - self._said[1] < EVERY:
            return
        self._notes.note(self._name, orjson.dumps({"at": iso(now), **deciding}).decode())
        self._said = (deciding, now)
        for name, value in self._notes.noted(PREFIX).items():
            if now - from_iso(orjson.loads(value)["at"]) > FORGOTTEN:
                self._notes.forget(name)


def decides_by(book: TariffBook, screening: Screening) -> Deciding:
    """What a node's plans depend on beside the database."""
    edition, listed = book.edition, screening.current()
    return {
        "version": __version__,
        "tariff": f"{edition.name} {edition.vintage}",
        "screening": "none" if listed is None else f"{listed.as_of} ({listed.entry_count} entries)",
    }


def living(notes: Notes, now: datetime) -> Mapping[str, Deciding]:
    """Every node heard of lately, and what it decides by."""
    said = {name.removeprefix(PREFIX): orjson.loads(value) for name, value in notes.noted(PREFIX).items()}
    return {
        name: {key: text for key, text in word.items() if key != "at"}
        for name, word in sorted(said.items())
        if now - from_iso(word["at"]) <= LIVING
    }
