"""CSV cells that no spreadsheet takes for a formula, and the way back.

A text that begins with ``= + - @``, a tab, a carriage return, a line feed, one of their full-width forms, or an
apostrophe gets one apostrophe put before it. Reading takes one leading apostrophe away again, so every text comes
back as it was. Numbers of ours are plain decimals and stay as they are.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from operator import itemgetter

from entrygo.contract.canonical import decimal_text

BOM = b"\xef\xbb\xbf"
_RISKY = frozenset("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20'")

Cell = str | Decimal | int | None


def neutral(text: str) -> str:
    """The text as a cell no spreadsheet computes."""
    return f"'{text}" if text[:1] in _RISKY else text


def restored(cell: str) -> str:
    """The text a neutral cell was made from."""
    return cell[1:] if cell.startswith("'") else cell


def spelled(cell: Cell) -> str:
    """A cell's text: a decimal without exponent, nothing as an empty cell, foreign text made neutral."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return f"'{cell}" if cell[:1] in _RISKY else cell
    return decimal_text(cell) if isinstance(cell, Decimal) else str(cell)


def written(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A CSV file: UTF-8 with byte order mark, one header row, every cell quoted, lines ended by CR LF."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([neutral(name) for name in header])
    writer.writerows(["" if cell is None else spelled(cell) for cell in row] for row in rows)
    return BOM + target.getvalue().encode()


def read(data: bytes) -> tuple[tuple[str, ...], Iterator[tuple[str, ...]]]:
    """The header and rows of a file :func:`written` made, every text as it was before it was made neutral."""
    text = data.decode("utf-8-sig")
    rows: Iterator[tuple[str, ...]] = map(tuple, csv.reader(io.StringIO(text, newline="")))
    if "\"'" in text:  # somewhere a cell may begin with an apostrophe
        rows = (tuple(map(restored, row)) for row in rows)
    return next(rows), rows


def read_columns(
    data: bytes, columns: Sequence[str], *, header: Sequence[str] | None = None
) -> Iterator[tuple[str, ...]]:
    """These columns of each row. Raises ``ValueError`` where one of them is not in the header, or the header is another
    than the one wanted.
    """
    found, rows = read(data)
    if header is not None and found != tuple(header):
        raise ValueError(f"the file's header is {list(found)}, these columns make {list(header)}")
    places = list(map(found.index, columns))
    return map(itemgetter(*places), rows) if len(places) > 1 else ((row[places[0]],) for row in rows)
