"""Several products changed at once, checked before, with a history and an undo."""

from typing import Any

import pytest

from tests.serving.refusals import refused
from tests.serving.sandbox import BOOK, Sandbox, sandbox
from tests.serving.server import Server

NO_CODE = {name: value for name, value in BOOK.items() if name != "hsCode"}

pytestmark = pytest.mark.database


@pytest.fixture(scope="module")
def own(server: Server) -> Sandbox:
    """An account of the module's own."""
    return sandbox(server.account())


def change(own: Sandbox, *changes: tuple[str, dict[str, object]], **more: object) -> dict[str, Any]:
    """Change products; the answer."""
    body = {"changes": [{"productId": each, "set": given} for each, given in changes]} | more
    return own.client.ok(own.client.post("/api/product-changes", body))


def test_a_dry_run_tells_what_planning_would_find_and_stores_nothing(own: Sandbox) -> None:
    product = own.product(NO_CODE)
    asis = change(own, (product, {}), dryRun=True)
    (found,) = asis["data"]
    assert (asis["changed"], asis["changeId"], found["fields"]) == (0, None, [])
    assert found["check"]["readiness"] == "BLOCKED"
    first = found["check"]["findings"][0]
    assert (first["code"], first["field"], first["severity"]) == (
        "HTS_CODE_MISSING",
        "product.hsCode",
        "error",
    )
    mended = change(own, (product, {"hsCode": BOOK["hsCode"]}), dryRun=True)["data"][0]
    assert mended["fields"] == ["hsCode"]
    assert mended["check"]["readiness"] == "READY"
    assert mended["check"]["score"] > found["check"]["score"]
    assert own.client.ok(own.client.get(f"/api/products/{product}"))["hsCode"] is None
    assert own.client.ok(own.client.get(f"/api/products/{product}/history"))["data"] == []


def test_a_change_of_several_products_is_one_that_can_be_undone_and_the_undo_too(own: Sandbox) -> None:
    first, second = own.product(NO_CODE), own.product(BOOK)
    made = change(
        own, (first, {"hsCode": "4901990070", "netWeightKg": 0.35}), (second, {"manufacturer": None})
    )
    assert (made["changed"], [each["fields"] for each in made["data"]]) == (
        2,
        [["hsCode", "netWeightKg"], ["manufacturer"]],
    )
    kept = own.client.ok(own.client.get(f"/api/product-changes/{made['changeId']}"))
    parts = {each["productId"]: each for each in kept["data"]}
    assert parts[first]["before"] == {"hsCode": None, "netWeightKg": 0.8}
    assert parts[first]["after"] == {"hsCode": "4901.99.0070", "netWeightKg": 0.35}
    undone = own.client.ok(own.client.post(f"/api/product-changes/{made['changeId']}/undo", {}))
    back = own.client.ok(own.client.get(f"/api/products/{second}"))
    assert back["manufacturer"]["name"] == BOOK["manufacturer"]["name"]
    again = own.client.ok(own.client.post(f"/api/product-changes/{undone['changeId']}/undo", {}))
    assert again["changed"] == 2
    history = own.client.ok(own.client.get(f"/api/products/{first}/history"))["data"]
    assert [each["source"] for each in history] == ["undo", "undo", "change"]
    assert [each["undoes"] for each in history] == [undone["changeId"], made["changeId"], None]
    assert history[2]["undoneBy"] == undone["changeId"]
    assert history[0]["actor"]["kind"] == "key"


def test_an_undo_is_refused_where_a_field_was_changed_since_and_names_it(own: Sandbox) -> None:
    first, second = own.product(BOOK), own.product(BOOK)
    made = change(own, (first, {"sku": "A-1", "title": "One"}), (second, {"sku": "A-2"}))
    own.client.ok(own.client.patch(f"/api/products/{first}", {"sku": "B-1"}))
    answer = own.client.post(f"/api/product-changes/{made['changeId']}/undo", {})
    told = refused(answer, 409, "CHANGED_SINCE")
    assert [(each["productId"], each["field"]) for each in told["details"]["fields"]] == [(first, "sku")]
    assert own.client.ok(own.client.get(f"/api/products/{second}"))["sku"] == "A-2"


