"""The broker's mail: what is sent, and the truth about a mail that was refused, put off, or lost from sight."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from entrygo.effects.background_loop import ROUND_SECONDS
from entrygo.lifecycle.retries import MAIL
from tests.serving.broker_mailbox import DROP, BrokerMailbox, free_port, start_mailbox
from tests.serving.sandbox import BROKER, Sandbox, fresh, sandbox
from tests.serving.server import Client, Server
from tests.serving.waiting import wait_until

pytestmark = pytest.mark.database


def to_broker(goods: Sandbox, **broker: Any) -> tuple[str, dict[str, Any]]:
    """Plan an order for a broker of its own; the broker's address and the body of execute."""
    address = f"{fresh('desk')}@broker.example"
    made = goods.client.ok(goods.client.post("/api/brokers", BROKER | {"email": address} | broker))
    return address, {"batchId": goods.plan(goods.order(), brokerId=made["id"])["exportId"]}


def execute(goods: Sandbox, body: dict[str, Any]) -> dict[str, Any]:
    """Execute; the submission as the answer tells it."""
    done = goods.client.ok(goods.client.post("/api/exports/execute", body))
    assert done["state"] == "COMPLETED"
    submission: dict[str, Any] = done["brokerSubmission"]
    return submission


def events(client: Client, export_id: str, kind: str) -> list[dict[str, Any]]:
    """The events of one type of an export."""
    seen = client.ok(client.get(f"/api/exports/{export_id}"))
    return [event for event in seen["events"] if event["type"] == kind]


def until(
    goods: Sandbox, export_id: str, holds: Callable[[dict[str, Any]], bool], seconds: float = 30
) -> dict[str, Any]:
    """The inspection once something holds of its submission."""
    return wait_until(
        lambda: goods.inspect(export_id),
        lambda seen: holds(seen["brokerSubmission"]),
        seconds=seconds,
        why=lambda seen: seen["brokerSubmission"],
    )


@pytest.mark.requirement(
    "submission:mail:subject",
    "submission:mail:recipient",
    "submission:mail:attachments",
    "submission:mail:message-id",
    "submission:status:sent",
    "events:types:broker",
)
def test_the_mail_carries_every_artifact_byte_for_byte(goods: Sandbox, mailbox: BrokerMailbox) -> None:
    address, body = to_broker(goods)
    submission = execute(goods, body)
    [mail] = mailbox.wait_for(address)
    seen = goods.inspect(body["batchId"])
    assert submission["recipient_email"] == address
    assert mail["To"] == address
    assert mail["Subject"] == submission["subject"]
    assert submission["subject"] == f"EntryGo broker submission {seen['customsPackage']['packageNumber']}"
    assert mail["Message-ID"] == submission["message_id"]
    assert submission["id"] in submission["message_id"]
    attached = {part.get_filename(): part.get_payload(decode=True) for part in mail.iter_attachments()}
    kept = {file["filename"]: goods.client.get(file["download_url"]).content for file in seen["artifacts"]}
    assert len(kept) >= 7
    assert attached == kept
    assert {name: hashlib.sha256(content).hexdigest() for name, content in attached.items()} == {
        file["filename"]: file["sha256"] for file in seen["artifacts"]
    }
    [told] = events(goods.client, body["batchId"], "broker.notified")
    assert told["payload"]["messageId"] == mail["Message-ID"]


@pytest.mark.requirement(
    "submission:failed:permanent",
    "submission:status:honest",
    "submission:resubmit:new",
    "events:types:failed",
    "events:types:broker",
)
def test_a_refused_address_fails_for_good_and_a_new_submission_goes_elsewhere(
    goods: Sandbox, mailbox: BrokerMailbox
) -> None:
    address, body = to_broker(goods)
    mailbox.rcpt_answers[address] = "550 5.1.1 no such desk"
    failed = execute(goods, body)
    assert (failed["status"], failed["sent_at"], failed["next_attempt_at"]) == ("failed", None, None)
    assert "no such desk" in failed["error_message"]
    assert goods.inspect(body["batchId"])["customsPackage"]["state"] == "generated"
    [told] = events(goods.client, body["batchId"], "broker.submission_failed")
    assert "no such desk" in told["payload"]["error"]
    assert events(goods.client, body["batchId"], "broker.notified") == []
    right = f"{fresh('right')}@broker.example"
    path = f"/api/exports/{body['batchId']}/resubmit"
    again = goods.client.ok(goods.client.post(path, {"recipientEmail": right}))
    assert again["previousSubmissionId"] == failed["id"]
    assert again["brokerSubmission"]["id"] != failed["id"]
    seen = until(goods, body["batchId"], lambda submission: submission["status"] == "sent")
    assert seen["brokerSubmission"]["recipient_email"] == right
    assert [each["status"] for each in seen["brokerSubmissions"]] == ["failed", "sent"]
    assert [mail["Message-ID"] for mail in mailbox.to(right)] == [seen["brokerSubmission"]["message_id"]]
    assert seen["customsPackage"]["state"] == "sent_to_broker"
    assert len(events(goods.client, body["batchId"], "broker.notified")) == 1


