"""Mail over SMTP, step by step, so that every ending is told apart.

The final dot decides: before it no server may keep the message, after it only the server's reply says whether it
did. Whatever breaks before the dot is ``deferred``; what breaks between dot and reply is
``uncertain``. A refusal of this message or address (5xx to MAIL, RCPT, DATA or the message) is ``rejected``;
a refusal of the connection itself (greeting, TLS, credentials) is the installation's fault and ``deferred``.
"""

import re
import smtplib
import socket
import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qs, unquote, urlsplit

from entrygo.contract.email_addresses import is_email
from entrygo.outbound.address import fault_of
from entrygo.outbound.brokers.conversation import open_conversation
from entrygo.ports.mailer import MailFate, MailOutcome

_PORTS = {"smtp": 25, "smtps": 465}
_SHAPE = "smtp://[user:password@]host[:port][?starttls=required] or smtps://[user:password@]host[:port]"
_CHUNK_BYTES = 65_536
_QUIT_SECONDS = 1.0
_WORDS_LIMIT = 500
_ENCODING = ("utf-8", "backslashreplace")

# SMTPException is an OSError; a host name that cannot be encoded is a UnicodeError.
_FAULTS = (OSError, UnicodeError)
# Replies about the credentials or the channel, not about the message.
_NO_SUCH_DOMAIN = re.compile(
    r"\b4\.1\.2\b.*(?:domain not found|no such domain|domain does not exist|nxdomain)"
    r"|\b4\.1\.10\b|domain name [^ ]+ does not exist",
    re.IGNORECASE,
)
_INSTALLATION_CODES = frozenset({530, 534, 535, 538})


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpServer:
    """Where a mail server is and how it wants to be spoken to."""

    host: str
    port: int
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    implicit_tls: bool = False
    starttls: bool = False

    @classmethod
    def from_url(cls, url: str, *, clear_password: bool = False) -> "SmtpServer":
        """Read an SMTP URL; a ``ValueError`` says what is wrong without showing the password.

        A password travels in TLS alone, whether the URL asks for it or not, unless ``clear_password``.
        """
        try:
            parts = urlsplit(url)
            host, port = parts.hostname, parts.port
        except ValueError as error:
            raise ValueError(
                f"The SMTP URL is not valid: its host or port cannot be read. Use {_SHAPE}."
            ) from error
        if parts.scheme not in _PORTS or not host or parts.path not in {"", "/"} or parts.fragment:
            raise ValueError(
                f"The SMTP URL is not valid. Use {_SHAPE}; percent-encode / ? # @ : in user or password."
            )
        user = unquote(parts.username) if parts.username else None
        password = unquote(parts.password) if parts.password else None
        if (user is None) != (password is None):
            raise ValueError("The SMTP URL needs both a user and a password, or neither.")
        if not f"{user}{password}".isascii():
            raise ValueError("The SMTP URL's user and password must be ASCII.")
        return cls(
            host=host,
            port=_PORTS[parts.scheme] if port is None else port,
            user=user,
            password=password,
            implicit_tls=parts.scheme == "smtps",
            starttls=(_starttls(parts.query) or (user is not None and not clear_password))
            and parts.scheme == "smtp",
        )


def _starttls(query: str) -> bool:
    options = parse_qs(query, keep_blank_values=True)
    if options not in ({}, {"starttls": ["required"]}):
        raise ValueError(f"The SMTP URL's only option is starttls=required. Use {_SHAPE}.")
    return bool(options)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Envelope:
    """A message as it goes over the wire, without the final dot."""

    sender: str
    recipients: tuple[str, ...]
    body: bytes

    @classmethod
    def around(cls, message: bytes, *, sender: str, recipients: Sequence[str]) -> "_Envelope":
        lines = re.sub(rb"\r\n|\n|\r", b"\r\n", message)
        if not lines.endswith(b"\r\n"):
            lines += b"\r\n"
        return cls(sender=sender, recipients=tuple(recipients), body=re.sub(rb"(?m)^\.", b"..", lines))

    @property
    def needs_smtputf8(self) -> bool:
        """Whether an address or a header is beyond ASCII (RFC 6531)."""
        header = self.body.partition(b"\r\n\r\n")[0]
        return not (header.isascii() and all(name.isascii() for name in (self.sender, *self.recipients)))


