"""Lists, board, counts and triage of a filled database, at each size and how they grow with it."""

from collections.abc import Iterator
from dataclasses import replace

from benchmarks.application import Subject
from benchmarks.figures import Figure, Goal, Work, growth, least
from entrygo.context import KeptBodies
from entrygo.operations.board import exports_board, exports_counts
from entrygo.operations.board_query import BoardQuery, CountsQuery, TriageQuery
from entrygo.operations.list_products import list_products
from entrygo.operations.lists import list_events, list_exports, list_orders
from entrygo.operations.queries import EventsQuery, ExportsQuery, OrdersQuery, ProductsQuery
from entrygo.operations.triage import triage

FLAT = 0.1
"""A list is constant where it grows with a lower power: ten times the rows then add a quarter."""
TRIAGE_MS = 50


def reads(subject: Subject, rounds: int) -> dict[str, float]:
    """Milliseconds of processor of each."""
    context, actor = subject.context, subject.actor
    bare = replace(context, kept_bodies=KeptBodies())
    work: dict[str, Work] = {
        "orders": lambda: list_orders(context, actor, OrdersQuery()),
        "open orders": lambda: list_orders(context, actor, OrdersQuery(state="open")),
        "products": lambda: list_products(context, actor, ProductsQuery()),
        "exports": lambda: list_exports(context, actor, ExportsQuery()),
        "exports blocked": lambda: list_exports(context, actor, ExportsQuery(readiness="BLOCKED")),
        "events": lambda: list_events(context, actor, EventsQuery()),
        "events of a type": lambda: list_events(
            context, actor, EventsQuery.model_validate({"type": "export.planned"})
        ),
        "board, worst first": lambda: exports_board(context, actor, BoardQuery()),
        "board by value": lambda: exports_board(context, actor, BoardQuery.model_validate({"sort": "value"})),
        "counts": lambda: exports_counts(context, actor, CountsQuery()),
        "triage": lambda: triage(context, actor),
        "triage, errors, nothing kept": lambda: triage(
            replace(bare, kept_bodies=KeptBodies()), actor, TriageQuery.model_validate({"severity": "error"})
        ),
        "triage, nothing kept": lambda: triage(replace(bare, kept_bodies=KeptBodies()), actor),
    }
    for call in work.values():
        call()
    return {what: least(call, rounds) for what, call in work.items()}


def grown(name: str, by_size: dict[int, dict[str, float]]) -> Iterator[Figure]:
    """Each at the largest size, and the power it grows with from the smallest."""
    most = max(by_size)
    for what, value in by_size[most].items():
        power = growth([(size, found[what]) for size, found in sorted(by_size.items())])
        shown = " / ".join(f"{found[what]:.1f}" for _, found in sorted(by_size.items()))
        yield Figure(
            what=f"{what}, {most:,} orders, {name}",
            value=value,
            unit="ms",
            note=f"{shown} at {' / '.join(f'{size:,}' for size in sorted(by_size))}: power {power:.2f}",
            goal=_wanted(what, value, power) if len(by_size) > 1 else None,
        )


def _wanted(what: str, value: float, power: float) -> Goal | None:
    if what == "triage":
        return Goal(bound=TRIAGE_MS, reached=value, unit="ms")
    if what.startswith("triage"):
        return None
    return Goal(bound=FLAT, reached=power, unit="in power")
