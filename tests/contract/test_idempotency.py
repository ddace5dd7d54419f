"""One key, one effect, one answer."""

import json
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from entrygo.store import tables
from tests.serving.broker_mailbox import BrokerMailbox
from tests.serving.refusals import issues, refused
from tests.serving.sandbox import BOOK, Sandbox, fresh
from tests.serving.server import Client, Server

pytestmark = pytest.mark.database

PLAN, EXECUTE, ORDERS = "/api/exports/plan", "/api/exports/execute", "/api/orders/sync"


def order_of(goods: Sandbox, **more: Any) -> dict[str, Any]:
    """A body of order sync."""
    line = {"productId": goods.book_id, "quantity": 1, "unitValueUsd": 20}
    return {"items": [{"externalId": fresh("order"), "destinationCountry": "US", "items": [line]} | more]}


def exports(client: Client) -> list[str]:
    """The ids of the account's exports."""
    return [each["exportId"] for each in client.ok(client.get("/api/exports?limit=100"))["data"]]


def replayed(first: httpx.Response, second: httpx.Response) -> None:
    """The second answer is the first again, byte for byte, and says so."""
    assert first.status_code == second.status_code == 200, second.text
    assert second.content == first.content
    assert "idempotent-replayed" not in first.headers
    assert second.headers["idempotent-replayed"] == "true"


@pytest.mark.requirement("idempotency:key:header", "idempotency:replay:bytes", "idempotency:replay:header")
def test_planning_again_under_its_key_answers_the_same_bytes_and_stores_nothing(goods: Sandbox) -> None:
    body, key = goods.request(goods.order()), fresh("key")
    first = goods.client.post(PLAN, body, key=key)
    before = exports(goods.client)
    replayed(first, goods.client.post(PLAN, body, key=key))
    assert exports(goods.client) == before


@pytest.mark.requirement("idempotency:key:body")
def test_plan_and_execute_take_the_key_of_the_body(goods: Sandbox) -> None:
    asked = goods.request(goods.order(), idempotencyKey=fresh("key"))
    first = goods.client.post(PLAN, asked)
    replayed(first, goods.client.post(PLAN, asked))
    batch = {"batchId": first.json()["exportId"], "idempotencyKey": fresh("key")}
    replayed(goods.client.post(EXECUTE, batch), goods.client.post(EXECUTE, batch))


@pytest.mark.requirement("idempotency:key:header-wins")
def test_the_header_wins_over_the_body(goods: Sandbox) -> None:
    header, other, asked = fresh("key"), fresh("key"), goods.request(goods.order())
    first = goods.client.post(PLAN, asked | {"idempotencyKey": other}, key=header)
    replayed(first, goods.client.post(PLAN, asked | {"idempotencyKey": fresh("key")}, key=header))
    replayed(first, goods.client.post(PLAN, asked, key=header))
    unused = goods.client.post(PLAN, asked | {"idempotencyKey": other})
    assert unused.json()["exportId"] != first.json()["exportId"]


@pytest.mark.requirement("idempotency:key:optional")
def test_without_a_key_every_call_is_its_own(goods: Sandbox) -> None:
    asked = goods.request(goods.order())
    first, second = (goods.client.ok(goods.client.post(PLAN, asked)) for _ in range(2))
    assert first["exportId"] != second["exportId"]


@pytest.mark.requirement("idempotency:key:form")
def test_every_visible_character_and_255_of_them_make_a_key(goods: Sandbox) -> None:
    visible = "".join(chr(code) for code in range(0x21, 0x7F))
    for key in (visible, "x" * 255, "a", '"', "%00"):
        body = order_of(goods)
        replayed(goods.client.post(ORDERS, body, key=key), goods.client.post(ORDERS, body, key=key))


