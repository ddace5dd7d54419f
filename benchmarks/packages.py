"""The papers of a package of 200 and of 5,000 lines: processor and memory of the process that makes them."""

import gc
from collections.abc import Iterator

from benchmarks.bench_papers import FLOOR, largest_memory, subjects
from benchmarks.figures import Figure, Goal, leasts

SIZES = {200: 250.0, 5_000: 6_000.0}
"""Milliseconds wanted for so many lines."""
MEMORY = 200
WHOLE = "the whole package"


def packages(rounds: int) -> Iterator[Figure]:
    """The whole package beside encoding its invoice, and the largest memory of a process that makes one."""
    largest = {lines: largest_memory(lines) for lines in SIZES}  # children's largest so far: small ones first
    gc.collect()
    gc.freeze()
    gc.disable()  # as in the process that makes papers
    try:
        for lines, wanted in SIZES.items():
            timed = {name: work for name, work in subjects(lines).items() if name in {FLOOR, WHOLE}}
            taken = leasts(timed, rounds if lines == min(SIZES) else min(rounds, 2))
            yield Figure(
                what=f"papers of a package of {lines:,} lines",
                value=taken[WHOLE],
                unit="ms",
                note=f"{taken[WHOLE] / taken[FLOOR]:.1f} x encoding and hashing its invoice, {taken[FLOOR]:.1f} ms",
                goal=Goal(bound=wanted, reached=taken[WHOLE], unit="ms"),
            )
            is_large = lines == max(SIZES)
            yield Figure(
                what=f"memory of the process that makes {lines:,} lines, at most",
                value=largest[lines],
                unit="MB",
                goal=Goal(bound=MEMORY, reached=largest[lines], unit="MB") if is_large else None,
            )
            gc.collect()
    finally:
        gc.enable()
        gc.unfreeze()
