"""Whether the event history is the one that was written: every hash recomputed, every gap named."""

from typing import Any

from entrygo.maintenance.installation import opened
from entrygo.settings import Settings
from entrygo.store.events import GENESIS, chain_hash
from entrygo.store.unit_of_work import Store


def verify_events(settings: Settings) -> dict[str, Any]:  # Any: JSON
    """The verdict over this installation's database."""
    with opened(settings) as store:
        return verify_chain(store)


def verify_chain(store: Store) -> dict[str, Any]:  # Any: JSON
    """Walk every tenant's chain. Each altered, missing or inserted event is named."""
    events, faults = 0, []
    for tenant in store.registry.tenants():
        previous, expected_seq = GENESIS, 1
        name = f"{tenant.account_id}/{tenant.mode.value}"
        with store.read(tenant) as uow:
            for event in uow.events.chain():
                events += 1
                if event.seq != expected_seq:
                    faults.append(f"{name}: events {expected_seq} to {event.seq - 1} are missing")
                if chain_hash(event) != event.hash:
                    faults.append(f"{name}: event {event.seq} ({event.id}) was altered")
                elif event.previous_hash != previous and event.seq == expected_seq:
                    faults.append(f"{name}: event {event.seq} ({event.id}) does not follow the one before it")
                previous, expected_seq = event.hash, event.seq + 1
    return {"intact": not faults, "events": events, "faults": faults}
