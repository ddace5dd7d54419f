"""What a run was doing fails at a point, and the process lives: the run may not be lost with it."""

from collections import Counter

import pytest

from entrygo.ports.crash_points import Point
from tests.crash.consignment import consignment, require_one_notice, require_same_answer, require_whole
from tests.crash.stopping_server import Stop, StoppingServer
from tests.serving.broker_mailbox import BrokerMailbox
from tests.serving.sandbox import Sandbox

pytestmark = [pytest.mark.database, pytest.mark.crash]

EXECUTION = (Point.PROMISED, Point.RUNNING, Point.PAPERS_KEPT, Point.COMPLETING, Point.COMPLETED)
COPIES = {Point.TRYING: 1, Point.MARKING: 1, Point.MARKED: 1, Point.HANDED_OVER: 2, Point.SETTLING: 1}
UNKNOWN = (Point.MARKED, Point.HANDED_OVER)
FAULTS = [
    *(Stop(point, fault=True) for point in EXECUTION),
    *(Stop(point, "broker", fault=True) for point in COPIES),
]


@pytest.mark.requirement("execute:durable:completed", "lifecycle:executing:forward")
@pytest.mark.by_turns(2)
@pytest.mark.parametrize("stop", FAULTS, ids=str)
def test_a_fault_in_a_run_is_overcome_without_a_restart(
    server: StoppingServer, goods: Sandbox, mailbox: BrokerMailbox, stop: Stop
) -> None:
    export = consignment(goods, mailbox)
    server.stop_at(stop)
    export.execute()
    seen = export.settled()
    server.require_fault(stop)
    types = Counter(event["type"] for event in seen["events"])
    assert seen["brokerSubmission"]["status"] == "sent"
    copies = [seen["brokerSubmission"]["message_id"]] * COPIES.get(stop.point, 1)
    assert export.copies(export.broker) == copies
    assert types["broker.resent"] == types["broker.submission_failed"] == (stop.point in UNKNOWN)
    require_one_notice(export, seen)
    require_whole(export, seen)
    require_same_answer(export)
