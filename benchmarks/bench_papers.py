"""The papers of a package against their floor: merely encoding the same invoice as JSON and hashing it.

``python -m benchmarks.bench_papers [--lines N] [--rounds N] [--json]``. Subjects and floor run in one process, their
order rotated each round, without collections of garbage, as in the process that makes papers; figures are processor
time, and the ratio of the medians is the one to compare, as the machine is noisy. The last row is the largest memory of
such a process over one package.
"""

import argparse
import gc
import json
import resource
import statistics
import sys
import time
from collections.abc import Callable

from benchmarks.bench_planning import measure
from entrygo.contract.canonical import sha256_hex
from entrygo.documents.artifact import kinds
from entrygo.documents.artifacts.cci_json import render as encode
from entrygo.documents.build_invoice import invoice_of
from entrygo.documents.package import build_package, rendered
from entrygo.documents.reconcile import prove
from entrygo.engine.paper_processes import PaperProcesses
from tests.rooms.documents.package_facts import KEY, large

FLOOR = "encode and hash the invoice (floor)"


def subjects(lines: int) -> dict[str, Callable[[], object]]:
    """What is timed, the floor first: the whole package, then its steps and each file."""
    package_facts = large(lines)
    invoice = invoice_of(package_facts)
    files = rendered(invoice)
    timed: dict[str, Callable[[], object]] = {
        FLOOR: lambda: sha256_hex(encode(invoice)),
        "the whole package": lambda: build_package(package_facts, KEY),
        "draft the invoice": lambda: invoice_of(package_facts),
        "prove the files": lambda: prove(files, package_facts.plan, invoice.columns),
    }
    for kind in kinds():
        if kind.render is not None:
            timed[kind.filename] = lambda render=kind.render: render(invoice)
    return timed


def largest_memory(lines: int) -> float:
    """Megabytes a process of its own takes at most to make one package."""
    processes = PaperProcesses(1)
    processes(large(lines), KEY)
    processes.close()
    unit = 1024 if sys.platform == "linux" else 1024 * 1024
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / unit


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true", help="one JSON object instead of the table")
    given = parser.parse_args()
    largest = largest_memory(given.lines)
    timed = subjects(given.lines)
    gc.collect()
    gc.freeze()
    gc.disable()
    medians = {
        name: statistics.median(seconds)
        for name, seconds in measure(timed, given.rounds, time.process_time).items()
    }
    if given.json:
        told = {
            name: {"ms": seconds * 1000, "x floor": seconds / medians[FLOOR]}
            for name, seconds in medians.items()
        }
        print(json.dumps({"lines": given.lines, "largest memory MB": largest, "subjects": told}))
        return
    print(f"{given.lines} lines, {given.rounds} rounds")
    for name, seconds in medians.items():
        print(f"{name:40} {seconds * 1000:10.1f} ms {seconds / medians[FLOOR]:8.1f} x floor")
    print(f"{'largest memory of a process':40} {largest:10.0f} MB")


if __name__ == "__main__":
    main()
