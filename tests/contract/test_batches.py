"""Batches of the server's own choice of orders: all that are open, and those that stop another batch."""

import pytest

from entrygo.contract.requests.catalogue import OrderPatch
from tests.serving.refusals import refused
from tests.serving.sandbox import BOOK, WAREHOUSE, Sandbox, sandbox
from tests.serving.server import Server

NO_CODE = {name: value for name, value in BOOK.items() if name != "hsCode"}


@pytest.fixture
def own(server: Server) -> Sandbox:
    """An account of the test's own."""
    return sandbox(server.account())


def test_open_orders_that_no_batch_holds_are_planned_oldest_first_and_once(own: Sandbox) -> None:
    held, exported = own.order(), own.order()
    own.plan(held)
    own.executed(exported)
    own.order(status="cancelled")
    own.order(destinationCountry="CA")
    first, second, third = own.order(), own.order(), own.order()
    tried = own.client.ok(own.client.post("/api/exports/plan-open", {"dryRun": True}))
    assert (tried["included_order_ids"], tried["exportId"]) == ([first, second, third], None)
    answer = own.client.post("/api/exports/plan-open", {"maxOrders": 2}, key="open-1")
    assert own.client.ok(answer)["included_order_ids"] == [first, second]
    again = own.client.post("/api/exports/plan-open", {"maxOrders": 2}, key="open-1")
    assert (again.content, again.headers["idempotent-replayed"]) == (answer.content, "true")
    rest = own.client.ok(own.client.post("/api/exports/plan-open", {}))
    assert rest["included_order_ids"] == [third]
    told = refused(own.client.post("/api/exports/plan-open", {}), 400, "INVALID_ORDER_REFERENCE")
    assert told["details"] == {"openOrders": 0}
    own.client.ok(own.client.post(f"/api/exports/{rest['exportId']}/cancel", {}))
    assert own.client.ok(own.client.post("/api/exports/plan-open", {}))["included_order_ids"] == [third]


def test_an_account_of_two_warehouses_names_the_one_it_means(own: Sandbox) -> None:
    own.client.ok(own.client.post("/api/warehouses", WAREHOUSE | {"name": "Laval"}))
    own.order()
    told = refused(own.client.post("/api/exports/plan-open", {}), 400, "VALIDATION_ERROR")
    assert [each["path"] for each in told["details"]["issues"]] == ["warehouseId"]
    own.client.ok(own.client.post("/api/exports/plan-open", {"warehouseId": own.warehouse_id}))


def test_orders_that_stop_a_batch_are_split_off_into_one_of_their_own(own: Sandbox) -> None:
    bare = own.product(NO_CODE)
    good, bad, fine = own.order(), own.order(bare), own.order()
    whole = own.plan(good, bad, fine)
    assert whole["readinessState"] == "BLOCKED"
    path = f"/api/exports/{whole['exportId']}/split-off"
    stale = own.client.post(path, {"expectedPlanHash": "planhash_" + "0" * 64})
    refused(stale, 409, "PLAN_CHANGED")
    answer = own.client.post(path, {"expectedPlanHash": whole["planHash"]}, key="split-1")
    split = own.client.ok(answer)
    assert split["stays"]["exportId"] == whole["exportId"]
    assert (split["stays"]["readinessState"], split["stays"]["included_order_ids"]) == ("READY", [good, fine])
    assert (split["splitOff"]["readinessState"], split["splitOff"]["included_order_ids"]) == (
        "BLOCKED",
        [bad],
    )
    assert (
        own.client.post(path, {"expectedPlanHash": whole["planHash"]}, key="split-1").content
        == answer.content
    )
    assert own.inspect(split["splitOff"]["exportId"])["state"] == "BATCHED"
    told = refused(own.client.post(path, {}), 409, "INVALID_EXPORT_STATE")
    assert "orderIds" in told["message"]
    all_of_it = own.client.post(path, {"orderIds": [good, fine]})
    assert "nothing would stay" in refused(all_of_it, 409, "INVALID_EXPORT_STATE")["message"]
    foreign = refused(own.client.post(path, {"orderIds": [good, bad]}), 400, "VALIDATION_ERROR")
    assert bad in foreign["details"]["issues"][0]["message"]
    done = own.client.ok(own.client.post("/api/exports/execute", {"batchId": whole["exportId"]}))
    assert done["state"] == "COMPLETED"


def test_an_orders_receiver_is_changed_and_the_rest_of_it_stays(own: Sandbox) -> None:
    order = own.order(shipTo={"name": "Dana Reed", "city": "Buffalo", "country": "US"}, packages=2)
    receiver = {"name": "Dana Reed", "city": "Troy", "region": "NY", "postalCode": "12180", "country": "USA"}
    changed = own.client.ok(own.client.patch(f"/api/orders/{order}", {"shipTo": receiver}))
    (kept,) = changed["data"]
    assert (kept["shipTo"]["city"], kept["shipTo"]["country"], kept["packages"]) == ("Troy", "US", 2)
    assert changed["warnings"] == []
    assert (
        own.client.ok(own.client.patch(f"/api/orders/{order}", {"shipTo": None}))["data"][0]["shipTo"] is None
    )
    own.executed(order)
    late = own.client.ok(own.client.patch(f"/api/orders/{order}", {"shipTo": receiver}))
    assert [each["code"] for each in late["warnings"]] == ["ORDER_ALREADY_EXPORTED"]
    assert late["data"][0]["status"] == "exported"


def test_each_field_that_a_patch_of_an_order_takes_is_kept(own: Sandbox) -> None:
    receiver = {"name": "Dana Reed", "city": "Troy", "region": "NY", "postalCode": "12180", "country": "US"}
    given = {
        "shipTo": receiver,
        "buyer": receiver | {"name": "Lee Gray"},
        "destinationRegion": "NY",
        "destinationPostalCode": "12180",
        "soldOn": "2026-11-02",
        "packages": 3,
        "clearance": "formal",
    }
    assert {each.alias or name for name, each in OrderPatch.model_fields.items()} - {"accountId"} == set(
        given
    )
    for name, value in given.items():
        order = own.order(clearance="section 321")
        (kept,) = own.client.ok(own.client.patch(f"/api/orders/{order}", {name: value}))["data"]
        shown = kept[name]
        if isinstance(value, dict):
            shown = {each: shown[each] for each in value}
        assert shown == value, name
