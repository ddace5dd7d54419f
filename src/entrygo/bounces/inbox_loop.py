"""The reader of the mailbox that answers to our mail arrive in: one node at a time, each message once.

The node that reads holds the mailbox for a while and again with each message; one that stops lets go of it, one that
dies is followed when its time is over. Should two ever read at once, a message still takes effect once: what it does
is recorded with its digest in one transaction, and only then is it marked read.
"""

import logging
import threading
from collections.abc import Callable

from entrygo.ports.mailbox import Mailbox

log = logging.getLogger(__name__)
BATCH = 100
STOP_SECONDS = 5.0


class NotOurs(Exception):
    """Another node reads the mailbox now, or this one is to stop."""


class InboxReader:
    """Looks into a mailbox every ``seconds``. ``hold`` says whether this node reads it; ``receive`` takes a message."""

    def __init__(
        self,
        mailbox: Mailbox,
        *,
        receive: Callable[[bytes], object],
        hold: Callable[[float], bool],
        seconds: float,
    ) -> None:
        self._mailbox = mailbox
        self._receive = receive
        self._hold = hold
        self._seconds = seconds
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="entrygo-inbox", daemon=True)

    def start(self) -> None:
        """Begin to read."""
        self._thread.start()

    def stop(self) -> None:
        """End after the message under way; one that was not started has nothing to stop."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(timeout=STOP_SECONDS)
            self._hold(0)

    def round(self) -> int:
        """Read what is unread, where no other node does; how many messages."""
        if not self._hold(self._held_seconds):
            return 0
        try:
            return self._mailbox.each_unread(self._take, limit=BATCH)
        except NotOurs:
            return 0

    @property
    def _held_seconds(self) -> float:
        return 2 * self._seconds + 120  # a round's pause, and the longest a mailbox may think

    def _take(self, content: bytes) -> bool:
        """Whether the message is done with. One that fails stays unread, and those behind it are not held up."""
        if self._stop.is_set() or not self._hold(self._held_seconds):
            raise NotOurs
        try:
            self._receive(content)
        except Exception:
            log.exception("a message of the mailbox was not taken; it stays unread and is taken again")
            return False
        return True

    def _run(self) -> None:
        while True:
            try:
                while self.round() >= BATCH and not self._stop.is_set():
                    pass
            except Exception:
                log.exception("the mailbox was not read; the next round tries again")
            if self._stop.wait(self._seconds):
                return
