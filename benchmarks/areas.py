"""What is measured: the whole decision, sync, what an export leaves on disk and wire, lists and boards."""

import gc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import zstandard
from sqlalchemy import select, text

from benchmarks.application import ORDERS_AN_EXPORT, Subject
from benchmarks.figures import Figure, Goal, Work, least, leasts
from benchmarks.spent import Processors
from entrygo.context import KeptBodies
from entrygo.contract.canonical import answer_bytes
from entrygo.contract.requests.catalogue import OrdersSync
from entrygo.contract.requests.exports import PlanRequest
from entrygo.operations.board import exports_board, exports_counts
from entrygo.operations.board_query import BoardQuery, CountsQuery, TriageQuery
from entrygo.operations.list_products import list_products
from entrygo.operations.lists import list_events, list_exports, list_orders
from entrygo.operations.plan import plan as plan_operation
from entrygo.operations.plan_view import plan_view
from entrygo.operations.queries import EventsQuery, ExportsQuery, OrdersQuery, ProductsQuery
from entrygo.operations.sync_orders import sync_orders
from entrygo.operations.triage import triage
from entrygo.planning.bounded import forget
from entrygo.planning.fingerprint import document, plan_hash
from entrygo.planning.forms import forms, snapshot_bytes
from entrygo.planning.plan import plan
from entrygo.store import tables
from entrygo.store.packed import Packing, pack
from entrygo.tariff.law import programmes_on, shipped_law
from tests.rooms.planning import cases, snapshots

FLOORS = Path(__file__).parent / "floors"
COPY = "COPY floor_orders (account_id, mode, id, external_id, facts, created_at, updated_at) FROM STDIN"
DECISIONS = (20, 200, 1_000, 5_000, 10_000)
SYNCS = (20, 200, 1_000, 5_000, 10_000)
A_CALL = 1_000
"""The orders that one call of a sync takes at most; more are several calls."""
EXPORTS_ON_DISK = 50
KNOWN, UNKNOWN = Goal(bound=8, reached=0, unit="x"), Goal(bound=15, reached=0, unit="x")


def decisions(rounds: int) -> Iterator[Figure]:
    """The whole decision: plan, document, hash, fingerprint, answer, and the bytes that are kept."""
    for orders in DECISIONS:
        made = snapshots.three_lines(orders, min(200, orders))
        law = programmes_on(shipped_law(), cases.ENTRY_DATE)
        snapshot = replace(made, tariff=replace(made.tariff, programmes=law))
        published = document(snapshot, plan(snapshot))
        order_ids, by_id = [each.id for each in snapshot.orders], {each.id: each for each in snapshot.orders}

        def whole() -> None:
            planned = plan(snapshot)  # noqa: B023 - called in this turn of the loop
            made = forms(snapshot, planned)  # noqa: B023 - as above
            answer = answer_bytes(plan_view(planned, order_ids, by_id))  # noqa: B023 - as above
            kept = snapshot_bytes(snapshot, made.orders)  # noqa: B023 - as above
            pack(answer, made.document, kept, made.outcome)

        def cold() -> None:
            forget()
            whole()

        work = {"known": whole, "new": cold, "floor": lambda: plan_hash(published)}  # noqa: B023 - as above
        gc.collect()
        gc.freeze()  # as a server does with what stands before its calls
        taken = leasts(work, rounds if orders <= A_CALL else min(rounds, 2))
        gc.unfreeze()
        for name, goal in (("known", KNOWN), ("new", UNKNOWN)):
            ratio = taken[name] / taken["floor"]
            yield Figure(
                what=f"decision on {orders:,} orders of 3 lines, {name} products",
                value=taken[name],
                unit="ms",
                note=f"{ratio:.1f} x encoding and hashing its document, {taken['floor']:.1f} ms",
                goal=replace(goal, reached=ratio) if orders == A_CALL else None,
            )


