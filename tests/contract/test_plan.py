"""Plan as a protocol step: what it takes and answers, the dry run, and planning a batch anew."""

from datetime import UTC, datetime
from typing import Any

import pytest

from entrygo.contract.times import entry_date_at
from tests.serving.sandbox import METAL_BOOK, WAREHOUSE, Sandbox, fresh
from tests.serving.server import Server

HEAD = ("exportId", "batch_id", "state", "status")


def headless(answer: dict[str, Any]) -> dict[str, Any]:
    """A plan's answer without what belongs to the batch."""
    return {name: value for name, value in answer.items() if name not in HEAD}


def counts(goods: Sandbox) -> tuple[list[str], list[str]]:
    """The ids of the newest exports and of every event of the account."""
    exports = goods.client.ok(goods.client.get("/api/exports?limit=100"))["data"]
    events = goods.client.ok(goods.client.get("/api/events?limit=100"))["data"]
    return [row["exportId"] for row in exports], [row["id"] for row in events]


@pytest.mark.requirement("plan:answer:batched", "plan:answer:strategy", "plan:request:fields")
def test_a_stored_plan_is_a_batch_and_says_in_words_what_to_do(goods: Sandbox) -> None:
    more = {"destinationCountry": "US", "dryRun": False, "batchId": None, "idempotencyKey": fresh("plan")}
    planned = goods.plan(goods.order(), **more)
    assert planned["state"] == planned["status"] == "BATCHED"
    assert planned["exportId"] == planned["batch_id"]
    assert planned["exportId"].startswith("batch_")
    assert len(planned["recommended_strategy"].split()) > 5
    assert planned["recommended_strategy"].endswith(".")


@pytest.mark.requirement("plan:effects:none")
def test_planning_leaves_nothing_outside(goods: Sandbox, mailbox) -> None:
    planned = goods.plan(goods.order())
    seen = goods.inspect(planned["exportId"])
    assert seen["customsPackage"] is seen["brokerSubmission"] is None
    assert seen["artifacts"] == seen["notifications"] == []
    assert mailbox.to(goods.broker_email) == []


@pytest.mark.requirement("plan:orders:duplicates", "plan:orders:order-kept")
def test_an_order_named_twice_counts_once_at_its_first_place(goods: Sandbox) -> None:
    first, second = goods.order(value=10), goods.order(value=30)
    doubled = goods.plan(second, first, second, second)
    assert doubled["included_order_ids"] == [second, first]
    assert doubled["duty_estimate"]["totals"]["valueUsd"] == 40
    assert doubled["planHash"] == goods.plan(first, second)["planHash"]


@pytest.mark.requirement(
    "plan:excluded:destination",
    "plan:excluded:exported",
    "plan:excluded:cancelled",
    "plan:excluded:no-lines",
    "plan:excluded:reasons",
    "plan:orders:order-kept",
)
def test_orders_that_cannot_go_are_named_with_their_reason_in_the_requests_order(goods: Sandbox) -> None:
    gone = goods.order()
    goods.executed(gone)
    abroad = goods.order(destinationCountry="MX")
    empty = goods.order(items=[])
    cancelled = goods.order(status="cancelled")
    fine = goods.order()
    planned = goods.plan(cancelled, abroad, fine, gone, empty)
    assert planned["included_order_ids"] == [fine]
    assert planned["excluded_order_ids"] == [cancelled, abroad, gone, empty]
    assert planned["excluded_orders"] == [
        {"order_id": cancelled, "reason_code": "CANCELLED", "message": "The order is cancelled."},
        {
            "order_id": abroad,
            "reason_code": "DESTINATION_MISMATCH",
            "message": "The order goes to MX, the plan to US.",
        },
        {
            "order_id": gone,
            "reason_code": "ALREADY_EXPORTED",
            "message": "The order was exported before; an order is exported once.",
        },
        {"order_id": empty, "reason_code": "NO_LINES", "message": "The order has no lines."},
    ]


