"""One planned export with a broker and a warehouse of its own, and everything that must hold of it after a crash."""

import contextlib
import hashlib
from collections import Counter
from dataclasses import dataclass
from typing import Any

import httpx
from sqlalchemy import text

from tests.serving.broker_mailbox import BrokerMailbox
from tests.serving.sandbox import BROKER, WAREHOUSE, Sandbox, fresh
from tests.serving.waiting import wait_until

UNDER_WAY = ("pending", "sending")
ONCE = ("export.batch_created", "export.planned", "export.executed", "warehouse.notified")


@dataclass(frozen=True)
class Consignment:
    """A planned batch, the key it is executed under, and the addresses its mails go to."""

    goods: Sandbox
    mailbox: BrokerMailbox
    export_id: str
    order_ids: list[str]
    key: str
    broker: str
    dock: str

    def execute(self, key: str | None = None) -> httpx.Response:
        """Execute it under its key, or another."""
        body = {"batchId": self.export_id}
        return self.goods.client.post("/api/exports/execute", body, key=key or self.key)

    def execute_and_lose_the_answer(self) -> None:
        """Execute it where the server may stop before it answers."""
        with contextlib.suppress(httpx.TransportError):
            self.execute()

    def inspect(self) -> dict[str, Any]:
        """Its inspection."""
        return self.goods.inspect(self.export_id)

    def settled(self, seconds: float = 60, version: int = 1) -> dict[str, Any]:
        """Its inspection once this version is made and no mail is under way; nothing but inspect is called."""
        return wait_until(
            self.inspect,
            lambda seen: is_settled(seen, version),
            seconds=seconds,
            why=lambda seen: (seen["state"], seen["brokerSubmissions"], seen["notifications"]),
        )

    def copies(self, address: str) -> list[str]:
        """The Message-ID of each mail that arrived for an address."""
        return [str(mail["Message-ID"]) for mail in self.mailbox.to(address)]


def is_settled(seen: dict[str, Any], version: int) -> bool:
    """Whether an inspected export is done with this version of its package and owes nothing."""
    if seen["state"] != "COMPLETED" or seen["customsPackage"]["version"] != version:
        return False
    statuses = [each["status"] for each in seen["brokerSubmissions"] + seen["notifications"]]
    return not any(status in UNDER_WAY for status in statuses)


def consignment(goods: Sandbox, mailbox: BrokerMailbox, **broker: Any) -> Consignment:
    """Plan an order for a broker and a warehouse that have no other."""
    client = goods.client
    desk, dock = f"{fresh('desk')}@broker.example", f"{fresh('dock')}@maple.example"
    made = client.ok(client.post("/api/brokers", BROKER | {"email": desk} | broker))
    warehouse = client.ok(client.post("/api/warehouses", WAREHOUSE | {"notificationEmail": dock}))
    order_id = goods.order()
    planned = goods.plan(order_id, brokerId=made["id"], warehouseId=warehouse["id"])
    return Consignment(goods, mailbox, planned["exportId"], [order_id], fresh("key"), desk, dock)


def require_whole(export: Consignment, seen: dict[str, Any]) -> None:
    """One package, every file with its hash, each event once, each order claimed once."""
    types = Counter(event["type"] for event in seen["events"])
    assert {kind: types[kind] for kind in ONCE} == dict.fromkeys(ONCE, 1)
    assert types["customs.artifact_generated"] == len(seen["artifacts"]) >= 7
    assert types["broker.notified"] == (seen["brokerSubmission"]["status"] == "sent")
    assert len({event["id"] for event in seen["events"]}) == len(seen["events"])
    for file in seen["artifacts"]:
        content = export.goods.client.get(file["download_url"]).content
        assert hashlib.sha256(content).hexdigest() == file["sha256"], file["filename"]
    assert len(seen["brokerSubmissions"]) == 1
    assert seen["customsPackage"]["id"] == seen["export"]["execution"]["customs_package_id"]
    with export.goods.client.server.rows() as rows:
        for table, expected in (("packages", 1), ("claims", len(export.order_ids)), ("mails", 2)):
            query = text(f"SELECT count(*) FROM {table} WHERE export_id = :export_id")
            found = rows.execute(query, {"export_id": export.export_id}).scalar_one()
            assert found == expected, table


def require_one_notice(export: Consignment, seen: dict[str, Any]) -> None:
    """The warehouse was told once, or again under the same Message-ID where that was not known."""
    copies = export.copies(export.dock)
    unknown = sum(event["type"] == "warehouse.notice_failed" for event in seen["events"])
    assert len(set(copies)) == 1
    assert 1 <= len(copies) <= 1 + unknown


def require_same_answer(export: Consignment) -> None:
    """The key answers with the result, then with the same bytes; another key is told that it is too late."""
    first = export.execute()
    assert (first.status_code, first.json()["state"]) == (200, "COMPLETED"), first.text
    for _ in range(2):
        again = export.execute()
        assert (again.status_code, again.content) == (200, first.content)
        assert again.headers["idempotent-replayed"] == "true"
    late = export.execute(fresh("another-key"))
    assert (late.status_code, late.json()["errorCode"]) == (409, "INVALID_EXPORT_STATE")
    assert late.json()["details"]["currentState"] == "COMPLETED"
    rival = export.goods.plan(*export.order_ids)
    assert rival["included_order_ids"] == []
    assert [each["reason_code"] for each in rival["excluded_orders"]] == ["ALREADY_EXPORTED"]
