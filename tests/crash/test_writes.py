"""A plain write that is cut off: before its commit nothing was written, after it the same key gives the one answer."""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from entrygo.ports.crash_points import Point
from tests.crash.consignment import consignment
from tests.crash.stopping_server import Stop, StoppingServer
from tests.serving.broker_mailbox import BrokerMailbox
from tests.serving.sandbox import BOOK, Sandbox, fresh

pytestmark = [pytest.mark.database, pytest.mark.crash]


@dataclass(frozen=True)
class Write:
    """A call, and how many things of it there are."""

    path: str
    body: dict[str, Any]
    count: Callable[[], int]


def products_sync(goods: Sandbox) -> Write:
    external = fresh("crashed-product")
    body = {"items": [{"externalId": external} | BOOK]}
    return Write("/api/products/sync", body, lambda: listed(goods, "products", "externalId", external))


def orders_sync(goods: Sandbox) -> Write:
    external = fresh("crashed-order")
    line = {"productId": goods.book_id, "quantity": 1, "unitValueUsd": 20}
    body = {"items": [{"externalId": external, "destinationCountry": "US", "items": [line]}]}
    return Write("/api/orders/sync", body, lambda: listed(goods, "orders", "externalId", external))


def exports_plan(goods: Sandbox) -> Write:
    before = listed(goods, "exports", "state", "BATCHED")
    body = goods.request(goods.order())
    return Write("/api/exports/plan", body, lambda: listed(goods, "exports", "state", "BATCHED") - before)


def exports_replan(goods: Sandbox) -> Write:
    order_id = goods.order()
    export_id = goods.plan(order_id)["exportId"]

    def replanned() -> int:
        return sum(event["type"] == "export.replanned" for event in goods.inspect(export_id)["events"])

    return Write("/api/exports/plan", goods.request(order_id, batchId=export_id), replanned)


WRITES = {
    "products.sync": products_sync,
    "orders.sync": orders_sync,
    "exports.plan": exports_plan,
    "exports.replan": exports_replan,
}


def listed(goods: Sandbox, noun: str, field: str, value: str) -> int:
    """How many of a list have a value."""
    found, cursor = 0, ""
    while True:
        page = goods.client.ok(goods.client.get(f"/api/{noun}?limit=100{cursor}"))
        found += sum(each[field] == value for each in page["data"])
        if not page["has_more"]:
            return found
        cursor = f"&cursor={page['next_cursor']}"


@pytest.mark.requirement("idempotency:record:atomic", "idempotency:sync:replay", "idempotency:replay:bytes")
@pytest.mark.parametrize("point", [Point.KEEPING, Point.KEPT], ids=str)
@pytest.mark.parametrize("name", list(WRITES))
def test_a_write_cut_off_and_sent_again_has_one_effect(
    server: StoppingServer, goods: Sandbox, name: str, point: Point
) -> None:
    write, key = WRITES[name](goods), fresh("key")
    stop = Stop(point, name.replace("replan", "plan"))
    server.stop_at(stop)
    with contextlib.suppress(httpx.TransportError):
        goods.client.post(write.path, write.body, key=key)
    server.wait_until_stopped(stop)
    server.start()
    assert write.count() == (point is Point.KEPT)
    first = goods.client.post(write.path, write.body, key=key)
    again = goods.client.post(write.path, write.body, key=key)
    assert first.status_code == 200, first.text
    assert again.content == first.content
    assert write.count() == 1
    assert ("idempotent-replayed" in first.headers) == (point is Point.KEPT)


@pytest.mark.requirement("submission:resubmit:new", "idempotency:record:atomic")
def test_a_resubmission_cut_off_after_its_commit_is_sent_once_without_being_asked_for_again(
    server: StoppingServer, goods: Sandbox, mailbox: BrokerMailbox
) -> None:
    export = consignment(goods, mailbox)
    export.execute()
    export.settled()
    path, key, elsewhere = (
        f"/api/exports/{export.export_id}/resubmit",
        fresh("key"),
        {"recipientEmail": f"{fresh('elsewhere')}@broker.example"},
    )
    server.stop_at(stop := Stop(Point.KEPT, "exports.resubmit"))
    with contextlib.suppress(httpx.TransportError):
        goods.client.post(path, elsewhere, key=key)
    server.wait_until_stopped(stop)
    server.start()
    seen = export.settled()
    assert [each["status"] for each in seen["brokerSubmissions"]] == ["sent", "sent"]
    answer = goods.client.ok(goods.client.post(path, elsewhere, key=key))
    assert answer["brokerSubmission"]["id"] == seen["brokerSubmission"]["id"]
    arrived = set(export.copies(elsewhere["recipientEmail"]))
    assert arrived == {seen["brokerSubmission"]["message_id"]}
    assert len(export.inspect()["brokerSubmissions"]) == 2
