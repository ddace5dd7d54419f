"""A mail server that several rooms' tests deliver to."""

from collections.abc import Iterator

import pytest

from tests.serving.broker_mailbox import BrokerMailbox, start_mailbox


@pytest.fixture(scope="session")
def mailbox() -> Iterator[BrokerMailbox]:
    """The brokers' mail server."""
    box, controller = start_mailbox()
    yield box
    controller.stop()
