"""Whether the event history is the one that was written, and the rows are as it left them.

Every hash is recomputed and every gap named; the chain's end is held against the note beside it and against the signed
checkpoints outside the database; exports, packages and plans are held against the digests inside the chain, keys,
policies and addresses against its words.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from entrygo.contract.actor import Tenant
from entrygo.lifecycle.rows import EventRow
from entrygo.maintenance.checkpoints import missing_from, read_checkpoints
from entrygo.maintenance.evidence import Evidence
from entrygo.maintenance.installation import SEAL_KEY, key_of, opened
from entrygo.maintenance.settings_evidence import SettingsEvidence
from entrygo.settings import Settings
from entrygo.store.chain import ChainWalk
from entrygo.store.unit_of_work import Store, UnitOfWork

Verdict = dict[str, Any]  # Any: JSON


def verify_events(settings: Settings) -> Verdict:
    """The verdict over this installation's database, by its own chains and by the checkpoints of its home."""
    with opened(settings) as store:
        return verify_installation(store, settings.home)


def verify_installation(store: Store, home: Path) -> Verdict:
    """:func:`verify_chain`, and the checkpoints of a home."""
    verdict = verify_chain(store)
    checkpoints = read_checkpoints(home, seal_key=key_of(store, SEAL_KEY))
    faults = [*verdict["faults"], *checkpoints.faults, *missing_from(store, checkpoints.documents)]
    latest = checkpoints.documents[-1]["at"] if checkpoints.documents else None
    return {
        "intact": not faults,
        "events": verdict["events"],
        "checkpoints": len(checkpoints.documents),
        "latestCheckpoint": latest,
        "faults": list(dict.fromkeys(faults)),
    }


def verify_chain(store: Store, *, with_rows: bool = True) -> Verdict:
    """Walk every tenant's chain. Each altered, missing or inserted event is named, and with them altered rows."""
    events, faults = 0, list[str]()
    for tenant in store.registry.tenants():
        with store.read(tenant) as uow:
            told = Told(tenant)
            walk = ChainWalk(tenant, told.take)
            faults += walk.faults(uow)
            events += walk.events
            if with_rows:
                faults += told.faults(uow)
    return {"intact": not faults, "events": events, "faults": faults}


class Told:
    """All that a tenant's events say of its rows."""

    def __init__(self, tenant: Tenant) -> None:
        self._kinds = (Evidence(tenant), SettingsEvidence(tenant))

    def take(self, event: EventRow) -> None:
        """One event, in the chain's order."""
        for each in self._kinds:
            each.take(event)

    def faults(self, uow: UnitOfWork) -> Iterator[str]:
        """Rows that are not as the events left them, or are gone."""
        for each in self._kinds:
            yield from each.faults(uow)
