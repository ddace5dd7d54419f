"""A mail server that keeps every mail it gets: the message as it came, and its attachments unpacked beside it."""

import asyncio
import re
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

HOST = "127.0.0.1"
MAX_MAIL_BYTES = 64 * 1024 * 1024
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptMail:
    """One mail on disk: ``message`` is the .eml file, ``folder`` holds its attachments."""

    recipient: str
    subject: str
    message: Path
    folder: Path
    attachments: tuple[str, ...]


class MailSink:
    """Listens on this machine alone, on a port of its own, until stopped. ``on_mail`` is called with each mail kept."""

    def __init__(self, folder: Path, on_mail: Callable[[KeptMail], None] = lambda mail: None) -> None:
        self.folder = folder
        self.on_mail = on_mail
        self._mails: list[KeptMail] = []
        self._unknown: frozenset[str] = frozenset()
        self._hang_up: set[str] = set()
        self._lock = threading.Lock()
        folder.mkdir(parents=True, exist_ok=True)
        self._count = sum(1 for _ in folder.glob("*.eml"))
        self._controller = _OwnPort(self)

    @property
    def url(self) -> str:
        """The SMTP URL to send to."""
        return f"smtp://{HOST}:{self._controller.port}"

    @property
    def mails(self) -> tuple[KeptMail, ...]:
        """What came since the start, oldest first."""
        with self._lock:
            return tuple(self._mails)

    def start(self) -> None:
        """Begin to listen."""
        self._controller.start()

    def stop(self) -> None:
        """Stop listening; the mails stay on disk."""
        self._controller.stop(no_assert=True)

    def knows_not(self, *addresses: str) -> None:
        """Mail to these comes back at once: nobody has such a mailbox."""
        self._unknown = frozenset(addresses)

    def hang_up_once(self, address: str) -> None:
        """Take the next mail to this address and break the line before saying so: nobody knows whether it arrived."""
        self._hang_up.add(address)

    async def handle_RCPT(  # noqa: N802 aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Whether there is such a mailbox."""
        if address in self._unknown:
            return f"550 5.1.1 <{address}>: no such mailbox here"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Ok"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 aiosmtpd's name
        """Keep the mail; only then is it accepted."""
        lost = self._hang_up.intersection(envelope.rcpt_tos)
        if lost and server.transport is not None:
            self._hang_up -= lost
            server.transport.close()
            return "421 4.3.0 Gone"
        content = envelope.original_content or b""
        mail = await asyncio.to_thread(self._keep, content, envelope.rcpt_tos)
        self.on_mail(mail)
        return "250 2.0.0 Kept"

    def _keep(self, content: bytes, recipients: list[str]) -> KeptMail:
        message = BytesParser(_class=EmailMessage, policy=policy.default).parsebytes(content)
        with self._lock:
            self._count += 1
            number = self._count
        subject = str(message["Subject"] or "no subject")
        recipient = ", ".join(recipients)
        name = f"{number:04}-{_safe(subject.removeprefix('EntryGo '))}"
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        names = tuple(_unpack(message, folder))
        path = self.folder / f"{name}.eml"
        path.write_bytes(content)
        mail = KeptMail(recipient=recipient, subject=subject, message=path, folder=folder, attachments=names)
        with self._lock:
            self._mails.append(mail)
        return mail


class _OwnPort(Controller):
    """A controller on a port that the system chose and that is held from the beginning."""

    def __init__(self, handler: MailSink) -> None:
        self._socket = socket.create_server((HOST, 0))
        super().__init__(
            handler,
            hostname=HOST,
            port=self._socket.getsockname()[1],
            data_size_limit=MAX_MAIL_BYTES,
            decode_data=False,
            ident="EntryGo demo",
        )

    def _create_server(self) -> Any:  # Any: aiosmtpd gives its base class no types
        return self.loop.create_server(self._factory_invoker, sock=self._socket)


def _unpack(message: EmailMessage, folder: Path) -> list[str]:
    """Write the attachments as the files they were."""
    names = []
    for position, part in enumerate(message.iter_attachments(), start=1):
        name = _safe(part.get_filename() or f"part-{position}")
        content = part.get_payload(decode=True)
        (folder / name).write_bytes(content if isinstance(content, bytes) else b"")
        names.append(name)
    return names


def _safe(text: str) -> str:
    """A text as a file name: short, and nothing a shell or a folder would misread."""
    return _UNSAFE.sub("-", text).strip("-.")[:80] or "mail"
