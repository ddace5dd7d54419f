"""A file's rows as orders: rows of one external id are one order's lines.

What a shop's file says of a whole order (a discount, shipping, a cancellation) becomes what the contract has for it;
lines that do not ship, and orders left without a line, are left out and told.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType

from entrygo.contract.canonical import JsonObject, JsonValue
from entrygo.contract.money import cents
from entrygo.contract.requests.catalogue import OrderIn, OrderLineIn, PartyIn
from entrygo.spreadsheets.cell_values import Reading
from entrygo.spreadsheets.choose import Fields, Target, layout_of
from entrygo.spreadsheets.layout import Fault, Findings, MappedRow, Skipped, mapped, read_cell
from entrygo.spreadsheets.presets import SHOPS
from entrygo.spreadsheets.table import Table

LINE = "items."
PRODUCT_FIELDS = ("items.productId", "items.productExternalId", "items.sku")
_BLOCKS = ("shipTo", "buyer")
_NOT_COLUMNS = frozenset({"items", "charges", "metadata", *_BLOCKS})
_LINE_OBJECTS = frozenset({"productId", "claim", "components"})
_CANCELLED = frozenset({"cancelled", "canceled", "refunded", "failed", "trash", "voided"})
CLOSED = "closed"
_MICRO = Decimal("0.000001")
_SHOP_FIELDS = ("cancelledAt", "state", "subtotal", "discount", "freight", "refunded")
_DESTINATION = (
    ("destinationCountry", "country"),
    ("destinationRegion", "region"),
    ("destinationPostalCode", "postalCode"),
)


def _columns() -> Iterator[str]:
    yield from (str(each.alias) for each in OrderIn.model_fields.values() if each.alias not in _NOT_COLUMNS)
    for block in _BLOCKS:
        yield from (f"{block}.{inner.alias}" for inner in PartyIn.model_fields.values())
    yield from PRODUCT_FIELDS
    for each in OrderLineIn.model_fields.values():
        if each.alias not in _LINE_OBJECTS:
            yield f"{LINE}{each.alias}"


COLUMNS = tuple(_columns())
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


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLine:
    """A line of an order: its row, what it says of itself, and by what it names its product."""

    number: int
    given: Mapping[str, JsonValue]
    columns: Mapping[str, str]
    texts: Mapping[str, str]
    advice: Mapping[str, str]


@dataclass(slots=True, kw_only=True)
class FileOrder:
    """An order of a file: its fields as JSON without the lines, where each field stands, and its lines.

    ``closed`` says why nothing of it ships, where that is so.
    """

    external_id: str
    row: int
    document: JsonObject = field(default_factory=dict)
    places: dict[str, tuple[int, str, str, str]] = field(default_factory=dict)
    lines: list[FileLine] = field(default_factory=list)
    all_goods: Decimal = Decimal(0)
    closed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderSheet:
    """A file as read. Where there are faults, orders may be missing.

    ``closed`` are the orders of a shop of which nothing ships: what is kept of them is not to be exported either.
    """

    preset: str
    orders: tuple[FileOrder, ...]
    found: Findings
    closed: tuple[FileOrder, ...] = ()


def order_sheet(
    table: Table, reading: Reading, *, preset: str | None = None, mapping: Mapping[str, Target] | None = None
) -> OrderSheet:
    """A table's orders and all that is to be told of them."""
    found = Findings()
    layout = layout_of(table, FIELDS, preset=preset, mapping=mapping, found=found)
    if found.faults:
        return OrderSheet(preset=layout.name, orders=(), found=found)
    orders: dict[str, FileOrder] = {}
    for row in mapped(table, layout, found):
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
        _take(order, row, reading, found)
    if not orders and not found.faults:
        found.faults.append(
            Fault(row=table.header_row, column="", message="The file has no orders", code="too_small")
        )
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
        value, said = read_cell(cell, _kind(name), row.number, reading, found)
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


