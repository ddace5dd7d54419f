"""The runner of a process that only answers calls: another process of the installation does the work.

A promise is a row, and the worker's rounds find it there, so there is nothing to start here and nothing to wake a
waiting call but time.
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
        """The row that is owed is the start."""
        return False

    def wait(self, key: str, timeout_seconds: float) -> bool:
        """Time passes; the caller looks at the rows again."""
        time.sleep(min(timeout_seconds, 0.05))
        return False

    def prune(self, before: datetime) -> int:
        """Nothing ran here."""
        return 0

    def close(self, drain_seconds: float) -> None:
        """Nothing runs here."""