@pytest.mark.requirement("plan:excluded:nothing-left")
def test_a_plan_without_an_exportable_order_is_blocked_and_still_stored(goods: Sandbox) -> None:
    planned = goods.plan(goods.order(destinationCountry="MX"))
    assert (planned["readinessState"], planned["included_order_ids"]) == ("BLOCKED", [])
    assert [message["code"] for message in planned["validationMessages"]] == ["NO_EXPORTABLE_ORDERS"]
    assert planned["validationMessages"][0]["severity"] == "error"
    assert goods.inspect(planned["exportId"])["readinessState"] == "BLOCKED"


@pytest.mark.requirement("entries:structure:informal", "entries:structure:formal")
def test_a_cent_over_2500_makes_the_entry_formal(goods: Sandbox) -> None:
    at, over = (goods.plan(goods.order(value=value), dryRun=True) for value in (2500, 2500.01))
    assert [unit["entry_type"] for unit in at["export_units"]] == ["11"]
    assert [unit["entry_type"] for unit in over["export_units"]] == ["01"]


@pytest.mark.requirement("plan:shipment:optional", "plan:routing:context")
def test_a_shipment_of_one_plan_goes_before_the_warehouses_own_crossing(goods: Sandbox) -> None:
    shipment = {
        "entryDate": "2026-11-30",
        "portOfEntry": "3004",
        "mode": "air",
        "carrierScac": "ABCD",
        "papsNumber": "ABCD123456",
        "eta": "2026-11-30T10:00:00.000Z",
    }
    planned = goods.plan(goods.order(), shipment=shipment)
    assert planned["routing_context"] == {
        "warehouse_id": goods.warehouse_id,
        "broker_id": goods.broker_id,
        "destination_country": "US",
        "port_of_entry": "3004",
        "mode": "air",
        "carrier_scac": "ABCD",
        "paps_number": "ABCD123456",
    }
    plain = goods.plan(goods.order(), shipment=None)["routing_context"]
    assert (plain["port_of_entry"], plain["mode"]) == (WAREHOUSE["portOfEntry"], WAREHOUSE["mode"])


@pytest.mark.requirement("plan:shipment:date-default")
@pytest.mark.parametrize(
    ("port", "hour", "day"),
    [
        ("0901", 4, "2026-11-22"),
        ("0901", 6, "2026-11-23"),
        ("3004", 6, "2026-11-22"),
        ("3004", 9, "2026-11-23"),
        (None, 4, "2026-11-22"),
    ],
)
def test_today_is_the_ports_own_day(port: str | None, hour: int, day: str) -> None:
    """Buffalo is five hours behind Greenwich, Blaine eight."""
    assert entry_date_at(port, datetime(2026, 11, 23, hour, tzinfo=UTC)).isoformat() == day


@pytest.mark.requirement("plan:dry-run:same-answer", "plan:dry-run:ids", "plan_hash:stable:dry-run")
def test_a_dry_run_answers_what_the_stored_plan_answers_and_is_no_batch(goods: Sandbox) -> None:
    orders = goods.order(goods.product(METAL_BOOK)), goods.order()
    dry = goods.plan(*orders, dryRun=True, idempotencyKey=fresh("dry"))
    stored = goods.plan(*orders, idempotencyKey=fresh("stored"))
    assert headless(dry) == headless(stored)
    assert [dry[name] for name in HEAD] == [None, None, "PLANNED", "PLANNED"]


@pytest.mark.requirement("plan:dry-run:nothing-stored")
def test_a_dry_run_leaves_no_export_and_no_event(goods: Sandbox) -> None:
    order = goods.order()
    before = counts(goods)
    goods.plan(order, dryRun=True)
    assert counts(goods) == before


