"""The rate of exchange of an order's currency (31 USC 5151; 19 CFR 159.32 to 159.35)."""

from entrygo.contract.facts import Order
from entrygo.planning.value import AT_PAR, DOLLAR, Exchange

STATED = "stated on the order"


def exchange_of(order: Order) -> Exchange:
    """The order's rate as stated; US dollars are one for one, and another currency has none of itself."""
    if order.exchange_rate_usd is not None:
        return Exchange(rate=order.exchange_rate_usd, source=STATED)
    return AT_PAR if order.currency == DOLLAR else Exchange(rate=None)
