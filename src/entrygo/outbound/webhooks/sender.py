"""Webhooks over HTTP: signed as Standard Webhooks says, and sent only to an address that was checked.

A name is resolved once a message, every address of it is held against :mod:`entrygo.outbound.webhooks.addresses`, and
the connection goes to one of those very addresses, so that a name that resolves differently in between has no effect.
Host and TLS name stay those of the URL. No proxy, no redirect, no cookie; fifteen seconds in all; of the answer only
the status counts, and of its body only a little is read, so that the receiver can finish writing it.
"""

import socket
import ssl
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import httpcore
import httpx
from standardwebhooks import Webhook

from entrygo.contract.version import VERSION
from entrygo.outbound.webhooks.addresses import is_permitted, names_no_public_host
from entrygo.ports.webhooks import WebhookMessage, WebhookReply

TIMEOUT_SECONDS = 15.0
READ_BYTES = 65_536
LONGEST_URL = 2_000
PORTS = (443, 8443)
NOT_PUBLIC = "The host is, or resolves to, an address outside the public Internet."
Resolve = Callable[[str, int], Sequence[str]]


def resolve(host: str, port: int) -> Sequence[str]:
    """The addresses of a host, as the system resolves it."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


class HttpWebhooks:
    """A :class:`~entrygo.ports.webhooks.WebhookSender` over the network."""

    def __init__(
        self,
        *,
        allow_private: bool = False,
        timeout_seconds: float = TIMEOUT_SECONDS,
        tls: ssl.SSLContext | None = None,
        resolve: Resolve = resolve,
    ) -> None:
        """``allow_private`` permits private networks, plain HTTP and any port: of an operator's own network."""
        self._allow_private = allow_private
        self._timeout = timeout_seconds
        self._tls = tls or httpx.create_ssl_context()
        self._resolve = resolve

    def fault(self, url: str) -> str | None:
        """Why nothing is ever sent to this URL; a host that no resolver knows yet may be known tomorrow."""
        parsed, words = self._parsed(url)
        if parsed is None:
            return words
        try:
            self._addresses(parsed)
        except _NotPermittedError as error:
            return str(error)
        except OSError:
            return None
        return None

    def send(self, message: WebhookMessage) -> WebhookReply:
        """One POST; never raises, the reply says what happened."""
        deadline = time.monotonic() + self._timeout
        parsed, words = self._parsed(message.url)
        if parsed is None:
            return WebhookReply(status=None, words=words)
        try:
            addresses = self._addresses(parsed)
            return self._post(parsed, message, _Pinned(addresses, deadline))
        except _NotPermittedError as error:
            return WebhookReply(status=None, words=str(error))
        except httpcore.TimeoutException:
            return WebhookReply(status=None, words=f"No answer within {self._timeout:g} seconds.")
        except socket.gaierror:
            return WebhookReply(status=None, words="The host's name does not resolve.")
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
            return WebhookReply(status=None, words=f"The connection failed: {error or type(error).__name__}")

    def _parsed(self, url: str) -> tuple[httpx.URL | None, str]:
        """The URL, or why it is none to send to."""
        if len(url) > LONGEST_URL or any(ch.isspace() or not ch.isprintable() or ch == "\\" for ch in url):
            return None, "Not a URL."
        try:
            parsed = httpx.URL(url)
        except (httpx.InvalidURL, ValueError):
            return None, "Not a URL."
        return (None, words) if (words := self._form_fault(parsed)) else (parsed, "")

    def _form_fault(self, url: httpx.URL) -> str | None:
        schemes = ("https", "http") if self._allow_private else ("https",)
        if url.scheme not in schemes or not url.host:
            return f"A webhook's URL begins with {' or '.join(f'{scheme}://' for scheme in schemes)}."
        if url.userinfo:
            return "A webhook's URL holds no user name or password; the signature says who sends."
        if url.fragment:
            return "A webhook's URL has no #fragment."
        if not self._allow_private and _port(url) not in PORTS:
            return f"A webhook's URL is on port {' or '.join(map(str, PORTS))}."
        if not self._allow_private and names_no_public_host(url.raw_host.decode("ascii")):
            return NOT_PUBLIC
        return None

    def _addresses(self, url: httpx.URL) -> Sequence[str]:
        try:
            found = self._resolve(url.raw_host.decode("ascii"), _port(url))
        except UnicodeError as error:  # a label no resolver takes
            raise socket.gaierror(str(error)) from None
        if not found or not all(is_permitted(each, allow_private=self._allow_private) for each in found):
            raise _NotPermittedError(NOT_PUBLIC)
        return found

    def _post(self, url: httpx.URL, message: WebhookMessage, backend: "_Pinned") -> WebhookReply:
        target = httpcore.URL(
            scheme=url.raw_scheme, host=url.raw_host, port=_port(url), target=url.raw_path or b"/"
        )
        bounds = dict.fromkeys(("connect", "read", "write", "pool"), self._timeout)
        with (
            httpcore.ConnectionPool(ssl_context=self._tls, network_backend=backend) as pool,
            pool.stream(
                "POST",
                target,
                headers=[(b"Host", url.netloc), *_headers(message)],
                content=message.body,
                extensions={"timeout": bounds},
            ) as response,
        ):
            _drain(response.iter_stream())
            return WebhookReply(
                status=response.status,
                words=None if 200 <= response.status < 300 else f"The receiver answered {response.status}.",
                retry_after_seconds=_retry_after(response.headers),
            )


