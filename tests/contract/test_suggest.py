"""Proposals on products: a walk through the catalogue, what products and findings show, what own products teach."""

import csv
from pathlib import Path
from typing import Any

import httpx
import pytest
from typer.testing import CliRunner

from entrygo.cli import main
from tests.contract.test_broker_answers import link
from tests.serving.broker_mailbox import BrokerMailbox
from tests.serving.refusals import refused
from tests.serving.sandbox import BOOK, Sandbox, sandbox
from tests.serving.server import Client, Server

Node = dict[str, Any]
NO_CODE = {name: value for name, value in BOOK.items() if name != "hsCode"}
WIDGET = {"title": "Glimworth quillet", "description": "Glimworth quillet for the parlour, brimmed"}
COTTON, TOY, PRINTED = "6302.31.9020", "9503.00.0073", "4901.99.0070"


@pytest.fixture(scope="module")
def goods(server: Server) -> Sandbox:
    """An account of the module's own."""
    return sandbox(server.account())


def synced(client: Client, *items: Node) -> list[Node]:
    """Products as they are kept."""
    kept: list[Node] = client.ok(client.post("/api/products/sync", {"items": list(items)}))["data"]
    return kept


def ask(client: Client, words: Node) -> Node:
    """What the optimizer says of goods of these words."""
    body = {"product_name": words["title"], "description": words["description"]}
    told: Node = client.ok(
        client.post("/api/customs/optimize", body | {"country_of_origin": "IN", "value": 9})
    )
    return told


def test_a_walk_goes_on_where_it_stopped_and_passes_over_what_stands(server: Server) -> None:
    client = server.account()
    titles = ("Cotton bed sheet", "Wooden chair", "Steel frying pan", "Leather wallet", "Glass vase")
    synced(client, *({"externalId": f"p{n}", "title": title} for n, title in enumerate(titles)))
    asked: Node = {"limit": 2}
    seen, passed = [], []
    for _ in range(3):
        step = client.ok(client.post("/api/products/suggest", asked))
        seen += [each["externalId"] for each in step["data"]]
        passed.append((step["done"], step["total"]))
        asked = {"limit": 2, "cursor": step["nextCursor"]}
        if not step["hasMore"]:
            break
    assert sorted(seen) == ["p0", "p1", "p2", "p3", "p4"]
    assert passed == [(2, 5), (4, 5), (5, 5)]
    again = client.ok(client.post("/api/products/suggest", {}))
    assert (again["data"], again["standing"], again["hasMore"]) == ([], 5, False)


def test_a_product_shows_its_proposal_until_its_words_change_and_what_became_of_it(goods: Sandbox) -> None:
    client = goods.client
    product = goods.product(
        NO_CODE | {"title": "Steel frying pan", "description": "Frying pan of stainless steel"}
    )
    asked = {"filter": {"productIds": [product]}}
    made = client.ok(client.post("/api/products/suggest", asked))["data"][0]["proposal"]
    shown = client.ok(client.get(f"/api/products/{product}"))
    assert shown["hsCode"] is None, "nothing is applied"
    assert shown["proposal"] == made
    assert (made["status"], len(made["candidates"])) == ("open", 3)
    assert all(each["reasons"] for each in made["candidates"])
    run = client.ok(client.get(f"/api/customs/optimize/{made['runId']}"))
    assert (run["product_id"], run["hs_code"]) == (product, made["hsCode"])
    taken = client.ok(client.patch(f"/api/products/{product}", {"hsCode": made["candidates"][1]["hsCode"]}))
    assert taken["proposal"]["status"] == "accepted"
    other = client.ok(client.patch(f"/api/products/{product}", {"hsCode": TOY}))
    assert other["proposal"]["status"] == "declined"
    assert client.ok(client.patch(f"/api/products/{product}", {"title": "Steel pan"}))["proposal"] is None


def test_findings_and_triage_name_the_candidates_and_the_plan_s_hash_stays(goods: Sandbox) -> None:
    client = goods.client
    product = goods.product(NO_CODE)
    order = goods.order(product)
    before = goods.plan(order)
    client.ok(client.post("/api/products/suggest", {"filter": {"productIds": [product]}}))
    after = goods.plan(order, batchId=before["exportId"])
    assert after["planHash"] == before["planHash"]
    codes = [
        each["hsCode"] for each in client.ok(client.get(f"/api/products/{product}"))["proposal"]["candidates"]
    ]
    inspected = client.ok(client.get(f"/api/exports/{after['exportId']}"))
    groups = client.ok(client.get("/api/triage"))["data"]
    for messages in (after["validationMessages"], inspected["validationMessages"], groups):
        (found,) = [each for each in messages if each["code"] == "HTS_CODE_MISSING"]
        assert f"Three candidates: {', '.join(codes)}." in found["fix"]
    assert [each["hsCode"] for each in _missing(after)["details"]["proposedCodes"]] == codes
    assert _missing(before)["details"] is None


def _missing(plan: Node) -> Node:
    (found,) = [each for each in plan["validationMessages"] if each["code"] == "HTS_CODE_MISSING"]
    return dict(found)


