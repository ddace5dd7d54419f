"""Account and mode: the same ids in four worlds, and none sees, changes or blocks another's rows."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from entrygo.contract.actor import Tenant
from entrygo.lifecycle.events import EventType
from entrygo.lifecycle.rows import FindingRow, InboundRow
from entrygo.lifecycle.states import ExportState, MailState, PackageState
from entrygo.store import tables
from entrygo.store.board import BoardPage, Sort
from entrygo.store.dispositions import DispositionRow
from entrygo.store.mail_rate_limit import MailTries
from entrygo.store.optimizer import CorrectionRow, OptimizerRunRow, ProposalRow
from entrygo.store.product_changes import ChangedProductRow, ProductChangeRow
from entrygo.store.request_log import LoggedCall
from entrygo.store.saved_views import SavedViewRow
from entrygo.store.tenant_rows import Page
from entrygo.store.unit_of_work import Store, UnitOfWork
from tests.rooms.store.rows import (
    AT,
    TABLES_OF_PEOPLE,
    account,
    artifact,
    broker,
    captured,
    export,
    later,
    mail,
    notification,
    order,
    package,
    plan_row,
    product,
    warehouse,
    webhook,
    webhook_delivery,
)

ALL = Page(limit=100)
BOARD = BoardPage(sort=Sort.WORST, limit=9, states=(ExportState.BATCHED,))


def fill(store: Store, tenant: Tenant, said: str) -> None:
    """A row of every table under the same ids, each holding what is ``said`` where it can."""
    with store.write(tenant) as uow:
        uow.profiles.put("doc_1", account(said), at=AT)
        uow.warehouses.put("doc_1", warehouse(said), at=AT)
        uow.brokers.put("doc_1", broker(said), at=AT)
        uow.products.put([replace(product("prod_1", "sku"), title=said)], at=AT)
        uow.product_changes.add(*product_change(said))
        uow.orders.put([(order("ord_1", "A-1"), {"said": said})], at=AT)
        uow.orders.claim(["ord_1"], "batch_1")
        uow.exports.insert(export(tenant, request={"said": said}, summary_of=1))
        uow.exports.add_plan("batch_1", replace(plan_row(), outcome=said.encode()), [finding(said)])
        uow.packages.insert(package())
        uow.packages.add_artifacts([replace(artifact("a.pdf"), blob_key=said)])
        uow.mails.insert(mail(tenant, subject=said))
        uow.mails.insert(mail(tenant, "mail_2", subject=said, state=MailState.FAILED, due_at=None))
        MailTries(uow.mails.connection, tenant).add("mail_1", number=9, recipient=said, at=AT)
        uow.mails.note_inbound(InboundRow(digest="d" * 64, mail_id="mail_1", kind=said, received_at=AT))
        uow.mails.add_notification(replace(notification(), channel=said))
        uow.mails.capture(captured(sender=said))
        uow.replays.begin("execute", "k", fingerprint=said, subject_id=None, at=AT, expires_at=AT)
        uow.dispositions.add(disposition(said))
        uow.optimizer_runs.add(optimizer_run(said))
        uow.proposals.put([proposal(said)])
        uow.corrections.add([correction(said)])
        uow.saved_views.put(saved_view(said))
        uow.request_log.add([logged_call(said)])
        uow.webhooks.insert(webhook(url=said))
        uow.webhooks.enqueue([webhook_delivery(error_message=said)])
        uow.events.append(
            EventType.EXPORT_PLANNED, export_id="batch_1", payload={"said": said}, identifier="evt_1", at=AT
        )


def product_change(said: str) -> tuple[ProductChangeRow, list[ChangedProductRow]]:
    """A change of one product."""
    change = ProductChangeRow(
        id="chg_1", source=said, actor={}, products=1, undoes=None, undone_by=None, created_at=AT
    )
    part = ChangedProductRow(
        change_id="chg_1", product_id="prod_1", before={"sku": said}, after={"sku": None}
    )
    return change, [part]


def finding(said: str) -> FindingRow:
    """A root cause of a plan's findings."""
    return FindingRow(
        position=0,
        rule="PRD-001",
        code="HTS_CODE_MISSING",
        severity="error",
        subject="product",
        subject_id="prod_1",
        field="product.hsCode",
        message=said,
        fix="Give it.",
    )