def _add_line(order: FileOrder, line: FileLine, found: Findings) -> None:
    if not line.given:
        return
    quantity, price = line.given.get("items.quantity"), _price(line)
    if isinstance(quantity, Decimal) and price is not None:
        order.all_goods += quantity * price
    name = line.given.get("items.title") or line.given.get("items.sku") or "the line"
    if line.given.get("items.ships") is False:
        found.skipped.append(Skipped(row=line.number, message=f"{name} does not ship"))
    elif isinstance(quantity, Decimal) and quantity <= 0 and "items.price" in line.columns:
        found.skipped.append(Skipped(row=line.number, message=f"Nothing of {name} is left to ship"))
    else:
        order.lines.append(line)


def _price(line: FileLine) -> Decimal | None:
    """The price of a piece as a shop's file says it: its own column, or the line's total over its quantity."""
    price, total, quantity = (line.given.get(f"items.{name}") for name in ("price", "total", "quantity"))
    if isinstance(price, Decimal):
        return price
    if isinstance(total, Decimal) and isinstance(quantity, Decimal) and quantity > 0:
        return total / quantity
    return None


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
    _settle_money(order, shop)
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


def _settle_money(order: FileOrder, shop: Mapping[str, JsonValue]) -> None:
    """Charges and lines. Charges are in dollars: in another currency a discount lowers the prices instead."""
    document = order.document
    is_dollars = (str(document.get("currency") or "").strip() or "USD").upper() == "USD"
    discount = _discount(order, shop)
    charges = [
        {"type": kind, "amountUsd": _amount(value)} for kind, value in document.pop("charges", {}).items()
    ]
    if is_dollars:
        taken = (("discount", discount), ("freight", shop["freight"]))
        charges += [{"type": kind, "amountUsd": value} for kind, value in taken if value]
    if charges:
        document["charges"] = charges
    shares = [Decimal(0)] * len(order.lines) if is_dollars else _shares(order, discount)
    document["items"] = [
        _line_document(line, share, is_dollars=is_dollars)
        for line, share in zip(order.lines, shares, strict=True)
    ]


def _amount(value: JsonValue) -> JsonValue:
    """A free charge's amount, which was read as text."""
    text = str(value).strip().removeprefix("$")
    return Decimal(text) if text.replace(".", "", 1).isdecimal() and text.isascii() else value


def _discount(order: FileOrder, shop: Mapping[str, JsonValue]) -> Decimal:
    """What the shop took off the goods that ship: prices less subtotal, else the discount stated, by their share."""
    shipped = sum(((_price(line) or Decimal(0)) * _pieces(line) for line in order.lines), Decimal(0))
    if not order.all_goods or not shipped:
        return Decimal(0)
    subtotal, stated = shop["subtotal"], shop["discount"]
    if isinstance(subtotal, Decimal):
        off = order.all_goods - subtotal
    elif isinstance(stated, Decimal):
        off = abs(stated)
    else:
        return Decimal(0)
    return max(Decimal(0), cents(off * shipped / order.all_goods))


def _pieces(line: FileLine) -> Decimal:
    quantity = line.given.get("items.quantity")
    return quantity if isinstance(quantity, Decimal) else Decimal(0)


def _shares(order: FileOrder, discount: Decimal) -> Sequence[Decimal]:
    """A discount over the lines by value; what rounding leaves falls to the last."""
    values = [(_price(line) or Decimal(0)) * _pieces(line) for line in order.lines]
    total = sum(values, Decimal(0))
    if not discount or not total:
        return [Decimal(0)] * len(values)
    shares = [cents(discount * value / total) for value in values]
    shares[-1] += discount - sum(shares, Decimal(0))
    return shares


def _line_document(line: FileLine, discount: Decimal, *, is_dollars: bool) -> JsonObject:
    """A line as the contract has it, but for its product, which is found by the caller."""
    made: JsonObject = {
        name.removeprefix(LINE): value
        for name, value in line.given.items()
        if name not in PRODUCT_FIELDS and name in COLUMNS
    }
    price, quantity = _price(line), _pieces(line)
    if price is not None:
        net = price - discount / quantity if discount and quantity else price
        made["unitValueUsd" if is_dollars else "unitPrice"] = (
            net.quantize(_MICRO, rounding=ROUND_HALF_UP) if discount else net
        )
    elif "items.price" in line.given:
        made["unitValueUsd" if is_dollars else "unitPrice"] = line.given["items.price"]
    return made


def _kind(name: str) -> str:
    return _KINDS.get(name, "text")
