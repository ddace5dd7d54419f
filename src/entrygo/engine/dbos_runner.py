"""Durable execution on DBOS Transact: the :class:`~entrygo.ports.runner.Runner` of every real process.

One effect is one DBOS workflow, a run's key is its workflow id, and a start inserts one row, so that a second
start of the same key finds it. At launch the library takes up the unfinished rows of the same executor id *and*
application version, hence both are given and constant. Everything is stored as JSON, never pickled.

The library is one global object a process: a second runner can be launched only after the first is closed.
"""

import contextvars
import logging
import sqlite3
import threading
import time
from collections import Counter, OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, wait
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeAlias

import orjson
from dbos import DBOS, DBOSConfig, DBOSPortableJSONSerializer, SetWorkflowID
from dbos import error as dbos_error

from entrygo.engine import run_rows
from entrygo.engine.lease import Lease
from entrygo.engine.lease_heartbeat import LeaseHeartbeat
from entrygo.ports.runner import Argument, Handler, Result, Revoked
from entrygo.store.database import make_durable, reachable
from entrygo.store.urls import PATIENCE, driver_url, is_sqlite

RUNS_VERSION = "1"
"""The version of runs, not of the program: the library takes up only runs of the version it is launched with, so
this stays across releases, and a handler's steps keep their order and names while runs of it may be open."""
_POLL_SECONDS = 0.05
_LISTENER_SECONDS = 0.1  # nobody listens; closing waits for the listener's current sleep
_LEASE_SECONDS = 30.0  # a database that comes up beside us may take this long
_SETTLE_SECONDS = 3.0  # a thread begins and records a run well within this
_KEYS_KEPT = 20_000
ENGINE_SCHEMA = "entrygo_engine"
"""Where a PostgreSQL database keeps runs."""
_STRICT = orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_SUBCLASS


log = logging.getLogger(__name__)

_Document: TypeAlias = dict[str, Any]  # Any: a JSON object
_Workflow: TypeAlias = Callable[[_Document], None]


def engine_url(database_url: str) -> str:
    """Where runs are recorded: ``entrygo.engine.db`` beside ``entrygo.db``, or the same PostgreSQL database."""
    if not is_sqlite(database_url):
        return driver_url(database_url).set(drivername="postgresql").render_as_string(hide_password=False)
    url = driver_url(database_url)
    if not url.database or url.database == ":memory:":
        raise ValueError("Durable runs need a database file; an in-memory database forgets them.")
    path = Path(url.database)
    return f"sqlite:///{path.with_name(f'{path.stem}.engine.db')}"


class _DurableConnection(sqlite3.Connection):
    """Every SQLite connection of the engine: readers beside a writer, each commit on the disk."""

    def __init__(self, *positional: Any, **named: Any) -> None:  # Any: sqlite3's own signature
        super().__init__(*positional, **named)
        make_durable(self)


@dataclass(frozen=True, slots=True)
class _Run:
    """The :class:`~entrygo.ports.runner.RunContext` of one run. ``Revoked`` is the end of a run whose runner was closed
    or whose lease was lost: the library records no outcome for it, so it stays unfinished and is taken up again."""

    argument: Argument
    stopped: threading.Event
    lease: Lease
    epoch: int

    def step(self, name: str, function: Callable[[], Result]) -> Result:
        """Call and record, or answer from the record; either way the result has been through JSON."""
        self.check()
        try:
            return DBOS.run_step({"name": name}, lambda: _through_json(function()))
        except Exception as error:
            if self.stopped.is_set():  # the library is gone: no handler may take that for a failure
                raise Revoked from error
            raise

    def check(self) -> None:
        """Raise unless this process may still act for the run."""
        if self.stopped.is_set() or not self.lease.holds() or self.lease.epoch != self.epoch:
            raise Revoked


