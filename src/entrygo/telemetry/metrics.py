"""Every metric a process counts. Labels take few values: never an id, a path, a tenant or an address.

With several processes each writes its own files (``PROMETHEUS_MULTIPROC_DIR``) and a scrape adds them up. The library
reads that variable when it is imported, so it is set before this module is loaded.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
)

from entrygo.contract.problems import Problem

CALL_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
WORK_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
MAIL_BUCKETS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 150)
OK, REFUSED, FAILED, STOPPED = "ok", "refused", "failed", "stopped"


class Metrics:
    """The counters of one process, in a registry of their own."""

    def __init__(self) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call]  # a series more for each, which nobody asks for
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self._of_calls()
        self._of_work()
        self._of_ports()

    def _of_calls(self) -> None:
        self.call_seconds = Histogram(
            "entrygo_call_seconds",
            "Calls by the template of their route, from the first byte asked to the last answered.",
            ["method", "route", "status"],
            buckets=CALL_BUCKETS,
            registry=self.registry,
        )
        self.calls_in_flight = self._gauge("entrygo_calls_in_flight", "Calls under way.")
        self.refused_calls = Counter(
            "entrygo_refused_calls",
            "Calls refused, by error code: RATE_LIMITED is a key over its rate, UNAVAILABLE a server over its load.",
            ["code"],
            registry=self.registry,
        )
        self.operation_seconds = Histogram(
            "entrygo_operation_seconds",
            "Operations inside their thread: planExport is a plan.",
            ["operation", "outcome"],
            buckets=WORK_BUCKETS,
            registry=self.registry,
        )

    def _of_work(self) -> None:
        self.rounds = Counter(
            "entrygo_worker_rounds",
            "Rounds of the worker over what is owed.",
            ["outcome"],
            registry=self.registry,
        )
        self.last_round = Gauge(
            "entrygo_worker_last_round_timestamp_seconds",
            "When the worker's latest round ended.",
            registry=self.registry,
            multiprocess_mode="mostrecent",
        )
        self.lease_held = self._gauge(
            "entrygo_lease_held", "1 while the worker may act; without it another node takes its runs over."
        )
        self.run_seconds = Histogram(
            "entrygo_run_seconds",
            "Runs of effects (execute, correct, deliver, ...) that ended in this process.",
            ["effect", "outcome"],
            buckets=WORK_BUCKETS,
            registry=self.registry,
        )
        self.runs_under_way = self._gauge("entrygo_runs_under_way", "Runs under way.", "effect")
        self.steps = Counter(
            "entrygo_steps",
            "Steps of runs. A failed step is tried again, by its run or by the next one.",
            ["effect", "step", "outcome"],
            registry=self.registry,
        )
        self.mail_try_seconds = Histogram(
            "entrygo_mail_try_seconds",
            "Tries of handing a mail over, by what became of it.",
            ["way", "outcome"],
            buckets=MAIL_BUCKETS,
            registry=self.registry,
        )

        self.webhook_try_seconds = Histogram(
            "entrygo_webhook_try_seconds",
            "Tries of telling an endpoint, by the kind of its answer; none where it gave none.",
            ["outcome"],
            buckets=WORK_BUCKETS,
            registry=self.registry,
        )

    def _of_ports(self) -> None:
        self.database_seconds = Histogram(
            "entrygo_database_seconds",
            "Units of work, waiting for a connection and a turn included.",
            ["kind", "outcome"],
            buckets=WORK_BUCKETS,
            registry=self.registry,
        )
        self.connections_in_use = self._gauge(
            "entrygo_database_connections_in_use", "Connections taken out of the pool."
        )
        self.connections_most = self._gauge(
            "entrygo_database_connections_most", "Connections the pool may have, the runs' own pool apart."
        )
        self.blob_seconds = Histogram(
            "entrygo_blob_seconds",
            "Files kept, read and forgotten.",
            ["action", "outcome"],
            buckets=WORK_BUCKETS,
            registry=self.registry,
        )

    def _gauge(self, name: str, words: str, *labels: str) -> Gauge:
        """A gauge that counts up and down, summed over the processes that are alive."""
        return Gauge(name, words, labels, registry=self.registry, multiprocess_mode="livesum")


@contextmanager
def timed(histogram: Histogram, *labels: str) -> Iterator[None]:
    """Observe how long the block takes, under the labels and its outcome; a refusal (4xx) is no failure."""
    began, outcome = monotonic(), FAILED
    try:
        yield
        outcome = OK
    except Problem as problem:
        outcome = REFUSED if problem.status < 500 else FAILED
        raise
    finally:
        histogram.labels(*labels, outcome).observe(monotonic() - began)
