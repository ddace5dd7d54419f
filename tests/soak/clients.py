"""Clients that insist: every call is repeated with its key until it is answered, whatever happens to the server."""

import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.serving.sandbox import Sandbox

PAUSE_SECONDS, LONGEST_PAUSE = 0.1, 2.0
WORTH_REPEATING = {
    409: "IDEMPOTENCY_IN_PROGRESS",
    429: "RATE_LIMITED",
    500: "INTERNAL_ERROR",
    503: "UNAVAILABLE",
}


@dataclass
class Shop:
    """One client of an account. ``repeats`` counts why calls were repeated."""

    goods: Sandbox
    name: str
    deadline: float
    repeats: Counter[str] = field(default_factory=Counter)
    exports: list[str] = field(default_factory=list)
    answers: dict[str, bytes] = field(default_factory=dict)
    http: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        client = self.goods.client
        self.http = httpx.Client(
            base_url=client.server.url, headers={"authorization": f"Bearer {client.api_key}"}, timeout=30
        )

    def insist(self, path: str, body: dict[str, Any], key: str) -> httpx.Response:
        """POST until it is answered with 200; an AssertionError for an answer that repeating cannot help."""
        pause = PAUSE_SECONDS
        while True:
            try:
                answer = self.http.post(
                    path,
                    json={"accountId": self.goods.client.account_id} | body,
                    headers={"idempotency-key": key},
                )
                if answer.status_code == 200:
                    return answer
                code = answer.json()["errorCode"]
                assert WORTH_REPEATING.get(answer.status_code) == code, f"{path}: {answer.text[:500]}"
                self.repeats[f"{answer.status_code} {code}"] += 1
            except httpx.TransportError as error:
                self.repeats[type(error).__name__] += 1
            assert time.monotonic() < self.deadline, f"{path} was not answered in time"
            time.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    def export(self, number: int) -> None:
        """One order synced, planned and executed."""
        name = f"{self.name}-{number}"
        line = {"productId": self.goods.book_id, "quantity": 1, "unitValueUsd": 20}
        order = {"externalId": name, "destinationCountry": "US", "items": [line]}
        order_id = self.insist("/api/orders/sync", {"items": [order]}, f"sync-{name}").json()["data"][0]["id"]
        planned = self.insist("/api/exports/plan", self.goods.request(order_id), f"plan-{name}").json()
        done = self.insist("/api/exports/execute", {"batchId": planned["exportId"]}, f"execute-{name}")
        assert done.json()["exportId"] == planned["exportId"]
        self.exports.append(planned["exportId"])

    def settle(self, export_id: str) -> int:
        """Wait until its package is with the broker; submit it again where it was refused. How often it was."""
        refused = 0
        while True:
            seen = self.look(export_id)
            status = seen["brokerSubmission"]["status"] if seen.get("brokerSubmission") else "none"
            if seen["state"] == "COMPLETED" and status == "sent":
                return refused
            if status == "failed":
                refused += 1
                self.insist(f"/api/exports/{export_id}/resubmit", {}, f"again-{export_id}-{refused}")
            assert time.monotonic() < self.deadline, (export_id, seen["state"], seen["brokerSubmissions"])
            time.sleep(PAUSE_SECONDS)

    def look(self, export_id: str) -> dict[str, Any]:
        """Its inspection, asked for until it is answered."""
        while True:
            try:
                answer = self.http.get(f"/api/exports/{export_id}")
                if answer.status_code == 200:
                    seen: dict[str, Any] = answer.json()
                    return seen
                assert answer.status_code in (429, 503), answer.text[:500]
            except httpx.TransportError:
                pass
            assert time.monotonic() < self.deadline, f"{export_id} was not shown in time"
            time.sleep(PAUSE_SECONDS)


class Counterfoil:
    """Numbers handed out to the clients, each once."""

    def __init__(self, count: int) -> None:
        self._left = iter(range(count))
        self._lock = threading.Lock()
        self.done = 0

    def next(self) -> int | None:
        """The next number, or none."""
        with self._lock:
            number = next(self._left, None)
            self.done += number is not None
            return number
