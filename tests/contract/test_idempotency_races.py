"""Sixteen callers at once: one effect, whatever they send."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import httpx
import pytest

from tests.serving.broker_mailbox import BrokerMailbox
from tests.serving.refusals import refused
from tests.serving.sandbox import Sandbox, fresh, sandbox
from tests.serving.server import Server

pytestmark = pytest.mark.database(both=True)

PLAN, EXECUTE, ORDERS = "/api/exports/plan", "/api/exports/execute", "/api/orders/sync"
CALLERS = 16


def at_once(call: Callable[[int], httpx.Response], callers: int = CALLERS) -> list[httpx.Response]:
    """The answers of as many callers that start together."""
    barrier = Barrier(callers)

    def wait_and_call(number: int) -> httpx.Response:
        barrier.wait(60)
        return call(number)

    with ThreadPoolExecutor(callers) as threads:
        return list(threads.map(wait_and_call, range(callers)))


def one_answered_the_rest_replayed(answers: list[httpx.Response]) -> dict[str, Any]:
    """One answer is the first; every other one is its replay, or says that the first still runs."""
    done = [each for each in answers if each.status_code == 200]
    for each in answers:
        if each.status_code != 200:
            assert refused(each, 409, "IDEMPOTENCY_IN_PROGRESS")["retryable"] is True
            assert int(each.headers["retry-after"]) >= 1
    assert len({each.content for each in done}) == 1
    assert len([each for each in done if "idempotent-replayed" not in each.headers]) <= 1
    body: dict[str, Any] = done[0].json()
    return body


def shown(goods: Sandbox, name: str) -> list[dict[str, Any]]:
    """The account's rows of a list."""
    rows: list[dict[str, Any]] = goods.client.ok(goods.client.get(f"/api/{name}?limit=100"))["data"]
    return rows


@pytest.mark.requirement("idempotency:progress:waits", "idempotency:sync:replay", "idempotency:record:atomic")
def test_equal_syncs_at_once_make_one_order(goods: Sandbox) -> None:
    line = {"productId": goods.book_id, "quantity": 1, "unitValueUsd": 20}
    body = {"items": [{"externalId": fresh("race"), "destinationCountry": "US", "items": [line]}]}
    key, before = fresh("key"), len(shown(goods, "orders"))
    one_answered_the_rest_replayed(at_once(lambda _: goods.client.post(ORDERS, body, key=key)))
    assert len(shown(goods, "orders")) == before + 1


@pytest.mark.requirement("orders:sync:upsert")
def test_unequal_syncs_of_one_order_at_once_leave_one_order(goods: Sandbox) -> None:
    external = fresh("race")

    def sync(number: int) -> httpx.Response:
        line = {"productId": goods.book_id, "quantity": number + 1, "unitValueUsd": 20}
        order = {"externalId": external, "destinationCountry": "US", "items": [line]}
        return goods.client.post(ORDERS, {"items": [order]})

    answers = [goods.client.ok(each)["data"][0] for each in at_once(sync)]
    assert len({each["id"] for each in answers}) == 1
    (left,) = [each for each in shown(goods, "orders") if each["externalId"] == external]
    assert left["value"] in {each["value"] for each in answers}


@pytest.mark.requirement("idempotency:progress:waits", "idempotency:record:atomic")
def test_equal_plans_at_once_make_one_batch(goods: Sandbox) -> None:
    asked, key, before = goods.request(goods.order()), fresh("key"), len(shown(goods, "exports"))
    planned = one_answered_the_rest_replayed(at_once(lambda _: goods.client.post(PLAN, asked, key=key)))
    assert len(shown(goods, "exports")) == before + 1
    events = [each for each in shown(goods, "events") if each["export_id"] == planned["exportId"]]
    assert sorted(each["type"] for each in events) == ["export.batch_created", "export.planned"]


