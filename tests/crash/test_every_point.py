"""The process is stopped at every point between two effects; the next life finishes by itself, and each thing once."""

from collections import Counter
from typing import Any

import pytest

from entrygo.maintenance.audit import verify_events
from entrygo.ports.crash_points import Point
from tests.crash.consignment import (
    Consignment,
    consignment,
    require_one_notice,
    require_same_answer,
    require_whole,
)
from tests.crash.stopping_server import Stop, StoppingServer
from tests.serving.broker_mailbox import BrokerMailbox
from tests.serving.sandbox import Sandbox

pytestmark = [pytest.mark.database, pytest.mark.crash, pytest.mark.timeout(180)]

PLAIN_WRITES = {Point.KEEPING, Point.KEPT}  # tests/crash/test_writes.py
DELIVERY = [Point.TRYING, Point.MARKING, Point.MARKED, Point.HANDED_OVER, Point.SETTLING, Point.SETTLED]
UNKNOWN = {Point.MARKED: 1, Point.HANDED_OVER: 2, Point.SETTLING: 2}
"""Points at which a mail's fate cannot be known, and how many copies arrive where it is sent once more."""
PAPERS = [Stop(point, of) for point in (Point.PAPER_MADE, Point.PAPER_KEPT) for of in ("cci_pdf", "manifest")]
STOPS = [
    *(Stop(point) for point in Point if point not in {*PLAIN_WRITES, *DELIVERY}),
    *PAPERS,
    Stop(Point.DELIVERY_STARTED, nth=2),
    *(Stop(point, "broker") for point in DELIVERY),
    *(Stop(point, "warehouse") for point in DELIVERY),
]
HOLDING = [Stop(point, "broker") for point in UNKNOWN]


def stopped(
    server: StoppingServer, goods: Sandbox, mailbox: BrokerMailbox, stop: Stop, **broker: Any
) -> Consignment:
    """An export whose execution ended where it was ordered to; the server lives again."""
    export = consignment(goods, mailbox, **broker)
    server.stop_at(stop)
    export.execute_and_lose_the_answer()
    server.wait_until_stopped(stop)
    server.start()
    return export


def test_no_point_is_left_out():
    assert {stop.point for stop in STOPS} | PLAIN_WRITES == set(Point)


@pytest.mark.requirement(
    "lifecycle:executing:forward",
    "idempotency:crash:resumes",
    "customs_packages:reuse:resuming",
    "execute:durable:completed",
    "execute:retry:lost-answer",
    "execute:once:order",
    "execute:once:second-call",
    "submission:uncertain:resend",
    "submission:uncertain:no-double",
    "idempotency:replay:bytes",
    "idempotency:replay:header",
)
@pytest.mark.by_turns(2)
@pytest.mark.parametrize("stop", STOPS, ids=str)
def test_the_next_life_finishes_by_itself_and_each_thing_happens_once(
    server: StoppingServer, goods: Sandbox, mailbox: BrokerMailbox, stop: Stop
) -> None:
    export = stopped(server, goods, mailbox, stop)
    if stop.point is Point.PROMISING:  # nothing was promised, so nothing is owed and the caller asks again
        assert export.inspect()["state"] == "BATCHED"
        assert export.inspect()["customsPackage"] is None
        assert export.execute().status_code == 200
    seen = export.settled()
    copies, types = export.copies(export.broker), Counter(event["type"] for event in seen["events"])
    unknown = stop.point in UNKNOWN and stop.of == "broker"
    if unknown or stop.of == "broker":
        assert len(copies) == UNKNOWN.get(stop.point, 1)
        assert types["broker.resent"] == types["broker.submission_failed"] == unknown
    assert seen["brokerSubmission"]["status"] == "sent"
    assert set(copies) == {seen["brokerSubmission"]["message_id"]}
    assert len(copies) <= 1 + types["broker.resent"]
    if stop.of == "warehouse":
        assert len(export.copies(export.dock)) == UNKNOWN.get(stop.point, 1)
    require_one_notice(export, seen)
    require_whole(export, seen)
    require_same_answer(export)
    assert export.inspect()["events"] == seen["events"]
    assert export.copies(export.broker) == copies
    require_intact(server)


@pytest.mark.requirement("submission:uncertain:hold", "submission:resubmit:new")
@pytest.mark.by_turns(2)
@pytest.mark.parametrize("stop", HOLDING, ids=str)
def test_where_the_broker_says_hold_a_person_decides(
    server: StoppingServer, goods: Sandbox, mailbox: BrokerMailbox, stop: Stop
) -> None:
    export = stopped(server, goods, mailbox, stop, onUncertain="hold")
    seen = export.settled()
    submission, types = seen["brokerSubmission"], Counter(event["type"] for event in seen["events"])
    assert (submission["status"], submission["next_attempt_at"]) == ("uncertain", None)
    assert "not known" in submission["error_message"]
    assert types["broker.submission_held"] == 1
    assert types["broker.resent"] == types["broker.submission_failed"] == 0
    arrived = UNKNOWN[stop.point] - 1
    assert len(export.copies(export.broker)) == arrived
    require_whole(export, seen)
    require_one_notice(export, seen)
    require_same_answer(export)
    server.kill()
    server.start()  # another life sends nothing either
    assert export.inspect()["brokerSubmission"] == submission
    goods.client.ok(goods.client.post(f"/api/exports/{export.export_id}/resubmit", {}))
    statuses = [each["status"] for each in export.settled()["brokerSubmissions"]]
    assert statuses == ["uncertain", "sent"]
    assert len(export.copies(export.broker)) == arrived + 1


@pytest.mark.by_turns(2)
@pytest.mark.parametrize(
    "first", [Stop(Point.PAPERS_KEPT), Stop(Point.COMPLETED), Stop(Point.HANDED_OVER, "broker")], ids=str
)
def test_a_recovery_that_is_stopped_itself_is_recovered(
    server: StoppingServer, goods: Sandbox, mailbox: BrokerMailbox, first: Stop
) -> None:
    """The second life ends before it has recorded what became of the mail; the third sends the one more copy."""
    export = consignment(goods, mailbox)
    server.stop_at(first)
    export.execute_and_lose_the_answer()
    server.wait_until_stopped(first)
    second = Stop(Point.SETTLING, "broker")
    server.start_and_stop_at(second)
    server.wait_until_stopped(second)
    server.start()
    seen = export.settled()
    assert export.copies(export.broker) == [seen["brokerSubmission"]["message_id"]] * 2
    require_one_notice(export, seen)
    require_whole(export, seen)
    require_same_answer(export)
    require_intact(server)


def require_intact(server: StoppingServer) -> None:
    """What ``entrygo audit verify`` finds, without a process for each."""
    verdict = verify_events(server.keys)
    assert verdict["intact"], verdict["faults"]


@pytest.mark.requirement("events:order:append-only")
def test_after_all_lives_the_command_line_finds_the_history_intact(server: StoppingServer) -> None:
    assert server.command("audit", "verify")["intact"] is True
