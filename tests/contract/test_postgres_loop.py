"""The whole loop on PostgreSQL, through a power cut: what is promised there is kept there."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serving.broker_mailbox import BrokerMailbox
from tests.serving.postgres import PostgresServer
from tests.serving.sandbox import sandbox
from tests.serving.server import Server

EXECUTE = "/api/exports/execute"


@pytest.fixture
def on_postgres(tmp_path: Path, mailbox: BrokerMailbox, postgres: PostgresServer) -> Iterator[Server]:
    """``entrygo serve`` on a new PostgreSQL database."""
    settings = {"ENTRYGO_DATABASE_URL": postgres.fresh_database(), "ENTRYGO_EXECUTE_WAIT_SECONDS": "30"}
    running = Server(tmp_path / "home", smtp_port=mailbox.port, environment=settings).start()
    yield running
    running.stop()


@pytest.mark.slow  # test_execute and the crash tests do each part of it on PostgreSQL
@pytest.mark.requirement("protocol:loop:whole", "idempotency:crash:resumes")
def test_an_export_is_planned_executed_killed_and_told_once(
    on_postgres: Server, mailbox: BrokerMailbox
) -> None:
    goods = sandbox(on_postgres.account())
    planned = goods.plan(goods.order(), goods.order())
    assert planned["readinessState"] == "READY"
    done = goods.client.ok(goods.client.post(EXECUTE, {"batchId": planned["exportId"]}, key="once"))
    assert done["brokerSubmission"]["status"] == "sent"
    assert len(mailbox.wait_for(goods.broker_email)) == 1

    interrupted = sandbox(on_postgres.account())
    batch = interrupted.plan(interrupted.order())["exportId"]
    mailbox.on_data[interrupted.broker_email] = on_postgres.kill  # in the middle of the mail
    with pytest.raises(Exception, match=r"disconnected|reset|closed|refused|read"):
        interrupted.client.post(EXECUTE, {"batchId": batch}, key="cut")
    on_postgres.start()

    settled = interrupted.client.ok(interrupted.client.post(EXECUTE, {"batchId": batch}, key="cut"))
    again = goods.client.post(EXECUTE, {"batchId": planned["exportId"]}, key="once")
    assert again.headers["idempotent-replayed"] == "true"
    assert again.json() == done
    assert settled["state"] == "COMPLETED"
    seen = goods.inspect(planned["exportId"])
    assert seen["customsPackage"]["state"] == "sent_to_broker"
    assert len(mailbox.to(goods.broker_email)) == 1
    assert not on_postgres.home.joinpath("entrygo.db").exists()
    assert on_postgres.command("audit", "verify")["intact"]
