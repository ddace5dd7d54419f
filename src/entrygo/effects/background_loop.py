"""Rounds in the background: what is due is started, and in between what is kept too long is deleted."""

import logging
import threading
import time
from collections.abc import Callable

from entrygo.contract.problems import Problem

log = logging.getLogger(__name__)
ROUND_SECONDS = 0.5
TIDY_SECONDS = 3_600.0


class BackgroundLoop:
    """A thread that calls ``work`` every half second and ``tidy`` every hour, until it is stopped.

    A fault of one round is logged, and the next one tries again. ``rounded`` is called after each with whether it
    went well.
    """

    def __init__(
        self,
        name: str,
        work: Callable[[], object],
        *,
        tidy: Callable[[], object],
        first: Callable[[], object] = lambda: None,
        rounded: Callable[[bool], None] = lambda _: None,
    ) -> None:
        self._name = name
        self._work, self._tidy, self._first, self._rounded = work, tidy, first, rounded
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"entrygo-{name}", daemon=True)

    @property
    def is_stopping(self) -> bool:
        """Whether nothing more is to begin."""
        return self._stop.is_set()

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End after the round under way; rounds that were not started have nothing to end."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(timeout=ROUND_SECONDS * 4)

    def safely(self, work: Callable[[], object]) -> bool:
        """Do a part of a round; whether it went well."""
        try:
            work()
        except Problem as problem:
            log.warning("%s: a round was put off: %s", self._name, problem)
            return False
        except Exception:
            log.exception("%s: a round failed; the next one tries again", self._name)
            return False
        return True

    def _run(self) -> None:
        self.safely(self._first)
        tidied = float("-inf")
        while not self._stop.wait(ROUND_SECONDS):
            self._rounded(self.safely(self._work))
            if time.monotonic() - tidied >= TIDY_SECONDS:
                tidied = time.monotonic()
                self.safely(self._tidy)
