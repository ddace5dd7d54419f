"""A file of products: what its cells become, and every fault of it at once."""

from decimal import Decimal

import pytest

from entrygo.spreadsheets.choose import Target
from entrygo.spreadsheets.products import COLUMNS, ProductSheet, merged, product_sheet
from tests.rooms.spreadsheets.reading import read


def sheet_of(text: str, preset: str | None = None) -> ProductSheet:
    """A CSV text as products."""
    table, reading = read(text)
    return product_sheet(table, reading, preset=preset)


def faults(text: str) -> list[tuple[int, str, str]]:
    """Row, column and message of each fault."""
    return [(fault.row, fault.column, fault.message) for fault in sheet_of(text).found.faults]


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_any_usual_file_reads_the_same(mark: str, delimiter: str, end: str) -> None:
    rows = (("externalId", "title", "unitValueUsd"), ("a", "Book", "20.50"), ("", "", ""), ("b", "Cup", ""))
    sheet = sheet_of(mark + end.join(delimiter.join(row) for row in rows) + end)
    assert sheet.found.faults == []
    assert [(row.number, row.given) for row in sheet.rows] == [
        (2, {"externalId": "a", "title": "Book", "unitValueUsd": Decimal("20.50")}),
        (4, {"externalId": "b", "title": "Cup", "unitValueUsd": None}),
    ]


def test_cells_become_what_their_columns_hold() -> None:
    header = "EXTERNALID,materials,usmca.qualifies,metals.steelWeightKg,attributes.marked,attributes.note,pga"
    line = 'a,cotton:60; polyester:40%,yes,0.2,TRUE,12 %,"[{""agency"": ""FDA""}]"'
    (row,) = sheet_of(f"{header}\n{line}\n").rows
    assert merged({}, row.given) == {
        "externalId": "a",
        "materials": [
            {"name": "cotton", "percent": Decimal(60)},
            {"name": "polyester", "percent": Decimal(40)},
        ],
        "usmca": {"qualifies": True},
        "metals": {"steelWeightKg": Decimal("0.2")},
        "attributes": {"marked": True, "note": "12 %"},
        "pga": [{"agency": "FDA"}],
    }


def test_a_field_without_a_column_stays_and_an_empty_cell_clears() -> None:
    before = {
        "sku": "S",
        "manufacturer": {"name": "Albion", "city": "London"},
        "attributes": {"a": 1, "b": 2},
    }
    after = merged(before, {"manufacturer.city": None, "attributes.a": None})
    assert after == {"sku": "S", "manufacturer": {"name": "Albion", "city": None}, "attributes": {"b": 2}}
    assert merged(before, {"manufacturer.city": None, "manufacturer.name": None})["manufacturer"] is None
    assert before["attributes"] == {"a": 1, "b": 2}


def test_the_header_is_held_against_the_fields() -> None:
    found = faults("title,colour,title\nBook,red,Book\n")
    assert [(row, column) for row, column, _ in found] == [(1, "title"), (1, "colour"), (1, "externalId")]
    assert "known are externalId, title" in found[1][2]
    assert {"manufacturer.postalCode", "usmca.validTo", "metals.ukOriginShare", "adcvd"} <= set(COLUMNS)


def test_every_fault_of_every_row_is_told() -> None:
    found = faults("externalId,title,pga\na,Book,\n,Nameless,\nb,Book\nc,Book,[no\na,Again,\n")
    assert found == [
        (3, "externalId", "Required"),
        (4, "", "The row has 2 cells, the header 3"),
        (5, "pga", "Not JSON; write it as the API takes it"),
        (6, "externalId", "Product a stands in row 2 already"),
    ]


SHOPIFY = """Handle,Title,Body (HTML),Vendor,Type,Option1 Name,Option1 Value,Variant SKU,Variant Grams,Variant Price,Variant Requires Shipping,Image Src
hoodie,Cotton hoodie,<p>Soft</p>,Maple,Apparel,Size,M,HOOD-M,650,59.00,true,https://x/1.png
hoodie,,,,,,L,HOOD-L,700,59.00,true,
hoodie,,,,,,,,,,,https://x/2.png
card,Gift card,,Maple,Gift Cards,Title,Default Title,GIFT,0,25.00,false,
mug,Mug,,Maple,Kitchen,Title,Default Title,,380,18.00,true,
"""  # noqa: E501


