"""Handing one message to a mail server, with an honest account of what became of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class MailFate(StrEnum):
    """What became of a message.

    ``sent``: the server took it. ``rejected``: it refused this message or address for good. ``deferred``: it
    was not taken now and may be later; also every fault of the installation (no connection, TLS, credentials),
    as another try succeeds after the repair. ``uncertain``: the connection ended after the whole message was
    handed over and before the server answered, so it may have been delivered without our knowing.
    ``unconfigured``: there is no mail server to ask.
    """

    SENT = "sent"
    REJECTED = "rejected"
    DEFERRED = "deferred"
    UNCERTAIN = "uncertain"
    UNCONFIGURED = "unconfigured"


@dataclass(frozen=True, slots=True, kw_only=True)
class MailOutcome:
    """The fate of a message and the words that go with it: the server's own where it spoke, else ours."""

    kind: MailFate
    words: str


class Mailer(Protocol):
    """One way out for mail. Safe to use from several threads."""

    def send(
        self,
        message: bytes,
        *,
        sender: str,
        recipients: Sequence[str],
        before_data: Callable[[], None],
    ) -> MailOutcome:
        """Hand a complete RFC 5322 message to the server for all recipients or for none.

        ``before_data`` is called once, when sender and recipients are accepted and before the first byte of
        the message leaves: the moment to record that the message may be on its way. It is not called when the
        outcome is reached earlier; what it raises is raised on, and the message stays here. Faults of the
        network and the server are outcomes, never exceptions.
        """
        ...
