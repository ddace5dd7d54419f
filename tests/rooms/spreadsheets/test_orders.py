"""A file of orders: rows become lines, shops' totals become charges, and every fault is told."""

from decimal import Decimal
from typing import Any

import pytest

from entrygo.spreadsheets.file_order import COLUMNS, OrderSheet
from entrygo.spreadsheets.orders import order_sheet
from tests.rooms.spreadsheets.reading import read

SHOPIFY_HEADER = (
    "Name,Email,Financial Status,Currency,Subtotal,Shipping,Taxes,Total,Discount Amount,Created at,Lineitem quantity,"
    "Lineitem name,Lineitem price,Lineitem sku,Lineitem requires shipping,Shipping Name,Shipping Address1,"
    "Shipping City,Shipping Zip,Shipping Province,Shipping Country,Cancelled at,Id"
)


def sheet_of(text: str, preset: str | None = None) -> OrderSheet:
    """A CSV text as orders."""
    table, reading = read(text)
    return order_sheet(table, reading, preset=preset)


def shopify(
    currency: str, *lines: str, subtotal: str = "90.00", discount: str = "10.00", paid: str = "paid"
) -> Any:
    """One order of a Shopify export: ``lines`` are quantity, name, price, sku, ships."""
    first, *rest = lines
    head = f"#1001,dana@example.com,{paid},{currency},{subtotal},5.00,0.00,95.00,{discount},2026-11-02 10:11:12 -0500"
    address = "Dana Reed,88 Elm Street,Trenton,'08608,NJ,US,,5551"
    rows = [f"{head},{first},{address}", *(f"#1001,dana@example.com,,,,,,,,,{line},,,,,,,," for line in rest)]
    return sheet_of("\n".join([SHOPIFY_HEADER, *rows]) + "\n")


def test_a_shopify_order_is_one_order_with_its_discount_and_shipping_as_charges() -> None:
    sheet = shopify("USD", "2,Mug,30.00,MUG,true", "1,Hoodie,40.00,HOOD-M,true")
    assert (sheet.preset, sheet.found.faults) == ("shopify", [])
    (order,) = sheet.orders
    assert order.document["items"] == [
        {"quantity": Decimal(2), "unitValueUsd": Decimal("30.00")},
        {"quantity": Decimal(1), "unitValueUsd": Decimal("40.00")},
    ]
    assert order.document["charges"] == [
        {"type": "discount", "amountUsd": Decimal("10.00")},
        {"type": "freight", "amountUsd": Decimal("5.00")},
    ]
    assert order.document["soldOn"] == "2026-11-02"
    assert order.document["destinationCountry"] == "US"
    assert order.document["destinationPostalCode"] == "08608"
    assert order.document["shipTo"]["name"] == "Dana Reed"
    assert order.document["metadata"] == {"shopifyId": "5551"}


def test_a_discount_in_another_currency_lowers_the_prices_to_the_cent() -> None:
    (order,) = shopify("CAD", "2,Mug,30.00,MUG,true", "1,Hoodie,40.00,HOOD-M,true").orders
    assert "charges" not in order.document
    lines = order.document["items"]
    assert [line["unitPrice"] for line in lines] == [Decimal("27.000000"), Decimal("36.000000")]
    assert sum(line["quantity"] * line["unitPrice"] for line in lines) == Decimal(90)


def test_what_does_not_ship_is_left_out_and_told_and_takes_its_share_of_the_discount() -> None:
    sheet = shopify("USD", "2,Mug,30.00,MUG,true", "1,Gift card,40.00,GIFT,false")
    (order,) = sheet.orders
    assert len(order.document["items"]) == 1
    assert order.document["charges"][0] == {"type": "discount", "amountUsd": Decimal("6.00")}
    assert [(each.row, each.message) for each in sheet.found.skipped] == [(3, "Gift card does not ship")]
    nothing = shopify("USD", "1,Gift card,40.00,GIFT,false", subtotal="40", discount="0")
    assert nothing.orders == ()
    assert [each.closed for each in nothing.closed] == ["Order #1001 has no line that ships"]


@pytest.mark.parametrize("paid", ["refunded", "voided"])
def test_an_order_of_which_all_was_given_back_is_cancelled(paid: str) -> None:
    sheet = shopify("USD", "2,Mug,30.00,MUG,true", paid=paid)
    assert [order.document.get("status") for order in sheet.orders] == ["cancelled"]


def test_a_refund_of_a_part_and_shipping_in_another_currency_are_told() -> None:
    header = SHOPIFY_HEADER.replace("Cancelled at", "Refunded Amount")
    row = (
        "#1003,dana@example.com,partially_refunded,CAD,60.00,11.00,0.00,71.00,0.00,2026-11-02,3,Mug,20.00,MUG,true,"
        "Dana,88 Elm Street,Trenton,08608,NJ,US,20.00,5551"
    )
    sheet = sheet_of(f"{header}\n{row}\n")
    assert [line["quantity"] for line in sheet.orders[0].document["items"]] == [Decimal(3)]
    refund, shipping = (each.message for each in sheet.found.skipped)
    assert refund.startswith("The refund of 20.00 CAD of order #1003")
    assert shipping.startswith("The shipping of 11.00 CAD of order #1003")


