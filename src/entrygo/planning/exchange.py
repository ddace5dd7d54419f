"""The rate of exchange of an order's currency (31 USC 5151; 19 CFR 159.32 to 159.35).

A stated rate decides. Else, for prices in another currency, the rate of the quarter of the day of export (159.34(a)),
or the day's own where that differs from it by 5 % or more (159.34(b)). Currencies outside 159.34(a) want the certified
rate of the day, which nobody holds here: it is to be stated.
"""

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files

from entrygo.contract.facts import Order
from entrygo.planning.value import AT_PAR, DOLLAR, Exchange

STATED = "stated on the order"
UNKNOWN = Exchange(rate=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """Rates by currency and quarter; the days that vary by 5 %, with whether every reading of the rule says so."""

    source: str
    daily_only: frozenset[str]
    quarters: dict[str, dict[str, str]]
    days: dict[str, dict[str, list[str]]]


@cache
def _shipped() -> _Table:
    held = json.loads(files(__package__).joinpath("exchange_rates.json").read_text(encoding="utf-8"))
    return _Table(
        source=held["source"],
        daily_only=frozenset(held["daily_only"]),
        quarters=held["quarters"],
        days=held["days"],
    )


def exchange_of(order: Order, on: date | None = None) -> Exchange:
    """The order's rate on the day of export; without a day only a stated one counts.

    Values stated in US dollars were converted at a rate of the seller's: none is put in its place.
    """
    if order.exchange_rate_usd is not None:
        return Exchange(rate=order.exchange_rate_usd, source=STATED)
    if order.currency == DOLLAR:
        return AT_PAR
    if on is None or all(line.unit_price is None for line in order.lines):
        return UNKNOWN
    return rate_on(order.currency, on)


def rate_on(currency: str, on: date) -> Exchange:
    """The rate of the quarter or of the day, as the shipped table holds it.

    Where the regulation can be read either way the quarter's rate stands, with the day's beside it as ``other``.
    """
    table = _shipped()
    quarter = f"{on.year}Q{(on.month + 2) // 3}"
    held = table.quarters.get(currency, {}).get(quarter)
    if held is None or currency in table.daily_only:
        return UNKNOWN
    usual = Exchange(rate=Decimal(held), source=f"{quarter}, {table.source}")
    varied = table.days.get(currency, {}).get(on.isoformat())
    if varied is None:
        return usual
    daily = Decimal(varied[0])
    if varied[1] == "daily":
        return Exchange(rate=daily, source=f"{on.isoformat()}, {table.source}, 159.34(b)")
    return Exchange(rate=usual.rate, source=usual.source, other=daily)


def wants_daily_rate(currency: str) -> bool:
    """Whether the currency has no quarterly rate (19 CFR 159.34(a) does not list it)."""
    return currency in _shipped().daily_only
