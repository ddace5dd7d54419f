"""Cells of a table set anew, its rows keeping their numbers."""

import pytest

from entrygo.spreadsheets.table import as_text, table_of_text, with_cells


def test_a_cell_is_set_and_everything_else_stays() -> None:
    text = 'externalId;title\nA;"Book; large"\n\nB\n'
    mended = with_cells(text, {(2, "title"): 'Say "é"', (4, "title"): "Second"})
    table = table_of_text(mended)
    assert table.header == ("externalId", "title")
    assert [(row.number, row.cells) for row in table.rows] == [(2, ("A", 'Say "é"')), (4, ("B", "Second"))]
    assert table.comma_is_decimal


def test_what_parts_the_cells_is_kept_where_the_file_says_it() -> None:
    mended = with_cells("sep=|\nexternalId|title\nA|x\n", {(3, "title"): "a|b"})
    assert mended.startswith("sep=|\n")
    assert table_of_text(mended).rows[0].cells == ("A", "a|b")


@pytest.mark.parametrize("cell", [(1, "title"), (9, "title"), (2, "colour"), (2, ""), (0, "title")])
def test_a_cell_there_is_none_of_is_left_out(cell: tuple[int, str]) -> None:
    text = "externalId,title\nA,Book\n"
    assert table_of_text(with_cells(text, {cell: "x"})).rows[0].cells == ("A", "Book")


def test_the_bytes_of_a_file_in_another_encoding_are_read_as_text() -> None:
    assert as_text("externalId\né\n".encode("utf-16")) == "externalId\né\n"
