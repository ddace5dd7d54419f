"""What every response carries: an id, and what keeps a browser from more than showing it. A page that needs more says
so in headers of its own."""

from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from entrygo.ports.clock import Ids

HEADER = "X-Request-Id"
DEFAULTS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
FRAMED_BY_US = "frame-ancestors 'self'"


def protect(headers: MutableHeaders) -> None:
    """Put the defaults where a response says nothing else; browsers of before ``frame-ancestors`` are told alike."""
    for name, value in DEFAULTS.items():
        headers.setdefault(name, value)
    is_framed = FRAMED_BY_US in headers["Content-Security-Policy"]
    headers.setdefault("X-Frame-Options", "SAMEORIGIN" if is_framed else "DENY")


class ResponseHeaders:
    """Puts them on the responses that have none of their own; a call's own id is in its log lines and its error."""

    def __init__(self, app: ASGIApp, ids: Ids) -> None:
        self._app, self._ids = app, ids

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if HEADER not in headers:
                    headers[HEADER] = self._ids.new("req")
                protect(headers)
            await send(message)

        await self._app(scope, receive, send_with_headers)
