"""Plans of older versions: read as they are, and brought into today's form by the worker's rounds."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import orjson
import pytest
from sqlalchemy import text

from benchmarks.application import Subject
from entrygo.contract.findings import Finding, Severity
from entrygo.contract.requests.catalogue import ProductsSync
from entrygo.contract.requests.exports import PlanRequest
from entrygo.effects import older_plans
from entrygo.effects.older_plans import packings, summaries
from entrygo.lifecycle.rows import PlanRow
from entrygo.operations.board import exports_board
from entrygo.operations.board_query import BoardQuery
from entrygo.operations.plan import plan
from entrygo.operations.sync_products import sync_products
from entrygo.operations.triage import triage
from entrygo.planning import triage as by_cause
from entrygo.store.packed import Packing
from entrygo.store.tenancy import every_tenant

FORGET = (
    "UPDATE exports SET order_count = NULL, line_count = NULL, value_usd_cents = NULL, "
    "value_rank = 9000000000000000000, duty_usd_cents = NULL, savings_usd_cents = NULL, errors = NULL, "
    "warnings = NULL, summary_of = NULL"
)
NO_CODE = {"title": "Mug", "countryOfOrigin": "CN", "unitValueUsd": 9}


@dataclass
class Told:
    """What an account with plans of several kinds is told."""

    subject: Subject
    exports: list[str]

    def triage(self) -> dict[str, Any]:
        told: dict[str, Any] = orjson.loads(triage(self.subject.context, self.subject.actor).body)
        return told

    def board(self) -> list[dict[str, Any]]:
        page = exports_board(self.subject.context, self.subject.actor, BoardQuery())
        data: list[dict[str, Any]] = orjson.loads(page.body)["data"]
        return data

    def run(self, *statements: str) -> None:
        with self.subject.context.store.database.write() as connection, every_tenant(connection):
            for statement in statements:
                connection.execute(text(statement))


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """An account with four plans, three of them blocked, by one product or by two."""
    subject = Subject(tmp_path_factory.mktemp("old"), is_working=False)
    items = [{"externalId": f"p{n}"} | NO_CODE for n in range(2)]
    made = subject.call(sync_products, ProductsSync, {"items": items})["data"]
    book, first, second = subject.goods[0], made[0]["id"], made[1]["id"]
    exports = []
    for goods in ([book], [first, second], [first, book], [book, second]):
        orders: list[str] = []
        for product in goods:
            subject.goods = [product]
            orders += subject.orders(1)
        exports.append(subject.plan(orders))
    yield Told(subject, exports)
    subject.application.close()


def findings(subject: Subject, export_id: str) -> by_cause.Export:
    """An export as triage by the book takes it: from its kept plan."""
    with subject.context.store.read(subject.actor.tenant) as uow:
        export, kept = uow.exports.get(export_id), uow.exports.plan(export_id, 1)
    assert export is not None
    assert kept is not None
    outcome = orjson.loads(kept.outcome)
    names = ("rule", "code", "field", "message", "fix", "legal_source", "deduction", "product_id", "order_id")
    return by_cause.Export(
        id=export_id,
        findings=tuple(
            Finding(severity=Severity(each["severity"]), **{name: each[name] for name in names})
            for each in outcome["findings"]
        ),
        value_usd=Decimal(outcome["value_usd"]),
        warehouse_id=export.warehouse_id,
        broker_id=export.broker_id,
    )


def test_triage_from_rows_is_triage_of_the_plans_themselves(told: Told) -> None:
    by_the_book = by_cause.triage([findings(told.subject, each) for each in told.exports])
    found = told.triage()
    assert [
        (each["rule"], each["subject_id"], each["field"], each["severity"], each["message"], each["fix"])
        for each in found["data"]
    ] == [
        (g.cause.rule, g.cause.subject_id or None, g.cause.field, g.severity, g.message, g.fix)
        for g in by_the_book
    ]
    assert [(each["export_ids"], each["blocks"], each["frees"]) for each in found["data"]] == [
        (list(group.export_ids), group.blocks, group.frees) for group in by_the_book
    ]
    assert [each["value_usd"] for each in found["data"]] == [
        float(group.value_usd or 0) for group in by_the_book
    ]
    assert (found["exports"], found["blocked_exports"]) == (4, 3)


def test_plans_of_older_versions_are_triaged_the_same_and_put_into_rows_by_rounds(
    told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(older_plans, "A_ROUND", 3)
    before, board = told.triage(), told.board()
    assert sorted(row["errors"] > 0 for row in board) == [False, True, True, True]
    told.run(FORGET, "DELETE FROM findings")
    assert told.triage() == before
    names = ("errors", "value_usd", "order_count", "duty_usd")
    assert [[row[name] for name in names] for row in told.board()] == [[None] * 4] * 4
    rounds = summaries(told.subject.context.store)
    rounds.round()
    assert sum(row["errors"] is None for row in told.board()) == 1
    assert told.triage() == before
    summaries(told.subject.context.store).round()  # another process, after a restart
    assert told.board() == board
    assert told.triage() == before


def test_a_plan_that_cannot_be_read_holds_up_no_other(told: Told, caplog: pytest.LogCaptureFixture) -> None:
    """Its figures stay unknown, and somebody is told."""
    board = told.board()
    spoiled = min(told.exports)
    with told.subject.context.store.database.write() as connection:
        kept = connection.execute(
            text("SELECT outcome FROM plans WHERE export_id = :id"), {"id": spoiled}
        ).scalar_one()
    told.run(FORGET, f"UPDATE plans SET outcome = 'x' WHERE export_id = '{spoiled}'")
    with caplog.at_level(logging.ERROR):
        summaries(told.subject.context.store).round()
    assert spoiled in caplog.text
    assert [row["exportId"] for row in told.board() if row["errors"] is None] == [spoiled]
    with told.subject.context.store.database.write() as connection:
        connection.execute(
            text("UPDATE plans SET outcome = :kept WHERE export_id = :id"), {"kept": kept, "id": spoiled}
        )
    again = summaries(told.subject.context.store)
    again.begin_again()
    again.round()
    assert told.board() == board


def test_plans_are_packed_by_rounds_once_every_node_reads_that_and_say_the_same(
    told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(older_plans, "A_ROUND", 3)
    store, tenant = told.subject.context.store, told.subject.actor.tenant

    def kept() -> list[PlanRow | None]:
        with store.read(tenant) as uow:
            return [uow.exports.plan(each, 1) for each in told.exports]

    def plain() -> int:
        return len(store.outbox.plain_plans(None, 99))

    before, told_before = kept(), told.triage()
    packings(store).round()
    assert plain() == 4, "a node that cannot read it may be at work"
    store.packing.begin()
    store.packing = Packing(store.installation)  # another process, after a restart
    packings(store).round()
    assert plain() == 1
    assert kept() == before
    packings(store).round()
    assert plain() == 0
    assert kept() == before
    assert told.triage() == told_before


def test_a_new_plan_and_its_answer_take_less_than_a_kilobyte_an_order(told: Told) -> None:
    """Of twenty orders of three lines; the answer is given again byte for byte."""
    subject, store = told.subject, told.subject.context.store
    store.packing.begin()
    store.packing = Packing(store.installation)
    subject.goods = subject.books
    body = {"warehouseId": subject.warehouse, "brokerId": subject.broker, "orderIds": subject.orders(20)}
    first = subject.call(plan, PlanRequest, body, key="packed")
    assert subject.call(plan, PlanRequest, body, key="packed") == first
    with store.read(subject.actor.tenant) as uow:
        row = uow.exports.connection.execute(
            text("SELECT length(packed), length(answer) FROM plans WHERE export_id = :id"),
            {"id": first["exportId"]},
        ).one()
        answer = uow.exports.connection.execute(
            text("SELECT length(body) FROM replays WHERE key = 'packed'")
        ).scalar_one()
    assert row[1] == 0
    assert row[0] + answer < 20 * 1024, f"{row[0]} + {answer} bytes"
