"""A tenant's chain of events, walked: each event that was altered, is missing or was put in."""

from collections.abc import Callable, Iterator

from entrygo.contract.actor import Tenant
from entrygo.lifecycle.rows import EventRow
from entrygo.store.events import GENESIS, chain_hash
from entrygo.store.unit_of_work import UnitOfWork


class ChainWalk:
    """One tenant's chain, event by event. ``take`` is shown each event."""

    def __init__(self, tenant: Tenant, take: Callable[[EventRow], object] | None = None) -> None:
        self._name = f"{tenant.account_id}/{tenant.mode.value}"
        self._take = take
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
            if self._take is not None:
                self._take(event)
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
