"""One home of many lives for the crash tests of a process, its mail server, and an account on it."""

from collections.abc import Iterator

import pytest

from tests.crash.stopping_server import StoppingServer
from tests.serving.broker_mailbox import BrokerMailbox
from tests.serving.postgres import fresh_database
from tests.serving.sandbox import Sandbox, sandbox

WAITS = {"ENTRYGO_EXECUTE_WAIT_SECONDS": "30", "ENTRYGO_IDEMPOTENCY_WAIT_SECONDS": "30"}


@pytest.fixture(scope="session")
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, mailbox: BrokerMailbox
) -> Iterator[StoppingServer]:
    """A server that can be stopped anywhere and started again."""
    home = tmp_path_factory.mktemp("stopped") / "home"
    environment = WAITS | fresh_database(request)
    running = StoppingServer(home, smtp_port=mailbox.port, environment=environment).start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def goods(server: StoppingServer) -> Sandbox:
    """An account ready to export."""
    return sandbox(server.account())


@pytest.fixture(autouse=True)
def _alive(server: StoppingServer) -> None:
    """Each test finds the server alive, whatever became of the one before."""
    assert server.process is not None
    if server.process.poll() is not None:
        server.start()
