"""A mailbox over IMAP (RFC 3501): what is not ``\\Seen`` is read by its beginning and marked, never deleted."""

import imaplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import parse_qs, unquote, urlsplit

_PORTS = {"imap": 143, "imaps": 993}
_SHAPE = (
    "imaps://user:password@host[:port]/INBOX or imap://user:password@host[:port]/INBOX[?starttls=required]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImapServer:
    """Where a mailbox is and who reads it."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    folder: str
    implicit_tls: bool
    starttls: bool

    @classmethod
    def from_url(cls, url: str, *, clear_password: bool = False) -> "ImapServer":
        """Read an IMAP URL; a ``ValueError`` says what is wrong without showing the password.

        The password travels in TLS alone, whether the URL asks for it or not, unless ``clear_password``.
        """
        wrong = ValueError(f"The inbox URL is not valid. Use {_SHAPE}; percent-encode / ? # @ : in it.")
        try:
            parts = urlsplit(url)
            host, port = parts.hostname, parts.port
        except ValueError:
            raise wrong from None
        options = parse_qs(parts.query, keep_blank_values=True)
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        folder = unquote(parts.path.lstrip("/")) or "INBOX"
        plain = f"{user}{password}{folder}"
        if parts.scheme not in _PORTS or not host or not user or not password or parts.fragment:
            raise wrong
        if options not in ({}, {"starttls": ["required"]}) or not (plain.isascii() and plain.isprintable()):
            raise wrong
        return cls(
            host=host,
            port=port or _PORTS[parts.scheme],
            user=user,
            password=password,
            folder=folder,
            implicit_tls=parts.scheme == "imaps",
            starttls=parts.scheme == "imap" and (bool(options) or not clear_password),
        )


class ImapMailbox:
    """A :class:`~entrygo.ports.mailbox.Mailbox` over IMAP: a connection a round."""

    def __init__(
        self,
        url: str,
        *,
        most_bytes: int,
        step_seconds: float = 30.0,
        tls: ssl.SSLContext | None = None,
        clear_password: bool = False,
    ) -> None:
        self._server = ImapServer.from_url(url, clear_password=clear_password)
        self._most_bytes = most_bytes
        self._step_seconds = step_seconds
        self._tls = tls

    def each_unread(self, take: Callable[[bytes], bool], *, limit: int) -> int:
        """See :meth:`entrygo.ports.mailbox.Mailbox.each_unread`."""
        try:
            connection = self._connect()
        except imaplib.IMAP4.error as error:
            raise self._fault(error) from error
        try:
            return self._read(connection, take, limit)
        except imaplib.IMAP4.error as error:
            raise self._fault(error) from error
        finally:
            _log_out(connection)

    def _fault(self, error: Exception) -> OSError:
        return OSError(f"Mailbox {self._server.host}:{self._server.port}: {error}")

    def _connect(self) -> imaplib.IMAP4:
        """A connection on the folder."""
        server = self._server
        tls = (self._tls or ssl.create_default_context()) if server.implicit_tls or server.starttls else None
        connection = (
            imaplib.IMAP4_SSL(server.host, server.port, ssl_context=tls, timeout=self._step_seconds)
            if server.implicit_tls
            else imaplib.IMAP4(server.host, server.port, timeout=self._step_seconds)
        )
        try:
            if server.starttls:
                connection.starttls(ssl_context=tls)
            connection.login(_quoted(server.user), server.password)  # the library quotes the password alone
            _require("SELECT", *connection.select(_quoted(server.folder)))
        except BaseException:
            connection.shutdown()
            raise
        return connection

    def _read(self, connection: imaplib.IMAP4, take: Callable[[bytes], bool], limit: int) -> int:
        found = _require("SEARCH", *connection.uid("SEARCH", "UNSEEN"))
        numbers = [number.decode() for number in b" ".join(found).split() if number.isdigit()]
        count = 0
        for number in sorted(numbers, key=int)[:limit]:
            content = self._content(connection, number)
            if content is None:
                continue  # another program took it away
            count += 1
            if take(content):
                _require("STORE", *connection.uid("STORE", number, "+FLAGS.SILENT", r"(\Seen)"))
        return count

    def _content(self, connection: imaplib.IMAP4, number: str) -> bytes | None:
        asked = f"(BODY.PEEK[]<0.{self._most_bytes}>)"
        status, parts = connection.uid("FETCH", number, asked)
        if status != "OK":
            raise imaplib.IMAP4.error(f"FETCH answered {status}")
        literals = (part[1] for part in parts if isinstance(part, tuple) and isinstance(part[1], bytes))
        content = next(literals, None)
        return None if content is None else content[: self._most_bytes]


def _require(command: str, status: str, answer: list[bytes | None]) -> list[bytes]:
    if status != "OK":
        raise imaplib.IMAP4.error(f"{command} answered {status}")
    return [each for each in answer if isinstance(each, bytes)]


def _quoted(folder: str) -> str:
    escaped = folder.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _log_out(connection: imaplib.IMAP4) -> None:
    """Log out; a failure of it changes nothing."""
    try:
        connection.logout()
    except (imaplib.IMAP4.error, OSError):
        connection.shutdown()
