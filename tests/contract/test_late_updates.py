"""Messages of a shop that come late or twice: what is older changes nothing, and the answer says so."""

from typing import Any

import pytest

from tests.serving.sandbox import BOOK, Sandbox, fresh, sandbox
from tests.serving.server import Client

EARLY, LATE = "2026-11-28T10:00:00Z", "2026-11-28T06:00:00.5-05:00"


@pytest.fixture
def shop(client: Client) -> Sandbox:
    """An account of the test's own."""
    return sandbox(client)


def synced(shop: Sandbox, noun: str, **item: Any) -> dict[str, Any]:
    """The answer of a sync of one item."""
    return shop.client.ok(shop.client.post(f"/api/{noun}/sync", {"items": [item]}))


def order_of(shop: Sandbox, quantity: int, **more: Any) -> dict[str, Any]:
    line = {"productId": shop.book_id, "quantity": quantity, "unitValueUsd": 20}
    return {"destinationCountry": "US", "items": [line]} | more


@pytest.mark.database
@pytest.mark.requirement("later_life:messages:stale")
def test_an_order_older_than_what_is_kept_is_not_applied(shop: Sandbox) -> None:
    name = fresh("order")
    synced(shop, "orders", externalId=name, **order_of(shop, 2, sourceUpdatedAt=LATE))
    answer = synced(shop, "orders", externalId=name, **order_of(shop, 5, sourceUpdatedAt=EARLY))
    (warning,) = answer["warnings"]
    assert (warning["code"], warning["order_id"]) == ("STALE_UPDATE", answer["data"][0]["id"])
    assert "2026-11-28T11:00:00.500Z" in warning["message"]
    assert answer["data"][0]["items"][0]["quantity"] == 2
    assert answer["data"][0]["sourceUpdatedAt"] == "2026-11-28T11:00:00.500Z"
    same = synced(shop, "orders", externalId=name, **order_of(shop, 3, sourceUpdatedAt=LATE))
    assert (same["warnings"], same["data"][0]["items"][0]["quantity"]) == ([], 3)
    unsaid = synced(shop, "orders", externalId=name, **order_of(shop, 4))
    assert (unsaid["warnings"], unsaid["data"][0]["items"][0]["quantity"]) == ([], 4)
    late = synced(shop, "orders", externalId=name, **order_of(shop, 5, sourceUpdatedAt=EARLY))
    assert late["warnings"][0]["code"] == "STALE_UPDATE"


@pytest.mark.database
@pytest.mark.requirement("later_life:messages:stale")
def test_a_product_older_than_what_is_kept_is_not_applied(shop: Sandbox) -> None:
    name = fresh("product")
    synced(shop, "products", externalId=name, sourceUpdatedAt=LATE, **BOOK)
    answer = synced(
        shop, "products", externalId=name, sourceUpdatedAt=EARLY, **BOOK | {"countryOfOrigin": "CN"}
    )
    (warning,) = answer["warnings"]
    assert (warning["code"], warning["product_id"]) == ("STALE_UPDATE", answer["data"][0]["id"])
    assert answer["data"][0]["countryOfOrigin"] == "GB"


@pytest.mark.requirement("later_life:messages:stale")
@pytest.mark.parametrize("instant", ["2026-11-28", "2026-11-28T10:00:00", "soon", "2026-13-01T00:00:00Z", 5])
def test_an_instant_without_its_offset_is_refused(shop: Sandbox, instant: object) -> None:
    item = {"externalId": fresh("order")} | order_of(shop, 1, sourceUpdatedAt=instant)
    refused = shop.client.post("/api/orders/sync", {"items": [item]})
    assert (refused.status_code, refused.json()["field"]) == (400, "items.0.sourceUpdatedAt")


@pytest.mark.requirement("later_life:messages:cancelled")
def test_a_cancelled_order_stays_so_until_it_is_said_to_be_open(shop: Sandbox) -> None:
    name = fresh("order")
    for status, shown in ((None, "open"), ("cancelled", "cancelled"), (None, "cancelled"), ("open", "open")):
        stated = {} if status is None else {"status": status}
        answer = synced(shop, "orders", externalId=name, **order_of(shop, 1), **stated)
        assert answer["data"][0]["status"] == shown


@pytest.mark.requirement("later_life:messages:external-ids")
@pytest.mark.parametrize("noun", ["orders", "products"])
def test_an_external_id_stands_once_in_a_call_without_blanks(shop: Sandbox, noun: str) -> None:
    name = fresh("item")
    item = order_of(shop, 1) if noun == "orders" else BOOK
    first = synced(shop, noun, externalId=f" {name}\t", **item)["data"][0]
    again = synced(shop, noun, externalId=name, **item)["data"][0]
    assert (first["id"], first["externalId"]) == (again["id"], name)
    items = [{"externalId": each} | item for each in (name, fresh("other"), f"{name} ", name)]
    refused = shop.client.post(f"/api/{noun}/sync", {"items": items})
    assert refused.status_code == 400
    found = [(each["path"], each["code"]) for each in refused.json()["details"]["issues"]]
    assert found == [("items.2.externalId", "duplicate"), ("items.3.externalId", "duplicate")]
    blank = shop.client.post(f"/api/{noun}/sync", {"items": [{"externalId": "  "} | item]})
    assert blank.json()["field"] == "items.0.externalId"
