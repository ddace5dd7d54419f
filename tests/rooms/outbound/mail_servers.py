"""Real mail servers for tests: aiosmtpd with faults on order, and a scripted one for what no library server does."""

import asyncio
import contextlib
import datetime
import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@dataclass
class Post:
    """What a server took, and the reply it gives at each point instead of its own."""

    mail: str | None = None
    rcpt: dict[str, str] = field(default_factory=dict)
    data: str | None = None
    fate_after_dot: str | None = None
    taken: list[Envelope] = field(default_factory=list)
    options: list[str] = field(default_factory=list)

    async def handle_MAIL(  # noqa: N802 -- the library's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.mail:
            return self.mail
        envelope.mail_from = address
        self.options += options
        return "250 OK"

    async def handle_RCPT(  # noqa: N802 -- the library's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.rcpt:
            return self.rcpt[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 -- the library's name
        if self.fate_after_dot == "hang":
            await asyncio.sleep(3)  # lint: allow bounded-waits -- a server that hangs is what is tested
        if self.fate_after_dot == "drop":
            server.transport.abort()
        if self.data:
            return self.data
        self.taken.append(envelope)
        return "250 2.0.0 taken as 4711"


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def mail_server(
    post: Post, *, implicit_tls: ssl.SSLContext | None = None, **options: object
) -> Iterator[str]:
    """A running aiosmtpd; yields ``host:port``."""
    controller = Controller(
        post,
        hostname="127.0.0.1",
        port=free_port(),
        server_hostname="mx.test",
        ssl_context=implicit_tls,
        **options,
    )
    controller.start()
    try:
        yield f"127.0.0.1:{controller.port}"
    finally:
        controller.stop()


def login(user: bytes, password: bytes) -> dict[str, object]:
    """Options of a server that asks for these credentials."""

    def check(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object) -> AuthResult:
        return AuthResult(success=data == LoginPassword(user, password), handled=False)

    return {"authenticator": check, "auth_required": True}


@contextlib.contextmanager
def scripted_server(*script: bytes | None) -> Iterator[str]:
    """A server that says its lines, one after each line it hears (the first at once); ``None`` drops the line."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with contextlib.suppress(OSError), listener.accept()[0] as peer, peer.makefile("rb") as heard:
            for number, line in enumerate(script):
                if number:
                    heard.readline()
                if line is None:
                    return
                peer.sendall(line)
            while heard.readline():
                pass

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield f"127.0.0.1:{listener.getsockname()[1]}"
    finally:
        with contextlib.suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(60)


@contextlib.contextmanager
def trickling_server(*script: bytes) -> Iterator[str]:
    """A server that says its lines, and then a digit every tenth of a second and never the end of a line."""
    listener = socket.create_server(("127.0.0.1", 0))
    stop = threading.Event()

    def serve() -> None:
        with contextlib.suppress(OSError), listener.accept()[0] as peer, peer.makefile("rb") as heard:
            for line in script:
                peer.sendall(line)
                while line.startswith(b"354") and heard.readline() != b".\r\n":
                    pass
                if not line.startswith(b"354"):
                    heard.readline()
            while not stop.wait(0.1):
                peer.sendall(b"2")

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield f"127.0.0.1:{listener.getsockname()[1]}"
    finally:
        stop.set()
        listener.close()
        thread.join(60)


def certificate(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A self-signed certificate for 127.0.0.1: the server's context, and a client's that trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    both = folder / "mail.pem"
    both.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    server.load_cert_chain(both)
    return server, ssl.create_default_context(cafile=str(both))