def syncs(subject: Subject, name: str, rounds: int, processors: Processors) -> Iterator[Figure]:
    """Orders of three lines with an address, a key a call; on PostgreSQL beside COPY into the same keys.

    Processor of client and database together.
    """
    for orders in SYNCS:

        def call() -> None:
            for _ in range(max(1, orders // A_CALL)):  # noqa: B023 - called in this turn of the loop
                items = subject.order_items(min(orders, A_CALL))  # noqa: B023 - as above
                subject.call(
                    sync_orders, OrdersSync, {"items": items}, key=f"sync-{subject.context.ids.new('x')}"
                )

        turns = rounds if orders <= A_CALL else min(rounds, 2)
        call()
        taken = min(processors.spent(call) for _ in range(turns))
        note, goal = f"{taken / orders:.2f} ms an order", None
        if name == "postgresql":
            floor = _copied(subject, orders, turns, processors)
            ratio = taken / floor
            note += f"; {ratio:.1f} x COPY into the same keys, {floor:.1f} ms"
            goal = Goal(bound=12, reached=ratio, unit="x") if orders == max(SYNCS) else None
        calls = f", {orders // A_CALL} calls" if orders > A_CALL else ""
        yield Figure(
            what=f"sync of {orders:,} orders of 3 lines{calls}, {name}",
            value=taken,
            unit="ms",
            note=note,
            goal=goal,
        )


def _copied(subject: Subject, orders: int, rounds: int, processors: Processors) -> float:
    """Milliseconds of a COPY of the rows of so many orders into a table with the keys of the pinned file."""
    url = subject.context.store.database.engine.url.render_as_string(hide_password=False)
    rows = _rows(subject, orders)
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        connection.execute((FLOORS / "orders.sql").read_bytes())
        connection.commit()

        def copy() -> None:
            with connection.cursor() as cursor, cursor.copy(COPY) as into:
                for row in rows:
                    into.write_row(row)
            connection.execute("SELECT 1").fetchone()

        taken = []
        for _ in range(rounds):
            taken.append(processors.spent(copy))
            connection.rollback()
    return min(taken)


def _rows(subject: Subject, orders: int) -> list[tuple[object, ...]]:
    order = tables.orders.c
    shown = (
        order.account_id,
        order.mode,
        order.id,
        order.external_id,
        order.facts,
        order.created_at,
        order.updated_at,
    )
    with subject.context.store.read(subject.actor.tenant) as uow:
        return [tuple(row) for row in uow.exports.connection.execute(select(*shown).limit(orders))]


def kept(subject: Subject, name: str) -> Iterator[Figure]:
    """Bytes an order that a plan of twenty leaves: packed, its replay, its findings; and its answer on the wire."""
    subject.context.store.packing.begin()
    subject.context.store.packing = Packing(subject.context.store.installation)
    ids = {"warehouseId": subject.warehouse, "brokerId": subject.broker, "orderIds": subject.orders()}
    answered = answer_bytes(subject.call(plan_operation, PlanRequest, ids, key="kept"))
    sizes = {
        "plan": "SELECT sum(length(packed)) FROM plans",
        "replay": "SELECT sum(length(body)) FROM replays WHERE key = 'kept'",
        "findings": "SELECT sum(length(message) + length(fix) + length(field)) FROM findings",
    }
    with subject.context.store.read(subject.actor.tenant) as uow:
        found = {
            each: uow.exports.connection.execute(text(sql)).scalar_one() or 0 for each, sql in sizes.items()
        }
    note = ", ".join(f"{each} {size / ORDERS_AN_EXPORT:,.0f}" for each, size in found.items())
    total = sum(found.values()) / ORDERS_AN_EXPORT
    yield Figure(
        what=f"kept of a plan of 20 orders, an order, {name}",
        value=total,
        unit="B",
        note=note,
        goal=Goal(bound=1024, reached=total, unit="B"),
    )
    before = _on_disk(subject, name)
    for _ in range(EXPORTS_ON_DISK):
        subject.plan(subject.orders())
    grown = (_on_disk(subject, name) - before) / EXPORTS_ON_DISK / ORDERS_AN_EXPORT
    note = "orders of 3 lines, their plans, findings, events and every index"
    yield Figure(
        what=f"the database grows by, an order synced and planned, {name}", value=grown, unit="B", note=note
    )
    wire, zipped = len(answered) / ORDERS_AN_EXPORT, len(zstandard.compress(answered)) / ORDERS_AN_EXPORT
    yield Figure(
        what=f"answer of a plan of 20 orders, an order, {name}",
        value=wire,
        unit="B",
        note=f"plain JSON; {zipped:,.0f} with zstd",
    )


def _on_disk(subject: Subject, name: str) -> float:
    """Bytes of the database."""
    with subject.context.store.database.engine.connect() as connection:
        if name == "postgresql":
            return float(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        pages, size = (
            connection.exec_driver_sql(f"PRAGMA {each}").scalar_one() for each in ("page_count", "page_size")
        )
        return float(pages * size)


def reads(subject: Subject, name: str, rounds: int) -> Iterator[Figure]:
    """Lists, board, counts and triage of a filled database."""
    context, actor = subject.context, subject.actor
    work: dict[str, Work] = {
        "orders": lambda: list_orders(context, actor, OrdersQuery()),
        "open orders": lambda: list_orders(context, actor, OrdersQuery(state="open")),
        "products": lambda: list_products(context, actor, ProductsQuery()),
        "exports blocked": lambda: list_exports(context, actor, ExportsQuery(readiness="BLOCKED")),
        "events of a type": lambda: list_events(
            context, actor, EventsQuery.model_validate({"type": "export.planned"})
        ),
        "board, worst first": lambda: exports_board(context, actor, BoardQuery()),
        "board by value": lambda: exports_board(context, actor, BoardQuery.model_validate({"sort": "value"})),
        "counts": lambda: exports_counts(context, actor, CountsQuery()),
        "triage, errors, nothing kept": lambda: triage(
            replace(context, kept_bodies=KeptBodies()),
            actor,
            TriageQuery.model_validate({"severity": "error"}),
        ),
        "triage": lambda: triage(context, actor),
        "triage, nothing kept": lambda: triage(replace(context, kept_bodies=KeptBodies()), actor),
    }
    for what, call in work.items():
        call()
        yield Figure(what=f"{what}, {name}", value=least(call, rounds), unit="ms")
