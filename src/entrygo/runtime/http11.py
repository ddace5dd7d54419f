"""HTTP/1.1 with limits: a request that is malformed or arrives too slowly gets an error answer in the contract's form.

The head, the body and the client's reading of the answer each have a time limit, and connections over the limit of
open files are answered 503. None of them holds a thread.
"""

import asyncio
import resource
from typing import Any

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import STATUS_PHRASES, H11Protocol

from entrygo.clock import SystemIds
from entrygo.contract.problems import Problem
from entrygo.surfaces.http.problems import problem_response
from entrygo.surfaces.serving.response_headers import protect

LINGER_SECONDS = 2.0  # a connection reset while the client still sends would lose it the answer
CHECKS_A_WAIT = 4  # how often a wait is checked within its limit
LEAST_READ_A_SECOND = 1024  # bytes; a reader slower than this holds the answer's memory for too long
OTHER_FILES = 512  # descriptors that are no client's connection: databases, papers, mail servers
MOST_FILES = 65_536
MOST_HEAD_BYTES = 64 * 1024
ACCEPTED_AT_ONCE = (
    128  # a burst is accepted before any of it can be refused: it must fit beside the other files
)


class ServerConfig(uvicorn.Config):
    """The server's configuration with the limits it has no settings for: seconds, and connections."""

    arrival_seconds: float = 20.0
    body_seconds: float = 120.0
    max_connections: int = 1_000_000


