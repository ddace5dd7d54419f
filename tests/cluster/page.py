"""The fault table as a page of the documentation."""

import os
import platform
import time
from collections.abc import Sequence
from pathlib import Path

import psycopg

from tests.cluster.cluster import Cluster
from tests.cluster.table import FaultTable

HEADINGS = (
    *("fault", "under way at the fault", "recovered after", "exports", "packages", "distinct submissions"),
    *("mails at server", "sent again under the same Message-ID, recorded", "verdict"),
)


def markdown(table: FaultTable) -> str:
    """The page."""
    lines = [
        "# The fault table",
        "",
        *INTRODUCTION,
        "",
        f"Measured on {machine(table.cluster)}. The whole run took {time.monotonic() - table.started:.0f} s.",
        "",
        _line(HEADINGS),
        _line(["---"] * len(HEADINGS)),
        *(_line(result.cells) for result in table.results),
        "",
        *READING,
    ]
    return "\n".join(lines) + "\n"


INTRODUCTION = (
    "What becomes of exports when parts of an installation fail: three nodes, PostgreSQL with a synchronous standby,",
    "S3 and the brokers' mail server, each on a host of its own, while clients go on working. This page is what",
    "`make cluster-test WRITE_DOCS=1` printed; [how to run it](../how-to/cluster-test.md).",
)
READING = (
    "**Recovered after** is the time from the fault until everything that was under way at that moment was done: the",
    "package complete and its mail accepted, or, where the mail server refused it, honestly failed. It holds what the",
    "fault itself lasted.",
    "",
    "**Holds** means: no write that a client was told of is missing on any node; no export is lost and none was",
    "executed twice; each has one package, one submission and one event of its execution, a corrected one those of its",
    "versions; the mail server took each message once, or again under the same Message-ID where its first fate could",
    "not be known, and that is recorded; what was withdrawn, overtaken or held it never took; no client was answered",
    "with 500; and the chain of events is intact.",
)


def machine(cluster: Cluster) -> str:
    """What it ran on."""
    model = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.machine(),
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    with cluster.database.connect() as rows:
        version = rows.info.server_version
    kernel = platform.release().partition("-")[0]
    return (
        f"{os.cpu_count()} processors ({model}), {memory:.0f} GiB of memory, Linux {kernel}, Python"
        f" {platform.python_version()}, PostgreSQL {version // 10_000}.{version % 10_000}, psycopg"
        f" {psycopg.__version__}"
    )


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"
