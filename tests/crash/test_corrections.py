"""A correction that is cut off at every point is finished by the next life, and the broker reads of it once."""

import contextlib
from collections import Counter

import httpx
import pytest

from entrygo.ports.crash_points import Point
from tests.crash.consignment import consignment
from tests.crash.stopping_server import Stop, StoppingServer
from tests.serving.broker_mailbox import BrokerMailbox
from tests.serving.sandbox import Sandbox, fresh

pytestmark = [pytest.mark.database, pytest.mark.crash]

EFFECT = (
    Point.RUNNING,
    Point.PAPERS_NOTED,
    Point.COMPLETING,
    Point.COMPLETED,
    Point.COMPLETION_NOTED,
    Point.DELIVERY_STARTED,
)
STOPS = [
    *(Stop(point, "exports.correct") for point in (Point.KEEPING, Point.KEPT)),
    *(Stop(point, "correct") for point in EFFECT),
    *(Stop(point, "correct", fault=True) for point in (Point.PAPERS_NOTED, Point.COMPLETING)),
]


@pytest.mark.requirement("submission:correction:version", "submission:correction:thread")
@pytest.mark.by_turns(2)
@pytest.mark.parametrize("stop", STOPS, ids=str)
def test_a_correction_cut_off_is_finished_once(
    server: StoppingServer, goods: Sandbox, mailbox: BrokerMailbox, stop: Stop
) -> None:
    export = consignment(goods, mailbox)
    assert export.execute().status_code == 200
    first = export.settled()["brokerSubmission"]
    goods.client.ok(goods.client.patch(f"/api/products/{goods.book_id}", {"title": fresh("Another title")}))
    path, key = f"/api/exports/{export.export_id}/corrections", fresh("key")
    server.stop_at(stop)
    with contextlib.suppress(httpx.TransportError):
        goods.client.post(path, {}, key=key)
    if not stop.fault:
        server.wait_until_stopped(stop)
        server.start()
    if stop.point is Point.KEEPING:  # nothing was promised
        assert export.inspect()["customsPackage"]["version"] == 1
        goods.client.ok(goods.client.post(path, {}, key=key))
    seen = export.settled(version=2)
    if stop.fault:
        server.require_fault(stop)
    second = seen["brokerSubmission"]
    assert (seen["customsPackage"]["version"], second["status"]) == (2, "sent")
    assert len(seen["brokerSubmissions"]) == 2
    assert export.copies(export.broker) == [first["message_id"], second["message_id"]]
    assert mailbox.to(export.broker)[1]["In-Reply-To"] == first["message_id"]
    types = Counter(event["type"] for event in seen["events"])
    assert types["package.corrected"] == types["export.executed"] == 1
    answer = goods.client.ok(goods.client.post(path, {}, key=key))
    assert answer["packageNumber"] == seen["customsPackage"]["packageNumber"]
    assert export.inspect()["brokerSubmissions"] == seen["brokerSubmissions"]
