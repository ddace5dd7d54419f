"""Orders and their lines."""

import json
from typing import Any

import pytest

from tests.serving.refusals import issues, refused
from tests.serving.sandbox import METAL_BOOK, Sandbox, fresh
from tests.serving.server import Server

pytestmark = pytest.mark.database

SYNC = "/api/orders/sync"
PARTY: dict[str, Any] = {
    "name": "Zoë Doe",
    "address1": "1 Main St",
    "address2": "Apt 4",
    "city": "Buffalo",
    "region": "NY",
    "postalCode": "14201",
    "country": "US",
    "email": "zoe@mail.example",
    "phone": "+1 716 555 0100",
}


def order(goods: Sandbox, *lines: tuple[float, float], **more: Any) -> dict[str, Any]:
    """An order of lines of quantity and unit value."""
    items = [{"productId": goods.book_id, "quantity": q, "unitValueUsd": v} for q, v in lines or [(1, 20)]]
    return {"externalId": fresh("order"), "destinationCountry": "US", "items": items} | more


def sync(goods: Sandbox, *items: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows a sync answers."""
    rows: list[dict[str, Any]] = goods.client.ok(goods.client.post(SYNC, {"items": list(items)}))["data"]
    return rows


@pytest.mark.requirement("orders:sync:upsert", "orders:sync:lines-replaced", "orders:sync:value")
def test_a_second_sync_keeps_the_id_replaces_the_lines_and_recomputes_the_value(goods: Sandbox) -> None:
    first = order(goods, (2, 10), (1, 5.55), destinationRegion="NY")
    (before,) = sync(goods, first)
    assert before["value"] == before["valueUsd"] == 25.55
    (after,) = sync(goods, order(goods, (3, 0.1)) | {"externalId": first["externalId"]})
    assert (after["id"], after["createdAt"]) == (before["id"], before["createdAt"])
    assert [(line["quantity"], line["unitValueUsd"]) for line in after["items"]] == [(3, 0.1)]
    assert after["value"] == 0.3
    assert after["destinationRegion"] is None
    assert goods.client.ok(goods.client.get(f"/api/orders/{before['id']}")) == after


@pytest.mark.requirement("orders:sync:value")
@pytest.mark.parametrize(
    ("lines", "value"),
    [
        ([(3, 33.333333)], 100),
        ([(1, 0.005)], 0.01),
        ([(1, 0.1), (1, 0.2)], 0.3),
        ([(0.5, 0.01)], 0.01),
        ([(7, 1.1)], 7.7),
    ],
)
def test_the_value_is_exact_and_half_a_cent_goes_up(
    goods: Sandbox, lines: list[tuple[float, float]], value: float
) -> None:
    assert sync(goods, order(goods, *lines))[0]["value"] == value


@pytest.mark.requirement("orders:sync:metadata")
def test_metadata_is_read_back_as_given_and_decides_nothing(goods: Sandbox) -> None:
    given = {
        "a": None,
        "b": [1, 2.5, "x", {"c": False}],
        "": "empty",
        "ü": "☃",
        "n": 12345678901234567890,
        "f": 1e-7,
    }
    item = order(goods, metadata=given)
    (row,) = sync(goods, item)
    assert row["metadata"] == given
    assert goods.client.ok(goods.client.get(f"/api/orders/{row['id']}"))["metadata"] == given
    planned = goods.plan(row["id"])["planHash"]
    sync(goods, item | {"metadata": {"other": 1}})
    assert goods.plan(row["id"])["planHash"] == planned


@pytest.mark.requirement("orders:sync:answer")
def test_the_answer_follows_the_request_in_one_stable_view(goods: Sandbox) -> None:
    items = [order(goods, (1, number)) for number in (5, 3, 9, 1)]
    rows = sync(goods, *items)
    assert [row["externalId"] for row in rows] == [item["externalId"] for item in items]
    assert [row["value"] for row in rows] == [5, 3, 9, 1]
    assert len({tuple(row) for row in rows}) == 1
    again = sync(goods, *reversed(items))
    assert [row["id"] for row in again] == [row["id"] for row in reversed(rows)]


@pytest.mark.requirement("orders:sync:id-plans")
def test_the_id_that_sync_returns_is_the_one_that_plan_takes(goods: Sandbox) -> None:
    ids = [row["id"] for row in sync(goods, order(goods), order(goods))]
    assert goods.plan(*ids)["included_order_ids"] == ids


@pytest.mark.requirement("orders:sync:quantity", "orders:sync:unit-value")
def test_a_line_needs_a_positive_quantity_and_a_value_of_at_least_zero(goods: Sandbox) -> None:
    lines: list[Any] = [
        {"quantity": 0, "unitValueUsd": -0.01},
        {"quantity": -1},
        {"unitValueUsd": None},
        {"quantity": "2"},
    ]
    item = order(goods) | {"items": [{"productId": goods.book_id} | line for line in lines]}
    assert issues(goods.client.post(SYNC, {"items": [item]})) == {
        "items.0.items.0.quantity": "too_small",
        "items.0.items.0.unitValueUsd": "too_small",
        "items.0.items.1.quantity": "too_small",
        "items.0.items.1.unitValueUsd": "invalid_type",
        "items.0.items.2.quantity": "invalid_type",
        "items.0.items.2.unitValueUsd": "invalid_type",
        "items.0.items.3.quantity": "invalid_type",
        "items.0.items.3.unitValueUsd": "invalid_type",
    }
    assert sync(goods, order(goods, (0.000001, 1)))[0]["items"][0]["quantity"] == 0.000001


@pytest.mark.requirement("orders:sync:zero-value")
def test_a_value_of_zero_is_taken_in_and_planning_speaks_of_it(goods: Sandbox) -> None:
    (row,) = sync(goods, order(goods, (1, 0)))
    assert row["value"] == 0
    planned = goods.plan(row["id"])
    told = [each for each in planned["validationMessages"] if each["field"].endswith("unitValueUsd")]
    assert told, planned["validationMessages"]
    assert planned["readinessState"] != "READY"


@pytest.mark.requirement("orders:sync:limit")
def test_a_thousand_orders_are_one_call(goods: Sandbox) -> None:
    rows = sync(goods, *(order(goods) for _ in range(1_000)))
    assert len({row["id"] for row in rows}) == 1_000
    assert issues(goods.client.post(SYNC, {"items": [order(goods)] * 1_001})) == {"items": "too_big"}
    assert issues(goods.client.post(SYNC, {"items": []})) == {"items": "too_small"}


@pytest.mark.requirement("orders:sync:all-or-nothing")
def test_one_refused_order_keeps_the_whole_call_out(goods: Sandbox) -> None:
    known = order(goods)
    (before,) = sync(goods, known)
    newest = goods.client.ok(goods.client.get("/api/orders?limit=1"))["data"]
    changed = known | {"items": order(goods, (9, 9))["items"]}
    bad_schema = order(goods) | {"destinationCountry": "nowhere"}
    bad_product = order(goods) | {"items": [{"productId": "prod_x", "quantity": 1, "unitValueUsd": 1}]}
    assert issues(goods.client.post(SYNC, {"items": [changed, order(goods), bad_schema]}))
    answer = goods.client.post(SYNC, {"items": [changed, order(goods), bad_product]})
    refused(answer, 400, "INVALID_PRODUCT_REFERENCE")
    assert goods.client.ok(goods.client.get(f"/api/orders/{before['id']}")) == before
    assert goods.client.ok(goods.client.get("/api/orders?limit=1"))["data"] == newest


@pytest.mark.requirement("orders:sync:unknown-product", "orders:sync:foreign-product")
def test_a_foreign_product_answers_as_an_unknown_one_and_each_is_named(
    server: Server, goods: Sandbox
) -> None:
    other = server.account()
    body = {"items": [{"externalId": "theirs", "title": "Theirs"}]}
    foreign = other.ok(other.post("/api/products/sync", body))["data"][0]["id"]
    items = [order(goods) for _ in range(3)]
    items[0]["items"].append({"productId": foreign, "quantity": 1, "unitValueUsd": 1})
    items[2]["items"].append({"productId": "prod_gone", "quantity": 1, "unitValueUsd": 1})
    refusal = refused(goods.client.post(SYNC, {"items": items}), 400, "INVALID_PRODUCT_REFERENCE")
    assert refusal["details"]["unknownProductIds"] == [foreign, "prod_gone"]
    assert [(line["path"], line["productId"]) for line in refusal["details"]["lines"]] == [
        ("items.0.items.1.productId", foreign),
        ("items.2.items.1.productId", "prod_gone"),
    ]


@pytest.mark.requirement("orders:sync:ship-to")
def test_ship_to_buyer_currency_packages_and_charges_are_read_back(goods: Sandbox) -> None:
    facts = {
        "shipTo": PARTY,
        "buyer": PARTY | {"name": "Buyer Inc"},
        "currency": "CAD",
        "packages": 3,
        "destinationRegion": "NY",
        "destinationPostalCode": "14201",
        "soldOn": "2026-10-31",
        "charges": [{"type": "freight", "amountUsd": 4.5, "includedInPrice": True}],
    }
    (row,) = sync(goods, order(goods, **facts))
    (charge,) = row.pop("charges")
    assert charge.items() >= facts.pop("charges")[0].items()
    assert {name: row[name] for name in facts} == facts
    assert sync(goods, order(goods))[0]["currency"] == "USD"


@pytest.mark.requirement("orders:sync:ship-to-partial")
@pytest.mark.parametrize("party", [None, {}, {"city": "Buffalo"}, {"name": None, "country": "US"}])
def test_inside_ship_to_every_field_is_optional(goods: Sandbox, party: dict[str, Any] | None) -> None:
    (row,) = sync(goods, order(goods, shipTo=party, buyer=party))
    for name in ("shipTo", "buyer"):
        kept = {each: value for each, value in (row[name] or {}).items() if value is not None}
        assert kept == {each: value for each, value in (party or {}).items() if value is not None}


@pytest.mark.requirement("orders:sync:quantity", "validation:codes:too-big")
@pytest.mark.parametrize("entry_date", ["0001-01-01", "9999-12-31", "2026-11-02"])
def test_the_ends_of_what_sync_takes_in_plan_without_a_fault_of_the_server(
    goods: Sandbox, entry_date: str
) -> None:
    heavy = METAL_BOOK | {"netWeightKg": 10**9, "grossWeightKg": 10**9, "metals": {"steelWeightKg": 10**9}}
    period = {"usmca": {"qualifies": True, "validFrom": "0001-01-01", "validTo": "9999-12-31"}}
    products = [goods.product(heavy | period | {"hsCode": code}) for code in ("7326.90.8688", "6109.10.0012")]
    lines = [
        {"productId": product, "quantity": quantity, "unitValueUsd": value}
        for product in products
        for quantity, value in ((10**9, 1_000), (0.000001, 10**12), (1, 0))
    ]
    (row,) = sync(goods, order(goods, packages=10**6, soldOn="9999-12-31") | {"items": lines * 100})
    planned = goods.plan(row["id"], shipment={"entryDate": entry_date}, dryRun=True)
    assert planned["duty_estimate"]["totals"]["valueUsd"] == row["value"]


@pytest.mark.requirement("orders:sync:upsert")
def test_an_exported_order_may_change_and_the_answer_says_that_what_was_sent_does_not(goods: Sandbox) -> None:
    wanted = order(goods, (2, 10))
    (kept,) = sync(goods, wanted)
    export_id = goods.executed(kept["id"])["exportId"]
    same = goods.client.ok(goods.client.post(SYNC, {"items": [wanted | {"metadata": {"seen": True}}]}))
    assert same["warnings"] == []
    changed = wanted | {"items": []}
    answer = goods.client.ok(goods.client.post(SYNC, {"items": [order(goods), changed]}))
    (warning,) = answer["warnings"]
    assert (warning["code"], warning["order_id"], warning["export_id"]) == (
        "ORDER_ALREADY_EXPORTED",
        kept["id"],
        export_id,
    )
    assert f"/api/exports/{export_id}/corrections" in warning["message"]
    assert (answer["data"][1]["status"], answer["data"][1]["items"]) == ("exported", [])


@pytest.mark.requirement("orders:sync:upsert")
def test_what_a_sync_answers_is_what_is_read_afterwards(goods: Sandbox) -> None:
    """New orders, changed ones, late ones and cancelled ones, with all that an order may hold."""
    full = {
        "metadata": {"z": 1.50, "a": {"y": [1, 2.25], "b": None}, "ß": "🎁"},
        "shipTo": PARTY,
        "buyer": PARTY | {"country": "Canada", "region": None},
        "charges": [{"type": "discount", "amountUsd": 1.10}, {"type": "odd one", "amountUsd": 0.5}],
        "soldOn": "2026-11-20",
        "packages": 2,
        "sourceUpdatedAt": "2026-11-20T10:00:00.123456+02:00",
    }
    euros = {"currency": "eur", "exchangeRateUsd": 1.1}
    lines = [{"productId": goods.book_id, "quantity": 2, "unitPrice": 10.50, "notSold": "gift"}]
    sent = [
        order(goods, (1.50, 20.10), (2, 3), **full),
        order(goods) | euros | {"items": lines},
        order(goods, status="cancelled"),
    ]
    late = [each | {"sourceUpdatedAt": "2020-01-01T00:00:00Z", "metadata": None} for each in sent]
    changed = [each | {"packages": 3, "metadata": {"b": 1, "a": 2}, "sourceUpdatedAt": None} for each in sent]
    for items in (sent, late, changed, [*reversed(sent), order(goods)]):
        for row in sync(goods, *items):
            read = goods.client.ok(goods.client.get(f"/api/orders/{row['id']}"))
            assert json.dumps(row) == json.dumps(read)
