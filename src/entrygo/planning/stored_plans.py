"""Plans as databases hold them, also those of releases before entered values followed an order's charges.

An execution promised before an upgrade is finished after it, from the plan that was promised: its figures stand. Then
a line's value was what its goods came to, so nothing was added or deducted, and every price was in US dollars.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any

import orjson
from pydantic import TypeAdapter

from entrygo.contract.facts import Order
from entrygo.contract.plan import Plan, Sale
from entrygo.contract.snapshot import Snapshot
from entrygo.planning.charges import read_charges
from entrygo.planning.value import DOLLAR, valued

MEAN_PRICE_PLACES = Decimal("0.000001")


@cache
def _reader() -> TypeAdapter[Plan]:
    """Made when the first is read: it takes part of a start."""
    return TypeAdapter(Plan)


def stored_plan(outcome: bytes, snapshot: Snapshot) -> Plan:
    """The plan of a stored outcome. Raises ``ValidationError`` where it is none of any release."""
    document = orjson.loads(outcome)
    items = list(_items(document))
    if all("goods_usd" in item for item in items):
        return _reader().validate_json(outcome)
    orders = {order.id: order for order in snapshot.orders}
    for item in items:
        item.setdefault("goods_usd", item["value_usd"])
        item |= {"added_usd": "0.00", "deducted_usd": "0.00", "currency": DOLLAR}
        item["unit_price"] = str(_price(item, orders[item["order_id"]]))
    plan = _reader().validate_json(orjson.dumps(document))
    return replace(plan, sales=tuple(_sale(order) for order in snapshot.orders))


def _items(document: Mapping[str, Any]) -> Iterator[dict[str, Any]]:  # Any: JSON of a plan
    for entry in document["entries"]:
        for line in entry["lines"]:
            yield from line["items"]


def _price(item: Mapping[str, Any], order: Order) -> Decimal:  # Any: JSON of an entry item
    """The one price the product sold at; the mean, which those releases printed, where there were several."""
    prices = {line.stated_price for line in order.lines if line.product_id == item["product_id"]}
    if len(prices) == 1:
        return prices.pop()
    return (Decimal(item["value_usd"]) / Decimal(item["quantity"])).quantize(MEAN_PRICE_PLACES)


def _sale(order: Order) -> Sale:
    """What the order came to at its prices; its charges are shown and moved no value."""
    sale = valued(replace(order, charges=())).sale
    return replace(
        sale, charges=tuple(replace(charge, effect="none") for charge in read_charges(order.charges))
    )
