"""HTTP/1.1 as the server speaks it: what is no HTTP request is refused in the same envelope as any other fault."""

from uvicorn.protocols.http.h11_impl import H11Protocol

from entrygo.contract.problems import Problem
from entrygo.runtime.clock import SystemIds
from entrygo.surfaces.http.problems import problem_response

LINGER_SECONDS = 2.0  # a connection reset while the client still sends would lose it the answer


class EnvelopeProtocol(H11Protocol):
    """Refuses a broken request line, a broken or endless header, or TLS on the plain port."""

    _is_refused = False

    def send_400_response(self, msg: str) -> None:
        """400 INVALID_REQUEST; then nothing more is read from this connection."""
        self._is_refused = True
        request_id = SystemIds().new("req")
        response = problem_response(
            Problem("INVALID_REQUEST", msg), request_id=request_id, path="/", accept=""
        )
        headers = [*response.raw_headers, (b"x-request-id", request_id.encode()), (b"connection", b"close")]
        lines = b"".join(name + b": " + value + b"\r\n" for name, value in headers)
        self.transport.write(b"HTTP/1.1 400 Bad Request\r\n" + lines + b"\r\n" + bytes(response.body))
        self.transport.write_eof()
        self.loop.call_later(LINGER_SECONDS, self.transport.close)

    def data_received(self, data: bytes) -> None:
        """Bytes of the client; those after a refusal are let fall."""
        if not self._is_refused:
            super().data_received(data)
