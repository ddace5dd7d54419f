"""A file's rows as orders: rows of one external id are one order's lines.

What a shop's file says of a whole order (a discount, shipping, a cancellation) becomes what the contract has for it;
lines that do not ship, and orders left without a line, are left out and told.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType

from entrygo.contract.canonical import JsonObject, JsonValue
from entrygo.spreadsheets.cell_values import Reading, amount_of
from entrygo.spreadsheets.choose import Fields, Target, layout_of
from entrygo.spreadsheets.file_order import COLUMNS, LINE, FileLine, FileOrder, OrderSheet, price_of
from entrygo.spreadsheets.layout import Cell, Fault, Findings, MappedRow, Skipped, mapped, read_cell
from entrygo.spreadsheets.lines_in_a_cell import with_lines
from entrygo.spreadsheets.order_money import settle_currency, settle_money
from entrygo.spreadsheets.presets import SHOPS
from entrygo.spreadsheets.sale_days import month_first_of, with_day
from entrygo.spreadsheets.table import Table

_CANCELLED = frozenset(
    {"cancelled", "canceled", "refunded", "failed", "trash", "voided", "declined", "incomplete"}
)
CLOSED = "closed"
_BREAKS = re.compile(r"\s*[\r\n]+\s*")
_SHOP_FIELDS = ("cancelledAt", "state", "subtotal", "discount", "freight", "refunded")
_DESTINATION = (
    ("destinationCountry", "country"),
    ("destinationRegion", "region"),
    ("destinationPostalCode", "postalCode"),
)


FIELDS = Fields(
    of="orders", names=COLUMNS, free=("charges.", "metadata."), needed=("externalId",), lines=LINE
)
_KINDS = MappingProxyType(
    {
        "exchangeRateUsd": "number",
        "packages": "number",
        "soldOn": "day",
        "items.quantity": "number",
        "items.unitValueUsd": "dollars",
        "items.unitPrice": "price",
        "items.price": "price",
        "items.total": "price",
        "items.ships": "yes_no",
        "subtotal": "price",
        "discount": "price",
        "freight": "price",
        "refunded": "price",
        "destinationCountry": "country",
        "shipTo.country": "country",
        "buyer.country": "country",
    }
)


def order_sheet(
    table: Table, reading: Reading, *, preset: str | None = None, mapping: Mapping[str, Target] | None = None
) -> OrderSheet:
    """A table's orders and all that is to be told of them."""
    found = Findings()
    layout = layout_of(table, FIELDS, preset=preset, mapping=mapping, found=found)
    if found.faults:
        return OrderSheet(preset=layout.name, orders=(), found=found)
    table = with_lines(table, layout.details)
    orders: dict[str, FileOrder] = {}
    rows = list(mapped(table, layout, found))
    month_first = month_first_of(row.cells["soldOn"].text for row in rows if "soldOn" in row.cells)
    for row in rows:
        cell = row.cells.get("externalId")
        identifier = cell.text.removeprefix("'") if cell else ""
        if not identifier:
            found.faults.append(
                Fault(
                    row=row.number,
                    column=cell.column if cell else "externalId",
                    message="Required",
                    code="invalid_type",
                    mend="Give each line the id of its order",
                )
            )
            continue
        order = orders.setdefault(identifier, FileOrder(external_id=identifier, row=row.number))
        _take(
            order,
            with_day(row, found, month_first=month_first) if layout.name in SHOPS else row,
            reading,
            found,
        )
    if not orders and not found.faults:
        found.faults.append(
            Fault(row=table.header_row, column="", message="The file has no orders", code="too_small")
        )
    if layout.name in SHOPS and not any("currency" in each.places or each.named for each in orders.values()):
        words = (
            "The file names no currency, so its prices are taken as US dollars; else add a column Currency"
        )
        found.skipped.append(Skipped(row=table.header_row, message=words))
    for order in orders.values():
        order.closed = _closing(order)
    closed = tuple(order for order in orders.values() if order.closed)
    kept = tuple(order for order in orders.values() if not order.closed)
    for order in kept:
        _settle(order, found)
    if layout.name not in SHOPS:
        found.skipped += (Skipped(row=each.row, message=each.closed) for each in closed)
        closed = ()
    return OrderSheet(preset=layout.name, orders=kept, found=found, closed=closed)


