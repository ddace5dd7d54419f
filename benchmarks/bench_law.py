"""Opening the shipped law against its floor: merely parsing the same JSON documents.

``python -m benchmarks.bench_law [--rounds N]``. Both run in one process, in turn; the ratio of the medians counts.
"""

import argparse
import statistics
import time
from collections.abc import Callable

import orjson

from entrygo.tariff.law import read_law, shipped_documents


def seconds(work: Callable[[], object]) -> float:
    """How long one run takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    documents = shipped_documents()
    floors, reads = [], []
    for _ in range(rounds):
        floors.append(seconds(lambda: [orjson.loads(content) for content in documents.values()]))
        reads.append(seconds(lambda: read_law(documents)))
    floor, read = statistics.median(floors), statistics.median(reads)
    print(f"parse (floor) {floor * 1000:7.2f} ms")
    print(f"read the law  {read * 1000:7.2f} ms  {read / floor:5.1f} x the floor")


if __name__ == "__main__":
    main()
