"""A file's bytes as rows of text: CSV in the encodings that spreadsheets write, or an XLSX workbook.

Row numbers are a spreadsheet's: the first row is 1. Reading is bounded in rows, in columns, and in what a workbook may
unpack to.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from entrygo.spreadsheets.unreadable import UnreadableFileError
from entrygo.spreadsheets.workbook import workbook_rows

MAX_ROWS = 100_000
MAX_COLUMNS = 500
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV_TYPES = ("text/csv", "text/tab-separated-values", "text/plain", "application/csv")
_ZIP = b"PK\x03\x04"
_DELIMITERS = (",", ";", "\t")

FORMULA = ("=", "+", "-", "@")
"""How a cell begins that spreadsheets compute."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row that holds something: its number in the file and its cells, trimmed."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A file as rows. ``comma_is_decimal`` where a semicolon or tab parts the cells."""

    header: tuple[str, ...]
    header_row: int
    rows: tuple[TableRow, ...]
    comma_is_decimal: bool


def table_of_bytes(data: bytes) -> Table:
    """A file's table: a workbook's first sheet with rows, or CSV; ``UnreadableFileError`` otherwise."""
    if data.startswith(_ZIP):
        return _table(workbook_rows(data), comma_is_decimal=False)
    return table_of_text(text_of(data))


def text_of(data: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 with or without its mark, or Windows-1252, as Excel writes them."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(data, "utf-16")
    start = data[:2_000]
    if len(start) > 1 and start.count(0) > len(start) // 3:
        return _decoded(data, "utf-16-le" if start[1] == 0 else "utf-16-be")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decoded(data, "cp1252")


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableFileError(
            f"The file is no text and no XLSX workbook (byte {error.start}); save it as CSV UTF-8 or as XLSX"
        ) from None


def table_of_text(text: str) -> Table:
    """A CSV file's table. The delimiter is that of a ``sep=`` line, or the commonest of ``, ; tab`` in the header."""
    body, delimiter, first = _parted(text)
    return _table(_csv_rows(body, delimiter, first), comma_is_decimal=delimiter in ";\t")


def as_text(data: bytes) -> str:
    """A file's bytes as the text of a CSV file; ``UnreadableFileError`` where they are no table."""
    if not data.startswith(_ZIP):
        return text_of(data)
    return _written((cells for _, cells in workbook_rows(data)), ",")


def with_cells(text: str, cells: Mapping[tuple[int, str], str]) -> str:
    """A CSV file's text with other values in some cells, named by row and column; rows keep their numbers.

    A cell there is none of is left out: its row or its column is not in the file.
    """
    body, delimiter, first = _parted(text)
    rows = {number: list(record) for number, record in _csv_rows(body, delimiter, first)}
    header = next((record for record in rows.values() if any(cell.strip() for cell in record)), [])
    places = {_unquoted(name.strip()): at for at, name in reversed(list(enumerate(header)))}
    for (number, column), value in cells.items():
        row, at = rows.get(number), places.get(column)
        if row is not None and at is not None:
            row += [""] * (at + 1 - len(row))
            row[at] = value
    return ("" if first == 1 else f"sep={delimiter}\n") + _written(rows.values(), delimiter)


def _parted(text: str) -> tuple[str, str, int]:
    """The rows of a CSV file, what parts their cells, and the number of the first."""
    body = text.removeprefix("\ufeff").lstrip("\r\n")
    stated, first = "", 1
    line, _, rest = body.partition("\n")
    if line.strip().lower().startswith("sep=") and len(line.strip("\r")) == 5:
        stated, body, first = line[4], rest, 2
    header = body.partition("\n")[0]
    return body, stated or max(_DELIMITERS, key=header.count), first


def _written(rows: Iterable[Sequence[str]], delimiter: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return out.getvalue()


def _csv_rows(body: str, delimiter: str, first: int) -> Iterator[tuple[int, Sequence[str]]]:
    records = csv.reader(io.StringIO(body, newline=""), delimiter=delimiter, strict=True)
    try:
        yield from enumerate(records, first)
    except csv.Error as error:
        raise UnreadableFileError(f"Not CSV: {error}", row=first - 1 + records.line_num) from None


def _table(numbered: Iterable[tuple[int, Sequence[str]]], *, comma_is_decimal: bool) -> Table:
    header: tuple[str, ...] | None = None
    header_row = 1
    rows: list[TableRow] = []
    for number, record in numbered:
        cells = tuple(_unquoted(cell.strip()) for cell in record)
        if not any(cells):
            continue
        if header is None:
            header, header_row = _without_empty_end(cells), number
            if len(header) > MAX_COLUMNS:
                raise UnreadableFileError(f"More than {MAX_COLUMNS} columns", row=number, code="too_big")
            continue
        rows.append(TableRow(number, cells))
        if len(rows) > MAX_ROWS:
            raise UnreadableFileError(f"More than {MAX_ROWS} rows", row=number, code="too_big")
    if header is None or not rows:
        raise UnreadableFileError("The file has no rows below its header", code="too_small")
    return Table(header=header, header_row=header_row, rows=tuple(rows), comma_is_decimal=comma_is_decimal)


def _unquoted(cell: str) -> str:
    """A cell without the apostrophe that marks text a spreadsheet would else take for a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in FORMULA else cell


def _without_empty_end(cells: tuple[str, ...]) -> tuple[str, ...]:
    last = max(index for index, cell in enumerate(cells) if cell)
    return cells[: last + 1]
