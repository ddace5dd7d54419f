"""The telemetry of one process: it instruments the ports and HTTP calls of the application and answers its health."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event
from starlette.datastructures import Headers

from entrygo.engine.lease import Lease
from entrygo.ports.blobs import Blobs
from entrygo.ports.mailer import Mailer
from entrygo.ports.runner import Runner
from entrygo.ports.webhooks import WebhookSender
from entrygo.settings import Settings, variable
from entrygo.store.database import POOL_SIZE, Database
from entrygo.store.unit_of_work import Store
from entrygo.surfaces.http.health import Exposition, Upkeep
from entrygo.surfaces.serving.observed_calls import ObservedCall
from entrygo.telemetry.instrumented_ports import (
    InstrumentedBlobs,
    InstrumentedMailer,
    InstrumentedStore,
    InstrumentedWebhooks,
)
from entrygo.telemetry.instrumented_runs import InstrumentedRunner
from entrygo.telemetry.metrics import FAILED, OK, Metrics, timed
from entrygo.telemetry.readiness import BlobProbe, Pulse, Readiness, StopSign, disk_of
from entrygo.telemetry.scrape import NodeState, Page
from entrygo.telemetry.spans import NoSpans, Spans

log = logging.getLogger("entrygo.access")
ENDPOINT = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
QUIET = frozenset({"/healthz", "/readyz", "/metrics"})  # asked every few seconds by machines


class NodeTelemetry:
    """Metrics, spans and readiness of one process; a :class:`~entrygo.surfaces.serving.observed_calls.CallObserver`."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.metrics = Metrics()
        self.spans = spans_of(settings)
        self.pulse = Pulse()
        self.stopping = StopSign()
        self._probe: BlobProbe | None = None

    @contextmanager
    def call(self, seen: ObservedCall, headers: Headers) -> Iterator[None]:
        """Count, time, trace and log one HTTP call."""
        metrics = self.metrics
        metrics.calls_in_flight.inc()
        try:
            with self.spans.of_call(seen.method, headers) as span:
                try:
                    yield
                finally:
                    span.set(
                        {
                            "http.request.method": seen.method,
                            "http.route": seen.route,
                            "http.response.status_code": seen.status,
                        },
                        name=f"{seen.method} {seen.route}",
                        failed=seen.status >= 500,
                    )
                    _log(seen)
        finally:
            metrics.calls_in_flight.dec()
            status = f"{seen.status // 100}xx"
            metrics.call_seconds.labels(seen.method, seen.route, status).observe(seen.seconds)
            if seen.error_code is not None:
                metrics.refused_calls.labels(seen.error_code).inc()

    @contextmanager
    def operation(self, name: str) -> Iterator[None]:
        """Time and trace one operation."""
        with self.spans.inner(f"operation {name}"), timed(self.metrics.operation_seconds, name):
            yield

    def beat(self) -> None:
        """Note that the worker is alive."""
        self.pulse.beat()
        self.metrics.last_round.set_to_current_time()
        self.metrics.lease_held.set(self.pulse.holds_lease())

    def round_ended(self, is_well: bool) -> None:  # noqa: FBT001 - the worker's own hook
        """Note that the worker ended a round, and whether without an error."""
        self.beat()
        self.metrics.rounds.labels(OK if is_well else FAILED).inc()

    def store(self, store: Store) -> Store:
        """The store, instrumented, and its connection pool."""
        in_use, engine = self.metrics.connections_in_use, store.database.engine
        event.listen(engine, "checkout", lambda *_: in_use.inc())
        event.listen(engine, "checkin", lambda *_: in_use.dec())
        self.metrics.connections_most.set(2 * POOL_SIZE)  # as many again in a rush
        return InstrumentedStore(store, self.metrics, self.spans)

    def blobs(self, blobs: Blobs) -> Blobs:
        """The file store, instrumented and probed for readiness."""
        self._probe = BlobProbe(blobs)
        return InstrumentedBlobs(blobs, self.metrics, self.spans)

    def lease(self, lease: Lease) -> Lease:
        """Note the lease, which says whether the worker may act."""
        self.pulse.holds_lease = lease.holds
        return lease

    def runner(self, runner: Runner) -> Runner:
        """The runner, instrumented."""
        return InstrumentedRunner(runner, self.metrics, self.spans)

    def mailer(self, mailer: Mailer, mail_id: str, *, way: str) -> Mailer:
        """The mailer of one mail, instrumented."""
        return InstrumentedMailer(
            inner=mailer, mail_id=mail_id, way=way, metrics=self.metrics, spans=self.spans
        )

    def webhooks(self, sender: WebhookSender) -> WebhookSender:
        """The webhook sender, instrumented."""
        return InstrumentedWebhooks(sender, self.metrics)

    def upkeep(self, database: Database) -> Upkeep:
        """What the health and metrics endpoints answer for this process."""
        settings = self._settings
        if self._probe is None:
            raise RuntimeError("blobs() must be called before upkeep().")
        readiness = Readiness(
            database=database,
            disk=disk_of(settings.database),
            node_id=settings.node_id,
            pulse=self.pulse,
            artifacts=self._probe,
            stop=self.stopping.is_set,
        )
        state = NodeState(database, settings.node_id, lambda: readiness()[0])
        page = Page(self.metrics, state)
        exposition = Exposition(
            text=page, is_open=settings.metrics == "open", token=settings.metrics_token or ""
        )
        return Upkeep(
            watch=self, readiness=readiness, exposition=None if settings.metrics == "off" else exposition
        )

    def close(self) -> None:
        """Send the spans that are held."""
        if self._probe is not None:
            self._probe.close()
        self.spans.close()


def spans_of(settings: Settings) -> Spans:
    """Spans that are sent where OpenTelemetry's own variable names an endpoint, else none."""
    if not any(variable(name) for name in ENDPOINT):
        return NoSpans()
    try:
        from entrygo.telemetry.otlp import OtlpSpans
    except ImportError:
        log.warning("%s is set, but the traces extra is not installed: nothing is traced", ENDPOINT[0])
        return NoSpans()
    return OtlpSpans(settings.node_id)


def _log(seen: ObservedCall) -> None:
    milliseconds = round(seen.seconds * 1000, 1)
    fields = {
        "method": seen.method,
        "route": seen.route,
        "status": seen.status,
        "duration_ms": milliseconds,
    } | ({"error_code": seen.error_code} if seen.error_code else {})
    level = logging.DEBUG if seen.route in QUIET else logging.INFO
    words = "%s %s %s %s ms"
    log.log(level, words, seen.method, seen.route, seen.status, milliseconds, extra={"fields": fields})
