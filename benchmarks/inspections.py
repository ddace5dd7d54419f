"""Inspect of 200 orders beside the join it replaces: processor of client and database, the least of the rounds."""

import re
from collections.abc import Iterator

from sqlalchemy import insert, text

from benchmarks.application import Subject
from benchmarks.areas import FLOORS
from benchmarks.figures import Figure, Goal, Work
from benchmarks.spent import Processors
from entrygo.operations.inspect import fresh, inspect
from entrygo.store import tables

ORDERS = 200
TIMES = 25  # in a row: looking up what was spent takes longer than one


def inspections(subject: Subject, name: str, rounds: int, processors: Processors) -> Iterator[Figure]:
    """Kept, composed and unchanged; each beside the join, in rotated order."""
    context, actor = subject.context, subject.actor
    order_ids = subject.orders(ORDERS)
    export_id = subject.plan(order_ids)
    with context.store.write(actor.tenant) as uow:  # the join finds an export's orders by their claims
        owner = {
            "account_id": actor.tenant.account_id,
            "mode": actor.tenant.mode.value,
            "export_id": export_id,
        }
        claims = [owner | {"order_id": each} for each in order_ids]
        uow.exports.connection.execute(insert(tables.claims), claims)
        uow.exports.connection.execute(text("ANALYZE"))  # as a database does by itself after a while
    statement = text(_spelled((FLOORS / "inspect.sql").read_text(encoding="utf-8"), name))
    tag = inspect(context, actor, export_id).headers["ETag"]

    def join() -> None:
        with context.store.read(actor.tenant) as uow:
            uow.exports.connection.execute(statement, owner).scalar_one()

    def composed() -> None:
        with context.store.read(actor.tenant) as uow:
            fresh(uow, export_id, context.public_url)

    work: dict[str, Work] = {
        "the join": join,
        "kept": lambda: inspect(context, actor, export_id),
        "unchanged, 304": lambda: inspect(context, actor, export_id, tag),
        "composed": composed,
    }
    least = dict.fromkeys(work, float("inf"))
    for _ in range(rounds):
        for each, call in work.items():
            spent = processors.spent(lambda: [call() for _ in range(TIMES)])  # noqa: B023 - called at once
            least[each] = min(least[each], spent / TIMES)
    floor = least.pop("the join")
    for each, taken in least.items():
        note = f"the join it replaces takes {floor:.1f} ms: {floor / taken:.1f} x as fast"
        wanted = Goal(bound=2, reached=floor / taken, unit="x as fast as the join", is_most=False)
        yield Figure(
            what=f"inspect of {ORDERS} orders, {each}, {name}",
            value=taken,
            unit="ms",
            note=note,
            goal=wanted if each == "kept" else None,
        )


def _spelled(floor: str, name: str) -> str:
    """The statement in the words of a database."""
    if name == "sqlite":
        floor = re.sub(r"CAST\((\S+) AS json\)", r"json(\1)", floor)
        return floor.replace("OBJECT(", "json_object(").replace("ROWS(", "json_group_array(")
    return floor.replace("OBJECT(", "json_build_object(").replace("ROWS(", "json_agg(")
