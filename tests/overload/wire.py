"""HTTP by hand, for clients that do not behave."""

import json
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.serving.server import Client, Server


@contextmanager
def connection(server: Server, seconds: float = 60) -> Iterator[socket.socket]:
    """A plain connection to a server."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=seconds) as plain:
        yield plain


def head(client: Client, method: str, path: str, **headers: Any) -> bytes:
    """The head of a request with a client's key."""
    lines = [f"{method} {path} HTTP/1.1", "host: x", f"authorization: Bearer {client.api_key}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode()


def everything(plain: socket.socket) -> bytes:
    """What the server says until it closes the connection."""
    said = b""
    while part := plain.recv(65536):
        said += part
    return said


def until(plain: socket.socket, ending: bytes) -> bytes:
    """What the server says up to these bytes."""
    said = b""
    while not said.endswith(ending):
        part = plain.recv(65536)
        assert part, said
        said += part
    return said


def answer(said: bytes) -> tuple[int, dict[str, str], dict[str, Any]]:
    """Status, headers and JSON body of an answer."""
    top, _, body = said.partition(b"\r\n\r\n")
    first, *lines = top.decode().split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
    return int(first.split()[1]), headers, json.loads(body)


def seconds_since(began: float) -> float:
    """How long ago that was."""
    return time.monotonic() - began
