"""Execute: what it answers, what it refuses without doing anything, and that an order leaves once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from tests.serving.broker_mailbox import BrokerMailbox
from tests.serving.sandbox import BOOK, METAL_BOOK, Sandbox, fresh
from tests.serving.server import Server

pytestmark = pytest.mark.database(both=True)


def execute(goods: Sandbox, export_id: str, key: str | None = None, **more: Any) -> httpx.Response:
    """One call of execute."""
    return goods.client.post("/api/exports/execute", {"batchId": export_id} | more, key)


def problem(answer: httpx.Response, status: int, code: str) -> dict[str, Any]:
    """The details of a refusal."""
    assert (answer.status_code, answer.json()["errorCode"]) == (status, code), answer.text
    details: dict[str, Any] = answer.json()["details"]
    return details


def nothing_done(goods: Sandbox, export_id: str) -> None:
    """The export is as planning left it."""
    seen = goods.inspect(export_id)
    assert (seen["state"], seen["customsPackage"], seen["brokerSubmission"]) == ("BATCHED", None, None)
    assert (seen["artifacts"], seen["notifications"]) == ([], [])
    assert {event["type"] for event in seen["events"]} <= {
        "export.batch_created",
        "export.planned",
        "export.replanned",
    }


@pytest.mark.requirement(
    "execute:answer:completed",
    "execute:answer:hash",
    "execute:answer:artifacts",
    "execute:answer:notifications",
    "execute:answer:submission",
    "execute:answer:timestamp",
    "submission:status:sent",
)
def test_an_executed_batch_tells_what_became_of_it(goods: Sandbox, mailbox: BrokerMailbox) -> None:
    planned = goods.plan(goods.order())
    done = goods.client.ok(execute(goods, planned["exportId"], fresh("run")))
    assert done["state"] == done["status"] == "COMPLETED"
    assert done["exportId"] == done["batch_id"] == planned["exportId"]
    assert done["planHash"] == planned["planHash"]
    assert all(file.keys() >= {"artifact_type", "filename", "generated_at"} for file in done["artifacts"])
    assert len(set(done["notification_ids"])) == 2
    assert done["notifications"] == done["notification_ids"]
    at = datetime.fromisoformat(done["execution_timestamp"])
    assert timedelta(0) <= datetime.now(UTC) - at < timedelta(minutes=1)
    submission = done["brokerSubmission"]
    assert submission["id"].startswith("bes_")
    assert (submission["submission_type"], submission["status"]) == ("EMAIL", "sent")
    assert (submission["recipient_email"], submission["error_message"]) == (goods.broker_email, None)
    assert datetime.fromisoformat(submission["sent_at"]) >= at
    [mail] = [mail for mail in mailbox.to(goods.broker_email) if mail["Subject"] == submission["subject"]]
    assert mail["Message-ID"] == submission["message_id"]


@pytest.mark.requirement("execute:retry:lost-answer")
def test_a_lost_answer_is_asked_for_again_and_nothing_happens_twice(
    goods: Sandbox, mailbox: BrokerMailbox
) -> None:
    export_id, key = goods.plan(goods.order())["exportId"], fresh("run")
    first, again = execute(goods, export_id, key), execute(goods, export_id, key)
    assert first.status_code == again.status_code == 200
    assert again.content == first.content
    assert again.headers["idempotent-replayed"] == "true"
    subject = first.json()["brokerSubmission"]["subject"]
    assert len([mail for mail in mailbox.to(goods.broker_email) if mail["Subject"] == subject]) == 1
    events = [event["type"] for event in goods.inspect(export_id)["events"]]
    assert events.count("export.executed") == 1


@pytest.mark.requirement("execute:unknown:batch")
def test_an_absent_or_foreign_batch_is_not_found(goods: Sandbox, server: Server) -> None:
    mine = goods.plan(goods.order())["exportId"]
    other = server.account("Other Goods Ltd")
    for answer in (
        execute(goods, "batch_absent"),
        other.post("/api/exports/execute", {"batchId": mine}),
    ):
        assert (answer.status_code, answer.json()["errorCode"]) == (404, "NOT_FOUND")
    nothing_done(goods, mine)


@pytest.mark.requirement("execute:blocked:refused", "execute:blocked:details")
def test_a_blocked_plan_is_refused_with_its_reasons(goods: Sandbox) -> None:
    nameless = goods.product(BOOK | {"countryOfOrigin": None})
    planned = goods.plan(goods.order(nameless))
    details = problem(execute(goods, planned["exportId"], fresh("run")), 409, "INVALID_EXPORT_STATE")
    assert details == {
        "currentState": "BATCHED",
        "readinessState": "BLOCKED",
        "validationMessages": planned["validationMessages"],
    }
    nothing_done(goods, planned["exportId"])


@pytest.mark.requirement("execute:review:allowed")
def test_a_plan_to_review_executes(goods: Sandbox) -> None:
    planned = goods.plan(goods.order(goods.product(METAL_BOOK)))
    assert planned["readinessState"] == "REVIEW_REQUIRED"
    assert goods.client.ok(execute(goods, planned["exportId"]))["state"] == "COMPLETED"


@pytest.mark.requirement("execute:facts:changed", "execute:facts:details", "execute:facts:replanned")
def test_a_plan_whose_facts_moved_is_refused_told_apart_and_runs_after_planning_anew(goods: Sandbox) -> None:
    book = BOOK | {"externalId": fresh("moving")}
    product_id = goods.client.ok(goods.client.post("/api/products/sync", {"items": [book]}))["data"][0]["id"]
    order, key = goods.order(product_id), fresh("run")
    planned = goods.plan(order)
    goods.client.ok(goods.client.patch(f"/api/products/{product_id}", {"netWeightKg": 0.7}))
    details = problem(execute(goods, planned["exportId"], key), 409, "PLAN_CHANGED")
    assert details["expectedPlanHash"] == planned["planHash"]
    assert details["currentPlanHash"] != planned["planHash"]
    assert any(book["sku"] in sentence and "0.7" in sentence for sentence in details["diff"]["changed"])
    assert details["diff"]["patch"]
    nothing_done(goods, planned["exportId"])
    anew = goods.plan(order, batchId=planned["exportId"])
    assert anew["planHash"] == details["currentPlanHash"]
    assert goods.client.ok(execute(goods, planned["exportId"], key))["planHash"] == anew["planHash"]


@pytest.mark.requirement("execute:facts:changed")
def test_a_fact_that_no_plan_is_made_from_may_change(goods: Sandbox) -> None:
    planned = goods.plan(goods.order())
    moved = {"notificationEmail": f"{fresh('dock')}@maple.example"}
    goods.client.ok(goods.client.patch(f"/api/warehouses/{goods.warehouse_id}", moved))
    done = goods.client.ok(execute(goods, planned["exportId"]))
    assert (done["state"], done["planHash"]) == ("COMPLETED", planned["planHash"])


@pytest.mark.requirement("execute:facts:expected-hash", "execute:facts:details")
def test_the_callers_expected_hash_is_held_against_the_current_plan(goods: Sandbox) -> None:
    first, second = goods.order(), goods.order()
    reviewed = goods.plan(first)
    export_id = reviewed["exportId"]
    current = goods.plan(first, second, batchId=export_id)
    stale = execute(goods, export_id, expectedPlanHash=reviewed["planHash"])
    details = problem(stale, 409, "PLAN_CHANGED")
    assert details["expectedPlanHash"] == reviewed["planHash"]
    assert details["currentPlanHash"] == current["planHash"]
    assert f"Order {goods.name(second)} was added." in details["diff"]["changed"]
    unheard = execute(goods, export_id, expectedPlanHash="planhash_" + "0" * 64)
    assert problem(unheard, 409, "PLAN_CHANGED")["diff"] is None
    nothing_done(goods, export_id)
    assert execute(goods, export_id, expectedPlanHash=current["planHash"]).status_code == 200


@pytest.mark.requirement("execute:once:order", "execute:once:code")
def test_a_second_batch_with_an_exported_order_is_refused_and_names_it(goods: Sandbox) -> None:
    shared, free = goods.order(), goods.order()
    winner, loser = goods.plan(shared)["exportId"], goods.plan(shared, free)["exportId"]
    goods.client.ok(execute(goods, winner))
    details = problem(execute(goods, loser), 409, "INVALID_EXPORT_STATE")
    assert details["conflictingOrderIds"] == [shared]
    nothing_done(goods, loser)
    anew = goods.plan(shared, free, batchId=loser)
    assert [each["reason_code"] for each in anew["excluded_orders"]] == ["ALREADY_EXPORTED"]
    assert goods.client.ok(execute(goods, loser))["state"] == "COMPLETED"


@pytest.mark.requirement("execute:once:race")
def test_of_batches_racing_for_one_order_exactly_one_wins(goods: Sandbox) -> None:
    shared = goods.order()
    batches = [goods.plan(shared, goods.order())["exportId"] for _ in range(6)]
    with ThreadPoolExecutor(len(batches)) as pool:
        answers = list(pool.map(lambda export_id: execute(goods, export_id), batches))
    assert sorted(answer.status_code for answer in answers) == [200, *[409] * 5]
    for batch, answer in zip(batches, answers, strict=True):
        if answer.status_code == 409:
            assert problem(answer, 409, "INVALID_EXPORT_STATE")["conflictingOrderIds"] == [shared]
            nothing_done(goods, batch)
        else:
            assert goods.inspect(batch)["state"] == "COMPLETED"


@pytest.mark.requirement("execute:once:second-call")
def test_another_key_does_not_execute_a_completed_batch_again(goods: Sandbox) -> None:
    done = goods.executed()
    for key in (fresh("run"), None):
        again = execute(goods, done["exportId"], key)
        assert problem(again, 409, "INVALID_EXPORT_STATE") == {"currentState": "COMPLETED"}
        assert again.json()["message"] == "Export batch cannot be executed from current state."
