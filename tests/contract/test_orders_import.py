"""Orders from a file: a shop's export becomes orders that plan, and nothing of it goes lost in silence."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from tests.serving.refusals import refused
from tests.serving.server import Client, Server

pytestmark = pytest.mark.database

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PRODUCTS = (
    "Handle,Title,Type,Option1 Value,Variant SKU,Variant Grams,Variant Price,Variant Requires Shipping\n"
    "book,Cookery book,Books,Default Title,BOOK,400,20.00,true\n"
    "card,Gift card,Gift Cards,Default Title,GIFT,0,25.00,false\n"
)
ORDERS = (
    "Name,Email,Financial Status,Currency,Subtotal,Shipping,Discount Amount,Created at,Lineitem quantity,Lineitem name,"
    "Lineitem price,Lineitem sku,Lineitem requires shipping,Shipping Name,Shipping Address1,Shipping City,Shipping Zip,"
    "Shipping Province,Shipping Country,Cancelled at,Id\n"
    "#1001,dana@example.com,paid,USD,40.00,5.00,0.00,2026-11-02 10:11:12 -0500,2,Cookery book,20.00,BOOK,true,"
    "Dana Reed,88 Elm Street,Trenton,'08608,NJ,US,,5551\n"
    "#1002,lee@example.com,paid,USD,45.00,0.00,0.00,2026-11-03 10:11:12 -0500,1,Cookery book,20.00,BOOK,true,"
    "Lee Park,1 Main Street,Buffalo,14201,NY,United States,,5552\n"
    "#1002,lee@example.com,,,,,,,1,Gift card,25.00,GIFT,false,,,,,,,,\n"
)


@pytest.fixture
def own(server: Server) -> Client:
    """An account of the test's own, with the shop's products."""
    client = server.account()
    done = client.ok(client.post("/api/products/import", {"csv": PRODUCTS}))
    assert (done["preset"], done["new"]) == ("shopify", 1)
    return client


def kept(client: Client) -> dict[str, dict[str, Any]]:
    """The account's orders by external id."""
    rows = client.ok(client.get("/api/orders", params={"limit": 100}))["data"]
    return {row["externalId"]: row for row in rows}


def sent(client: Client, data: bytes, media: str, path: str = "orders", **options: str) -> Any:
    """A file as the body of a call."""
    return client.http.post(
        f"/api/{path}/import", content=data, headers={"content-type": media}, params=options
    )


@pytest.mark.requirement("orders:import:file", "orders:import:presets")
def test_a_shopify_export_becomes_orders_without_editing_the_file(own: Client) -> None:
    dry = own.ok(own.post("/api/orders/import", {"csv": ORDERS, "dryRun": True}))
    assert (dry["new"], dry["preset"], kept(own)) == (2, "shopify", {})
    done = own.ok(own.post("/api/orders/import", {"csv": ORDERS, "preset": "shopify"}))
    assert [(each["externalId"], each["change"]) for each in done["data"]] == [
        ("#1001", "new"),
        ("#1002", "new"),
    ]
    assert done["skipped"] == [{"row": 4, "message": "Gift card does not ship"}]
    rows = kept(own)
    assert rows["#1001"]["id"] == done["data"][0]["id"]
    assert rows["#1001"]["destinationPostalCode"] == "08608"
    assert [line["quantity"] for line in rows["#1002"]["items"]] == [1]
    again = own.ok(own.post("/api/orders/import", {"csv": ORDERS}))
    assert (again["new"], again["changed"], again["unchanged"]) == (0, 0, 2)


@pytest.mark.requirement("orders:import:body")
@pytest.mark.requirement("orders:import:file", "orders:import:presets")
def test_of_a_shops_file_an_order_of_an_unknown_product_is_set_aside_and_the_others_are_taken(
    own: Client,
) -> None:
    gone = ORDERS.replace("1,Cookery book,20.00,BOOK,true,Lee", "1,Old thing,20.00,GONE,true,Lee")
    assert gone != ORDERS
    for is_dry in (True, False):
        done = own.ok(own.post("/api/orders/import", {"csv": gone, "dryRun": is_dry}))
        assert (done["orders"], done["new"]) == (1, 1)
        (aside,) = (each for each in done["skipped"] if "#1002" in each["message"])
        assert aside["row"] == 3
        assert "No product has the sku GONE" in aside["message"]
    assert set(kept(own)) == {"#1001"}
    untold = ORDERS.replace(",BOOK,true,", ",,true,")
    done = own.ok(own.post("/api/orders/import", {"csv": untold}))
    assert (done["new"], set(kept(own))) == (1, {"#1001", "#1002"}), "the title says which product it is"
    every = ORDERS.replace(",BOOK,", ",GONE,")
    told = refused(own.post("/api/orders/import", {"csv": every}), 400, "VALIDATION_ERROR")
    assert {each["code"] for each in told["details"]["issues"]} == {"INVALID_PRODUCT_REFERENCE"}


def test_the_file_itself_is_a_body_with_its_options_in_the_query(own: Client) -> None:
    dry = own.ok(sent(own, ORDERS.encode("utf-16"), "text/csv", dryRun="true"))
    assert (dry["dryRun"], dry["new"], kept(own)) == (True, 2, {})
    assert own.ok(sent(own, ORDERS.encode("cp1252"), "text/csv; charset=cp1252"))["new"] == 2
    unknown = refused(sent(own, ORDERS.encode(), "text/csv", dryrun="true"), 400, "VALIDATION_ERROR")
    assert unknown["details"]["issues"][0]["code"] == "unrecognized_keys"
    assert len(kept(own)) == 2


