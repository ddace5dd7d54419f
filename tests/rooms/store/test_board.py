"""The board: pages are what sorting and filtering the whole would give; no row is doubled or lost on the way."""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from entrygo.contract.actor import Mode, Tenant
from entrygo.contract.findings import Severity
from entrygo.contract.plan import Readiness
from entrygo.contract.times import iso
from entrygo.lifecycle.rows import UNKNOWN_VALUE_RANK, ExportRow, FindingRow
from entrygo.lifecycle.states import Audience, ExportState, MailState
from entrygo.planning.triage import merged
from entrygo.store import board
from entrygo.store.board import WORST_FIRST, BoardPage, Sort
from entrygo.store.unit_of_work import Store
from tests.rooms.store.conftest import account
from tests.rooms.store.rows import export, later, mail, plan_row

STATES = (ExportState.BATCHED, ExportState.EXECUTING)


def exports(tenant: Tenant, count: int = 60) -> list[ExportRow]:
    """Batches of many kinds, some planned at one instant, of one value, or of a value that is not known."""
    chance = random.Random(7)
    made = []
    for n in range(count):
        value = chance.choice([None, 1_000, 20_050, chance.randint(1, 500_000)])
        made.append(
            export(
                tenant,
                f"batch_{n:032x}",
                state=chance.choice(list(ExportState)),
                readiness=chance.choice(list(Readiness)).value,
                warehouse_id=f"wh_{n % 2}",
                broker_id=f"br_{n % 3}",
                created_at=later(chance.randint(0, 20)),
                value_usd_cents=value,
                value_rank=UNKNOWN_VALUE_RANK if value is None else value,
                summary_of=1,
            )
        )
    return made


@pytest.fixture(scope="module")
def filled(store: Store) -> list[ExportRow]:
    """The batches, stored, of an account of their own."""
    made = exports(Tenant(account(store), Mode.LIVE))
    with store.write(made[0].tenant) as uow:
        for each in made:
            uow.exports.insert(each)
    return made


def newest(row: ExportRow) -> tuple[Any, ...]:
    return iso(row.created_at), row.id


ORDERS: dict[Sort, Callable[[Sequence[ExportRow]], list[ExportRow]]] = {
    Sort.NEWEST: lambda rows: sorted(rows, key=newest, reverse=True),
    Sort.OLDEST: lambda rows: sorted(rows, key=newest),
    Sort.WORST: lambda rows: sorted(
        rows, key=lambda row: (WORST_FIRST.index(Readiness(row.readiness)), newest(row))
    ),
    Sort.VALUE: lambda rows: sorted(rows, key=lambda row: (row.value_rank, row.id), reverse=True),
}
ASKED: dict[str, tuple[dict[str, Any], Callable[[ExportRow], bool]]] = {
    "all that waits": ({}, lambda row: True),
    "one state": ({"states": (ExportState.COMPLETED,)}, lambda row: True),
    "a broker": ({"broker_id": "br_1"}, lambda row: row.broker_id == "br_1"),
    "a warehouse": ({"warehouse_id": "wh_1"}, lambda row: row.warehouse_id == "wh_1"),
    "both": (
        {"broker_id": "br_1", "warehouse_id": "wh_1"},
        lambda row: (row.broker_id, row.warehouse_id) == ("br_1", "wh_1"),
    ),
    "blocked": ({"readiness": (Readiness.BLOCKED,)}, lambda row: row.readiness == "BLOCKED"),
    "much": (
        {"value_from": 20_050},
        lambda row: row.value_usd_cents is None or row.value_usd_cents >= 20_050,
    ),
    "little": (
        {"value_to": 20_050},
        lambda row: row.value_usd_cents is None or row.value_usd_cents <= 20_050,
    ),
    "young": ({"created_from": later(7)}, lambda row: row.created_at >= later(7)),
    "old": ({"created_before": later(7)}, lambda row: row.created_at < later(7)),
    "nobody's": ({"broker_id": "br_9"}, lambda row: False),
}


