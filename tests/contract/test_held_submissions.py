"""Mails that wait: for their turn under a broker's limit, and for a person where their fate is not known."""

from datetime import datetime
from typing import Any

import pytest

from tests.contract.test_submission import events, execute, to_broker, until
from tests.serving.broker_mailbox import DROP, BrokerMailbox
from tests.serving.sandbox import Sandbox, fresh, sandbox
from tests.serving.server import Server

pytestmark = pytest.mark.database


def held(goods: Sandbox, mailbox: BrokerMailbox) -> tuple[str, dict[str, Any]]:
    """An export whose mail's fate is not known; its id and submission."""
    address, body = to_broker(goods, onUncertain="hold")
    mailbox.data_answers[address] = DROP
    submission = execute(goods, body)
    assert (submission["status"], submission["waiting_for"]) == ("uncertain", "decision")
    mailbox.wait_for(address)
    return body["batchId"], submission


def decide(goods: Sandbox, submission: dict[str, Any], decision: str, **more: Any) -> Any:
    """The answer to a decision."""
    body = {"decision": decision, "reason": "They said so on the phone"} | more
    return goods.client.post(f"/api/submissions/{submission['id']}/decide", body)


@pytest.mark.requirement("submission:rate:waits", "submission:rate:limit")
def test_a_mail_over_the_brokers_limit_waits_for_its_turn_and_is_not_failed(
    goods: Sandbox, mailbox: BrokerMailbox
) -> None:
    address, first = to_broker(goods, maxMailsPerMinute=1)
    broker_id = goods.inspect(first["batchId"])["batch"]["broker_id"]
    second = {"batchId": goods.plan(goods.order(), brokerId=broker_id)["exportId"]}
    assert execute(goods, first)["status"] == "sent"
    waiting = execute(goods, second)
    assert waiting.items() >= {
        "status": "pending", "waiting_for": "rate_limit", "attempts": 0, "error_message": None, "sent_at": None,
    }.items()  # fmt: skip
    sent_at = goods.inspect(first["batchId"])["brokerSubmission"]["sent_at"]
    gap = datetime.fromisoformat(waiting["next_attempt_at"]) - datetime.fromisoformat(sent_at)
    assert 55 < gap.total_seconds() <= 60
    assert goods.inspect(second["batchId"])["brokerSubmission"] == waiting
    assert events(goods.client, second["batchId"], "broker.submission_failed") == []
    assert len(mailbox.to(address)) == 1
    goods.client.ok(goods.client.patch(f"/api/brokers/{broker_id}", {"maxMailsPerMinute": 0}))
    third = {"batchId": goods.plan(goods.order(), brokerId=broker_id)["exportId"]}
    assert execute(goods, third)["status"] == "sent"


@pytest.mark.requirement("submission:rate:waits", "submission:rate:limit")
def test_the_turn_comes_also_after_a_restart_and_not_before(
    tmp_path_factory: pytest.TempPathFactory, mailbox: BrokerMailbox
) -> None:
    """The installation's limit binds a broker that names none; the minute is moved into the past, not waited for."""
    home = tmp_path_factory.mktemp("limited") / "home"
    server = Server(home, smtp_port=mailbox.port, environment={"ENTRYGO_MAILS_PER_MINUTE": "1"}).start()
    try:
        goods = sandbox(server.account())
        assert goods.executed()["brokerSubmission"]["status"] == "sent"
        waiting = goods.executed()
        assert waiting["brokerSubmission"]["waiting_for"] == "rate_limit"
        server.kill()
        server.start()
        seen = goods.inspect(waiting["exportId"])["brokerSubmission"]
        assert seen == waiting["brokerSubmission"]
        with server.rows() as rows:
            past = "2026-01-01T00:00:00.000Z"
            rows.exec_driver_sql(f"UPDATE mail_tries SET begun_at = '{past}'")
            rows.exec_driver_sql(f"UPDATE mails SET due_at = '{past}' WHERE due_at IS NOT NULL")
        sent = until(goods, waiting["exportId"], lambda submission: submission["status"] == "sent")
    finally:
        server.stop()
    assert sent["brokerSubmission"]["waiting_for"] is None
    assert len(mailbox.to(goods.broker_email)) == 2


