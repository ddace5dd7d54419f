"""Work that is repeated after a fault of the installation (a database that is away, a full disk), which passes."""

import logging
import time
from collections.abc import Callable

from entrygo.contract.problems import Problem
from entrygo.ports.runner import Result, RunContext

log = logging.getLogger(__name__)
PAUSE_SECONDS = 2.0


def retry_forever(
    run: RunContext, name: str, function: Callable[[], Result], *, pause_seconds: float = PAUSE_SECONDS
) -> Result:
    """The result of a step that may not fail: a run that fails is over for good, and its work would never be done.

    Each try is a step of the same name, so that a recovered run agrees. A run that is stopped leaves the step open.
    """
    while True:
        try:
            return run.step(name, function)
        except Exception:
            log.exception("step %s failed; it is tried again in %s s", name, pause_seconds)
            time.sleep(pause_seconds)


def recorded(
    write: Callable[[], Result],
    what: str,
    *,
    tries: int,
    pause_seconds: float,
    outlasts_outages: bool = False,
) -> Result:
    """The result of recording an outcome: one that is lost means sending a second time. The last fault is raised.

    With ``outlasts_outages`` a database that is away counts as no try, however long it takes.
    """
    faults = 0
    while True:
        try:
            return write()
        except Exception as fault:
            is_outage = outlasts_outages and isinstance(fault, Problem)
            faults += not is_outage
            if faults == tries:
                raise
            if is_outage:
                log.warning("outcome of %s waits for the database", what)
            else:
                log.exception("outcome of %s not recorded yet", what)
            time.sleep(pause_seconds)