def _take(order: FileOrder, row: MappedRow, reading: Reading, found: Findings) -> None:
    """Take a row's fields into its order."""
    line: dict[str, JsonValue] = {}
    columns: dict[str, str] = {}
    advice: dict[str, str] = {}
    for name, cell in row.cells.items():
        if name == "externalId":
            order.document[name] = order.external_id
            order.places.setdefault(name, (row.number, cell.column, cell.text, ""))
            continue
        known = order.places.get(name)
        if known is not None and not name.startswith(LINE):
            if cell.text and known[2] and cell.text != known[2]:
                found.faults.append(
                    Fault(
                        row=row.number,
                        column=cell.column,
                        message=f"Row {known[0]} of the same order says {known[2]}",
                        value=cell.text,
                        mend="Say the same in each row of an order, or leave the cell empty after its first row",
                    )
                )
            if not cell.text or known[2]:
                continue
        value, said = _read(order, name, cell, row.number, reading=reading, found=found)
        if name.startswith(LINE):
            columns[name] = cell.column
            if value is not None:
                line[name] = value
            if said:
                advice[name] = said
        else:
            order.places[name] = (row.number, cell.column, cell.text, said)
            if value is not None:
                order.document[name] = value
    _add_line(
        order,
        FileLine(
            number=row.number,
            given=line,
            columns=columns,
            texts={name: row.cells[name].text for name in columns},
            advice=advice,
        ),
        found,
    )


def _read(
    order: FileOrder, name: str, cell: Cell, row: int, *, reading: Reading, found: Findings
) -> tuple[JsonValue, str]:
    """A cell's value on one line, and how to write it where it is not read; a currency it names is the order's."""
    kind = _kind(name)
    value, said = read_cell(cell, kind, row, reading, found)
    if kind == "price" and (amount := amount_of(cell.text, reading)) and amount[1]:
        order.named.setdefault(amount[1], (row, cell.column, cell.text))
    return (_BREAKS.sub(", ", value) if isinstance(value, str) else value), said


def _add_line(order: FileOrder, line: FileLine, found: Findings) -> None:
    if not line.given:
        return
    quantity, price = line.given.get("items.quantity"), price_of(line)
    if isinstance(quantity, Decimal) and price is not None:
        order.all_goods += quantity * price
    name = line.given.get("items.title") or line.given.get("items.sku") or "the line"
    if line.given.get("items.ships") is False:
        found.skipped.append(Skipped(row=line.number, message=f"{name} does not ship"))
    elif isinstance(quantity, Decimal) and quantity <= 0 and "items.price" in line.columns:
        found.skipped.append(Skipped(row=line.number, message=f"Nothing of {name} is left to ship"))
    else:
        order.lines.append(line)


def _closing(order: FileOrder) -> str:
    """Why nothing of an order ships; empty where something does."""
    said = order.document.pop(CLOSED, None)
    if said:
        return f"Order {order.external_id}: {said}"
    return "" if order.lines else f"Order {order.external_id} has no line that ships"


def _settle(order: FileOrder, found: Findings) -> None:
    """Bring an order's document into the contract's form."""
    document = order.document
    shop = {name: document.pop(name, None) for name in _SHOP_FIELDS}
    _nest(document)
    _settle_destination(order)
    packages = document.get("packages")
    if isinstance(packages, Decimal) and packages % 1 == 0:
        document["packages"] = int(packages)
    if shop["cancelledAt"] or str(shop["state"] or "").lower() in _CANCELLED:
        document["status"] = "cancelled"
    settle_currency(order, found)
    settle_money(order, shop)
    found.skipped.extend(_not_taken(order, shop))


def _not_taken(order: FileOrder, shop: Mapping[str, JsonValue]) -> Iterator[Skipped]:
    """What the file says of an order that has no place in it: a refund of a part, shipping in another currency."""
    document = order.document
    name, currency = order.external_id, str(document.get("currency") or "USD").upper()
    refunded, freight = shop["refunded"], shop["freight"]
    if isinstance(refunded, Decimal) and refunded and document.get("status") != "cancelled":
        yield Skipped(
            row=order.row,
            message=f"The refund of {refunded:.2f} {currency} of order {name}: the file does not say of which pieces, "
            "so all of them are taken; correct its lines where pieces stay",
        )
    if isinstance(freight, Decimal) and freight and currency != "USD":
        yield Skipped(
            row=order.row,
            message=f"The shipping of {freight:.2f} {currency} of order {name}: charges are stated in dollars, and "
            "it is no part of the goods' value",
        )


def _nest(document: JsonObject) -> None:
    """``shipTo.city`` into the block ``shipTo``."""
    for name in [each for each in document if "." in each]:
        block, _, inner = name.partition(".")
        document.setdefault(block, {})[inner] = document.pop(name)


def _settle_destination(order: FileOrder) -> None:
    """The destination is where it ships to, and the address has the destination's country, where one is missing."""
    document, there = order.document, order.document.get("shipTo") or {}
    for name, inner in _DESTINATION:
        if document.get(name) is None and there.get(inner) is not None:
            document[name] = there[inner]
            order.places.setdefault(name, order.places[f"shipTo.{inner}"])
    if there and there.get("country") is None and document.get("destinationCountry") is not None:
        there["country"] = document["destinationCountry"]


def _kind(name: str) -> str:
    return _KINDS.get(name, "text")