@pytest.mark.requirement("submission:resubmit:new", "events:types:broker")
def test_resubmitting_a_sent_package_goes_to_the_brokers_present_address_and_notifies_once(
    goods: Sandbox, mailbox: BrokerMailbox
) -> None:
    address, body = to_broker(goods)
    first = execute(goods, body)
    moved = f"{fresh('moved')}@broker.example"
    broker_id = goods.inspect(body["batchId"])["batch"]["broker_id"]
    goods.client.ok(goods.client.patch(f"/api/brokers/{broker_id}", {"email": moved}))
    goods.client.ok(goods.client.post(f"/api/exports/{body['batchId']}/resubmit", {}))
    [mail] = mailbox.wait_for(moved)
    until(goods, body["batchId"], lambda submission: submission["status"] == "sent")
    assert mail["Message-ID"] != first["message_id"]
    assert len(mailbox.to(address)) == 1
    assert len(events(goods.client, body["batchId"], "broker.notified")) == 1


@pytest.mark.requirement(
    "submission:retry:temporary",
    "submission:retry:schedule",
    "submission:mail:message-id",
    "submission:status:honest",
    "events:types:failed",
)
def test_a_mail_put_off_is_visible_and_tried_again_under_its_message_id(
    goods: Sandbox, mailbox: BrokerMailbox
) -> None:
    address, body = to_broker(goods)
    mailbox.data_answers[address] = "451 4.3.0 try again later"
    waiting = execute(goods, body)
    assert (waiting["status"], waiting["sent_at"], waiting["attempts"]) == ("pending", None, 1)
    assert "try again later" in waiting["error_message"]
    assert waiting["next_attempt_at"] is not None
    assert goods.inspect(body["batchId"])["brokerSubmission"] == waiting
    assert len(events(goods.client, body["batchId"], "broker.submission_failed")) == 1
    refused = goods.client.post(f"/api/exports/{body['batchId']}/resubmit", {})
    assert (refused.status_code, refused.json()["errorCode"]) == (409, "INVALID_EXPORT_STATE")
    del mailbox.data_answers[address]
    [mail] = mailbox.wait_for(address)
    seen = until(goods, body["batchId"], lambda submission: submission["status"] == "sent")
    assert mail["Message-ID"] == waiting["message_id"] == seen["brokerSubmission"]["message_id"]
    assert seen["brokerSubmission"].items() >= {"id": waiting["id"], "error_message": None}.items()
    assert len(seen["brokerSubmissions"]) == 1


@pytest.mark.requirement("submission:retry:schedule")
def test_retries_are_quick_then_steady_for_five_minutes_then_slower() -> None:
    """The worker looks twice a second, so a wait ends at most that much later."""
    for mail_id in (f"bes_{n}" for n in range(200)):
        waits = [MAIL.wait_seconds(mail_id, attempts) for attempts in range(1, 60)]
        assert waits[0] + ROUND_SECONDS <= 5
        assert waits[1] + ROUND_SECONDS <= 15
        elapsed = [sum(waits[:tries]) for tries in range(len(waits))]
        assert all(
            wait + ROUND_SECONDS <= 30 for wait, before in zip(waits, elapsed, strict=True) if before < 300
        )
        assert 300 < waits[-1] <= MAIL.planned_wait(99)
        assert waits == [MAIL.wait_seconds(mail_id, attempts) for attempts in range(1, 60)]
    longest = [MAIL.planned_wait(attempts) for attempts in range(1, 60)]
    assert longest == sorted(longest)
    assert MAIL.least_seconds == 24 * 3600


@pytest.mark.requirement("submission:retry:schedule")
def test_mails_that_failed_together_do_not_come_back_together() -> None:
    for attempts in (1, 5, 18, 30):
        waits = sorted(MAIL.wait_seconds(f"bes_{n}", attempts) for n in range(100))
        assert waits[-1] <= MAIL.planned_wait(attempts)
        assert waits[0] >= 0.75 * MAIL.planned_wait(attempts)
        assert waits[-1] - waits[0] > 0.2 * MAIL.planned_wait(attempts)
        assert len(set(waits)) == 100


