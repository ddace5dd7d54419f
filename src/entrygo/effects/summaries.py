"""Figures and findings of plans that older versions made, put into rows little by little, beside everything else.

What is done stands in the rows themselves, so a restart goes on where the last process stopped, and several nodes do no
harm to each other. Until an export's turn comes, triage reads its plan.
"""

import logging

from entrygo.planning.summary import read_again
from entrygo.store.outbox import DueSummary
from entrygo.store.unit_of_work import Store

log = logging.getLogger(__name__)
EXPORTS_A_ROUND = 20


class Summaries:
    """One pass over all exports whose rows are behind their plans, some of them a round."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._after: DueSummary | None = None
        self._is_over = False

    def begin_again(self) -> None:
        """Look at all of them once more: a node of an older version may have planned since."""
        self._after, self._is_over = None, False

    def round(self) -> None:
        """The next few; nothing once all are done."""
        if self._is_over:
            return
        due = self._store.outbox.unsummarised(self._after, EXPORTS_A_ROUND)
        for each in due:
            self._after = each
            try:
                self._summarise(each)
            except (ValueError, LookupError):
                log.exception(
                    "the plan of export %s cannot be read; its figures stay unknown", each.export_id
                )
        self._is_over = len(due) < EXPORTS_A_ROUND

    def _summarise(self, due: DueSummary) -> None:
        with self._store.read(due.tenant) as uow:
            export = uow.exports.get(due.export_id)
            plan = None if export is None else uow.exports.plan(due.export_id, export.plan_seq)
        if export is None:
            return
        if plan is None:
            raise LookupError(f"export {due.export_id} has no plan {export.plan_seq}")
        fresh, found = read_again(export, plan)
        with self._store.write(due.tenant) as uow:
            uow.exports.summarise(fresh, found)
