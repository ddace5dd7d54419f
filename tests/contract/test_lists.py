"""Lists by cursor, their filters, and what belongs in them."""

import base64
import json
import re
from datetime import UTC, datetime
from typing import Any

import pytest

from entrygo.operations.queries import write_cursor
from tests.serving.refusals import issues
from tests.serving.sandbox import Sandbox, fresh
from tests.serving.server import Client, Server

pytestmark = pytest.mark.database

NOUNS = ("orders", "products", "warehouses", "brokers", "exports", "events", "notifications")


def page(client: Client, noun: str, **query: Any) -> dict[str, Any]:
    """One page."""
    return client.ok(client.get(f"/api/{noun}", params=query))


def pages(client: Client, noun: str, **query: Any) -> list[dict[str, Any]]:
    """Every row of a list, following its cursor."""
    found = page(client, noun, **query)
    rows: list[dict[str, Any]] = found["data"]
    while found["has_more"]:
        found = page(client, noun, **query, cursor=found["next_cursor"])
        rows += found["data"]
    assert found["next_cursor"] is None
    return rows


def name_of(row: dict[str, Any]) -> str:
    """Its id."""
    return str(row.get("id") or row["exportId"])


@pytest.fixture(scope="module")
def filled(goods: Sandbox) -> Sandbox:
    """25 orders, products, warehouses and brokers, and six exports, one of them executed."""
    client = goods.client
    line = {"productId": goods.book_id, "quantity": 1, "unitValueUsd": 20}
    orders = [{"externalId": fresh("o"), "destinationCountry": "US", "items": [line]} for _ in range(25)]
    client.ok(client.post("/api/orders/sync", {"items": orders}))
    products = [{"externalId": fresh("p"), "title": "x"} for _ in range(25)]
    client.ok(client.post("/api/products/sync", {"items": products}))
    for number in range(25):
        client.ok(client.post("/api/warehouses", {"name": f"W{number}"}))
        client.ok(client.post("/api/brokers", {"name": f"B{number}", "email": "a@b.example"}))
    for _ in range(5):
        goods.plan(goods.order())
    goods.executed()
    return goods


@pytest.mark.requirement("lists:nouns:all", "lists:page:shape", "lists:page:cursor")
@pytest.mark.by_turns(2)
@pytest.mark.parametrize("noun", NOUNS)
@pytest.mark.parametrize("limit", [1, 3, 7])
def test_following_the_cursor_visits_every_row_once(filled: Sandbox, noun: str, limit: int) -> None:
    first = page(filled.client, noun, limit=limit)
    assert set(first) == {"data", "has_more", "next_cursor"}
    assert len(first["data"]) <= limit
    if first["has_more"]:
        assert re.fullmatch(r"[A-Za-z0-9_~.-]+", first["next_cursor"])
    whole = page(filled.client, noun, limit=100)["data"]
    assert len(whole) >= 2
    assert [name_of(row) for row in pages(filled.client, noun, limit=limit)] == [
        name_of(row) for row in whole
    ]
    assert len({name_of(row) for row in whole}) == len(whole)


@pytest.mark.requirement("lists:page:limit")
@pytest.mark.parametrize("noun", NOUNS)
def test_a_page_has_twenty_rows_by_default_and_a_hundred_at_most(filled: Sandbox, noun: str) -> None:
    whole = page(filled.client, noun, limit=100)["data"]
    assert len(page(filled.client, noun)["data"]) == min(20, len(whole))
    refusals = {
        "0": "too_small",
        "101": "too_big",
        "-1": "invalid_type",
        "ten": "invalid_type",
        "": "invalid_type",
    }
    refusals |= {"1.5": "invalid_type", "1" * 400: "invalid_type", "٣": "invalid_type", " 5": "invalid_type"}
    for limit, code in refusals.items():
        assert issues(filled.client.get(f"/api/{noun}", params={"limit": limit})) == {"limit": code}


@pytest.mark.requirement("lists:page:stable")
@pytest.mark.parametrize("noun", ["orders", "exports", "warehouses"])
def test_rows_added_while_paging_neither_double_nor_hide_others(filled: Sandbox, noun: str) -> None:
    before = [name_of(row) for row in page(filled.client, noun, limit=100)["data"]]
    found, seen = page(filled.client, noun, limit=3), []
    while True:
        seen += [name_of(row) for row in found["data"]]
        if noun == "warehouses":
            filled.client.ok(filled.client.post("/api/warehouses", {"name": "Another"}))
        else:
            order = filled.order()
            _ = noun == "exports" and filled.plan(order)
        if not found["has_more"]:
            break
        found = page(filled.client, noun, limit=3, cursor=found["next_cursor"])
    assert seen == before
    added = {name_of(row) for row in pages(filled.client, noun, limit=100)} - set(before)
    assert added


