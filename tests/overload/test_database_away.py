"""PostgreSQL stops and starts under a running server: 503 meanwhile, and then everything goes on by itself."""

import subprocess
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import httpx
import pytest

from tests.overload.wire import seconds_since
from tests.serving.broker_mailbox import start_mailbox
from tests.serving.postgres import PostgresServer, postgres_server, programs, server_user
from tests.serving.sandbox import sandbox
from tests.serving.server import Server
from tests.serving.waiting import wait_until

pytestmark = [pytest.mark.crash]


@pytest.fixture
def database() -> Iterator[PostgresServer]:
    """A server of this test's own: it is stopped."""
    with postgres_server() as server:
        yield server


def control(database: PostgresServer, *arguments: str) -> None:
    """Stop or start the database's server."""
    program = programs() / "pg_ctl"
    command = [str(program), "-D", str(database.folder / "data"), "-l", str(database.folder / "log"), "-w"]
    subprocess.run(
        [*command, *arguments], user=server_user(), cwd=database.folder, check=True, stdout=subprocess.DEVNULL
    )


@pytest.mark.requirement("errors:http:unavailable")
def test_calls_are_answered_503_while_the_database_is_away_and_owed_work_goes_on_when_it_is_back(
    tmp_path: Path, database: PostgresServer
) -> None:
    mailbox, controller = start_mailbox()
    environment = {"ENTRYGO_DATABASE_URL": database.migrated_database(), "ENTRYGO_EXECUTE_WAIT_SECONDS": "30"}
    server = Server(tmp_path / "home", smtp_port=mailbox.port, environment=environment).start()
    try:
        goods = sandbox(server.account())
        mailbox.data_answers[goods.broker_email] = "451 not now"
        waiting = goods.executed()
        assert waiting["brokerSubmission"]["status"] == "pending"
        planned = goods.plan(goods.order())["exportId"]

        control(database, "stop", "-m", "immediate")
        del mailbox.data_answers[goods.broker_email]
        away_until = time.monotonic() + 4
        while time.monotonic() < away_until:
            for answer in (
                call(goods.client.get, "/api/orders"),
                call(goods.client.post, "/api/exports/execute", {"batchId": planned}, key="while-away"),
                call(goods.client.post, "/api/orders/sync", {"items": [{"externalId": "o-1", "items": []}]}),
            ):
                assert answer.status_code in (400, 503), answer.text
                if answer.status_code == 503:
                    assert answer.json()["errorCode"] == "UNAVAILABLE"
                    assert int(answer.headers["retry-after"]) >= 1
        assert httpx.get(f"{server.url}/healthz", timeout=60).status_code == 200
        assert httpx.get(f"{server.url}/readyz", timeout=60).status_code == 503

        control(database, "-o", f"-k {database.folder} -c listen_addresses='' -c fsync=off", "start")
        back = time.monotonic()
        again = partial(call, goods.client.get, "/api/orders")
        wait_until(again, lambda said: said.status_code == 200, seconds=60)
        done = goods.client.post("/api/exports/execute", {"batchId": planned}, key="while-away")
        assert done.status_code == 200
        # as soon as this life has its lease again
        wait_until(partial(goods.inspect, planned), lambda seen: seen["state"] == "COMPLETED", seconds=60)
        assert len(mailbox.wait_for(goods.broker_email, 2, seconds=60)) == 2
        print(f"all owed mail was sent {seconds_since(back):.1f} s after the database was back")
    finally:
        server.stop()
        controller.stop()


def call(method, *arguments, **named) -> httpx.Response:
    """An answer, and it comes soon."""
    began = time.monotonic()
    answer: httpx.Response = method(*arguments, **named)
    assert seconds_since(began) < 30
    return answer
