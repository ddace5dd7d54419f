"""Documents, products and orders: kept as given, found by the caller's ids, listed in a stable order."""

import json
from collections.abc import Callable
from dataclasses import fields, replace
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import insert, select

from entrygo.contract.actor import Tenant
from entrygo.contract.facts import Party
from entrygo.contract.parties import Address, BrokerRecord, Fees, WarehouseRecord
from entrygo.contract.times import iso
from entrygo.store import tables
from entrygo.store.tenant_rows import CHUNK, Page
from entrygo.store.unit_of_work import Store
from tests.rooms.store.rows import AT, account, broker, later, order, product, race, warehouse

DOCUMENTS = (tables.warehouses, tables.brokers)

RECORDS: dict[str, Callable[[str], Any]] = {"profiles": account, "warehouses": warehouse, "brokers": broker}


@pytest.mark.parametrize("group", RECORDS)
def test_a_record_is_read_as_it_was_put(store: Store, tenant: Tenant, group: str) -> None:
    record = RECORDS[group]("Zürich 東京 \x00 🚚")
    with store.write(tenant) as uow:
        put = getattr(uow, group).put("id_1", record, at=AT)
    with store.read(tenant) as uow:
        assert getattr(uow, group).get("id_1") == put
        assert getattr(uow, group).get("id_2") is None
    assert (put.stated, put.created_at, put.updated_at) == (record, AT, AT)


@pytest.mark.parametrize("group", RECORDS)
def test_every_field_of_a_record_is_stated_in_these_tests(group: str) -> None:
    record = RECORDS[group]("name")
    assert None not in [getattr(record, each.name) for each in fields(record)]


def test_what_is_not_stated_is_in_no_document_and_names_are_those_of_the_wire(
    store: Store, tenant: Tenant
) -> None:
    with store.write(tenant) as uow:
        uow.brokers.put("br_1", broker("A"), at=AT)
        uow.warehouses.put("wh_1", WarehouseRecord(name="bare", address=Address()), at=AT)
        texts = [
            uow.brokers.connection.execute(
                select(each.c.document).where(each.c.account_id == tenant.account_id)
            ).scalar_one()
            for each in DOCUMENTS
        ]
    assert json.loads(texts[0]) == {"name": "bare", "address": {}}
    assert json.loads(texts[1])["feeSchedule"] == {
        "formalEntryUsd": "125",
        "extraLineUsd": "1.5",
        "includedLines": 0,
    }
    assert json.loads(texts[1])["powerOfAttorney"] == {"onFile": True, "validTo": "2030-12-31"}


def test_a_document_of_an_older_release_is_read(store: Store, tenant: Tenant) -> None:
    older = {
        "name": "A",
        "email": "a@b.example",
        "gone": 1,
        "filerCode": None,
        "feeSchedule": {"extraLineUsd": 2},
    }
    key = {"account_id": tenant.account_id, "mode": tenant.mode.value}
    row = {"id": "br_1", "document": json.dumps(older), "created_at": iso(AT), "updated_at": iso(AT)}
    with store.write(tenant) as uow:
        uow.brokers.connection.execute(insert(tables.brokers).values(key | row))
        found = uow.brokers.get("br_1")
    assert found is not None
    fees = Fees(extra_line_usd=Decimal(2))
    assert found.stated == BrokerRecord(name="A", email="a@b.example", fee_schedule=fees)


def test_a_record_put_again_is_overwritten_and_keeps_its_first_instant(store: Store, tenant: Tenant) -> None:
    bare = BrokerRecord(name="B", email="b@broker.example")
    with store.write(tenant) as uow:
        uow.brokers.put("br_1", broker("A"), at=AT)
        uow.warehouses.put("br_1", warehouse(), at=AT)
    with store.write(tenant) as uow:
        again = uow.brokers.put("br_1", bare, at=later(5))
    assert (again.stated, again.created_at, again.updated_at) == (bare, AT, later(5))
    with store.read(tenant) as uow:
        assert uow.warehouses.get("br_1") is not None
        assert [row.stated for row in uow.brokers.page(Page(limit=10))] == [bare]


def test_a_product_is_read_with_the_exact_facts_it_was_put_with(store: Store, tenant: Tenant) -> None:
    exact = product("prod_1", net_weight_kg=Decimal("0.10"), unit_value_usd=Decimal("12345678.905"))
    with store.write(tenant) as uow:
        uow.products.put([exact], at=AT)
    with store.read(tenant) as uow:
        row = uow.products.many(["prod_1", "prod_unknown"])["prod_1"]
        assert uow.products.ids_of(["ext-prod_1", "ext-unknown"]) == {"ext-prod_1": "prod_1"}
    assert row.product == exact
    assert str(row.product.unit_value_usd) == "12345678.905"


def test_a_product_put_again_by_its_external_id_keeps_the_first_id(store: Store, tenant: Tenant) -> None:
    with store.write(tenant) as uow:
        uow.products.put([product("prod_1", "sku")], at=AT)
        uow.products.put([replace(product("prod_2", "sku"), title="Cup")], at=later(1))
        rows = uow.products.many(["prod_1", "prod_2"])
    assert list(rows) == ["prod_1"]
    found = rows["prod_1"]
    assert (found.product.id, found.product.title) == ("prod_1", "Cup")
    assert (found.created_at, found.updated_at) == (AT, later(1))


