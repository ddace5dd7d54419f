"""Mails that come back: bounces fail a submission, all else is told; each once, and of the own account alone."""

import base64
from typing import Any

import pytest

from tests.contract.test_held_submissions import decide, held
from tests.contract.test_submission import events, until
from tests.serving.bounces import dsn, out_of_office, qmail_bounce, reply
from tests.serving.broker_mailbox import BrokerMailbox
from tests.serving.sandbox import Sandbox, fresh, sandbox
from tests.serving.server import Client, Server

pytestmark = pytest.mark.database

NOTHING = {"kind": "unmatched", "isNew": False, "exportId": None, "submissionId": None, "status": None}


def post(client: Client, raw: bytes, **headers: str) -> Any:
    """Post a message's bytes."""
    sent = {"content-type": "message/rfc822"} | headers
    return client.http.post("/api/mail/inbound", content=raw, headers=sent)


def take(client: Client, raw: bytes) -> dict[str, Any]:
    """What became of a message."""
    return client.ok(post(client, raw))


def sent(goods: Sandbox) -> tuple[str, dict[str, Any]]:
    """An export whose mail was accepted; its id and submission."""
    done = goods.executed()
    assert done["brokerSubmission"]["status"] == "sent"
    return done["exportId"], done["brokerSubmission"]


@pytest.mark.requirement("submission:inbound:bounce", "submission:inbound:once", "submission:resubmit:new")
@pytest.mark.parametrize("make", [dsn, qmail_bounce], ids=["standard", "other"])
def test_a_bounce_fails_the_submission_in_the_servers_words(
    goods: Sandbox, mailbox: BrokerMailbox, make: Any
) -> None:
    batch, submission = sent(goods)
    raw = make(submission["message_id"], submission["recipient_email"])
    answer = take(goods.client, raw)
    assert answer == {
        "kind": "bounced",
        "isNew": True,
        "exportId": batch,
        "submissionId": submission["id"],
        "status": "failed",
    }
    seen = goods.inspect(batch)
    failed = seen["brokerSubmission"]
    assert (failed["status"], failed["next_attempt_at"]) == ("failed", None)
    assert "Bounced" in failed["error_message"]
    assert "550 5.1.1" in failed["error_message"]
    assert failed["sent_at"] == submission["sent_at"]
    [told] = events(goods.client, batch, "broker.submission_bounced")
    assert "550 5.1.1" in told["payload"]["error"]
    assert told["payload"].items() >= {
        "status": "failed", "finalRecipient": submission["recipient_email"], "enhancedStatus": "5.1.1",
    }.items()  # fmt: skip
    assert take(goods.client, b"Received: by another way\r\n" + raw) == answer | {"isNew": False}
    assert goods.inspect(batch)["events"] == seen["events"]
    elsewhere = f"{fresh('elsewhere')}@broker.example"
    again = {"recipientEmail": elsewhere}
    goods.client.ok(goods.client.post(f"/api/exports/{batch}/resubmit", again))
    after = until(goods, batch, lambda each: each["status"] == "sent")
    assert [each["status"] for each in after["brokerSubmissions"]] == ["failed", "sent"]
    assert len(mailbox.to(elsewhere)) == 1


@pytest.mark.requirement("submission:inbound:informs")
@pytest.mark.parametrize(
    ("kind", "event", "make"),
    [
        ("delayed", "broker.submission_delayed", lambda i, to: dsn(i, to, action="delayed", status="4.4.1")),
        (
            "delivered",
            "broker.submission_delivered",
            lambda i, to: dsn(i, to, action="delivered", status="2.0.0"),
        ),
        ("auto_replied", "broker.auto_replied", out_of_office),
        ("replied", "broker.replied", reply),
    ],
)
def test_what_is_no_failure_is_an_event_and_changes_no_state(
    goods: Sandbox, kind: str, event: str, make: Any
) -> None:
    batch, submission = sent(goods)
    before = goods.inspect(batch)
    answer = take(goods.client, make(submission["message_id"], submission["recipient_email"]))
    assert (answer["kind"], answer["isNew"], answer["status"]) == (kind, True, "sent")
    after = goods.inspect(batch)
    [told] = events(goods.client, batch, event)
    assert after["events"] == [*before["events"], told]
    assert after["brokerSubmission"] == before["brokerSubmission"]
    if kind == "replied":
        assert told["payload"]["excerpt"] == "Thanks, we file on Monday."
        assert told["payload"]["from"] == submission["recipient_email"]
    if kind == "auto_replied":
        assert told["payload"]["subject"].startswith("Außer Haus")