def disposition(said: str) -> DispositionRow:
    """A decision about a screening hit."""
    return DispositionRow(
        id="dis_1",
        entry_key="sdn:1",
        party_fingerprint="p" * 64,
        disposition="cleared",
        reason=said,
        decided_by="Ann",
        created_at=AT,
    )


def saved_view(said: str) -> SavedViewRow:
    """A view of the board."""
    return SavedViewRow(person_id="per_1", page="exports", name="mine", query=said, created_at=AT)


def logged_call(said: str, identifier: str = "req_1") -> LoggedCall:
    """A call of the log."""
    return LoggedCall(
        id=identifier,
        created_at=AT,
        key_id="key_1",
        operation="exports.plan",
        method="POST",
        path=f"/api/{said}",
        status=201,
        error_code=None,
        milliseconds=12,
    )


def optimizer_run(said: str) -> OptimizerRunRow:
    """A run of the optimizer."""
    return OptimizerRunRow(
        id="optrun_1", product_id=None, request={"said": said}, answer=said.encode(), created_at=AT
    )


def proposal(said: str) -> ProposalRow:
    """A proposal for a product."""
    return ProposalRow(
        product_id="prod_1",
        run_id="optrun_1",
        words_hash="w" * 64,
        classifier="c" * 64,
        proposal={"said": said},
        created_at=AT,
    )


def correction(said: str) -> CorrectionRow:
    """A correction of a product's code."""
    return CorrectionRow(
        id="cor_1",
        product_id="prod_1",
        code="4901990070",
        replaced=None,
        source="broker_page",
        told_by=said,
        created_at=AT,
    )


