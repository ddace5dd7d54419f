"""One real server and one real mail server for the contract tests of a process; an account of its own for each test."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.serving.broker_mailbox import BrokerMailbox
from tests.serving.postgres import fresh_database
from tests.serving.sandbox import Sandbox, sandbox
from tests.serving.server import Client, Server

PATIENT = {"ENTRYGO_EXECUTE_WAIT_SECONDS": "30"}
HASTY = {"ENTRYGO_EXECUTE_WAIT_SECONDS": "0", "ENTRYGO_IDEMPOTENCY_WAIT_SECONDS": "0"}


@contextmanager
def running(
    request: pytest.FixtureRequest, waits: dict[str, str], database: dict[str, str]
) -> Iterator[Server]:
    """``entrygo serve`` with the edition that ships inside."""
    home: Path = request.getfixturevalue("tmp_path_factory").mktemp("served") / "home"
    mailbox: BrokerMailbox = request.getfixturevalue("mailbox")
    server = Server(home, smtp_port=mailbox.port, environment=waits | database).start()
    yield server
    server.stop()


@pytest.fixture(scope="package")
def server_on_sqlite(request: pytest.FixtureRequest) -> Iterator[Server]:
    """The server of all tests on SQLite."""
    with running(request, PATIENT, {}) as server:
        yield server


@pytest.fixture(scope="package")
def server_on_postgresql(request: pytest.FixtureRequest) -> Iterator[Server]:
    """The server of all tests on PostgreSQL."""
    with running(request, PATIENT, fresh_database(request, "postgresql")) as server:
        yield server


@pytest.fixture(scope="package")
def hasty_on_sqlite(request: pytest.FixtureRequest) -> Iterator[Server]:
    """One that waits for nothing, on SQLite."""
    with running(request, HASTY, {}) as server:
        yield server


@pytest.fixture(scope="package")
def hasty_on_postgresql(request: pytest.FixtureRequest) -> Iterator[Server]:
    """One that waits for nothing, on PostgreSQL."""
    with running(request, HASTY, fresh_database(request, "postgresql")) as server:
        yield server


@pytest.fixture(scope="module")
def server(request: pytest.FixtureRequest, database_kind: str) -> Server:
    """``entrygo serve`` on the database of this test."""
    server: Server = request.getfixturevalue(f"server_on_{database_kind}")
    return server


@pytest.fixture(scope="module")
def hasty(request: pytest.FixtureRequest, database_kind: str) -> Server:
    """A server that waits for nothing: it answers what is true at once."""
    server: Server = request.getfixturevalue(f"hasty_on_{database_kind}")
    return server


@pytest.fixture(scope="module")
def client(server: Server) -> Client:
    """An account of the module's own, with a live key."""
    return server.account()


@pytest.fixture(scope="module")
def goods(client: Client) -> Sandbox:
    """The module's account, ready to export."""
    return sandbox(client)
