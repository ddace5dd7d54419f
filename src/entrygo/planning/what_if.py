"""What a batch would be in parts: the plan of each beside the plan of the whole. Shown, never chosen."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from entrygo.contract.plan import EntryType, Plan
from entrygo.planning.savings import BREAKS_INFORMAL_SPLIT, BREAKS_ONE_ENTRY
from entrygo.planning.value import ZERO, total

_AMOUNTS = ("value_usd", "duty_usd", "broker_fees_usd", "mpf_usd", "hmf_usd", "fees_usd")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What a plan, a sum of plans, or the difference of two costs. A duty that is not known is ``None``."""

    entry_count: int
    value_usd: Decimal | None
    duty_usd: Decimal | None
    broker_fees_usd: Decimal | None
    mpf_usd: Decimal | None
    hmf_usd: Decimal | None
    fees_usd: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of the orders, planned as if it were a batch of its own."""

    order_ids: tuple[str, ...]
    plan: Plan
    plan_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """The sums of the parts, and those less the whole's; ``breaks`` names the rules that splitting may break."""

    totals: Figures
    compared_with_whole: Figures
    breaks: tuple[str, ...]


def what_if(whole: Plan, parts: Sequence[Part]) -> WhatIf:
    """The parts beside the whole. A duty that is not known in one part is not known in the sum."""
    totals = _sums([figures(part.plan) for part in parts])
    return WhatIf(
        totals=totals,
        compared_with_whole=_less(totals, figures(whole)),
        breaks=_breaks(whole, [part.plan for part in parts]),
    )


def figures(plan: Plan) -> Figures:
    cost = plan.savings.planned
    return Figures(
        entry_count=cost.entry_count,
        value_usd=plan.value_usd,
        duty_usd=plan.duty_usd,
        broker_fees_usd=cost.broker_fees_usd,
        mpf_usd=cost.mpf_usd,
        hmf_usd=cost.hmf_usd,
        fees_usd=cost.total_usd,
    )


def _sums(parts: Sequence[Figures]) -> Figures:
    sums = {name: total(getattr(part, name) for part in parts) for name in _AMOUNTS}
    return Figures(entry_count=sum(part.entry_count for part in parts), **sums)


def _less(totals: Figures, whole: Figures) -> Figures:
    amounts = {name: _difference(getattr(totals, name), getattr(whole, name)) for name in _AMOUNTS}
    return Figures(entry_count=totals.entry_count - whole.entry_count, **amounts)


def _difference(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    if one is None or other is None:
        return None
    return ZERO if one == other else one - other  # none in cents, whatever the places of the two


def _breaks(whole: Plan, parts: Sequence[Plan]) -> tuple[str, ...]:
    """By the goods that would be entered apart though they may travel as one shipment."""
    if len([part for part in parts if part.included_order_ids]) <= 1:
        return ()
    types = {unit.entry_type for part in parts for unit in part.entries}
    is_formal = any(unit.entry_type is EntryType.FORMAL for unit in whole.entries)
    avoids_formal = is_formal and EntryType.FORMAL not in types
    return (BREAKS_ONE_ENTRY, BREAKS_INFORMAL_SPLIT) if avoids_formal else (BREAKS_ONE_ENTRY,)