READS: dict[str, Callable[[UnitOfWork], Any]] = {
    "requests": lambda uow: uow.request_log.page(ALL, key_id=None, is_failed=None),
    "saved views": lambda uow: uow.saved_views.of("per_1", "exports"),
    "optimizer run": lambda uow: uow.optimizer_runs.get("optrun_1"),
    "proposals": lambda uow: uow.proposals.of(["prod_1"]),
    "corrections": lambda uow: uow.corrections.latest(),
    "profile": lambda uow: uow.profiles.get("doc_1"),
    "warehouses": lambda uow: uow.warehouses.page(ALL),
    "brokers": lambda uow: uow.brokers.page(ALL, updated_since=AT),
    "product ids": lambda uow: [*uow.products.ids_of(["sku"])],
    "products": lambda uow: uow.products.many(["prod_1"]),
    "product page": lambda uow: uow.products.page(ALL),
    "products beginning": lambda uow: uow.products.begin_with("s", 9),
    "change": lambda uow: uow.product_changes.get("chg_1"),
    "change page": lambda uow: uow.product_changes.page(ALL),
    "change rows": lambda uow: uow.product_changes.rows("chg_1"),
    "changes of a product": lambda uow: uow.product_changes.of_product("prod_1", ALL),
    "orders beginning": lambda uow: uow.orders.begin_with("a-", 9),
    "exports beginning": lambda uow: uow.exports.begin_with("batch", 9),
    "packages beginning": lambda uow: uow.packages.begin_with("cp", 9),
    "mails beginning": lambda uow: uow.mails.begin_with("mail", 9),
    "order ids": lambda uow: uow.orders.ids_of(["A-1"]),
    "orders": lambda uow: uow.orders.many(["ord_1"]),
    "order page": lambda uow: uow.orders.page(ALL),
    "exported orders": lambda uow: uow.orders.page(ALL, is_exported=True),
    "claims": lambda uow: uow.orders.claimed(["ord_1"]),
    "export": lambda uow: uow.exports.get("batch_1"),
    "export for update": lambda uow: uow.exports.get("batch_1", for_update=True),
    "exports": lambda uow: uow.exports.page(ALL, filters={"state": "BATCHED"}),
    "newest": lambda uow: uow.exports.newest(ExportState.BATCHED, 9),
    "standing causes": lambda uow: uow.exports.standing(ExportState.BATCHED, 9),
    "board": lambda uow: uow.board.page(BOARD).rows,
    "counts": lambda uow: [each for each in uow.board.counts().values() if each.count],
    "mails in trouble": lambda uow: [each for each in uow.board.troubled_mails().values() if each.count],
    "warehouses by id": lambda uow: uow.warehouses.many(["doc_1"]),
    "plan": lambda uow: uow.exports.plan("batch_1", 1),
    "plan hashes": lambda uow: uow.exports.plan_hashes("batch_1"),
    "package": lambda uow: uow.packages.get("cp_1"),
    "packages": lambda uow: uow.packages.of_export("batch_1"),
    "artifacts": lambda uow: uow.packages.artifacts("cp_1"),
    "mail": lambda uow: uow.mails.get("mail_1"),
    "mails": lambda uow: uow.mails.of_export("batch_1", "broker"),
    "submissions": lambda uow: uow.mails.submission_page(ALL, filters={"exportId": "batch_1"}),
    "begun": lambda uow: uow.mails.last_begun("mail_1"),
    "notifications": lambda uow: uow.mails.notifications("batch_1"),
    "notification page": lambda uow: uow.mails.notification_page(ALL),
    "captured": lambda uow: uow.mails.captured("cap_1"),
    "captured page": lambda uow: uow.mails.captured_page(ALL),
    "replay": lambda uow: uow.replays.get("execute", "k"),
    "dispositions": lambda uow: uow.dispositions.page(ALL),
    "standing": lambda uow: uow.dispositions.standing(["p" * 64]),
    "webhook": lambda uow: uow.webhooks.get("whk_1"),
    "webhooks": lambda uow: uow.webhooks.page(ALL),
    "webhook count": lambda uow: uow.webhooks.count(),
    "webhook delivery": lambda uow: uow.webhooks.delivery("whk_1", "whd_1"),
    "webhook deliveries": lambda uow: uow.webhooks.deliveries("whk_1", ALL, state="pending"),
    "next due": lambda uow: uow.webhooks.next_due("whk_1", later(100)),
    "newest event": lambda uow: uow.events.newest(),
    "place of an event": lambda uow: uow.events.position("evt_1"),
    "place of an instant": lambda uow: uow.events.position_before(later(100)),
    "events": lambda uow: uow.events.after(0, 9),
    "export's events": lambda uow: uow.events.of_export("batch_1"),
    "chain": lambda uow: [*uow.events.chain()],
}


def seen(store: Store, tenant: Tenant) -> dict[str, Any]:
    """What every question answers."""
    with store.write(tenant) as uow:
        return {name: ask(uow) for name, ask in READS.items()}


def test_rows_are_invisible_to_the_neighbours(store: Store, tenant: Tenant, neighbours: list[Tenant]) -> None:
    fill(store, tenant, "mine")
    assert [name for name, answer in seen(store, tenant).items() if not answer] == []
    for neighbour in neighbours:
        assert [name for name, answer in seen(store, neighbour).items() if answer] == []


def test_the_same_ids_live_side_by_side(store: Store, tenant: Tenant, neighbours: list[Tenant]) -> None:
    everyone = [tenant, *neighbours]
    for n, each in enumerate(everyone):
        fill(store, each, f"world {n}")
    for n, each in enumerate(everyone):
        for name, answer in seen(store, each).items():
            told = repr(answer)
            others = [m for m in range(len(everyone)) if m != n and f"world {m}" in told]
            assert not others, f"{name} tells of world {others}"
        with store.read(each) as uow:
            kept, bought = uow.brokers.get("doc_1"), uow.orders.many(["ord_1"])["ord_1"]
        assert kept is not None
        assert {"said": kept.stated.name} == bought.metadata == {"said": f"world {n}"}


