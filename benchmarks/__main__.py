"""Every figure of ``docs/explanation/performance.md`` that this command measures, on one or both databases.

``python -m benchmarks [--database sqlite|postgresql|both] [--orders N,N] [--rounds N] [--write]``. Figures are
processor time of this process, the least of the rounds, so that a busy machine moves them little; ``floors/`` pins the
tables that floors are written into. ``--orders`` are sizes of the database, the last one shown; ``--write`` puts the
table into the page.
"""

import argparse
import logging
import math
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.application import Subject
from benchmarks.areas import Figure, decisions, kept, reads, syncs
from benchmarks.filled import fill
from benchmarks.inspections import inspections
from benchmarks.serving import serving
from tests.serving.postgres import postgres_server

PAGE = Path(__file__).parents[1] / "docs" / "explanation" / "performance.md"
BEGIN, END = "<!-- figures: python -m benchmarks --write -->", "<!-- end of figures -->"
WAITING = 0.5  # of the exports


def main() -> None:
    """Measure, print, and with ``--write`` put the table into the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")
    parser.add_argument("--orders", default="1000,10000", help="orders in the database, with commas between")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--write", action="store_true", help="write the table into the page")
    given = parser.parse_args()
    logging.disable(logging.WARNING)
    sizes = [int(each) for each in given.orders.split(",")]
    names = ("sqlite", "postgresql") if given.database == "both" else (given.database,)
    figures = [*decisions(given.rounds)]
    for name in names:
        figures += measured(name, sizes, given.rounds)
    table = table_of(figures)
    print(table)
    if given.write:
        page = PAGE.read_text(encoding="utf-8")
        before, rest = page.split(BEGIN)
        after = rest.split(END)[1]
        PAGE.write_text(f"{before}{BEGIN}\n\n{table}\n\n{END}{after}", encoding="utf-8")


def measured(name: str, sizes: list[int], rounds: int) -> Iterator[Figure]:
    """The figures of a database: what one export takes, then lists and boards at each size and how they grow."""
    with subject_on(name) as subject:
        yield from syncs(subject, name, rounds)
        yield from kept(subject, name)
        yield from inspections(subject, name, rounds)
    yield from _served(name)
    by_name: dict[str, list[tuple[int, Figure]]] = {}
    for size in sizes:
        with subject_on(name) as subject:
            fill(subject, size, waiting=int(size // 20 * WAITING))
            for figure in reads(subject, name, rounds):
                by_name.setdefault(figure.what, []).append((size, figure))
    for what, found in by_name.items():
        (least, first), (most, last) = found[0], found[-1]
        grows = math.log(last.value / first.value) / math.log(most / least) if most > least else 0.0
        shown = f"at {most:,} orders; grows with their number to the power {grows:.2f}"
        yield Figure(what=what, value=last.value, unit="ms", note=shown)


def _served(name: str) -> Iterator[Figure]:
    """The figures of a server of its own."""
    if name == "sqlite":
        yield from serving(name, {})
        return
    with postgres_server("-c max_connections=200") as server:
        yield from serving(name, {"ENTRYGO_DATABASE_URL": server.fresh_database()})


@contextmanager
def subject_on(name: str) -> Iterator[Subject]:
    """An application with an account, in a folder and a database of its own."""
    with tempfile.TemporaryDirectory() as folder:
        if name == "sqlite":
            subject = Subject(Path(folder), is_working=False)
            yield subject
            subject.application.close()
            return
        with postgres_server("-c max_connections=200") as server:
            subject = Subject(Path(folder), server.fresh_database(), is_working=False)
            yield subject
            subject.application.close()


def table_of(figures: list[Figure]) -> str:
    """The figures as a table of Markdown."""
    rows = [f"| {each.what} | {each.value:,.1f} {each.unit} | {each.note} |" for each in figures]
    return "\n".join(["| what | figure | beside it |", "|---|--:|---|", *rows])


if __name__ == "__main__":
    main()
