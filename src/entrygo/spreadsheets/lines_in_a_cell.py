"""A cell that tells of all lines of an order, as BigCommerce's own export of orders has it, as a row a line."""

import re
from collections.abc import Iterator
from dataclasses import replace

from entrygo.spreadsheets.layout import plain
from entrygo.spreadsheets.table import Table, TableRow

_LINE = re.compile(r"[\s|,;]*(?=Product ID:)")
"""Where a line begins: files that went through other programs part lines by more than the shop's own bar."""
_PART = re.compile(r"(?:^|,\s*)(Product [A-Z][A-Za-z ]*):\s*")


def with_lines(table: Table, column: str) -> Table:
    """The table with the lines that the cells of a column tell of as rows; as it is where there is no such column.

    Rows keep the number of the row they come from.
    """
    at = next((index for index, name in enumerate(table.header) if plain(name) == plain(column)), -1)
    if not column or at < 0:
        return table
    found = [(row, list(_lines(row.cells[at] if at < len(row.cells) else ""))) for row in table.rows]
    names = list(dict.fromkeys(name for _, lines in found for line in lines for name in line))
    header = (*table.header, *names)
    rows = [
        TableRow(
            row.number, (*_padded(row.cells, len(table.header)), *(line.get(name, "") for name in names))
        )
        for row, lines in found
        for line in lines or [{}]
    ]
    return replace(table, header=header, rows=tuple(rows))


def _lines(cell: str) -> Iterator[dict[str, str]]:
    for text in filter(None, _LINE.split(cell.strip())):
        parts = _PART.split(text)
        yield {name: value.strip().rstrip(",") for name, value in zip(parts[1::2], parts[2::2], strict=True)}


def _padded(cells: tuple[str, ...], width: int) -> tuple[str, ...]:
    return (*cells[:width], *[""] * (width - len(cells)))
