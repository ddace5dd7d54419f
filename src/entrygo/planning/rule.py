"""The shape of a rule, and what it may look at.

A rule is one file in ``planning/rules/`` exporting ``RULE``. Its ``check`` takes the :class:`Case` and one subject
of its scope and yields a :class:`Hit` for each fault; it never raises, never stops at the first, and reads nothing
but its arguments.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, TypeAlias

from entrygo.contract.facts import Account, Broker, Order, Product, Shipment, Warehouse
from entrygo.contract.findings import Detail, Severity
from entrygo.contract.plan import EntryItem, EntryLine, EntryUnit, Sale
from entrygo.contract.tariff import CodeFacts, DutyOrders, Programme, Provision, ScheduleLine, TariffFacts
from entrygo.tariff.duty import Assessment


class Scope(StrEnum):
    """What a rule is asked about, and so the arguments of its ``check``."""

    PLAN = "plan"  # check(case)
    PRODUCT = "product"  # check(product case, product)
    ORDER = "order"  # check(case, order)
    LINE = "line"  # check(case, LineSubject)
    ENTRY = "entry"  # check(case, entry unit)


FAMILIES = {
    "DOC": "Documents",
    "ENT": "Entry choice",
    "FLB": "Forced labour",
    "MET": "Metals review",
    "PGA": "Agencies",
    "PRD": "Product identity",
    "PTY": "Parties",
    "QTY": "Quantities and weights",
    "SHP": "Shipment",
    "TRF": "Tariff programmes",
    "VAL": "Value",
}
"""What the rules of a prefix are about."""


Standing: TypeAlias = tuple[EntryUnit, EntryLine, tuple[EntryItem, ...]]
"""Where a product stands: an entry, a line of it, and the product's own items on that line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """All a rule may know: the facts of the included orders and what the planner made of them.

    ``assessments`` (by product id) say which duty layers a product draws; ``schedule_codes`` maps a product id to
    the ten-digit code its line was found under (absent: not in the loaded edition). ``sales`` say by order id what it
    comes to: goods, charges as read, entered value. ``memory`` carries what the
    installation knows beyond the snapshot's own rows, such as screening hits, by name.
    """

    account: Account
    warehouse: Warehouse
    broker: Broker
    shipment: Shipment
    orders: tuple[Order, ...]
    products: Mapping[str, Product]
    tariff: TariffFacts
    assessments: Mapping[str, Assessment]
    entries: tuple[EntryUnit, ...]
    sales: Mapping[str, Sale] = field(default_factory=dict)
    schedule_codes: Mapping[str, str] = field(default_factory=dict)
    memory: Mapping[str, Any] = field(default_factory=dict)  # Any: each rule documents the key it reads
    _standing: Mapping[str, tuple[Standing, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Find each product's places once: were every rule to look through all lines, it would take the square."""
        found: dict[str, list[Standing]] = {}
        for entry in self.entries:
            for line in entry.lines:
                own: dict[str, list[EntryItem]] = {}
                for item in line.items:
                    own.setdefault(item.product_id, []).append(item)
                for product_id, items in own.items():
                    found.setdefault(product_id, []).append((entry, line, tuple(items)))
        standing = {product_id: tuple(places) for product_id, places in found.items()}
        object.__setattr__(self, "_standing", standing)

    def lines_with(self, product_id: str) -> tuple[EntryLine, ...]:
        """The entry lines a product stands on, in their order."""
        return tuple(line for _, line, _ in self._standing.get(product_id, ()))

    def entries_with(self, product_id: str) -> tuple[EntryUnit, ...]:
        """The entries a product stands in, in their order, each once."""
        return tuple({id(entry): entry for entry, _, _ in self._standing.get(product_id, ())}.values())

    def items_with(self, product_id: str) -> Iterator[EntryItem]:
        """A product's items on all lines, in the lines' order."""
        return (item for _, _, items in self._standing.get(product_id, ()) for item in items)


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryDay:
    """Of a shipment, the day its goods are entered."""

    entry_date: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductTariff:
    """Of :class:`TariffFacts` what can bear on one product; each part reads as it does there."""

    lines: Mapping[str, ScheduleLine]
    programmes: tuple[Programme, ...]
    codes: Mapping[str, CodeFacts]
    lists: Mapping[str, tuple[str, ...]]
    provisions: Mapping[str, Provision] | None
    duty_orders: DutyOrders | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductCase:
    """Of a :class:`Case` what a rule about one product may know, by the same names; it has nothing else.

    What such a rule says of a product is kept for other plans, so it may not look at orders, entries or parties.
    """

    shipment: EntryDay
    tariff: ProductTariff
    assessments: Mapping[str, Assessment]
    schedule_codes: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineSubject:
    """A line of an order together with its order, product and position."""

    order: Order
    index: int
    product: Product


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One fault: the field relative to the subject, a message with the values, optionally a fix or severity of its own.

    Fields are written as the API names them: ``product.hsCode``, ``shipTo.city``, ``account.importerOfRecord.number``;
    for a line ``quantity`` (the planner puts the line's position before it).
    ``missing`` marks a datum that is absent rather than wrong: it is listed in ``missing_data`` too. A rule about the
    whole plan may name an order's or a product's field as ``orders[<id>].shipTo.name`` or
    ``products[<id>].manufacturer.name``. ``details`` are values a caller may act on, by name.
    """

    field: str
    message: str
    fix: str | None = None
    severity: Severity | None = None
    code: str | None = None
    missing: bool = False
    details: Mapping[str, Detail] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule: its names, severity, source in law, the question it asks and what a finding costs.

    ``deduction`` is points off the score for each finding of the rule's own severity; information deducts nothing.
    ``explanation`` is the rule's documentation: when it fires and why, in a few plain sentences. A rule about a product
    is given a :class:`ProductCase`, and the whole case only where it ``reads_plan``.
    """

    id: str
    code: str
    severity: Severity
    scope: Scope
    title: str
    fix: str
    legal_source: str
    explanation: str
    check: Callable[..., Iterable[Hit]]
    deduction: int
    needs_schedule: bool = False
    reads_plan: bool = False
