"""Whether calls may come to this node, and why not.

Checked is what differs between nodes or makes every call fail. The file store is reported and does not decide: an
execution that cannot store its files is tried again, and taking every node out of service would turn a late package
into an outage.
"""

import secrets
import shutil
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import TypeAlias

from entrygo.contract.canonical import JsonObject
from entrygo.ports.blobs import Blobs
from entrygo.store.database import Database
from entrygo.store.migrate import compatible_since, known_revisions, revision_of
from entrygo.store.schema_compat import SchemaFault, require_servable
from entrygo.store.urls import driver_url

STALE_SECONDS = 60.0  # a round takes half a second; one that waits for a database in trouble takes longer
PROBE_SECONDS = 30.0
SLOW_SECONDS = 10.0
LEAST_FREE_BYTES = 4_000_000  # a write's journal and pages
Check: TypeAlias = dict[str, str | float]


class Pulse:
    """When the worker last ended a round, and whether it may act. A process without a worker has no age."""

    def __init__(self) -> None:
        self._at: float | None = None
        self.holds_lease: Callable[[], bool] = lambda: True

    def beat(self) -> None:
        """The worker started or ended a round."""
        self._at = monotonic()

    @property
    def age(self) -> float | None:
        """Seconds since the latest round."""
        return None if self._at is None else monotonic() - self._at


class StopSign(threading.Event):
    """Whether the process was told to stop, and since when."""

    _at: float | None = None

    def set(self) -> None:
        """Stop; the first call sets the time."""
        if self._at is None:
            self._at = monotonic()
        super().set()

    def left(self, seconds: float) -> float:
        """What is left of so many seconds since the process was told to stop."""
        return seconds if self._at is None else max(0.0, seconds - (monotonic() - self._at))


class BlobProbe:
    """Whether a file can be written and deleted, tried in a thread of its own at most every 30 s: a store may hang."""

    def __init__(self, blobs: Blobs) -> None:
        self._blobs = blobs
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="entrygo-probe")
        self._lock = threading.Lock()
        self._tried: Future[None] | None = None
        self._began = 0.0

    def look(self) -> Check:
        """The result of the latest try; waits up to 0.2 s for one that is running."""
        with self._lock:
            now = monotonic()
            if self._tried is None or (self._tried.done() and now - self._began > PROBE_SECONDS):
                self._began, self._tried = now, self._thread.submit(self._try)
            tried, began = self._tried, self._began
        try:
            tried.result(timeout=0.2)
        except TimeoutError:
            slow = monotonic() - began > SLOW_SECONDS
            return {"status": "failing", "words": "no answer yet"} if slow else {"status": "ok"}
        except Exception as error:  # of two technologies
            return {"status": "failing", "words": type(error).__name__}
        return {"status": "ok"}

    def close(self) -> None:
        """End the thread."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _try(self) -> None:
        key = f"readiness/{secrets.token_hex(8)}"
        self._blobs.put(key, b"readiness")
        self._blobs.delete(key)


def disk_of(url: str) -> Path | None:
    """The folder of a database that is a file; none of a server's."""
    parts = driver_url(url)
    return Path(parts.database).parent if parts.get_backend_name() == "sqlite" and parts.database else None


@dataclass(slots=True, kw_only=True)
class Readiness:
    """What ``/readyz`` answers. ``stop`` says whether the process was told to stop.

    ``disk`` is the folder of a database that is a file of this machine: without room, no write succeeds.
    """

    database: Database
    node_id: str
    pulse: Pulse
    artifacts: BlobProbe
    stop: Callable[[], bool]
    disk: Path | None = None

    def __call__(self) -> tuple[bool, JsonObject]:
        """Whether calls may come, and the document that says why."""
        if self.stop():
            return False, self._document({"stopping": {"status": "failing", "words": "told to stop"}})
        deciding = self._database() | {"worker": self._worker()} | self._room()
        return (
            all(each["status"] == "ok" for each in deciding.values()),
            self._document(deciding, artifacts=self.artifacts.look()),
        )

    def _document(self, deciding: Mapping[str, Check], **reported: Check) -> JsonObject:
        failing = [name for name, each in deciding.items() if each["status"] != "ok"]
        checks = {name: dict(each) for name, each in {**deciding, **reported}.items()}
        return {
            "status": "not ready" if failing else "ok",
            "node": self.node_id,
            "reasons": failing,
            "checks": checks,
        }

    def _database(self) -> dict[str, Check]:
        """Whether the database answers and this version serves its schema."""
        try:
            with self.database.read() as connection:
                revision, since = revision_of(connection), compatible_since(connection)
        except Exception as error:  # of two drivers
            return {"database": {"status": "failing", "words": type(error).__name__}}
        schema: Check = {"status": "ok", "revision": revision or "none"}
        known = known_revisions()
        try:
            require_servable(revision, known, since)
        except SchemaFault:
            schema |= {"status": "failing", "words": "a newer version made it"}
        if revision is None or (revision in known and revision != known[0]):
            schema |= {"status": "failing", "words": "not migrated"}
        return {"database": {"status": "ok"}, "schema": schema}

    def _room(self) -> dict[str, Check]:
        """Whether the disk of the database has room for a write; said where it is a disk of this machine."""
        if self.disk is None:
            return {}
        try:
            free = shutil.disk_usage(self.disk).free
        except OSError as error:
            return {"disk": {"status": "failing", "words": type(error).__name__}}
        if free < LEAST_FREE_BYTES:
            return {"disk": {"status": "failing", "words": "full", "freeBytes": float(free)}}
        return {"disk": {"status": "ok"}}

    def _worker(self) -> Check:
        age = self.pulse.age
        if age is None:
            return {"status": "ok", "words": "another process works"}
        if age > STALE_SECONDS:
            return {"status": "failing", "words": "no round is over", "sinceSeconds": round(age, 1)}
        if not self.pulse.holds_lease():
            return {"status": "failing", "words": "the lease is not held", "sinceSeconds": round(age, 1)}
        return {"status": "ok", "sinceSeconds": round(age, 1)}
