"""The lease of a process whose peers are on other machines: an advisory lock of a PostgreSQL session.

The server ends a session that says nothing for ``SILENCE_SECONDS``, be its process killed, frozen or cut off, and with
the session goes the lock. The process counts from the moment it *sent* its last word and stops acting earlier, after
``VALID_SECONDS``. Where the server itself went away all locks are gone at once, also of the living, so a lock must be
found free for ``GRACE_SECONDS`` on end, longer than any lease can still be valid, before its holder counts as dead.
On a life's own machine its file says sooner that it is over.
"""

import hashlib
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from entrygo.engine.lease_files import LifeFiles

log = logging.getLogger(__name__)
SILENCE_SECONDS = 6.0
VALID_SECONDS = 4.5
GRACE_SECONDS = 5.0


class SessionLease:
    """A :class:`~entrygo.engine.lease.Lease` by session. ``connect`` opens a session of its own."""

    def __init__(
        self,
        connect: Callable[[], psycopg.Connection[Any]],  # Any: rows of any shape
        folder: Path,
        executor_id: str,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.executor_id = executor_id
        self.epoch = 0
        self._connect = connect
        self._clock = clock
        self._files = LifeFiles(folder)
        self._session: psycopg.Connection[Any] | None = None  # Any: rows of any shape
        self._valid_until = 0.0
        self._free_since: dict[str, float] = {}

    def holds(self) -> bool:
        """Whether the session was heard of within ``VALID_SECONDS``."""
        return self._clock() < self._valid_until

    def acquire(self, timeout_seconds: float) -> None:
        """Obtain the lease. Raises ``TimeoutError``."""
        self._files.hold(self.executor_id)
        deadline = self._clock() + timeout_seconds
        while not self.holds():
            self.beat()
            if self._clock() > deadline:
                raise TimeoutError(f"The lease of {self.executor_id} was not to be had.")
            if not self.holds():
                time.sleep(0.2)

    def beat(self) -> None:
        """Renew the lease, or obtain it again."""
        said_at = self._clock()
        try:
            if self._session is None:
                self._begin()
            else:
                self._session.execute("SELECT 1")
        except psycopg.Error as error:
            self._lose(error)
            return
        if self._session is not None:
            self._valid_until = said_at + VALID_SECONDS

    @contextmanager
    def over(self, executor_id: str) -> Iterator[bool]:
        """Whether that life is over: by its file, or by its lock, free for long enough."""
        with self._files.free(executor_id) as is_free:
            if is_free:
                yield True
                return
            with self._locked(executor_id) as is_locked:
                if not is_locked:
                    self._free_since.pop(executor_id, None)
                    yield False
                    return
                since = self._free_since.setdefault(executor_id, self._clock())
                yield self._clock() - since >= GRACE_SECONDS

    def release(self) -> None:
        """End the session and the file."""
        self._valid_until = 0.0
        if self._session is not None:
            self._session.close()
            self._session = None
        self._files.release()

    def _begin(self) -> None:
        session = self._connect()
        try:
            session.execute(f"SET idle_session_timeout = '{int(SILENCE_SECONDS * 1000)}ms'".encode())
            session.execute("SET statement_timeout = '3s'")
            if _try_lock(session, self.executor_id):
                self._session, self.epoch = session, self.epoch + 1
                self._free_since.clear()  # what was seen by an earlier session says nothing of this server
                return
        except BaseException:
            session.close()
            raise
        session.close()  # an earlier session of ours lingers, or another is taking our runs over: try again

    def _lose(self, error: psycopg.Error) -> None:
        if self._session is not None:
            log.warning(
                "node %s lost its session and acts no more until it has one: %s", self.executor_id, error
            )
            self._session.close()
            self._session = None

    @contextmanager
    def _locked(self, executor_id: str) -> Iterator[bool]:
        session = self._session
        if session is None:
            yield False
            return
        try:
            is_locked = _try_lock(session, executor_id)
        except psycopg.Error as error:
            self._lose(error)
            yield False
            return
        try:
            yield is_locked
        finally:
            if is_locked and not session.closed:
                session.execute("SELECT pg_advisory_unlock(%s)", (_number(executor_id),))


def _try_lock(session: psycopg.Connection[Any], executor_id: str) -> bool:  # Any: rows of any shape
    row = session.execute("SELECT pg_try_advisory_lock(%s)", (_number(executor_id),)).fetchone()
    return bool(row and row[0])


def _number(executor_id: str) -> int:
    """The executor's id as the signed 64-bit number that an advisory lock takes."""
    return int.from_bytes(hashlib.sha256(f"executor {executor_id}".encode()).digest()[:8], "big", signed=True)
