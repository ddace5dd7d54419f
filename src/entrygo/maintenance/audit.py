"""Whether the event history is the one that was written, and the rows are as it left them.

Every hash is recomputed and every gap named; the chain's end is held against the note beside it and against the signed
checkpoints outside the database; exports, packages and plans are held against the digests inside the chain.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from entrygo.contract.actor import Tenant
from entrygo.maintenance.checkpoints import missing_from, read_checkpoints
from entrygo.maintenance.evidence import Evidence
from entrygo.maintenance.installation import SEAL_KEY, key_of, opened
from entrygo.settings import Settings
from entrygo.store.events import GENESIS, chain_hash
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
            walk = _Walk(tenant)
            faults += walk.faults(uow)
            events += walk.events
            if with_rows:
                faults += walk.evidence.faults(uow)
    return {"intact": not faults, "events": events, "faults": faults}


class _Walk:
    """One tenant's chain, event by event."""

    def __init__(self, tenant: Tenant) -> None:
        self._name = f"{tenant.account_id}/{tenant.mode.value}"
        self.evidence = Evidence(tenant)
        self.events = 0

    def faults(self, uow: UnitOfWork) -> Iterator[str]:
        """Everything in the chain that is not as it was written."""
        previous, expected_seq, newest_form = GENESIS, 1, 0
        for event in uow.events.chain():
            self.events += 1
            if event.seq != expected_seq:
                yield f"{self._name}: events {expected_seq} to {event.seq - 1} are missing"
            if chain_hash(event) != event.hash:
                yield f"{self._name}: event {event.seq} ({event.id}) was altered"
            elif event.previous_hash != previous and event.seq == expected_seq:
                yield f"{self._name}: event {event.seq} ({event.id}) does not follow the one before it"
            previous, expected_seq, newest_form = event.hash, event.seq + 1, max(newest_form, event.form)
            self.evidence.take(event)
        yield from self._end_faults(uow, expected_seq - 1, newest_form)

    def _end_faults(self, uow: UnitOfWork, last: int, newest_form: int) -> Iterator[str]:
        """The chain's end against the note beside it. A version that noted none may have written the last events."""
        head = uow.events.head()
        if head is None:
            if newest_form > 1:
                yield f"{self._name}: the note of the chain's end is gone"
            return
        seq, digest = head
        if seq > last:
            words = f"event {seq} is" if seq == last + 1 else f"events {last + 1} to {seq} are"
            yield f"{self._name}: {words} missing at the end"
        elif uow.events.hash_at(seq) != digest:
            yield f"{self._name}: event {seq} is not the one the chain ended with"
        elif seq < last and any(event.form > 1 for event in uow.events.after(seq, last - seq)):
            yield f"{self._name}: events after {seq} were added beside the installation"
