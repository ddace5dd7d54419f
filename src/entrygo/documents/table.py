"""Tables of a paper: their columns and rows, and each cell's text in lines and in the operators that draw it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from entrygo.documents.embedding import Embedding
from entrygo.documents.text_lines import Letters, wrapped
from entrygo.documents.typefaces import is_latin, width_of

SMALL, ROW, PADDING = 7, 10, 4
"""The size of a table's letters, how far its lines stand apart, and the space within a cell, in points."""
MOST_CELLS = 1024
"""So many cells of a column are remembered with their lines: most texts of a table stand in it often."""

Cell = str | Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a table: a text a cell, or several lines of it. ``keep``: it stands with the row before it."""

    cells: Sequence[Cell]
    bold: bool = False
    tinted: bool = False
    keep: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table's columns: widths in points, headers, and which columns are set to the right."""

    widths: tuple[int, ...]
    header: tuple[str, ...]
    right: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class LaidCell:
    """A cell's text in lines. ``before`` and ``after``: the operators around its height, where it is all Latin."""

    lines: tuple[str, ...]
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class LaidRow:
    """A row with its cells in lines."""

    row: Row
    cells: list[LaidCell]
    lines: int

    @property
    def height(self) -> int:
        return self.lines * ROW + PADDING


@dataclass(slots=True)
class _Column:
    """A column in one weight: where its text begins or, set to the right, ends."""

    at: int
    wide: int
    right: bool
    bold: bool
    known: dict[Cell, LaidCell] = field(default_factory=dict)


class Layout:
    """How the rows of one grid are laid out on a paper whose tables begin at ``left``."""

    def __init__(self, grid: Grid, *, left: int, letters: Letters, fonts: Embedding) -> None:
        self._letters, self._fonts = letters, fonts
        self.header = tuple(
            wrapped(name, width=width - 2 * PADDING, bold=True, size=SMALL)
            for name, width in zip(grid.header, grid.widths, strict=True)
        )
        self._columns: list[list[_Column]] = [[], []]
        for place, width in enumerate(grid.widths):
            right = place in grid.right
            at = left + width - PADDING if right else left + PADDING
            for bold in (False, True):
                self._columns[bold].append(_Column(at, width - 2 * PADDING, right, bold))
            left += width

    def laid(self, rows: Iterable[Row]) -> Iterator[list[LaidRow]]:
        """Rows in lines, each with those after it that are to stand with it."""
        group: list[LaidRow] = []
        for row in rows:
            if group and not row.keep:
                yield group
                group = []
            group.append(self._laid(row))
        if group:
            yield group

    def _laid(self, row: Row) -> LaidRow:
        cells, most = [], 1
        for column, cell in zip(self._columns[row.bold], row.cells, strict=True):
            said = cell if isinstance(cell, str) else tuple(cell)
            found = column.known.get(said)
            if found is None:
                if len(column.known) >= MOST_CELLS:
                    column.known.clear()
                found = column.known[said] = self._cell(said, column)
            most = max(most, len(found.lines))
            cells.append(found)
        return LaidRow(row, cells, most)

    def _cell(self, said: Cell, column: _Column) -> LaidCell:
        bold, lines = column.bold, list[str]()
        for line in (said,) if isinstance(said, str) else said:
            lines += wrapped(self._letters.drawable(line), width=column.wide, bold=bold, size=SMALL)
        if lines == [""]:
            return LaidCell(())
        if not all(map(is_latin, lines)):
            return LaidCell(tuple(lines))
        latin = self._fonts.latin
        if not column.right:
            after = f" 0 {-ROW} Td ".join([latin(line, bold=bold) for line in lines])
            return LaidCell(tuple(lines), f"BDC BT {column.at} ", f" Td {after} ET EMC")
        at, after, moved = column.at * 100, "", 0
        for line in lines:
            back = at - width_of(line, bold=bold) * SMALL // 10
            if moved:
                after += f" {(back - moved) / 100:g} {-ROW} Td {latin(line, bold=bold)}"
            else:
                before, after = f"BDC BT {back / 100:g} ", f" Td {latin(line, bold=bold)}"
            moved = back
        return LaidCell(tuple(lines), before, f"{after} ET EMC")
