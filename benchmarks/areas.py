"""What is measured: the whole decision, sync, what an export leaves on disk and wire, lists and boards."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import psycopg
from sqlalchemy import select, text

from benchmarks.application import ORDERS_AN_EXPORT, Subject
from entrygo.context import KeptBodies
from entrygo.contract.canonical import answer_bytes, canonical_bytes
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
from entrygo.planning.forms import forms
from entrygo.planning.plan import plan
from entrygo.store import tables
from entrygo.store.packed import Packing, pack
from entrygo.tariff.law import programmes_on, shipped_law
from tests.rooms.planning import cases, snapshots

FLOORS = Path(__file__).parent / "floors"
COPY = "COPY floor_orders (account_id, mode, id, external_id, facts, created_at, updated_at) FROM STDIN"
CALLS = (20, 200, 1_000)
Work = Callable[[], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure of the table, and what stands beside it: its floor, or how it grows."""

    what: str
    value: float
    unit: str
    note: str = ""


def least(work: Work, rounds: int) -> float:
    """Milliseconds of processor of this process, the least of so many rounds."""
    taken = []
    for _ in range(rounds):
        began = time.process_time()
        work()
        taken.append(time.process_time() - began)
    return 1000 * min(taken)


def decisions(rounds: int) -> Iterator[Figure]:
    """The whole decision: plan, document, hash, fingerprint, answer, and the bytes that are kept."""
    for orders in CALLS:
        made = snapshots.three_lines(orders, min(200, orders))
        law = programmes_on(shipped_law(), cases.ENTRY_DATE)
        snapshot = replace(made, tariff=replace(made.tariff, programmes=law))
        published = document(snapshot, plan(snapshot))
        order_ids, by_id = [each.id for each in snapshot.orders], {each.id: each for each in snapshot.orders}

        def whole() -> None:
            planned = plan(snapshot)  # noqa: B023 - called in this turn of the loop
            made = forms(snapshot, planned)  # noqa: B023 - as above
            answer = answer_bytes(plan_view(planned, order_ids, by_id))  # noqa: B023 - as above
            pack(answer, made.document, canonical_bytes(snapshot), made.outcome)  # noqa: B023 - as above

        def cold() -> None:
            forget()
            whole()

        floor = least(lambda: plan_hash(published), rounds)  # noqa: B023 - as above
        for name, work in (("known products", whole), ("nothing known", cold)):
            taken = least(work, rounds)
            note = f"{taken / floor:.1f} x encoding and hashing its document, {floor:.1f} ms"
            yield Figure(
                what=f"decision on {orders:,} orders of 3 lines, {name}", value=taken, unit="ms", note=note
            )


def syncs(subject: Subject, name: str, rounds: int) -> Iterator[Figure]:
    """Orders of three lines with an address, a key a call; on PostgreSQL beside COPY into the same keys."""
    for orders in CALLS:

        def call() -> None:
            items = subject.order_items(orders)  # noqa: B023 - called in this turn of the loop
            subject.call(
                sync_orders, OrdersSync, {"items": items}, key=f"sync-{subject.context.ids.new('x')}"
            )

        note = ""
        if name == "postgresql":
            call()
            floor = _copied(subject, orders, rounds)
            note = f"COPY into the same keys takes {floor:.1f} ms, client and server"
        taken = least(call, rounds)
        yield Figure(what=f"sync of {orders:,} orders of 3 lines, {name}", value=taken, unit="ms", note=note)


def _copied(subject: Subject, orders: int, rounds: int) -> float:
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
            connection.rollback()

        taken = []
        for _ in range(rounds):
            began = time.perf_counter()
            copy()
            taken.append(time.perf_counter() - began)
    return 1000 * min(taken)


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
    yield Figure(what=f"kept of a plan of 20 orders, an order, {name}", value=total, unit="B", note=note)
    wire = len(answered) / ORDERS_AN_EXPORT
    yield Figure(
        what=f"answer of a plan of 20 orders, an order, {name}", value=wire, unit="B", note="plain JSON"
    )


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