@pytest.mark.requirement("submission:inbound:match", "modes:test:separate")
def test_a_bounce_reaches_the_mails_of_its_own_account_and_mode_alone(goods: Sandbox, server: Server) -> None:
    batch, submission = sent(goods)
    before = goods.inspect(batch)
    raw = dsn(submission["message_id"], submission["recipient_email"])
    stranger = sandbox(server.account())
    theirs = sent(stranger)
    for client in (stranger.client, server.key(goods.client.account_id, mode="test")):
        assert take(client, raw) == NOTHING
    both = raw.replace(b"Return-Path", f"References: {theirs[1]['message_id']}\r\nReturn-Path".encode(), 1)
    assert take(stranger.client, both)["submissionId"] == theirs[1]["id"]
    assert goods.inspect(batch) == before
    reader = server.key(goods.client.account_id, scopes="read")
    refused = post(reader, raw)
    assert (refused.status_code, refused.json()["errorCode"]) == (403, "INSUFFICIENT_SCOPE")
    assert goods.inspect(batch) == before
    other = raw.replace(submission["message_id"].encode(), b"<entrygo.cp_1.v1.bes_1@localhost>")
    assert take(goods.client, other) == NOTHING  # the same subject and recipient


@pytest.mark.requirement("submission:inbound:bounce")
def test_a_bounce_does_not_undo_the_brokers_answer_and_settles_what_was_held(
    goods: Sandbox, mailbox: BrokerMailbox, server: Server
) -> None:
    batch, submission = held(goods, mailbox)
    raw = dsn(submission["message_id"], submission["recipient_email"])
    assert take(goods.client, raw)["status"] == "failed"
    seen = goods.inspect(batch)["brokerSubmission"]
    assert (seen["status"], seen["waiting_for"]) == ("failed", None)
    assert decide(goods, submission, "arrived").status_code == 409
    batch, submission = sent(goods)
    with server.rows() as rows:
        rows.exec_driver_sql(f"UPDATE mails SET state = 'acknowledged' WHERE id = '{submission['id']}'")
    answer = take(goods.client, dsn(submission["message_id"], submission["recipient_email"]))
    assert (answer["kind"], answer["status"]) == ("bounced", "acknowledged")
    [told] = events(goods.client, batch, "broker.submission_bounced")
    assert told["payload"]["status"] == "acknowledged"


@pytest.mark.requirement("submission:inbound:bounce", "submission:warehouse:notice")
def test_a_bounced_notice_to_the_warehouse_is_failed_too(goods: Sandbox, mailbox: BrokerMailbox) -> None:
    dock = f"{fresh('dock')}@maple.example"
    body = {"name": "Dock", "notificationEmail": dock, "portOfEntry": "0901", "mode": "truck"}
    made = goods.client.ok(goods.client.post("/api/warehouses", body))
    planned = goods.plan(goods.order(), warehouseId=made["id"])["exportId"]
    goods.client.ok(goods.client.post("/api/exports/execute", {"batchId": planned}))
    [notice] = mailbox.wait_for(dock)
    until(goods, planned, lambda _: bool(events(goods.client, planned, "warehouse.notified")))
    assert take(goods.client, dsn(notice["Message-ID"], dock))["status"] == "failed"
    assert take(goods.client, reply(notice["Message-ID"], dock))["kind"] == "replied"
    seen = goods.inspect(planned)
    by_audience = {each["audience"]: each["status"] for each in seen["notifications"]}
    assert by_audience == {"broker": "sent", "warehouse": "failed"}
    assert seen["brokerSubmission"]["status"] == "sent"
    [told] = events(goods.client, planned, "warehouse.notice_failed")
    assert "550 5.1.1" in told["payload"]["error"]


