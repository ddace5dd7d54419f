"""Following a server's events, and handing them to a program on this machine as webhooks would be."""

import secrets
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import httpx
import orjson
from standardwebhooks import Webhook

from entrygo.cli.connection import Connection
from entrygo.contract.canonical import JsonObject, answer_bytes

EVENT_STREAM = "text/event-stream"
SILENCE_SECONDS = 45.0
"""Three of the server's comments missed: the connection is dead."""
AGAIN_SECONDS = 2.0
FORWARD_SECONDS = 30.0
SECRET_BYTES = 24


class Refused(Exception):
    """The server answers no stream to this key; ``document`` is its problem."""

    def __init__(self, document: JsonObject) -> None:
        self.document = document
        super().__init__(document.get("message"))


def events(
    where: Connection, *, kind: str = "", after: str = "", lost: Callable[[str], None] = lambda _: None
) -> Iterator[JsonObject]:
    """Every event from now on, or after a cursor or an event's id, without gap and without repeat.

    A connection that breaks is opened again after the last event that came, or after the newest there was at the
    start; ``lost`` is told why. Raises :class:`Refused` where the server refuses.
    """
    address = f"{where.server.rstrip('/').removesuffix('/api')}/api/events"
    last = after or _newest(address, where.key)
    timeout = httpx.Timeout(SILENCE_SECONDS)
    while True:
        headers = {"Authorization": f"Bearer {where.key}", "Accept": EVENT_STREAM}
        if last:
            headers["Last-Event-ID"] = last
        try:
            with httpx.stream(
                "GET", address, headers=headers, params={"type": kind} if kind else {}, timeout=timeout
            ) as answer:
                if answer.is_client_error and answer.status_code != httpx.codes.TOO_MANY_REQUESTS:
                    answer.read()
                    raise Refused(_problem(answer))
                answer.raise_for_status()
                for identifier, event in _frames(answer.iter_lines()):
                    last = identifier
                    yield event
        except (httpx.TransportError, httpx.HTTPStatusError) as error:
            lost(str(error) or type(error).__name__)
        time.sleep(AGAIN_SECONDS)  # lint: allow bounded-waits -- between two connections of a follower


def _newest(address: str, key: str) -> str:
    """The id of the newest event: without it, a connection that breaks before its first event loses some."""
    headers, newest = {"Authorization": f"Bearer {key}"}, {"limit": "1", "order": "newest"}
    try:
        answer = httpx.get(address, headers=headers, params=newest, timeout=SILENCE_SECONDS)
    except httpx.TransportError as error:
        raise Refused({"errorCode": "NO_ANSWER", "message": f"{address} does not answer: {error}"}) from error
    if not answer.is_success:
        raise Refused(_problem(answer))
    page = answer.json()["data"]
    return str(page[0]["id"]) if page else ""


def _problem(answer: httpx.Response) -> JsonObject:
    try:
        document: JsonObject = answer.json()
    except ValueError:
        document = {"errorCode": "UNEXPECTED_ANSWER", "message": f"The server answered {answer.status_code}."}
    return document


def _frames(lines: Iterator[str]) -> Iterator[tuple[str, JsonObject]]:
    """The events of a stream with their ids; comments are left out."""
    identifier, data = "", ""
    for line in lines:
        if line.startswith("id:"):
            identifier = line[3:].strip()
        elif line.startswith("data:"):
            data += line[5:].strip()
        elif not line and data:
            yield identifier, orjson.loads(data)
            data = ""


def new_secret() -> str:
    """A secret as an endpoint has it."""
    return f"whsec_{b64encode(secrets.token_bytes(SECRET_BYTES)).decode()}"


@dataclass(frozen=True, slots=True)
class Forwarder:
    """Posts events to an address, each signed as Standard Webhooks says and with the body that a webhook has."""

    address: str
    secret: str
    account_id: str
    mode: str

    def forward_check(self) -> None:
        """Raises ``ValueError`` where nothing can be signed with the secret."""
        Webhook(self.secret).sign("evt_1", datetime.now(UTC), "{}")

    def forward(self, event: JsonObject) -> str:
        """Post one event; the receiver's answer in words. One that does not answer is told, not tried again."""
        body = answer_bytes(
            {
                "type": event["type"],
                "timestamp": event["created_at"],
                "data": {**event, "accountId": self.account_id, "mode": self.mode},
            }
        )
        now = datetime.now(UTC)
        headers = {
            "Content-Type": "application/json",
            "webhook-id": event["id"],
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": Webhook(self.secret).sign(event["id"], now, body.decode()),
        }
        try:
            answer = httpx.post(self.address, content=body, headers=headers, timeout=FORWARD_SECONDS)
        except httpx.HTTPError as error:
            return f"no answer: {error or type(error).__name__}"
        return str(answer.status_code)
