"""Base duty on the components of goods: rates on the case and the strap, and sets that draw their articles' rates."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from entrygo.contract.tariff import ScheduleLine
from entrygo.tariff.rates import Rate, amount, parse_rate

EACH_GARMENT = re.compile(r"applicable,? to each (?:garment|article)", re.IGNORECASE)
HIGHEST = re.compile(r"subject to the high-? ?est rate of duty", re.IGNORECASE)
IF_ANY = "if any"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A component as the duty is computed from it: its words, its value in the line, the schedule line of its code."""

    description: str
    value_usd: Decimal
    line: ScheduleLine | None = None
    quantity: Decimal = Decimal(1)


def asks_components(rate: Rate) -> bool:
    """Whether a rate that cannot be computed from the whole can be from its components."""
    return bool(rate.part_percents) or bool(EACH_GARMENT.search(rate.text) or HIGHEST.search(rate.text))


def on_components(
    rate: Rate,
    parts: Sequence[Part],
    value_usd: Decimal,
    quantities: Mapping[str, Decimal],
    net_weight_kg: Decimal | None,
    *,
    is_column_2: bool = False,
) -> tuple[Decimal | None, str | None]:
    """The base duty of goods of these components, or why there is none; each component's rate is of the same column."""
    if not parts:
        return None, f"{rate.reason}; state components, each with its value"
    if rate.part_percents:
        return _on_named(rate, parts, value_usd, quantities, net_weight_kg)
    duties: list[Decimal] = []
    for part in parts:
        if part.line is None:
            return (
                None,
                f"the rate is that of each component, and {part.description!r} has no code that is held",
            )
        own = parse_rate(part.line.other if is_column_2 else part.line.general)
        worth = value_usd if HIGHEST.search(rate.text) else part.value_usd
        duty = amount(own, worth, {"piece": part.quantity, "pair": part.quantity}, None)
        if duty is None:
            return None, f"the rate of {part.description!r} ({own.text}) cannot be computed from its value"
        duties.append(duty)
    return (max(duties) if HIGHEST.search(rate.text) else sum(duties, Decimal(0))), None


def _on_named(
    rate: Rate,
    parts: Sequence[Part],
    value_usd: Decimal,
    quantities: Mapping[str, Decimal],
    net_weight_kg: Decimal | None,
) -> tuple[Decimal | None, str | None]:
    """A rate on named parts: what it takes on the whole, and each percentage on the components of that name."""
    duty = amount(replace(rate, computable=True, part_percents=()), value_usd, quantities, net_weight_kg)
    if duty is None:
        return None, f"the rate {rate.text} needs a quantity that is not stated"
    for percent, named in rate.part_percents:
        for words in named.removesuffix(f", {IF_ANY}").split(" and "):
            held = [part.value_usd for part in parts if _is_named(part, words)]
            if not held and not named.endswith(IF_ANY):
                return (
                    None,
                    f"the rate is on the {named}, and no component is that {words} (one of 0 says it has none)",
                )
            duty += sum(held, Decimal(0)) * percent / 100
    return duty, None


def _is_named(part: Part, words: str) -> bool:
    """Whether a component is called by one of the words for a part (``strap, band or bracelet``)."""
    names = [word for word in re.split(r",\s*|\s+or\s+", words) if word]
    text = part.description.lower()
    return any(re.search(rf"(?<!\w){re.escape(name)}(?:s|es)?(?!\w)", text) for name in names)
