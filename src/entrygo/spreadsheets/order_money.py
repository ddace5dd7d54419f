"""The money of a file's order: its one currency, its charges, and a discount over its lines."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from entrygo.contract.canonical import JsonObject, JsonValue
from entrygo.contract.money import cents
from entrygo.spreadsheets.file_order import COLUMNS, LINE, PRODUCT_FIELDS, FileLine, FileOrder, price_of
from entrygo.spreadsheets.layout import Fault, Findings

_MICRO = Decimal("0.000001")


def settle_currency(order: FileOrder, found: Findings) -> None:
    """The order's currency is the one its amounts name where it states none; they may not name another."""
    document = order.document
    stated = str(document.get("currency") or "").strip().upper() or next(iter(order.named), "")
    for name, (row, column, text) in order.named.items():
        if name != stated:
            found.faults.append(
                Fault(
                    row=row,
                    column=column,
                    message=f"This is in {name}, and order {order.external_id} is in {stated}",
                    value=text,
                    mend="Give every amount of an order in its one currency",
                )
            )
    if order.named and not document.get("currency"):
        document["currency"] = stated


def settle_money(order: FileOrder, shop: Mapping[str, JsonValue]) -> None:
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
    shipped = sum(((price_of(line) or Decimal(0)) * _pieces(line) for line in order.lines), Decimal(0))
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
    values = [(price_of(line) or Decimal(0)) * _pieces(line) for line in order.lines]
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
    price, quantity = price_of(line), _pieces(line)
    if price is not None:
        net = price - discount / quantity if discount and quantity else price
        made["unitValueUsd" if is_dollars else "unitPrice"] = (
            net.quantize(_MICRO, rounding=ROUND_HALF_UP) if discount else net
        )
    elif "items.price" in line.given:
        made["unitValueUsd" if is_dollars else "unitPrice"] = line.given["items.price"]
    return made