def test_a_foreign_product_and_a_foreign_cursor_are_refused(server: Server, goods: Sandbox) -> None:
    other = server.account()
    asked = {"filter": {"productIds": [goods.book_id]}}
    assert refused(other.post("/api/products/suggest", asked), 400, "INVALID_PRODUCT_REFERENCE")
    assert refused(other.post("/api/products/suggest", {"cursor": "bm9uZQ"}), 400, "VALIDATION_ERROR")


def test_a_confirmed_product_teaches_its_own_account_and_mode_at_once_and_nobody_else(server: Server) -> None:
    client = server.account()
    test_mode, other = server.key(client.account_id, mode="test"), server.account()
    assert ask(client, WIDGET)["confidence_level"] == "low"
    (kept,) = synced(client, WIDGET | {"externalId": "w1", "sku": "W-1", "hsCode": TOY})
    told = ask(client, WIDGET)
    assert (told["hs_code"], told["confidence_level"]) == (TOY, "high")
    (cited,) = told["candidate_classifications"][0]["rests_on"]["own_products"]
    assert (cited["product_id"], cited["label"], cited["by_broker"]) == (kept["id"], "W-1", False)
    for stranger in (test_mode, other):
        assert ask(stranger, WIDGET)["confidence_level"] == "low"
    client.ok(client.patch(f"/api/products/{kept['id']}", {"hsCode": COTTON}))
    assert ask(client, WIDGET)["hs_code"] == COTTON


def test_a_code_changed_after_export_is_a_correction_and_outweighs_what_was_confirmed(server: Server) -> None:
    own = sandbox(server.account())
    client = own.client
    words = BOOK | WIDGET
    first = own.product(words)
    own.executed(own.order(first))
    for _ in range(2):
        own.product(words)
    client.ok(client.patch(f"/api/products/{first}", {"hsCode": COTTON}))
    told = ask(client, WIDGET)
    assert told["hs_code"] == COTTON
    assert told["candidate_classifications"][0]["rests_on"]["own_products"][0]["by_broker"] is True
    client.ok(client.patch(f"/api/products/{first}", {"hsCode": PRINTED}))
    assert ask(client, WIDGET)["hs_code"] == COTTON, "a feed that brings the old code back corrects nothing"


def test_a_code_told_on_the_broker_s_page_outweighs_all_and_changes_no_product(
    server: Server, mailbox: BrokerMailbox
) -> None:
    own = sandbox(server.account())
    client = own.client
    product = own.product(BOOK | WIDGET | {"sku": "QUILL-1"})
    own.executed(own.order(product))
    page = link(own, mailbox)
    said = {"decision": "ask", "name": "Lee", "text": "Wrong heading", "line": "nobody", "hs_code": "6302.31"}
    assert "ten digits" in httpx.post(page, data=said).text
    assert "by its SKU" in httpx.post(page, data=said | {"hs_code": COTTON}).text
    answered = httpx.post(page, data=said | {"hs_code": COTTON, "line": "quill-1"})
    assert answered.status_code == 200, answered.text
    told = ask(client, WIDGET)
    assert told["hs_code"] == COTTON
    assert client.ok(client.get(f"/api/products/{product}"))["hsCode"] == PRINTED


def test_a_worklist_is_filled_in_and_imported_and_what_is_left_stays(server: Server, tmp_path: Path) -> None:
    client = server.account()
    synced(
        client,
        {
            "externalId": "sheet",
            "title": "Cotton bed sheet",
            "hsCode": "6302",
            "materials": [{"name": "cotton", "percent": 100}],
            "countryOfOrigin": "PT",
        },
        {"externalId": "=odd", "title": "Leather wallet"},
    )
    at = ["--server", server.url, "--key", client.api_key]
    worklist = tmp_path / "codes.csv"
    done = CliRunner().invoke(main.app, ["products", "suggest", *at, "--worklist", str(worklist)])
    assert done.exit_code == 0, done.output
    rows = list(csv.DictReader(worklist.read_text(encoding="utf-8-sig").splitlines()))
    assert sorted((row["externalId"], row["hsCode"]) for row in rows) == [("'=odd", ""), ("sheet", "6302")]
    chances = [row["chance of six digits"] for row in rows]
    assert chances == sorted(chances, reverse=True)
    sheet = next(row for row in rows if row["externalId"] == "sheet")
    assert sheet["proposed"].startswith("6302.")
    assert sheet["reasons"]
    assert float(sheet["chance of ten digits"]) <= float(sheet["chance of six digits"])
    told = [sheet[f"{name} of the product"] for name in ("description", "materials", "origin")]
    assert [sheet["product"], *told] == ["Cotton bed sheet", "", "100% cotton", "PT"]
    sheet["hsCode"] = sheet["proposed"]
    with worklist.open("w", encoding="utf-8", newline="") as file:
        filled = csv.DictWriter(file, list(sheet))
        filled.writeheader()
        filled.writerows(rows)
    done = CliRunner().invoke(main.app, ["products", "import", str(worklist), *at])
    assert done.exit_code == 0, done.output
    kept = {each["externalId"]: each for each in client.ok(client.get("/api/products"))["data"]}
    assert (kept["sheet"]["hsCode"], kept["sheet"]["title"]) == (sheet["proposed"], "Cotton bed sheet")
    assert kept["=odd"]["hsCode"] is None
