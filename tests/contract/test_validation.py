"""Bodies that fail their schema: every issue, in the contract's words."""

from typing import Any

import pytest

from tests.serving.refusals import issues, refused
from tests.serving.sandbox import BOOK, Sandbox, fresh

PLAN, EXECUTE, ORDERS, PRODUCTS = (
    "/api/exports/plan",
    "/api/exports/execute",
    "/api/orders/sync",
    "/api/products/sync",
)


@pytest.mark.requirement("validation:fixed:empty-orders")
def test_empty_order_ids_answer_the_fixed_body(goods: Sandbox) -> None:
    body = refused(goods.client.post(PLAN, goods.request()), 400, "VALIDATION_ERROR")
    issue = {"path": "orderIds", "message": "Array must contain at least 1 element(s)", "code": "too_small"}
    assert (body["field"], body["details"]) == ("orderIds", {"issues": [issue]})


@pytest.mark.requirement("validation:fixed:short-batch")
@pytest.mark.parametrize("path", [PLAN, EXECUTE])
def test_a_batch_id_of_two_characters_answers_the_fixed_body(goods: Sandbox, path: str) -> None:
    asked = goods.request("ord_1", batchId="ab") if path == PLAN else {"batchId": "ab"}
    body = refused(goods.client.post(path, asked), 400, "VALIDATION_ERROR")
    issue = {"path": "batchId", "message": "String must contain at least 3 character(s)", "code": "too_small"}
    assert (body["field"], body["details"]) == ("batchId", {"issues": [issue]})


@pytest.mark.requirement("validation:required:plan")
def test_planning_tells_everything_it_requires_at_once(goods: Sandbox) -> None:
    found = issues(goods.client.http.post(PLAN, json={}))
    assert found == dict.fromkeys(("accountId", "warehouseId", "brokerId", "orderIds"), "invalid_type")


@pytest.mark.requirement("validation:required:execute")
def test_executing_tells_everything_it_requires_at_once(goods: Sandbox) -> None:
    body = refused(goods.client.http.post(EXECUTE, json={}), 400, "VALIDATION_ERROR")
    issue = {"message": "Required", "code": "invalid_type"}
    assert body["details"]["issues"] == [{"path": name} | issue for name in ("accountId", "batchId")]


@pytest.mark.requirement(
    "validation:issues:all", "validation:issues:path", "validation:issues:field",
    "validation:codes:type", "validation:codes:too-big", "validation:codes:string",
)  # fmt: skip
def test_every_issue_of_every_item_is_told_with_its_dotted_path(goods: Sandbox) -> None:
    line = {"productId": goods.book_id, "quantity": 1, "unitValueUsd": 1}
    items: list[Any] = [
        {"externalId": 7, "destinationCountry": "Ruritania", "items": [line]},
        {"externalId": "x" * 201, "destinationCountry": "US", "items": [line, line | {"quantity": 0}]},
        {"externalId": "fine", "destinationCountry": "US", "items": "none", "shipTo": {"name": ["no"]}},
        "not an order",
    ]
    assert issues(goods.client.post(ORDERS, {"items": items})) == {
        "items.0.externalId": "invalid_type",
        "items.0.destinationCountry": "invalid_string",
        "items.1.externalId": "too_big",
        "items.1.items.1.quantity": "too_small",
        "items.2.items": "invalid_type",
        "items.2.shipTo.name": "invalid_type",
        "items.3": "invalid_type",
    }


@pytest.mark.requirement("validation:codes:type")
@pytest.mark.parametrize(
    ("value", "received"),
    [(7, "number"), (True, "boolean"), (["a"], "array"), ({"a": 1}, "object"), (None, "null")],
)
def test_a_wrong_type_says_what_was_expected_and_what_came(goods: Sandbox, value: Any, received: str) -> None:
    body = goods.client.post(PLAN, goods.request("ord_1", warehouseId=value)).json()
    assert body["details"]["issues"][0]["message"] == f"Expected string, received {received}"


