"""What becomes of an order that its shop changes after it was taken over, by when it changes and how."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from entrygo.client import EntryGo
from entrygo.shops.pull import Pulled, pull
from entrygo.shops.shop import Shop
from entrygo.shops.shopify import Shopify
from entrygo.shops.state import SetAside, Settled, State
from entrygo.shops.woocommerce import WooCommerce
from tests.serving.fake_shops import FakeShop, line, order, served
from tests.serving.sandbox import BOOK, Sandbox, fresh, sandbox
from tests.serving.server import Client
from tests.serving.waiting import wait_until

pytestmark = pytest.mark.database
ADDRESS = {
    "first_name": "Dana", "last_name": "Reed", "address_1": "88 Elm Street", "city": "Buffalo", "state": "NY",
    "postcode": "14201", "country": "US", "email": "", "phone": "",
}  # fmt: skip


@dataclass
class Connection:
    """A shop of one order of three pieces of ``SKU``, and a server that takes it over."""

    goods: Sandbox
    kind: str
    place: Path
    sku: str
    shop: FakeShop = field(default_factory=FakeShop)
    number: int = 1001
    minute: int = 0

    @property
    def name(self) -> str:
        """The order's name in the shop."""
        return f"#{self.number}" if self.kind == "shopify" else str(self.number)

    @property
    def state(self) -> State:
        """What the connection remembers."""
        return State(self.place / "connections.db", "acc/test", self.kind)

    def put(
        self, quantity: int = 3, *, sku: str = "", country: str = "US", city: str = "Buffalo", **more: Any
    ) -> None:
        """The shop's order as it is now, with what only one of the two shops says in ``more``."""
        self.minute += 1
        if self.kind == "shopify":
            changed = f"2026-11-21T10:{self.minute:02}:00Z"
            one = order(
                self.number,
                line(1, quantity=quantity, sku=sku or self.sku),
                updatedAt=changed,
                currencyCode="USD",
            )
            one["shippingAddress"] |= {"countryCodeV2": country, "city": city}
            self.shop.orders = [one | more]
            return
        bought = {"id": 9, "name": "Book", "sku": sku or self.sku, "product_id": 1, "variation_id": 0, "quantity": 3,
                  "total": "37.50"}  # fmt: skip
        refunds = [{"id": 5, "amount": "12.50", "line_items": [_back(3 - quantity)]}] if quantity < 3 else []
        self.shop.woo = {
            "/products": [],
            "/orders": [
                {
                    "id": self.number, "number": str(self.number), "status": "processing", "currency": "USD",
                    "shipping_total": "4.00", "date_created_gmt": "2026-11-21T09:00:00",
                    "date_modified_gmt": f"2026-11-21T10:{self.minute:02}:00", "billing": ADDRESS,
                    "shipping": ADDRESS | {"country": country, "city": city}, "line_items": [bought],
                    "refunds": [{"id": each["id"], "total": "-12.50"} for each in refunds],
                } | more
            ],
            f"/orders/{self.number}/refunds": refunds,
        }  # fmt: skip

    def pulled(self) -> Pulled:
        """Take over what changed."""
        with (
            served(self.shop) as url,
            EntryGo(self.goods.client.api_key, url=self.goods.client.server.url) as client,
        ):
            source: Shop = (
                Shopify("maple", token="shpat_1", base=url)
                if self.kind == "shopify"
                else WooCommerce(url, key="ck", secret="cs")
            )
            return pull(source, client, self.state)

    @property
    def kept(self) -> dict[str, Any]:
        """The order as the server has it."""
        rows = self.goods.client.ok(self.goods.client.get("/api/orders", params={"limit": "100"}))["data"]
        (found,) = [each for each in rows if each["externalId"] == self.name]
        return dict(found)

    def listed(self) -> list[SetAside]:
        """What the connection lists of the order."""
        return [each for each in self.state.set_aside() if each.name == self.name]


def _back(pieces: int) -> dict[str, Any]:
    return {"quantity": -pieces, "meta_data": [{"key": "_refunded_item_id", "value": "9"}]}


@pytest.fixture
def bought(request: pytest.FixtureRequest, client: Client, tmp_path: Path) -> Connection:
    """An order of three books, taken over and open."""
    goods = sandbox(client)
    sku = fresh("BOOK")
    goods.product(BOOK | {"externalId": sku, "sku": sku})
    made = Connection(
        goods,
        getattr(request, "param", "shopify"),
        tmp_path,
        sku,
        number=5000 + int(fresh("n").partition("-")[2]),
    )
    made.put()
    made.pulled()
    assert (made.kept["status"], made.kept["items"][0]["quantity"]) == ("open", 3)
    return made


CANCELLED: dict[str, dict[str, Any]] = {
    "shopify": {"cancelledAt": "2026-11-22T08:00:00Z"},
    "woocommerce": {"status": "cancelled"},
}


def gone(bought: Connection, how: str) -> None:
    """What ends an order in the shop."""
    if how == "cancelled":
        bought.put(**CANCELLED[bought.kind])
    elif how == "given back":
        bought.put(0)
    elif how == "elsewhere":
        bought.put(country="FR")
    else:
        bought.shop.orders, bought.shop.woo = [], {}
        topic = {"shopify": "orders/delete", "woocommerce": "order.deleted"}[bought.kind]
        assert bought.state.take_in("w1", "2026-11-22", topic, json.dumps({"id": bought.number}).encode())
        assert bought.state.take_in("w2", "2026-11-22", topic, b"[]")
    bought.pulled()


ENDS = [
    ("shopify", "cancelled"),
    ("woocommerce", "given back"),
    ("shopify", "elsewhere"),
    ("woocommerce", "deleted"),
]