def test_a_workbook_of_products_is_read_with_its_own_columns(own: Client) -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Artikel", "Name", "Code", "Origin", "Gewicht"])
    sheet.write_row(1, 0, [1001, "Cup", 691200480, "China", 400])
    book.close()
    mapping = json.dumps(
        {
            "Artikel": "externalId",
            "Name": "title",
            "Code": "hsCode",
            "Origin": "countryOfOrigin",
            "Gewicht": {"field": "netWeightKg", "unit": "g"},
        }
    )
    done = own.ok(sent(own, out.getvalue(), XLSX, path="products", mapping=mapping))
    assert (done["preset"], done["new"]) == ("mapping", 1)
    product = own.ok(own.get(f"/api/products/{done['data'][0]['id']}"))
    assert (product["externalId"], product["countryOfOrigin"], product["netWeightKg"]) == ("1001", "CN", 0.4)
    assert ("Origin", "China", "CN") in {
        (each["column"], each["value"], each["readAs"]) for each in done["mended"]
    }


@pytest.mark.requirement("orders:import:faults")
def test_every_fault_has_its_row_column_value_and_mend_and_nothing_is_stored(own: Client) -> None:
    table = (
        "externalId,destinationCountry,sku,quantity,unitValueUsd\n"
        "1,US,BOOK,two,20\n2,Narnia,BOOK,1,20\n3,US,NONE,1,CA$20\n"
    )
    answer = refused(own.post("/api/orders/import", {"csv": table}), 400, "VALIDATION_ERROR")
    found = {(each["row"], each["column"]): each for each in answer["details"]["issues"]}
    assert set(found) == {
        (2, "quantity"), (3, "destinationCountry"), (4, "sku"), (4, "unitValueUsd"),
    }  # fmt: skip
    assert found[2, "quantity"]["value"] == "two"
    assert "Write a number" in found[2, "quantity"]["mend"]
    assert "Import the products first" in found[4, "sku"]["mend"]
    assert "CAD" in found[4, "unitValueUsd"]["mend"]
    assert kept(own) == {}


def test_a_line_names_its_product_by_id_external_id_or_sku(own: Client) -> None:
    product = own.ok(
        own.post("/api/products/sync", {"items": [{"externalId": "p-1", "title": "Cup", "sku": "CUP"}]})
    )
    identifier = product["data"][0]["id"]
    for number, (column, name) in enumerate(
        (("productId", identifier), ("productExternalId", "p-1"), ("sku", "CUP"))
    ):
        table = f"externalId,destinationCountry,{column},quantity,unitValueUsd\n{number},US,{name},1,5\n"
        own.ok(own.post("/api/orders/import", {"csv": table}))
    assert {row["items"][0]["productId"] for row in kept(own).values()} == {identifier}


def test_another_accounts_products_are_none(own: Client, server: Server) -> None:
    other = server.account()
    table = "externalId,destinationCountry,sku,quantity,unitValueUsd\n1,US,BOOK,1,20\n"
    answer = refused(other.post("/api/orders/import", {"csv": table}), 400, "VALIDATION_ERROR")
    assert answer["details"]["issues"][0]["code"] == "INVALID_PRODUCT_REFERENCE"


@pytest.mark.parametrize(
    "body", [{}, {"csv": "a\n1\n", "raw": "YQox"}, {"raw": "%%%%"}, {"csv": "a\n1\n", "preset": "ebay"}]
)
def test_a_request_without_one_file_or_with_a_preset_nobody_has_is_refused(
    own: Client, body: dict[str, str]
) -> None:
    refused(own.post("/api/orders/import", body), 400, "VALIDATION_ERROR")


def test_many_wrong_rows_make_a_bounded_answer(own: Client) -> None:
    rows = "".join(f"{number},US,NONE,x,y\n" for number in range(5_000))
    response = own.post(
        "/api/orders/import", {"csv": f"externalId,destinationCountry,sku,quantity,unitValueUsd\n{rows}"}
    )
    answer = refused(response, 400, "VALIDATION_ERROR")
    assert len(answer["details"]["issues"]) == 1_000
    assert answer["details"]["issueCount"] == 15_000
    assert len(response.content) < 500_000


def test_a_file_that_is_wrong_throughout_is_not_read_to_its_end(own: Client) -> None:
    header = "externalId,title,hsCode,countryOfOrigin,netWeightKg\n"
    rows = "".join(f"p{number},,1.2E+09,Narnia,-x\n" for number in range(11_000))
    for path in ("/api/products/import", "/api/orders/import"):
        answer = refused(own.post(path, {"csv": header + rows}), 400, "VALIDATION_ERROR")
        assert answer["details"]["issueCount"] < 20_100, path


def test_the_command_imports_orders_beside_a_server(server: Server, own: Client, tmp_path: Path) -> None:
    path = tmp_path / "orders_export.csv"
    path.write_text(ORDERS)
    account = ("--account", own.account_id)
    assert server.command("orders", "import", str(path), "--dry-run", *account)["new"] == 2
    assert server.command("orders", "import", str(path), *account)["new"] == 2
    through = server.command("orders", "import", str(path), "--server", server.url, "--key", own.api_key)
    assert through["unchanged"] == 2
