"""Files as shops and spreadsheets really write them: what each loses or leaves open is read right, or told."""

from decimal import Decimal
from typing import Any

import pytest

from entrygo.spreadsheets.file_order import OrderSheet
from entrygo.spreadsheets.orders import order_sheet
from entrygo.spreadsheets.products import ProductSheet, product_sheet
from entrygo.spreadsheets.table import table_of_bytes
from tests.rooms.spreadsheets.reading import reading


def products(text: str, encoding: str = "utf-8") -> ProductSheet:
    """A file as products."""
    table = table_of_bytes(text.encode(encoding))
    return product_sheet(table, reading(comma_is_decimal=table.comma_is_decimal))


def orders(text: str, encoding: str = "utf-8") -> OrderSheet:
    """A file as orders."""
    table = table_of_bytes(text.encode(encoding))
    return order_sheet(table, reading(comma_is_decimal=table.comma_is_decimal))


def by_id(sheet: ProductSheet) -> dict[str, dict[str, Any]]:
    """What each product of a file is given."""
    assert sheet.found.faults == []
    return {row.external_id: dict(row.given) for row in sheet.rows}


def told(sheet: ProductSheet | OrderSheet) -> list[tuple[int, str]]:
    """The rows left out or left open, each with why."""
    return [(each.row, each.message) for each in sheet.found.skipped]


def test_a_variation_of_woocommerce_has_what_its_product_says() -> None:
    found = products(
        "ID,Type,SKU,Name,Published,Weight (lbs),Categories,Parent,Commodity code (HS code),Country of origin\n"
        "10,variable,HOOD,Hoodie,1,1.5,Clothing,,6110.20.2041,China\n"
        "11,variation,HOOD-R,Hoodie - Red,1,,,HOOD,,\n"
        "12,variation,,Hoodie - Blue,1,2,,id:10,,Canada\n"
        '13,"variation, downloadable, virtual",HOOD-V,Pattern,1,,,HOOD,,\n'
        '14,"subscription, virtual",SUB,Club,1,,,,,\n'
    )
    rows = by_id(found)
    assert set(rows) == {"HOOD-R", "12"}
    assert (rows["HOOD-R"]["hsCode"], rows["HOOD-R"]["countryOfOrigin"]) == ("6110.20.2041", "CN")
    assert (rows["HOOD-R"]["category"], rows["HOOD-R"]["grossWeightKg"]) == ("Clothing", Decimal("0.680389"))
    assert (rows["12"]["countryOfOrigin"], rows["12"]["grossWeightKg"]) == ("CA", Decimal("0.907185"))
    assert [row for row, _ in told(found)] == [2, 5, 6]


@pytest.mark.parametrize(
    "text",
    [
        "Item,ID,Name,Type,SKU,Options,Inventory Tracking,Weight,Country of Origin,HS Code\n"
        "Product,111,Tote,physical,TOTE,,none,0.5,US,4202.92\n"
        "Variant,,,,TOTE-R,Type=Rectangle|Name=Colour|Value=Red,,0.6,,\n"
        "Image,,,,,,,,,\n"
        "Product,112,E-book,digital,EB,,none,0,,\n",
        "Item Type,Product ID,Product Name,Product Type,Product Code/SKU,Options,Product Weight,Country of Origin,"
        "HS Code\n"
        "Product,111,Tote,P,TOTE,,0.5,US,4202.92\n"
        "  SKU,,,,TOTE-R,Name=Colour|Value=Red,,,\n"
        "  Rule,113,,,,,,,\n"
        "Product,112,E-book,D,EB,,0,,\n",
    ],
)
def test_both_generations_of_bigcommerce_are_read_and_a_weight_without_a_unit_is_told(text: str) -> None:
    found = products(text)
    rows = by_id(found)
    assert set(rows) == {"TOTE", "TOTE-R"}
    assert (rows["TOTE-R"]["title"], rows["TOTE-R"]["hsCode"]) == ("Tote - Red", "4202.92")
    assert [row["grossWeightKg"] for row in rows.values()] == [None, None], "pounds are no kilograms"
    assert [row for row, _ in told(found)] == [2, 4, 5]
    assert "names no unit" in told(found)[0][1]


BIGCOMMERCE = (
    "Order ID,Order Date,Order Status,Order Currency Code,Shipping First Name,Shipping Last Name,Shipping Street 1,"
    "Shipping Suburb,Shipping State Abbreviation,Shipping Zip,Shipping Country"
)
SHIPPED = 'Dana,Reed,"88 Elm Street\nApt 3",Buffalo,NY,14201,United States'


def test_an_order_of_bigcommerce_has_its_lines_in_one_cell_or_in_rows() -> None:
    cell = (
        '"Product ID: 77, Product Qty: 2, Product SKU: DP-1, Product Name: Dustpan, Brush & Co, Product Weight: 1.0, '
        "Product Variation Details: Colour: Red, Product Unit Price: 12.50, Product Total Price: 25.00|Product ID: 78, "
        'Product Qty: 1, Product SKU: , Product Name: Mop, Product Unit Price: $35.00, Product Total Price: $35.00"'
    )
    in_a_cell = orders(f"{BIGCOMMERCE},Product Details\n101,13/11/2026,Shipped,CAD,{SHIPPED},{cell}\n")
    in_rows = orders(
        f"{BIGCOMMERCE},Product SKU,Product ID,Product Name,Product Qty,Product Unit Price\n"
        f'101,13/11/2026,Shipped,CAD,{SHIPPED},DP-1,77,"Dustpan, Brush & Co",2,12.50\n'
        f"101,13/11/2026,Shipped,CAD,{SHIPPED},,78,Mop,1,35.00\n"
    )
    for sheet in (in_a_cell, in_rows):
        assert (sheet.preset, sheet.found.faults) == ("bigcommerce", [])
        (order,) = sheet.orders
        assert (order.document["soldOn"], order.document["currency"]) == ("2026-11-13", "CAD")
        assert order.document["shipTo"]["address1"] == "88 Elm Street, Apt 3"
        assert [each["unitPrice"] for each in order.document["items"]] == [Decimal("12.50"), Decimal("35.00")]
        assert [each.given["items.sku"] for each in order.lines] == ["DP-1", "78"]
        assert order.lines[0].given["items.title"] == "Dustpan, Brush & Co"


