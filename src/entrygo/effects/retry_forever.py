"""A step that may not end in failure: a run that fails is over for good, and what it owed would never be done.

Its faults are the installation's (a database that is away, a full disk), and they pass. A run that is stopped leaves
the step open for the next life.
"""

import logging
import time
from collections.abc import Callable

from entrygo.ports.runner import Result, RunContext

log = logging.getLogger(__name__)
PAUSE_SECONDS = 2.0


def insist(
    run: RunContext, name: str, function: Callable[[], Result], *, pause_seconds: float = PAUSE_SECONDS
) -> Result:
    """The step's result, however often it takes. Each try is a step of the same name, so a recovered run agrees."""
    while True:
        try:
            return run.step(name, function)
        except Exception:
            log.exception("step %s failed; it is tried again in %s s", name, pause_seconds)
            time.sleep(pause_seconds)