def test_a_shopify_export_gives_a_product_a_variant() -> None:
    sheet = sheet_of(SHOPIFY)
    assert (sheet.preset, sheet.found.faults) == ("shopify", [])
    assert [(row.number, row.given["externalId"], row.given["title"]) for row in sheet.rows] == [
        (2, "HOOD-M", "Cotton hoodie - M"),
        (3, "HOOD-L", "Cotton hoodie - L"),
        (6, "mug/Default Title", "Mug"),
    ]
    assert sheet.rows[1].given["grossWeightKg"] == Decimal("0.7")
    assert sheet.rows[1].given["category"] == "Apparel"
    assert [(each.row, each.message) for each in sheet.found.skipped] == [
        (4, "A row of a picture, not of a variant"),
        (5, "It does not ship"),
    ]
    assert "Body (HTML)" in sheet.found.ignored_columns


def test_shopifys_inventory_file_gives_codes_and_origins_once_a_product() -> None:
    rows = "hoodie,Cotton hoodie,HOOD-M,6110202041,China,Main,3\nhoodie,Cotton hoodie,HOOD-M,6110202041,China,Shop,1\n"
    sheet = sheet_of(f"Handle,Title,SKU,HS Code,COO,Location,Available\n{rows}")
    assert (sheet.preset, len(sheet.rows), sheet.found.faults) == ("shopify", 1, [])
    assert sheet.rows[0].given["countryOfOrigin"] == "CN"
    assert sheet.found.mends[0].read_as == "CN"


def test_a_woocommerce_export_gives_variations_and_leaves_their_parents_out() -> None:
    header = "ID,Type,SKU,Name,Published,Weight (lbs),Categories,Commodity code (HS code),Country of origin"
    rows = "7,variable,,Hoodie,1,,Apparel,,\n8,variation,HOOD-M,Hoodie - M,1,1.5,Apparel,611020,CA\n"
    sheet = sheet_of(f"{header}\n{rows}")
    assert (sheet.preset, sheet.found.faults) == ("woocommerce", [])
    assert [(row.given["externalId"], row.given["grossWeightKg"]) for row in sheet.rows] == [
        ("HOOD-M", Decimal("0.680389"))
    ]
    assert [each.row for each in sheet.found.skipped] == [2]


def test_a_mapping_of_the_callers_own_reads_any_file() -> None:
    table, reading = read("Artikel;Bezeichnung;Gewicht;Preis\nA1;Tasse;1.250,5;12,50\n")
    mapping = {
        "Artikel": Target(field="externalId"),
        "Bezeichnung": Target(field="title"),
        "Gewicht": Target(field="netWeightKg", unit="g"),
    }
    sheet = product_sheet(table, reading, mapping=mapping)
    assert sheet.found.faults == []
    assert sheet.rows[0].given == {"externalId": "A1", "title": "Tasse", "netWeightKg": Decimal("1.2505")}
    assert sheet.found.ignored_columns == ("Preis",)


def test_a_mapping_that_names_what_is_not_there_is_told_whole() -> None:
    table, reading = read("Artikel;Preis\nA1;12\n")
    mapping = {"Artikal": Target(field="externalId"), "Preis": Target(field="price")}
    found = product_sheet(table, reading, mapping=mapping).found.faults
    assert [(each.column, each.message.partition(";")[0]) for each in found] == [
        ("Artikal", "The mapping names a column that the file does not have"),
        ("Preis", "Unknown field price"),
    ]


def test_a_file_that_is_not_of_the_preset_says_which_columns_that_has() -> None:
    (fault,) = sheet_of("externalId,title\na,Book\n", preset="shopify").found.faults
    assert "no products file of the preset shopify" in fault.message
    assert "Variant SKU" in fault.mend


def test_a_header_is_known_however_it_is_spelt() -> None:
    (row,) = sheet_of("external_id,Title,HS Code,Country of Origin\na,Book,4901990070,United Kingdom\n").rows
    assert row.given == {
        "externalId": "a", "title": "Book", "hsCode": "4901990070", "countryOfOrigin": "GB"
    }  # fmt: skip