@pytest.mark.requirement(
    "submission:uncertain:resend", "submission:mail:message-id", "events:types:resent", "events:types:broker"
)
def test_a_mail_of_unknown_fate_is_sent_once_more_under_its_message_id(
    goods: Sandbox, mailbox: BrokerMailbox
) -> None:
    """The server keeps the message and breaks the connection before it answers."""
    address, body = to_broker(goods)
    mailbox.data_answers[address] = DROP
    submission = execute(goods, body)
    first, second = mailbox.wait_for(address, 2)
    seen = until(goods, body["batchId"], lambda submission: submission["status"] == "sent")
    assert first["Message-ID"] == second["Message-ID"] == submission["message_id"]
    assert first.as_bytes() == second.as_bytes()
    assert seen["brokerSubmission"]["attempts"] == 2
    assert len(events(goods.client, body["batchId"], "broker.resent")) == 1
    assert len(events(goods.client, body["batchId"], "broker.notified")) == 1


@pytest.mark.requirement("submission:uncertain:hold", "submission:resubmit:new")
def test_a_mail_of_unknown_fate_waits_for_a_person_where_the_broker_says_hold(
    goods: Sandbox, mailbox: BrokerMailbox
) -> None:
    address, body = to_broker(goods, onUncertain="hold")
    mailbox.data_answers[address] = DROP
    held = execute(goods, body)
    assert (held["status"], held["next_attempt_at"], held["sent_at"]) == ("uncertain", None, None)
    assert "not known" in held["error_message"]
    assert len(events(goods.client, body["batchId"], "broker.submission_held")) == 1
    assert len(mailbox.wait_for(address)) == 1
    goods.client.ok(goods.client.post(f"/api/exports/{body['batchId']}/resubmit", {}))
    seen = until(goods, body["batchId"], lambda submission: submission["status"] == "sent")
    assert [each["status"] for each in seen["brokerSubmissions"]] == ["uncertain", "sent"]


@pytest.mark.requirement("submission:warehouse:notice", "events:types:execute")
def test_the_warehouse_is_written_to_where_it_has_an_address(goods: Sandbox, mailbox: BrokerMailbox) -> None:
    dock = f"{fresh('dock')}@maple.example"
    warehouse = {"name": "Dock", "notificationEmail": dock, "portOfEntry": "0901", "mode": "truck"}
    made = goods.client.ok(goods.client.post("/api/warehouses", warehouse))
    planned = goods.plan(goods.order(), warehouseId=made["id"])
    goods.client.ok(goods.client.post("/api/exports/execute", {"batchId": planned["exportId"]}))
    [notice] = mailbox.wait_for(dock)
    number = goods.inspect(planned["exportId"])["customsPackage"]["packageNumber"]
    assert number in notice["Subject"]
    seen = until(
        goods,
        planned["exportId"],
        lambda _: bool(events(goods.client, planned["exportId"], "warehouse.notified")),
    )
    assert [each["channel"] for each in seen["notifications"]] == ["EMAIL", "EMAIL"]


@pytest.fixture(scope="module")
def unheard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose mail server does not answer yet."""
    home: Path = tmp_path_factory.mktemp("unheard") / "home"
    running = Server(home, smtp_port=free_port()).start()
    yield running
    running.stop()


@pytest.mark.requirement("submission:retry:restart")
def test_a_restart_tries_waiting_mail_at_once(unheard: Server) -> None:
    """The next try is set far away while the server is down, so nothing but the restart brings it about."""
    goods = sandbox(unheard.account())
    export_id = goods.executed()["exportId"]
    waiting = goods.inspect(export_id)["brokerSubmission"]
    assert waiting["status"] == "pending"
    unheard.kill()
    with closing(sqlite3.connect(unheard.home / "entrygo.db")) as database:
        assert database.execute("UPDATE mails SET due_at = '2099-01-01T00:00:00.000Z'").rowcount == 1
        database.commit()
    assert unheard.smtp_port is not None
    mailbox, controller = start_mailbox(unheard.smtp_port)
    try:
        unheard.start()
        [mail] = mailbox.wait_for(goods.broker_email)
        until(goods, export_id, lambda submission: submission["status"] == "sent")
    finally:
        controller.stop()
    assert mail["Message-ID"] == waiting["message_id"]
