"""How far the sheets of a workbook reach, asked before they are read.

The library that reads a sheet makes room for every cell between the first and the last: one stray cell in the last
corner of a sheet would be 17 thousand million, and the process would end for want of memory. So would a long text of
the workbook's table of texts that many cells name.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from xml.parsers import expat

from entrygo.spreadsheets.unreadable import UnreadableFileError

MOST_CELLS = 4_000_000
"""From the first corner of a sheet to the last row and column with a filled cell; empty ones take room too."""
SHEET, TEXTS = b"sheetData", "xl/sharedstrings.xml"
_PLACE = re.compile(rb"\sr\s*=\s*[\"']?([A-Za-z]*)([0-9]{0,9})")
_CELL, _ROW = re.compile(rb"<(?:[^\s<>/]+:)?c[\s/>]"), re.compile(rb"<(?:[^\s<>/]+:)?row[\s/>]")
_TAG = re.compile(rb"<[^<>]*>")
_END_OF_TEXT = re.compile(rb"</(?:[^\s<>/]+:)?si\s*>")
Attributes = Mapping[str, str]
TOO_LARGE = "too_big"


def require_bounded(parts: Mapping[str, bytes], most_text: int) -> None:
    """``UnreadableFileError`` where a sheet among the parts spans too much, or its texts come to too many letters.

    Most sheets are within the bounds at a glance at their bytes; the others are read by event.
    """
    texts = next((content for name, content in parts.items() if name.lower() == TEXTS), b"")
    longest = max(len(_TAG.sub(b"", text)) for text in _END_OF_TEXT.split(texts))
    for content in parts.values():
        if SHEET not in content:  # a name in XML is written in its own letters
            continue
        cells = len(_CELL.findall(content))
        if _at_most(content, cells) > MOST_CELLS or cells * longest > most_text:
            extent = _Extent(lengths=_text_lengths(texts) if texts else (), most_text=most_text)
            _parse(content, extent.begin, extent.text, extent.end)


def _at_most(content: bytes, cells: int) -> int:
    """A number of cells that the sheet cannot span more than: every place that is named, filled or not."""
    places = _PLACE.findall(content)
    named = [letters for letters, _ in places if letters]
    widest = max(map(_column, set(named)), default=0) + max(0, cells - len(named))
    unnamed = max(0, len(_ROW.findall(content)) - (len(places) - len(named)))
    return widest * (
        max((int(digits or 0) for digits in {digits for _, digits in places}), default=0) + unnamed
    )


def _column(letters: bytes) -> int:
    """The number of a column; that of more than three letters is beyond every sheet."""
    number = 0
    for letter in letters[:4].upper():
        number = number * 26 + letter - ord("A") + 1
    return number


@dataclass(slots=True)
class _Extent:
    """How far a sheet's filled cells reach so far. A cell or row that names no place follows the one before."""

    lengths: Sequence[int]
    most_text: int
    row: int = 0
    column: int = 0
    last_row: int = 1
    last_column: int = 1
    letters: int = 0
    is_shared: bool = False
    is_in_value: bool = False
    index: list[str] = field(default_factory=list)

    def begin(self, name: str, attributes: Attributes) -> None:
        kind = name.rpartition(":")[2]
        if kind == "c":
            self.row, self.column = _place(attributes.get("r"), self.row, self.column + 1)
            self.is_shared = attributes.get("t") == "s"
        elif kind in ("v", "is"):
            self.is_in_value = True
            self._reach()
        elif kind == "row":
            stated = attributes.get("r", "")
            self.row, self.column = int(stated) if _is_number(stated) else self.row + 1, 0

    def text(self, text: str) -> None:
        if self.is_in_value and self.is_shared:
            self.index.append(text)

    def end(self, _: str) -> None:
        if self.is_in_value:
            self.is_in_value = False
            self._count_text()

    def _reach(self) -> None:
        self.last_row, self.last_column = max(self.last_row, self.row), max(self.last_column, self.column)
        if self.last_row * self.last_column > MOST_CELLS:
            raise UnreadableFileError(
                f"The sheet reaches to row {self.last_row:,} and column {self.last_column:,}, more than "
                f"{MOST_CELLS:,} cells; delete what stands far from the table, or save the sheet as CSV",
                row=max(self.row, 1),
                code=TOO_LARGE,
            )

    def _count_text(self) -> None:
        number = "".join(self.index).strip()
        self.index.clear()
        if _is_number(number) and int(number) < len(self.lengths):
            self.letters += self.lengths[int(number)]
        if self.letters > self.most_text:
            raise UnreadableFileError(
                f"The texts of the sheet come to more than {self.most_text:,} letters; save the sheet as CSV",
                row=max(self.row, 1),
                code=TOO_LARGE,
            )


def _text_lengths(content: bytes) -> list[int]:
    """The length of each text in a workbook's table of texts, its marks of layout counted in."""
    lengths: list[int] = []

    def begin(name: str, _: Attributes) -> None:
        if name.rpartition(":")[2] == "si":
            lengths.append(0)

    def text(part: str) -> None:
        if lengths:
            lengths[-1] += len(part)

    _parse(content, begin, text)
    return lengths


def _place(named: str | None, row: int, column: int) -> tuple[int, int]:
    """Row and column of ``B7``; those given where no place is named."""
    if named is None:
        return row, column
    letters = named.rstrip("0123456789").upper()
    digits = named[len(letters) :]
    if not (letters.isascii() and letters.isalpha() and len(letters) <= 3 and _is_number(digits)):
        raise UnreadableFileError(
            f"Not an XLSX workbook: {named[:40]!r} names no cell; save the sheet as CSV"
        )
    return int(digits), _column(letters.encode())


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10


def _parse(
    content: bytes,
    begin: Callable[[str, Attributes], None],
    text: Callable[[str], None],
    end: Callable[[str], None] | None = None,
) -> None:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = begin
    parser.CharacterDataHandler = text
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = _no_doctype
    try:
        parser.Parse(content, True)  # noqa: FBT003 - takes no names
    except expat.ExpatError as error:
        raise UnreadableFileError(f"Not an XLSX workbook: {error}; save the sheet as XLSX or CSV") from None


def _no_doctype(*_: object) -> None:
    raise UnreadableFileError(
        "Not an XLSX workbook: it defines a document type; save the sheet as XLSX or CSV"
    )
