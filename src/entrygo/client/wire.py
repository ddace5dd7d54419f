"""What both clients share: how a call is written, how an answer is read, when it is tried again."""

import secrets
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

import httpx

from entrygo.contract.canonical import JsonObject, JsonValue

DEFAULT_URL = "http://localhost:3000"
DEFAULT_TIMEOUT_SECONDS = 60.0  # above the server's own wait for the first delivery
DEFAULT_RETRIES = 3
FIRST_WAIT_SECONDS = 0.25
RETRIED_STATUSES = frozenset({429, 502, 503, 504})
IN_PROGRESS = "IDEMPOTENCY_IN_PROGRESS"


class EntryGoError(Exception):
    """An answer that is no success. Branch on ``status``, then ``error_code``, then ``field`` and ``details``.

    ``status`` is 0 and ``error_code`` ``NO_ANSWER`` when no answer came: the call may or may not have had its effect;
    repeat it with the same idempotency key, or inspect.
    """

    def __init__(
        self,
        error_code: str,
        message: str,
        *,
        status: int = 0,
        field: str | None = None,
        details: JsonObject | None = None,
        request_id: str | None = None,
    ) -> None:
        self.error_code, self.message, self.status = error_code, message, status
        self.field, self.details, self.request_id = field, details or {}, request_id
        said = f" (request {request_id})" if request_id else ""
        super().__init__(f"{error_code}: {message}{said}")


@dataclass(frozen=True, slots=True)
class Call:
    """One call. ``key`` makes a write safe to repeat; without one the client makes its own for its own repeats."""

    method: str
    path: str
    body: JsonObject | None = None
    query: Mapping[str, str] = field(default_factory=dict)
    key: str | None = None

    @property
    def headers(self) -> dict[str, str]:
        """The idempotency key, where there is one."""
        return {"Idempotency-Key": self.key} if self.key else {}


def write(method: str, path: str, body: JsonObject) -> Call:
    """A write: ``idempotencyKey`` among the arguments is its key, else a fresh one."""
    key = body.pop("idempotencyKey", None) or f"client-{secrets.token_hex(16)}"
    return Call(
        method, path, {name: value for name, value in body.items() if value is not None}, key=str(key)
    )


def read(path: str, **query: object) -> Call:
    """A read; arguments of ``None`` are left out."""
    return Call("GET", path, query={name: str(value) for name, value in query.items() if value is not None})


def part(value: str) -> str:
    """An id or file name as one part of a path: nothing in it leads to another path."""
    return quote(value, safe="").replace(".", "%2E") if set(value) <= {"."} else quote(value, safe="")


def base64_of(data: bytes) -> str:
    """Bytes as a JSON body carries them."""
    return b64encode(data).decode()


def base_url(url: str) -> str:
    """The server's address, with or without ``/api`` and a slash at its end."""
    return url.rstrip("/").removesuffix("/api")


def answer_of(response: httpx.Response) -> JsonValue:
    """The body of a success: JSON as plain values, anything else as bytes. Raises :class:`EntryGoError`."""
    is_json = response.headers.get("content-type", "").partition(";")[0].strip().endswith("json")
    if response.is_success:
        return response.json() if is_json else response.content
    body = response.json() if is_json else {}
    raise EntryGoError(
        body.get("errorCode", "UNEXPECTED_ANSWER"),
        body.get("message", f"The server answered {response.status_code}."),
        status=response.status_code,
        field=body.get("field"),
        details=body.get("details"),
        request_id=body.get("requestId") or response.headers.get("x-request-id"),
    )


def no_answer(error: httpx.TransportError, url: str) -> EntryGoError:
    """No answer came."""
    return EntryGoError("NO_ANSWER", f"No answer from {url}: {error or type(error).__name__}")


def wait_before(attempt: int, response: httpx.Response | None) -> float | None:
    """Seconds to wait before the next try of a call that may be repeated, or ``None`` when it is settled."""
    usual: float = FIRST_WAIT_SECONDS * 2**attempt
    if response is None:
        return usual
    is_running = response.status_code == 409 and response.json().get("errorCode") == IN_PROGRESS
    if response.status_code not in RETRIED_STATUSES and not is_running:
        return None
    told = response.headers.get("retry-after", "")
    return max(usual, float(told)) if told.isdigit() else usual
