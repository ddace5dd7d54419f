"""The answer of planning as the API gives it: paths follow the request's order, money stays ``Decimal``.

The door adds what belongs to the batch: ``exportId``, ``state``, ``batch_id``, ``status``, ``planHash``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from entrygo.contract.facts import Order, Product
from entrygo.contract.findings import Finding
from entrygo.contract.plan import (
    Cost,
    Deduction,
    DutyLayer,
    EntryLine,
    EntryUnit,
    MissingDatum,
    Plan,
    Savings,
)
from entrygo.planning.score import WORST_FIRST
from entrygo.planning.value import total
from entrygo.tariff.hts import dotted

Body = dict[str, Any]  # Any: JSON, with Decimal where the door writes a number

DOCS = "/docs/rules/"
_OUTSIDE_ORDERS = (-1, -1)


def answer(
    plan: Plan, order_ids: Sequence[str], products: Mapping[str, Product], orders: Mapping[str, Order]
) -> Body:
    """The body of contract section 4. ``order_ids`` is the request's order, duplicates dropped."""
    request = _Request(order_ids=order_ids, products=products, orders=orders)
    messages = request.messages(plan.findings)
    excluded = sorted(plan.excluded, key=lambda exclusion: request.position(exclusion.order_id))
    return {
        "readinessState": plan.readiness.value,
        "complianceScore": plan.score,
        "validationMessages": messages,
        "included_order_ids": sorted(plan.included_order_ids, key=request.position),
        "excluded_order_ids": [exclusion.order_id for exclusion in excluded],
        "excluded_orders": [
            {"order_id": e.order_id, "reason_code": e.reason_code, "message": e.message} for e in excluded
        ],
        "flags": list(plan.flags),
        "missing_data": [request.missing(datum) for datum in plan.missing_data],
        "recommended_strategy": plan.strategy,
        "estimated_import_savings_usd": plan.savings.saved_usd,
        "savings_breakdown": _savings(plan.savings),
        "score_breakdown": [_part(part) for part in plan.score_breakdown],
        "next_recommended_action": plan.next_action,
        "export_units": [_unit(unit) for unit in plan.entries],
        "entry_structure": _structure(plan),
        "routing_context": {name: value for name, value in plan.routing.items() if name != "tariff_edition"},
        "duty_estimate": duty_estimate(plan),
        "validation": {
            "readiness_state": plan.readiness.value,
            "compliance_score": plan.score,
            "validation_messages": messages,
        },
    }


class _Request:
    """The request's order of orders, and the paths that follow from it."""

    def __init__(
        self, *, order_ids: Sequence[str], products: Mapping[str, Product], orders: Mapping[str, Order]
    ) -> None:
        self._positions = {order_id: index for index, order_id in enumerate(order_ids)}
        self._products = products
        self._items: dict[tuple[str, str], int] = {}
        for order in orders.values():
            for index, line in enumerate(order.lines):
                self._items.setdefault((order.id, line.product_id), index)

    def position(self, order_id: str) -> int:
        """Where the request named the order; one it did not name comes last."""
        return self._positions.get(order_id, len(self._positions))

    def messages(self, findings: Sequence[Finding]) -> list[Body]:
        """Errors, warnings, infos; inside each by path."""
        placed = [(self._place(finding), finding) for finding in findings]
        placed.sort(
            key=lambda pair: (WORST_FIRST[pair[1].severity], pair[0].order, pair[1].rule, pair[1].message)
        )
        return [self._message(place, finding) for place, finding in placed]

    def missing(self, datum: MissingDatum) -> Body:
        """A missing datum under the path of its finding."""
        place = self._path(datum.field, datum.product_id, datum.order_id)
        return {
            "field": place.path,
            "product_id": datum.product_id,
            "order_id": datum.order_id,
            "code": datum.code,
        }

    def _message(self, place: "_Place", finding: Finding) -> Body:
        return {
            "code": finding.code,
            "message": finding.message,
            "severity": finding.severity.value,
            "field": place.path,
            "product_id": finding.product_id,
            "order_id": place.order_id,
            "fix": finding.fix,
            "doc_url": f"{DOCS}{finding.rule}",
            "legal_source": finding.legal_source,
            "rule": finding.rule,
            "affected_order_ids": sorted(finding.affected_order_ids, key=self.position),
            "details": None if finding.details is None else dict(finding.details),
        }

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


