"""Amounts of money and goods: rounded to the cent half up, and so many times over, in one place."""

from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


def cents(amount: Decimal) -> Decimal:
    """An amount rounded half up to the cent."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def times(amount: Decimal | None, by: Decimal | int) -> Decimal | None:
    """So many times an amount of money, weight or goods; ``None`` where it is not known."""
    return None if amount is None else amount * by
