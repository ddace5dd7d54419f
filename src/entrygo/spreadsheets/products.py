"""A file's rows as products: the fields that each row gives, every cell read and every fault found.

A field without a column stays as it is; an empty cell clears it.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from pydantic import BaseModel

from entrygo.contract.canonical import JsonMapping, JsonObject, JsonValue
from entrygo.contract.requests.catalogue import ManufacturerIn, MetalsIn, ProductIn, UsmcaIn
from entrygo.spreadsheets.cell_values import Reading, number_of
from entrygo.spreadsheets.choose import Fields, Target, layout_of
from entrygo.spreadsheets.layout import Fault, Findings, MappedRow, mapped, read_cell
from entrygo.spreadsheets.table import Table

BLOCKS: Mapping[str, type[BaseModel]] = MappingProxyType(
    {"manufacturer": ManufacturerIn, "usmca": UsmcaIn, "metals": MetalsIn}
)
FREE = "attributes."
_JSON = frozenset({"pga", "adcvd", "usmca.certifier", "quantities", "components"})
_STRUCTURED = frozenset({"components", "claim", "quantities"})


def _columns() -> Iterator[str]:
    for field in ProductIn.model_fields.values():
        block = BLOCKS.get(str(field.alias))
        if block is not None:
            yield from (f"{field.alias}.{inner.alias}" for inner in block.model_fields.values())
        elif field.alias not in {"attributes", "sourceUpdatedAt"}:  # the latter is of a sync
            yield str(field.alias)


COLUMNS = tuple(_columns())
"""Every column of EntryGo's own but ``attributes.<name>``, of which there may be any."""
FIELDS = Fields(of="products", names=COLUMNS, free=(FREE,), needed=("externalId",))
_VARIANT = "variant"
_OPTION = re.compile(r"\bValue=([^|;]+)")
"""What BigCommerce's ``Type=Rectangle|Name=Colour|Value=Red`` says."""
_SHOPS_ONLY_OPTION = "Default Title"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductRow:
    """One product of a file: the values its columns give, by field; the columns by field; what to write instead."""

    number: int
    given: Mapping[str, JsonValue]
    columns: Mapping[str, str]
    texts: Mapping[str, str]
    advice: Mapping[str, str]

    @property
    def external_id(self) -> str:
        """The caller's own id; never empty."""
        return str(self.given["externalId"])


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductSheet:
    """A file as read. Where there are faults, rows may be missing."""

    preset: str
    rows: tuple[ProductRow, ...]
    found: Findings


def product_sheet(
    table: Table, reading: Reading, *, preset: str | None = None, mapping: Mapping[str, Target] | None = None
) -> ProductSheet:
    """A table's products and all that is to be told of them."""
    found = Findings()
    layout = layout_of(table, FIELDS, preset=preset, mapping=mapping, found=found)
    if found.faults:
        return ProductSheet(preset=layout.name, rows=(), found=found)
    rows: dict[str, ProductRow] = {}
    for mapped_row in mapped(table, layout, found):
        row = _row(mapped_row, reading, found)
        if row is None:
            continue
        before = rows.setdefault(row.external_id, row)
        if before is not row and not (layout.repeats and before.given == row.given):
            found.faults.append(
                Fault(
                    row=row.number,
                    column=row.columns["externalId"],
                    message=f"Product {row.external_id} stands in row {before.number} already",
                    code="duplicate",
                    value=row.external_id,
                    mend="Keep one of the two rows",
                )
            )
    if not rows and not found.faults:
        found.faults.append(
            Fault(row=table.header_row, column="", message="The file has no products", code="too_small")
        )
    return ProductSheet(preset=layout.name, rows=tuple(rows.values()), found=found)


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


def _row(row: MappedRow, reading: Reading, found: Findings) -> ProductRow | None:
    given: dict[str, JsonValue] = {}
    columns: dict[str, str] = {}
    advice: dict[str, str] = {}
    for field, cell in row.cells.items():
        if field == _VARIANT:
            continue
        columns[field] = cell.column
        try:
            given[field], said = _value(field, cell.text, reading) or read_cell(
                cell, _kind(field), row.number, reading, found
            )
        except ValueError as error:
            found.faults.append(
                Fault(row=row.number, column=cell.column, message=str(error), value=cell.text)
            )
            continue
        value = given[field]
        if isinstance(value, str):
            given[field] = " ".join(value.split())
        if said:
            advice[field] = said
    variant = row.cells.get(_VARIANT)
    if variant is not None and given.get("title") and variant.text not in {"", _SHOPS_ONLY_OPTION}:
        options = " / ".join(_OPTION.findall(variant.text)) or variant.text
        given["title"] = f"{given['title']} - {options}"
    if not given.get("externalId"):
        found.faults.append(
            Fault(
                row=row.number,
                column=columns.get("externalId", "externalId"),
                message="Required",
                code="invalid_type",
                mend="Give each product an id of its own, for example its SKU",
            )
        )
        return None
    texts = {field: row.cells[field].text for field in columns}
    return ProductRow(number=row.number, given=given, columns=columns, texts=texts, advice=advice)


def _kind(field: str) -> str:
    last = field.rpartition(".")[2]
    if field == "hsCode":
        return "hts"
    if field.endswith("Usd"):
        return "dollars"
    if last.endswith("WeightKg"):
        return "weight"
    if last.endswith("Share"):
        return "number"
    if last in {"validFrom", "validTo"}:
        return "day"
    if last == "country" or last.endswith("Country") or field == "countryOfOrigin":
        return "country"
    return "yes_no" if field == "usmca.qualifies" or field.startswith(FREE) else "text"


def _value(field: str, text: str, reading: Reading) -> tuple[JsonValue, str] | None:
    """The value of a cell that holds more than one; ``None`` for all other cells."""
    if not text:
        return None
    if field == "materials":
        parts = text.replace("|", ";").split(";")
        return [
            _material(part, reading) for part in parts if part.strip()
        ], "Write materials as cotton:60;polyester:40"
    if field in _STRUCTURED or (field in _JSON and text[0] in "[{"):
        return _json(text), ""
    return None


def _material(part: str, reading: Reading) -> JsonObject:
    """``cotton:60``: a name and its share in percent, which may be left out."""
    name, _, percent = part.rpartition(":") if ":" in part else (part, "", "")
    share = percent.strip().removesuffix("%").strip()
    value: Decimal | str | None = (
        number_of(share, comma_is_decimal=reading.comma_is_decimal) if share else None
    )
    return {"name": name.strip(), "percent": value if value is not None or not share else share}


def _json(text: str) -> JsonValue:
    try:
        return json.loads(text)
    except ValueError:
        raise ValueError("Not JSON; write it as the API takes it") from None