def duty_estimate(plan: Plan) -> Body:
    """Duties, fees and layers of the planned entries, in the shape of the estimate endpoint."""
    return {
        "lines": [
            {
                "hsCode": dotted(line.hs_code),
                "countryOfOrigin": line.country_of_origin,
                "valueUsd": line.value_usd,
                "dutyUsd": line.duty_usd,
                "layers": [layer_body(layer) for layer in line.layers],
                "exportUnit": unit.number,
                "lineNo": line.line_no,
            }
            for unit in plan.entries
            for line in unit.lines
        ],
        "totals": {
            "valueUsd": plan.value_usd,
            "dutyUsd": plan.duty_usd,
            "mpfUsd": total(unit.mpf_usd for unit in plan.entries),
            "hmfUsd": total(unit.hmf_usd for unit in plan.entries),
        },
        "tariffEdition": plan.routing.get("tariff_edition"),
    }


def layer_body(layer: DutyLayer) -> Body:
    """One layer as the estimate endpoint gives it."""
    return {
        "program": layer.program,
        "heading": layer.heading,
        "rate": layer.rate,
        "amountUsd": layer.amount_usd,
        "source": layer.source,
        "effectiveFrom": layer.effective_from,
        "certainty": layer.certainty,
        "verifiedOn": layer.verified_on,
        "note": layer.note,
        "exposureUsd": layer.exposure_usd,
    }


def _unit(unit: EntryUnit) -> Body:
    return {
        "number": unit.number,
        "entry_type": unit.entry_type.value,
        "order_ids": list(unit.order_ids),
        "value_usd": unit.value_usd,
        "duty_usd": unit.duty_usd,
        "mpf_usd": unit.mpf_usd,
        "hmf_usd": unit.hmf_usd,
        "broker_fee_usd": unit.broker_fee_usd,
        "reason": unit.reason,
        "lines": [_line(line) for line in unit.lines],
    }


def _line(line: EntryLine) -> Body:
    return {
        "line_no": line.line_no,
        "hs_code": dotted(line.hs_code),
        "country_of_origin": line.country_of_origin,
        "description": line.description,
        "spi": line.spi,
        "headings": list(line.headings),
        "value_usd": line.value_usd,
        "pieces": line.pieces,
        "quantities": [{"amount": amount, "unit": unit} for amount, unit in line.quantities],
        "net_weight_kg": line.net_weight_kg,
        "gross_weight_kg": line.gross_weight_kg,
        "duty_usd": line.duty_usd,
        "items": [
            {
                "order_id": item.order_id,
                "product_id": item.product_id,
                "quantity": item.quantity,
                "unit_price": item.unit_price,
                "currency": item.currency,
                "goods_usd": item.goods_usd,
                "add_charges_usd": item.added_usd,
                "deduct_charges_usd": item.deducted_usd,
                "value_usd": item.value_usd,
                "not_sold": item.not_sold,
            }
            for item in line.items
        ],
    }


def _structure(plan: Plan) -> Body:
    return {
        "entry_count": len(plan.entries),
        "entries": [
            {
                "number": unit.number,
                "entry_type": unit.entry_type.value,
                "order_count": len(unit.order_ids),
                "line_count": len(unit.lines),
                "value_usd": unit.value_usd,
                "reason": unit.reason,
            }
            for unit in plan.entries
        ],
        "alternatives": [
            {
                "name": option.name,
                "entry_count": option.entry_count,
                "cost_usd": option.cost_usd,
                "breaks": option.breaks,
            }
            for option in plan.alternatives
        ],
    }


def _savings(savings: Savings) -> Body:
    return {
        "one_entry_per_order": _cost(savings.one_entry_per_order),
        "planned": _cost(savings.planned),
        "saved_usd": savings.saved_usd,
    }


def _cost(cost: Cost) -> Body:
    return {
        "entry_count": cost.entry_count,
        "broker_fees_usd": cost.broker_fees_usd,
        "mpf_usd": cost.mpf_usd,
        "hmf_usd": cost.hmf_usd,
        "total_usd": cost.total_usd,
    }


def _part(part: Deduction) -> Body:
    return {
        "code": part.code,
        "points": part.points,
        "rule": part.rule,
        "product_id": part.product_id,
        "order_id": part.order_id,
    }
