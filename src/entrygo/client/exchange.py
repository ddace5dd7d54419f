"""What happens between a method and the network, once for both clients: retries, pages, waiting, following.

These functions send nothing themselves. They yield a request and are given its answer, or yield a pause; a client runs
them by waiting, its twin by awaiting.
"""

import itertools
import logging
from collections.abc import Callable, Generator, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from time import monotonic
from typing import Generic, TypeAlias, TypeVar

import httpx

from . import json_text
from .calls import CALLS
from .errors import EntryGoError, failure, no_answer, problem_of
from .wire import ABSENT, Arguments, JsonValue, Request, prepared

FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS = 0.25, 60.0
RETRIED_STATUSES = frozenset({429, 502, 503, 504})
IN_PROGRESS = "IDEMPOTENCY_IN_PROGRESS"
FIRST_LOOK_SECONDS, SELDOM_LOOK_SECONDS = 0.2, 5.0
log = logging.getLogger(__name__)

T = TypeVar("T")
Export: TypeAlias = Mapping[str, JsonValue]


@dataclass(frozen=True, slots=True)
class Pause:
    """Seconds to let pass."""

    seconds: float


Steps = Generator[Request | Pause, httpx.Response, T]


@dataclass(frozen=True, slots=True)
class Raw(Generic[T]):
    """An answer with what came around it."""

    data: T
    status: int
    headers: Mapping[str, str]

    @property
    def request_id(self) -> str | None:
        """What the server's log calls the request."""
        return self.headers.get("x-request-id")


@dataclass(slots=True)
class Known:
    """What a client learns of its key, shared with the clients made of it."""

    account_id: str | None = None


@dataclass(frozen=True, slots=True)
class Exchange:
    """How a client calls: where, how long, how often, under which run's name."""

    url: str
    timeout: float
    retries: int
    run: str | None = None
    known: Known = field(default_factory=Known)

    def call(self, name: str, arguments: Arguments) -> Steps[JsonValue]:
        """One call: JSON as plain values, anything else as bytes. Raises :class:`EntryGoError`."""
        call = CALLS[name]
        account = None
        if call.needs_account and arguments.get("accountId") in (ABSENT, None):
            account = yield from self._account()
            arguments = {key: value for key, value in arguments.items() if key != "accountId"}
        if "data" in arguments:  # a file: text, or bytes of any form
            data = arguments["data"]
            arguments = {key: value for key, value in arguments.items() if key != "data"}
            arguments |= {"csv" if isinstance(data, str) else "raw": data}
        request = prepared(call, arguments, account=account, run=self.run, timeout=self.timeout)
        response = yield from self.answered(request)
        if (seen := _seen.get()) is not None:
            seen.append(response)
        return value_of(response)

    def answered(self, request: Request) -> Steps[httpx.Response]:
        """The answer of a success or of 304, after as many repeats as it takes and may have."""
        for attempt in itertools.count():
            try:
                response = yield request
            except httpx.TransportError as error:
                log.debug("%s %s: no answer: %s", request.method, request.path, error)
                if attempt >= self.retries:
                    raise no_answer(error, self.url) from error
                yield Pause(min(FIRST_WAIT_SECONDS * 2**attempt, LONGEST_WAIT_SECONDS))
                continue
            status, told = response.status_code, response.headers.get("x-request-id")
            log.debug("%s %s: %s (request %s)", request.method, request.path, status, told)
            if response.is_success or status == 304:
                return response
            if attempt >= self.retries or not _may_pass(response):
                raise failure(response, self.url)
            yield Pause(wait_before(attempt, response))
        raise AssertionError("the loop above ends by itself")

    def _account(self) -> Steps[str]:
        if self.known.account_id is None:
            answer = yield from self.call("system.health", {})
            self.known.account_id = str(answer["accountId"])
        return self.known.account_id

    def settle(
        self, export_id: str, until: Callable[[JsonValue], bool] | None, timeout: float
    ) -> Steps[JsonValue]:
        """Inspect until it holds; an unchanged export is not sent again."""
        end, wait = monotonic() + timeout, FIRST_LOOK_SECONDS
        request = prepared(
            CALLS["exports.inspect"], {"id": export_id}, account=None, run=None, timeout=self.timeout
        )
        seen: JsonValue = None
        while True:
            response = yield from self.answered(request)
            if response.status_code != 304:
                seen = value_of(response)
                tag = response.headers.get("etag")
                request = replace(
                    request, headers={**request.headers, "If-None-Match": tag} if tag else request.headers
                )
                if (until or is_settled)(seen):
                    return seen
            if monotonic() + wait > end:
                raise TimeoutError(f"Export {export_id} is {standing(seen)} after {timeout:g} seconds.")
            yield Pause(wait)
            wait = min(wait * 1.5, SELDOM_LOOK_SECONDS)


