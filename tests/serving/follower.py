"""A follower of the event stream: server-sent events, read frame by frame."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx

from tests.serving.server import Client

Node = dict[str, Any]  # Any: JSON
STREAM = {"accept": "text/event-stream"}


class Follower:
    """One open stream, read frame by frame."""

    def __init__(self, response: httpx.Response) -> None:
        self.response = response
        self._lines = response.iter_lines()
        assert next(self._lines) == "retry: 2000", "it is open: what happens from here on comes"
        assert next(self._lines) == ""

    def frames(self) -> Iterator[tuple[str, Node]]:
        """Id and event of each frame."""
        for line in self._lines:
            if line.startswith("id: "):
                data = next(self._lines)
                assert data.startswith("data: ")
                assert next(self._lines) == ""
                yield line.removeprefix("id: "), json.loads(data.removeprefix("data: "))

    def take(self, count: int) -> list[tuple[str, Node]]:
        """The next so many."""
        return [frame for _, frame in zip(range(count), self.frames(), strict=False)]


@contextmanager
def following(client: Client, last: str | None = None, **query: str) -> Iterator[Follower]:
    """A stream for the time of the block."""
    headers = STREAM | ({"last-event-id": last} if last else {})
    with client.http.stream("GET", "/api/events", params=query, headers=headers, timeout=60) as response:
        if response.status_code != 200:
            response.read()
            raise AssertionError(response.text)
        yield Follower(response)
