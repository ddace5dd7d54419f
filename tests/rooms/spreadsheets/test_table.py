"""Files as tables: encodings, delimiters, workbooks, and what is no table at all."""

import io
import zipfile

import pytest
import xlsxwriter

from entrygo.spreadsheets import table
from entrygo.spreadsheets.table import table_of_bytes
from entrygo.spreadsheets.unreadable import UnreadableFileError
from entrygo.spreadsheets.workbook import MAX_UNPACKED

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
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * (MAX_UNPACKED + 1))
    with pytest.raises(UnreadableFileError, match="save the sheet as CSV"):
        table_of_bytes(out.getvalue())


def test_rows_and_columns_have_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "MAX_ROWS", 3)
    with pytest.raises(UnreadableFileError, match="More than 3 rows") as caught:
        table_of_bytes(b"a\n" + b"1\n" * 4)
    assert caught.value.code == "too_big"
    with pytest.raises(UnreadableFileError, match="columns"):
        table_of_bytes(b",".join([b"a"] * 501) + b"\n1\n")


HEAD = '<?xml version="1.0"?>'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def written(sheet: str, texts: str = "") -> bytes:
    """An XLSX file whose one sheet and table of texts are as written."""
    out = io.BytesIO(workbook(("externalId", "title"), ("a", "b")))
    with zipfile.ZipFile(out) as packed:
        parts = {each.filename: packed.read(each) for each in packed.infolist()}
    parts["xl/worksheets/sheet1.xml"] = f"{HEAD}{sheet}".encode()
    if texts:
        parts["xl/sharedStrings.xml"] = f'{HEAD}<sst xmlns="{MAIN}">{texts}</sst>'.encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()


def rows(*cells: str) -> str:
    """A sheet of a header, one row, and these cells."""
    return f'<worksheet xmlns="{MAIN}"><sheetData>{TWO_ROWS}{"".join(cells)}</sheetData></worksheet>'


TWO_ROWS = (
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
    '<row r="2"><c r="A2"><v>7</v></c><c r="B2"><v>8</v></c></row>'
)
FAR = {
    "the last corner": '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    "no places named": f'<row r="1048576">{"<c/>" * 40}<c><v>1</v></c></row>',
    "a prefix of its own": f'<x:row xmlns:x="{MAIN}" r="1048576"><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row>',
    "a text in the cell": '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>',
    "a row far down": '<row r="1000000"><c r="AA1000000"><v>1</v></c></row>',
}


@pytest.mark.parametrize("stray", FAR.values(), ids=FAR)
def test_a_stray_cell_far_from_the_table_is_refused_and_not_made_room_for(stray: str) -> None:
    """The server's process ended for want of memory."""
    with pytest.raises(
        UnreadableFileError, match=r"The sheet reaches to row 1,0.* save the sheet as CSV"
    ) as told:
        table_of_bytes(written(rows(stray)))
    assert told.value.code == "too_big"


def test_empty_cells_with_a_look_reach_nowhere() -> None:
    read = table_of_bytes(written(rows('<row r="1048576"><c r="XFD1048576" s="0"/></row>')))
    assert [row.cells for row in read.rows] == [("7", "8")]


def test_a_long_text_that_many_cells_name_is_not_copied_for_each() -> None:
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><f>1</f><v>2</v></c></row>' for n in range(3, 80))
    texts = f"<si><t>externalId</t></si><si><t>title</t></si><si><t>{'x' * 1_000_000}</t></si>"
    with pytest.raises(UnreadableFileError, match="letters; save the sheet as CSV"):
        table_of_bytes(written(rows(cells), texts))


@pytest.mark.parametrize(
    "sheet",
    [
        f'<!DOCTYPE w [<!ENTITY a "b">]>{rows(FAR["the last corner"])}',
        rows('<row r="9"><c r="ZZZZ9"><v>1</v></c></row>'),
        rows('<row r="3"><c r="A99999999999"><v>1</v></c></row>'),
        rows('<row r="3"><c r=""><v>1</v></c></row>'),
    ],
)
def test_a_sheet_that_is_no_sheet_is_refused_in_words(sheet: str) -> None:
    with pytest.raises(UnreadableFileError, match="Not an XLSX workbook"):
        table_of_bytes(written(sheet))


def test_a_part_that_unpacks_to_more_than_it_says_is_refused() -> None:
    whole = bytearray(workbook(("externalId", "title"), ("a", "b")))
    with zipfile.ZipFile(io.BytesIO(bytes(whole))) as packed:
        place = bytes(whole).index(b"PK\x01\x02")
        size = packed.infolist()[0].file_size
    whole[place + 24 : place + 28] = (size - 1).to_bytes(4, "little")
    with pytest.raises(UnreadableFileError, match="Not an XLSX workbook"):
        table_of_bytes(bytes(whole))