@pytest.mark.requirement(
    "idempotency:progress:waits", "idempotency:replay:no-second-effect", "idempotency:record:atomic"
)
@pytest.mark.parametrize("_again", range(3))
def test_equal_executes_at_once_send_one_mail(goods: Sandbox, mailbox: BrokerMailbox, _again: int) -> None:
    batch, key = {"batchId": goods.plan(goods.order())["exportId"]}, fresh("key")
    already = len(mailbox.to(goods.broker_email))
    done = one_answered_the_rest_replayed(at_once(lambda _: goods.client.post(EXECUTE, batch, key=key)))
    assert done["state"] == "COMPLETED"
    assert len(mailbox.wait_for(goods.broker_email, already + 1)) == already + 1
    types = [e["type"] for e in shown(goods, "events") if e["export_id"] == batch["batchId"]]
    for once in ("export.executed", "broker.notified", "warehouse.notified"):
        assert types.count(once) == 1
    assert len([e for e in shown(goods, "notifications") if e["export_id"] == batch["batchId"]]) == len(
        done["notification_ids"]
    )


@pytest.mark.requirement("execute:once:second-call", "errors:state:invalid")
@pytest.mark.parametrize("_again", range(3))
def test_of_unequal_executes_of_one_batch_one_wins(
    goods: Sandbox, mailbox: BrokerMailbox, _again: int
) -> None:
    batch = {"batchId": goods.plan(goods.order())["exportId"]}
    already = len(mailbox.to(goods.broker_email))
    answers = at_once(lambda _: goods.client.post(EXECUTE, batch, key=fresh("key")))
    assert sorted(each.status_code for each in answers) == [200] + [409] * (CALLERS - 1)
    for each in answers:
        if each.status_code == 409:
            state = refused(each, 409, "INVALID_EXPORT_STATE")["details"]["currentState"]
            assert state in ("EXECUTING", "COMPLETED")
    assert len(mailbox.wait_for(goods.broker_email, already + 1)) == already + 1
    again = goods.client.post(EXECUTE, batch)
    assert refused(again, 409, "INVALID_EXPORT_STATE")["details"] == {"currentState": "COMPLETED"}


@pytest.mark.requirement("execute:once:race", "execute:once:order", "execute:once:code")
def test_of_batches_racing_for_one_order_exactly_one_wins(goods: Sandbox) -> None:
    contested, count = goods.order(), 4
    batches = [goods.plan(contested, goods.order())["exportId"] for _ in range(count)]
    answers = at_once(lambda n: goods.client.post(EXECUTE, {"batchId": batches[n]}), count)
    assert sorted(each.status_code for each in answers) == [200] + [409] * (count - 1)
    for batch, answer in zip(batches, answers, strict=True):
        if answer.status_code == 409:
            details = refused(answer, 409, "INVALID_EXPORT_STATE")["details"]
            assert details["conflictingOrderIds"] == [contested]
            assert goods.inspect(batch)["state"] == "BATCHED"
            assert goods.inspect(batch)["customsPackage"] is None
        else:
            order = goods.client.ok(goods.client.get(f"/api/orders/{contested}"))
            assert (order["status"], order["exportId"]) == ("exported", batch)


@pytest.mark.requirement("idempotency:conflict:plan", "idempotency:record:atomic")
def test_of_unequal_plans_under_one_key_one_wins_and_the_rest_conflict(goods: Sandbox) -> None:
    key, orders = fresh("key"), [goods.order() for _ in range(CALLERS)]
    before = len(shown(goods, "exports"))
    answers = at_once(lambda n: goods.client.post(PLAN, goods.request(orders[n]), key=key))
    assert sorted(each.status_code for each in answers) == [200] + [409] * (CALLERS - 1)
    for each in answers:
        if each.status_code == 409:
            refused(each, 409, "IDEMPOTENCY_CONFLICT")
    assert len(shown(goods, "exports")) == before + 1


@pytest.mark.requirement("idempotency:progress:conflict")
def test_a_second_call_past_the_wait_is_told_to_come_again(hasty: Server, mailbox: BrokerMailbox) -> None:
    goods = sandbox(hasty.account())
    batch, key = {"batchId": goods.plan(goods.order())["exportId"]}, fresh("key")
    first = goods.client.ok(goods.client.post(EXECUTE, batch, key=key))
    assert first["state"] == "EXECUTING"
    second = goods.client.post(EXECUTE, batch, key=key)
    assert refused(second, 409, "IDEMPOTENCY_IN_PROGRESS")["details"] == {"exportId": batch["batchId"]}
    assert int(second.headers["retry-after"]) >= 1
    mailbox.wait_for(goods.broker_email)
    last = goods.client.ok(goods.client.post(EXECUTE, batch, key=key))
    assert last["state"] == "COMPLETED"
    assert len(mailbox.to(goods.broker_email)) == 1