@pytest.mark.requirement("lists:page:stable", "events:order:append-only")
def test_events_come_oldest_first_and_the_last_cursor_pulls_what_is_new(filled: Sandbox) -> None:
    rows = pages(filled.client, "events", limit=4)
    assert [row["sequence"] for row in rows] == sorted(row["sequence"] for row in rows)
    order = filled.order()
    [synced] = pages(filled.client, "events", limit=100, cursor=write_cursor("events", str(len(rows))))
    filled.plan(order)
    after = pages(filled.client, "events", limit=100, cursor=write_cursor("events", str(len(rows))))
    assert name_of(after[0]) == name_of(synced)
    assert [row["type"] for row in after] == ["orders.synced", "export.batch_created", "export.planned"]


def forged(position: Any) -> str:
    """A cursor nobody made."""
    return base64.urlsafe_b64encode(json.dumps(position).encode()).decode().rstrip("=")


BAD_CURSORS = {
    "empty": "",
    "text": "batch_123",
    "punctuation": "!!!",
    "not ASCII": "✓",
    "no JSON": base64.urlsafe_b64encode(b"{x").decode(),
    "number": forged(7),
    "one part": forged(["2026-01-01T00:00:00.000Z"]),
    "three parts": forged(["2026-01-01T00:00:00.000Z", "a", "b"]),
    "numbers": forged([1, 2]),
    "no time": forged(["soon", "ord_1"]),
    "superscript": forged(["events", "²"]),
    "endless": forged(["events", "9" * 400]),
    "negative": forged(["events", "-1"]),
    "NUL": forged(["2026-01-01T00:00:00.000Z", "ord_\x00"]),
    "SQL": forged(["2026-01-01T00:00:00.000Z", "' OR 1=1 --"]),
    "long": "A" * 8_000,
}


@pytest.mark.requirement("lists:page:bad-cursor")
@pytest.mark.parametrize("cursor", BAD_CURSORS.values(), ids=BAD_CURSORS.keys())
def test_a_cursor_the_server_did_not_make_is_refused(filled: Sandbox, cursor: str) -> None:
    for noun in NOUNS:
        answer = filled.client.get(f"/api/{noun}", params={"cursor": cursor})
        assert issues(answer) == {"cursor": "invalid_string"}, noun


@pytest.mark.requirement("lists:page:bad-cursor", "lists:page:limit", "validation:issues:all")
def test_every_fault_of_a_query_is_told_at_once(filled: Sandbox) -> None:
    query = {"limit": "0", "cursor": "x", "updatedSince": "soon", "state": "DONE", "readiness": "maybe"}
    assert issues(filled.client.get("/api/exports", params=query)) == {
        "limit": "too_small",
        "cursor": "invalid_string",
        "updatedSince": "invalid_string",
        "state": "invalid_enum_value",
        "readiness": "invalid_enum_value",
    }


@pytest.mark.requirement("lists:scope:account", "modes:test:separate")
@pytest.mark.parametrize("noun", NOUNS)
def test_a_list_holds_the_keys_own_rows_alone(server: Server, filled: Sandbox, noun: str) -> None:
    other, test = server.account(), server.key(filled.client.account_id, mode="test")
    cursor = page(filled.client, noun, limit=1)["next_cursor"]
    for client in (other, test):
        for query in ({}, {"cursor": cursor}):
            found = page(client, noun, **query)["data"]
            assert {each.get("type") for each in found} <= {"account.created", "key.created"}, "their own"
            assert noun == "events" or found == []
        if noun == "exports":
            assert page(client, noun, warehouseId=filled.warehouse_id)["data"] == []


@pytest.mark.requirement("lists:filters:unknown")
@pytest.mark.parametrize("noun", NOUNS)
def test_a_filter_nobody_knows_is_refused_and_not_overlooked(filled: Sandbox, noun: str) -> None:
    query = {"updated_since": "2026-01-01", "limit": "0", "warehouseid": filled.warehouse_id}
    response = filled.client.get(f"/api/{noun}", params=query)
    wanted = {"updated_since": "unrecognized_keys", "warehouseid": "unrecognized_keys", "limit": "too_small"}
    assert issues(response) == wanted
    assert response.json()["field"] == "updated_since"


