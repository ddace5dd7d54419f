"""Costs and duties as bars: lengths in thousandths of the longest; amounts exact; what is not known has no bar."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

Json = Mapping[str, Any]  # Any: JSON of an answer
LONGEST = 1000
PARTS = (("broker_fees_usd", "Broker", "act"), ("mpf_usd", "MPF", "info"), ("hmf_usd", "HMF", "review"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A part of a bar: where it begins and how long it is, in thousandths; its amount in US dollars."""

    name: str
    usd: Decimal | None
    begin: int
    width: int
    tone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A bar of segments. ``total`` is ``None`` where a part of it is not known."""

    name: str
    entries: int
    total: Decimal | None
    segments: tuple[Segment, ...]


def compared(savings: Json) -> tuple[Bar, Bar]:
    """One entry an order beside the entries planned, on one scale."""
    apart, planned = savings["one_entry_per_order"], savings["planned"]
    longest = max(_sum(apart), _sum(planned), Decimal(1))
    return _bar("One entry an order", apart, longest), _bar("As planned", planned, longest)


def _bar(name: str, cost: Json, longest: Decimal) -> Bar:
    segments, begin = [], 0
    for field, label, tone in PARTS:
        usd = exact(cost[field])
        width = 0 if usd is None else int(usd * LONGEST / longest)
        segments.append(Segment(name=label, usd=usd, begin=begin, width=width, tone=tone))
        begin += width
    return Bar(
        name=name, entries=cost["entry_count"], total=exact(cost["total_usd"]), segments=tuple(segments)
    )


def _sum(cost: Json) -> Decimal:
    """What is known of it: the length of a bar, not an amount that is said."""
    return sum((usd for field, _, _ in PARTS if (usd := exact(cost[field])) is not None), Decimal(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """Duty under one programme over all lines; ``usd`` is ``None`` where a line of it has no figure, and ``known`` is
    what the others come to."""

    program: str
    usd: Decimal | None
    known: Decimal
    lines: int
    unknown: int
    width: int
    source: str


def duty_layers(lines: Sequence[Json]) -> list[Layer]:
    """The layers of duty by programme, the largest first; those without a figure come before all."""
    grouped: dict[str, list[Json]] = {}
    for layer in (layer for line in lines for layer in line["layers"]):
        grouped.setdefault(layer["program"], []).append(layer)
    known = {program: _known(same) for program, same in grouped.items()}
    longest = max([*known.values(), Decimal(1)])
    layers = [
        Layer(
            program=program,
            usd=None if any(each["amountUsd"] is None for each in same) else known[program],
            known=known[program],
            lines=len(same),
            unknown=sum(each["amountUsd"] is None for each in same),
            width=int(known[program] * LONGEST / longest),
            source=same[0]["source"],
        )
        for program, same in grouped.items()
    ]
    return sorted(layers, key=lambda each: (each.usd is not None, -known[each.program], each.program))


def _known(layers: Iterable[Json]) -> Decimal:
    return sum((usd for each in layers if (usd := exact(each["amountUsd"])) is not None), Decimal(0))


def exact(amount: Any) -> Decimal | None:  # Any: a JSON number
    """A number of an answer as it is written there."""
    return None if amount is None else Decimal(str(amount))
