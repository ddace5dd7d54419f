"""Engines and transactions, and where SQLite and PostgreSQL differ.

SQLite has one writer: write transactions take turns in a fair queue, since its own busy handler starves clients.
``synchronous=FULL`` keeps a committed answer through a power cut. Readers have their own connections and see the last
commit (WAL). PostgreSQL reads at REPEATABLE READ, so that a plan's facts are of one instant, and writes at READ
COMMITTED, a tenant's writers one after the other (:mod:`entrygo.store.tenancy`); unique keys decide between tenants.
"""

import logging
import sqlite3
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from psycopg.types.array import ListBinaryDumper
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.pool import QueuePool

from entrygo.contract.problems import Problem
from entrygo.store.tenancy import every_tenant
from entrygo.store.urls import OPTIONS, PATIENCE, driver_url

log = logging.getLogger(__name__)

BUSY_TIMEOUT_MS = 10_000  # for another process's write
TURN_SECONDS = 10.0  # for this process's other writers
POOL_SIZE = 32
POOL_SECONDS = 5.0
SQLITE_FULL, DISK_FULL, READ_ONLY = 13, "53100", "25006"
FULL_WORDS = (
    "The disk of the server's database is full, so this could not be stored. Repeat the call later, a write with the "
    "same idempotency key."
)


@contextmanager
def reachable() -> Iterator[None]:
    """A database that is away, full, too busy or for reading only is UNAVAILABLE: the same call may succeed later."""
    try:
        yield
    except (OperationalError, InterfaceError, NoConnectionFree) as error:
        if is_full(error):
            log.error("the disk of the database is full: %s", error)  # noqa: TRY400 - at every call, until there is room
            raise Problem("UNAVAILABLE", FULL_WORDS, retry_after=10) from error
        words = str(getattr(error, "orig", None) or error).strip().splitlines()[:1]
        log.warning("the database does not answer: %s", *words or [type(error).__name__])
        raise Problem("UNAVAILABLE", retry_after=1) from error
    except InternalError as error:
        if getattr(error.orig, "sqlstate", None) != READ_ONLY:
            raise
        log.exception("the database is for reading only: it was the primary, or is not yet")
        raise Problem("UNAVAILABLE", retry_after=1) from error


def is_full(error: Exception) -> bool:
    """Whether a statement failed because the disk is full."""
    cause = error.orig if isinstance(error, DBAPIError) else None
    code = getattr(cause, "sqlite_errorcode", 0)
    return code & 0xFF == SQLITE_FULL or getattr(cause, "sqlstate", None) == DISK_FULL


def make_durable(connection: sqlite3.Connection) -> None:
    """Readers beside a writer, and each commit on the disk.

    Of several connections that turn a new file to WAL at once, SQLite refuses all but one at once, without its busy
    timeout; they try again here.
    """
    deadline = time.monotonic() + BUSY_TIMEOUT_MS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            break
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
    connection.execute("PRAGMA synchronous=FULL")


class FairLock:
    """A mutex that serves its waiters in the order they came, each within ``seconds`` or not at all."""

    def __init__(self, seconds: float = TURN_SECONDS) -> None:
        self._seconds = seconds
        self._guard = threading.Lock()
        self._waiters: deque[threading.Lock] = deque()
        self._held = False

    def __enter__(self) -> None:
        with self._guard:
            if not self._held:
                self._held = True
                return
            ticket = threading.Lock()
            ticket.acquire()
            self._waiters.append(ticket)
        if ticket.acquire(timeout=self._seconds):
            return
        with self._guard:
            if ticket in self._waiters:
                self._waiters.remove(ticket)
                raise NoConnectionFree(f"no turn to write within {self._seconds} s")

    def __exit__(self, *exc: object) -> None:
        with self._guard:
            if self._waiters:
                self._waiters.popleft().release()  # the turn passes on; the lock stays held
            else:
                self._held = False


class Database:
    """One database by URL."""

    def __init__(self, url: str) -> None:
        self.is_sqlite = url.startswith("sqlite")
        self.engine = _sqlite_engine(url) if self.is_sqlite else _postgres_engine(url)
        self._turn = FairLock()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A consistent view of the last commit."""
        with self.engine.connect() as connection:
            if self.is_sqlite:
                connection.exec_driver_sql("BEGIN")
            else:
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            yield connection
            if not self.is_sqlite:
                connection.commit()  # at a rollback psycopg forgets what the connection has prepared

    @contextmanager
    def survey(self) -> Iterator[Connection]:
        """A consistent view of the last commit, over all tenants."""
        with self.read() as connection, every_tenant(connection):
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction: commits at the end of the block, rolls back on any exception."""
        if not self.is_sqlite:
            with self.engine.begin() as connection:
                yield connection
            return
        with self._turn, self.engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            with _commit(connection):
                yield connection

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


@contextmanager
def _commit(connection: Connection) -> Iterator[None]:
    try:
        yield
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


def _sqlite_engine(url: str) -> Engine:
    engine = create_engine(
        url,
        poolclass=QueuePool,
        pool_size=POOL_SIZE,
        max_overflow=POOL_SIZE,
        pool_timeout=POOL_SECONDS,
        hide_parameters=True,  # a fault in the log shows the statement, not the caller's data
        connect_args={"check_same_thread": False, "timeout": BUSY_TIMEOUT_MS / 1000},
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:  # Any: DBAPI types
        connection.isolation_level = None  # SQLAlchemy and we say BEGIN ourselves
        make_durable(connection)
        for pragma in ("foreign_keys=ON", f"busy_timeout={BUSY_TIMEOUT_MS}", "cache_size=-16384"):
            connection.execute(f"PRAGMA {pragma}")

    return engine


def _postgres_engine(url: str) -> Engine:
    engine = create_engine(
        driver_url(url),
        pool_size=POOL_SIZE,
        max_overflow=POOL_SIZE,
        pool_timeout=POOL_SECONDS,
        hide_parameters=True,  # a fault in the log shows the statement, not the caller's data
        pool_pre_ping=True,
        connect_args={"options": OPTIONS, **PATIENCE},
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:  # Any: DBAPI types
        connection.adapters.register_dumper(
            list, ListBinaryDumper
        )  # as text, each quote is escaped in Python

    return engine
