"""The way out to webhook endpoints."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

TEST_TYPE = "webhook.test"
"""The type of a test message; it stands in no stream."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookMessage:
    """A message to an endpoint, signed under each of its secrets when it leaves."""

    url: str
    identifier: str
    at: datetime
    body: bytes
    secrets: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookReply:
    """What became of a message: the status, or ``None`` and in ``words`` why there is none."""

    status: int | None
    words: str | None = None
    retry_after_seconds: float | None = None


class WebhookSender(Protocol):
    """The way out."""

    def fault(self, url: str) -> str | None:
        """Why nothing is ever sent to this URL, in words for its owner; ``None`` when it may be."""
        ...

    def send(self, message: WebhookMessage) -> WebhookReply:
        """One POST, bounded in time; never raises for what the other side does."""
        ...


class NoWebhooks:
    """A :class:`WebhookSender` of a process that sends none."""

    def fault(self, url: str) -> str | None:
        return "This server sends no webhooks."

    def send(self, message: WebhookMessage) -> WebhookReply:
        """Nothing leaves."""
        return WebhookReply(status=None, words="This server sends no webhooks.")
