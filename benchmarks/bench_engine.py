"""Durable runs a second on SQLite with 0, 1 and 3 steps, beside the floor: single-row commits of the same disk.

``python benchmarks/bench_engine.py [ROUNDS]``. Each round measures the floor and every subject in turn.
"""

import sqlite3
import statistics
import sys
import tempfile
import time
from pathlib import Path

from entrygo.engine.dbos_runner import DbosRunner
from entrygo.engine.lease import open_lease
from entrygo.ports.runner import RunContext

RUNS = 200
STEPS = (0, 1, 3)


def floor(folder: Path) -> float:
    """Durable single-row commits a second through the standard library."""
    with sqlite3.connect(folder / "floor.db") as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA synchronous=FULL")
        database.execute("CREATE TABLE IF NOT EXISTS t (k INTEGER PRIMARY KEY, v TEXT)")
        started = time.perf_counter()
        for _ in range(RUNS):
            database.execute("INSERT INTO t (v) VALUES ('x')")
            database.commit()
        taken = time.perf_counter() - started
    database.close()
    return RUNS / taken


def runs(folder: Path, steps: int) -> tuple[float, float]:
    """Runs a second when started in a row, and the median milliseconds of one start and wait alone."""

    def handler(run: RunContext) -> None:
        for number in range(steps):
            run.step(f"step{number}", lambda: 1)

    url = f"sqlite:///{folder}/entrygo.db"
    runner = DbosRunner(url, open_lease(url, "bench", Path(folder)), "1")
    runner.register("effect", handler)
    runner.launch()
    began = time.perf_counter_ns()
    started = time.perf_counter()
    for number in range(RUNS):
        runner.start("effect", f"{began}:{number}", {"n": number})
    for number in range(RUNS):
        if not runner.wait(f"{began}:{number}", 60):
            raise RuntimeError("a run did not end")
    rate = RUNS / (time.perf_counter() - started)
    alone = []
    for number in range(30):
        started = time.perf_counter()
        runner.start("effect", f"{began}:alone:{number}", {})
        runner.wait(f"{began}:alone:{number}", 60)
        alone.append((time.perf_counter() - started) * 1000)
    runner.close(10)
    return rate, statistics.median(alone)


def main() -> None:
    """Print every round and the medians."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    floors: list[float] = []
    rates: dict[int, list[float]] = {steps: [] for steps in STEPS}
    waits: dict[int, list[float]] = {steps: [] for steps in STEPS}
    for number in range(rounds):
        with tempfile.TemporaryDirectory() as name:
            floors.append(floor(Path(name)))
            for steps in STEPS[number % 3 :] + STEPS[: number % 3]:
                rate, wait = runs(Path(name), steps)
                rates[steps].append(rate)
                waits[steps].append(wait)
    print(f"floor: {statistics.median(floors):.0f} durable commits/s (median of {rounds} rounds)")
    for steps in STEPS:
        rate = statistics.median(rates[steps])
        print(
            f"{steps} steps: {rate:.0f} runs/s ({rate / statistics.median(floors):.2f} of the floor), "
            f"one alone {statistics.median(waits[steps]):.1f} ms"
        )


if __name__ == "__main__":
    main()
