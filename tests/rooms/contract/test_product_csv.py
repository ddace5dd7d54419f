"""A CSV file of products: what its cells become, and every fault of it at once."""

from decimal import Decimal

import pytest

from entrygo.contract.requests.product_csv import COLUMNS, Fault, merged, read_sheet


def faults(text: str) -> list[tuple[int, str, str]]:
    """Row, column and message of each fault."""
    return [(fault.row, fault.column, fault.message) for fault in read_sheet(text).faults]


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_any_usual_file_reads_the_same(mark: str, delimiter: str, end: str) -> None:
    rows = (("externalId", "title", "unitValueUsd"), ("a", "Book", "20.50"), ("", "", ""), ("b", "Cup", ""))
    sheet = read_sheet(mark + end.join(delimiter.join(row) for row in rows) + end)
    assert sheet.faults == ()
    assert [(row.number, row.given) for row in sheet.rows] == [
        (2, {"externalId": "a", "title": "Book", "unitValueUsd": Decimal("20.50")}),
        (4, {"externalId": "b", "title": "Cup", "unitValueUsd": None}),
    ]


def test_cells_become_what_their_columns_hold() -> None:
    header = "EXTERNALID,materials,usmca.qualifies,metals.steelWeightKg,attributes.marked,attributes.note,pga"
    line = 'a,cotton:60; polyester:40%,yes,0.2,TRUE,12 %,"[{""agency"": ""FDA""}]"'
    (row,) = read_sheet(f"{header}\n{line}\n").rows
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


@pytest.mark.parametrize("text", ["", "\n", "externalId,title\n", "\ufeff"])
def test_a_file_without_products_is_a_fault(text: str) -> None:
    assert read_sheet(text).faults


def test_a_quote_that_never_ends_is_told_with_its_row() -> None:
    (fault,) = read_sheet('externalId,title\na,"Book\n').faults
    assert isinstance(fault, Fault)
    assert fault.message.startswith("Not CSV")
