"""Plans of one product by the law that ships: what tests of provisions, preferences and quantities state."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from entrygo.contract.facts import OrderLine
from entrygo.contract.plan import EntryLine, EntryUnit, Plan
from entrygo.contract.snapshot import Snapshot
from entrygo.planning.plan import plan
from entrygo.tariff.resolve import resolve
from entrygo.tariff.shipped import shipped_schedule
from tests.rooms.planning import cases, snapshots

ON = date(2026, 11, 23)


def order_line(value: str, quantity: int = 1, **facts: Any) -> OrderLine:  # Any: fields of a line
    """So many pieces of the one product at this price."""
    return OrderLine(
        product_id=cases.PULLOVER, quantity=Decimal(quantity), unit_value_usd=Decimal(value), **facts
    )


def snapshot(
    code: str, origin: str, *lines: OrderLine, on: date = ON, **facts: Any
) -> Snapshot:  # Any: as above
    """One order of one product of this code and origin, everything else complete."""
    base = snapshots.with_first_order(snapshots.ready(), lines=lines or (order_line("1000"),))
    product: dict[str, Any] = {
        "hs_code": code.replace(".", ""),
        "country_of_origin": origin,
        "mid": None,
        "title": "The goods of the case",
        **facts,
    }
    made = snapshots.with_product(base, cases.PULLOVER, **product)
    codes = {each.hs_code for each in made.products.values() if each.hs_code}
    claims = {line.claim.provision for order in made.orders for line in order.lines if line.claim}
    indicators = {each.spi for each in made.products.values() if each.spi}
    return replace(
        made,
        tariff=resolve(shipped_schedule(), codes, on, claims=claims, indicators=indicators),
        shipment=replace(made.shipment, entry_date=on),
    )


def planned(code: str, origin: str, *lines: OrderLine, on: date = ON, **facts: Any) -> Plan:  # Any: as above
    """The plan of such a snapshot."""
    return plan(snapshot(code, origin, *lines, on=on, **facts))


def entry(made: Plan) -> EntryUnit:
    """Its one entry."""
    [unit] = made.entries
    return unit


def first_line(made: Plan) -> EntryLine:
    """The first line of its one entry."""
    return entry(made).lines[0]


def told(made: Plan, *codes: str) -> list[str]:
    """The codes of its findings, of these alone where some are named."""
    return [finding.code for finding in made.findings if not codes or finding.code in codes]


def amounts(line: EntryLine) -> dict[str, str | None]:
    """The layers of a line: heading to amount as text."""
    return {
        layer.heading: None if layer.amount_usd is None else str(layer.amount_usd) for layer in line.layers
    }
