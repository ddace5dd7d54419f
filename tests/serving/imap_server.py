"""A small IMAP server on a free port: one user, one folder, the commands a reader of a mailbox gives (RFC 3501)."""

import re
import socket
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any


@dataclass
class ImapFolder:
    """What the server holds and what was asked of it. ``flags`` are by unique number; nothing is ever deleted."""

    user: str = "entrygo"
    password: str = 'p@ss "word"\\'
    name: str = "INBOX"
    mails: dict[int, bytes] = field(default_factory=dict)
    flags: dict[int, set[str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    break_at: str = ""
    port: int = 0

    def put(self, mail: bytes) -> int:
        """One more message; its number."""
        number = 10 + len(self.mails) * 7
        self.mails[number] = mail
        self.flags[number] = set()
        return number


class _Conversation(socketserver.StreamRequestHandler):
    server: "_Server"

    def handle(self) -> None:
        with suppress(OSError):  # a client that does not trust us leaves
            self._converse()

    def finish(self) -> None:
        with suppress(OSError, ValueError):
            super().finish()
        self.connection.close()

    def _converse(self) -> None:
        self._say("* OK IMAP4rev1 ready")
        self.folder, self.is_in = self.server.folder, False
        while line := self.rfile.readline():
            tag, _, asked = line.decode().rstrip("\r\n").partition(" ")
            self.folder.asked.append(re.sub(r"^(LOGIN) .*", r"\1", asked, flags=re.IGNORECASE))
            if self.folder.break_at and self.folder.break_at in asked:
                return
            word, _, rest = asked.partition(" ")
            word = word.upper()
            if word == "STARTTLS" and self.server.tls is not None:
                self._say(f"{tag} OK begin")
                self.connection = self.server.tls.wrap_socket(self.connection, server_side=True)
                self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb", 0)
                continue
            if word == "LOGOUT":
                self._say("* BYE then")
                self._say(f"{tag} OK done")
                return
            answer = self._answer(word, rest)
            self._say(f"{tag} {answer}")

    def _answer(self, word: str, rest: str) -> str:
        if word == "CAPABILITY":
            self._say("* CAPABILITY IMAP4rev1 STARTTLS" if self.server.tls else "* CAPABILITY IMAP4rev1")
            return "OK done"
        if word == "LOGIN":
            given = [re.sub(r"\\(.)", r"\1", each) for each in re.findall(r'"((?:[^"\\]|\\.)*)"', rest)]
            user = rest.partition(" ")[0].strip('"')
            self.is_in = user == self.folder.user and given[-1:] == [self.folder.password]
            return "OK done" if self.is_in else "NO [AUTHENTICATIONFAILED] wrong"
        if not self.is_in:
            return "BAD log in"
        if word == "SELECT":
            self._say(f"* {len(self.folder.mails)} EXISTS")
            return "OK [READ-WRITE]" if rest.strip('"') == self.folder.name else "NO no such folder"
        if word == "UID":
            return self._by_number(*rest.split(" ", 2))
        return "BAD unknown"

    def _by_number(self, word: str, first: str, rest: str = "") -> str:
        if word.upper() == "SEARCH":
            unseen = [str(n) for n, flags in self.folder.flags.items() if r"\Seen" not in flags]
            self._say(f"* SEARCH {' '.join(unseen)}".rstrip())
            return "OK done"
        number = int(first)
        if word.upper() == "STORE":
            self.folder.flags[number] |= set(re.findall(r"\\\w+", rest))
            return "OK done"
        found = re.fullmatch(r"\(BODY\.PEEK\[\]<0\.(\d+)>\)", rest)
        assert found is not None, rest
        if number in self.folder.mails:
            part = self.folder.mails[number][: int(found.group(1))]
            self.wfile.write(
                f"* 1 FETCH (UID {number} BODY[]<0> {{{len(part)}}}\r\n".encode() + part + b")\r\n"
            )
        return "OK done"

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    folder: ImapFolder
    tls: ssl.SSLContext | None = None
    implicit: ssl.SSLContext | None = None

    def get_request(self) -> tuple[socket.socket, Any]:  # Any: an address of any family
        """A connection, secured at once where the server is asked to."""
        connection, address = super().get_request()
        if self.implicit is not None:
            connection = self.implicit.wrap_socket(
                connection, server_side=True, do_handshake_on_connect=False
            )
        return connection, address


@contextmanager
def imap_server(
    *, starttls: ssl.SSLContext | None = None, implicit: ssl.SSLContext | None = None
) -> Iterator[ImapFolder]:
    """A running server's folder."""
    with _Server(("127.0.0.1", 0), _Conversation) as server:
        server.folder, server.tls, server.implicit = ImapFolder(), starttls, implicit
        server.folder.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server.folder
        finally:
            server.shutdown()
            thread.join(60)
