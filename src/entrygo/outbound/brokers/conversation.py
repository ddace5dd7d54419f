"""SMTP connections with a limit on the whole conversation: a server that sends a byte now and then passes every
limit on a single step.
"""

import contextlib
import smtplib
import socket
import ssl
import threading
from typing import BinaryIO


class _WholeLines:
    """The server's answer by whole lines; a line that was cut off counts as no answer."""

    def __init__(self, heard: BinaryIO) -> None:
        self._heard = heard

    def readline(self, most: int) -> bytes:
        """A line with its end, or nothing."""
        line = self._heard.readline(most)
        return line if line.endswith(b"\n") or len(line) >= most else b""

    def close(self) -> None:
        """Close the reader."""
        self._heard.close()


class _Bounded(smtplib.SMTP):
    """A connection that is cut ``whole_seconds`` after its socket opened: a waiting reader sees it closed."""

    whole_seconds: float
    _timer: threading.Timer | None = None

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        opened: socket.socket = super()._get_socket(host, port, timeout)  # type: ignore[misc]  # the library's own hook
        self._timer = threading.Timer(self.whole_seconds, self._cut, [opened])
        self._timer.daemon = True
        self._timer.start()
        return opened

    def getreply(self) -> tuple[int, bytes]:
        """A reply of whole lines."""
        if self.file is None and self.sock is not None:
            self.file = _WholeLines(self.sock.makefile("rb"))
        return super().getreply()

    def _cut(self, opened: socket.socket) -> None:
        """Shut the line down below any TLS, which another thread is in the middle of."""
        with contextlib.suppress(OSError):
            socket.socket.shutdown(self.sock or opened, socket.SHUT_RDWR)

    def close(self) -> None:
        """Close the connection and its timer."""
        if self._timer is not None:
            self._timer.cancel()
        super().close()


class _BoundedTls(_Bounded, smtplib.SMTP_SSL):
    """The same, in TLS from the first byte."""


def open_conversation(
    host: str,
    port: int,
    *,
    local: str,
    step_seconds: float,
    whole_seconds: float,
    tls: ssl.SSLContext | None,
) -> smtplib.SMTP:
    """A greeted connection, in TLS where a context is given. Raises ``OSError`` as the library does."""
    kind = _Bounded if tls is None else _BoundedTls
    bounded = type(
        kind.__name__, (kind,), {"whole_seconds": whole_seconds}
    )  # known before the library connects
    named = {} if tls is None else {"context": tls}
    conversation: smtplib.SMTP = bounded(host, port, local, timeout=step_seconds, **named)
    return conversation
