"""The log of calls by keys, written behind the calls: a thread takes what was noted every other second, in one
transaction an account and world. What cannot be written is told once in the process's log and dropped."""

import logging
import threading
import time
from collections import Counter, defaultdict, deque
from datetime import datetime, timedelta

from entrygo.context import Context
from entrygo.contract.actor import Actor, Tenant
from entrygo.store.request_log import LoggedCall

log = logging.getLogger(__name__)
EVERY_SECONDS = 2.0
STOP_SECONDS = 5.0
MOST_WAITING = 5_000
"""Calls noted and not yet written; of a rush beyond it the oldest are dropped."""
MOST_KEPT, KEPT_FOR, TIDY_EVERY = 10_000, timedelta(days=30), 500
USED_EVERY = timedelta(minutes=1)
MOST_PATH = 300


class CallLog:
    """Takes notes from any thread, and never makes a call wait."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._calls: deque[tuple[Tenant, LoggedCall]] = deque(maxlen=MOST_WAITING)
        self._used: dict[str, tuple[Tenant, datetime]] = {}
        self._told: dict[str, datetime] = {}
        self._added: Counter[Tenant] = Counter()
        self._is_told_of_fault = False
        self._begin = threading.Lock()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def note_use(self, actor: Actor) -> datetime:
        """A key was used now; that is written once a minute. The instant."""
        now = self._context.clock.now()
        told = self._told.get(actor.principal)
        if told is None or now - told >= USED_EVERY:
            self._used[actor.principal] = (actor.tenant, now)
            self._start()
        return now

    def note(self, actor: Actor, call: LoggedCall) -> None:
        """A call was answered."""
        self._calls.append((actor.tenant, call))
        self._start()

    def close(self) -> None:
        """Write what was noted, and end."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(timeout=STOP_SECONDS)

    def _start(self) -> None:
        if self._thread is not None:
            return
        with self._begin:
            if self._thread is None and not self._stop.is_set():
                self._thread = threading.Thread(target=self._run, name="entrygo-call-log", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        while not self._stop.wait(EVERY_SECONDS):
            self._write()
        self._write()

    def _write(self) -> None:
        calls: defaultdict[Tenant, list[LoggedCall]] = defaultdict(list)
        for _ in range(len(self._calls)):
            tenant, call = self._calls.popleft()
            calls[tenant].append(call)
        used: defaultdict[Tenant, dict[str, datetime]] = defaultdict(dict)
        for key in list(self._used):
            tenant, at = self._used.pop(key)
            used[tenant][key] = at
        for tenant in calls | used:
            try:
                self._write_of(tenant, calls[tenant], used[tenant])
            except Exception:
                if not self._is_told_of_fault:
                    log.warning("calls could not be logged and were dropped", exc_info=True)
                self._is_told_of_fault = True
            else:
                self._is_told_of_fault = False

    def _write_of(self, tenant: Tenant, calls: list[LoggedCall], used: dict[str, datetime]) -> None:
        self._added[tenant] += len(calls)
        is_due = self._added[tenant] >= TIDY_EVERY
        with self._context.store.write(tenant) as uow:
            for key_id, at in used.items():
                uow.keys.note_used(key_id, at=at)
            uow.request_log.add(calls)
            if is_due:
                uow.request_log.forget(before=self._context.clock.now() - KEPT_FOR, keep=MOST_KEPT)
        self._told |= used
        if is_due:
            self._added[tenant] = 0


def milliseconds(began: float) -> int:
    """Since an instant of the monotonic clock, rounded."""
    return round((time.monotonic() - began) * 1000)
