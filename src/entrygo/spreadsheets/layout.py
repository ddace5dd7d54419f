"""Which columns of a file give which fields: EntryGo's own names, a shop's export, or a mapping of the caller's."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from entrygo.contract.canonical import JsonValue
from entrygo.spreadsheets.cell_values import KINDS, Reading, weight
from entrygo.spreadsheets.table import Table, TableRow

Of = Literal["products", "orders"]
ENTRYGO, MAPPING = "entrygo", "mapping"
UNSTATED = "?"
"""The unit of a column whose file does not say it: a shop's setting that no row tells."""
MOST_FAULTS = 1_000
"""As many faults as an answer lists; a file has more only where a whole column is wrong, which the first ones say."""
MOST_COUNTED = 20_000
"""A file with more faults is not read to its end: what is left would cost time and say the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One fault of a file: where it stands, what stands there, what is wrong, and how to write it instead.

    ``column`` is empty where the whole row is at fault.
    """

    row: int
    column: str
    message: str
    code: str = "custom"
    value: str = ""
    mend: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mend:
    """A cell that is read otherwise than it stands, and why."""

    row: int
    column: str
    value: str
    read_as: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A row that is left out, and why."""

    row: int
    message: str


@dataclass(frozen=True, slots=True)
class Source:
    """The columns that give a field: of several choices the first with a value; those of one choice are joined."""

    choices: tuple[tuple[str, ...], ...]
    joined_by: str = " "
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Skip:
    """Rows where ``column`` has one of ``values``, alone or between commas, or, without values, where it is empty."""

    column: str
    values: frozenset[str]
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How one kind of file is read. ``recognised_by``: headers that together no other kind of file has.

    Where its own are empty a row inherits the fields ``inherited``: one alike in ``group`` from the row before, one
    that ``follows`` from the last that does not, one that names a ``parent`` from the row of that SKU or ``id:ID``.
    ``details``: a column whose cells tell of several lines each, ``Product SKU: A, Product Qty: 2 | Product ID: ...``.
    ``repeats``: the same item may stand in several rows that say the same.
    """

    name: str
    of: Of
    sources: Mapping[str, Source]
    recognised_by: tuple[frozenset[str], ...] = ()
    group: tuple[str, ...] = ()
    inherited: tuple[str, ...] = ()
    follows: tuple[Skip, ...] = ()
    parent: str = ""
    details: str = ""
    skips: tuple[Skip, ...] = ()
    repeats: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """What a row says of a field: the column it stands in, its text, and the unit its column has."""

    column: str
    text: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class MappedRow:
    """A row of the file by field. A field without a column is absent; an empty cell is there and empty."""

    number: int
    cells: Mapping[str, Cell]


@dataclass(slots=True, kw_only=True)
class Findings:
    """What is told of a file while it is read."""

    faults: list[Fault] = field(default_factory=list)
    mends: list[Mend] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    ignored_columns: tuple[str, ...] = ()


def plain(name: str) -> str:
    """A header's letters and digits alone: ``HS Code``, ``hs_code`` and ``hsCode`` are one name."""
    return re.sub(r"[^0-9a-z]", "", name.casefold())


def recognised(table: Table, layouts: Iterable[Layout]) -> Layout | None:
    """The layout whose marks the header has; the one with most marks wins."""
    header = {plain(cell) for cell in table.header}
    marks = [
        (len(mark), layout)
        for layout in layouts
        for mark in layout.recognised_by
        if {plain(name) for name in mark} <= header
    ]
    return max(marks, key=lambda each: each[0])[1] if marks else None


def mapped(table: Table, layout: Layout, found: Findings) -> Iterator[MappedRow]:
    """The rows by field.

    Faults of the header and of the rows' lengths, skipped rows and columns that are not read go to ``found``.
    """
    at = {plain(name): index for index, name in reversed(list(enumerate(table.header))) if name}
    used = {at[name] for source in layout.sources.values() for name in _names(source) if name in at}
    used |= {at[plain(skip.column)] for skip in layout.skips if plain(skip.column) in at}
    found.ignored_columns = tuple(
        name for index, name in enumerate(table.header) if name and index not in used
    )
    parents = _parents(table, layout, at)
    before: tuple[tuple[str, ...], Mapping[str, Cell]] = ((), {})
    leading: Mapping[str, Cell] = {}
    for row in table.rows:
        if len(found.faults) > MOST_COUNTED:
            return
        if not _fits(row, table, found):
            continue
        group = tuple(_at(row, at, name) for name in layout.group)
        cells = dict(_cells(row, layout.sources, at, table.header))
        if any(group) and group == before[0]:
            _inherit(cells, before[1], layout)
        if any(_is_skipped(each, row, at) for each in layout.follows):
            _inherit(cells, leading, layout)
        else:
            leading = cells
        _inherit(cells, parents.get(_at(row, at, layout.parent), {}), layout)
        before = (group, cells)
        reason = next((skip.message for skip in layout.skips if _is_skipped(skip, row, at)), "")
        if reason:
            found.skipped.append(Skipped(row=row.number, message=reason))
        else:
            yield MappedRow(row.number, cells)


