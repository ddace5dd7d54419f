"""Products as a spreadsheet: a CSV file whose columns are product fields in dotted form.

A column that the file lacks leaves that field as it is; an empty cell clears it. Row numbers are a spreadsheet's: the
header is row 1.
"""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pydantic import BaseModel

from entrygo.contract.canonical import JsonMapping, JsonObject, JsonValue
from entrygo.contract.requests.catalogue import ManufacturerIn, MetalsIn, ProductIn, UsmcaIn

MAX_ROWS = 100_000
HEADER = 1
BLOCKS: dict[str, type[BaseModel]] = {"manufacturer": ManufacturerIn, "usmca": UsmcaIn, "metals": MetalsIn}
FREE = "attributes."
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_WORDS = {"true": True, "yes": True, "false": False, "no": False}
_NUMBERS = {"unitValueUsd", "netWeightKg", "grossWeightKg"} | {
    f"metals.{word}" for word in ("steelWeightKg", "aluminumWeightKg", "copperWeightKg")
}
_SHARES = {"metals.usOriginShare", "metals.ukOriginShare"}
_JSON = {"pga", "adcvd", "usmca.certifier", "quantities"}


def _columns() -> Iterator[str]:
    for field in ProductIn.model_fields.values():
        block = BLOCKS.get(str(field.alias))
        if block is not None:
            yield from (f"{field.alias}.{inner.alias}" for inner in block.model_fields.values())
        elif field.alias != "attributes":
            yield str(field.alias)


COLUMNS = tuple(_columns())
"""Every column but ``attributes.<name>``, of which there may be any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One fault of a file: where it stands and what it is. ``column`` is empty where the whole row is at fault."""

    row: int
    column: str
    message: str
    code: str = "custom"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One product of a file: the fields its columns give, by column."""

    number: int
    given: Mapping[str, JsonValue]

    @property
    def external_id(self) -> str:
        """The caller's own id; never empty."""
        return str(self.given["externalId"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A file as read. Where there are faults, rows may be missing."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]


def read_sheet(text: str) -> Sheet:
    """The rows of a file and all its faults at once. The delimiter is the commonest of ``, ; tab`` in the header."""
    body = text.removeprefix("\ufeff")
    header = body.lstrip("\r\n").partition("\n")[0]
    delimiter = max((",", ";", "\t"), key=header.count)
    records = csv.reader(io.StringIO(body, newline=""), delimiter=delimiter, strict=True)
    rows: list[Row] = []
    faults: list[Fault] = []
    columns: tuple[str, ...] = ()
    try:
        for number, cells in enumerate(records, HEADER):
            if number == HEADER:
                columns = tuple(_named(cell) for cell in cells)
                faults += _header_faults(columns)
            elif any(cell.strip() for cell in cells):
                _take(number, columns, cells, rows=rows, faults=faults)
            if number > MAX_ROWS + HEADER or (number == HEADER and faults):
                break
    except csv.Error as error:
        faults.append(Fault(row=records.line_num, column="", message=f"Not CSV: {error}"))
    if len(rows) > MAX_ROWS:
        faults.append(
            Fault(row=rows[-1].number, column="", message=f"More than {MAX_ROWS} rows", code="too_big")
        )
    faults += _repeated(rows)
    if not rows and not faults:
        faults.append(Fault(row=HEADER, column="", message="The file has no products", code="too_small"))
    return Sheet(columns=columns, rows=tuple(rows), faults=tuple(faults))


def merged(before: JsonMapping, given: Mapping[str, JsonValue]) -> JsonObject:
    """A product's JSON with the fields given by column in place of its own; a block without any value is null."""
    made = dict(before)
    for column, value in given.items():
        block, _, inner = column.partition(".")
        made[block] = {**(made.get(block) or {}), inner: value} if inner else value
    for block in BLOCKS:
        if made.get(block) and all(value is None for value in made[block].values()):
            made[block] = None
    if made.get("attributes"):
        made["attributes"] = {name: value for name, value in made["attributes"].items() if value is not None}
    return made


def column_of(path: str, columns: Sequence[str]) -> str:
    """The column behind the path of an issue: ``materials`` for ``materials.0.percent``."""
    parts = path.split(".")
    tries = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((each for each in tries if each in columns), path)


def _named(cell: str) -> str:
    """A header cell as the column's own spelling."""
    name = cell.strip()
    if name.startswith(FREE):
        return name
    return next((column for column in COLUMNS if column.lower() == name.lower()), name)


def _header_faults(columns: tuple[str, ...]) -> Iterator[Fault]:
    for column, count in Counter(columns).items():
        if count > 1:
            yield Fault(row=HEADER, column=column, message="The column stands there more than once")
        if column not in COLUMNS and not (column.startswith(FREE) and column != FREE):
            known = f"Unknown column; known are {', '.join(COLUMNS)}, {FREE}<name>"
            yield Fault(row=HEADER, column=column, message=known, code="unrecognized_keys")
    if "externalId" not in columns:
        yield Fault(row=HEADER, column="externalId", message="Required", code="invalid_type")


def _take(
    number: int, columns: tuple[str, ...], cells: list[str], *, rows: list[Row], faults: list[Fault]
) -> None:
    if len(cells) != len(columns):
        message = f"The row has {len(cells)} cells, the header {len(columns)}"
        faults.append(Fault(row=number, column="", message=message))
        return
    found: dict[str, JsonValue] = {}
    for column, cell in zip(columns, cells, strict=True):
        try:
            found[column] = _value(column, cell.strip())
        except ValueError as error:
            faults.append(Fault(row=number, column=column, message=str(error)))
    if found.get("externalId"):
        rows.append(Row(number=number, given=found))
    else:
        faults.append(Fault(row=number, column="externalId", message="Required", code="invalid_type"))


def _repeated(rows: Sequence[Row]) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for row in rows:
        before = first.setdefault(row.external_id, row.number)
        if before != row.number:
            message = f"Product {row.external_id} stands in row {before} already"
            yield Fault(row=row.number, column="externalId", message=message)


def _value(column: str, cell: str) -> JsonValue:
    """A cell as the column's kind of value; what does not fit is kept for the schema to speak of."""
    if not cell:
        return None
    if column in _NUMBERS or column in _SHARES:
        return _number(cell)
    if column == "materials":
        return [_material(part) for part in cell.replace("|", ";").split(";") if part.strip()]
    if column == "usmca.qualifies" or column.startswith(FREE):
        return _WORDS.get(cell.lower(), cell)
    if column in _JSON and cell[0] in "[{":
        return _json(cell)
    return cell


def _number(cell: str) -> JsonValue:
    return Decimal(cell) if _NUMBER.fullmatch(cell) else cell


def _material(part: str) -> JsonObject:
    """``cotton:60``: a name and its share in percent, which may be left out."""
    name, _, percent = part.rpartition(":") if ":" in part else (part, "", "")
    share = percent.strip().removesuffix("%").strip()
    return {"name": name.strip(), "percent": _number(share) if share else None}


def _json(cell: str) -> JsonValue:
    try:
        return json.loads(cell)
    except ValueError:
        raise ValueError("Not JSON; write it as the API takes it") from None
