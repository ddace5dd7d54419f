"""Every figure of the table of ``docs/explanation/performance.md``, on one or both databases.

``python -m benchmarks [--database sqlite|postgresql|both] [--orders N,N] [--rounds N] [--only WORD,WORD] [--write]``.
Figures are processor time, the least of the rounds, so that a busy machine moves them little; tails are by the clock.
``floors/`` pins what floors are measured with. ``--orders`` are sizes of the database, ``--only`` parts of the table;
``--write`` puts it into the page with the day and the machine.
"""

import argparse
import logging
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.application import Subject
from benchmarks.areas import decisions, kept, syncs
from benchmarks.executions import executions, plans
from benchmarks.figures import Figure, machine, table_of
from benchmarks.filled import fill
from benchmarks.inspections import inspections
from benchmarks.lists import grown, reads
from benchmarks.packages import packages
from benchmarks.serving import serving
from benchmarks.spent import Processors
from tests.serving.postgres import postgres_server

PAGE = Path(__file__).parents[1] / "docs" / "explanation" / "performance.md"
BEGIN, END = "<!-- figures: make bench -->", "<!-- end of figures -->"
WAITING = 0.5  # of the exports
PARTS = ("decisions", "papers", "sync", "kept", "inspect", "plan", "execute", "serving", "lists")
SERVER = "-c max_connections=200"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What is measured."""

    parts: tuple[str, ...]
    sizes: tuple[int, ...]
    rounds: int


def main() -> None:
    """Measure, print, and with ``--write`` put the table into the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")
    parser.add_argument(
        "--orders", default="1000,10000,100000", help="orders in the database, with commas between"
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", default=",".join(PARTS), help=f"of {', '.join(PARTS)}")
    parser.add_argument("--write", action="store_true", help="write the table into the page")
    given = parser.parse_args()
    logging.disable(logging.WARNING)
    run = Run(
        parts=tuple(given.only.split(",")),
        sizes=tuple(int(each) for each in given.orders.split(",")),
        rounds=given.rounds,
    )
    if unknown := set(run.parts) - set(PARTS):
        parser.error(f"no part of the table: {', '.join(sorted(unknown))}")
    names = ("sqlite", "postgresql") if given.database == "both" else (given.database,)
    before, figures = os.getloadavg()[0], []
    for figure in _all(run, names):
        print(
            f"bench: {figure.what}: {figure.value:,.1f} {figure.unit}; {figure.note}",
            file=sys.stderr,
            flush=True,
        )
        figures.append(figure)
    told = f"{machine((before, os.getloadavg()[0]))}\n\n{table_of(figures)}"
    print(told)
    if given.write:
        page = PAGE.read_text(encoding="utf-8")
        head, rest = page.split(BEGIN)
        PAGE.write_text(f"{head}{BEGIN}\n\n{told}\n\n{END}{rest.split(END)[1]}", encoding="utf-8")


def _all(run: Run, names: Sequence[str]) -> Iterator[Figure]:
    if "papers" in run.parts:  # first: a process that makes papers begins with what this one holds by then
        yield from packages(run.rounds)
    if "decisions" in run.parts:
        yield from decisions(run.rounds)
    for name in names:
        yield from _measured(run, name)


def _measured(run: Run, name: str) -> Iterator[Figure]:
    """The figures of a database: what one export takes, then lists and boards at each size and how they grow."""
    if {"sync", "kept", "inspect", "plan"} & set(run.parts):
        with subject_on(name) as (subject, processors):
            yield from _of_one(run, name, subject, processors)
    if "execute" in run.parts:
        with subject_on(name, is_working=True) as (subject, processors):
            yield from executions(subject, name, run.rounds, processors)
    if "serving" in run.parts:
        yield from _served(name)
    if "lists" in run.parts:
        found = {}
        for size in run.sizes:
            with subject_on(name) as (subject, _):
                fill(subject, size, waiting=int(size // 20 * WAITING))
                found[size] = reads(subject, run.rounds)
        yield from grown(name, found)


def _of_one(run: Run, name: str, subject: Subject, processors: Processors) -> Iterator[Figure]:
    """The figures of calls about one export."""
    parts: dict[str, Callable[[], Iterator[Figure]]] = {
        "kept": lambda: kept(subject, name),
        "inspect": lambda: inspections(subject, name, run.rounds, processors),
        "sync": lambda: syncs(subject, name, run.rounds, processors),
    }
    if name == "postgresql":
        parts["plan"] = lambda: plans(subject, run.rounds)
    for part, figures in parts.items():
        if part in run.parts:
            yield from figures()


def _served(name: str) -> Iterator[Figure]:
    """The figures of a server of its own."""
    if name == "sqlite":
        yield from serving(name, {})
        return
    with postgres_server(SERVER) as server:
        yield from serving(name, {"ENTRYGO_DATABASE_URL": server.fresh_database()})


@contextmanager
def subject_on(name: str, *, is_working: bool = False) -> Iterator[tuple[Subject, Processors]]:
    """An application with an account, in a folder and a database of its own; and the processes that work for it."""
    with tempfile.TemporaryDirectory() as folder:
        if name == "sqlite":
            subject = Subject(Path(folder), is_working=is_working)
            yield subject, Processors()
            subject.application.close()
            return
        with postgres_server(SERVER) as server:
            subject = Subject(Path(folder), server.fresh_database(), is_working=is_working)
            yield subject, Processors(server.folder / "data")
            subject.application.close()


if __name__ == "__main__":
    main()
