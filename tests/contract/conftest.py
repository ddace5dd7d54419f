"""One real server and one real mail server for the contract tests of a process; an account of its own for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serving.broker_mailbox import BrokerMailbox
from tests.serving.postgres import fresh_database
from tests.serving.sandbox import Sandbox, sandbox
from tests.serving.server import Client, Server


@pytest.fixture(scope="session")
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, mailbox: BrokerMailbox
) -> Iterator[Server]:
    """``entrygo serve`` with the edition that ships inside."""
    home: Path = tmp_path_factory.mktemp("served") / "home"
    waits = {"ENTRYGO_EXECUTE_WAIT_SECONDS": "30"}
    running = Server(home, smtp_port=mailbox.port, environment=waits | fresh_database(request)).start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def hasty(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, mailbox: BrokerMailbox
) -> Iterator[Server]:
    """A server that waits for nothing: it answers what is true at once."""
    home: Path = tmp_path_factory.mktemp("hasty") / "home"
    waits = {"ENTRYGO_EXECUTE_WAIT_SECONDS": "0", "ENTRYGO_IDEMPOTENCY_WAIT_SECONDS": "0"}
    running = Server(home, smtp_port=mailbox.port, environment=waits | fresh_database(request)).start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def client(server: Server) -> Client:
    """An account of the module's own, with a live key."""
    return server.account()


@pytest.fixture(scope="module")
def goods(client: Client) -> Sandbox:
    """The module's account, ready to export."""
    return sandbox(client)