CHANGES: dict[str, Callable[[UnitOfWork], Any]] = {
    "put a broker": lambda uow: uow.brokers.put("doc_1", broker("theirs"), at=later(1)),
    "put a product": lambda uow: uow.products.put([product("prod_1", "sku")], at=later(1)),
    "undo a change": lambda uow: uow.product_changes.undone("chg_1", "chg_9"),
    "put an order": lambda uow: uow.orders.put([(order("ord_1", "A-1"), None)], at=later(1)),
    "claim": lambda uow: uow.orders.claim(["ord_1"], "batch_9"),
    "move an export": lambda uow: uow.exports.move(
        "batch_1", was=ExportState.BATCHED, becomes=ExportState.EXECUTING, at=later(1)
    ),
    "replan": lambda uow: uow.exports.replan(export(uow.tenant, score=1)),
    "show a package": lambda uow: uow.exports.show_package("batch_1", "cp_9", at=later(1)),
    "note an export's attempt": lambda uow: uow.exports.note_attempt("batch_1", attempts=9, at=later(1)),
    "add a plan": lambda uow: uow.exports.add_plan("batch_1", plan_row(2)),
    "move a package": lambda uow: uow.packages.move("cp_1", PackageState.SENT_TO_BROKER),
    "complete a package": lambda uow: uow.packages.complete("cp_1", at=later(1)),
    "note a package's attempt": lambda uow: uow.packages.note_attempt("cp_1", attempts=9),
    "add a file": lambda uow: uow.packages.add_artifacts([artifact("b.pdf")]),
    "begin a mail": lambda uow: uow.mails.begin("mail_1", attempts=0, at=AT),
    "settle a mail": lambda uow: uow.mails.settle(
        mail(uow.tenant, state=MailState.FAILED, attempts=1), is_begun=False
    ),
    "defer a mail": lambda uow: uow.mails.defer(mail(uow.tenant), until=later(60)),
    "move a mail": lambda uow: uow.mails.move(
        mail(uow.tenant, state=MailState.FAILED), was=MailState.PENDING
    ),
    "answer a mail": lambda uow: uow.mails.answered("mail_1", MailState.REJECTED),
    "finish a replay": lambda uow: uow.replays.finish("execute", "k", status=500, body=b"theirs"),
    "purge": lambda uow: uow.replays.purge(later(100)),
    "forget captured mail": lambda uow: uow.mails.forget_captured(later(100)),
    "replace a webhook": lambda uow: uow.webhooks.replace(webhook(url="theirs")),
    "delete a webhook": lambda uow: uow.webhooks.delete("whk_1"),
    "enqueue a delivery": lambda uow: uow.webhooks.enqueue([webhook_delivery(due_at=later(1))]),
    "begin a delivery": lambda uow: uow.webhooks.begin(webhook_delivery(), at=later(1), until=later(2)),
    "settle a delivery": lambda uow: uow.webhooks.settle(webhook_delivery(attempts=1)),
    "log a call": lambda uow: uow.request_log.add([logged_call("theirs", "req_9")]),
    "forget calls": lambda uow: uow.request_log.forget(before=AT + timedelta(days=1), keep=0),
    "keep a view": lambda uow: uow.saved_views.put(saved_view("theirs")),
    "forget a view": lambda uow: uow.saved_views.drop("per_1", "exports", "mine"),
    "purge deliveries": lambda uow: uow.webhooks.purge(later(100)),
    "append": lambda uow: uow.events.append(
        EventType.EXPORT_EXECUTED, export_id="batch_1", payload={}, identifier="evt_9", at=later(1)
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_no_change_of_a_neighbour_reaches_a_row(
    store: Store, tenant: Tenant, neighbours: list[Tenant], change: str
) -> None:
    fill(store, tenant, "mine")
    before = seen(store, tenant)
    for neighbour in neighbours:
        with store.write(neighbour) as uow:
            CHANGES[change](uow)
    assert seen(store, tenant) == before


def test_every_tenants_table_begins_its_key_with_account_and_mode() -> None:
    free = {"accounts", "installation", "api_keys", *TABLES_OF_PEOPLE}
    for name, table in tables.metadata.tables.items():
        if name not in free:
            assert [column.name for column in table.primary_key.columns][:2] == ["account_id", "mode"], name