class _NotPermittedError(Exception):
    """The address is not one to send to."""


def _port(url: httpx.URL) -> int:
    return url.port or (443 if url.scheme == "https" else 80)


def _headers(message: WebhookMessage) -> list[tuple[bytes, bytes]]:
    text = message.body.decode()
    signatures = [
        Webhook(secret).sign(message.identifier, message.at, text)  # each of a rotation's two secrets
        for secret in message.secrets
    ]
    return [
        (b"Content-Type", b"application/json"),
        (b"Accept", b"*/*"),
        (b"User-Agent", f"EntryGo/{VERSION}".encode()),
        (b"webhook-id", message.identifier.encode()),
        (b"webhook-timestamp", str(int(message.at.timestamp())).encode()),
        (b"webhook-signature", " ".join(signatures).encode()),
    ]


def _drain(parts: Iterable[bytes]) -> None:
    """Read a little of the answer's body after the status; failures are ignored."""
    size = 0
    try:
        for part in parts:
            size += len(part)
            if size > READ_BYTES:
                return
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException):
        return


def _retry_after(headers: Iterable[tuple[bytes, bytes]]) -> float | None:
    """Seconds until the receiver wants the next try, if it says so."""
    text = next((value.decode("latin-1") for name, value in headers if name.lower() == b"retry-after"), "")
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        named = parsedate_to_datetime(text)
    except ValueError:
        return None
    at = named if named.tzinfo else named.replace(tzinfo=UTC)
    return max(0.0, (at - datetime.now(UTC)).total_seconds())


class _Pinned(httpcore.NetworkBackend):
    """Connects to the addresses that were checked, whatever the name says by now, within one deadline."""

    def __init__(self, addresses: Sequence[str], deadline: float) -> None:
        self._addresses, self._deadline = addresses, deadline
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,  # Any: httpcore's own signature
    ) -> httpcore.NetworkStream:
        """A connection to the first address that takes one."""
        for left in range(len(self._addresses), 0, -1):
            address = self._addresses[-left]
            share = _left(self._deadline, timeout, httpcore.ConnectTimeout) / left
            try:
                stream = self._inner.connect_tcp(address, port, share, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if left == 1:
                    raise
            else:
                return _Bounded(stream, self._deadline)
        raise httpcore.ConnectError("no address")


class _Bounded(httpcore.NetworkStream):
    """A stream whose every step ends at the deadline of the whole message."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: float) -> None:
        self._inner, self._deadline = inner, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, _left(self._deadline, timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, _left(self._deadline, timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        """Close the stream."""
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        """The same stream, encrypted."""
        left = _left(self._deadline, timeout, httpcore.ConnectTimeout)
        return _Bounded(self._inner.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:  # Any: httpcore's own signature
        """Information about the socket, as the library asks for it."""
        return self._inner.get_extra_info(info)


def _left(deadline: float, timeout: float | None, fault: type[httpcore.TimeoutException]) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise fault
    return left if timeout is None else min(left, timeout)
