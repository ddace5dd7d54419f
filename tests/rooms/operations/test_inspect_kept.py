"""A kept inspection or triage is the one composed now, after every act; its tag changes with whatever is shown."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest
from sqlalchemy import Integer, Table, func, update

from benchmarks.application import Subject
from benchmarks.recorded import recording
from entrygo.context import KeptBodies
from entrygo.contract.actor import Actor, Mode, Tenant
from entrygo.contract.problems import Problem
from entrygo.contract.requests.catalogue import ProductsSync
from entrygo.contract.requests.exports import PlanRequest, ResubmitRequest
from entrygo.operations.board_query import TriageQuery
from entrygo.operations.idempotency import attempt
from entrygo.operations.inspect import fresh, inspect
from entrygo.operations.plan import plan
from entrygo.operations.proposals import CODE_FINDINGS, words_hash
from entrygo.operations.resubmit import resubmit
from entrygo.operations.sync_products import patch_product, sync_products
from entrygo.operations.triage import triage
from entrygo.store import tables
from entrygo.store.inspected import NOT_SHOWN, PLAN_NAMES
from entrygo.store.optimizer import ProposalRow
from tests.serving.databases import migrated_database
from tests.serving.sandbox import BOOK
from tests.serving.waiting import wait_until

NO_CODE = {name: value for name, value in BOOK.items() if name != "hsCode"} | {"sku": "NC-1"}
CANDIDATE: dict[str, Any] = {
    "description": "Printed books",
    "support": "0.8",
    "reasons": [],
    "against": [],
    "dutyUsd": None,
}
PROPOSAL: dict[str, Any] = {
    "confidence": "0.8",
    "confidenceTenDigits": "0.7",
    "level": "heading",
    "action": "review",
    "summary": "Printed books.",
    "questions": [],
    "flags": [],
}
SHOWN = {
    tables.exports: [each.name for each in tables.exports.c if each.name not in NOT_SHOWN],
    tables.plans: PLAN_NAMES,
    **{
        each: [column.name for column in each.c] for each in (tables.packages, tables.artifacts, tables.mails)
    },
    **{each: [column.name for column in each.c] for each in (tables.notifications, tables.events)},
}
NEVER_ALTERED = {"account_id", "mode", "id", "export_id", "package_id", "plan_seq", "seq", "summary_of"}
"""Of keys, and of the numbers by which one row names another."""
STATES = {
    ("exports", "state"): "CANCELLED",
    ("packages", "state"): "superseded",
    ("mails", "state"): "superseded",
}


class Undone(Exception):
    """Ends a transaction that is not to be kept."""


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def subject(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Subject]:
    folder: Path = tmp_path_factory.mktemp("inspected")
    made = Subject(folder, "" if request.param == "sqlite" else migrated_database(request, folder))
    yield made
    made.application.close()


def composed(subject: Subject, export_id: str) -> bytes:
    with subject.context.store.read(subject.actor.tenant) as uow:
        return fresh(uow, export_id, subject.context.public_url)


def is_settled(body: bytes) -> bool:
    """Whether nothing more happens by itself."""
    seen = orjson.loads(body)
    under_way = [*seen["brokerSubmissions"], *seen["notifications"]]
    return seen["state"] != "EXECUTING" and not {each["status"] for each in under_way} & {
        "pending",
        "sending",
    }


def planned_without_code(subject: Subject) -> tuple[str, str]:
    """A product without a code, and the export whose plan says so."""
    items = [NO_CODE | {"externalId": f"nc-{subject.context.ids.new('x')}"}]
    product = subject.call(sync_products, ProductsSync, {"items": items})["data"][0]["id"]
    known = subject.goods
    subject.goods = [product]
    export_id = subject.plan(subject.orders(2))
    subject.goods = known
    return product, export_id


def propose(subject: Subject, product_id: str, *codes: str) -> None:
    with subject.context.store.write(subject.actor.tenant) as uow:
        product = uow.products.many([product_id])[product_id].product
        candidates = [CANDIDATE | {"hsCode": code} for code in codes]
        row = ProposalRow(
            product_id=product_id,
            run_id="opt_1",
            words_hash=words_hash(product),
            classifier="one",
            proposal=PROPOSAL | {"hsCode": codes[0], "candidates": candidates},
            created_at=uow.now,
        )
        uow.proposals.put([row])


def test_after_every_act_a_kept_inspection_is_the_one_composed_anew(subject: Subject) -> None:
    context, actor = subject.context, subject.actor
    product, export_id = planned_without_code(subject)
    seen: dict[bytes, str] = {}

    def holds() -> None:
        body = wait_until(lambda: composed(subject, export_id), is_settled)
        first, second = (inspect(context, actor, export_id) for _ in range(2))
        assert first.body == second.body == body
        assert first.headers == second.headers
        tag = first.headers["ETag"]
        seen.setdefault(body, tag)
        assert len(set(seen.values())) == len(seen), "two bodies had one tag"
        assert inspect(context, actor, export_id, tag).status == 304
        for earlier, old in seen.items():
            if earlier != body:
                assert inspect(context, actor, export_id, old).body == body
        anew = triage(replace(context, kept_bodies=KeptBodies()), actor)
        assert triage(context, actor) == triage(context, actor) == anew
        errors = TriageQuery.model_validate({"severity": "error"})
        assert triage(context, actor, errors) == triage(
            replace(context, kept_bodies=KeptBodies()), actor, errors
        )

    def patch(changes: dict[str, Any]) -> None:
        patch_product(context, actor, product, changes, attempt("patch", None, changes))

    def replan() -> None:
        subject.call(plan, PlanRequest, {"batchId": export_id, **ids})

    with context.store.read(actor.tenant) as uow:
        kept = uow.exports.get(export_id)
        assert kept is not None
        ids = {"warehouseId": subject.warehouse, "brokerId": subject.broker}
        ids["orderIds"] = kept.request["order_ids"]

    def send_again() -> None:
        request = ResubmitRequest.model_validate({"accountId": actor.tenant.account_id})
        resubmit(context, actor, export_id, request, attempt("resubmit", None, {}))

    acts: list[Callable[[], object]] = [
        lambda: propose(subject, product, "4901.99.0070", "4901.99.0092"),
        lambda: propose(subject, product, "4901.99.0092"),
        lambda: patch({"title": "Another book of that name"}),
        lambda: propose(subject, product, "4901.99.0070"),
        lambda: patch({"hsCode": "4901.99.0070"}),
        replan,
        lambda: subject.execute(export_id),
        send_again,
    ]
    holds()
    for act in acts:
        act()
        holds()
    assert len(seen) > len(acts) // 2, "acts that change nothing prove nothing"


def test_altering_any_column_of_a_row_that_is_shown_alters_the_tag(subject: Subject) -> None:
    store, tenant = subject.context.store, subject.actor.tenant
    export_id = subject.loop(subject.orders(1))

    def altered(table: Table, name: str) -> list[str]:
        column = table.c[name]
        is_number = isinstance(column.type, Integer)
        value: Any = func.coalesce(
            column + 7 if is_number else func.substr(column.concat("z"), 2), 7 if is_number else "z"
        )
        found: list[str] = []
        with contextlib.suppress(Undone), store.write(tenant) as uow:
            uow.exports.connection.execute(
                update(table).values({name: STATES.get((table.name, name), value)})
            )
            found += uow.inspected.texts(export_id, CODE_FINDINGS)
            raise Undone
        return found

    with store.read(tenant) as uow:
        before = uow.inspected.texts(export_id, CODE_FINDINGS)
    for table, names in SHOWN.items():
        for name in set(names) - NEVER_ALTERED:
            assert altered(table, name) not in ([], before), f"{table.name}.{name}"


def test_no_other_account_or_mode_is_given_a_kept_body(subject: Subject) -> None:
    export_id = subject.plan(subject.orders(1))
    kept = inspect(subject.context, subject.actor, export_id)
    own = subject.actor.tenant
    for tenant in (Tenant(own.account_id, Mode.LIVE), Tenant("acc_other", Mode.TEST)):
        foreign: Actor = replace(subject.actor, tenant=tenant)
        for tag in (None, kept.headers["ETag"], "*"):
            with pytest.raises(Problem, match="Export batch not found"):
                inspect(subject.context, foreign, export_id, tag)
        assert export_id in triage(subject.context, subject.actor).body.decode()
        assert export_id not in triage(subject.context, foreign).body.decode()


def test_a_kept_inspection_asks_the_database_once(subject: Subject) -> None:
    export_id = subject.plan(subject.orders(1))
    tag = inspect(subject.context, subject.actor, export_id).headers["ETag"]
    for known in (None, tag):
        with recording(subject.context.store.database.engine) as statements:
            inspect(subject.context, subject.actor, export_id, known)
        asked = [sql for sql, given in statements if "FROM exports" in sql and export_id in str(given)]
        assert len(asked) == 1  # other threads ask for exports of their own meanwhile


def test_kept_bodies_are_bounded_in_bytes_and_the_one_longest_unasked_goes() -> None:
    kept = KeptBodies(most_bytes=10)
    kept.put(("a",), "1", b"aaaa")
    kept.put(("b",), "1", b"bbbb")
    assert kept.get(("a",), "1") == b"aaaa"
    kept.put(("c",), "1", b"cccc")
    assert [kept.get((each,), "1") for each in "abc"] == [b"aaaa", None, b"cccc"]
    kept.put(("a",), "2", b"AA")
    assert (kept.get(("a",), "1"), kept.get(("a",), "2"), kept.get(("c",), "1")) == (None, b"AA", b"cccc")
    kept.put(("d",), "1", b"d" * 11)
    assert (kept.get(("d",), "1"), kept.get(("a",), "2")) == (None, b"AA")