def is_settled(export: Export) -> bool:
    """Whether an export is executed and its mail needs no more time, or is cancelled."""
    if export["state"] != "COMPLETED":
        return bool(export["state"] == "CANCELLED")
    return (export["brokerSubmission"] or {}).get("status") not in ("pending", "sending")


def standing(export: Export) -> str:
    """Where an export stands, in a few words."""
    mail = (export["brokerSubmission"] or {}).get("status")
    return f"{export['state']}, its mail {mail}" if mail else str(export["state"])


def value_of(response: httpx.Response) -> JsonValue:
    """What a success says: JSON as plain values, anything else as bytes."""
    is_json = response.headers.get("content-type", "").partition(";")[0].strip().endswith("json")
    return json_text.read(response.content) if is_json else response.content


def _may_pass(response: httpx.Response) -> bool:
    """Whether the same call may be answered otherwise a little later."""
    if response.status_code in RETRIED_STATUSES:
        return True
    return response.status_code == 409 and problem_of(response).get("errorCode") == IN_PROGRESS


def wait_before(attempt: int, response: httpx.Response) -> float:
    """Seconds before the next try: what the server asks for, within a bound, or twice the wait before."""
    usual = FIRST_WAIT_SECONDS * 2.0**attempt
    told = response.headers.get("retry-after", "")
    asked = float(told) if told.isascii() and told.isdigit() else 0.0
    return min(max(usual, asked), LONGEST_WAIT_SECONDS)


_seen: ContextVar[list[httpx.Response] | None] = ContextVar("entrygo_responses", default=None)


class Recorded:
    """The answers of calls made within: ``with Recorded() as answers: ...``, in this thread or task alone."""

    def __enter__(self) -> list[httpx.Response]:
        found: list[httpx.Response] = []
        self._token = _seen.set(found)
        return found

    def __exit__(self, *_: object) -> None:
        _seen.reset(self._token)


def raw(data: T, answers: list[httpx.Response]) -> Raw[T]:
    """An answer with its status and headers; ``ValueError`` where nothing was asked."""
    if not answers:
        raise ValueError("That method asked the server nothing.")
    return Raw(data, answers[-1].status_code, answers[-1].headers)


class EventFrames:
    """Server-sent events, line by line, and where to go on after a break."""

    def __init__(self, exchange: Exchange, name: str, arguments: Arguments) -> None:
        given = {key: value for key, value in arguments.items() if key != "after"}
        after = arguments.get("after", ABSENT)
        self.last: str | None = None if after is ABSENT else after
        self._request = prepared(CALLS[name], given, account=None, run=None, timeout=exchange.timeout)
        self._exchange, self._failures, self._wait = exchange, 0, FIRST_WAIT_SECONDS
        self._data: list[str] = []
        self._id: str | None = None

    def start(self) -> Steps[None]:
        """Learn where now is, so that what happens before the first connection, or after it breaks, is not missed."""
        if self.last is None:
            newest = yield from self._exchange.call("events.list", {"limit": 1, "order": "newest"})
            self.last = newest["data"][0]["id"] if newest["data"] else None

    @property
    def request(self) -> Request:
        """What is asked to go on."""
        self._data, self._id = [], None
        headers = {"Accept": "text/event-stream"} | ({"Last-Event-ID": self.last} if self.last else {})
        return replace(self._request, headers=headers)

    def line(self, line: str) -> JsonValue:
        """The event that a line completes, or ``None``."""
        self._failures = 0
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if name == "data" and line:
            self._data.append(value)
        elif name == "id" and line:
            self._id = value
        elif name == "retry" and value.isascii() and value.isdigit():
            self._wait = int(value) / 1000
        elif not line and self._data:
            event = json_text.read("\n".join(self._data).encode())
            self.last, self._data, self._id = self._id or self.last, [], None
            return event
        return None

    def broken(self, cause: httpx.TransportError | httpx.Response | None) -> float:
        """Seconds to wait before the stream is taken up again. Raises where it is refused, or broken too often."""
        if isinstance(cause, httpx.Response) and not _may_pass(cause):
            raise failure(cause, self._exchange.url)
        if cause is not None:
            self._failures += 1
        if self._failures > self._exchange.retries:
            raise self._given_up(cause)
        wait: float = self._wait * 2 ** max(self._failures - 1, 0)
        if isinstance(cause, httpx.Response):
            wait = max(wait, wait_before(self._failures, cause))
        return min(wait, LONGEST_WAIT_SECONDS)

    def _given_up(self, cause: httpx.TransportError | httpx.Response | None) -> EntryGoError:
        if isinstance(cause, httpx.Response):
            return failure(cause, self._exchange.url)
        return no_answer(cause or httpx.TransportError("the stream ended"), self._exchange.url)
