"""A withdrawal or a correction in an outage, cut off at every point: what was overtaken never leaves."""

import contextlib
from collections import Counter
from typing import Any

import httpx
import pytest

from entrygo.ports.crash_points import Point
from tests.crash.consignment import Consignment, consignment
from tests.crash.stopping_server import Stop, StoppingServer
from tests.serving.broker_mailbox import BrokerMailbox
from tests.serving.sandbox import Sandbox, fresh
from tests.serving.waiting import wait_until

pytestmark = [pytest.mark.database, pytest.mark.crash, pytest.mark.requirement("later_life:order:crash")]

AWAY = "451 4.3.2 the mail system is away"
CALL = (Point.KEEPING, Point.KEPT)
MAKING = (Point.RUNNING, Point.PAPERS_NOTED, Point.COMPLETING, Point.COMPLETED, Point.DELIVERY_STARTED)
NOTICE = (Point.TRYING, Point.MARKING, Point.MARKED, Point.HANDED_OVER, Point.SETTLING, Point.SETTLED)


def said(goods: Sandbox, export: Consignment, verb: str, key: str, body: dict[str, Any]) -> None:
    """A call whose answer may be lost."""
    with contextlib.suppress(httpx.TransportError):
        goods.client.post(f"/api/exports/{export.export_id}/{verb}", body, key=key)


def after_a_stop(server: StoppingServer, stop: Stop) -> None:
    server.wait_until_stopped(stop)
    server.start()


def without_a_trace(export: Consignment) -> None:
    """A later export to the same desk arrives; nothing of this one does."""
    del export.mailbox.rcpt_answers[export.broker]
    seen = wait_until(
        export.inspect,
        lambda seen: seen["brokerSubmission"]["status"] == "superseded",
        why=lambda seen: seen["brokerSubmissions"],
    )
    assert seen["brokerSubmission"]["next_attempt_at"] is None
    assert export.copies(export.broker) == []


@pytest.mark.by_turns(2)
@pytest.mark.parametrize("point", CALL, ids=str)
def test_a_withdrawal_in_an_outage_is_recorded_once_and_nothing_leaves(
    server: StoppingServer, goods: Sandbox, mailbox: BrokerMailbox, point: Point
) -> None:
    export = consignment(goods, mailbox)
    mailbox.rcpt_answers[export.broker] = AWAY
    assert export.execute().status_code == 200
    stop, key, body = Stop(point, "exports.withdraw"), fresh("key"), {"reason": "Truck did not leave"}
    server.stop_at(stop)
    said(goods, export, "withdraw", key, body)
    after_a_stop(server, stop)
    path = f"/api/exports/{export.export_id}/withdraw"
    answer = goods.client.ok(goods.client.post(path, body, key=key))
    assert answer["releasedOrderIds"] == export.order_ids
    without_a_trace(export)
    types = Counter(event["type"] for event in export.inspect()["events"])
    assert (types["package.withdrawn"], types["orders.released"]) == (1, 1)
    assert types["broker.submission_superseded"] == 1


@pytest.mark.by_turns(2)
@pytest.mark.parametrize("point", MAKING, ids=str)
def test_a_correction_in_an_outage_leaves_as_its_newest_version_alone(
    server: StoppingServer, goods: Sandbox, mailbox: BrokerMailbox, point: Point
) -> None:
    export = consignment(goods, mailbox)
    mailbox.rcpt_answers[export.broker] = AWAY
    assert export.execute().status_code == 200
    goods.client.ok(goods.client.patch(f"/api/products/{goods.book_id}", {"title": fresh("Another title")}))
    stop = Stop(point, "correct")
    server.stop_at(stop)
    said(goods, export, "corrections", fresh("key"), {})
    after_a_stop(server, stop)
    del mailbox.rcpt_answers[export.broker]
    seen = export.settled(version=2)
    assert [each["status"] for each in seen["brokerSubmissions"]] == ["superseded", "sent"]
    assert export.copies(export.broker) == [seen["brokerSubmission"]["message_id"]]


@pytest.mark.parametrize("point", [Point.PAPERS_NOTED, Point.COMPLETING], ids=str)
def test_a_correction_that_is_withdrawn_while_it_is_made_never_leaves(
    server: StoppingServer, goods: Sandbox, mailbox: BrokerMailbox, point: Point
) -> None:
    export = consignment(goods, mailbox)
    assert export.execute().status_code == 200
    first = export.settled()["brokerSubmission"]["message_id"]
    goods.client.ok(goods.client.patch(f"/api/products/{goods.book_id}", {"title": fresh("Another title")}))
    mailbox.rcpt_answers[export.broker] = AWAY  # whichever comes first after the restart, version 2 stays
    stop = Stop(point, "correct")
    server.stop_at(stop)
    said(goods, export, "corrections", fresh("key"), {})
    after_a_stop(server, stop)
    path = f"/api/exports/{export.export_id}/withdraw"
    newest = goods.client.ok(goods.client.post(path, {"reason": "The buyer went away"}))
    del mailbox.rcpt_answers[export.broker]
    notice = mailbox.wait_for(export.broker, 2)[1]
    seen = export.settled(version=2)
    assert (seen["customsPackage"]["packageNumber"], seen["customsPackage"]["state"]) == (
        newest["packageNumber"],
        "withdrawn",
    )
    assert [each["status"] for each in seen["brokerSubmissions"]] == ["sent", "superseded"]
    assert (notice["In-Reply-To"], len(mailbox.to(export.broker))) == (first, 2)
    assert newest["packageNumber"] not in notice.get_content()  # it names what left


@pytest.mark.by_turns(2)
@pytest.mark.parametrize("point", NOTICE, ids=str)
def test_a_notice_of_withdrawal_that_is_cut_off_arrives(
    server: StoppingServer, goods: Sandbox, mailbox: BrokerMailbox, point: Point
) -> None:
    export = consignment(goods, mailbox)
    assert export.execute().status_code == 200
    export.settled()
    stop = Stop(point, "broker_notice")
    server.stop_at(stop)
    said(goods, export, "withdraw", fresh("key"), {"reason": "Truck did not leave"})
    after_a_stop(server, stop)
    copies = {copy for copy in mailbox.wait_for(export.broker, 2) if "WITHDRAWN" in str(copy["Subject"])}
    assert len({str(copy["Message-ID"]) for copy in copies}) == 1
    assert export.inspect()["customsPackage"]["state"] == "withdrawn"
