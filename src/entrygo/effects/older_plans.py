"""What older versions left is brought into today's form little by little, beside everything else.

Figures and findings of their plans are put into rows; the plans themselves are packed, once every node reads that. What
is done stands in the rows, so a restart goes on where the last process stopped, and several nodes do no harm to each
other. Until its turn comes, each is read as it is.
"""

import logging
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from entrygo.planning.summary import read_again
from entrygo.store.outbox import DuePlan, DueSummary
from entrygo.store.unit_of_work import Store

log = logging.getLogger(__name__)
A_ROUND = 20
DueT = TypeVar("DueT", DuePlan, DueSummary)


class Pass(Generic[DueT]):
    """One pass over all rows that are due, some of them a round. One that cannot be done holds up no other."""

    def __init__(
        self, due: Callable[[DueT | None, int], Sequence[DueT]], do: Callable[[DueT], None], fault: str
    ) -> None:
        self._due: Callable[[DueT | None, int], Sequence[DueT]] = due
        self._do: Callable[[DueT], None] = do
        self._fault = fault
        self._after: DueT | None = None
        self._is_over = False

    def begin_again(self) -> None:
        """Look at all of them once more: a node of an older version may have planned since."""
        self._after, self._is_over = None, False

    def round(self) -> None:
        """The next few; nothing once all are done."""
        if self._is_over:
            return
        due = self._due(self._after, A_ROUND)
        for each in due:
            self._after = each
            try:
                self._do(each)
            except (ValueError, LookupError):
                log.exception("a plan of export %s cannot be read; %s", each.export_id, self._fault)
        self._is_over = len(due) < A_ROUND


def summaries(store: Store) -> Pass[DueSummary]:
    """The pass that puts figures and findings into rows."""

    def summarise(due: DueSummary) -> None:
        with store.read(due.tenant) as uow:
            export = uow.exports.get(due.export_id)
            plan = None if export is None else uow.exports.plan(due.export_id, export.plan_seq)
        if export is None:
            return
        if plan is None:
            raise LookupError(f"export {due.export_id} has no plan {export.plan_seq}")
        fresh, found = read_again(export, plan)
        with store.write(due.tenant) as uow:
            uow.exports.summarise(fresh, found)

    return Pass(store.outbox.unsummarised, summarise, "its figures stay unknown")


def packings(store: Store) -> Pass[DuePlan]:
    """The pass that packs plans, where they may be."""

    def due(after: DuePlan | None, limit: int) -> Sequence[DuePlan]:
        return store.outbox.plain_plans(after, limit) if store.packing.is_on else ()

    def pack(due: DuePlan) -> None:
        with store.write(due.tenant) as uow:
            uow.exports.pack_plan(due.export_id, due.seq)

    return Pass(due, pack, "it stays as it is")
