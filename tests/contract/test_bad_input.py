"""Whatever a caller sends is a clear 4xx with every issue, and nothing of it is written."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.serving.refusals import issues, refused
from tests.serving.sandbox import BOOK, BROKER, PROFILE, WAREHOUSE, Sandbox, fresh
from tests.serving.server import Client

PLAN, EXECUTE = "/api/exports/plan", "/api/exports/execute"
PRODUCTS, ORDERS = "/api/products/sync", "/api/orders/sync"
LISTS = ("products", "orders", "warehouses", "brokers", "exports", "events", "notifications")
POSTS = (PRODUCTS, ORDERS, "/api/warehouses", "/api/brokers", PLAN, EXECUTE, "/api/customs/estimate")


def everything(client: Client) -> dict[str, Any]:
    """All the account lists, and its profile."""
    shown = {name: client.ok(client.get(f"/api/{name}", params={"limit": 100})) for name in LISTS}
    return shown | {"account": client.ok(client.get("/api/account"))}


@pytest.fixture(scope="module", autouse=True)
def _nothing_is_written(goods: Sandbox) -> Iterator[None]:
    before = everything(goods.client)
    yield
    assert everything(goods.client) == before


NOT_JSON = {
    "empty": b"",
    "cut off": b'{"accountId": "acc_1"',
    "NaN": b'{"items": [NaN]}',
    "Infinity": b'{"items": [-Infinity]}',
    "too big for a double": b'{"items": [1e999]}',
    "lone surrogate": b'{"accountId": "\\ud800"}',
    "lone low surrogate": b'{"accountId": "\\udc00x"}',
    "surrogate in UTF-8": b'{"accountId": "\xed\xa0\x80"}',
    "invalid UTF-8": b'{"accountId": "\xff\xfe"}',
    "UTF-16": '{"accountId": "x"}'.encode("utf-16"),
    "byte order mark": b'\xef\xbb\xbf{"accountId": "x"}',
    "deep array": b"[" * 100_000,
    "deep and closed": b"[" * 5_000 + b"]" * 5_000,
    "raw NUL": b'{"accountId": "\x00"}',
    "single quotes": b"{'accountId': 'x'}",
    "comment": b'{"accountId": "x"} // x',
    "two documents": b"{}{}",
    "form": b"accountId=x&items=y",
}


@pytest.mark.requirement("errors:request:not-json")
@pytest.mark.parametrize("content", NOT_JSON.values(), ids=NOT_JSON.keys())
def test_what_is_not_json_is_told_so_at_every_door(goods: Sandbox, content: bytes) -> None:
    for path in POSTS:
        body = refused(goods.client.http.post(path, content=content), 400, "INVALID_REQUEST")
        assert body["message"] == "Request body must be valid JSON."


@pytest.mark.requirement("validation:issues:message", "validation:codes:type")
@pytest.mark.parametrize("content", [b"null", b"[]", b'"text"', b"7", b"true", b"[[]]", b"1.5"])
def test_a_body_that_is_no_object_is_no_request(goods: Sandbox, content: bytes) -> None:
    for path in POSTS:
        assert issues(goods.client.http.post(path, content=content)) == {"": "invalid_type"}
    assert issues(goods.client.http.patch("/api/account", content=content)) == {"": "invalid_type"}
    product = f"/api/products/{goods.book_id}"
    assert issues(goods.client.http.patch(product, content=content)) == {"": "invalid_type"}


ODD_TEXTS = ["a\r\nBcc: x@y.example", "a\nb", "a\x00b", "\x1b[31m", "a\u2028b", "\x7f", "x" * 501]


@pytest.mark.requirement("validation:codes:string", "validation:codes:too-big")
@pytest.mark.parametrize("text", ODD_TEXTS)
def test_line_breaks_and_control_characters_enter_no_name_and_no_address(goods: Sandbox, text: str) -> None:
    code = "too_big" if len(text) > 500 else "invalid_string"
    client, address = goods.client, {"address1": text, "city": text}
    bad_party = {"name": text, "address": address}
    found = issues(
        client.post("/api/warehouses", WAREHOUSE | bad_party | {"notificationEmail": text + "@x.example"})
    )
    assert {found[path] for path in ("name", "address.address1", "address.city")} == {code}
    assert "notificationEmail" in found
    assert {"name", "email"} <= issues(
        client.post("/api/brokers", BROKER | {"name": text, "email": text})
    ).keys()
    importer = PROFILE["importerOfRecord"] | {"name": text}
    found = issues(
        client.patch("/api/account", {"name": text, "address": address, "importerOfRecord": importer})
    )
    assert found == dict.fromkeys(("name", "address.address1", "address.city", "importerOfRecord.name"), code)
    ship_to = {"name": text, "address1": text, "city": text, "email": text}
    line = {"productId": goods.book_id, "quantity": 1, "unitValueUsd": 1}
    order = {
        "externalId": text,
        "destinationCountry": "US",
        "items": [line],
        "shipTo": ship_to,
        "buyer": ship_to,
    }
    found = issues(client.post(ORDERS, {"items": [order]}))
    assert {f"items.0.{name}.{part}" for name in ("shipTo", "buyer") for part in ship_to} <= found.keys()
    assert "items.0.externalId" in found
    maker = {"name": text, "address": text, "city": text}
    found = issues(
        client.post(PRODUCTS, {"items": [BOOK | {"externalId": "x", "title": text, "manufacturer": maker}]})
    )
    assert {"items.0.title", *(f"items.0.manufacturer.{part}" for part in maker)} <= found.keys()


NUMBERS: dict[Any, str] = {
    -1: "too_small",
    -0.01: "too_small",
    10**13: "too_big",
    10**300: "too_big",
    1.7e308: "too_big",
    "1": "invalid_type",
    True: "invalid_type",
    (): "invalid_type",
}


@pytest.mark.requirement("validation:codes:too-big", "validation:codes:type", "orders:sync:quantity")
@pytest.mark.parametrize(("number", "code"), NUMBERS.items())
def test_numbers_out_of_bounds_or_of_another_type_are_refused(goods: Sandbox, number: Any, code: str) -> None:
    client, order = goods.client, {"externalId": "x", "destinationCountry": "US"}
    line = {"productId": goods.book_id, "quantity": number, "unitValueUsd": number}
    found = issues(client.post(ORDERS, {"items": [order | {"items": [line]}]}))
    assert found == {"items.0.items.0.quantity": code, "items.0.items.0.unitValueUsd": code}
    facts = {"externalId": "x", "title": "x", "unitValueUsd": number, "netWeightKg": number}
    found = issues(client.post(PRODUCTS, {"items": [facts | {"metals": {"steelWeightKg": number}}]}))
    assert found == dict.fromkeys(
        ("items.0.unitValueUsd", "items.0.netWeightKg", "items.0.metals.steelWeightKg"), code
    )
    fees = {"formalEntryUsd": number}
    broker = BROKER | {"email": "a@b.example", "feeSchedule": fees}
    assert issues(client.post("/api/brokers", broker)) == {"feeSchedule.formalEntryUsd": code}


@pytest.mark.requirement("orders:sync:quantity")
def test_a_line_worth_more_than_any_shipment_is_refused_and_not_a_fault_of_the_server(goods: Sandbox) -> None:
    line = {"productId": goods.book_id, "quantity": 10**9, "unitValueUsd": 10**12}
    order = {"externalId": "x", "destinationCountry": "US", "items": [line] * 1_000}
    assert set(issues(goods.client.post(ORDERS, {"items": [order]})).values()) == {"too_big"}


NO_DATES = [
    "2026-02-30",
    "2025-02-29",
    "2026-13-01",
    "2026-1-1",
    "20260101",
    "01/02/2026",
    "today",
    "2026-01-01T00:00:00Z",
    "",
]


@pytest.mark.requirement("validation:issues:all")
@pytest.mark.parametrize("text", [*NO_DATES, 20260101, "٢٠٢٦-٠١-٠١"])
def test_dates_that_do_not_exist_are_refused(goods: Sandbox, text: Any) -> None:
    facts = {"externalId": "x", "title": "x", "usmca": {"validFrom": text, "validTo": text}}
    found = issues(goods.client.post(PRODUCTS, {"items": [facts]}))
    assert found.keys() == {"items.0.usmca.validFrom", "items.0.usmca.validTo"}
    shipment = {"shipment": {"entryDate": text}}
    assert issues(goods.client.post(PLAN, goods.request("ord_x", **shipment))).keys() == {
        "shipment.entryDate"
    }


@pytest.mark.requirement("validation:codes:type")
@pytest.mark.parametrize("flag", ["false", "true", "no", 0, 1, 2, [], {}])
def test_only_true_and_false_are_booleans(goods: Sandbox, flag: Any) -> None:
    plan = goods.request("ord_x", dryRun=flag)
    assert issues(goods.client.post(PLAN, plan)) == {"dryRun": "invalid_type"}
    facts = {"externalId": "x", "title": "x", "usmca": {"qualifies": flag}}
    assert issues(goods.client.post(PRODUCTS, {"items": [facts]})) == {
        "items.0.usmca.qualifies": "invalid_type"
    }


FREE = {
    "deep": json.loads("[" * 100 + "]" * 100),
    "deeper objects": json.loads('{"a":' * 50 + "1" + "}" * 50),
    "NUL": "a\x00b",
    "large": "x" * 20_000,
    "many": {str(number): number for number in range(5_000)},
}


@pytest.mark.requirement("validation:codes:too-big")
@pytest.mark.parametrize("value", FREE.values(), ids=FREE.keys())
def test_free_objects_have_bounds(goods: Sandbox, value: Any) -> None:
    line = {"productId": goods.book_id, "quantity": 1, "unitValueUsd": 1}
    order = {"externalId": "x", "destinationCountry": "US", "items": [line], "metadata": {"a": value}}
    assert issues(goods.client.post(ORDERS, {"items": [order]})).keys() == {"items.0.metadata"}
    product = {
        "externalId": "x",
        "title": "x",
        "attributes": {"a": value},
        "pga": [{"agency": "FDA", "data": {"a": value}}],
    }
    found = issues(goods.client.post(PRODUCTS, {"items": [product]}))
    assert found.keys() == {"items.0.attributes", "items.0.pga.0.data"}


@pytest.mark.requirement("orders:sync:limit", "orders:sync:all-or-nothing", "validation:codes:too-big")
def test_two_thousand_orders_in_one_call_are_too_many(goods: Sandbox) -> None:
    line = {"productId": goods.book_id, "quantity": 1, "unitValueUsd": 1}
    items = [{"externalId": fresh("many"), "destinationCountry": "US", "items": [line]} for _ in range(2_000)]
    answer = goods.client.post(ORDERS, {"items": items})
    assert issues(answer) == {"items": "too_big"}
    assert answer.json()["details"]["issues"][0]["message"] == "Array must contain at most 1000 element(s)"
    assert issues(goods.client.post(PRODUCTS, {"items": [BOOK | {"externalId": "x"}] * 1_001})) == {
        "items": "too_big"
    }


@pytest.mark.requirement("idempotency:key:form")
@pytest.mark.parametrize("key", ["x" * 256, "x" * 10_000, "with space", "k\u00e9y", "tab\tkey", ""])
def test_a_key_of_another_form_is_refused(goods: Sandbox, key: str) -> None:
    body = json.dumps(
        {"accountId": goods.client.account_id, "items": [BOOK | {"externalId": fresh("keyed")}]}
    )
    headers = {"idempotency-key": key.encode("latin-1"), "content-type": "application/json"}
    answer = goods.client.http.post(PRODUCTS, content=body, headers=headers)
    assert issues(answer) == {"Idempotency-Key": "invalid_string"}
    found = issues(goods.client.post(PRODUCTS, json.loads(body) | {"idempotencyKey": key}))
    assert found == {"idempotencyKey": "invalid_string"}


@pytest.mark.requirement("orders:sync:unknown-product", "orders:sync:all-or-nothing")
def test_one_unknown_product_keeps_the_whole_call_out(goods: Sandbox) -> None:
    def order(*products: str) -> dict[str, Any]:
        lines = [{"productId": product, "quantity": 1, "unitValueUsd": 1} for product in products]
        return {"externalId": fresh("partial"), "destinationCountry": "US", "items": lines}

    items = [order(goods.book_id), order(goods.book_id, "prod_gone"), order("prod_lost", "prod_gone")]
    answer = goods.client.post(ORDERS, {"items": items})
    body = refused(answer, 400, "INVALID_PRODUCT_REFERENCE")
    assert body["details"]["unknownProductIds"] == ["prod_gone", "prod_lost"]
    assert body["field"] == "items.1.items.1.productId"


@pytest.mark.requirement("validation:codes:too-big")
def test_an_answer_to_bad_input_is_bounded(goods: Sandbox) -> None:
    """Many faults, and long values and names in them."""
    many = goods.client.post(PRODUCTS, {"items": [{"externalId": 1, "title": 2, "sku": 3}] * 1_000})
    assert len(many.json()["details"]["issues"]) == 1_000
    assert many.json()["details"]["issueCount"] >= 3_000
    long = "x" * 1_000_000
    shipment = {"mode": long}
    wrong = goods.client.post("/api/exports/plan", goods.request("ord_1", shipment=shipment))
    assert wrong.status_code == 400
    assert len(wrong.content) < 5_000, len(wrong.content)
    fields = goods.client.get("/api/orders", params={long[:20_000]: "1"})
    assert fields.status_code == 400
    assert len(fields.content) < 10_000
