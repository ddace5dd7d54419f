"""The thread that keeps a life's lease and looks for lives that are over."""

import logging
import threading
from collections.abc import Callable

from entrygo.engine.lease import Lease

log = logging.getLogger(__name__)
BEAT_SECONDS = 1.0


class LeaseHeartbeat:
    """Beats once a second, and looks round after each beat that found the lease held."""

    def __init__(self, lease: Lease, take_over: Callable[[], None]) -> None:
        self._lease = lease
        self._take_over = take_over
        self._may_look = threading.Event()
        self._stop = threading.Event()
        self._wake = threading.Event()
        self._thread = threading.Thread(target=self._run, name="entrygo-watch", daemon=True)

    def start(self) -> None:
        """Beat from now on: what is still to be launched may take longer than the lease is good for."""
        self._thread.start()

    def look(self) -> None:
        """Look round at once, and after each beat from now on."""
        self._may_look.set()
        self._wake.set()

    def stop(self) -> None:
        """End the thread; the lease is its owner's to release."""
        self._stop.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while not self._stop.is_set():
            self._wake.wait(BEAT_SECONDS)
            self._wake.clear()
            self._lease.beat()
            if self._lease.holds() and self._may_look.is_set() and not self._stop.is_set():
                self._look()

    def _look(self) -> None:
        try:
            self._take_over()
        except Exception:  # the database is away: the next beat finds out
            log.warning("looking for runs of dead nodes failed; it is tried again", exc_info=True)
