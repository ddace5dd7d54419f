"""The page of ``/metrics``: the counters of every process of this node, and counts of rows at that moment."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Generic, TypeAlias, TypeVar

from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from entrygo import __version__
from entrygo.settings import variable
from entrygo.store.counts import Queue, Standing, Waiting, standing, waiting
from entrygo.store.database import Database
from entrygo.store.migrate import revision_of
from entrygo.telemetry.metrics import Metrics
from entrygo.telemetry.shared_counters import FOLDER_VARIABLE, forget_ended_processes

LEAST_SECONDS = 5.0
SHARE = 20  # a look that took a second is not repeated for twenty
Seen = TypeVar("Seen")
Labelled: TypeAlias = Mapping[tuple[tuple[str, str], ...], float]


class Cached(Generic[Seen]):
    """The result of a query, kept for five seconds or twenty times as long as it took; concurrent callers share one."""

    def __init__(self, look: Callable[[], Seen]) -> None:
        self._look = look
        self._lock = Lock()
        self._kept: tuple[float, Seen] | None = None

    def __call__(self) -> Seen:
        """The kept result, or a new one."""
        with self._lock:
            began = monotonic()
            if self._kept is not None and began < self._kept[0]:
                return self._kept[1]
            seen = self._look()
            now = monotonic()
            self._kept = (now + max(LEAST_SECONDS, SHARE * (now - began)), seen)
            return seen


class NodeState(Collector):
    """Collects what is queried at the scrape. While the database is away its metrics are left out of the page."""

    def __init__(self, database: Database, node_id: str, is_ready: Callable[[], bool]) -> None:
        self._database, self._node_id, self._is_ready = database, node_id, is_ready
        self._waiting = Cached(self._look_waiting)
        self._standing = Cached(self._look_standing)

    def collect(self) -> Iterator[Metric]:
        yield _gauge("entrygo_build_info", "The version that runs.", {(("version", __version__),): 1})
        yield _gauge("entrygo_node_info", "The node that answers.", {(("node", self._node_id),): 1})
        yield _gauge("entrygo_ready", "1 while /readyz answers 200.", {(): float(self._is_ready())})
        try:
            revision, owed = self._waiting()
            found = self._standing()
        except Exception:  # of two drivers, a schema in the making included
            yield _gauge("entrygo_database_up", "1 while the database answers a scrape.", {(): 0})
            return
        yield _gauge("entrygo_database_up", "1 while the database answers a scrape.", {(): 1})
        yield _gauge(
            "entrygo_schema_info", "The schema's revision.", {(("revision", revision or "none"),): 1}
        )
        yield from _queues(owed)
        yield from _states(found)

    def _look_waiting(self) -> tuple[str | None, Waiting]:
        with self._database.survey() as connection:
            return revision_of(connection), waiting(connection)

    def _look_standing(self) -> Standing:
        with self._database.survey() as connection:
            return standing(connection)


def _queues(owed: Waiting) -> Iterator[Metric]:
    named = (
        ("executions", "Executions promised and not finished", owed.executions),
        ("corrections", "Corrected packages promised and not made", owed.corrections),
        ("mails", "Mails not handed over yet", owed.mails),
    )
    for name, words, queue in named:
        yield _gauge(f"entrygo_{name}_owed", f"{words}.", {(): queue.count})
        yield _gauge(f"entrygo_{name}_owed_oldest_seconds", f"{words}: age of the oldest.", {(): _age(queue)})


def _states(found: Standing) -> Iterator[Metric]:
    named: tuple[tuple[str, str, Mapping[str, int]], ...] = (
        ("exports", "Export batches by state.", found.exports),
        ("mails", "Mails by state.", found.mails),
        ("webhook_deliveries", "Webhook deliveries by state.", found.webhook_deliveries),
    )
    for name, words, counts in named:
        values: Labelled = {(("state", state),): number for state, number in counts.items()}
        yield _gauge(f"entrygo_{name}", words, values)


def _age(queue: Queue) -> float:
    return 0.0 if queue.oldest is None else max(0.0, (datetime.now(UTC) - queue.oldest).total_seconds())


def _gauge(name: str, words: str, values: Labelled) -> GaugeMetricFamily:
    labels = [label for label, _ in next(iter(values))]
    family = GaugeMetricFamily(name, words, labels=labels)
    for given, number in values.items():
        family.add_metric([value for _, value in given], number)
    return family


class Page:
    """The text of ``/metrics``."""

    def __init__(self, metrics: Metrics, state: NodeState) -> None:
        self._metrics, self._state = metrics, state

    def __call__(self) -> tuple[bytes, str]:
        """The text and its media type."""
        state = CollectorRegistry(auto_describe=False)
        state.register(self._state)
        return generate_latest(self._counted()) + generate_latest(state), CONTENT_TYPE_LATEST

    def _counted(self) -> CollectorRegistry:
        """This process's counters, or the sum of every process's."""
        folder = variable(FOLDER_VARIABLE)
        if not folder:
            return self._metrics.registry
        forget_ended_processes(Path(folder))
        registry = CollectorRegistry()
        MultiProcessCollector(registry, folder)  # type: ignore[no-untyped-call]  # the library's own
        return registry
