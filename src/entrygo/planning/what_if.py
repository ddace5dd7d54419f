"""What a batch would be in parts: the plan of each beside the plan of the whole. Shown, never chosen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from entrygo.contract.plan import EntryType, Plan
from entrygo.planning.savings import BREAKS_INFORMAL_SPLIT, BREAKS_ONE_ENTRY
from entrygo.planning.value import ZERO, total

Body = dict[str, Any]  # Any: JSON, with Decimal where the door writes a number

_FIGURES = ("value_usd", "duty_usd", "broker_fees_usd", "mpf_usd", "hmf_usd", "fees_usd")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of the orders, planned as if it were a batch of its own."""

    order_ids: tuple[str, ...]
    plan: Plan
    plan_hash: str


def what_if(whole: Plan, parts: Sequence[Part]) -> Body:
    """Each part, their sums, and the sums less the whole's; ``breaks`` names the rules that splitting may break.

    A duty that is not known in one part is not known in the sum.
    """
    told = [_part(part) for part in parts]
    totals = _sums(told)
    return {
        "parts": told,
        "totals": totals,
        "compared_with_whole": _less(totals, _figures(whole)),
        "breaks": _breaks(whole, [part.plan for part in parts]),
    }


def _part(part: Part) -> Body:
    plan = part.plan
    return {
        "order_ids": list(part.order_ids),
        "included_order_ids": [each for each in part.order_ids if each in set(plan.included_order_ids)],
        "planHash": part.plan_hash,
        "readinessState": plan.readiness.value,
        "complianceScore": plan.score,
        "estimated_import_savings_usd": plan.savings.saved_usd,
        **_figures(plan),
    }


def _figures(plan: Plan) -> Body:
    cost = plan.savings.planned
    return {
        "entry_count": cost.entry_count,
        "value_usd": plan.value_usd,
        "duty_usd": plan.duty_usd,
        "broker_fees_usd": cost.broker_fees_usd,
        "mpf_usd": cost.mpf_usd,
        "hmf_usd": cost.hmf_usd,
        "fees_usd": cost.total_usd,
    }


def _sums(told: Sequence[Mapping[str, Any]]) -> Body:  # Any: see Body
    sums: Body = {"entry_count": sum(part["entry_count"] for part in told)}
    return sums | {name: total(part[name] for part in told) for name in _FIGURES}


def _less(totals: Body, whole: Body) -> Body:
    differences: Body = {"entry_count": totals["entry_count"] - whole["entry_count"]}
    return differences | {name: _difference(totals[name], whole[name]) for name in _FIGURES}


def _difference(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    if one is None or other is None:
        return None
    return ZERO if one == other else one - other  # none in cents, whatever the places of the two


def _breaks(whole: Plan, parts: Sequence[Plan]) -> list[str]:
    """By the goods that would be entered apart though they may travel as one shipment."""
    if len([part for part in parts if part.included_order_ids]) <= 1:
        return []
    types = {unit.entry_type for part in parts for unit in part.entries}
    is_formal = any(unit.entry_type is EntryType.FORMAL for unit in whole.entries)
    avoids_formal = is_formal and EntryType.FORMAL not in types
    return [BREAKS_ONE_ENTRY, *([BREAKS_INFORMAL_SPLIT] if avoids_formal else [])]