@pytest.mark.requirement("plan:dry-run:key")
def test_a_dry_run_takes_no_key_so_the_plan_itself_may_have_it(goods: Sandbox) -> None:
    order, key = goods.order(), fresh("key")
    body = goods.request(order, dryRun=True)
    answers = [goods.client.post("/api/exports/plan", body, key) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert not any("idempotent-replayed" in answer.headers for answer in answers)
    stored = goods.client.post("/api/exports/plan", goods.request(order), key)
    assert stored.status_code == 200
    assert goods.client.ok(stored)["state"] == "BATCHED"
    repeated = goods.client.post("/api/exports/plan", goods.request(order), key)
    assert repeated.headers["idempotent-replayed"] == "true"
    assert repeated.content == stored.content


@pytest.mark.requirement("plan:replan:in-place", "plan:replan:hash", "plan:replan:history")
def test_planning_anew_keeps_the_id_and_the_history_and_the_hash_while_no_fact_changed(
    goods: Sandbox,
) -> None:
    order = goods.order()
    first = goods.plan(order)
    same = goods.plan(order, batchId=first["exportId"])
    assert (same["exportId"], same["planHash"]) == (first["exportId"], first["planHash"])
    more = goods.plan(order, goods.order(), batchId=first["exportId"])
    assert more["exportId"] == first["exportId"]
    assert more["planHash"] != first["planHash"]
    assert goods.inspect(first["exportId"])["export"]["plan"]["plan_count"] == 3
    told = goods.client.ok(goods.client.get(f"/api/exports/{first['exportId']}/diff?from=1&to=2"))
    assert (told["from"]["planHash"], told["to"]["planHash"]) == (first["planHash"], same["planHash"])
    assert (told["changed"], told["patch"]) == ([], [])


@pytest.mark.requirement("plan:replan:orders", "plan:replan:diff")
def test_planning_anew_with_other_orders_is_told_by_the_diff(goods: Sandbox) -> None:
    kept, dropped, added = goods.order(), goods.order(), goods.order()
    first = goods.plan(kept, dropped)
    second = goods.plan(kept, added, batchId=first["exportId"])
    assert second["included_order_ids"] == [kept, added]
    told = goods.client.ok(goods.client.get(f"/api/exports/{first['exportId']}/diff"))
    assert told["from"] == {"plan": 1, "planHash": first["planHash"]}
    assert told["to"] == {"plan": 2, "planHash": second["planHash"]}
    assert f"Order {goods.name(dropped)} was removed." in told["changed"]
    assert f"Order {goods.name(added)} was added." in told["changed"]
    absent = goods.client.get(f"/api/exports/{first['exportId']}/diff?from=1&to=9")
    assert (absent.status_code, absent.json()["errorCode"]) == (404, "NOT_FOUND")


@pytest.mark.requirement("plan:replan:state")
def test_only_a_batched_export_is_planned_anew(goods: Sandbox) -> None:
    cancelled = goods.plan(goods.order())["exportId"]
    goods.client.ok(goods.client.post(f"/api/exports/{cancelled}/cancel", {}))
    for export_id, state in ((goods.executed()["exportId"], "COMPLETED"), (cancelled, "CANCELLED")):
        refused = goods.client.post("/api/exports/plan", goods.request(goods.order(), batchId=export_id))
        assert (refused.status_code, refused.json()["errorCode"]) == (409, "INVALID_EXPORT_STATE")
        assert refused.json()["details"] == {"currentState": state}
        assert goods.inspect(export_id)["export"]["plan"]["plan_count"] == 1


@pytest.mark.requirement("plan:replan:unknown-batch")
def test_planning_anew_a_batch_that_is_absent_or_anothers_is_not_found(
    goods: Sandbox, server: Server
) -> None:
    mine = goods.plan(goods.order())["exportId"]
    other = server.account("Other Goods Ltd")
    ids = {"warehouseId": "wh_1", "brokerId": "br_1", "orderIds": ["ord_1"]}
    for answer in (
        other.post("/api/exports/plan", ids | {"batchId": mine}),
        goods.client.post("/api/exports/plan", goods.request(goods.order(), batchId="batch_absent")),
    ):
        assert (answer.status_code, answer.json()["errorCode"]) == (404, "NOT_FOUND")
        assert answer.json()["message"] == "Export batch not found."


@pytest.mark.requirement("validation:codes:type")
@pytest.mark.parametrize("value", ["true", "no", 1, 0])
def test_a_dry_run_is_asked_for_by_a_boolean_and_nothing_like_one(goods: Sandbox, value: object) -> None:
    """What is nearly true or false is refused: guessed wrong, a trial run would be a batch."""
    refused = goods.client.post("/api/exports/plan", goods.request("ord_1", dryRun=value))
    assert refused.status_code == 400
    assert [(issue["path"], issue["code"]) for issue in refused.json()["details"]["issues"]] == [
        ("dryRun", "invalid_type")
    ]