@pytest.mark.requirement("lists:filters:unknown")
def test_a_read_of_one_thing_knows_no_query_names(filled: Sandbox) -> None:
    for path in (
        "/api/account",
        "/api/system/health",
        f"/api/products/{filled.book_id}",
        "/api/exports/batch_1",
    ):
        assert issues(filled.client.get(path, params={"expand": "all"})) == {"expand": "unrecognized_keys"}


@pytest.mark.requirement("lists:filters:state")
def test_exports_are_filtered_by_state_and_readiness(filled: Sandbox) -> None:
    blocked = filled.plan(filled.order(filled.product({"title": "Bare"})))
    assert blocked["readinessState"] == "BLOCKED"
    cancelled = filled.plan(filled.order())["exportId"]
    filled.client.ok(filled.client.post(f"/api/exports/{cancelled}/cancel", {}))
    whole = pages(filled.client, "exports", limit=100)
    for field, values in (
        ("state", ("BATCHED", "EXECUTING", "COMPLETED", "CANCELLED")),
        ("readiness", ("READY", "REVIEW_REQUIRED", "BLOCKED")),
    ):
        shown = "readinessState" if field == "readiness" else field
        for value in values:
            found = pages(filled.client, "exports", limit=2, **{field: value})
            assert [name_of(r) for r in found] == [name_of(r) for r in whole if r[shown] == value]
    both = page(filled.client, "exports", state="BATCHED", readiness="BLOCKED")["data"]
    assert name_of(both[0]) == blocked["exportId"]
    exported = page(filled.client, "orders", state="exported", limit=100)["data"]
    assert exported
    assert all(row["exportId"] for row in exported)


@pytest.mark.requirement("lists:filters:parties")
def test_exports_are_filtered_by_warehouse_and_broker(filled: Sandbox) -> None:
    client = filled.client
    warehouse = client.ok(client.post("/api/warehouses", {"name": "Own"}))["id"]
    planned = filled.plan(filled.order(), warehouseId=warehouse)["exportId"]
    assert [name_of(r) for r in page(client, "exports", warehouseId=warehouse)["data"]] == [planned]
    mine = {name_of(r) for r in pages(client, "exports", brokerId=filled.broker_id)}
    assert planned in mine
    for query in (
        {"brokerId": "br_x"},
        {"warehouseId": warehouse, "brokerId": "br_x"},
        {"warehouseId": "a\x00b"},
    ):
        assert page(client, "exports", **query)["data"] == []


@pytest.mark.requirement("lists:filters:updated-since")
@pytest.mark.parametrize("noun", ["orders", "products", "warehouses", "brokers", "exports"])
def test_lists_are_filtered_by_the_last_change(filled: Sandbox, noun: str) -> None:
    rows = pages(filled.client, noun, limit=100)
    times = sorted(row.get("updatedAt") or row["updated_at"] for row in rows)
    for since in {times[0], times[len(times) // 2], times[-1]}:
        wanted = [name_of(row) for row in rows if (row.get("updatedAt") or row["updated_at"]) >= since]
        assert [name_of(row) for row in pages(filled.client, noun, limit=100, updatedSince=since)] == wanted
    shifted = datetime.fromisoformat(times[-1]).astimezone(UTC).isoformat()
    assert page(filled.client, noun, updatedSince=shifted)["data"]
    assert page(filled.client, noun, updatedSince="2999-01-01")["data"] == []
    for odd in (
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        "2026-02-30",
        "",
        "1",
        "now",
        "\x00",
    ):
        assert issues(filled.client.get(f"/api/{noun}", params={"updatedSince": odd})) == {
            "updatedSince": "invalid_string"
        }


@pytest.mark.requirement("lists:filters:updated-since")
def test_a_changed_order_is_found_as_changed_and_keeps_its_place(filled: Sandbox) -> None:
    client = filled.client
    before = [name_of(row) for row in pages(client, "orders", limit=100)]
    oldest = client.ok(client.get(f"/api/orders/{before[-1]}"))
    newest = max(row["updatedAt"] for row in pages(client, "orders", limit=100))
    line = {"productId": filled.book_id, "quantity": 3, "unitValueUsd": 20}
    order = {"externalId": oldest["externalId"], "destinationCountry": "US", "items": [line]}
    client.ok(client.post("/api/orders/sync", {"items": [order]}))
    assert before[-1] in [name_of(r) for r in page(client, "orders", updatedSince=newest, limit=100)["data"]]
    assert [name_of(row) for row in pages(client, "orders", limit=100)] == before
