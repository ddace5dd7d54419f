"""HTTP/1.1 as the server speaks it: what is no HTTP request, or takes too long to arrive, is refused in the envelope.

Nobody's slowness holds more than a connection: a head, a body and a reader each have their time, a connection over
the number there is room for is told so, and none of them has a thread.
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

LINGER_SECONDS = 2.0  # a connection reset while the client still sends would lose it the answer
LOOKS_A_WAIT = 4  # how often a wait is looked at, within its time
LEAST_READ_A_SECOND = 1024  # bytes; a reader slower than this holds the answer's memory for too long
OTHER_FILES = 512  # descriptors that are no client's connection: databases, papers, mail servers
MOST_FILES = 65_536
ACCEPTED_AT_ONCE = (
    128  # a burst is accepted before any of it can be refused: it must fit beside the other files
)


class ServerConfig(uvicorn.Config):
    """The server's configuration, and the times and numbers it has no words for."""

    arrival_seconds: float = 20.0
    body_seconds: float = 120.0
    max_connections: int = 1_000_000


def room_for_connections() -> int:
    """How many connections this process may hold; the limit of open files is raised as far as it may be."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, MOST_FILES)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        soft = wanted
    files = MOST_FILES if soft == resource.RLIM_INFINITY else soft
    return max(files - OTHER_FILES, files // 2)


class EnvelopeProtocol(H11Protocol):
    """One connection. Refuses a broken or slow request, and one too many connections."""

    config: ServerConfig
    _is_refused = False
    _look: asyncio.TimerHandle | None = None
    _reader_look: asyncio.TimerHandle | None = None
    _unread = 0
    _owed: object = None
    """h11.IDLE while a head is owed, h11.SEND_BODY while a body is."""
    _owed_since = 0.0
    _heard_at = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """A connection; its first request's head is owed from now on."""
        super().connection_made(transport)  # type: ignore[arg-type]  # a server's transport is a stream's
        if len(self.connections) > self.config.max_connections:
            self._refuse(Problem("UNAVAILABLE", "The server has too many connections; come again."), linger=0)
            return
        self._expect()

    def data_received(self, data: bytes) -> None:
        """Bytes of the client; those after a refusal are let fall."""
        if self._is_refused:
            return
        self._heard_at = self.loop.time()
        super().data_received(data)
        if not self._is_refused:
            self._expect()

    def connection_lost(self, exc: Exception | None) -> None:
        """The end: nothing is waited for any more."""
        for timer in (self._look, self._reader_look):
            if timer is not None:
                timer.cancel()
        super().connection_lost(exc)

    def shutdown(self) -> None:
        """The server stops: what would never end is ended first (it tells the application once a connection)."""
        self.app_state.get("end_streams", lambda: None)()
        super().shutdown()

    def send_400_response(self, msg: str) -> None:
        """400 INVALID_REQUEST; then nothing more is read from this connection."""
        self._refuse(Problem("INVALID_REQUEST", msg))

    def _refuse(self, problem: Problem, *, linger: float = LINGER_SECONDS) -> None:
        """Answer in the protocol's own words and close; the application hears that the client went away."""
        self._is_refused = True
        request_id = SystemIds().new("req")
        response = problem_response(problem, request_id=request_id, path="/", accept="")
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

    def _expect(self) -> None:
        """Note what the client owes now, and look at it again in a while."""
        theirs = self.conn.their_state
        owed = theirs if theirs in (h11.IDLE, h11.SEND_BODY) else None
        if owed is not self._owed:
            self._owed, self._owed_since = owed, self.loop.time()
        if owed is not None and self._look is None:
            self._look = self.loop.call_later(self.config.arrival_seconds / LOOKS_A_WAIT, self._looked)

    def _looked(self) -> None:
        self._look = None
        if self._is_refused or self.transport.is_closing() or self.timeout_keep_alive_task is not None:
            return  # an idle connection has its own time
        self._expect()
        now = self.loop.time()
        if self._owed is None:
            return
        if self._owed is h11.SEND_BODY and (self.flow.read_paused or self.cycle.waiting_for_100_continue):
            # it is we who do not read
            self._owed_since += self.config.arrival_seconds / LOOKS_A_WAIT
            self._heard_at = now
        elif self._owed is h11.SEND_BODY:
            is_late = now - self._owed_since >= self.config.body_seconds
            if is_late or now - max(self._heard_at, self._owed_since) >= self.config.arrival_seconds:
                self._give_up("The body of the request did not arrive in time.")
        elif now - self._owed_since >= self.config.arrival_seconds:
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
        """The client reads slower than we write."""
        super().pause_writing()
        self._watch_reader()

    def timeout_keep_alive_handler(self) -> None:
        """An idle connection's time is over."""
        super().timeout_keep_alive_handler()
        self._watch_reader()

    def _watch_reader(self) -> None:
        """What lies unread gets less within each wait, or the connection is cut."""
        if self._reader_look is None and (unread := self.transport.get_write_buffer_size()):
            self._unread = unread
            self._reader_look = self.loop.call_later(self.config.arrival_seconds, self._looked_at_reader)

    def _looked_at_reader(self) -> None:
        self._reader_look = None
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
    """A configuration with the times of arrival, and as many connections as there is room for."""
    config = ServerConfig(app, http=EnvelopeProtocol, backlog=ACCEPTED_AT_ONCE, **settings)
    config.arrival_seconds, config.body_seconds = arrival_seconds, body_seconds
    config.max_connections = room_for_connections()
    return config
