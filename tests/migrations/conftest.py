"""An empty database of each kind for the migrations' tests, and a broker's mail server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from entrygo.store.database import Database
from tests.serving.broker_mailbox import BrokerMailbox, start_mailbox
from tests.serving.postgres import empty_database


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database."""
    return empty_database(request, tmp_path)


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    """The same database, open."""
    opened = Database(url)
    yield opened
    opened.close()


@pytest.fixture
def mailbox() -> Iterator[BrokerMailbox]:
    """A mail server of each test's own: released seeds share their broker's address."""
    box, controller = start_mailbox()
    yield box
    controller.stop()
