"""The lease of a process: held for as long as it may act on runs, and gone for others to see when it ends.

An *executor* is one life of one process: its id is the node's name and something new each time, so a restart is simply
the next life and two nodes of one name do no harm. A run belongs to the executor that began it. Another may take it
over only when that executor is dead, and an executor that could be taken for dead has stopped acting before that.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import psycopg
from uuid_utils import uuid7

from entrygo.engine.lease_files import LifeFiles
from entrygo.engine.lease_sessions import SessionLease
from entrygo.store.urls import PATIENCE, driver_url, is_sqlite

FOLDER = "executors"
LEASE_PATIENCE = PATIENCE | {
    "connect_timeout": 2,
    "tcp_user_timeout": 3000,
    "application_name": "entrygo-lease",
}
"""A renewal that is not answered within the lease's time must fail rather than wait."""


class Lease(Protocol):
    """One life's right to act. Methods are called by one thread, ``epoch`` and ``holds`` by any."""

    @property
    def executor_id(self) -> str:
        """The id of this life."""
        ...

    @property
    def epoch(self) -> int:
        """How often the lease was obtained; another number means that it was lost in between."""
        ...

    def holds(self) -> bool:
        """Whether this life may act now. False comes surely before another may take its runs over."""
        ...

    def acquire(self, timeout_seconds: float) -> None:
        """Obtain the lease. Raises ``TimeoutError``."""
        ...

    def beat(self) -> None:
        """Renew the lease, or obtain it again; never raises for a database that is away."""
        ...

    @contextmanager
    def over(self, executor_id: str) -> Iterator[bool]:
        """Whether that life is over; while the block lasts it stays so."""
        ...

    def release(self) -> None:
        """End this life's lease."""
        ...


def new_executor(node_id: str) -> str:
    """The id of a new life of a node."""
    return f"{node_id}/{uuid7().hex}"


class FileLease:
    """The lease of a process whose peers are all on its own machine: a lock the kernel drops when the process ends."""

    epoch = 1

    def __init__(self, folder: Path, executor_id: str) -> None:
        self.executor_id = executor_id
        self._files = LifeFiles(folder)
        self._held = False

    def holds(self) -> bool:
        """Whether the lock was taken; a file lock is kept until the process ends."""
        return self._held

    def acquire(self, timeout_seconds: float) -> None:
        """Take the lock of the new id; no other process can hold it."""
        self._files.hold(self.executor_id)
        self._held = True

    def beat(self) -> None:
        """Nothing: a file lock needs no renewal."""

    @contextmanager
    def over(self, executor_id: str) -> Iterator[bool]:
        """Whether no process holds the other's lock; a life that has no file left none behind."""
        with self._files.free(executor_id) as is_free:
            yield is_free is not False

    def release(self) -> None:
        """Give the lock back."""
        self._held = False
        self._files.release()


def open_lease(database_url: str, node_id: str, home: Path) -> Lease:
    """The lease for a new life of this node: by file beside a SQLite database, by session on PostgreSQL."""
    executor_id = new_executor(node_id)
    if is_sqlite(database_url):
        return FileLease(Path(driver_url(database_url).database or ".").parent / FOLDER, executor_id)
    url = driver_url(database_url)
    keywords = url.get_dialect()().create_connect_args(url)[1]

    def connect() -> psycopg.Connection[Any]:  # Any: rows of any shape
        return psycopg.connect(**{**keywords, **LEASE_PATIENCE}, autocommit=True)

    return SessionLease(connect, home / FOLDER, executor_id)
