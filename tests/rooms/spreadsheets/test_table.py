"""Files as tables: encodings, delimiters, workbooks, and what is no table at all."""

import io
import zipfile

import pytest
import xlsxwriter

from entrygo.spreadsheets import table
from entrygo.spreadsheets.table import UnreadableFileError, table_of_bytes

TEXT = "externalId;title;unitValueUsd\r\na;Café crème;12,50\r\n"


def workbook(*rows: tuple[object, ...]) -> bytes:
    """An XLSX file of one sheet."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_every_encoding_that_spreadsheets_write_reads_the_same(encoding: str) -> None:
    read = table_of_bytes(TEXT.encode(encoding))
    assert read.header == ("externalId", "title", "unitValueUsd")
    assert read.rows[0].cells == ("a", "Café crème", "12,50")
    assert read.comma_is_decimal


def test_a_sep_line_names_the_delimiter_and_counts_as_a_row() -> None:
    read = table_of_bytes(b"sep=;\nexternalId;title\na;Cup, blue\n")
    assert (read.header, read.header_row) == (("externalId", "title"), 2)
    assert [(row.number, row.cells) for row in read.rows] == [(3, ("a", "Cup, blue"))]


def test_a_workbook_reads_as_its_cells_show() -> None:
    read = table_of_bytes(workbook(("externalId", "hsCode", "ok"), (1001, 401202000, True), ("b", 12.5, "")))
    assert read.header == ("externalId", "hsCode", "ok")
    assert [row.cells for row in read.rows] == [("1001", "401202000", "true"), ("b", "12.5", "")]
    assert not read.comma_is_decimal


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "no rows"),
        (b"externalId,title\n", "no rows"),
        (b"PK\x03\x04 not a zip", "XLSX"),
        (b'a,b\n1,"open\n', "Not CSV"),
        (b"\x81\x8d\x8f\x90" * 4, "no text"),
    ],
)
def test_what_is_no_table_says_what_to_save(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableFileError, match=says):
        table_of_bytes(data)


def test_a_workbook_that_unpacks_without_end_is_refused_before_it_does() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * (table.MAX_UNPACKED + 1))
    with pytest.raises(UnreadableFileError, match="save the sheet as CSV"):
        table_of_bytes(out.getvalue())


def test_rows_and_columns_have_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "MAX_ROWS", 3)
    with pytest.raises(UnreadableFileError, match="More than 3 rows") as caught:
        table_of_bytes(b"a\n" + b"1\n" * 4)
    assert caught.value.code == "too_big"
    with pytest.raises(UnreadableFileError, match="columns"):
        table_of_bytes(b",".join([b"a"] * 501) + b"\n1\n")