@pytest.mark.parametrize("between", ["|", " | ", "\n", ", ", " ", ""])
def test_no_line_in_a_cell_is_lost_whatever_parts_them(between: str) -> None:
    """Forms seen in exports of real shops: other words after the price, names with a bar, no bar between lines."""
    lines = [
        "Product ID: 823, Product Qty: 1, Product SKU: BT.7, Product Name: Cocoa | Mix 2 lb, Product Options: , "
        "Product Unit Price: $21.95, Product Total: $21.95, Ledger Account: , Tax Type: 1",
        "Product ID: 0, Product Qty: 3, Product SKU: 1682, Product Name: Knife, Product Variation Details: Size: L - "
        "5&#039; 9&quot;, Thank you: Radio, Product Unit Price: 48.99, Product Index: 2, Product Total Price: 48.99",
        "Product ID: 9, Product Qty: 2, Product SKU: C-3, Product Name: Mug, Product Unit Price: 5.00",
    ]
    cell = between.join(lines)
    found = orders(f'{BIGCOMMERCE},Product Details\n101,Mar 13th 2026,Shipped,CAD,{SHIPPED},"{cell}"\n')
    assert found.found.faults == []
    (order,) = found.orders
    assert order.document["soldOn"] == "2026-03-13"
    assert [each.given["items.sku"] for each in order.lines] == ["BT.7", "1682", "C-3"]
    assert [each["quantity"] for each in order.document["items"]] == [1, 3, 2]
    assert [each["unitPrice"] for each in order.document["items"]] == [Decimal("21.95"), Decimal("48.99"), 5]


SHIPSTATION = (
    "Order - Number,Date - Order Date,Order - Status,Ship To - Country,Item - SKU,Item - Name,Item - Qty"
)


def test_a_file_that_names_no_currency_says_what_its_prices_are_taken_as() -> None:
    found = orders(f"{SHIPSTATION},Item - Price\n1,11/2/2026 10:00:00 AM,Shipped,US,A,Mug,2,12.50\n")
    assert any("names no currency" in words for _, words in told(found))
    known = orders(f"{SHIPSTATION},Item - Price,Currency\n1,2026-11-02,Shipped,US,A,Mug,2,12.50,CAD\n")
    assert told(known) == []
    assert known.orders[0].document["items"] == [{"quantity": Decimal(2), "unitPrice": Decimal("12.50")}]


@pytest.mark.parametrize(
    ("price", "currency"), [("CA$12.50", "CAD"), ("12.50 EUR", "EUR"), ("£12.50", "GBP")]
)
def test_a_currency_in_an_amount_is_the_orders_and_no_dollars(price: str, currency: str) -> None:
    (order,) = orders(f"{SHIPSTATION},Item - Price\n1,2026-11-02,Shipped,US,A,Mug,2,{price}\n").orders
    assert order.document["currency"] == currency
    assert order.document["items"] == [{"quantity": Decimal(2), "unitPrice": Decimal("12.50")}]
    other = orders(f"{SHIPSTATION},Item - Price,Currency\n1,2026-11-02,Shipped,US,A,Mug,2,{price},USD\n")
    (fault,) = other.found.faults
    assert (fault.row, fault.column, fault.value) == (2, "Item - Price", price)


@pytest.mark.parametrize(
    ("days", "read"),
    [
        (("11/2/2026 10:00:00 AM", "11/23/2026 10:00:00 AM"), ["2026-11-02", "2026-11-23"]),
        (("02/11/2026", "23/11/2026"), ["2026-11-02", "2026-11-23"]),
        (("02/11/2026", "03/11/2026"), [None, None]),
        (("13/11/2026", "11/13/2026"), ["2026-11-13", "2026-11-13"]),
        (("2.11.2026", "Nov 23, 2026"), ["2026-11-02", "2026-11-23"]),
        (("2026/11/02", "23 November 2026 10:00"), ["2026-11-02", "2026-11-23"]),
    ],
)
def test_a_day_is_read_where_its_column_leaves_no_doubt_and_else_left_open(
    days: tuple[str, str], read: list[str | None]
) -> None:
    rows = "".join(f'{at},"{day}",Shipped,US,A,Mug,1,5,USD\n' for at, day in enumerate(days, 1))
    found = orders(f"{SHIPSTATION},Item - Price,Currency\n{rows}")
    assert [order.document.get("soldOn") for order in found.orders] == read
    assert found.found.faults == []
    assert len(told(found)) == (1 if None in read else 0), "it is told once for the column"


def test_semicolons_windows_1252_and_empty_columns_at_the_end_change_nothing() -> None:
    found = products(
        "ID;type;Sku;NAME;published;Weight (kg);Country of origin;;\n"
        '1;simple;A;"Tasse grün –\ngroß";1;0,4;Deutschland;;\n',
        "cp1252",
    )
    assert by_id(found)["A"] == {
        "externalId": "A",
        "sku": "A",
        "title": "Tasse grün – groß",
        "grossWeightKg": Decimal("0.4"),
        "countryOfOrigin": "DE",
    }
