"""The runner of a process that only answers calls: another process of the installation does the work.

What is owed is a row that the worker finds in its next round, so nothing is started here, and a call that waits
for a run looks at the rows again after a moment.
"""

import time
from datetime import datetime

from entrygo.ports.runner import Argument, Handler


class NoRunner:
    """A :class:`~entrygo.ports.runner.Runner` that leaves every run to the worker process."""

    def register(self, effect: str, handler: Handler) -> None:
        """Nothing runs here."""

    def launch(self) -> None:
        """Nothing runs here."""

    def start(self, effect: str, key: str, argument: Argument) -> bool:
        """Always false: the worker starts the run from the row."""
        return False

    def wait(self, key: str, timeout_seconds: float) -> bool:
        """Sleep for at most 50 ms; the caller looks at the rows again."""
        time.sleep(min(timeout_seconds, 0.05))
        return False

    def prune(self, before: datetime) -> int:
        """Nothing ran here."""
        return 0

    def close(self, drain_seconds: float) -> None:
        """Nothing runs here."""
