"""An account ready to plan and execute in: a profile, a warehouse, a broker, products that plan READY."""

import itertools
from dataclasses import dataclass
from typing import Any

from tests.serving.server import Client

_numbers = itertools.count(1)

PROFILE: dict[str, Any] = {
    "address": {
        "address1": "12 Bay Street",
        "city": "Toronto",
        "region": "ON",
        "postalCode": "M5J 2R8",
        "country": "CA",
    },
    "importerOfRecord": {
        "name": "Maple Goods Ltd",
        "number": "12-3456789XX",
        "bond": {"type": "continuous", "number": "9912345", "surety": "457"},
        "address": {
            "address1": "12 Bay Street",
            "city": "Toronto",
            "region": "ON",
            "postalCode": "M5J 2R8",
            "country": "CA",
        },
    },
    "ultimateConsignee": {
        "name": "Lakeshore Retail LLC",
        "number": "98-7654321",
        "address": {
            "address1": "88 Elm Street",
            "city": "Buffalo",
            "region": "NY",
            "postalCode": "14201",
            "country": "US",
        },
    },
    "responsiblePerson": {
        "name": "Ann Bell",
        "title": "Export manager",
        "email": "ann@maple.example",
        "phone": "+1 416 555 0100",
    },
    "incoterm": "DDP",
}
WAREHOUSE: dict[str, Any] = {
    "name": "Mississauga",
    "address": {
        "address1": "5 Dock Road",
        "city": "Mississauga",
        "region": "ON",
        "postalCode": "L5T 1A1",
        "country": "CA",
    },
    "portOfEntry": "0901",
    "mode": "truck",
}
BROKER: dict[str, Any] = {
    "name": "Border Brokers",
    "powerOfAttorney": {"onFile": True, "validTo": "2030-12-31"},
    "feeSchedule": {"formalEntryUsd": 125, "informalEntryUsd": 15.73},
}
BOOK: dict[str, Any] = {
    "sku": "BK-1",
    "title": "Hardcover cookery book",
    "description": "Printed hardcover cookery book on paper, English text",
    "hsCode": "4901.99.0070",
    "countryOfOrigin": "GB",
    "unitValueUsd": 20,
    "netWeightKg": 0.8,
    "grossWeightKg": 0.9,
    "materials": [{"name": "paper", "percent": 100}],
    "manufacturer": {
        "name": "Albion Press Ltd",
        "address": "14 Fleet Street",
        "city": "London",
        "postalCode": "EC4Y 1AA",
        "country": "GB",
    },
}
METAL_BOOK: dict[str, Any] = BOOK | {
    "sku": "JKT-001",
    "title": "Hardcover book with steel clasp",
    "materials": [{"name": "paper", "percent": 95}, {"name": "steel", "percent": 5}],
}


def fresh(word: str) -> str:
    """A name nobody else has in this run."""
    return f"{word}-{next(_numbers)}"


@dataclass(frozen=True)
class Sandbox:
    """An account ready to export."""

    client: Client
    warehouse_id: str
    broker_id: str
    broker_email: str
    book_id: str

    def product(self, facts: dict[str, Any]) -> str:
        """Sync a product; its id."""
        body = {"items": [{"externalId": fresh("product")} | facts]}
        return str(self.client.ok(self.client.post("/api/products/sync", body))["data"][0]["id"])

    def order(
        self, product_id: str | None = None, *, quantity: float = 1, value: float = 20, **more: Any
    ) -> str:
        """Sync an order of one line; its id."""
        line = {"productId": product_id or self.book_id, "quantity": quantity, "unitValueUsd": value}
        order = {"externalId": fresh("order"), "destinationCountry": "US", "items": [line]} | more
        return str(self.client.ok(self.client.post("/api/orders/sync", {"items": [order]}))["data"][0]["id"])

    def name(self, order_id: str) -> str:
        """The seller's own number of an order, by which people know it."""
        return str(self.client.ok(self.client.get(f"/api/orders/{order_id}"))["externalId"])

    def request(self, *order_ids: str, **more: Any) -> dict[str, Any]:
        """The body of a plan."""
        ids = {"warehouseId": self.warehouse_id, "brokerId": self.broker_id}
        return ids | {"orderIds": list(order_ids)} | more

    def plan(self, *order_ids: str, **more: Any) -> dict[str, Any]:
        """Plan orders; the answer."""
        return self.client.ok(self.client.post("/api/exports/plan", self.request(*order_ids, **more)))

    def executed(self, *order_ids: str) -> dict[str, Any]:
        """Plan and execute orders; the answer of execute."""
        planned = self.plan(*(order_ids or (self.order(),)))
        return self.client.ok(self.client.post("/api/exports/execute", {"batchId": planned["exportId"]}))

    def inspect(self, export_id: str) -> dict[str, Any]:
        """Inspect an export."""
        return self.client.ok(self.client.get(f"/api/exports/{export_id}"))


def sandbox(client: Client, **broker: Any) -> Sandbox:
    """Fill an account."""
    client.ok(client.patch("/api/account", PROFILE))
    warehouse = client.ok(client.post("/api/warehouses", WAREHOUSE))
    email = broker.pop("email", f"{fresh('entries')}@broker.example")
    made = client.ok(client.post("/api/brokers", BROKER | {"email": email} | broker))
    book = {"items": [{"externalId": fresh("book")} | BOOK]}
    book_id = client.ok(client.post("/api/products/sync", book))["data"][0]["id"]
    return Sandbox(client, warehouse["id"], made["id"], email, book_id)
