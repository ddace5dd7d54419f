"""The brokers' mail server, a program of its own: it counts every message it took and behaves as it is told.

``python -m tests.cluster.mail_server ADDRESS`` takes mail on port 2525. On port 8025 ``GET /mails`` answers every
message taken (Message-ID, recipient, SHA-256 of each file) in order, and ``POST /modes`` sets how mail to a recipient
is met.
"""

import asyncio
import json
import sys
import threading
from email import message_from_bytes, policy
from email.message import MIMEPart
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

SMTP_PORT, CONTROL_PORT = 2525, 8025
MODES = ("accept", "451", "550", "hang-rcpt", "hang-data", "drop-taken", "drop-lost")
REPLIES = {"451": "451 4.3.0 try again later", "550": "550 5.1.1 no such user here"}


class Desk:
    """What was taken, and the mode of each recipient; a drop, or a verdict that never comes, happens once a message."""

    def __init__(self) -> None:
        self.taken: list[dict[str, Any]] = []
        self.modes: dict[str, str] = {}
        self._met: set[str] = set()

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take the recipient, refuse it, or never answer."""
        mode = self.modes.get(address, "accept")
        if mode in REPLIES:
            return REPLIES[mode]
        if mode == "hang-rcpt":
            await asyncio.Event().wait()
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take the message, or break off with or without having taken it, or take it and never say so."""
        [recipient] = envelope.rcpt_tos
        message = message_from_bytes(envelope.original_content or b"", policy=policy.default)
        identifier = str(message["Message-ID"])
        mode = self.modes.get(recipient, "accept")
        is_new = identifier not in self._met
        self._met.add(identifier)
        if not (is_new and mode == "drop-lost"):
            files = {
                str(part.get_filename()): sha256(content_of(part)).hexdigest()
                for part in message.iter_attachments()
            }
            self.taken.append({"messageId": identifier, "recipient": recipient, "files": files})
        if is_new and mode.startswith("drop"):
            server.transport.abort()
        if is_new and mode == "hang-data":
            await asyncio.Event().wait()
        return "250 OK queued"


def content_of(part: MIMEPart) -> bytes:
    """The bytes of a file that is attached."""
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def control(desk: Desk) -> type[BaseHTTPRequestHandler]:
    """The control port's handler."""

    class Control(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(list(desk.taken))

        def do_POST(self) -> None:
            desk.modes.update(json.loads(self.rfile.read(int(self.headers["content-length"]))))
            self._answer(desk.modes)

        def _answer(self, value: Any) -> None:
            body = json.dumps(value).encode()
            self.send_response(200)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    return Control


def main() -> None:
    """Serve until killed."""
    desk, address = Desk(), sys.argv[1]
    Controller(desk, hostname=address, port=SMTP_PORT).start()
    threading.Thread(target=ThreadingHTTPServer((address, CONTROL_PORT), control(desk)).serve_forever).start()


if __name__ == "__main__":
    main()