@pytest.mark.parametrize(("sort", "name"), [*product(Sort, ASKED)])
def test_following_the_board_gives_every_row_once_in_its_order(
    store: Store,
    filled: list[ExportRow],
    sort: Sort,
    name: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(board, "WINDOW", 5)
    filters, holds = ASKED[name]
    given: dict[str, Any] = {"sort": sort, "limit": 3, "states": STATES} | filters
    asked = BoardPage(**given)
    found: list[str] = []
    with store.read(filled[0].tenant) as uow:
        while True:
            page = uow.board.page(asked)
            assert len(page.rows) <= 3
            found += [row.export.id for row in page.rows]
            if page.more_after is None:
                break
            asked = replace(asked, after=page.more_after)
    mine = [row for row in filled if row.state in asked.states and holds(row)]
    assert found == [row.id for row in ORDERS[sort](mine)]


def test_a_row_shows_the_newest_mail_to_its_broker(store: Store, tenant: Tenant) -> None:
    with store.write(tenant) as uow:
        uow.exports.insert(export(tenant))
        for n, (audience, state) in enumerate(
            [
                (Audience.BROKER, MailState.FAILED),
                (Audience.BROKER, MailState.SENT),
                (Audience.WAREHOUSE, MailState.FAILED),
            ]
        ):
            uow.mails.insert(mail(tenant, f"mail_{n}", audience=audience.value, state=state))
        page = uow.board.page(BoardPage(sort=Sort.WORST, limit=9, states=STATES))
    assert [row.submission for row in page.rows] == [MailState.SENT]


def test_counts_are_by_state_and_readiness_and_stop_at_a_bound(
    store: Store, filled: list[ExportRow], monkeypatch: pytest.MonkeyPatch
) -> None:
    with store.write(filled[0].tenant) as uow:
        uow.mails.insert(mail(filled[0].tenant, state=MailState.UNCERTAIN))
        counts = uow.board.counts()
        mails = {key: each.count for key, each in uow.board.troubled_mails().items() if each.count}
        monkeypatch.setattr(board, "MOST_COUNTED", 2)
        bounded = uow.board.counts()
    for (state, readiness), counted in counts.items():
        expected = sum((row.state, row.readiness) == (state, readiness) for row in filled)
        assert (counted.count, counted.has_more) == (expected, False)
        cut = bounded[state, readiness]
        assert (cut.count, cut.has_more) == (min(expected, 2), expected > 2)
    assert len(counts) == 12
    assert mails == {(Audience.BROKER, MailState.UNCERTAIN): 1}


def test_savings_are_by_day_of_execution_and_unknown_ones_are_told_apart(
    store: Store, tenant: Tenant
) -> None:
    with store.write(tenant) as uow:
        for n, (seconds, saved) in enumerate([(0, 150), (9, None), (86_400, -20), (40 * 86_400, 7)]):
            done = {"executed_at": later(seconds), "savings_usd_cents": saved}
            uow.exports.insert(export(tenant, f"batch_{n}", state=ExportState.COMPLETED, **done))
        uow.exports.insert(export(tenant, "batch_9", savings_usd_cents=1_000))
        days = uow.board.saved(later(-3600), later(30 * 86_400))
    assert [(each.day, each.exports, each.known_cents, each.unknown) for each in days] == [
        ("2026-03-02", 2, 150, 1),
        ("2026-03-03", 1, -20, 0),
    ]


def finding(position: int, severity: Severity, message: str, subject_id: str = "prod_1") -> FindingRow:
    return FindingRow(
        position=position,
        rule="PRD-001",
        code="HTS_CODE_MISSING",
        severity=severity.value,
        subject="product",
        subject_id=subject_id,
        field="product.hsCode",
        message=message,
        fix="Give it.",
    )


def test_causes_are_gathered_over_the_newest_batches_whose_rows_are_current(
    store: Store, tenant: Tenant
) -> None:
    with store.write(tenant) as uow:
        for n in range(5):
            seq = 2 if n == 1 else 1
            uow.exports.insert(
                export(
                    tenant, f"batch_{n}", created_at=later(n), plan_seq=seq, summary_of=None if n == 2 else 1
                )
            )
            severity = Severity.WARNING if n == 3 else Severity.ERROR
            uow.exports.add_plan(
                f"batch_{n}", plan_row(), [finding(0, severity, f"é {n}"), finding(1, severity, "b", "p")]
            )
        found = merged(uow.exports.standing(ExportState.BATCHED, 5))
        few = merged(uow.exports.standing(ExportState.BATCHED, 2))
    one = next(each for each in found if each.cause.subject_id == "prod_1")
    assert sorted(one.export_ids) == ["batch_0", "batch_3", "batch_4"]
    assert sorted(one.blocked_ids) == ["batch_0", "batch_4"]
    assert (one.severity, one.message, one.fix) == (Severity.ERROR, "é 0", "Give it.")
    assert {frozenset(each.export_ids) for each in few} == {frozenset({"batch_3", "batch_4"})}


def test_another_plan_has_its_own_findings_and_late_figures_change_nothing_newer(
    store: Store, tenant: Tenant
) -> None:
    with store.write(tenant) as uow:
        old = export(tenant, summary_of=1, errors=3)
        uow.exports.insert(old)
        uow.exports.add_plan(
            "batch_1", plan_row(), [finding(0, Severity.ERROR, "a"), finding(1, Severity.ERROR, "b", "p")]
        )
        uow.exports.replan(replace(old, plan_seq=2, summary_of=2, errors=1))
        uow.exports.add_plan("batch_1", plan_row(2), [finding(0, Severity.ERROR, "c")])
        uow.exports.summarise(old, [finding(0, Severity.ERROR, "late")])
        [standing] = uow.exports.standing(ExportState.BATCHED, 9)
        kept = uow.exports.get("batch_1")
    assert standing.message == "c"
    assert kept is not None
    assert (kept.errors, kept.is_summarised) == (1, True)
