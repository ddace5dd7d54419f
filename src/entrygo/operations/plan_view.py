"""A plan as it is answered: paths and lists follow the request's order of orders.

``PlanHead`` says which batch it is; the rest, ``PlanBody``, is kept with the plan.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from entrygo.contract.answers.plan import (
    DutyEstimate,
    DutyTotals,
    MissingDatumAnswer,
    PlanBody,
    PlanMessage,
    PlannedDutyLine,
    Validation,
)
from entrygo.contract.answers.shown import shown
from entrygo.contract.canonical import JsonObject
from entrygo.contract.facts import Order
from entrygo.contract.findings import Finding
from entrygo.contract.plan import MissingDatum, Plan
from entrygo.contract.tariff import LawStamp
from entrygo.planning.score import WORST_FIRST
from entrygo.planning.value import total

_OUTSIDE_ORDERS = (-1, -1)


def plan_view(
    plan: Plan, order_ids: Sequence[str], orders: Mapping[str, Order], *, law: LawStamp | None = None
) -> JsonObject:
    """The answer to a plan. ``order_ids`` is the request's order, duplicates dropped."""
    request = _Request(order_ids, orders)
    messages = request.messages(plan.findings)
    excluded = sorted(plan.excluded, key=lambda exclusion: request.position(exclusion.order_id))
    return shown(
        PlanBody,
        plan,
        validation_messages=messages,
        included_order_ids=sorted(plan.included_order_ids, key=request.position),
        excluded_order_ids=[exclusion.order_id for exclusion in excluded],
        excluded_orders=excluded,
        missing_data=[request.missing(datum) for datum in plan.missing_data],
        entry_structure=plan,
        routing_context={name: value for name, value in plan.routing.items() if name != "tariff_edition"},
        duty_estimate=_duty_estimate(plan, law),
        validation=shown(Validation, plan, validation_messages=messages),
    )


class _Request:
    """The request's order of orders, and the paths that follow from it."""

    def __init__(self, order_ids: Sequence[str], orders: Mapping[str, Order]) -> None:
        self._positions = {order_id: index for index, order_id in enumerate(order_ids)}
        self._items: dict[tuple[str, str], int] = {}
        for order in orders.values():
            for index, line in enumerate(order.lines):
                self._items.setdefault((order.id, line.product_id), index)

    def position(self, order_id: str) -> int:
        """Where the request named the order; one it did not name comes last."""
        return self._positions.get(order_id, len(self._positions))

    def messages(self, findings: Sequence[Finding]) -> list[JsonObject]:
        """Errors, warnings, infos; inside each by path."""
        placed = [(self._place(finding), finding) for finding in findings]
        placed.sort(
            key=lambda pair: (WORST_FIRST[pair[1].severity], pair[0].order, pair[1].rule, pair[1].message)
        )
        return [
            shown(
                PlanMessage,
                finding,
                field=place.path,
                order_id=place.order_id,
                affected_order_ids=sorted(finding.affected_order_ids, key=self.position),
            )
            for place, finding in placed
        ]

    def missing(self, datum: MissingDatum) -> JsonObject:
        """A missing datum under the path of its finding."""
        place = self._path(datum.field, datum.product_id, datum.order_id)
        return shown(MissingDatumAnswer, datum, field=place.path)

    def _place(self, finding: Finding) -> "_Place":
        """A finding about a product stands at the first order, as requested, that holds it."""
        order_id = finding.order_id
        if order_id is not None and finding.product_id is not None:
            holding = (
                each for each in finding.affected_order_ids if (each, finding.product_id) in self._items
            )
            order_id = min(holding, key=self.position, default=order_id)
        return self._path(finding.field, finding.product_id, order_id)

    def _path(self, field: str, product_id: str | None, order_id: str | None) -> "_Place":
        if order_id is None:
            return _Place(path=field, order_id=None, order=(*_OUTSIDE_ORDERS, field))
        index = self.position(order_id)
        item = self._items.get((order_id, product_id), 0) if product_id else -1
        inner = f"items[{item}].{field}" if product_id and not field.startswith("items[") else field
        if inner.startswith("items["):
            item = int(inner[len("items[") : inner.index("]")])
        return _Place(path=f"orders[{index}].{inner}", order_id=order_id, order=(index, item, inner))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    path: str
    order_id: str | None
    order: tuple[int, int, str]


def _duty_estimate(plan: Plan, law: LawStamp | None) -> JsonObject:
    """Duties, fees and layers of the planned entries, in the shape of the estimate endpoint."""
    lines = [
        shown(PlannedDutyLine, line, export_unit=unit.number) for unit in plan.entries for line in unit.lines
    ]
    mpf, hmf = (total(getattr(unit, fee) for unit in plan.entries) for fee in ("mpf_usd", "hmf_usd"))
    totals = shown(DutyTotals, plan, mpf_usd=mpf, hmf_usd=hmf)
    edition = plan.routing.get("tariff_edition")
    return shown(DutyEstimate, plan, lines=lines, totals=totals, tariff_edition=edition, law=law)
