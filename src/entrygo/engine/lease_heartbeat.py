"""The thread that renews a process's lease and takes over the runs of processes that ended."""

import logging
import threading
from collections.abc import Callable

from entrygo.engine.lease import Lease

log = logging.getLogger(__name__)
BEAT_SECONDS = 1.0


class LeaseHeartbeat:
    """Renews the lease once a second, and calls ``take_over`` after each renewal that found it held."""

    def __init__(self, lease: Lease, take_over: Callable[[], None]) -> None:
        self._lease = lease
        self._take_over = take_over
        self._may_take_over = threading.Event()
        self._stop = threading.Event()
        self._wake = threading.Event()
        self._thread = threading.Thread(target=self._run, name="entrygo-watch", daemon=True)

    def start(self) -> None:
        """Renew from now on, before the engine is launched: a launch may outlast the lease."""
        self._thread.start()

    def begin_take_over(self) -> None:
        """Call ``take_over`` at once, and after each renewal from now on."""
        self._may_take_over.set()
        self._wake.set()

    def stop(self) -> None:
        """End the thread; whoever owns the lease releases it."""
        self._stop.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while not self._stop.is_set():
            self._wake.wait(BEAT_SECONDS)
            self._wake.clear()
            self._lease.beat()
            if self._lease.holds() and self._may_take_over.is_set() and not self._stop.is_set():
                self._try_take_over()

    def _try_take_over(self) -> None:
        try:
            self._take_over()
        except Exception:  # the database is away: the next beat finds out
            log.warning("looking for runs of dead nodes failed; it is tried again", exc_info=True)
