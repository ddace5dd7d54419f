"""Spans by OpenTelemetry, sent over OTLP/HTTP. Loaded only where an endpoint is configured.

The library reads its own ``OTEL_*`` variables: endpoint, headers, sampler, resource attributes.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import Link, SpanKind, Status, StatusCode
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from entrygo import __version__
from entrygo.ports.log_context import bind
from entrygo.telemetry.spans import Attribute, Span

FLUSH_MILLISECONDS = 3000
_HEADERS = TraceContextTextMapPropagator()


class _OtlpSpan:
    def __init__(self, span: trace.Span) -> None:
        self._span = span

    def set(self, attributes: Mapping[str, Attribute], *, name: str = "", failed: bool = False) -> None:
        """Set attributes, the name or the status."""
        self._span.set_attributes(attributes)
        if name:
            self._span.update_name(name)
        if failed:
            self._span.set_status(Status(StatusCode.ERROR))


class OtlpSpans:
    """:class:`~entrygo.telemetry.spans.Spans` that are sent, in batches and beside the work."""

    def __init__(self, node_id: str) -> None:
        resource = Resource.create(
            {"service.name": "entrygo", "service.version": __version__, "service.instance.id": node_id}
        )
        self._provider = TracerProvider(resource=resource, shutdown_on_exit=False)
        self._provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
        self._tracer = self._provider.get_tracer("entrygo", __version__)

    @contextmanager
    def of_call(self, method: str, headers: Mapping[str, str]) -> Iterator[Span]:
        """A server span under the caller's ``traceparent``."""
        context = _HEADERS.extract(headers)
        with self._tracer.start_as_current_span(method, context=context, kind=SpanKind.SERVER) as span:
            bind(trace_id=trace.format_trace_id(span.get_span_context().trace_id))
            yield _OtlpSpan(span)

    @contextmanager
    def of_run(self, effect: str, cause: str, attributes: Mapping[str, Attribute]) -> Iterator[Span]:
        """The root of a trace of its own, linked to the call that caused it: a run may outlast the call by a day."""
        caused_by = trace.get_current_span(_HEADERS.extract({"traceparent": cause})).get_span_context()
        links = [Link(caused_by)] if caused_by.is_valid else []
        with self._tracer.start_as_current_span(
            f"run {effect}",
            context=trace.set_span_in_context(trace.INVALID_SPAN),
            kind=SpanKind.CONSUMER,
            links=links,
            attributes=attributes,
        ) as span:
            bind(trace_id=trace.format_trace_id(span.get_span_context().trace_id))
            yield _OtlpSpan(span)

    @contextmanager
    def inner(self, name: str, **attributes: Attribute) -> Iterator[Span]:
        """A span inside the current one; none outside of a call or run, as in a worker's rounds."""
        if not trace.get_current_span().get_span_context().is_valid:
            yield _OtlpSpan(trace.INVALID_SPAN)
            return
        with self._tracer.start_as_current_span(name, attributes=attributes) as span:
            yield _OtlpSpan(span)

    def traceparent(self) -> str:
        """The ``traceparent`` header of the current span."""
        carrier: dict[str, str] = {}
        _HEADERS.inject(carrier)
        return carrier.get("traceparent", "")

    def close(self) -> None:
        """Send buffered spans, for at most ``FLUSH_MILLISECONDS``."""
        self._provider.force_flush(FLUSH_MILLISECONDS)
        self._provider.shutdown()