class SmtpMailer:
    """A :class:`~entrygo.ports.mailer.Mailer` over SMTP: one connection a message, all recipients or none.

    Without a URL every message ends ``unconfigured``. ``step_seconds`` bounds each exchange with the server,
    ``verdict_seconds`` its thinking about the complete message (RFC 5321 would grant ten minutes), ``whole_seconds``
    all of it.
    """

    def __init__(
        self,
        url: str | None,
        *,
        step_seconds: float = 30.0,
        verdict_seconds: float = 120.0,
        whole_seconds: float = 240.0,
        tls: ssl.SSLContext | None = None,
        clear_password: bool = False,
    ) -> None:
        self._server = SmtpServer.from_url(url, clear_password=clear_password) if url else None
        self._step_seconds = step_seconds
        self._verdict_seconds = verdict_seconds
        self._whole_seconds = whole_seconds
        self._tls = tls

    def send(
        self,
        message: bytes,
        *,
        sender: str,
        recipients: Sequence[str],
        before_data: Callable[[], None],
    ) -> MailOutcome:
        """See :meth:`entrygo.ports.mailer.Mailer.send`."""
        if self._server is None:
            return MailOutcome(
                kind=MailFate.UNCONFIGURED,
                words="No mail server is configured (ENTRYGO_SMTP_URL), so the message was not sent.",
            )
        if unfit := fault_of(recipients):
            return MailOutcome(kind=MailFate.REJECTED, words=unfit)
        if not is_email(sender):
            return _deferred(f"The sender {sender!r} is not an e-mail address.")
        envelope = _Envelope.around(message, sender=sender, recipients=recipients)
        try:
            connection = self._connect(self._server)
        except _FAULTS as fault:
            return _deferred(self._place(fault))
        try:
            outcome = self._converse(connection, envelope, before_data=before_data)
            _quit(connection)
            return outcome
        finally:
            connection.close()

    @property
    def is_encrypted(self) -> bool:
        """Whether every conversation is in TLS."""
        return self._server is not None and (self._server.implicit_tls or self._server.starttls)

    def knock(self) -> str | None:
        """Connect, secure and log in as for a message, and leave; the fault in words, or nothing."""
        if self._server is None:
            return "No mail server is configured."
        try:
            connection = self._connect(self._server)
        except _FAULTS as fault:
            return self._place(fault)
        _quit(connection)
        connection.close()
        return None

    def _connect(self, server: SmtpServer) -> smtplib.SMTP:
        """A greeted, secured and authenticated connection as far as the URL asks for it."""
        name = socket.gethostname()
        local = name if "." in name else "[127.0.0.1]"  # the library's own search may hang on a slow resolver
        tls = (self._tls or ssl.create_default_context()) if server.implicit_tls or server.starttls else None
        connection = open_conversation(
            server.host,
            server.port,
            local=local,
            step_seconds=self._step_seconds,
            whole_seconds=self._whole_seconds,
            tls=tls if server.implicit_tls else None,
        )
        try:
            # The dot travels apart from the message: it must not wait for the message's acknowledgement.
            _socket(connection).setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if server.starttls:
                _start_tls(connection, tls)
            connection.ehlo_or_helo_if_needed()
            if server.user is not None and server.password is not None:
                connection.login(server.user, server.password)
        except BaseException:
            connection.close()
            raise
        return connection

    def _converse(
        self, connection: smtplib.SMTP, envelope: _Envelope, *, before_data: Callable[[], None]
    ) -> MailOutcome:
        try:
            refusal = _offer(connection, envelope)
        except _FAULTS as fault:
            return _deferred(self._place(fault))
        if refusal:
            return refusal
        before_data()
        try:
            code, words = connection.docmd("DATA")
            if code != 354:
                return _verdict(code, words)
            for start in range(0, len(envelope.body), _CHUNK_BYTES):
                connection.send(envelope.body[start : start + _CHUNK_BYTES])
        except _FAULTS as fault:
            return _deferred(f"{self._place(fault)} The message was not complete, so it was not taken.")
        return self._finish(connection)

    def _finish(self, connection: smtplib.SMTP) -> MailOutcome:
        """Send the final dot and hear the verdict; from here on silence is ``uncertain``."""
        try:
            connection.send(".\r\n")
            _socket(connection).settimeout(self._verdict_seconds)
            code, words = connection.getreply()
        except _FAULTS as fault:
            lost = (
                f"{self._place(fault)} The message was complete, but no answer came: it may have been taken."
            )
            return MailOutcome(kind=MailFate.UNCERTAIN, words=lost)
        if code // 100 not in {2, 4, 5}:
            return MailOutcome(kind=MailFate.UNCERTAIN, words=f"No SMTP answer: {_said(code, words)}")
        return _verdict(code, words)

    def _place(self, fault: Exception) -> str:
        """The fault with the server's name before it."""
        server = self._server
        where = f"{server.host}:{server.port}" if server else ""
        said = (
            _said(fault.smtp_code, fault.smtp_error)
            if isinstance(fault, smtplib.SMTPResponseException)
            else str(fault) or type(fault).__name__
        )
        return f"Mail server {where}: {said}"[:_WORDS_LIMIT].rstrip(".") + "."


