"""Quantities in the schedule's units, from what products state, from pieces and from weights.

One source for what is asked, computed and printed: a product's ``quantities`` a piece, else what its attributes state
under that name, else the order's count and the net weight.
"""

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import TypeAlias

from entrygo.contract.facts import Product
from entrygo.contract.money import times
from entrygo.planning.product_facts import stated
from entrygo.tariff.units import quantity_in, unit

Pairs: TypeAlias = tuple[tuple[Decimal, str], ...]

REPORTED = Decimal("0.0001")  # finer than any quantity an entry reports


def quantities_of(product: Product) -> dict[str, Decimal]:
    """What a product states a piece, by unit in its normal form; what is no positive number is left out."""
    given = stated(product.attributes, "quantities", "quantityPerPiece")
    found: dict[str, Decimal] = {}
    for name, value in (*(given.items() if isinstance(given, Mapping) else ()), *product.quantities.items()):
        try:
            amount = Decimal(str(value))
        except InvalidOperation:
            continue
        if amount.is_finite() and amount > 0:
            found[unit(str(name))] = amount
    return found


def schedule_quantities(
    units: tuple[str, ...],
    pieces: Decimal,
    net_weight_kg: Decimal | None,
    of_a_piece: Mapping[str, Decimal] | None = None,
) -> Pairs:
    """Exact (amount, unit) pairs in the schedule's units; a unit that cannot be computed is left out.

    What an order counts as a piece is a pair where the schedule counts pairs: shoes and gloves are sold so.
    """
    counted = {"piece": pieces, "pair": pieces}
    counted |= {name: amount * pieces for name, amount in (of_a_piece or {}).items()}
    amounts = ((quantity_in(unit, counted, net_weight_kg), unit) for unit in units)
    return tuple((amount, unit) for amount, unit in amounts if amount is not None)


def line_quantities(units: tuple[str, ...], goods: Iterable[tuple[Product, Decimal]]) -> Pairs:
    """The same of a line of several products with their pieces: a unit that one of them does not yield is left out."""
    held = [(product, pieces, quantities_of(product)) for product, pieces in goods]
    if not any(own for _, _, own in held):
        weights = [times(product.net_weight_kg, pieces) for product, pieces, _ in held]
        known = [weight for weight in weights if weight is not None]
        net = sum(known, Decimal(0)) if len(known) == len(weights) else None
        return schedule_quantities(units, sum((pieces for _, pieces, _ in held), Decimal(0)), net)
    yielded = [
        dict(
            (name, amount)
            for amount, name in schedule_quantities(units, pieces, times(product.net_weight_kg, pieces), own)
        )
        for product, pieces, own in held
    ]
    return tuple(
        (sum((each[name] for each in yielded), Decimal(0)), name)
        for name in units
        if all(name in each for each in yielded)
    )


def units_of(units: tuple[str, ...], products: Iterable[Product]) -> tuple[str, ...]:
    """The schedule's units, and those that products state beside them: a rate may be by such a one."""
    stated_units = (name for product in products for name in quantities_of(product))
    scheduled = {unit(name) for name in units}
    return (*units, *sorted({name for name in stated_units if name not in scheduled}))


def reported(quantities: Pairs) -> Pairs:
    """The same pairs as an entry line shows them: at most four decimals, half-up."""
    return tuple((amount.quantize(REPORTED, rounding=ROUND_HALF_UP), unit) for amount, unit in quantities)
