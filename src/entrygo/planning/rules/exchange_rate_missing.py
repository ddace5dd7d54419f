"""VAL-013: prices in another currency without a rate of exchange."""

from collections.abc import Iterator
from decimal import Decimal

from entrygo.contract.facts import Order
from entrygo.contract.findings import Severity
from entrygo.planning.currency import is_currency
from entrygo.planning.exchange import newest_held, wants_daily_rate
from entrygo.planning.rule import Case, Hit, Rule, Scope
from entrygo.planning.value import DOLLAR

LEAST, MOST = Decimal("0.8"), Decimal("1.25")
"""How far from the newest rate held a stated one may be, as its multiples."""


def _check(case: Case, order: Order) -> Iterator[Hit]:
    currency = order.currency
    sale = case.sales.get(order.id)
    yield from _far_from_held(order)
    if currency == DOLLAR or not is_currency(currency) or sale is None:
        return
    if sale.rate is not None:
        if sale.other_rate is not None:
            yield _either(order, sale.rate, sale.other_rate)
        return
    if any(line.unit_price is not None for line in order.lines):
        yield Hit(
            field="exchangeRateUsd",
            message=f"Order {order.external_id} has prices in {currency} and no rate of exchange is stated or held "
            "for the day of export, so its customs value is not known."
            + (f" {currency} has no quarterly rate." if wants_daily_rate(currency) else ""),
            missing=True,
        )
    elif order.lines:
        yield Hit(
            field="exchangeRateUsd",
            message=f"Order {order.external_id} was sold in {currency}; its values are stated in US dollars, and not "
            "at which rate. The papers say that the rate is not stated.",
            fix="State exchangeRateUsd, the rate the values were converted at, or the prices as unitPrice.",
            severity=Severity.WARNING,
            code="EXCHANGE_RATE_UNSTATED",
            missing=True,
        )


def _far_from_held(order: Order) -> Iterator[Hit]:
    """A stated rate that the currency has not had in years; one that is upside down tells itself."""
    rate = order.exchange_rate_usd
    if rate is None:
        return
    near = Decimal(1) if order.currency == DOLLAR else newest_held({}).get(order.currency)
    if near is None or near * LEAST <= rate <= near * MOST:
        return
    is_inverse = near * LEAST <= 1 / rate <= near * MOST
    yield Hit(
        field="exchangeRateUsd",
        message=f"Order {order.external_id} states a rate of {rate} US dollars for one {order.currency}; the rate held "
        f"is {near}.",
        fix="The rate looks upside down: state US dollars for one unit of the currency, 1 divided by this."
        if is_inverse
        else "Check the rate, which is US dollars for one unit of the order's currency.",
        severity=Severity.WARNING,
        code="EXCHANGE_RATE_IMPLAUSIBLE",
        details={"statedRate": str(rate), "heldRate": str(near)},
    )


def _either(order: Order, quarterly: Decimal, daily: Decimal) -> Hit:
    return Hit(
        field="exchangeRateUsd",
        message=f"Order {order.external_id}: the day's rate {daily} differs from the quarter's {quarterly} by 5 % or "
        "not, as one reads 19 CFR 159.34(b). The quarter's is used; the notice in the Customs Bulletin decides.",
        fix="Look the day up in the Customs Bulletin and state exchangeRateUsd.",
        severity=Severity.WARNING,
        code="EXCHANGE_RATE_READING",
        details={"quarterlyRate": str(quarterly), "dailyRate": str(daily)},
    )


RULE = Rule(
    id="VAL-013",
    code="EXCHANGE_RATE_MISSING",
    severity=Severity.ERROR,
    scope=Scope.ORDER,
    title="Rate of exchange missing",
    fix="State exchangeRateUsd: US dollars for one unit of the currency, as certified for the day of export; or load "
    "the rates: entrygo rates load FILE.",
    legal_source="31 USC 5151; 19 CFR 159.32 to 159.35; 19 CFR 141.86(a)(5) and (7)",
    explanation="An error where an order's prices are in another currency than the US dollar and no rate is stated or "
    "held: the value is then not known, and no figure that depends on it is shown. A warning where the prices are "
    "stated in US dollars and the currency of the sale is another one, without the rate they were converted at; where "
    "the stated rate is less than 0.8 or more than 1.25 times the newest held (upside down, a decimal lost); and on "
    "a day whose own rate may have to take the quarter's place. A rate that is not stated is that of the quarter of "
    "the day of export (shipment.exportDate, else the entry date), or the day's where it varies by 5 %; EUR, KRW, TWD "
    "and VND want the certified rate of the day.",
    check=_check,
    deduction=25,
)
