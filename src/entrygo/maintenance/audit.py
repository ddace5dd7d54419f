"""Whether the event history is the one that was written, and the rows are as it left them.

Every hash is recomputed and every gap named; the chain's end is held against the note beside it and against the signed
checkpoints outside the database; exports, packages and plans are held against the digests inside the chain.
"""

from pathlib import Path
from typing import Any

from entrygo.maintenance.checkpoints import missing_from, read_checkpoints
from entrygo.maintenance.evidence import Evidence
from entrygo.maintenance.installation import SEAL_KEY, key_of, opened
from entrygo.settings import Settings
from entrygo.store.chain import ChainWalk
from entrygo.store.unit_of_work import Store

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
            evidence = Evidence(tenant)
            walk = ChainWalk(tenant, evidence.take)
            faults += walk.faults(uow)
            events += walk.events
            if with_rows:
                faults += evidence.faults(uow)
    return {"intact": not faults, "events": events, "faults": faults}
