"""Inspect: the truth after every write, nothing before there is anything, and an ETag that follows it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.serving.sandbox import METAL_BOOK, Sandbox, fresh, sandbox
from tests.serving.server import Server
from tests.serving.waiting import wait_until


@pytest.fixture(scope="module")
def done(goods: Sandbox) -> dict[str, Any]:
    """An executed export with a finding, and its inspection."""
    order = goods.order(goods.product(METAL_BOOK))
    executed = goods.executed(order, goods.order(destinationCountry="MX"))
    return {"order": order, "executed": executed, "seen": goods.inspect(executed["exportId"])}


@pytest.mark.requirement("inspect:answer:planned-only", "inspect:answer:nested", "inspect:truth:after-write")
def test_before_execution_there_is_a_plan_and_nothing_else(goods: Sandbox) -> None:
    planned = goods.plan(goods.order())
    seen = goods.inspect(planned["exportId"])
    assert seen["customsPackage"] is seen["brokerSubmission"] is None
    assert seen["artifacts"] == seen["notifications"] == []
    assert seen["export"]["execution"] == {"customs_package_id": None, "executed_at": None}
    assert seen["export"]["inspection"] == {"artifact_count": 0, "notification_count": 0}
    assert seen["batch"]["executed_at"] is None
    assert (seen["state"], seen["planHash"]) == ("BATCHED", planned["planHash"])
    assert seen["validationMessages"] == planned["validationMessages"]


@pytest.mark.requirement("inspect:answer:nested", "lifecycle:states:raw", "inspect:truth:after-write")
def test_the_nested_blocks_repeat_the_top(goods: Sandbox, done: dict[str, Any]) -> None:
    seen, executed = done["seen"], done["executed"]
    export, batch = seen["export"], seen["batch"]
    assert {export["batch_id"], batch["id"], seen["exportId"]} == {executed["exportId"]}
    states = (seen["state"], seen["status"], export["status"], export["lifecycle_state"], batch["state"])
    assert set(states) == {"COMPLETED"}
    assert batch["raw_state"] == "completed"
    assert export["planHash"] == seen["planHash"] == executed["planHash"]
    assert export["plan"]["readinessState"] == seen["readinessState"] == "REVIEW_REQUIRED"
    assert export["plan"]["included_order_ids"] == [done["order"]]
    assert export["execution"] == {
        "customs_package_id": executed["customs_package_id"],
        "executed_at": executed["execution_timestamp"],
    }
    assert batch["executed_at"] == executed["execution_timestamp"]
    assert export["inspection"] == {
        "artifact_count": len(seen["artifacts"]),
        "notification_count": len(seen["notifications"]),
    }
    assert seen["artifacts"] == executed["artifacts"]
    assert seen["brokerSubmission"] == executed["brokerSubmission"]
    assert (batch["warehouse_id"], batch["broker_id"]) == (goods.warehouse_id, goods.broker_id)
    assert batch["destination_country"] == "US"


@pytest.mark.requirement("inspect:answer:notifications", "inspect:answer:package")
def test_notifications_and_package_are_objects_here(done: dict[str, Any]) -> None:
    seen = done["seen"]
    assert [each["id"] for each in seen["notifications"]] == done["executed"]["notification_ids"]
    for notification in seen["notifications"]:
        assert notification.keys() >= {"id", "channel", "status", "created_at"}
        assert notification["status"] == "sent"
    assert {each["channel"] for each in seen["notifications"]} == {"EMAIL", "API"}
    package = seen["customsPackage"]
    assert package["id"] == done["executed"]["customs_package_id"]
    assert package["state"] == "sent_to_broker"
    assert seen["brokerSubmission"]["subject"].endswith(package["packageNumber"])


@pytest.mark.requirement("inspect:answer:snapshot", "inspect:answer:next-action")
def test_the_summary_and_the_plans_next_action_stay(done: dict[str, Any]) -> None:
    seen = done["seen"]
    assert (
        seen["snapshot"].items()
        >= {
            "included_order_ids": [done["order"]],
            "planHash": seen["planHash"],
        }.items()
    )
    assert seen["batch"]["next_recommended_action"] == "review_flags_then_execute"


@pytest.mark.requirement("inspect:answer:events", "events:order:append-only")
def test_the_events_of_the_export_stand_in_order(goods: Sandbox, done: dict[str, Any]) -> None:
    events = done["seen"]["events"]
    assert [event["sequence"] for event in events] == sorted(event["sequence"] for event in events)
    assert [event["created_at"] for event in events] == sorted(event["created_at"] for event in events)
    types = [event["type"] for event in events]
    assert types[:2] == ["export.batch_created", "export.planned"]
    assert {event["payload"]["batchId"] for event in events} == {done["executed"]["exportId"]}
    assert goods.inspect(done["executed"]["exportId"])["events"][: len(events)] == events


@pytest.mark.requirement("inspect:cache:etag", "inspect:cache:changes")
def test_the_etag_answers_304_until_anything_shown_changes(goods: Sandbox) -> None:
    order = goods.order()
    export_id = goods.plan(order)["exportId"]
    path, tags = f"/api/exports/{export_id}", []

    def changes() -> None:
        first = goods.client.get(path)
        tag = first.headers["etag"]
        for condition in (tag, f"W/{tag}", f'"other", {tag}', "*"):
            again = goods.client.get(path, headers={"if-none-match": condition})
            assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
            assert again.headers["x-request-id"].startswith("req_")
        assert goods.client.get(path, headers={"if-none-match": '"other"'}).content == first.content
        if tags:
            stale = goods.client.get(path, headers={"if-none-match": tags[-1]})
            assert stale.status_code == 200
        tags.append(tag)

    changes()
    goods.plan(order, batchId=export_id)
    changes()
    goods.client.ok(goods.client.post("/api/exports/execute", {"batchId": export_id}))
    changes()
    goods.client.ok(goods.client.post(f"/api/exports/{export_id}/resubmit", {}))
    wait_until(lambda: goods.inspect(export_id), lambda seen: seen["brokerSubmission"]["status"] == "sent")
    changes()
    assert len(set(tags)) == 4


@pytest.fixture(scope="module")
def hasty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    """On a server whose execute does not wait, with no mail server."""
    home: Path = tmp_path_factory.mktemp("hasty") / "home"
    running = Server(home, environment={"ENTRYGO_EXECUTE_WAIT_SECONDS": "0"}).start()
    yield sandbox(running.account())
    running.stop()


@pytest.mark.requirement(
    "inspect:truth:while-executing", "execute:wait:bounded", "submission:status:no-server"
)
def test_an_execution_under_way_is_told_as_it_is_without_waiting(hasty: Sandbox) -> None:
    """A hundred orders, so that their papers take a while; nobody waits for them."""
    line = {"productId": hasty.book_id, "quantity": 1, "unitValueUsd": 20}
    items = [{"externalId": fresh("order"), "destinationCountry": "US", "items": [line]} for _ in range(100)]
    synced = hasty.client.ok(hasty.client.post("/api/orders/sync", {"items": items}))["data"]
    export_id = hasty.plan(*[order["id"] for order in synced])["exportId"]
    answered = hasty.client.ok(hasty.client.post("/api/exports/execute", {"batchId": export_id}))
    seen = hasty.inspect(export_id)
    assert answered["state"] == seen["state"] == "EXECUTING"
    assert seen["batch"]["raw_state"] == "executing"
    assert (answered["execution_timestamp"], seen["batch"]["executed_at"]) == (None, None)
    assert answered["brokerSubmission"] is seen["brokerSubmission"] is None
    assert seen["customsPackage"]["state"] == "generated"
    assert seen["artifacts"] == answered["artifacts"] == []
    seen = wait_until(
        lambda: hasty.inspect(export_id),
        lambda found: found["state"] != "EXECUTING" and found["brokerSubmission"]["attempts"],
        seconds=60,
    )
    assert (seen["state"], seen["brokerSubmission"]["status"]) == ("COMPLETED", "pending")
    assert seen["brokerSubmission"]["error_message"] == (
        "No mail server is configured (ENTRYGO_SMTP_URL), so the message was not sent."
    )
    assert seen["brokerSubmission"]["sent_at"] is None
    assert "broker.notified" not in [event["type"] for event in seen["events"]]
