"""EntryGo on PostgreSQL against what the database alone takes for the same, in one run on one durable server.

``python -m benchmarks.bench_postgres [--rounds N]``. Floors: for *plan* and *inspect* pgbench runs the very statements
the operation ran (recorded once, with fresh ids); for the *bulk sync* of 10,000 orders the finished rows go in by one
raw COPY; for *execute* the bare engine runs as many runs and steps with nothing in them. Order rotated, medians.
"""

import argparse
import logging
import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg

from benchmarks.application import ORDERS_AN_EXPORT, Subject, timed
from benchmarks.recorded import pgbench, recording, script_of
from entrygo.contract.requests.catalogue import OrdersSync
from entrygo.operations.inspect import inspect
from entrygo.operations.sync_orders import sync_orders
from tests.serving.postgres import postgres_server

BULK, CALL = 10_000, 1_000
LARGE = 200
STEPS = (("execute", 2), ("deliver-broker", 1))

Measure = dict[str, Callable[[], float]]


class Bench:
    """A subject on a server, and the floors beside it."""

    def __init__(self, folder: Path, url: str) -> None:
        self.url = url
        self.subject = Subject(folder, url)
        self.engine = self.subject.application.store.database.engine
        self.tenant = self.subject.actor.tenant
        self.export_id = self.subject.loop(self.subject.orders(LARGE))
        self.subject.loop(self.subject.orders())

    def plan(self) -> Measure:
        """Plan of 20 orders: reading, deciding, writing."""
        orders = self.subject.orders()
        with recording(self.engine) as statements:
            made = self.subject.plan(orders)
        made_ids = sorted({made} | _ids(statements, "evt_"))
        script = script_of(statements, self.url, fresh=made_ids)

        def subject() -> float:
            batches = [self.subject.orders() for _ in range(10)]
            return timed(lambda: [self.subject.plan(batch) for batch in batches]) / 10

        return {
            "pgbench, the same SQL (floor)": lambda: pgbench(script, self.url, transactions=100),
            f"plan of {ORDERS_AN_EXPORT} orders": subject,
        }

    def inspect(self) -> Measure:
        """Inspect of an executed export of 200 orders."""
        context, actor = self.subject.context, self.subject.actor
        with recording(self.engine) as statements:
            inspect(context, actor, self.export_id)
        script = script_of(statements, self.url, fresh=[])
        return {
            "pgbench, the same SQL (floor)": lambda: pgbench(script, self.url, transactions=200),
            f"inspect of {LARGE} orders": lambda: (
                timed(lambda: [inspect(context, actor, self.export_id) for _ in range(50)]) / 50
            ),
        }

    def sync(self) -> Measure:
        """Bulk sync of 10,000 orders, 1,000 a call."""

        def subject() -> float:
            calls = [self.subject.order_items(CALL) for _ in range(BULK // CALL)]
            return timed(
                lambda: [self.subject.call(sync_orders, OrdersSync, {"items": items}) for items in calls]
            )

        subject()
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute("SET entrygo.every_tenant = 'on'")
            connection.execute(
                "CREATE UNLOGGED TABLE IF NOT EXISTS floor_source AS SELECT * FROM orders LIMIT 10000"
            )
            connection.execute("CREATE TABLE IF NOT EXISTS floor_orders (LIKE orders)")
            rows = connection.execute("SELECT * FROM floor_source").fetchall()

        def floor() -> float:
            with psycopg.connect(self.url) as connection:
                return timed(lambda: _copy(connection, rows))

        return {"raw COPY of the same rows (floor)": floor, f"sync of {BULK:,} orders": subject}

    def execute(self) -> Measure:
        """Execute of 20 orders, to the mail handed over."""
        runner = self.subject.context.runner
        serial = iter(range(10**9))

        def floor() -> float:
            keys = [f"bench:{name}:{next(serial)}" for name, _ in STEPS]

            def work() -> None:
                for key, (_, steps) in zip(keys, STEPS, strict=True):
                    runner.start("bare", key, {"steps": steps})
                    if not runner.wait(key, 30):
                        raise RuntimeError(key)

            return timed(work)

        def subject() -> float:
            planned = [self.subject.plan(self.subject.orders()) for _ in range(5)]
            return timed(lambda: [self.subject.execute(each) for each in planned]) / 5

        return {
            "bare engine, the same steps (floor)": lambda: statistics.median(floor() for _ in range(5)),
            f"execute of {ORDERS_AN_EXPORT} orders": subject,
        }


def _copy(connection: psycopg.Connection[Any], rows: list[Any]) -> None:  # Any: rows of any shape
    with connection.cursor() as cursor, cursor.copy("COPY floor_orders FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
    connection.commit()


def _ids(statements: list[Any], prefix: str) -> set[str]:  # Any: recorded parameters
    return {
        value
        for _, given in statements
        if isinstance(given, dict)
        for value in given.values()
        if isinstance(value, str) and value.startswith(prefix)
    }


def report(title: str, measure: Measure, rounds: int) -> None:
    """Measure in rotated order and print the medians with their ratio to the floor, which stands first."""
    taken: dict[str, list[float]] = {name: [] for name in measure}
    work = list(measure.items())
    for turn in range(rounds):
        for name, call in work[turn % len(work) :] + work[: turn % len(work)]:
            taken[name].append(call())
    medians = {name: statistics.median(values) for name, values in taken.items()}
    floor = next(iter(medians.values()))
    print(f"{title}")
    for name, value in medians.items():
        print(f"  {name:38} {value * 1000:10.2f} ms   {value / floor:7.1f} x")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    logging.disable(logging.WARNING)
    with postgres_server("-c max_connections=200") as server, tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), server.url("postgres", "postgres"))
        try:
            for title in ("plan", "sync", "inspect", "execute"):
                report(title, getattr(bench, title)(), given.rounds)
        finally:
            bench.subject.application.close()


if __name__ == "__main__":
    main()
