"""A mail server that several rooms' tests deliver to."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.serving.broker_mailbox import BrokerMailbox


@pytest.fixture(scope="session")
def mailbox() -> Iterator["BrokerMailbox"]:
    """The brokers' mail server."""
    from tests.serving.broker_mailbox import start_mailbox

    box, controller = start_mailbox()
    yield box
    controller.stop()