@pytest.mark.requirement("submission:inbound:hostile", "submission:inbound:once")
def test_any_body_has_an_answer(goods: Sandbox) -> None:
    for raw in (b"\x00", b"\xff" * 500, b"\r\n\r\n", b"Content-Type: multipart/mixed; boundary=\r\n\r\n--"):
        assert take(goods.client, raw) == NOTHING
    large = post(goods.client, b"x" * (8 * 1024 * 1024 + 1))
    assert (large.status_code, large.json()["errorCode"]) == (413, "PAYLOAD_TOO_LARGE")
    batch, submission = sent(goods)
    raw = dsn(submission["message_id"], submission["recipient_email"])
    wrong = goods.client.http.post("/api/mail/inbound", content=raw, headers={"content-type": "text/plain"})
    assert (wrong.status_code, wrong.json()["errorCode"]) == (415, "UNSUPPORTED_MEDIA_TYPE")
    bad = goods.client.post("/api/mail/inbound", {"raw": "!!"})
    assert (bad.status_code, bad.json()["field"]) == (400, "raw")
    elsewhere = goods.client.http.post("/api/events", content=raw, headers={"content-type": "message/rfc822"})
    assert elsewhere.status_code == 405
    key = {"idempotency-key": fresh("inbound")}
    first, second = post(goods.client, raw, **key), post(goods.client, raw, **key)
    assert first.content == second.content
    encoded = base64.encodebytes(raw).decode()
    assert goods.client.ok(goods.client.post("/api/mail/inbound", {"raw": encoded}))["isNew"] is False
    assert len(events(goods.client, batch, "broker.submission_bounced")) == 1


def test_a_bounce_of_a_lists_member_changes_nothing(goods: Sandbox) -> None:
    batch, submission = sent(goods)
    answer = take(goods.client, dsn(submission["message_id"], "member@elsewhere.example"))
    assert (answer["kind"], answer["status"]) == ("bounced_elsewhere", "sent")
    [told] = events(goods.client, batch, "broker.submission_bounced_elsewhere")
    assert told["payload"]["finalRecipient"] == "member@elsewhere.example"


def test_a_bounce_is_ours_by_any_name_that_mail_systems_give_the_recipient(goods: Sandbox) -> None:
    _, submission = sent(goods)
    ours = submission["recipient_email"]
    member = b"Final-Recipient: rfc822; member@elsewhere.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
    raw = dsn(submission["message_id"], ours)
    both = raw.replace(b"Final-Recipient:", member + b"Final-Recipient:", 1)
    raw = base64.b64encode(both).decode()
    answer = goods.client.ok(goods.client.post("/api/mail/inbound", {"raw": raw}))
    assert (answer["kind"], answer["status"]) == ("bounced", "failed")
    _, submission = sent(goods)
    tenant = submission["recipient_email"].partition("@")[0] + "@brokers.onmicrosoft.com"
    assert take(goods.client, dsn(submission["message_id"], tenant))["status"] == "failed"


def test_a_bounce_after_a_persons_reply_changes_nothing(goods: Sandbox) -> None:
    batch, submission = sent(goods)
    address = submission["recipient_email"]
    assert take(goods.client, reply(submission["message_id"], address))["kind"] == "replied"
    answer = take(goods.client, dsn(submission["message_id"], address))
    assert (answer["kind"], answer["status"]) == ("bounced_elsewhere", "sent")
    assert goods.inspect(batch)["brokerSubmission"]["status"] == "sent"