@pytest.mark.requirement("submission:decide:list")
def test_held_submissions_are_a_queue(goods: Sandbox, mailbox: BrokerMailbox) -> None:
    own = sandbox(goods.client)
    sent = own.executed()["brokerSubmission"]
    batch, submission = held(own, mailbox)
    listed = goods.client.ok(goods.client.get("/api/submissions", params={"status": "uncertain"}))["data"]
    assert submission in listed
    assert sent["id"] not in {each["id"] for each in listed}
    assert {each["status"] for each in listed} == {"uncertain"}
    of_export = goods.client.ok(goods.client.get("/api/submissions", params={"exportId": batch}))
    assert [each["id"] for each in of_export["data"]] == [submission["id"]]
    pages: list[str] = []
    cursor: dict[str, str] = {}
    while True:
        page = goods.client.ok(goods.client.get("/api/submissions", params={"limit": 1} | cursor))
        pages += [each["id"] for each in page["data"]]
        if not page["has_more"]:
            break
        cursor = {"cursor": page["next_cursor"]}
    whole = goods.client.ok(goods.client.get("/api/submissions", params={"limit": 100}))["data"]
    assert pages == [each["id"] for each in whole]
    bad = goods.client.get("/api/submissions", params={"status": "lost"})
    assert (bad.status_code, bad.json()["errorCode"]) == (400, "VALIDATION_ERROR")


@pytest.mark.requirement("submission:decide:outcome", "submission:decide:once", "submission:mail:message-id")
def test_a_held_mail_is_sent_once_more_under_its_message_id(goods: Sandbox, mailbox: BrokerMailbox) -> None:
    batch, submission = held(goods, mailbox)
    answer = goods.client.ok(decide(goods, submission, "resend"))
    assert answer["brokerSubmission"]["status"] == "pending"
    seen = until(goods, batch, lambda each: each["status"] == "sent")
    first, second = mailbox.wait_for(submission["recipient_email"], 2)
    assert first["Message-ID"] == second["Message-ID"] == submission["message_id"]
    assert seen["brokerSubmission"]["id"] == submission["id"]
    assert len(events(goods.client, batch, "broker.resent")) == 1
    assert seen["customsPackage"]["state"] == "sent_to_broker"
    again = goods.client.ok(decide(goods, submission, "resend"))
    assert again["brokerSubmission"]["status"] == "sent"
    refused = decide(goods, submission, "arrived")
    assert (refused.status_code, refused.json()["errorCode"]) == (409, "INVALID_EXPORT_STATE")
    assert refused.json()["details"]["submissionStatus"] == "sent"
    [told] = events(goods.client, batch, "broker.submission_decided")
    assert told["payload"].items() >= {
        "decision": "resend", "reason": "They said so on the phone", "submissionId": submission["id"],
    }.items()  # fmt: skip
    assert told["payload"]["decidedBy"].startswith("key_")
    assert len(mailbox.to(submission["recipient_email"])) == 2


@pytest.mark.requirement("submission:decide:outcome", "submission:decide:once")
def test_a_held_mail_that_arrived_is_sent_without_sending(goods: Sandbox, mailbox: BrokerMailbox) -> None:
    batch, submission = held(goods, mailbox)
    answer = goods.client.ok(decide(goods, submission, "arrived", idempotencyKey=fresh("decide")))
    seen = goods.inspect(batch)
    assert answer["brokerSubmission"] == seen["brokerSubmission"]
    assert (seen["brokerSubmission"]["status"], seen["brokerSubmission"]["waiting_for"]) == ("sent", None)
    assert seen["brokerSubmission"]["error_message"] is None
    assert (
        seen["brokerSubmission"]["sent_at"] < seen["events"][-1]["created_at"]
    )  # when it left, not when it was said
    assert seen["customsPackage"]["state"] == "sent_to_broker"
    assert len(mailbox.to(submission["recipient_email"])) == 1


