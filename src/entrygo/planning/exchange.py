"""The rate of exchange of an order's currency (31 USC 5151; 19 CFR 159.32 to 159.35).

A stated rate decides. Else, for prices in another currency, the rate of the quarter of the day of export (159.34(a)),
or the day's own where that differs from it by 5 % or more (159.34(b)). Currencies outside 159.34(a) want the certified
rate of the day. On a closed day that is the rate of the last day before it that has one. Loaded rates
(``entrygo rates load``) come before those of the law bundle.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from entrygo.contract.canonical import JsonMapping
from entrygo.contract.facts import Order
from entrygo.contract.tariff import RateTable
from entrygo.planning.closed_days import open_day
from entrygo.planning.value import AT_PAR, DOLLAR, Exchange
from entrygo.ports.rates import Held
from entrygo.tariff.exchange_rates import shipped_rates

STATED = "stated on the order"
UNKNOWN = Exchange(rate=None)
VARIES = Decimal("0.05")
MEMORY = "exchange_rates"
"""Under this key a snapshot's memory holds what loaded rates say of its currencies on its day of export."""


def exchange_of(order: Order, on: date | None = None, memory: JsonMapping | None = None) -> Exchange:
    """The order's rate on the day of export; without a day only a stated one counts.

    ``memory`` is the snapshot's, with what loaded rates say. Values stated in US dollars were converted at a rate
    of the seller's: none is put in its place.
    """
    if order.exchange_rate_usd is not None:
        return Exchange(rate=order.exchange_rate_usd, source=STATED)
    if order.currency == DOLLAR:
        return AT_PAR
    if on is None or all(line.unit_price is None for line in order.lines):
        return UNKNOWN
    loaded = ((memory or {}).get(MEMORY) or {}).get(order.currency)
    if loaded is not None:
        return Exchange(
            rate=Decimal(loaded["rate"]),
            source=loaded["source"],
            other=None if loaded["other"] is None else Decimal(loaded["other"]),
        )
    return rate_on(order.currency, on)


def rate_on(
    currency: str,
    on: date,
    held: Held | None = None,
    sources: Mapping[str, str] | None = None,
    table: RateTable | None = None,
) -> Exchange:
    """The rate of the quarter or of the day, as the loaded rates or the law's table (the shipped one's) hold it.

    Where the regulation can be read either way the quarter's rate stands, with the day's beside it as ``other``.
    """
    table, own = table or shipped_rates(), (held or {}).get(currency, {})
    quarter, day = quarter_of(on), open_day(on).isoformat()
    daily = Decimal(own[day]) if day in own else None
    daily_source = (sources or {}).get(f"{currency} {day}", "")
    if currency in table.daily_only:
        return UNKNOWN if daily is None else Exchange(rate=daily, source=f"{day}, {daily_source}")
    usual_text = own.get(quarter) or table.quarters.get(currency, {}).get(quarter)
    if usual_text is None:
        return UNKNOWN
    usual_source = (sources or {}).get(f"{currency} {quarter}", table.source)
    usual = Exchange(rate=Decimal(usual_text), source=f"{quarter}, {usual_source}")
    if daily is not None:
        return _varied(usual, daily, f"{day}, {daily_source}, 159.34(b)")
    varied = table.days.get(currency, {}).get(day)
    if varied is None or quarter_of(open_day(on)) != quarter:
        return usual
    if varied[1] == "daily":
        return Exchange(rate=Decimal(varied[0]), source=f"{day}, {table.source}, 159.34(b)")
    return Exchange(rate=usual.rate, source=usual.source, other=Decimal(varied[0]))


def loaded_on(
    orders: Iterable[Order],
    on: date,
    held: Held,
    sources: Mapping[str, str],
    table: RateTable | None = None,
) -> dict[str, dict[str, Any]]:  # Any: JSON
    """What loaded rates and the law in force say of the currencies of orders on a day of export.

    Nothing of those they do not know, and nothing that the table that ships inside says as well.
    """
    found = {}
    for currency in sorted({order.currency for order in orders} - {DOLLAR}):
        rate = rate_on(currency, on, held, sources, table)
        if rate.rate is not None and rate != rate_on(currency, on):
            other = None if rate.other is None else str(rate.other)
            found[currency] = {"rate": str(rate.rate), "source": rate.source, "other": other}
    return found


def wants_daily_rate(currency: str) -> bool:
    """Whether the currency has no quarterly rate (19 CFR 159.34(a) does not list it)."""
    return currency in shipped_rates().daily_only


def quarter_of(day: date) -> str:
    """The quarter of a day, as tables name it."""
    return f"{day.year}Q{(day.month + 2) // 3}"


def newest_held(held: Held) -> dict[str, Decimal]:
    """The newest rate of each currency, loaded or shipped: what another one should be near."""
    shipped = {currency: Decimal(rates[max(rates)]) for currency, rates in shipped_rates().quarters.items()}
    return shipped | {currency: Decimal(rates[max(rates)]) for currency, rates in held.items() if rates}


def held_status(
    held: Held, sources: Mapping[str, str], table: RateTable | None = None
) -> dict[str, Any]:  # Any: JSON
    """By currency the newest quarter and day held, from where; and the currencies that want a daily rate."""
    table = table or shipped_rates()
    rows = []
    for currency in sorted({*table.quarters, *table.daily_only, *held}):
        own = held.get(currency, {})
        quarters = sorted({*table.quarters.get(currency, {}), *(period for period in own if "Q" in period)})
        days = sorted(period for period in own if "Q" not in period)
        newest = days[-1] if currency in table.daily_only and days else (quarters[-1] if quarters else None)
        rows.append(
            {
                "currency": currency,
                "wants": "daily" if currency in table.daily_only else "quarterly",
                "newest": newest,
                "usdPerUnit": None if newest is None else own.get(newest) or table.quarters[currency][newest],
                "source": sources.get(f"{currency} {newest}", table.source) if newest else None,
                "loaded": len(own),
            }
        )
    return {"currencies": rows, "loadedRates": sum(len(rates) for rates in held.values())}


def _varied(usual: Exchange, daily: Decimal, source: str) -> Exchange:
    """The quarter's rate, or the day's where it differs by 5 % whichever of the two one divides by."""
    if usual.rate is None:
        return usual
    difference = abs(daily - usual.rate)
    reached = [difference >= VARIES * base for base in (daily, usual.rate)]
    if all(reached):
        return Exchange(rate=daily, source=source)
    return Exchange(rate=usual.rate, source=usual.source, other=daily) if any(reached) else usual
