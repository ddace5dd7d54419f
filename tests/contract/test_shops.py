"""Shops over their interfaces: what is taken over, what is set aside, and that a pull cut off goes on."""

import hmac
import threading
from base64 import b64encode
from hashlib import sha256
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import httpx
import pytest

from entrygo.client import EntryGo
from entrygo.shops.pull import pull
from entrygo.shops.receive import MOST_BYTES, Receiver, is_signed, work_off
from entrygo.shops.shop import ShopFault
from entrygo.shops.shopify import Shopify
from entrygo.shops.state import Settled, State
from entrygo.shops.woocommerce import WooCommerce
from entrygo.shops.worklist import worklist
from tests.serving.fake_shops import FakeShop, line, order, served, variant
from tests.serving.server import Client, Server


@pytest.fixture
def mine(server: Server) -> Client:
    """An account with a test key."""
    return server.account(mode="test")


def taken(client: Client, path: str) -> dict[str, Any]:
    """What the server has, by external id."""
    return {each["externalId"]: each for each in client.ok(client.get(path, params={"limit": "100"}))["data"]}


def state_of(place: Path) -> State:
    """The memory of one connection."""
    return State(place / "connections.db", "acc/test", "maple")


def test_a_shopify_shop_is_taken_over_in_its_own_currency(mine: Client, tmp_path: Path) -> None:
    shop = FakeShop(
        variants=[variant(1), variant(2, sku=None), variant(3, item={"requiresShipping": False})],
        orders=[
            order(1001, line(1, quantity=3), line(2, sku=None)),
            order(1002, line(1), shippingAddress=None),
            order(1003, line(9)),
            order(1004, line(1, quantity=0)),
        ],
        throttles=1,
    )
    with served(shop) as url, EntryGo(mine.api_key, url=mine.server.url) as client:
        source = Shopify("maple", client_id="id", secret="secret", base=url)
        pull(source, client, state_of(tmp_path))
        found = state_of(tmp_path).set_aside()
        rows = worklist(client)
    products, orders = taken(mine, "/api/products"), taken(mine, "/api/orders")
    assert set(products) == {"SHOP-1", "variant-2"}
    assert products["SHOP-1"]["hsCode"].replace(".", "") == "4901990070"
    assert (products["SHOP-1"]["countryOfOrigin"], products["SHOP-1"]["grossWeightKg"]) == ("GB", 0.9)
    assert products["SHOP-1"]["netWeightKg"] is None
    assert set(orders) == {"#1001"}
    assert orders["#1001"]["currency"] == "CAD"
    lines = orders["#1001"]["items"]
    assert [(each["quantity"], each["unitPrice"], each["unitValueUsd"]) for each in lines] == [
        (3, 12.5, None),
        (2, 12.5, None),
    ]
    why = {each.name: (each.why, each.is_fault) for each in found}
    assert set(why) == {"SHOP-3", "#1002", "#1003", "#1004"}
    assert why["SHOP-3"] == ("It does not ship", False)
    assert "no shipping address" in why["#1002"][0]
    assert why["#1003"][1], "a line of an unknown product is a fault to mend"
    assert "SHOP-9" in why["#1003"][0]
    assert [(each["externalId"], each["ordered"]) for each in rows] == [("SHOP-1", 3), ("variant-2", 2)]
    assert "manufacturer" in rows[0]["missing"]
    assert shop.tokens == 1


