"""Planning 1,000 orders of three lines against its floor: merely encoding and hashing the same published document.

``python -m benchmarks.bench_planning [--orders N] [--products N] [--rounds N] [--json]``. Subject and floor run in one
process, their order rotated each round; the ratio of the medians is the figure to compare, as the machine is noisy.
"""

import argparse
import json
import statistics
import time
from collections.abc import Callable
from dataclasses import replace

from entrygo.contract.canonical import answer_bytes
from entrygo.operations.plan_view import plan_view
from entrygo.planning.fingerprint import document, plan_hash
from entrygo.planning.forms import forms, snapshot_bytes
from entrygo.planning.plan import plan
from entrygo.tariff.law import programmes_on, shipped_law
from tests.rooms.planning import cases, snapshots


def subjects(orders: int, products: int) -> dict[str, Callable[[], object]]:
    """What is timed, the floor first."""
    made = snapshots.three_lines(orders, products)
    snapshot = replace(
        made, tariff=replace(made.tariff, programmes=programmes_on(shipped_law(), cases.ENTRY_DATE))
    )
    planned = plan(snapshot)
    published = document(snapshot, planned)
    written = forms(snapshot, planned)
    order_ids = [order.id for order in snapshot.orders]
    by_id = {order.id: order for order in snapshot.orders}
    return {
        "encode and hash (floor)": lambda: plan_hash(published),
        "plan": lambda: plan(snapshot),
        "document, hash, fingerprint": lambda: forms(snapshot, planned),
        "snapshot": lambda: snapshot_bytes(snapshot, written.orders),
        "answer": lambda: answer_bytes(plan_view(planned, order_ids, by_id)),
    }


def measure(
    timed: dict[str, Callable[[], object]], rounds: int, clock: Callable[[], float] = time.perf_counter
) -> dict[str, list[float]]:
    """Seconds by ``clock`` of each round by name; each round starts with the next subject."""
    names = list(timed)
    seconds: dict[str, list[float]] = {name: [] for name in names}
    for turn in range(rounds):
        shift = turn % len(names)
        for name in names[shift:] + names[:shift]:
            started = clock()
            timed[name]()
            seconds[name].append(clock() - started)
    return seconds


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--orders", type=int, default=1000)
    parser.add_argument("--products", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--json", action="store_true", help="one JSON object instead of the table")
    given = parser.parse_args()
    medians = {
        name: statistics.median(seconds)
        for name, seconds in measure(subjects(given.orders, given.products), given.rounds).items()
    }
    floor = next(iter(medians.values()))
    if given.json:
        print(json.dumps({name: {"seconds": s, "times_the_floor": s / floor} for name, s in medians.items()}))
        return
    print(f"{given.orders} orders x 3 lines, {given.products} products, median of {given.rounds} rounds")
    for name, seconds in medians.items():
        rate = given.orders / seconds
        print(
            f"{name:38} {seconds * 1000:9.2f} ms  {rate:11,.0f} orders/s  {seconds / floor:7.1f} x the floor"
        )


if __name__ == "__main__":
    main()
