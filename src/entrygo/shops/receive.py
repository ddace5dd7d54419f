"""Takes a shop's webhooks in: verified, kept, answered; what they tell of is pulled afterwards."""

import hmac
import threading
from base64 import b64encode
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from entrygo.shops.shop import Shop
from entrygo.shops.state import State

MOST_BYTES = 2 * 1024 * 1024
PATIENCE_SECONDS = 5.0
PING = b"webhook_id="


def is_signed(body: bytes, signature: str, secrets: Sequence[str]) -> bool:
    """Whether the raw body is signed under one of the secrets: base64 of HMAC-SHA256, compared in constant time."""
    given = signature.encode("utf-8", "replace")
    made = [b64encode(hmac.digest(secret.encode(), body, sha256)) for secret in secrets if secret]
    return any([hmac.compare_digest(each, given) for each in made])


class Receiver(ThreadingHTTPServer):
    """An HTTP server for one shop's webhooks, each kept before it is answered. ``came`` is set when one is."""

    daemon_threads = True

    def __init__(self, address: tuple[str, int], shop: Shop, state: State, secrets: Sequence[str]) -> None:
        self.shop, self.state, self.secrets = shop, state, secrets
        self.came = threading.Event()
        super().__init__(address, _Handler)

    def taken_in(self, headers: dict[str, str], body: bytes) -> int:
        """The status of a delivery: 200 kept or known, 401 not signed by the shop, 400 without an id."""
        if body.startswith(PING) and not self.shop.signature_of(headers):
            return 200  # WooCommerce tries an address so; it tells nothing
        if not is_signed(body, self.shop.signature_of(headers), self.secrets):
            return 401
        identifier = self.shop.delivery_of(headers)
        if not identifier or len(identifier) > 200:
            return 400
        topic = headers.get("x-shopify-topic") or headers.get("x-wc-webhook-topic") or ""
        if self.state.take_in(identifier, datetime.now(UTC).isoformat(), topic[:200], body):
            self.came.set()
        return 200


class _Handler(BaseHTTPRequestHandler):
    server: Receiver
    timeout = PATIENCE_SECONDS
    server_version, sys_version = "EntryGo", ""

    def do_POST(self) -> None:
        length = self.headers.get("content-length", "")
        if not (length.isascii() and length.isdigit()):
            self._answer(411)
        elif int(length) > MOST_BYTES:
            self._answer(413)
        else:
            body = self.rfile.read(int(length))
            headers = {name.lower(): value for name, value in self.headers.items()}
            self._answer(self.server.taken_in(headers, body) if len(body) == int(length) else 400)

    def do_GET(self) -> None:
        self._answer(405)

    def _answer(self, status: int) -> None:
        self.close_connection = True
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.send_header("Connection", "close")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the base class's own name
        """Nothing: deliveries are listed by the command."""


def work_off(state: State, pull: Callable[[], object]) -> int:
    """Pull once for all deliveries that wait; how many there were. They go on waiting where the pull fails."""
    waiting = state.waiting()
    if waiting:
        pull()
        state.worked_off(waiting)
    return len(waiting)
