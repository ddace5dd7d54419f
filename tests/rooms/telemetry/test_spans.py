"""What tracing costs a node that traces nothing, and one that cannot."""

import logging
import subprocess
import sys

import pytest

from entrygo.settings import Settings
from entrygo.telemetry.node import ENDPOINT, spans_of
from entrygo.telemetry.spans import NoSpans

UNUSED = """
import sys
import entrygo.runtime.serve
from entrygo.settings import Settings
from entrygo.telemetry.node import NodeTelemetry
NodeTelemetry(Settings())
kinds = ("opentelemetry.sdk", "opentelemetry.exporter")  # the bare interface comes with FastAPI
assert not [name for name in sys.modules if name.startswith(kinds)]
"""


@pytest.fixture(autouse=True)
def untraced(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ENDPOINT:
        monkeypatch.delenv(name, raising=False)


@pytest.mark.slow  # an interpreter of its own; test_a_key_is_made_without_loading_the_server asks the same of commands
def test_without_an_endpoint_nothing_of_the_library_is_loaded() -> None:
    subprocess.run([sys.executable, "-c", UNUSED], check=True, timeout=60)


def test_without_an_endpoint_spans_are_one_object_that_does_nothing() -> None:
    spans = spans_of(Settings())
    assert isinstance(spans, NoSpans)
    assert spans.inner("one") is spans.of_call("GET", {}) is spans.of_run("execute", "", {})
    assert spans.traceparent() == ""


def test_an_endpoint_without_the_extra_is_said_and_the_node_serves(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1")
    monkeypatch.setitem(sys.modules, "entrygo.telemetry.otlp", None)
    with caplog.at_level(logging.WARNING):
        assert isinstance(spans_of(Settings()), NoSpans)
    assert "the traces extra is not installed" in caplog.text