@pytest.mark.requirement("idempotency:sync:replay")
def test_order_sync_replays_though_the_order_has_changed_since(goods: Sandbox) -> None:
    key, body = fresh("key"), order_of(goods, destinationRegion="NY")
    first = goods.client.post(ORDERS, body, key=key)
    changed = {"items": [body["items"][0] | {"destinationRegion": "CA"}]}
    goods.client.ok(goods.client.post(ORDERS, changed))
    replayed(first, goods.client.post(ORDERS, body, key=key))
    order = goods.client.ok(goods.client.get(f"/api/orders/{first.json()['data'][0]['id']}"))
    assert order["destinationRegion"] == "CA"


@pytest.mark.requirement("idempotency:sync:replay")
def test_every_other_write_honours_a_key_too(goods: Sandbox) -> None:
    client = goods.client
    bodies: dict[str, Any] = {
        "/api/products/sync": {"items": [BOOK | {"externalId": fresh("product")}]},
        "/api/warehouses": {"name": "Second"},
        "/api/brokers": {"name": "Second", "email": "a@b.example"},
        f"/api/exports/{goods.plan(goods.order())['exportId']}/cancel": {},
    }
    for path, body in bodies.items():
        key = fresh("key")
        replayed(client.post(path, body, key=key), client.post(path, body, key=key))
        refused(client.post(path, body | {"x": 1}, key=key), 409, "IDEMPOTENCY_CONFLICT")
    assert len(client.ok(client.get("/api/warehouses"))["data"]) == 2
    for path in ("/api/account", f"/api/warehouses/{goods.warehouse_id}", f"/api/products/{goods.book_id}"):
        headers = {"idempotency-key": fresh("key")}
        name = "title" if "products" in path else "name"
        replayed(*(client.patch(path, {name: "Once"}, headers=headers) for _ in range(2)))


@pytest.mark.requirement("idempotency:conflict:plan", "idempotency:conflict:execute")
def test_a_used_key_with_another_payload_is_a_conflict(goods: Sandbox) -> None:
    key, order = fresh("key"), goods.order()
    first = goods.client.ok(goods.client.post(PLAN, goods.request(order), key=key))
    for other in (
        goods.request(order, dryRun=False),
        goods.request(order, order),
        goods.request(goods.order()),
    ):
        refused(goods.client.post(PLAN, other, key=key), 409, "IDEMPOTENCY_CONFLICT")
    batch, second = {"batchId": first["exportId"]}, goods.plan(goods.order())
    done = goods.client.post(EXECUTE, batch, key=key)
    other = goods.client.post(EXECUTE, {"batchId": second["exportId"]}, key=key)
    refused(other, 409, "IDEMPOTENCY_CONFLICT")
    replayed(done, goods.client.post(EXECUTE, batch, key=key))
    assert goods.inspect(second["exportId"])["state"] == "BATCHED"


@pytest.mark.requirement("idempotency:payload:logical")
def test_spelling_does_not_make_another_payload(goods: Sandbox) -> None:
    key, body = (
        fresh("key"),
        {"accountId": goods.client.account_id} | order_of(goods, metadata={"a": 1, "b": [2.0]}),
    )
    texts = [json.dumps(body), json.dumps(body, indent=3), json.dumps(body, sort_keys=True)]
    texts += [json.dumps(body).replace('"metadata"', '"m\\u0065tadata"').replace("2.0", "2")]
    texts += [json.dumps(dict(reversed(body.items())) | {"idempotencyKey": "another"})]
    headers = {"idempotency-key": key, "content-type": "application/json"}
    first, *others = (goods.client.http.post(ORDERS, content=text, headers=headers) for text in texts)
    for other in others:
        replayed(first, other)


@pytest.mark.requirement("idempotency:key:namespace", "modes:test:separate")
def test_the_same_key_in_another_operation_account_or_mode_is_another_key(
    server: Server, goods: Sandbox
) -> None:
    key = fresh("key")
    test = server.key(goods.client.account_id, mode="test")
    seen = set()
    for client in (goods.client, test, server.account()):
        answer = client.post("/api/warehouses", {"name": "Same"}, key=key)
        brokers = client.post("/api/brokers", {"name": "Same", "email": "a@b.example"}, key=key)
        patched = client.patch("/api/account", {"incoterm": "DAP"}, headers={"idempotency-key": key})
        for each in (answer, brokers, patched):
            assert "idempotent-replayed" not in each.headers
            client.ok(each)
        seen |= {answer.json()["id"], brokers.json()["id"]}
    assert len(seen) == 6


