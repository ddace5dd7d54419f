"""The entered value of an estimate's lines: its charges apportioned over all of them, as an order's are."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from entrygo.contract.facts import Charge, Metals, Order, OrderLine
from entrygo.contract.findings import Severity
from entrygo.contract.money import CENT, times
from entrygo.planning.duty_in_price import ROUNDS, SCALE, STEP, Slope, duty_inside
from entrygo.planning.rule import Hit, Rule
from entrygo.planning.rules import by_id
from entrygo.planning.value import AT_PAR, ZERO, ValuedOrder, scaled_claim, valued
from entrygo.tariff.estimate import Estimate, EstimateLine

VALUE_RULES = ("VAL-006", "VAL-008", "VAL-009", "VAL-010", "VAL-011", "VAL-012")
Priced = Callable[[tuple[EstimateLine, ...]], Estimate]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleNotice:
    """What a plan's own rule says of an estimate: of its charges, or of the goods of a line."""

    rule: str
    code: str
    severity: Severity
    field: str
    message: str
    fix: str
    legal_source: str
    details: Mapping[str, object] | None


def notice_of(rule: Rule, hit: Hit, field: str) -> RuleNotice:
    """A rule's hit at a field of the estimate."""
    return RuleNotice(
        rule=rule.id,
        code=hit.code or rule.code,
        severity=hit.severity or rule.severity,
        field=field,
        message=hit.message,
        fix=hit.fix or rule.fix,
        legal_source=rule.legal_source,
        details=hit.details,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class EnteredLines:
    """The lines at their entered values, ``None`` where one is not known, and what is to be said."""

    lines: tuple[EstimateLine, ...] | None
    notices: tuple[RuleNotice, ...]


def entered(lines: tuple[EstimateLine, ...], charges: tuple[Charge, ...], price: Priced) -> EnteredLines:
    """The lines with the charges taken in; ``price`` computes the duty that a price may hold."""
    if not charges:
        return EnteredLines(lines=lines, notices=())
    order = Order(
        id="estimate",
        external_id="of this estimate",
        destination_country="US",
        lines=tuple(
            OrderLine(product_id=str(place), quantity=Decimal(1), unit_value_usd=line.value_usd)
            for place, line in enumerate(lines)
        ),
        charges=charges,
    )
    value = valued(order)
    if value.backs_out_duty:
        value = _backed_out(order, lines, price) or value
    figures = [line.entered_usd for line in value.lines]
    known = [figure for figure in figures if figure is not None]
    return EnteredLines(
        lines=_at(lines, known) if len(known) == len(figures) else None,
        notices=tuple(_notices(order, value)),
    )


def _at(lines: Sequence[EstimateLine], values: Sequence[Decimal]) -> tuple[EstimateLine, ...]:
    return tuple(replace(line, value_usd=value) for line, value in zip(lines, values, strict=True))


def _backed_out(order: Order, lines: tuple[EstimateLine, ...], price: Priced) -> ValuedOrder | None:
    """The order with the duty in its prices computed, or ``None`` where that cannot be."""
    if any(line.deposits for line in lines):
        return None
    without = valued(order, AT_PAR, ZERO).lines
    inside = ZERO
    for _ in range(ROUNDS):
        tried = valued(order, AT_PAR, inside)
        values = [line.entered_usd for line in tried.lines if line.entered_usd is not None]
        if len(values) < len(lines):
            return None
        there = _at(lines, values)
        slopes = _slopes(there, price)
        after = duty_inside(without, slopes, price(there).mpf_usd) if slopes else None
        if after is None:
            return None
        if abs(after - inside) < CENT:
            return tried
        inside = after
    return None


def _slopes(lines: Sequence[EstimateLine], price: Priced) -> tuple[Slope, ...]:
    """Each line's duty near its value as a straight line, none where a duty is not known."""
    here, there = (price(tuple(_many(line, step) for line in lines)).lines for step in (Decimal(1), STEP))
    found: list[Slope] = []
    for line, near, far in zip(lines, here, there, strict=True):
        if near.duty_usd is None or far.duty_usd is None or not line.value_usd:
            return ()
        rate = (far.duty_usd - near.duty_usd) / (SCALE * line.value_usd * (STEP - 1))
        found.append(Slope(rate=rate, fixed_usd=near.duty_usd / SCALE - rate * line.value_usd))
    return tuple(found)


def _many(line: EstimateLine, step: Decimal) -> EstimateLine:
    """So many times the goods of a line that no cent of rounding shows, each at so many times its value."""
    weights = None if line.metals is None else _scaled_metals(line.metals)
    return replace(
        line,
        value_usd=line.value_usd * SCALE * step,
        quantity=times(line.quantity, SCALE),
        quantities={unit: amount * SCALE for unit, amount in line.quantities.items()},
        net_weight_kg=times(line.net_weight_kg, SCALE),
        metals=weights,
        claim=scaled_claim(line.claim, SCALE),
        components=tuple(
            replace(each, quantity=(each.quantity or Decimal(1)) * SCALE) for each in line.components
        ),
    )


def _scaled_metals(metals: Metals) -> Metals:
    """The weights and values of so many times the goods."""
    totals = (each.name for each in fields(metals) if each.name.endswith(("_weight_kg", "_value_usd")))
    scaled: dict[str, Any] = {}  # Any: fields by name
    for name in totals:
        scaled[name] = times(getattr(metals, name), SCALE)
    return replace(metals, **scaled)


def _notices(order: Order, value: ValuedOrder) -> Iterator[RuleNotice]:
    case = SimpleNamespace(sales={order.id: value.sale}, entries=(), products={})
    for rule in map(by_id, VALUE_RULES):
        for hit in rule.check(case, order):
            yield notice_of(rule, hit, hit.field)