def _inherit(cells: dict[str, Cell], there: Mapping[str, Cell], layout: Layout) -> None:
    cells |= {
        name: there[name]
        for name in layout.inherited
        if name in there and there[name].text and not (name in cells and cells[name].text)
    }


def _parents(table: Table, layout: Layout, at: Mapping[str, int]) -> dict[str, dict[str, Cell]]:
    """The rows that others may name as their parent, by SKU and by ``id:`` and ID; none where no column names one."""
    if not layout.parent or plain(layout.parent) not in at:
        return {}
    named = {_at(row, at, layout.parent) for row in table.rows} - {""}
    return {
        name: dict(_cells(row, layout.sources, at, table.header))
        for row in table.rows
        for name in (_at(row, at, "SKU"), f"id:{_at(row, at, 'ID')}")
        if name in named
    }


def read_cell(cell: Cell, kind: str, row: int, reading: Reading, found: Findings) -> tuple[JsonValue, str]:
    """A cell's value and, where it could not be read, how to write it; an empty one is ``None``.

    Mends, and faults that no schema would find, go to ``found``.
    """
    if not cell.text:
        return None, ""
    if cell.unit == UNSTATED and not re.search("[A-Za-z]", cell.text):
        words = f"{cell.column} names no unit, so it is not read: map it with its unit to take the weights"
        if not any(each.message == words for each in found.skipped):
            found.skipped.append(Skipped(row=row, message=words))
        return None, ""
    read = (
        weight(cell.text, reading, cell.unit)
        if kind == "weight" and cell.unit not in ("", UNSTATED)
        else KINDS[kind](cell.text, reading)
    )
    if read.mended:
        found.mends.append(
            Mend(row=row, column=cell.column, value=cell.text, read_as=str(read.value), message=read.mended)
        )
    if read.wrong:
        found.faults.append(
            Fault(row=row, column=cell.column, message=read.wrong, value=cell.text, mend=read.advice)
        )
    return read.value, read.advice


def _names(source: Source) -> Iterator[str]:
    return (plain(name) for choice in source.choices for name in choice)


def _at(row: TableRow, at: Mapping[str, int], name: str) -> str:
    index = at.get(plain(name), -1)
    return row.cells[index] if 0 <= index < len(row.cells) else ""


def _cells(
    row: TableRow, sources: Mapping[str, Source], at: Mapping[str, int], header: Sequence[str]
) -> Iterator[tuple[str, Cell]]:
    for target, source in sources.items():
        cell: Cell | None = None
        for choice in source.choices:
            there = [name for name in choice if plain(name) in at]
            if not there:
                continue
            parts = [text for name in there if (text := _at(row, at, name))]
            column = header[at[plain(there[0])]]
            cell = cell or Cell(column, "", source.unit)
            if parts:
                cell = Cell(column, source.joined_by.join(parts), _unit(column, source))
                break
        if cell is not None:
            yield target, cell


def _unit(column: str, source: Source) -> str:
    """The unit a header names, as ``Weight (lbs)`` does, or the layout's own."""
    named = re.search(r"\((kg|g|lbs?|oz|grams)\)", column.lower())
    return named[1] if named else source.unit


def _is_skipped(skip: Skip, row: TableRow, at: Mapping[str, int]) -> bool:
    if plain(skip.column) not in at:
        return False
    text = _at(row, at, skip.column).lower()
    said = {text, *(part.strip() for part in text.split(","))}
    return bool(said & skip.values) if skip.values else not text


def _fits(row: TableRow, table: Table, found: Findings) -> bool:
    more = [cell for cell in row.cells[len(table.header) :] if cell]
    if len(row.cells) < len(table.header) or more:
        found.faults.append(
            Fault(
                row=row.number,
                column="",
                message=f"The row has {len(row.cells)} cells, the header {len(table.header)}",
                mend="Put cells that hold the delimiter into quotation marks, and give each row a cell a column",
            )
        )
        return False
    return True