def test_every_fault_of_a_change_is_told_at_once_and_nothing_is_kept(own: Sandbox) -> None:
    first, second = own.product(BOOK), own.product(BOOK)
    body = {
        "changes": [
            {"productId": first, "set": {"title": "Kept out", "netWeightKg": -1}},
            {"productId": second, "set": {"hsCode": 4}},
        ]
    }
    told = refused(own.client.post("/api/product-changes", body), 400, "VALIDATION_ERROR")
    paths = [each["path"] for each in told["details"]["issues"]]
    assert paths == ["changes.0.set.netWeightKg", "changes.1.set.hsCode"]
    twice = {"changes": [{"productId": first, "set": {}}, {"productId": first, "set": {}}]}
    told = refused(own.client.post("/api/product-changes", twice), 400, "VALIDATION_ERROR")
    assert told["field"] == "changes.1.productId"
    renamed = {"changes": [{"productId": first, "set": {"externalId": "other"}}]}
    told = refused(own.client.post("/api/product-changes", renamed), 400, "VALIDATION_ERROR")
    assert told["field"] == "changes.0.set.externalId"
    unknown = {"changes": [{"productId": first, "set": {}}, {"productId": "prod_none", "set": {}}]}
    told = refused(own.client.post("/api/product-changes", unknown), 400, "INVALID_PRODUCT_REFERENCE")
    assert (told["field"], told["details"]) == (
        "changes.1.productId",
        {"unknownProductIds": ["prod_none"]},
    )
    assert own.client.ok(own.client.get(f"/api/products/{first}"))["title"] == BOOK["title"]


def test_syncs_imports_and_patches_are_in_the_history_too(own: Sandbox) -> None:
    item = {"externalId": "told-1"} | BOOK
    sync = own.client.post("/api/products/sync", {"items": [item]})
    product = own.client.ok(sync)["data"][0]["id"]
    own.client.ok(own.client.post("/api/products/sync", {"items": [item]}))
    own.client.ok(own.client.post("/api/products/sync", {"items": [item | {"sku": "S"}]}))
    own.client.ok(own.client.post("/api/products/import", {"csv": "externalId,sku\ntold-1,I\n"}))
    own.client.ok(own.client.patch(f"/api/products/{product}", {"sku": "P"}))
    history = own.client.ok(own.client.get(f"/api/products/{product}/history"))["data"]
    told = [(each["source"], each["before"], each["after"]) for each in history]
    assert told == [
        ("patch", {"sku": "I"}, {"sku": "P"}),
        ("import", {"sku": "S"}, {"sku": "I"}),
        ("sync", {"sku": "BK-1"}, {"sku": "S"}),
    ]
    page = own.client.ok(own.client.get(f"/api/products/{product}/history", params={"limit": 2}))
    rest = {"limit": 2, "cursor": page["next_cursor"]}
    more = own.client.ok(own.client.get(f"/api/products/{product}/history", params=rest))
    assert [each["source"] for each in (*page["data"], *more["data"])] == ["patch", "import", "sync"]


def test_products_are_listed_by_words_by_what_they_lack_and_by_what_planning_finds(server: Server) -> None:
    own = sandbox(server.account())
    bare = own.product({"title": "Bare 100% Öl", "sku": "zz-9"})
    vague = own.product(NO_CODE | {"sku": "ZZ-10"})

    def listed(**query: str) -> list[str]:
        data = own.client.ok(own.client.get("/api/products", params=query))["data"]
        return [each["id"] for each in data]

    assert listed(q="zz-") == [vague, bare]
    assert listed(q="100% ö") == [bare]
    assert listed(q="_") == []
    assert listed(missing="hsCode") == [vague, bare]
    assert listed(missing="manufacturer") == listed(missing="materials") == [bare]
    assert listed(readiness="BLOCKED") == [vague, bare]
    assert listed(readiness="READY") == [own.book_id]
    assert listed(finding="HTS_CODE_MISSING", limit="1") == [vague]
    checked = own.client.ok(own.client.get("/api/products", params={"check": "true", "limit": "1"}))
    assert checked["data"][0]["check"]["readiness"] == "BLOCKED"
    assert "check" not in own.client.ok(own.client.get("/api/products"))["data"][0]
    told = refused(own.client.get("/api/products", params={"missing": "colour"}), 400, "VALIDATION_ERROR")
    assert told["field"] == "missing"
