"""A broker's mail server: aiosmtpd on a free port, keeping what arrives and answering as the test says."""

import email
import email.policy
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

DROP = "drop"
"""A reply to DATA that never comes: the message is kept and the connection breaks, once."""


@dataclass
class BrokerMailbox:
    """Mails that arrived, in order. ``answers`` maps a recipient to the reply to RCPT; ``data_answers`` to DATA.

    ``on_data`` maps one to what happens, once, while the server thinks about the message.
    """

    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)
    rcpt_answers: dict[str, str] = field(default_factory=dict)
    data_answers: dict[str, str] = field(default_factory=dict)
    on_data: dict[str, Callable[[], object]] = field(default_factory=dict)
    arrived: threading.Event = field(default_factory=threading.Event)

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Answer RCPT as told, else accept."""
        answer = self.rcpt_answers.get(address, "250 OK")
        if answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Answer DATA as told, else keep the message."""
        for address in envelope.rcpt_tos:
            self.on_data.pop(address, lambda: None)()
            if self.data_answers.get(address) == DROP:
                del self.data_answers[address]
                server.transport.abort()
            elif address in self.data_answers:
                return self.data_answers[address]
        self.mails.append(
            email.message_from_bytes(envelope.original_content or b"", policy=email.policy.default)
        )
        self.recipients.append(list(envelope.rcpt_tos))
        self.arrived.set()
        return "250 OK queued"

    def to(self, address: str) -> list[EmailMessage]:
        """The mails that arrived for one address."""
        return [mail for mail, to in zip(self.mails, self.recipients, strict=True) if address in to]

    def wait_for(self, address: str, count: int = 1, seconds: float = 60) -> list[EmailMessage]:
        """The mails of one address, once there are ``count``; an AssertionError after ``seconds``."""
        deadline = time.monotonic() + seconds
        while len(self.to(address)) < count:
            left = deadline - time.monotonic()
            assert left > 0, f"{len(self.to(address))} of {count} mails to {address} after {seconds} s"
            self.arrived.wait(min(left, 0.2))
            self.arrived.clear()
        return self.to(address)


def start_mailbox(port: int = 0) -> tuple[BrokerMailbox, Controller]:
    """A running mail server; stop its controller when done."""
    mailbox = BrokerMailbox()
    controller = Controller(mailbox, hostname="127.0.0.1", port=port or free_port())
    controller.start()
    mailbox.port = controller.port
    return mailbox, controller


def free_port() -> int:
    """A port nobody listens on now."""
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
