"""One home of many lives for the crash tests of a process, its mail server, and an account on it."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.crash.stopping_server import StoppingServer
from tests.serving.broker_mailbox import BrokerMailbox
from tests.serving.postgres import fresh_database
from tests.serving.sandbox import Sandbox, sandbox

WAITS = {"ENTRYGO_EXECUTE_WAIT_SECONDS": "30", "ENTRYGO_IDEMPOTENCY_WAIT_SECONDS": "30"}


@contextmanager
def running(request: pytest.FixtureRequest, database: dict[str, str]) -> Iterator[StoppingServer]:
    """A server that can be stopped anywhere and started again."""
    home = request.getfixturevalue("tmp_path_factory").mktemp("stopped") / "home"
    mailbox: BrokerMailbox = request.getfixturevalue("mailbox")
    server = StoppingServer(home, smtp_port=mailbox.port, environment=WAITS | database).start()
    yield server
    server.stop()


@pytest.fixture(scope="package")
def server_on_sqlite(request: pytest.FixtureRequest) -> Iterator[StoppingServer]:
    """The one on SQLite."""
    with running(request, {}) as server:
        yield server


@pytest.fixture(scope="package")
def server_on_postgresql(request: pytest.FixtureRequest) -> Iterator[StoppingServer]:
    """The one on PostgreSQL."""
    with running(request, fresh_database(request, "postgresql")) as server:
        yield server


@pytest.fixture(scope="module")
def server(request: pytest.FixtureRequest, database_kind: str) -> StoppingServer:
    """The server on the database of this test."""
    server: StoppingServer = request.getfixturevalue(f"server_on_{database_kind}")
    if server.process is None or server.process.poll() is not None:
        server.start()
    return server


@pytest.fixture(scope="module")
def goods(server: StoppingServer) -> Sandbox:
    """An account ready to export."""
    return sandbox(server.account())


@pytest.fixture(autouse=True)
def _alive(server: StoppingServer) -> None:
    """Each test finds the server alive, whatever became of the one before."""
    assert server.process is not None
    if server.process.poll() is not None:
        server.start()
