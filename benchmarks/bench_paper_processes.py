"""What others wait while papers are made: in the process that answers, and in processes beside it.

``python -m benchmarks.bench_paper_processes [--lines N] [--packages N] [--json]``. A thread that wants to run every
5 ms stands for a call; how late it comes is what a call waits. Interleaved: one package here, one beside, and the same
time without any, which is the floor of this machine.
"""

import argparse
import json
import threading
import time
from collections.abc import Callable

from entrygo.documents.package import build_package
from entrygo.engine.paper_processes import PaperProcesses
from tests.rooms.documents.package_facts import KEY, large

EVERY = 0.005
PLACES = ("nobody makes papers (floor)", "papers made in this process", "papers made in processes")


class Watch:
    """A thread that wants to run every 5 ms; how many seconds late it came."""

    def __init__(self) -> None:
        self.late: list[float] = []
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def _run(self) -> None:
        while True:
            due = time.perf_counter() + EVERY
            if self._stop.wait(EVERY):
                return
            self.late.append(time.perf_counter() - due)

    def beside(self, work: Callable[[], object]) -> None:
        """Watch while this is done."""
        self._stop.clear()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()
        try:
            work()
        finally:
            self._stop.set()
            self._thread.join()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=200)
    parser.add_argument("--packages", type=int, default=10)
    parser.add_argument("--json", action="store_true", help="one JSON object instead of the table")
    given = parser.parse_args()
    package_facts, processes = large(given.lines), PaperProcesses(1)
    processes(package_facts, KEY)
    works = (
        lambda: time.sleep(0.5),
        lambda: build_package(package_facts, KEY),
        lambda: processes(package_facts, KEY),
    )
    watches = [Watch() for _ in works]
    for _ in range(given.packages):
        for watch, work in zip(watches, works, strict=True):
            watch.beside(work)
    processes.close()
    told = {place: _quantiles(watch.late) for place, watch in zip(PLACES, watches, strict=True)}
    if given.json:
        print(json.dumps({"lines": given.lines, "late in ms": told}))
        return
    for place, (median, most) in told.items():
        print(f"{place:32} p50 {median:7.1f} ms late, p99 {most:7.1f} ms late")


def _quantiles(late: list[float]) -> tuple[float, float]:
    ordered = sorted(late)
    return ordered[len(ordered) // 2] * 1000, ordered[len(ordered) * 99 // 100] * 1000


if __name__ == "__main__":
    main()