@pytest.mark.requirement("validation:unknown:ignored")
def test_unknown_keys_are_ignored_wherever_they_stand(goods: Sandbox) -> None:
    odd = {"unknown": {"deep": [1, None]}, "account_id": "acc_other", "": 1, "__proto__": {"x": 1}}
    line = {"productId": goods.book_id, "quantity": 1, "unitValueUsd": 1} | odd
    order = {"externalId": fresh("odd"), "destinationCountry": "US", "items": [line]} | odd
    synced = goods.client.ok(goods.client.post(ORDERS, odd | {"items": [order]}))["data"][0]
    assert "unknown" not in synced
    planned = goods.plan(synced["id"], **odd)
    assert planned["planHash"] == goods.plan(synced["id"])["planHash"]


@pytest.mark.requirement("validation:unknown:told")
def test_a_key_nobody_reads_is_told_with_the_one_that_was_meant(goods: Sandbox) -> None:
    item = {
        "externalId": fresh("odd"),
        "title": "Book",
        "hs_code": "4901.99.0070",
        "manufacturer": {"nam": "A"},
    }
    body = {"accountId": goods.client.account_id, "items": [item], "novel": 1}
    told = goods.client.post(PRODUCTS, body, key=fresh("odd"))
    assert goods.client.ok(told)["warnings"] == [
        {"path": "items.0.hs_code", "code": "UNKNOWN_FIELD", "didYouMean": "hsCode"},
        {"path": "items.0.manufacturer.nam", "code": "UNKNOWN_FIELD", "didYouMean": "name"},
        {"path": "novel", "code": "UNKNOWN_FIELD"},
    ]
    again = goods.client.post(PRODUCTS, body, key=told.request.headers["idempotency-key"])
    assert again.content == told.content
    plain = goods.client.ok(
        goods.client.post(PRODUCTS, {"items": [{"externalId": fresh("odd"), "title": "Book"}]})
    )
    assert plain["warnings"] == []


@pytest.mark.requirement("validation:unknown:dry-run")
@pytest.mark.parametrize("act", ["corrections", "resubmit", "withdraw", "cancel"])
@pytest.mark.parametrize("word", ["dryRun", "dry_run", "DryRun"])
def test_who_asks_for_a_dry_run_where_there_is_none_gets_nothing_done(
    goods: Sandbox, act: str, word: str
) -> None:
    export_id = goods.plan(goods.order())["exportId"]
    for asked in ({word: True}, {word: "true"}, {word: 1}):
        found = issues(goods.client.post(f"/api/exports/{export_id}/{act}", {"reason": "None"} | asked))
        assert found == {word: "unrecognized_keys"}
    assert goods.inspect(export_id)["state"] == "BATCHED"


@pytest.mark.requirement("validation:unknown:dry-run")
def test_a_dry_run_in_a_word_that_is_not_read_executes_and_imports_nothing(goods: Sandbox) -> None:
    export_id = goods.plan(goods.order())["exportId"]
    body = {"batchId": export_id}
    assert issues(goods.client.post(EXECUTE, body | {"dryRun": True})) == {"dryRun": "unrecognized_keys"}
    in_query = goods.client.post(EXECUTE, body, params={"dryRun": "true"})
    assert issues(in_query) == {"dryRun": "unrecognized_keys"}
    assert goods.inspect(export_id)["state"] == "BATCHED"
    name = fresh("imported")
    table = {"csv": f"externalId,title\n{name},Book"}
    for told in (
        goods.client.post("/api/products/import", table | {"dry_run": True}),
        goods.client.post("/api/products/import", table, params={"dryRun": "true"}),
    ):
        assert set(issues(told).values()) == {"unrecognized_keys"}
        assert "dryRun: true in the body" in told.text
    assert goods.client.ok(goods.client.get("/api/products", params={"q": name}))["data"] == []
    correction = goods.client.post(f"/api/exports/{export_id}/corrections", {"dryRun": True})
    assert "GET /api/exports/{id}/corrections shows" in correction.json()["details"]["issues"][0]["message"]


