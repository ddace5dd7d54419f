"""Every response carries ``X-Request-Id``, that of a page without a key too."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from entrygo.ports.clock import Ids

HEADER = "X-Request-Id"


class RequestIds:
    """Puts an id on the responses that have none yet; a call's own is in its log lines and its error."""

    def __init__(self, app: ASGIApp, ids: Ids) -> None:
        self._app, self._ids = app, ids

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""

        async def send_with_id(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if HEADER not in headers:
                    headers[HEADER] = self._ids.new("req")
            await send(message)

        await self._app(scope, receive, send_with_id)