class DbosRunner:
    """Runs on a pool of ``threads``, recorded in ``engine_url(database_url)``, for as long as its lease is held."""

    def __init__(self, database_url: str, lease: Lease, app_version: str, *, threads: int = 8) -> None:
        url = engine_url(database_url)
        self._config: DBOSConfig = {
            "name": "entrygo",
            "system_database_url": url,
            "dbos_system_schema": ENGINE_SCHEMA,
            "executor_id": lease.executor_id,
            "application_version": app_version,
            "max_executor_threads": threads,
            "sys_db_pool_size": threads + 6,
            "serializer": DBOSPortableJSONSerializer(),
            "sys_db_idle_transaction_timeout_sec": 15.0,
            "use_listen_notify": False,
            "notification_listener_polling_interval_sec": _LISTENER_SECONDS,
            "enable_otlp": False,
            "log_level": "WARNING",
        }
        if url.startswith("sqlite"):
            self._config["db_engine_kwargs"] = {"connect_args": {"factory": _DurableConnection}}
        else:
            self._config["db_engine_kwargs"] = {"connect_args": dict(PATIENCE)}
        self._lease = lease
        self._heartbeat = LeaseHeartbeat(lease, self._take_over)
        self._handlers: dict[str, Handler] = {}
        self._workflows: dict[str, _Workflow] = {}
        self._changed = threading.Condition()
        self._open = False
        self._starting = 0
        self._threads = threads
        self._running: Counter[str] = Counter()
        self._missing: dict[str, float] = {}
        self._futures: dict[str, Future[None]] = {}
        self._known: OrderedDict[str, str] = OrderedDict()
        self._stopped = threading.Event()

    def register(self, effect: str, handler: Handler) -> None:
        """Name the handler of an effect, before :meth:`launch`."""
        if self._open or effect in self._handlers:
            raise RuntimeError(f"The effect {effect!r} is registered already, or too late.")
        self._handlers[effect] = handler

    def launch(self) -> None:
        """Migrate the engine's tables, obtain the lease, begin to work; runs of lives known to be over are taken up
        within some two seconds, those of lives on other machines when their lease has surely ended.
        """
        global _launched  # the library is one global object, so its owner is one, too
        with _one_at_a_time:
            if _launched is not None or self._stopped.is_set():
                raise RuntimeError("Another runner is open in this process, or this one was closed already.")
            _quiet()
            try:
                self._workflows = {
                    name: self._workflow(name, handler) for name, handler in self._handlers.items()
                }
                DBOS(config=self._config)
                self._lease.acquire(_LEASE_SECONDS)
                self._heartbeat.start()
                self._open = True  # before the library works: a run taken up may start another at once
                DBOS.launch()
                run_rows.stop_waiting_for_the_database()
            except BaseException:
                self._open = False
                self._heartbeat.stop()
                DBOS.destroy(destroy_registry=True)
                self._lease.release()
                raise
            _launched = self
        self._heartbeat.begin_take_over()

    def start(self, effect: str, key: str, argument: Argument) -> bool:
        """Start a run, unless its key is known already; returns when its row is committed."""
        if effect not in self._handlers:
            raise ValueError(f"The effect {effect!r} is unknown.")
        plain = _through_json(dict(argument))
        if self._known.get(key) == effect:
            return False
        with self._changed:
            if not self._open:
                raise RuntimeError("The runner is not open: launch it first, or start nothing after close.")
            self._starting += 1
        try:
            # An empty context: a start from inside a run is a run of its own, not a step or child of that run.
            with reachable():
                future = contextvars.Context().run(_begin, self._workflows[effect], key, plain)
            self._remember(key, effect)
            if future is not None:
                self._follow(key, future)
            return future is not None
        except dbos_error.DBOSConflictingWorkflowError as error:
            raise ValueError(
                f"The key {key!r} belongs to a run of another effect than {effect!r}."
            ) from error
        finally:
            with self._changed:
                self._starting -= 1
                self._changed.notify_all()

    def wait(self, key: str, timeout_seconds: float) -> bool:
        """Whether the run has finished in time: its own thread says so, or the record is asked every 50 ms."""
        deadline = time.monotonic() + timeout_seconds
        future = self._futures.get(key)
        if future is not None:
            wait([future], timeout_seconds)
            if not future.done():
                return False
            if not future.cancelled() and future.exception() is None:
                return True
        while not self._is_finished(key):
            left = deadline - time.monotonic()
            if left <= 0 or self._stopped.is_set():
                return False
            time.sleep(min(_POLL_SECONDS, left))
        return True

    def prune(self, before: datetime) -> int:
        """Forget runs that finished before an instant; how many. A run not finished is never forgotten."""
        with reachable():
            return run_rows.prune(before)

    def close(self, drain_seconds: float) -> None:
        """Refuse starts, wait up to ``drain_seconds`` for runs, then stop. A run inside a step ends with that step."""
        global _launched
        with self._changed:
            was_open, self._open = self._open, False
            self._changed.wait_for(
                lambda: not (self._starting or self._running or self._futures), timeout=drain_seconds
            )
        self._stopped.set()
        if was_open:
            self._heartbeat.stop()
            with _one_at_a_time:
                DBOS.destroy(destroy_registry=True)
                self._lease.release()
                _launched = None

    def _take_over(self) -> None:
        """Re-enqueue the runs of processes that ended, and our own that no thread has."""
        mine = self._lease.executor_id
        for executor_id in run_rows.executors_with_runs(but=mine):
            with self._lease.over(executor_id) as is_over:
                if is_over:
                    log.info("%s is over; its unfinished runs are taken up", executor_id)
                    run_rows.give_away(executor_id)
        for key in self._lost():
            log.info("run %s is ours and nobody runs it; it is taken up again", key)
            run_rows.offer(mine, key)
            del self._missing[key]  # it has its time again to reach a thread

    def _lost(self) -> list[str]:
        """Our unfinished runs that no thread has had for a while: the lease was lost under them, or the database went
        away between a commit and its reply, at their start or at the record of their outcome.
        """
        with self._changed:
            if self._running.total() >= self._threads:
                return []  # a run may be waiting for a thread
        now, unfinished = time.monotonic(), run_rows.unfinished(self._lease.executor_id)
        with self._changed:
            idle = [key for key in unfinished if not self._running[key] and key not in self._futures]
        self._missing = {key: self._missing.get(key, now) for key in idle}
        return [key for key, since in self._missing.items() if now - since >= _SETTLE_SECONDS]

    def _workflow(self, effect: str, handler: Handler) -> _Workflow:
        def run(argument: _Document) -> None:
            key = str(DBOS.workflow_id)
            with self._changed:
                self._running[key] += 1
            try:
                handler(_Run(argument, self._stopped, self._lease, self._lease.epoch))
            finally:
                with self._changed:
                    self._running -= Counter([key])
                    self._changed.notify_all()

        # No limit of attempts: a run is never given up because its process died often.
        return DBOS.workflow(name=effect, max_recovery_attempts=None)(run)

    def _is_finished(self, key: str) -> bool:
        """Whether the run is recorded as finished; false when the runner was closed meanwhile."""
        try:
            with reachable():
                found = contextvars.Context().run(DBOS.get_workflow_status, key)
        except dbos_error.DBOSException:
            if self._stopped.is_set():
                return False
            raise
        return found is not None and found.status not in run_rows.UNFINISHED

    def _remember(self, key: str, effect: str) -> None:
        """Keep a started key, so that the worker's next rounds need not ask the database about it."""
        with self._changed:
            self._known[key] = effect
            if len(self._known) > _KEYS_KEPT:
                self._known.popitem(last=False)

    def _follow(self, key: str, future: Future[None]) -> None:
        """Keep the future of a run of this process until it ends, for :meth:`wait`."""
        with self._changed:
            self._futures[key] = future

        def forget(_: Future[None]) -> None:
            with self._changed:
                self._futures.pop(key, None)
                self._changed.notify_all()

        future.add_done_callback(forget)


_one_at_a_time = threading.Lock()
_launched: DbosRunner | None = None


def _quiet() -> None:
    """Warnings go where the process sends its log; without a handler of its own the library would print."""
    logger = logging.getLogger("dbos")
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())


def _begin(
    workflow: _Workflow,
    key: str,
    argument: _Document,
) -> Future[None] | None:
    """Insert the row; the future of the run, when it is ours to run."""
    with SetWorkflowID(key):
        handle = DBOS.start_workflow(workflow, argument)
    return getattr(handle, "future", None)


def _through_json(value: Result) -> Result:
    """The value encoded and decoded: the first run sees what a recovered run would read."""
    same: Result = orjson.loads(orjson.dumps(value, option=_STRICT))
    return same
