"""A receiver of webhooks: an HTTP or HTTPS server on loopback that keeps what arrives and answers as the test says."""

import http.server
import ssl
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import orjson
from standardwebhooks import Webhook


@dataclass(frozen=True)
class Message:
    """One POST as it came."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def id(self) -> str:
        """Its ``webhook-id``."""
        return self.headers["webhook-id"]

    @property
    def document(self) -> dict[str, Any]:
        """Its body."""
        document: dict[str, Any] = orjson.loads(self.body)
        return document

    def verified(self, secret: str) -> dict[str, Any]:
        """Its body, once the library that receivers use has found it signed, just now, under the secret."""
        document: dict[str, Any] = Webhook(secret).verify(self.body, self.headers)
        return document


@dataclass
class Receiver:
    """Takes what is posted to its own path: a port may have been another's before.

    ``answer`` gives status and headers for each message that came.
    """

    port: int = 0
    path: str = field(default_factory=lambda: f"/{uuid.uuid4().hex}")
    scheme: str = "http"
    messages: list[Message] = field(default_factory=list)
    answer: Callable[[Message], tuple[int, dict[str, str]]] = lambda _: (HTTPStatus.NO_CONTENT, {})
    came: threading.Condition = field(default_factory=threading.Condition)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"{self.scheme}://127.0.0.1:{self.port}{self.path}"

    def take(self, message: Message) -> tuple[int, dict[str, str]]:
        """Keep a message and say what to answer."""
        with self.came:
            self.messages.append(message)
            self.came.notify_all()
        return self.answer(message)

    def wait_for(self, count: int, seconds: float = 60) -> list[Message]:
        """The messages once so many came."""
        with self.came:
            assert self.came.wait_for(lambda: len(self.messages) >= count, seconds), [
                each.document["type"] for each in self.messages
            ]
            return list(self.messages)


@contextmanager
def receiving(tls: ssl.SSLContext | None = None) -> Iterator[Receiver]:
    """A receiver for the time of the block."""
    receiver = Receiver(scheme="https" if tls else "http")

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            message = Message(self.path, headers, body)
            status, more = (
                receiver.take(message) if self.path == receiver.path else (HTTPStatus.NOT_FOUND, {})
            )
            self.send_response(status)
            for name, value in more.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    receiver.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()
        thread.join(60)


def hang(seconds: float) -> Callable[[Message], tuple[int, dict[str, str]]]:
    """Answers of a receiver that takes its time."""

    def answer(_: Message) -> tuple[int, dict[str, str]]:
        time.sleep(seconds)  # lint: allow bounded-waits -- a receiver that hangs is what is tested
        return HTTPStatus.NO_CONTENT, {}

    return answer
