"""The loop, plan and execute of one export on SQLite, against its floor: the same rows written by hand in one thread.

``python -m benchmarks.bench_loop [--exports N] [--rounds N] [--json]``. The subject calls the operations as the door
does, with the real worker, engine, papers and blobs; mail is captured, as in test mode. The floor writes the subject's
own rows with the standard library in as many durable transactions. Both run in one process, their order rotated; the
ratio of the medians is the figure. A second floor adds the papers, rendered and kept as files, to those rows: the
difference between the two is what the papers cost.
"""

import argparse
import json
import logging
import sqlite3
import statistics
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.application import ORDERS_AN_EXPORT, Subject, timed
from entrygo.documents.package import build_package
from entrygo.effects.package_files import promise

# The rows of one export by the transaction that writes them: plan, promise, completion, the mark before the mail, the
# record after it, the stored answer.
TRANSACTIONS: Sequence[Sequence[tuple[str, str]]] = (
    (("exports", "id"), ("plans", "export_id")),
    (("claims", "export_id"), ("packages", "export_id")),
    (("artifacts", "package_id"), ("notifications", "export_id")),
    (("mails", "export_id"),),
    (("events", "export_id"),),
    (("replays", "subject_id"),),
)


def rows_of(database: Path, export_id: str, package_id: str) -> list[list[tuple[str, tuple[Any, ...]]]]:
    """The rows of one export, by transaction."""
    connection = sqlite3.connect(database)
    found = []
    for transaction in TRANSACTIONS:
        rows = []
        for table, column in transaction:
            value = package_id if column == "package_id" else export_id
            rows += [
                (table, row)
                for row in connection.execute(f"SELECT * FROM {table} WHERE {column} = ?", [value])
            ]
        found.append(rows)
    connection.close()
    return found


class Floor:
    """An empty copy of the schema, without keys: only durable writes are left."""

    def __init__(self, database: Path, path: Path) -> None:
        source = sqlite3.connect(database)
        tables = {table for transaction in TRANSACTIONS for table, _ in transaction}
        columns = {t: [row[1] for row in source.execute(f"PRAGMA table_info({t})")] for t in tables}
        source.close()
        self.connection = sqlite3.connect(path, isolation_level=None)
        self.connection.execute("PRAGMA journal_mode=WAL")
        self.connection.execute("PRAGMA synchronous=FULL")
        for table, names in columns.items():
            self.connection.execute(f"CREATE TABLE {table} ({', '.join(names)})")

    def write(self, transactions: list[list[tuple[str, tuple[Any, ...]]]]) -> None:
        """The rows, a durable commit a transaction."""
        for rows in transactions:
            self.connection.execute("BEGIN IMMEDIATE")
            for table, row in rows:
                self.connection.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)
            self.connection.execute("COMMIT")


def rounds(folder: Path, exports: int, count: int) -> Iterator[dict[str, float]]:
    """Seconds an export of each subject and floor, a round at a time, the order rotated."""
    subject = Subject(folder / "house")
    database = folder / "house" / "entrygo.db"
    export_id = subject.loop(subject.orders())  # warms everything, and leaves the rows the floor writes
    with subject.context.store.read(subject.actor.tenant) as uow:
        promised = promise(uow, export_id)
    rows = rows_of(database, export_id, promised.package.id)
    floor = Floor(database, folder / "floor.db")
    key = bytes(range(32))

    def papers() -> None:
        floor.write(rows)
        for number, file in enumerate(build_package(promised.package_facts, key)):
            subject.context.blobs.put(f"floor/{number}/{subject.context.ids.new('x')}", file.content)

    for turn in range(count):
        batches = [subject.orders() for _ in range(exports)]
        work: list[tuple[str, Callable[[], object]]] = [
            ("rows by hand (floor)", lambda: [floor.write(rows) for _ in range(exports)]),
            ("rows and papers by hand", lambda: [papers() for _ in range(exports)]),
            ("plan + execute", lambda batches=batches: [subject.loop(batch) for batch in batches]),
        ]
        shift = turn % len(work)
        yield {name: timed(call) / exports for name, call in work[shift:] + work[:shift]}
    subject.application.close()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--exports", type=int, default=10, help="exports a round")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true", help="one JSON object instead of the table")
    given = parser.parse_args()
    logging.disable(logging.WARNING)
    with tempfile.TemporaryDirectory() as folder:
        measured = list(rounds(Path(folder), given.exports, given.rounds))
    medians = {name: statistics.median(each[name] for each in measured) for name in measured[0]}
    medians = dict(sorted(medians.items(), key=lambda pair: pair[1]))
    floor = medians["rows by hand (floor)"]
    if given.json:
        print(
            json.dumps(
                {name: {"ms": value * 1000, "ratio": value / floor} for name, value in medians.items()}
            )
        )
        return
    print(
        f"one export of {ORDERS_AN_EXPORT} orders, SQLite, median of {given.rounds} rounds of {given.exports}"
    )
    for name, value in medians.items():
        print(f"  {name:28} {value * 1000:9.2f} ms   {value / floor:7.1f} x")


if __name__ == "__main__":
    main()
