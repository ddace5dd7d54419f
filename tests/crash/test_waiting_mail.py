"""A crash while a mail waits, or while the mail server thinks about it; and a mail server that was away."""

import contextlib
from collections import Counter

import pytest
from sqlalchemy import text

from tests.crash.consignment import consignment, require_same_answer, require_whole
from tests.crash.stopping_server import StoppingServer
from tests.serving.broker_mailbox import BrokerMailbox, start_mailbox
from tests.serving.postgres import fresh_database
from tests.serving.sandbox import Sandbox, sandbox

pytestmark = [pytest.mark.database, pytest.mark.crash]


@pytest.mark.requirement("submission:retry:restart")
def test_a_restart_tries_a_waiting_mail_at_once(
    server: StoppingServer, goods: Sandbox, mailbox: BrokerMailbox
) -> None:
    export = consignment(goods, mailbox)
    mailbox.data_answers[export.broker] = "451 4.3.0 try again later"
    waiting = export.execute().json()["brokerSubmission"]
    assert (waiting["status"], waiting["attempts"]) == ("pending", 1)
    server.kill()
    far = "2099-01-01T00:00:00.000Z"
    with server.rows() as rows:
        rows.execute(text("UPDATE mails SET due_at = :far WHERE id = :id"), {"far": far, "id": waiting["id"]})
    del mailbox.data_answers[export.broker]
    server.start()
    seen = export.settled()
    assert (seen["brokerSubmission"]["status"], seen["brokerSubmission"]["attempts"]) == ("sent", 2)
    assert export.copies(export.broker) == [waiting["message_id"]]
    require_same_answer(export)


@pytest.mark.requirement("submission:uncertain:resend", "submission:mail:message-id")
def test_a_crash_while_the_mail_server_thinks_sends_the_same_message_once_more(
    server: StoppingServer, goods: Sandbox, mailbox: BrokerMailbox
) -> None:
    """The mail server accepts the message after the sending process was killed."""
    export = consignment(goods, mailbox)
    mailbox.on_data[export.broker] = server.kill
    export.execute_and_lose_the_answer()
    server.start()
    seen = export.settled()
    types = Counter(event["type"] for event in seen["events"])
    assert export.copies(export.broker) == [seen["brokerSubmission"]["message_id"]] * 2
    assert types["broker.resent"] == types["broker.submission_failed"] == types["broker.notified"] == 1
    require_whole(export, seen)
    require_same_answer(export)


@pytest.mark.requirement("submission:retry:temporary", "submission:retry:restart")
def test_a_mail_server_that_refuses_connections_gets_the_mail_when_it_is_back(
    request: pytest.FixtureRequest, database_kind: str, server: StoppingServer
) -> None:
    """It is away during the execution and the crash, and comes back under the next life."""
    away, controller = start_mailbox()
    controller.stop()
    lonely = StoppingServer(
        server.home.with_name("lonely"),
        smtp_port=away.port,
        environment=server.environment | fresh_database(request, database_kind),
    )
    lonely.start()
    try:
        export = consignment(sandbox(lonely.account()), away)
        waiting = export.execute().json()
        assert waiting["state"] == "COMPLETED"
        assert waiting["brokerSubmission"]["status"] == "pending"
        assert "refused" in waiting["brokerSubmission"]["error_message"]
        lonely.kill()
        lonely.start()
        assert export.inspect()["brokerSubmission"]["status"] == "pending"
        back, controller = start_mailbox(away.port)
        seen = export.settled(40)
        assert [mail["Message-ID"] for mail in back.to(export.broker)] == [
            waiting["brokerSubmission"]["message_id"]
        ]
        assert len(back.to(export.dock)) == 1
        require_whole(export, seen)
    finally:
        lonely.stop()
        with contextlib.suppress(Exception):
            controller.stop()
