"""What a piece of an order's line costs in US dollars, and the field that says so."""

from decimal import Decimal

from entrygo.planning.rule import Case, LineSubject


def dollars_a_piece(case: Case, subject: LineSubject) -> Decimal | None:
    """The price of a piece in US dollars, ``None`` where the order's rate of exchange is not known."""
    line = subject.order.lines[subject.index]
    if line.unit_value_usd is not None:
        return line.unit_value_usd
    sale = case.sales.get(subject.order.id)
    return None if sale is None or sale.rate is None else line.stated_price * sale.rate


def price_field(subject: LineSubject) -> str:
    """The field a line's price stands in."""
    return "unitValueUsd" if subject.order.lines[subject.index].unit_price is None else "unitPrice"
