"""The points between two effects. A process may be stopped at any of them, and what it promised still holds.

Production passes them by; the crash suite stops the process at each of them and looks at what the next life makes of
it. A new effect brings the points before and after it.
"""

from enum import StrEnum
from typing import Protocol


class Point(StrEnum):
    """``making`` and the like are inside the transaction, before its commit; the participles follow the commit."""

    KEEPING = "once.keeping"
    """A plain write and its idempotency record, before the commit; ``of`` is the operation."""
    KEPT = "once.kept"

    PROMISING = "execute.promising"
    """Key, state, claims and package of an execution, before the commit."""
    PROMISED = "execute.promised"
    STARTED = "execute.started"
    """The run is recorded; the call waits for it."""
    ANSWERING = "execute.answering"
    """The answer is made, before it is kept for the key."""
    ANSWERED = "execute.answered"

    RUNNING = "execution.running"
    """A run begins, of an execution or ``of`` a correction."""
    PAPER_MADE = "execution.paper_made"
    """One file is rendered and not kept; ``of`` is its type."""
    PAPER_KEPT = "execution.paper_kept"
    PAPERS_KEPT = "execution.papers_kept"
    """Every file is kept; the run does not know it yet."""
    PAPERS_NOTED = "execution.papers_noted"
    COMPLETING = "execution.completing"
    """Files, mails, notifications, events and COMPLETED, before the commit."""
    COMPLETED = "execution.completed"
    """Committed; the run does not know it yet."""
    COMPLETION_NOTED = "execution.completion_noted"
    DELIVERY_STARTED = "execution.delivery_started"
    """One of the due mails has its run."""

    TRYING = "delivery.trying"
    """A try begins; of all points of the delivery ``of`` is the audience."""
    MARKING = "delivery.marking"
    """The mail server wants the message; the mark that it may leave, before the commit."""
    MARKED = "delivery.marked"
    """The message may leave and has not yet."""
    HANDED_OVER = "delivery.handed_over"
    """The mail server has answered; nothing of it is recorded."""
    SETTLING = "delivery.settling"
    """What became of the try, before the commit."""
    SETTLED = "delivery.settled"
    """Committed; the run does not know it yet."""
    DELIVERED = "delivery.delivered"
    """The run knows it, too; without ``of``."""


class Reached(Protocol):
    """Called at each point, by the thread that is there."""

    def __call__(self, point: Point, of: str = "") -> None:
        """The process is at this point; ``of`` says which, where there are several."""
        ...


def pass_by(point: Point, of: str = "") -> None:
    """What production does at a point: nothing."""