def test_a_pull_that_is_cut_off_goes_on_and_changes_nothing_twice(mine: Client, tmp_path: Path) -> None:
    shop = FakeShop(
        variants=[variant(1)], orders=[order(1000 + number, line(1)) for number in range(1, 6)], fails_after=2
    )
    with served(shop) as url, EntryGo(mine.api_key, url=mine.server.url) as client:
        source = Shopify("maple", token="shpat_1", base=url)
        with pytest.raises(ShopFault, match="502"):
            pull(source, client, state_of(tmp_path))
        assert set(taken(mine, "/api/orders")) == {"#1001", "#1002"}
        shop.fails_after = None
        before = len(shop.calls)
        again = pull(source, client, state_of(tmp_path))
        assert again.taken["orders"] == 4, "from the last order of the page before, which is taken again"
        assert "2026-11-21T10:00" in shop.calls[before + 1]["variables"]["query"]
        orders = taken(mine, "/api/orders")
        assert len(orders) == 5
        pull(source, client, state_of(tmp_path))
        assert taken(mine, "/api/orders") == orders


def test_what_is_mended_in_the_shop_leaves_the_list(mine: Client, tmp_path: Path) -> None:
    shop = FakeShop(variants=[variant(1)], orders=[order(1001, line(7))])
    with served(shop) as url, EntryGo(mine.api_key, url=mine.server.url) as client:
        source = Shopify("maple", token="shpat_1", base=url)
        pull(source, client, state_of(tmp_path))
        assert [each.name for each in state_of(tmp_path).set_aside()] == ["#1001"]
        shop.orders = [order(1001, line(1), updatedAt="2026-11-22T10:00:00Z")]
        pull(source, client, state_of(tmp_path))
    assert state_of(tmp_path).set_aside() == []
    assert set(taken(mine, "/api/orders")) == {"#1001"}


@pytest.mark.parametrize(
    ("shop", "words"),
    [(FakeShop(is_permitted=False), "shop_not_permitted"), (FakeShop(version="2027-10"), "update EntryGo")],
)
def test_a_shop_that_refuses_is_said_in_words(
    shop: FakeShop, words: str, mine: Client, tmp_path: Path
) -> None:
    with served(shop) as url, EntryGo(mine.api_key, url=mine.server.url) as client:
        source = Shopify("maple", client_id="id", secret="secret", base=url)
        with pytest.raises(ShopFault, match=words):
            pull(source, client, state_of(tmp_path))


def test_a_woocommerce_shop_is_taken_over(mine: Client, tmp_path: Path) -> None:
    common = {"type": "simple", "categories": [{"name": "Books"}], "date_modified_gmt": "2026-11-20T10:00:00"}
    address = {"first_name": "Dana", "last_name": "Reed", "address_1": "88 Elm Street", "city": "Buffalo"}
    american = address | {"state": "NY", "postcode": "14201", "country": "US", "email": "", "phone": ""}
    bought = {"name": "Mug", "sku": "", "product_id": 11, "variation_id": 0, "quantity": 3, "total": "37.50"}
    shop = FakeShop(
        throttles=1,
        woo={
            "/products": [
                common
                | {
                    "id": 11, "name": "Mug", "sku": "", "weight": "0.4", "customs_commodity_code": "6911104500",
                    "customs_country_of_origin": "CA",
                },
                common
                | {
                    "id": 12, "name": "Scarf", "sku": "SC", "weight": "0.2",
                    "meta_data": [{"key": "_hs_code", "value": "6214200000"}],
                },
            ],
            "/orders": [
                {
                    "number": "77", "status": "processing", "currency": "EUR", "shipping_total": "4.00",
                    "date_created_gmt": "2026-11-21T09:00:00", "date_modified_gmt": "2026-11-21T10:00:00",
                    "shipping": {"country": ""}, "billing": american, "line_items": [bought],
                },
                {
                    "number": "78", "status": "processing", "currency": "EUR", "shipping_total": "4.00",
                    "date_created_gmt": "2026-11-21T09:00:00", "date_modified_gmt": "2026-11-21T10:00:01",
                    "shipping": american | {"country": "FR"}, "billing": american, "line_items": [bought],
                },
            ],
        },
    )  # fmt: skip
    with served(shop) as url, EntryGo(mine.api_key, url=mine.server.url) as client:
        pull(WooCommerce(url, key="ck", secret="cs"), client, state_of(tmp_path))
    products, orders = taken(mine, "/api/products"), taken(mine, "/api/orders")
    assert products["11"]["hsCode"].replace(".", "") == "6911104500"
    assert products["SC"]["hsCode"].replace(".", "").startswith("62142")
    assert orders["77"]["currency"] == "EUR"
    assert [(each["quantity"], each["unitPrice"]) for each in orders["77"]["items"]] == [(3, 12.5)]
    assert [each.name for each in state_of(tmp_path).set_aside()] == ["78"]