def room_for_connections() -> int:
    """How many connections this process may hold, after raising its limit of open files as far as allowed."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, MOST_FILES)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        soft = wanted
    files = MOST_FILES if soft == resource.RLIM_INFINITY else soft
    return max(files - OTHER_FILES, files // 2)


class StrictConnection(h11.Connection):
    """Takes no request that two readers would end at two places (RFC 9112, 6.1)."""

    def next_event(self) -> Any:  # Any: as the parent has it
        """The next event; ``RemoteProtocolError`` for a request with a length and a transfer encoding."""
        event = super().next_event()
        if isinstance(event, h11.Request):
            names = {name for name, _ in event.headers}
            if {b"content-length", b"transfer-encoding"} <= names:
                raise h11.RemoteProtocolError("Content-Length and Transfer-Encoding")
        return event


class EnvelopeProtocol(H11Protocol):
    """One connection. Refuses a broken, ambiguous or slow request, and one too many connections."""

    config: ServerConfig
    _is_refused = False
    _arrival_timer: asyncio.TimerHandle | None = None
    _reader_timer: asyncio.TimerHandle | None = None
    _unread = 0
    _awaited: object = None
    """h11.IDLE while a head is awaited, h11.SEND_BODY while a body is."""
    _awaited_since = 0.0
    _heard_at = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """A new connection; the time for its first request's head begins."""
        self.conn = StrictConnection(h11.SERVER, self.config.h11_max_incomplete_event_size or MOST_HEAD_BYTES)
        super().connection_made(transport)  # type: ignore[arg-type]  # a server's transport is a stream's
        if len(self.connections) > self.config.max_connections:
            self._refuse(Problem("UNAVAILABLE", "The server has too many connections; come again."), linger=0)
            return
        self._await_arrival()

    def data_received(self, data: bytes) -> None:
        """Bytes of the client; those after a refusal are dropped."""
        if self._is_refused:
            return
        self._heard_at = self.loop.time()
        super().data_received(data)
        if not self._is_refused:
            self._await_arrival()

    def connection_lost(self, exc: Exception | None) -> None:
        """Cancel the timers."""
        for timer in (self._arrival_timer, self._reader_timer):
            if timer is not None:
                timer.cancel()
        super().connection_lost(exc)

    def shutdown(self) -> None:
        """End event streams, which would never end by themselves, then shut down as usual."""
        self.app_state.get("end_streams", lambda: None)()
        super().shutdown()

    def send_400_response(self, msg: str) -> None:
        """400 INVALID_REQUEST; then nothing more is read from this connection."""
        self._refuse(Problem("INVALID_REQUEST", msg))

    def _refuse(self, problem: Problem, *, linger: float = LINGER_SECONDS) -> None:
        """Answer with a problem and close; the application is told that the client disconnected."""
        self._is_refused = True
        request_id = SystemIds().new("req")
        response = problem_response(problem, request_id=request_id, path="/", accept="")
        protect(response.headers)
        headers = [*response.raw_headers, (b"x-request-id", request_id.encode()), (b"connection", b"close")]
        lines = b"".join(name + b": " + value + b"\r\n" for name, value in headers)
        start = b"HTTP/1.1 %d %s\r\n" % (problem.status, STATUS_PHRASES[problem.status])
        self.transport.write(start + lines + b"\r\n" + bytes(response.body))
        if self.cycle is not None and not self.cycle.response_complete:
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        if linger:
            self.transport.write_eof()
            self.transport.resume_reading()
            self.loop.call_later(linger, self.transport.close)
        else:
            self.transport.close()

    def _await_arrival(self) -> None:
        """Note whether a head or a body is awaited, since when, and check it later."""
        theirs = self.conn.their_state
        awaited = theirs if theirs in (h11.IDLE, h11.SEND_BODY) else None
        if awaited is not self._awaited:
            self._awaited, self._awaited_since = awaited, self.loop.time()
        if awaited is not None and self._arrival_timer is None:
            self._arrival_timer = self.loop.call_later(
                self.config.arrival_seconds / CHECKS_A_WAIT, self._check_arrival
            )

    def _check_arrival(self) -> None:
        self._arrival_timer = None
        if self._is_refused or self.transport.is_closing() or self.timeout_keep_alive_task is not None:
            return  # an idle connection has its own time
        self._await_arrival()
        now = self.loop.time()
        if self._awaited is None:
            return
        if self._awaited is h11.SEND_BODY and (self.flow.read_paused or self.cycle.waiting_for_100_continue):
            # it is we who do not read
            self._awaited_since += self.config.arrival_seconds / CHECKS_A_WAIT
            self._heard_at = now
        elif self._awaited is h11.SEND_BODY:
            is_late = now - self._awaited_since >= self.config.body_seconds
            if is_late or now - max(self._heard_at, self._awaited_since) >= self.config.arrival_seconds:
                self._give_up("The body of the request did not arrive in time.")
        elif now - self._awaited_since >= self.config.arrival_seconds:
            self._give_up("The head of the request did not arrive in time.")

    def _give_up(self, words: str) -> None:
        """408 REQUEST_TIMEOUT, unless the client has its answer already or never asked anything."""
        has_asked = self._heard_at > 0
        if has_asked and self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            self._refuse(Problem("REQUEST_TIMEOUT", words))
        else:
            self.transport.close()
            self._watch_reader()

    def pause_writing(self) -> None:
        """The send buffer is full: watch how fast the client reads."""
        super().pause_writing()
        self._watch_reader()

    def timeout_keep_alive_handler(self) -> None:
        """Close an idle connection, watching that its last answer is read."""
        super().timeout_keep_alive_handler()
        self._watch_reader()

    def _watch_reader(self) -> None:
        """Abort the connection of a client that reads less than ``LEAST_READ_A_SECOND`` of its answer."""
        if self._reader_timer is None and (unread := self.transport.get_write_buffer_size()):
            self._unread = unread
            self._reader_timer = self.loop.call_later(self.config.arrival_seconds, self._check_reader)

    def _check_reader(self) -> None:
        self._reader_timer = None
        read = self._unread - self.transport.get_write_buffer_size()
        if self.flow.write_paused or self.transport.is_closing():
            if read < LEAST_READ_A_SECOND * self.config.arrival_seconds:
                self.transport.abort()
                return
            self._watch_reader()


def config_with(
    app: Any,  # Any: an application, or the import path of a factory of one
    *,
    arrival_seconds: float,
    body_seconds: float,
    **settings: Any,  # Any: uvicorn's own
) -> ServerConfig:
    """A configuration with the time limits, and as many connections as there is room for."""
    config = ServerConfig(app, http=EnvelopeProtocol, backlog=ACCEPTED_AT_ONCE, **settings)
    config.arrival_seconds, config.body_seconds = arrival_seconds, body_seconds
    config.max_connections = room_for_connections()
    return config