@pytest.mark.requirement("validation:unknown:ignored")
def test_no_dry_run_is_a_key_like_any_other_and_so_is_one_of_what_only_reads(goods: Sandbox) -> None:
    item = {"externalId": fresh("odd"), "title": "Book"}
    for word in (None, False, "false", 0):
        synced = goods.client.ok(goods.client.post(PRODUCTS, {"items": [item], "dryRun": word}))
        assert synced["warnings"] == [{"path": "dryRun", "code": "UNKNOWN_FIELD"}]
    line = {"hsCode": "4901.99.0070", "countryOfOrigin": "GB", "valueUsd": 100}
    entry = {"entryDate": "2026-11-02", "mode": "truck", "entryType": "formal", "lines": [line]}
    goods.client.ok(goods.client.post("/api/customs/estimate", entry | {"dryRun": True}))


@pytest.mark.requirement("validation:null:absent")
def test_a_null_optional_field_equals_an_absent_one(goods: Sandbox) -> None:
    """Products, orders and plans with every optional field null read, and plan, as those without."""
    client = goods.client
    names = "sku description hsCode countryOfOrigin unitValueUsd netWeightKg grossWeightKg materials category"
    facts = dict.fromkeys(f"{names} manufacturer usmca metals pga adcvd attributes".split())
    bare = {"title": "Nothing else"}
    pair = [bare | {"externalId": fresh("null")}, bare | facts | {"externalId": fresh("null")}]
    without, nulls = client.ok(client.post(PRODUCTS, {"items": pair}))["data"]
    own = ("id", "externalId", "createdAt", "updatedAt")
    assert {k: v for k, v in without.items() if k not in own} == {
        k: v for k, v in nulls.items() if k not in own
    }
    names = "destinationRegion destinationPostalCode shipTo buyer currency charges packages soldOn clearance metadata"
    line = {"productId": goods.book_id, "quantity": 1, "unitValueUsd": 20}
    order = {"destinationCountry": "US", "items": [line]}
    same = fresh("null")
    seen = []
    for more in ({}, dict.fromkeys(names.split())):
        item = order | more | {"externalId": same}
        synced = client.ok(client.post(ORDERS, {"items": [item], "idempotencyKey": None}))["data"][0]
        seen.append({k: v for k, v in synced.items() if k not in own})
        options: dict[str, Any] = (
            {}
            if not more
            else dict.fromkeys(["destinationCountry", "batchId", "dryRun", "shipment", "idempotencyKey"])
        )
        seen.append(goods.plan(synced["id"], **options)["planHash"])
    assert seen[0] == seen[2]
    assert seen[1] == seen[3]


@pytest.mark.requirement("validation:null:absent")
def test_null_and_absent_are_one_inside_blocks_too(goods: Sandbox) -> None:
    client = goods.client
    maker = BOOK["manufacturer"] | {"region": None, "mid": None}
    blocks = {
        "manufacturer": maker,
        "usmca": dict.fromkeys(("qualifies", "criterion", "certifier", "validFrom", "validTo")),
        "metals": dict.fromkeys(
            ("steelWeightKg", "aluminumWeightKg", "steelMeltPourCountry", "usOriginShare")
        ),
        "materials": [{"name": "paper", "percent": None}],
    }
    synced = client.ok(client.post(PRODUCTS, {"items": [BOOK | blocks | {"externalId": fresh("inner")}]}))
    given = client.ok(client.get(f"/api/products/{synced['data'][0]['id']}"))["manufacturer"]
    assert given["name"] == maker["name"]
    assert given["mid"]


@pytest.mark.requirement("validation:issues:message")
def test_no_validation_message_tells_internals(goods: Sandbox) -> None:
    everything_wrong: dict[str, Any] = {"items": [dict.fromkeys(BOOK, object) for _ in range(2)]}
    everything_wrong["items"] = [{name: [{"x": {}}] for name in BOOK}, {name: -1 for name in BOOK}]
    text = goods.client.post(PRODUCTS, everything_wrong).text
    for word in ("pydantic", "Traceback", "src/entrygo", "site-packages", "<class", "ProductIn"):
        assert word not in text