@pytest.mark.requirement("idempotency:key:namespace")
def test_one_key_on_two_rows_of_one_path_is_a_conflict(goods: Sandbox) -> None:
    key = fresh("key")
    first, second = (goods.plan(goods.order())["exportId"] for _ in range(2))
    goods.client.ok(goods.client.post(f"/api/exports/{first}/cancel", {}, key=key))
    refused(goods.client.post(f"/api/exports/{second}/cancel", {}, key=key), 409, "IDEMPOTENCY_CONFLICT")
    assert goods.inspect(second)["state"] == "BATCHED"


@pytest.mark.requirement("idempotency:record:committed-only")
def test_refusals_are_not_stored_so_that_the_key_works_once_the_fault_is_fixed(
    server: Server, goods: Sandbox
) -> None:
    key, reader, order = fresh("key"), server.key(goods.client.account_id, scopes="read"), goods.order()
    asked = goods.request(order)
    client = goods.client
    wrong = {"authorization": "Bearer shpbndl_live_wrong", "idempotency-key": key}
    refused(httpx.post(f"{server.url}{PLAN}", json=asked, headers=wrong, timeout=60), 401, "INVALID_API_KEY")
    refused(reader.post(PLAN, asked, key=key), 403, "INSUFFICIENT_SCOPE")
    assert issues(client.post(PLAN, goods.request(), key=key))
    refused(client.post(PLAN, asked | {"warehouseId": "wh_x"}, key=key), 400, "INVALID_ACCOUNT_SCOPE")
    refused(client.post(PLAN, goods.request("ord_x"), key=key), 400, "INVALID_ORDER_REFERENCE")
    refused(client.post(PLAN, asked | {"batchId": "batch_x"}, key=key), 404, "NOT_FOUND")
    batch = client.ok(client.post(PLAN, asked, key=key))["exportId"]
    refused(client.post(EXECUTE, {"batchId": "batch_x"}, key=key), 404, "NOT_FOUND")
    stale = {"batchId": batch, "expectedPlanHash": "planhash_stale"}
    refused(client.post(EXECUTE, stale, key=key), 409, "PLAN_CHANGED")
    assert client.ok(client.post(EXECUTE, {"batchId": batch}, key=key))["state"] == "COMPLETED"


@pytest.mark.requirement("idempotency:replay:no-second-effect", "execute:retry:lost-answer")
def test_repeating_an_execute_sends_nothing_again(goods: Sandbox, mailbox: BrokerMailbox) -> None:
    batch = {"batchId": goods.plan(goods.order())["exportId"]}
    key, already = fresh("key"), len(mailbox.to(goods.broker_email))
    first = goods.client.post(EXECUTE, batch, key=key)
    seen = goods.inspect(batch["batchId"])
    replayed(first, goods.client.post(EXECUTE, batch, key=key))
    assert goods.inspect(batch["batchId"]) == seen
    assert len(mailbox.to(goods.broker_email)) == already + 1


@pytest.mark.requirement("idempotency:retention:days")
def test_a_key_is_kept_thirty_days_and_that_of_an_execute_for_good(server: Server, goods: Sandbox) -> None:
    keys = {"plan": fresh("key"), "execute": fresh("key")}
    batch = goods.client.ok(goods.client.post(PLAN, goods.request(goods.order()), key=keys["plan"]))[
        "exportId"
    ]
    goods.client.ok(goods.client.post(EXECUTE, {"batchId": batch}, key=keys["execute"]))
    with server.rows() as database:
        rows = database.execute(select(tables.replays).where(tables.replays.c.key.in_(keys.values())))
        kept = {row.key: (row.created_at, row.expires_at) for row in rows}
    at, until = (datetime.fromisoformat(each) for each in kept[keys["plan"]])
    assert until - at == timedelta(days=30)
    assert kept[keys["execute"]][1] is None
