"""The nodes at work and what each plans by: version, tariff edition, screening list. Where they differ, so do plans.

The tariff and the screening list are files of each node's own home, so loading them on one node changes no other.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

import orjson

from entrygo import __version__
from entrygo.contract.times import from_iso, iso
from entrygo.ports.clock import Clock
from entrygo.ports.screening import Screening
from entrygo.ports.tariff_book import TariffBook
from entrygo.store.registry import InstallationRows

log = logging.getLogger(__name__)
PREFIX = "node/"
EVERY = timedelta(seconds=60)
LIVING = timedelta(minutes=5)
KEYS = "secretKeys"
READS = "readsPacked"
"""Of an entry: the node reads plans that are packed; those of versions before it have none."""
FORGOTTEN = timedelta(days=1)
PlanningInputs = Mapping[str, str]


class NodeEntry:
    """The entry of one process in ``installation``, renewed each minute and when something is loaded."""

    def __init__(
        self, rows: InstallationRows, executor_id: str, clock: Clock, inputs: Callable[[], PlanningInputs]
    ) -> None:
        self._rows, self._clock, self._inputs = rows, clock, inputs
        self._name = f"{PREFIX}{executor_id}"
        self._published: tuple[PlanningInputs, datetime] | None = None

    def publish(self) -> None:
        """Write the entry if it changed or is a minute old; a database that is away gets it at a later call."""
        try:
            self._publish(self._clock.now())
        except Exception:
            log.debug("this node's entry was not written", exc_info=True)

    def remove(self) -> None:
        """Remove the entry when the process ends."""
        try:
            self._rows.forget(self._name)
        except Exception:
            log.debug("this node's entry was not removed", exc_info=True)

    def _publish(self, now: datetime) -> None:
        inputs = self._inputs()
        last = self._published
        if last is not None and last[0] == inputs and now - last[1] < EVERY:
            return
        self._rows.note(self._name, orjson.dumps({"at": iso(now), **inputs}).decode())
        self._published = (inputs, now)
        for name, value in self._rows.noted(PREFIX).items():
            if now - from_iso(orjson.loads(value)["at"]) > FORGOTTEN:
                self._rows.forget(name)


def planning_inputs(
    book: TariffBook, screening: Screening, *, secret_keys: Sequence[str] = ()
) -> PlanningInputs:
    """What a node's plans depend on beside the database, and the ids of the keys that open its secrets."""
    edition, listed = book.edition, screening.current()
    return {
        "version": __version__,
        "tariff": f"{edition.name} {edition.vintage}",
        "law": f"{book.law.stamp.version} {book.law.stamp.digest[:12]}",
        KEYS: " ".join(secret_keys),
        READS: "yes",
        "screening": "none" if listed is None else f"{listed.as_of} ({listed.entry_count} entries)",
    }


def living_nodes(rows: InstallationRows, now: datetime) -> Mapping[str, PlanningInputs]:
    """The nodes whose entry is younger than five minutes, and what each plans by."""
    entries = {name.removeprefix(PREFIX): orjson.loads(value) for name, value in rows.noted(PREFIX).items()}
    return {
        name: {key: text for key, text in entry.items() if key != "at"}
        for name, entry in sorted(entries.items())
        if now - from_iso(entry["at"]) <= LIVING
    }


def may_pack(rows: InstallationRows, now: datetime) -> bool:
    """Whether every living node reads what is packed."""
    return all(READS in entry for entry in living_nodes(rows, now).values())
