"""Which layout a file is read by: the one asked for, the caller's own mapping, or the one its header shows."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from entrygo.contract.requests.unknown_fields import nearest
from entrygo.spreadsheets.layout import (
    ENTRYGO,
    MAPPING,
    Fault,
    Findings,
    Layout,
    Of,
    Source,
    plain,
    recognised,
)
from entrygo.spreadsheets.presets import LAYOUTS, PRESETS, WORKLIST
from entrygo.spreadsheets.table import Table

UNITS = ("kg", "g", "lb", "oz")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a mapped column goes: a field in dotted form, and the unit its numbers are in, for weights."""

    field: str
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """The fields a file of one kind may give: by name, and by the free beginnings that take any name behind them.

    A name that begins with ``lines`` may leave that out in a header: ``quantity`` for ``items.quantity``.
    """

    of: Of
    names: tuple[str, ...]
    free: tuple[str, ...]
    needed: tuple[str, ...]
    lines: str = ""

    def named(self, header: str) -> str | None:
        """The field a header names, however it is spelt; ``None`` where it names none."""
        for start in self.free:
            if header.startswith(start) and header != start:
                return header
        wanted = (plain(header), plain(self.lines + header))
        return next((name for name in self.names if plain(name) in wanted), None)


def layout_of(
    table: Table, fields: Fields, *, preset: str | None, mapping: Mapping[str, Target] | None, found: Findings
) -> Layout:
    """The layout to read a table by. A wrong preset or mapping is a fault of the header's row."""
    if mapping is not None:
        return _by_mapping(table, fields, mapping, found)
    offered = [layout for layout in LAYOUTS if layout.of == fields.of and preset in {None, layout.name}]
    own = {plain(cell) for cell in table.header}
    if fields.of == WORKLIST.of and preset in {None, ENTRYGO} and recognised(table, [WORKLIST]):
        return WORKLIST
    is_own = preset == ENTRYGO or (preset is None and {plain(name) for name in fields.needed} <= own)
    if is_own:
        return _by_names(table, fields, found)
    shop = recognised(table, offered)
    if shop is not None:
        return shop
    if preset is None:
        return _by_names(table, fields, found)
    marks = " or ".join(", ".join(sorted(mark)) for layout in offered for mark in layout.recognised_by)
    found.faults.append(
        Fault(
            row=table.header_row,
            column="",
            message=f"This is no {fields.of} file of the preset {preset}: "
            f"its header has {', '.join(table.header[:30])}",
            mend=f"Such a file has the columns {marks}"
            if marks
            else f"The presets of {fields.of} are {_presets(fields)}",
        )
    )
    return Layout(name=preset, of=fields.of, sources={})


def _presets(fields: Fields) -> str:
    offered = {layout.name for layout in LAYOUTS if layout.of == fields.of} | {ENTRYGO}
    return ", ".join(name for name in PRESETS if name in offered)


def _by_names(table: Table, fields: Fields, found: Findings) -> Layout:
    """EntryGo's own columns; one that names no field is a fault, as a spelling mistake would lose its cells."""
    sources: dict[str, Source] = {}
    found.faults += _repeated_headers(table)
    shop, is_first = recognised(table, LAYOUTS), True
    for header in filter(None, table.header):
        name = fields.named(header)
        if name is None:
            found.faults.append(_unknown(table.header_row, header, fields, shop=shop, is_first=is_first))
            is_first = False
        else:
            sources.setdefault(name, Source(((header,),)))
    found.faults += _missing(table.header_row, sources, fields)
    return Layout(name=ENTRYGO, of=fields.of, sources=sources)


def _by_mapping(table: Table, fields: Fields, mapping: Mapping[str, Target], found: Findings) -> Layout:
    header = {plain(cell) for cell in table.header}
    sources: dict[str, Source] = {}
    for column, target in mapping.items():
        name = fields.named(target.field)
        if plain(column) not in header:
            found.faults.append(
                Fault(
                    row=table.header_row,
                    column=column,
                    message="The mapping names a column that the file does not have",
                    mend=f"The file has {', '.join(table.header[:30])}",
                )
            )
        if name is None:
            found.faults.append(_unknown(table.header_row, column, fields, value=target.field))
        elif name in sources:
            earlier = sources[name]
            sources[name] = Source((*earlier.choices, (column,)), unit=earlier.unit or target.unit)
        else:
            sources[name] = Source(((column,),), unit=target.unit)
    found.faults += _missing(table.header_row, sources, fields)
    return Layout(name=MAPPING, of=fields.of, sources=sources)


def _unknown(
    row: int,
    column: str,
    fields: Fields,
    *,
    value: str = "",
    shop: Layout | None = None,
    is_first: bool = True,
) -> Fault:
    """A column or a mapping's field that is none of ours. The known ones are listed at the first alone."""
    listed = f"; known are {', '.join((*fields.names, *(f'{start}<name>' for start in fields.free)))}"
    meant = _meant(value or column, fields)
    rename = f"Rename it to {meant}" if meant else "Rename the column"
    return Fault(
        row=row,
        column=column,
        message=f"Unknown {f'field {value}' if value else 'column'}{listed if is_first else ''}",
        code="unrecognized_keys",
        value=value or column,
        mend=f"This looks like a {shop.of} file of {shop.name}"
        if shop is not None
        else f"{rename}, take it out, or say with `mapping` (`--map` on the command line) which column gives "
        "which field",
    )


def _meant(header: str, fields: Fields) -> str | None:
    """The field an unknown header most likely means: one spelt nearly so, or what a shop's column of that name is."""
    wanted = plain(header)
    if near := nearest(wanted, fields.names):
        return near
    shops = (layout for layout in LAYOUTS if layout.of == fields.of)
    given = (
        field
        for layout in shops
        for field, source in layout.sources.items()
        if any(wanted == plain(column) for choice in source.choices for column in choice)
    )
    return next((field for field in given if field in fields.names), None)


def _missing(row: int, sources: Iterable[str], fields: Fields) -> Iterator[Fault]:
    for name in fields.needed:
        if name not in sources:
            yield Fault(
                row=row, column=name, message="Required", code="invalid_type", mend=f"Add a column {name}"
            )


def _repeated_headers(table: Table) -> Iterator[Fault]:
    for name, count in Counter(plain(cell) for cell in table.header if cell).items():
        if count > 1:
            column = next(cell for cell in table.header if plain(cell) == name)
            yield Fault(row=table.header_row, column=column, message="The column stands there more than once")
