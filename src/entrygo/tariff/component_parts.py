"""Components as stated, as the parts a duty is computed from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from entrygo.contract.facts import Component
from entrygo.contract.hts import digits_of
from entrygo.contract.tariff import ScheduleLine
from entrygo.tariff.parts import Part

TOLERANCE_USD = Decimal("0.01")


def sum_of(components: Iterable[Component]) -> Decimal:
    """What components come to."""
    return sum((each.value_usd for each in components), Decimal(0))


def sum_to(components: Iterable[Component], value_usd: Decimal) -> bool:
    """Whether the values of components are the value of the goods, to the cent."""
    return abs(sum_of(components) - value_usd) <= TOLERANCE_USD


def of_all(
    components: Sequence[Component], value_usd: Decimal, pieces: Decimal | None
) -> tuple[Component, ...]:
    """Components of goods of this value: as stated, those of a piece times the pieces, or none that come to it."""
    if sum_to(components, value_usd):
        return tuple(components)
    if pieces is None or not sum_to(components, value_usd / pieces if pieces else value_usd):
        return ()
    return tuple(
        replace(
            each,
            value_usd=each.value_usd * pieces,
            quantity=None if each.quantity is None else each.quantity * pieces,
        )
        for each in components
    )


def parts_of(
    components: Sequence[Component],
    value_usd: Decimal | None,
    lines: Mapping[str, ScheduleLine],
    pieces: Decimal = Decimal(1),
) -> tuple[Part, ...]:
    """The parts of goods entered at this value, in the proportion of the values stated; none without any."""
    whole = sum_of(components)
    if value_usd is None or not whole:
        return ()
    return tuple(
        Part(
            description=each.description,
            value_usd=value_usd * each.value_usd / whole,
            line=lines.get(digits_of(each.hs_code or "")),
            quantity=(each.quantity or Decimal(1)) * pieces,
        )
        for each in components
    )