def test_a_shipstation_export_is_one_order_a_number() -> None:
    sheet = sheet_of(
        "Order - Number,Date - Order Date,Item - SKU,Item - Name,Item - Qty,Item - Price,Amount - Order Shipping,"
        "Ship To - Name,Ship To - Address 1,Ship To - City,Ship To - State,Ship To - Postal Code,Ship To - Country\n"
        "9001,11/02/2026,MUG,Mug,2,12.50,4.00,Dana Reed,88 Elm Street,Buffalo,NY,14201,US\n"
        "9001,11/02/2026,TEE,Tee,1,20.00,4.00,Dana Reed,88 Elm Street,Buffalo,NY,14201,US\n"
    )
    assert (sheet.preset, sheet.found.faults) == ("shipstation", [])
    (order,) = sheet.orders
    assert [line["unitValueUsd"] for line in order.document["items"]] == [Decimal("12.50"), Decimal("20.00")]
    assert order.document["charges"] == [{"type": "freight", "amountUsd": Decimal("4.00")}]
    assert order.document["shipTo"]["city"] == "Buffalo"


@pytest.mark.parametrize("column", ["Cancelled at", "Canceled at"])
def test_the_day_of_a_cancellation_is_read_in_either_spelling(column: str) -> None:
    header = SHOPIFY_HEADER.replace("Cancelled at", column)
    head = "#1001,dana@example.com,paid,USD,30.00,5.00,0.00,35.00,0.00,2026-11-02 10:11:12 -0500,1,Mug,30.00,MUG,true"
    address = "Dana Reed,88 Elm Street,Trenton,'08608,NJ,US,2026-11-03 08:00:00 -0500,5551"
    (order,) = sheet_of(f"{header}\n{head},{address}\n").orders
    assert order.document["status"] == "cancelled"


def test_a_cancelled_order_of_a_shop_is_cancelled() -> None:
    text = (
        "Order Number,Order Status,Order Date,First Name (Shipping),Last Name (Shipping),State Code (Shipping),"
        "Postcode (Shipping),Country Code (Shipping),SKU,Item Name,Quantity (- Refund),Item Cost,Order Currency\n"
        "77,Cancelled,2026-11-02 10:11,Dana,Reed,NY,14201,US,MUG,Mug,1,18,USD\n"
        "78,Processing,2026-11-02 10:11,Dana,Reed,NY,14201,US,MUG,Mug,2,18,USD\n"
        "78,Processing,2026-11-02 10:11,Dana,Reed,NY,14201,US,CUP,Cup,0,9,USD\n"
    )
    sheet = sheet_of(text)
    assert (sheet.preset, sheet.found.faults) == ("woocommerce", [])
    assert [order.document.get("status") for order in sheet.orders] == ["cancelled", None]
    assert sheet.orders[1].document["shipTo"]["name"] == "Dana Reed"
    assert [each.message for each in sheet.found.skipped] == ["Nothing of Cup is left to ship"]


def test_entrygos_own_columns_make_an_order_of_several_rows() -> None:
    text = (
        "externalId,destinationCountry,sku,quantity,unitValueUsd,charges.freight,notSold,metadata.shop\n"
        "1001,United States,MUG,2,$18.00,5,,north\n"
        "1001,,CUP,1,9,,sample,\n"
    )
    sheet = sheet_of(text)
    assert sheet.found.faults == []
    (order,) = sheet.orders
    assert order.document == {
        "externalId": "1001",
        "destinationCountry": "US",
        "charges": [{"type": "freight", "amountUsd": Decimal(5)}],
        "metadata": {"shop": "north"},
        "items": [
            {"quantity": Decimal(2), "unitValueUsd": Decimal("18.00")},
            {"quantity": Decimal(1), "unitValueUsd": Decimal(9), "notSold": "sample"},
        ],
    }


def test_rows_of_one_order_that_disagree_are_told() -> None:
    text = "externalId,destinationCountry,sku,quantity,unitValueUsd\n1,US,A,1,1\n1,CA,B,1,1\n,US,C,1,1\n"
    found = sheet_of(text).found.faults
    assert [(each.row, each.column, each.message) for each in found] == [
        (3, "destinationCountry", "Row 2 of the same order says US"),
        (4, "externalId", "Required"),
    ]


def test_every_simple_field_of_an_order_has_a_column() -> None:
    assert {
        "currency",
        "exchangeRateUsd",
        "soldOn",
        "shipTo.postalCode",
        "buyer.name",
        "items.notSold",
    } <= set(COLUMNS)