def test_a_signature_is_held_against_the_raw_body() -> None:
    body = b'{"id": 1}'
    good = b64encode(hmac.digest(b"new", body, sha256)).decode()
    assert is_signed(body, good, ["old", "new"])
    assert not is_signed(body + b" ", good, ["old", "new"])
    assert not is_signed(body, good, ["old"])
    assert not is_signed(body, "", ["new"])
    assert not is_signed(body, "é\udcff", ["new"])
    assert not is_signed(body, good, [""])


def test_a_delivery_is_kept_once_and_worked_off_after_it_is_answered(tmp_path: Path) -> None:
    state = state_of(tmp_path)
    shop = Shopify("maple", token="shpat_1")
    body = b'{"id": 820982911946154500, "name": "#9999"}'
    signed = {"x-shopify-hmac-sha256": b64encode(hmac.digest(b"secret", body, sha256)).decode()}
    with Receiver(("127.0.0.1", 0), shop, state, ["secret"]) as receiver:
        thread = threading.Thread(target=receiver.serve_forever, daemon=True)
        thread.start()
        url = f"http://127.0.0.1:{receiver.server_port}/"

        def sent(content: bytes, **headers: str) -> int:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            return httpx.post(url, content=content, headers=named, timeout=60).status_code

        named = {name.replace("-", "_"): value for name, value in signed.items()}
        assert sent(body, **named, x_shopify_webhook_id="w1", x_shopify_topic="orders/updated") == 200
        assert receiver.came.is_set()
        assert sent(body, **named, x_shopify_webhook_id="w1") == 200, "the same delivery tried again"
        assert sent(body + b" ", **named, x_shopify_webhook_id="w2") == 401
        assert sent(body, x_shopify_webhook_id="w3") == 401
        assert sent(body, **named) == 400
        assert sent(b"webhook_id=12") == 200, "a shop that tries the address"
        assert httpx.get(url, timeout=60).status_code == 405
        large = HTTPConnection("127.0.0.1", receiver.server_port, timeout=60)
        large.putrequest("POST", "/")
        large.putheader("Content-Length", str(MOST_BYTES + 1))
        large.endheaders()
        assert large.getresponse().status == 413
        large.close()
        receiver.shutdown()
        thread.join(60)
    assert state.waiting() == ["w1"]

    def refused() -> None:
        raise ShopFault("away")

    with pytest.raises(ShopFault):
        work_off(state, refused)
    assert state.waiting() == ["w1"], "what could not be worked off waits"
    pulls: list[int] = []
    assert work_off(state, lambda: pulls.append(1)) == 1
    assert (state.waiting(), pulls) == ([], [1])
    assert work_off(state, lambda: pulls.append(1)) == 0
    assert pulls == [1]


def test_connections_of_accounts_and_shops_are_apart(tmp_path: Path) -> None:
    file = tmp_path / "connections.db"
    one, other = State(file, "acc_1/test", "maple"), State(file, "acc_1/live", "maple")
    one.settle("orders", "2026-11-21T10:00:00Z", Settled())
    assert (one.mark("orders"), other.mark("orders")) == ("2026-11-21T10:00:00Z", "")
    assert one.take_in("w1", "2026-11-21", "orders/updated", b"{}")
    assert other.take_in("w1", "2026-11-21", "orders/updated", b"{}")
    assert oct(file.stat().st_mode & 0o777) == "0o600"
