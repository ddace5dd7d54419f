"""How a call is written: which of a method's arguments goes where, its key, the escaping of ids."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias
from urllib.parse import quote

from .json_text import written

Arguments: TypeAlias = Mapping[str, Any]  # Any: a method's arguments, JSON and parts of addresses
JsonValue: TypeAlias = Any  # Any: JSON


class _Absent:
    """The type of :data:`ABSENT`."""

    def __repr__(self) -> str:
        return "ABSENT"

    def __bool__(self) -> bool:
        return False


ABSENT: Any = _Absent()  # Any: it stands for an argument of any type
"""An argument that was not given. ``None`` is sent as null, which clears a field in an update."""


@dataclass(frozen=True, slots=True)
class Call:
    """An operation of the API, as the generated table has it."""

    name: str
    method: str
    path: str
    query: tuple[str, ...] = ()
    has_body: bool = False
    needs_account: bool = False
    takes_key: bool = False


@dataclass(frozen=True, slots=True)
class Request:
    """What is sent."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    content: bytes | None
    timeout: float


def prepared(
    call: Call, arguments: Arguments, *, account: str | None, run: str | None, timeout: float
) -> Request:
    """The request that a method's arguments make; ``account`` stands in where the body needs one and names none."""
    given = {
        name.rstrip("_"): value for name, value in arguments.items() if name != "self" and value is not ABSENT
    }
    key, prefer = given.pop("idempotencyKey", None), given.pop("prefer", None)
    path = call.path
    for name in [part[1:-1] for part in path.split("/") if part.startswith("{")]:
        path = path.replace(f"{{{name}}}", part(given.pop(name), name))
    query = {name: text(given.pop(name)) for name in call.query if given.get(name) is not None}
    body = {name: value for name, value in given.items() if name not in call.query}
    if call.needs_account and account is not None:
        body = {"accountId": account} | body
    headers = {"Accept": "*/*"} | ({"Prefer": prefer} if prefer else {})
    content = None
    if call.has_body:
        content = written(body)
        headers["Content-Type"] = "application/json"
    if call.takes_key:
        headers["Idempotency-Key"] = key or derived(call, path, body, run=run)
    return Request(call.method, path, query, headers, content, timeout)


def derived(call: Call, path: str, body: Arguments, *, run: str | None) -> str:
    """The key of a write that names none.

    Execute's follows from the batch and the hash that its body names, the same in every client, and every key of a
    named run from what is asked: a caller that was stopped and starts again gets the first answer. Any other is made
    anew for each call and holds for its own repeats alone, since the same words may be meant twice.
    """
    if call.name == "exports.execute":
        return f"execute-{_digest('', path, body)}"
    return f"run-{_digest(run, path, body)}" if run else f"client-{secrets.token_hex(16)}"


def _digest(run: str, path: str, body: Arguments) -> str:
    """Of what is asked in one form: names sorted, null as absent, letters beyond ASCII as they are."""
    said = {name: value for name, value in sorted(body.items()) if value is not None}
    one_form = json.dumps(json.loads(written([run, path, said])), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(one_form.encode(errors="replace")).hexdigest()[:40]


def part(value: object, name: str) -> str:
    """An id or file name as one part of a path: nothing in it leads to another path. ``ValueError`` when empty."""
    said = str(value)
    if not said:
        raise ValueError(f"{name} is empty: say which one is meant.")
    return said.replace(".", "%2E") if set(said) <= {"."} else quote(said, safe="")


def text(value: object) -> str:
    """A value of a query."""
    if isinstance(value, bool):
        return "true" if value else "false"
    moment = getattr(value, "isoformat", None)
    return str(moment()) if moment else str(value)


def base_url(url: str) -> str:
    """The server's address, with or without ``/api`` and a slash at its end."""
    return url.rstrip("/").removesuffix("/api")
