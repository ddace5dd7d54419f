"""Plans put together line by line, so that the documents room is tested without the planner."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from entrygo.contract.facts import Account, Order, OrderLine, Product, Shipment
from entrygo.contract.money import cents
from entrygo.contract.plan import (
    Cost,
    DutyLayer,
    EntryItem,
    EntryLine,
    EntryType,
    EntryUnit,
    Plan,
    Readiness,
    Sale,
    Savings,
)
from entrygo.planning.consignees import consignee_source
from entrygo.planning.exchange import exchange_of
from entrygo.planning.value import valued


def layer(
    program: str, heading: str, rate: str, percent: str | None, value: Decimal, **more: Any
) -> DutyLayer:
    """A duty layer of so many percent, or an unknown one."""
    amount = None if percent is None else cents(value * Decimal(percent) / 100)
    facts = {"effective_from": "2026-07-24", "certainty": "V", "verified_on": "2026-10-08"} | more
    return DutyLayer(
        program=program,
        heading=heading,
        rate=rate,
        amount_usd=amount,
        source="91 FR 47318; U.S. note 52",
        **facts,
    )


def entry_line(
    line_no: int, sold: Sequence[tuple[str, OrderLine]], products: Mapping[str, Product], *, spi: str | None = None,
    headings: tuple[str, ...] = (), layers: Sequence[tuple[str, str, str, str | None]] = (),
) -> EntryLine:  # fmt: skip
    """The entry line of (order id, order line) pairs of products of one code and origin."""
    first = products[sold[0][1].product_id]
    pieces = sum((line.quantity for _, line in sold), Decimal(0))
    value = sum((_goods_value(line) for _, line in sold), Decimal(0))
    net = [products[line.product_id].net_weight_kg for _, line in sold]
    gross = [products[line.product_id].gross_weight_kg for _, line in sold]
    priced = tuple(layer(*each, value) for each in layers)
    amounts = [each.amount_usd for each in priced]
    return EntryLine(
        line_no=line_no,
        hs_code=first.hs_code or "",
        country_of_origin=first.country_of_origin or "",
        description=first.description or "",
        spi=spi,
        headings=headings,
        value_usd=value,
        pieces=pieces,
        quantities=((pieces, "No."), *([(_weight(net, sold), "kg")] if None not in net else [])),
        net_weight_kg=None if None in net else _weight(net, sold),
        gross_weight_kg=None if None in gross else _weight(gross, sold),
        items=tuple(_item(order_id, line) for order_id, line in sold),
        layers=priced,
        duty_usd=None if None in amounts else sum(amounts, Decimal(0)),
    )


def _goods_value(line: OrderLine) -> Decimal:
    return cents(line.quantity * line.stated_price)


def _item(order_id: str, line: OrderLine) -> EntryItem:
    return EntryItem(
        order_id=order_id, product_id=line.product_id, quantity=line.quantity, unit_price=line.stated_price,
        currency="USD", goods_usd=_goods_value(line), added_usd=Decimal(0), deducted_usd=Decimal(0),
        value_usd=_goods_value(line),
    )  # fmt: skip


def _weight(each: Sequence[Decimal | None], sold: Sequence[tuple[str, OrderLine]]) -> Decimal:
    return sum(
        (weight * line.quantity for weight, (_, line) in zip(each, sold, strict=True) if weight), Decimal(0)
    )


def entry(number: int, entry_type: EntryType, lines: Sequence[EntryLine]) -> EntryUnit:
    """An entry of these lines with made-up but fixed fees."""
    duties = [line.duty_usd for line in lines]
    return EntryUnit(
        number=number,
        entry_type=entry_type,
        order_ids=tuple(sorted({item.order_id for line in lines for item in line.items})),
        lines=tuple(lines),
        value_usd=sum((line.value_usd for line in lines), Decimal(0)),
        duty_usd=None if None in duties else sum(duties, Decimal(0)),
        mpf_usd=Decimal("34.58"),
        hmf_usd=Decimal(0),
        broker_fee_usd=Decimal(125),
        reason="one conveyance, one consignee (19 CFR 141.51)",
    )


def plan(entries: Sequence[EntryUnit], sold: Sequence[Order]) -> Plan:
    """A plan of these entries, ready to execute."""
    cost = Cost(
        entry_count=len(entries), broker_fees_usd=Decimal(250), mpf_usd=Decimal("69.16"), hmf_usd=Decimal(0)
    )
    duties = [each.duty_usd for each in entries]
    return Plan(
        readiness=Readiness.READY,
        score=100,
        score_breakdown=(),
        findings=(),
        included_order_ids=tuple(order.id for order in sold),
        excluded=(),
        flags=(),
        missing_data=(),
        strategy="one entry",
        next_action="execute",
        entries=tuple(entries),
        alternatives=(),
        savings=Savings(one_entry_per_order=cost, planned=cost, saved_usd=Decimal(0)),
        value_usd=sum((each.value_usd for each in entries), Decimal(0)),
        duty_usd=None if None in duties else sum(duties, Decimal(0)),
        sales=tuple(_sale(order) for order in sold),
    )


def _sale(order: Order) -> Sale:
    """What an order comes to, consigned to its buyer where that is a party with a US address."""
    crossing = Shipment(entry_date=date(2026, 11, 23))
    source = consignee_source(order, account=Account(id="acc_1", name=""), shipment=crossing)
    return replace(valued(order, exchange_of(order)).sale, consignee=source)