def test_an_order_put_again_keeps_the_first_id_and_takes_the_new_metadata(
    store: Store, tenant: Tenant
) -> None:
    with store.write(tenant) as uow:
        uow.orders.put([(order("ord_1", "A-1"), {"note": "x"}), (order("ord_2", "A-2"), None)], at=AT)
        uow.orders.put([(order("ord_9", "A-1"), None), (order("ord_8", "A-2"), {"n": 1})], at=later(1))
        rows = uow.orders.many(["ord_1", "ord_2", "ord_8", "ord_9"])
    assert {key: row.metadata for key, row in rows.items()} == {"ord_1": None, "ord_2": {"n": 1}}
    assert rows["ord_1"].order == order("ord_1", "A-1")
    assert rows["ord_1"].exported_in is None


def test_many_threads_that_put_one_external_id_agree_on_its_id(store: Store, tenant: Tenant) -> None:
    def put(identifier: str) -> str:
        with store.write(tenant) as uow:
            uow.products.put([product(identifier, "sku")], at=AT)
            return uow.products.ids_of(["sku"])["sku"]

    answers = race([lambda n=n: put(f"prod_{n}") for n in range(8)])  # type: ignore[misc]  # a default binds n
    assert len(set(answers)) == 1
    with store.read(tenant) as uow:
        assert [row.product.id for row in uow.products.page(Page(limit=20))] == [answers[0]]


def test_threads_that_put_the_same_things_in_opposite_order_do_not_block_each_other(
    store: Store, tenant: Tenant
) -> None:
    names = [f"sku-{n:03}" for n in range(200)]

    def put(prefix: str, externals: list[str]) -> dict[str, str]:
        with store.write(tenant) as uow:
            uow.products.put([product(f"{prefix}_{name}", name) for name in externals], at=AT)
            uow.orders.put([(order(f"{prefix}_{name}", name), None) for name in externals], at=AT)
            return dict(uow.products.ids_of(names))

    turns = [names, names[::-1]] * 3
    answers = race([lambda n=n, t=t: put(f"p{n}", t) for n, t in enumerate(turns)])  # type: ignore[misc]  # as above
    assert all(answer == answers[0] for answer in answers)
    assert len(answers[0]) == 200


def test_more_ids_than_a_statement_takes_are_all_found(store: Store, tenant: Tenant) -> None:
    count = CHUNK * 2 + 1
    with store.write(tenant) as uow:
        uow.products.put([product(f"prod_{n}") for n in range(count)], at=AT)
        uow.orders.put([(order(f"ord_{n}"), None) for n in range(count)], at=AT)
        uow.orders.claim([f"ord_{n}" for n in range(count)], "batch_1")
    with store.read(tenant) as uow:
        assert len(uow.products.many(f"prod_{n}" for n in range(count))) == count
        assert len(uow.products.ids_of(f"ext-prod_{n}" for n in range(count))) == count
        assert len(uow.orders.claimed(f"ord_{n}" for n in range(count))) == count


def ids_by_page(store: Store, tenant: Tenant, between: Any = None) -> list[str]:
    """Every order, two a page, newest first; ``between`` happens after each page."""
    ids: list[str] = []
    after: tuple[str, str] | None = None
    while True:
        with store.read(tenant) as uow:
            rows = uow.orders.page(Page(limit=2, after=after))
        if not rows:
            return ids
        ids += [row.order.id for row in rows]
        after = (iso(rows[-1].created_at), rows[-1].order.id)
        if between:
            between(len(ids))


def test_pages_are_stable_while_rows_come_in(store: Store, tenant: Tenant) -> None:
    with store.write(tenant) as uow:
        for n, seconds in enumerate([0, 1, 1, 1, 2, 3, 3]):  # equal instants: the id decides
            uow.orders.put([(order(f"ord_{n}"), None)], at=later(seconds))

    def newcomer(count: int) -> None:
        with store.write(tenant) as uow:
            uow.orders.put([(order(f"ord_new_{count}"), None)], at=later(60 + count))
            uow.orders.put([(order("ord_0"), None)], at=later(60 + count))  # an overwrite moves nothing

    assert ids_by_page(store, tenant, newcomer) == [f"ord_{n}" for n in (6, 5, 4, 3, 2, 1, 0)]
    assert len(ids_by_page(store, tenant)) == 11


def test_a_page_can_be_of_what_changed_since(store: Store, tenant: Tenant) -> None:
    with store.write(tenant) as uow:
        uow.products.put([product("prod_1"), product("prod_2")], at=AT)
        uow.orders.put([(order("ord_1"), None), (order("ord_2"), None)], at=AT)
        uow.products.put([product("prod_1")], at=later(10))
        uow.orders.put([(order("ord_2"), None)], at=later(10))
        everything = Page(limit=10)
        assert [row.product.id for row in uow.products.page(everything, updated_since=later(10))] == [
            "prod_1"
        ]
        assert [row.order.id for row in uow.orders.page(everything, updated_since=later(10))] == ["ord_2"]
        assert not uow.orders.page(everything, updated_since=later(11))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("MHG-1", ["ord_2", "ord_1"]),
        ("mhg-10", ["ord_1"]),
        ("underwood", ["ord_1"]),
        ("80205", ["ord_2"]),
        ("portl", ["ord_2"]),
        ("%", []),
        ("ship_to", []),
    ],
)
def test_orders_are_found_by_their_number_and_their_receiver(
    store: Store, tenant: Tenant, words: str, found: list[str]
) -> None:
    to = Party(name="Zachary Underwood", city="Denver")
    first = replace(order("ord_1", "MHG-10001"), ship_to=to)
    second = replace(
        order("ord_2", "MHG-11002"),
        ship_to=Party(name="Wu", city="Portland"),
        destination_postal_code="80205",
    )
    with store.write(tenant) as uow:
        for number, each in enumerate((first, second, order("ord_3", "no-receiver"))):
            uow.orders.put([(each, None)], at=later(number))
        rows = uow.orders.page(Page(limit=10), words=words)
    assert [row.order.id for row in rows] == found
