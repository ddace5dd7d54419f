"""A plan beside the pinned SQL of one, by the clock; an execution beside the bare engine, processor of all."""

import math
from collections.abc import Callable, Iterator

import psycopg

from benchmarks.application import ORDERS_AN_EXPORT, Subject, timed
from benchmarks.areas import FLOORS
from benchmarks.figures import Figure, Goal
from benchmarks.recorded import pgbench
from benchmarks.spent import Processors

TIMES = 10
PLANS_OF_A_FLOOR = 200
STEPS = (("execute", 2), ("deliver-broker", 1))
ENGINES_BEFORE = {"postgresql": 9.8}
"""What an execution took when twice as fast was asked for, in runs of the bare engine."""
A_PLAN = "-- a plan\n"


def plans(subject: Subject, rounds: int) -> Iterator[Figure]:
    """A plan of twenty orders on PostgreSQL beside its pinned SQL, run by pgbench with what it prepared."""
    url = subject.context.store.database.engine.url.render_as_string(hide_password=False).replace(
        "+psycopg", ""
    )
    ready, script = (FLOORS / "plan.sql").read_text(encoding="utf-8").split(A_PLAN)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(ready.encode())
    taken = floor = math.inf
    for _ in range(rounds):
        floor = min(floor, 1000 * pgbench(script, url, transactions=PLANS_OF_A_FLOOR, is_prepared=True))
        for orders in [subject.orders() for _ in range(TIMES)]:
            taken = min(taken, 1000 * timed(lambda: subject.plan(orders)))  # noqa: B023 - called at once
    yield Figure(
        what=f"plan of {ORDERS_AN_EXPORT} orders, postgresql, by the clock",
        value=taken,
        unit="ms",
        note=f"pgbench takes {floor:.1f} ms for the pinned SQL of a plan",
        goal=Goal(bound=0.45, reached=floor / taken, unit="of the pinned floor", is_most=False),
    )


def executions(subject: Subject, name: str, rounds: int, processors: Processors) -> Iterator[Figure]:
    """An execution of twenty orders, to its mail handed over, beside as many runs and steps with nothing in them."""
    runner = subject.context.runner
    serial = iter(range(10**9))

    def engine() -> None:
        for run, steps in STEPS:
            key = f"bench:{run}:{next(serial)}"
            runner.start("bare", key, {"steps": steps})
            if not runner.wait(key, 30):
                raise RuntimeError(key)

    subject.loop(subject.orders())
    taken = {"execute": math.inf, "engine": math.inf}
    for _ in range(rounds):
        for planned in [subject.plan(subject.orders()) for _ in range(TIMES)]:
            work: dict[str, Callable[[], object]] = {
                "execute": lambda: subject.execute(planned),  # noqa: B023 - called in this turn of the loop
                "engine": engine,
            }
            for each, call in work.items():
                taken[each] = min(taken[each], processors.spent(call))
    engines, before = taken["execute"] / taken["engine"], ENGINES_BEFORE.get(name)
    yield Figure(
        what=f"execute of {ORDERS_AN_EXPORT} orders to the mail handed over, {name}",
        value=taken["execute"],
        unit="ms",
        note=f"{engines:.1f} x the bare engine, {taken['engine']:.1f} ms"
        + ("" if before is None else f"; {before} x by the clock when the goal was set"),
        goal=None if before is None else Goal(bound=before / 2, reached=engines, unit="x the engine"),
    )