@pytest.mark.requirement("submission:decide:outcome", "submission:resubmit:new")
def test_a_held_mail_given_up_is_failed_and_goes_elsewhere(goods: Sandbox, mailbox: BrokerMailbox) -> None:
    batch, submission = held(goods, mailbox)
    goods.client.ok(decide(goods, submission, "withdraw"))
    given_up = goods.inspect(batch)["brokerSubmission"]
    assert given_up["status"] == "failed"
    assert "They said so on the phone" in given_up["error_message"]
    elsewhere = f"{fresh('elsewhere')}@broker.example"
    again = {"recipientEmail": elsewhere}
    goods.client.ok(goods.client.post(f"/api/exports/{batch}/resubmit", again))
    until(goods, batch, lambda each: each["status"] == "sent")
    assert len(mailbox.to(elsewhere)) == 1


@pytest.mark.requirement("submission:decide:once")
def test_a_decision_needs_something_to_decide_about(goods: Sandbox, mailbox: BrokerMailbox) -> None:
    sent = goods.executed()["brokerSubmission"]
    refused = decide(goods, sent, "arrived")
    assert (refused.status_code, refused.json()["details"]) == (409, {"submissionStatus": "sent"})
    absent = decide(goods, sent | {"id": "bes_" + "0" * 32}, "arrived")
    assert (absent.status_code, absent.json()["errorCode"]) == (404, "NOT_FOUND")
    assert decide(goods, sent, "guess").status_code == 400
    assert decide(goods, sent, "arrived", reason="").status_code == 400


def as_another_node(server: Server, address: str, columns: str) -> None:
    """What another node records of a mail that this one is handing over."""
    with server.rows() as rows:
        changed = rows.exec_driver_sql(f"UPDATE mails SET {columns} WHERE recipient = '{address}'")
        assert changed.rowcount == 1


@pytest.mark.requirement("submission:uncertain:resend", "submission:status:honest")
@pytest.mark.parametrize(
    ("reply", "status"), [("250 taken", "sent"), ("554 5.7.1 looks like spam", "failed")]
)
def test_a_late_answer_is_better_than_what_another_node_took_for_unknown(
    goods: Sandbox, mailbox: BrokerMailbox, server: Server, reply: str, status: str
) -> None:
    """Another node took the try for cut off and set a resend; then the mail server answered after all."""
    address, body = to_broker(goods)
    unknown = "state = 'pending', is_resend = 1, waits_for = 'retry', due_at = '2099-01-01T00:00:00.000Z'"
    mailbox.on_data[address] = lambda: as_another_node(server, address, unknown)
    if status == "failed":
        mailbox.data_answers[address] = reply
    execute(goods, body)
    seen = until(goods, body["batchId"], lambda submission: submission["status"] == status)
    submission = seen["brokerSubmission"]
    assert (submission["attempts"], submission["next_attempt_at"], submission["waiting_for"]) == (
        1,
        None,
        None,
    )
    assert len(mailbox.to(address)) == (status == "sent")
    kinds = [event["type"] for event in seen["events"] if event["type"].startswith("broker.")]
    assert kinds == ["broker.notified" if status == "sent" else "broker.submission_failed"]


@pytest.mark.requirement("submission:uncertain:resend", "submission:status:honest")
def test_a_late_answer_does_not_touch_a_newer_try(
    goods: Sandbox, mailbox: BrokerMailbox, server: Server
) -> None:
    address, body = to_broker(goods)
    newer = "state = 'sending', attempts = 2, is_resend = 1"
    mailbox.on_data[address] = lambda: as_another_node(server, address, newer)
    mailbox.data_answers[address] = "554 5.7.1 looks like spam"
    execute(goods, body)
    seen = goods.inspect(body["batchId"])
    assert (seen["brokerSubmission"]["status"], seen["brokerSubmission"]["attempts"]) == ("sending", 2)
    assert not [event for event in seen["events"] if event["type"].startswith("broker.")]
