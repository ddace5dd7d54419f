"""Clients: a shop knows every node's address, gives every write a key, and asks another node when one does not answer.

What was answered with 200 is remembered: it is what may not be missing afterwards, on any node.
"""

import itertools
import threading
import time
import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.cluster.cluster import Cluster
from tests.serving.accounts import make_account, make_key
from tests.serving.sandbox import BOOK, BROKER, PROFILE, WAREHOUSE

PATIENCE_SECONDS = 240.0
LATER = frozenset({429, 500, 502, 503})  # "not now": the same call may succeed later


class GivenUp(Exception):
    """No node answered a call for longer than any client would wait."""


@dataclass
class Acknowledged:
    """Writes answered with 200: order ids, plan hashes by export, package ids by executed export."""

    orders: list[str] = field(default_factory=list)
    plans: dict[str, str] = field(default_factory=dict)
    packages: dict[str, str] = field(default_factory=dict)


class Shop:
    """An account with what it needs to export."""

    def __init__(self, cluster: Cluster, name: str) -> None:
        account = make_account(cluster.settings, name)
        key = make_key(cluster.settings, account)
        self.account_id, self.name = account, name
        self.nodes = [node.url for node in cluster.nodes]
        self.http = httpx.Client(
            headers={"authorization": f"Bearer {key}"}, timeout=httpx.Timeout(15, connect=2)
        )
        self.acknowledged = Acknowledged()
        self.orders_of: dict[str, list[str]] = {}
        self.answers: Counter[str] = Counter()
        self.broker_email = f"{name}@broker.example"
        self._turn = itertools.count()
        self._fill()

    def close(self) -> None:
        """End its connections."""
        self.http.close()

    def call(
        self, method: str, path: str, body: dict[str, Any] | None = None, *, key: str = "", first: str = ""
    ) -> dict[str, Any]:
        """The answer of whichever node gives one; the same call under the same key until then."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        headers = {"idempotency-key": key} if key else {}
        node = first or self._next_node()
        while time.monotonic() < deadline:
            try:
                answer = self.http.request(method, node + path, json=body, headers=headers)
            except httpx.TransportError as error:
                self.answers[type(error).__name__] += 1
            else:
                self.answers[str(answer.status_code)] += 1
                if answer.status_code == 200:
                    found: dict[str, Any] = answer.json()
                    return found
                if answer.status_code not in LATER and not _is_in_progress(answer):
                    raise GivenUp(f"{method} {path}: {answer.status_code} {answer.text[:300]}")
            time.sleep(0.2)
            node = self._next_node()
        raise GivenUp(f"{method} {path}: no answer in {PATIENCE_SECONDS:.0f} s")

    def order(self) -> str:
        """Sync an order; its id."""
        line = {"productId": self.book_id, "quantity": 1, "unitValueUsd": 20}
        order = {"externalId": _word("order"), "destinationCountry": "US", "items": [line]}
        body = {"accountId": self.account_id, "items": [order]}
        order_id = str(self.call("POST", "/api/orders/sync", body, key=_word("sync"))["data"][0]["id"])
        self.acknowledged.orders.append(order_id)
        return order_id

    def plan(self, *order_ids: str) -> str:
        """Plan orders, or one that is synced for it; the export's id."""
        ids = {"accountId": self.account_id, "warehouseId": self.warehouse_id, "brokerId": self.broker_id}
        shipped = list(order_ids) or [self.order()]
        planned = self.call("POST", "/api/exports/plan", ids | {"orderIds": shipped}, key=_word("plan"))
        self.orders_of[planned["exportId"]] = shipped
        self.acknowledged.plans[planned["exportId"]] = planned["planHash"]
        return str(planned["exportId"])

    def execute(self, export_id: str, first: str = "") -> None:
        """Execute an export, at a node first; 200 is the promise, COMPLETED or not yet."""
        body = {"accountId": self.account_id, "batchId": export_id}
        done = self.call("POST", "/api/exports/execute", body, key=f"execute-{export_id}", first=first)
        self.acknowledged.packages[export_id] = done["customs_package_id"]

    def withdraw(self, export_id: str, first: str = "") -> dict[str, Any]:
        """Take an executed export back, at a node first; the answer."""
        body = {"accountId": self.account_id, "reason": "The truck did not leave"}
        path, key = f"/api/exports/{export_id}/withdraw", f"withdraw-{export_id}"
        return self.call("POST", path, body, key=key, first=first)

    def correct(self, export_id: str, first: str = "") -> None:
        """Correct an executed export whose facts changed, at a node first; its newest package is owed from here on."""
        body = {"accountId": self.account_id}
        path, key = f"/api/exports/{export_id}/corrections", f"correct-{export_id}"
        done = self.call("POST", path, body, key=key, first=first)
        self.acknowledged.packages[export_id] = done["customs_package_id"]
        self.acknowledged.plans[export_id] = done["planHash"]

    def missing(self, node: str) -> list[str]:
        """What was acknowledged and is not, or not so, on a node; each in words."""
        known = self.acknowledged
        faults = [
            f"order {order_id} is missing on {node}"
            for order_id in known.orders
            if self.http.get(f"{node}/api/orders/{order_id}").status_code != 200
        ]
        for export_id, plan_hash in known.plans.items():
            seen = self.http.get(f"{node}/api/exports/{export_id}")
            if seen.status_code != 200 or seen.json()["planHash"] != plan_hash:
                faults.append(f"plan of {export_id} is missing on {node}: {seen.status_code}")
                continue
            package = known.packages.get(export_id)
            if package and (seen.json()["state"], seen.json()["customsPackage"]["id"]) != (
                "COMPLETED",
                package,
            ):
                faults.append(f"execution of {export_id} is missing on {node}: {seen.json()['state']}")
        return faults

    def _next_node(self) -> str:
        return self.nodes[next(self._turn) % len(self.nodes)]

    def _fill(self) -> None:
        named = {"accountId": self.account_id}
        self.call("PATCH", "/api/account", PROFILE)
        self.warehouse_id = self.call("POST", "/api/warehouses", named | WAREHOUSE, key=_word("wh"))["id"]
        broker = named | BROKER | {"email": self.broker_email}
        self.broker_id = self.call("POST", "/api/brokers", broker, key=_word("br"))["id"]
        book = named | {"items": [{"externalId": "book"} | BOOK]}
        self.book_id = self.call("POST", "/api/products/sync", book, key=_word("pr"))["data"][0]["id"]


class Load:
    """Clients that sync, plan and execute one export after another until told to stop."""

    def __init__(self, shops: Sequence[Shop], *, pause: float = 0.3) -> None:
        self.faults: list[str] = []
        self._stop = threading.Event()
        self._pause = pause
        self._threads = [threading.Thread(target=self._run, args=(shop,)) for shop in shops]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Let each finish what it is at."""
        self._stop.set()
        for thread in self._threads:
            thread.join(PATIENCE_SECONDS * 3)

    def _run(self, shop: Shop) -> None:
        while not self._stop.wait(self._pause):
            try:
                shop.execute(shop.plan())
            except Exception as error:
                self.faults.append(f"a client of {shop.name} gave up: {error!r}")
                return


def _is_in_progress(answer: httpx.Response) -> bool:
    return answer.status_code == 409 and answer.json()["errorCode"] == "IDEMPOTENCY_IN_PROGRESS"


def _word(kind: str) -> str:
    return f"{kind}-{uuid.uuid4().hex}"
