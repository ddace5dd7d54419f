"""Quantities in the schedule's units, from pieces and weights."""

from decimal import ROUND_HALF_UP, Decimal

from entrygo.tariff.units import quantity_in

REPORTED = Decimal("0.0001")  # finer than any quantity an entry reports


def schedule_quantities(
    units: tuple[str, ...], pieces: Decimal, net_weight_kg: Decimal | None
) -> tuple[tuple[Decimal, str], ...]:
    """Exact (amount, unit) pairs in the schedule's units; a unit that cannot be computed is left out.

    What an order counts as a piece is a pair where the schedule counts pairs: shoes and gloves are sold so.
    """
    counted = {"piece": pieces, "pair": pieces}
    amounts = ((quantity_in(unit, counted, net_weight_kg), unit) for unit in units)
    return tuple((amount, unit) for amount, unit in amounts if amount is not None)


def reported(quantities: tuple[tuple[Decimal, str], ...]) -> tuple[tuple[Decimal, str], ...]:
    """The same pairs as an entry line shows them: at most four decimals, half-up."""
    return tuple((amount.quantize(REPORTED, rounding=ROUND_HALF_UP), unit) for amount, unit in quantities)