def _start_tls(connection: smtplib.SMTP, tls: ssl.SSLContext | None) -> None:
    """TLS on an open connection; a server that offers none is told with what would let it be spoken to."""
    try:
        connection.starttls(context=tls)
    except smtplib.SMTPNotSupportedError as error:
        raise smtplib.SMTPException(
            "it offers no STARTTLS, and a password is not sent unencrypted (ENTRYGO_SMTP_CLEAR_PASSWORD=true allows it)"
        ) from error


def _socket(connection: smtplib.SMTP) -> socket.socket:
    """The open socket; a closed connection is a fault like any other."""
    if connection.sock is None:
        raise smtplib.SMTPServerDisconnected("Connection unexpectedly closed")
    return connection.sock


def _offer(connection: smtplib.SMTP, envelope: _Envelope) -> MailOutcome | None:
    """MAIL FROM and every RCPT TO; the outcome when the server does not want them all."""
    options = [f"SIZE={len(envelope.body)}"] if connection.has_extn("size") else []
    if envelope.needs_smtputf8:
        if not connection.has_extn("smtputf8"):
            words = "An address or header is beyond ASCII, and the mail server does not offer SMTPUTF8."
            return MailOutcome(kind=MailFate.REJECTED, words=words)
        options.append("SMTPUTF8")
    if not envelope.body.isascii():
        if not connection.has_extn("8bitmime"):
            words = "The message has bytes beyond ASCII, and the mail server does not offer 8BITMIME."
            return MailOutcome(kind=MailFate.REJECTED, words=words)
        options.append("BODY=8BITMIME")
    reply = connection.mail(envelope.sender, options)
    if reply[0] // 100 == 2:
        return _first_refusal([(name, *connection.rcpt(name)) for name in envelope.recipients])
    return _verdict(*reply)


def _first_refusal(replies: Sequence[tuple[str, int, bytes]]) -> MailOutcome | None:
    """What keeps the message from all: a recipient refused for good, else one refused for now. Names whom."""
    refusals = [_refusal(name, code, words) for name, code, words in replies if code // 100 != 2]
    return next((r for r in refusals if r.kind is MailFate.REJECTED), refusals[0] if refusals else None)


def _refusal(name: str, code: int, words: bytes) -> MailOutcome:
    """What a reply to RCPT means. A domain that does not exist is no better tomorrow, whatever the code says."""
    outcome = _verdict(code, words, of=f"RCPT TO:<{name}> ")
    if outcome.kind is MailFate.DEFERRED and _NO_SUCH_DOMAIN.search(_said(code, words)):
        return MailOutcome(kind=MailFate.REJECTED, words=outcome.words)
    return outcome


def _quit(connection: smtplib.SMTP) -> None:
    """Send QUIT; a failure of it changes no outcome."""
    try:
        _socket(connection).settimeout(_QUIT_SECONDS)
        connection.quit()
    except _FAULTS:
        connection.close()


def _verdict(code: int, words: bytes, *, of: str = "") -> MailOutcome:
    """What a reply means for the message, ``of`` what it was said; a reply that is no SMTP code means not now."""
    said = f"{of}{_said(code, words)}"
    if code // 100 == 2:
        return MailOutcome(kind=MailFate.SENT, words=said)
    if code // 100 == 5 and code not in _INSTALLATION_CODES:
        return MailOutcome(kind=MailFate.REJECTED, words=said)
    return _deferred(said)


def _said(code: int, words: bytes | str) -> str:
    text = words.decode(*_ENCODING) if isinstance(words, bytes) else words
    return f"{code} {' '.join(text.split())}"[:_WORDS_LIMIT]


def _deferred(words: str) -> MailOutcome:
    return MailOutcome(kind=MailFate.DEFERRED, words=words)