@pytest.mark.parametrize(("bought", "how"), ENDS, indirect=["bought"])
def test_what_the_shop_ends_before_it_is_planned_is_planned_no_more(bought: Connection, how: str) -> None:
    gone(bought, how)
    kept = bought.kept
    assert (kept["status"], kept["items"][0]["quantity"]) == ("cancelled", 3)
    planned = bought.goods.plan(kept["id"])
    assert [each["reason_code"] for each in planned["excluded_orders"]] == ["CANCELLED"]
    (listed,) = bought.listed()
    assert not listed.is_fault
    assert listed.why


def test_what_the_shop_has_as_live_again_is_open_again(bought: Connection) -> None:
    gone(bought, "elsewhere")
    bought.put(2)
    bought.pulled()
    assert (bought.kept["status"], bought.kept["items"][0]["quantity"]) == ("open", 2)
    assert bought.listed() == []


@pytest.mark.parametrize("bought", ["woocommerce"], indirect=True)
def test_what_was_never_taken_over_is_not_made_to_be_cancelled(bought: Connection) -> None:
    bought.number += 1_000_000
    gone(bought, "cancelled")
    rows = bought.goods.client.ok(bought.goods.client.get("/api/orders", params={"limit": "100"}))["data"]
    assert bought.name not in {each["externalId"] for each in rows}
    assert len(bought.listed()) == 1


EDITS: dict[str, Callable[[Connection], None]] = {
    "a part given back": lambda bought: bought.put(2),
    "another address": lambda bought: bought.put(city="Rochester"),
    "cancelled": lambda bought: bought.put(**CANCELLED[bought.kind]),
}


CHANGES = [
    ("woocommerce", "a part given back"),
    ("shopify", "another address"),
    ("shopify", "cancelled"),
]


@pytest.mark.parametrize(("bought", "edit"), CHANGES, indirect=["bought"])
def test_a_plan_of_what_the_shop_changed_since_is_not_executed(bought: Connection, edit: str) -> None:
    planned = bought.goods.plan(bought.kept["id"])
    assert planned["readinessState"] == "READY", planned["validationMessages"]
    EDITS[edit](bought)
    bought.pulled()
    if edit == "a part given back":
        assert bought.kept["items"][0]["quantity"] == 2
    if edit == "another address":
        assert bought.kept["shipTo"]["city"] == "Rochester"
    body = {"batchId": planned["exportId"], "expectedPlanHash": planned["planHash"]}
    refused = bought.goods.client.post("/api/exports/execute", body)
    assert (refused.status_code, refused.json()["errorCode"]) == (409, "PLAN_CHANGED")


@pytest.mark.parametrize(("bought", "edit"), CHANGES, indirect=["bought"])
def test_what_changes_after_it_was_exported_is_listed_until_that_is_dealt_with(
    bought: Connection, edit: str
) -> None:
    order_id = bought.kept["id"]
    export_id = bought.goods.executed(order_id)["exportId"]
    EDITS[edit](bought)
    bought.pulled()
    bought.pulled()
    verb = "withdraw" if edit == "cancelled" else "corrections"
    listed = [each for each in bought.listed() if each.is_fault]
    assert [f"/api/exports/{export_id}/{verb}" in each.why for each in listed] == [True]
    assert bought.kept["status"] == "exported"
    client = bought.goods.client
    client.ok(client.post(f"/api/exports/{export_id}/{verb}", {"reason": "Changed in the shop"}))
    newest = 1 if edit == "cancelled" else 2
    wait_until(
        lambda: bought.goods.inspect(export_id)["customsPackage"]["version"], lambda seen: seen == newest
    )
    bought.pulled()
    assert [each for each in bought.listed() if each.is_fault] == []
    assert bought.kept["status"] == ("cancelled" if edit == "cancelled" else "exported")


def test_a_power_cut_after_the_server_answered_loses_no_warning(
    bought: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    bought.goods.executed(bought.kept["id"])
    bought.put(2)
    with monkeypatch.context() as cut:
        cut.setattr(State, "settle", _cut)
        with pytest.raises(KeyboardInterrupt):
            bought.pulled()
    assert bought.kept["items"][0]["quantity"] == 2
    bought.pulled()
    assert ["/corrections" in each.why for each in bought.listed()] == [True]


def _cut(state: State, what: str, mark: str, done: Settled) -> None:
    if what == "orders":
        raise KeyboardInterrupt


def test_an_order_edited_to_an_unknown_product_is_tried_again_at_each_pull(bought: Connection) -> None:
    other = fresh("OTHER")
    bought.put(sku=other)
    bought.pulled()
    (listed,) = bought.listed()
    assert listed.is_fault
    assert "stays as it was" in listed.why
    bought.pulled()
    assert len(bought.listed()) == 1
    product_id = bought.goods.product(BOOK | {"externalId": other, "sku": other})
    bought.pulled()
    assert bought.listed() == []
    assert [each["productId"] for each in bought.kept["items"]] == [product_id]


def test_what_is_cancelled_by_hand_stays_so_and_is_listed(bought: Connection) -> None:
    kept = bought.kept
    lines = [
        {name: each[name] for name in ("productId", "quantity", "unitValueUsd")} for each in kept["items"]
    ]
    item = {"externalId": bought.name, "destinationCountry": "US", "items": lines, "status": "cancelled"}
    bought.goods.client.ok(bought.goods.client.post("/api/orders/sync", {"items": [item]}))
    bought.put(2)
    bought.pulled()
    assert bought.kept["status"] == "cancelled"
    (listed,) = bought.listed()
    assert listed.is_fault
    assert "status open" in listed.why
