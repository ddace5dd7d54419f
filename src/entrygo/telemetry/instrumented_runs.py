"""Durable runs with metrics, spans and log lines; the request that caused a run travels in its argument as ``cause``.

``cause`` changes nothing a run does: its key alone identifies it.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from typing import Any

from entrygo.ports.log_context import about, concerning
from entrygo.ports.runner import Argument, Handler, Result, RunContext, Runner
from entrygo.telemetry.metrics import FAILED, OK, STOPPED, Metrics
from entrygo.telemetry.spans import Attribute, Spans

log = logging.getLogger("entrygo.runs")
CAUSE = "cause"
ABOUT = ("account_id", "mode", "export_id", "package_id", "mail_id", "webhook_id")


@dataclass(frozen=True, slots=True)
class InstrumentedRunner:
    """A :class:`~entrygo.ports.runner.Runner` whose runs are counted, timed, logged and traced."""

    inner: Runner
    metrics: Metrics
    spans: Spans

    def register(self, effect: str, handler: Handler) -> None:
        """See :meth:`entrygo.ports.runner.Runner.register`."""
        self.inner.register(effect, lambda run: self._handle(effect, handler, run))

    def launch(self) -> None:
        """See :meth:`entrygo.ports.runner.Runner.launch`."""
        self.inner.launch()

    def start(self, effect: str, key: str, argument: Argument) -> bool:
        """See :meth:`entrygo.ports.runner.Runner.start`."""
        caused = {"request_id": about().get("request_id", ""), "traceparent": self.spans.traceparent()}
        cause = {name: value for name, value in caused.items() if value}
        return self.inner.start(effect, key, {**argument, CAUSE: cause} if cause else argument)

    def wait(self, key: str, timeout_seconds: float) -> bool:
        """See :meth:`entrygo.ports.runner.Runner.wait`."""
        return self.inner.wait(key, timeout_seconds)

    def prune(self, before: datetime) -> int:
        """See :meth:`entrygo.ports.runner.Runner.prune`."""
        return self.inner.prune(before)

    def close(self, drain_seconds: float) -> None:
        """See :meth:`entrygo.ports.runner.Runner.close`."""
        self.inner.close(drain_seconds)

    def __getattr__(self, name: str) -> Any:  # Any: what else the runner offers to its assembly
        return getattr(self.inner, name)

    def _handle(self, effect: str, handler: Handler, run: RunContext) -> None:
        given = run.argument
        cause = given.get(CAUSE) or {}
        ids = {name: str(given[name]) for name in ABOUT if given.get(name)}
        attributes: dict[str, Attribute] = {f"entrygo.{name}": value for name, value in ids.items()}
        run_context = _InstrumentedRun(run, effect, self.metrics, self.spans)
        began, outcome = monotonic(), STOPPED
        with (
            concerning(**ids, request_id=str(cause.get("request_id", ""))),
            self.spans.of_run(effect, str(cause.get("traceparent", "")), attributes) as span,
        ):
            log.info("run begun: %s", effect, extra={"fields": {"effect": effect}})
            self.metrics.runs_under_way.labels(effect).inc()
            try:
                handler(run_context)
                outcome = OK
            except Exception:
                outcome = FAILED
                raise
            finally:
                took = monotonic() - began
                self.metrics.runs_under_way.labels(effect).dec()
                self.metrics.run_seconds.labels(effect, outcome).observe(took)
                span.set({"outcome": outcome}, failed=outcome == FAILED)
                fields = {"effect": effect, "outcome": outcome, "duration_ms": round(took * 1000, 1)}
                log.info("run finished: %s %s", effect, outcome, extra={"fields": fields})


@dataclass(frozen=True, slots=True)
class _InstrumentedRun:
    """A :class:`~entrygo.ports.runner.RunContext` whose steps are counted, without those answered from the record."""

    inner: RunContext
    effect: str
    metrics: Metrics
    spans: Spans

    @property
    def argument(self) -> Argument:
        return self.inner.argument

    def step(self, name: str, function: Callable[[], Result]) -> Result:
        return self.inner.step(name, lambda: self._taken(name, function))

    def check(self) -> None:
        self.inner.check()

    def _taken(self, name: str, function: Callable[[], Result]) -> Result:
        outcome = FAILED
        with self.spans.inner(f"{self.effect} {name}") as span:
            try:
                result = function()
                outcome = OK
                return result
            finally:
                self.metrics.steps.labels(self.effect, name, outcome).inc()
                span.set({"outcome": outcome}, failed=outcome == FAILED)
