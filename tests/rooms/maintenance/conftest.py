"""A served installation with a mail server and a few executed exports, for tests of its upkeep."""

from collections.abc import Iterator

import pytest

from tests.serving.broker_mailbox import BrokerMailbox
from tests.serving.sandbox import Sandbox, sandbox
from tests.serving.server import Server

PUBLIC_URL = "https://entrygo.example"
ENVIRONMENT = {"ENTRYGO_EXECUTE_WAIT_SECONDS": "30", "ENTRYGO_PUBLIC_URL": PUBLIC_URL}


@pytest.fixture(scope="package")
def served(tmp_path_factory: pytest.TempPathFactory, mailbox: BrokerMailbox) -> Iterator[Server]:
    """A running server on SQLite."""
    home = tmp_path_factory.mktemp("served") / "home"
    server = Server(home, smtp_port=mailbox.port, environment=ENVIRONMENT).start()
    yield server
    server.stop()


@pytest.fixture(scope="package")
def goods(served: Server) -> Sandbox:
    """An account on it with two executed exports."""
    filled = sandbox(served.account())
    for _ in range(2):
        assert filled.executed()["state"] == "COMPLETED"
    return filled
