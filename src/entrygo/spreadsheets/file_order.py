"""An order as a file has it, before its products are known."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from entrygo.contract.canonical import JsonObject, JsonValue
from entrygo.contract.requests.catalogue import OrderIn, OrderLineIn, PartyIn
from entrygo.spreadsheets.layout import Findings

LINE = "items."
PRODUCT_FIELDS = ("items.productId", "items.productExternalId", "items.sku")
_BLOCKS = ("shipTo", "buyer")
_NOT_COLUMNS = frozenset({"items", "charges", "metadata", *_BLOCKS})
_LINE_OBJECTS = frozenset({"productId", "claim", "components"})


def _columns() -> Iterator[str]:
    yield from (str(each.alias) for each in OrderIn.model_fields.values() if each.alias not in _NOT_COLUMNS)
    for block in _BLOCKS:
        yield from (f"{block}.{inner.alias}" for inner in PartyIn.model_fields.values())
    yield from PRODUCT_FIELDS
    for each in OrderLineIn.model_fields.values():
        if each.alias not in _LINE_OBJECTS:
            yield f"{LINE}{each.alias}"


COLUMNS = tuple(_columns())


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

    ``closed`` says why nothing of it ships, where that is so; ``named`` are the currencies in its cells of amounts,
    each with its first row, column and cell.
    """

    external_id: str
    row: int
    document: JsonObject = field(default_factory=dict)
    places: dict[str, tuple[int, str, str, str]] = field(default_factory=dict)
    lines: list[FileLine] = field(default_factory=list)
    all_goods: Decimal = Decimal(0)
    closed: str = ""
    named: dict[str, tuple[int, str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderSheet:
    """A file as read. Where there are faults, orders may be missing.

    ``closed`` are the orders of a shop of which nothing ships: what is kept of them is not to be exported either.
    """

    preset: str
    orders: tuple[FileOrder, ...]
    found: Findings
    closed: tuple[FileOrder, ...] = ()


def price_of(line: FileLine) -> Decimal | None:
    """The price of a piece as a shop's file says it: its own column, or the line's total over its quantity."""
    price, total, quantity = (line.given.get(f"items.{name}") for name in ("price", "total", "quantity"))
    if isinstance(price, Decimal):
        return price
    if isinstance(total, Decimal) and isinstance(quantity, Decimal) and quantity > 0:
        return total / quantity
    return None
