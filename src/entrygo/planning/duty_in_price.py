"""US duty inside a price (delivered duty paid): the value is the price less the duty and fee on that very value.

19 USC 1401a(b)(4)(B); 19 CFR 152.103(i). Where an order says ``us_duty`` is in its prices and states no amount, the
amount D solves D = duty(price - D) + merchandise processing fee. Duty is linear in the value, so D has a closed form
once the fee is known; the fee follows from the entry, whose value follows from D: a few rounds settle it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from entrygo.contract.facts import Order
from entrygo.contract.money import CENT, cents
from entrygo.planning.classified_rows import Row, Treatment, Treatments, rows, treatment_of
from entrygo.planning.costs import FeeTerms, basis_of, entry_fees
from entrygo.planning.quantities import line_quantities, units_of
from entrygo.planning.value import ZERO, Exchange, ValuedLine, ValuedOrder, total, valued
from entrygo.tariff.duty import Amounts, layers

ROUNDS = 40
LARGE = Decimal(10) ** 9
"""A value large enough for cents of rounding not to show in the rate that is read off it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slope:
    """The duty of goods as a straight line: a rate on the value, and what is owed by quantity alone."""

    rate: Decimal
    fixed_usd: Decimal


def backed_out(
    orders: Sequence[Order],
    values: Mapping[str, ValuedOrder],
    exchanges: Mapping[str, Exchange],
    *,
    treated: Treatments,
    terms: FeeTerms,
) -> dict[str, ValuedOrder]:
    """The values with the duty in each price computed; an order whose duty is not known keeps no value."""
    open_orders = [order for order in orders if values[order.id].backs_out_duty]
    slopes = {order.id: _slopes(valued(order, exchanges[order.id], ZERO), treated) for order in open_orders}
    solvable = [order for order in open_orders if slopes[order.id] is not None]
    inside = {order.id: ZERO for order in solvable}
    for _ in range(ROUNDS):
        tried = {**values} | {o.id: valued(o, exchanges[o.id], inside[o.id]) for o in solvable}
        fees = _fees(tuple(rows(orders, treated, tried)), terms)
        after = {
            order.id: _duty(order, exchanges[order.id], slopes[order.id] or (), fees.get(order.id))
            for order in solvable
        }
        if any(amount is None for amount in after.values()):
            solvable = [order for order in solvable if after[order.id] is not None]
            inside = {order.id: inside[order.id] for order in solvable}
            continue
        known = {order_id: amount for order_id, amount in after.items() if amount is not None}
        if all(abs(known[order_id] - inside[order_id]) < CENT for order_id in known):
            return tried
        inside = known
    return {**values}


def _slopes(order: ValuedOrder, treated: Treatments) -> tuple[Slope, ...] | None:
    found = []
    for line in order.lines:
        slope = _slope(line, treatment_of(treated, line))
        if slope is None:
            return None
        found.append(slope)
    return tuple(found)


def _slope(line: ValuedLine, treatment: Treatment) -> Slope | None:
    weight = treatment.product.net_weight_kg
    net = None if weight is None else weight * line.quantity
    known = treatment.assessment.goods.line
    product = treatment.product
    units = units_of(known.units if known else (), (product,))
    quantities = line_quantities(units, ((product, line.quantity),))
    if treatment.is_adcvd or treatment.assessment.is_banned or not _is_straight(treatment):
        return None
    at_zero, at_large = (
        total(
            layer.amount_usd
            for layer in layers(
                treatment.assessment,
                Amounts(value_usd=value, dutiable_usd=ZERO, quantities=quantities, net_weight_kg=net),
            )
        )
        for value in (ZERO, LARGE)
    )
    if at_zero is None or at_large is None:
        return None
    return Slope(rate=(at_large - at_zero) / LARGE, fixed_usd=at_zero)


def _is_straight(treatment: Treatment) -> bool:
    """Whether the duty follows the value alone: under a provision that leaves a part of it dutiable it does not."""
    provision = treatment.assessment.goods.provision
    return provision is None or provision.takes_off_all_duty


def _fees(cargo: Iterable[Row], terms: FeeTerms) -> dict[str, Decimal | None]:
    """Each order's part of the entries' merchandise processing fee, by the value that pays it."""
    apart: dict[bool, list[Row]] = defaultdict(list)
    for row in cargo:
        apart[row.treatment.is_adcvd].append(row)
    owed: dict[str, Decimal | None] = {}
    for is_adcvd, group in apart.items():
        basis = basis_of(group, is_adcvd=is_adcvd)
        fee = entry_fees(basis, terms).mpf_usd
        for row in group:
            value = None if row.basis is None else row.basis.mpf_usd
            held = owed.get(row.order_id, ZERO)
            if fee is None or value is None or held is None:
                owed[row.order_id] = None
            elif value and basis.mpf_usd:
                owed[row.order_id] = held + fee * value / basis.mpf_usd
            else:
                owed[row.order_id] = held
    return owed


def _duty(
    order: Order, exchange: Exchange, slopes: Sequence[Slope], fee_usd: Decimal | None
) -> Decimal | None:
    return duty_inside(valued(order, exchange, ZERO).lines, slopes, fee_usd)


def duty_inside(
    without: Sequence[ValuedLine], slopes: Sequence[Slope], fee_usd: Decimal | None
) -> Decimal | None:
    """D of lines valued as if no duty were in their prices, shared out over them by value as every charge is."""
    goods = total(line.goods_usd for line in without)
    if fee_usd is None or not goods:
        return None
    duty, steepness = ZERO, Decimal(0)
    for line, slope in zip(without, slopes, strict=True):
        if line.goods_usd is None or line.entered_usd is None:
            return None
        duty += slope.rate * line.entered_usd + slope.fixed_usd
        steepness += slope.rate * line.goods_usd / goods
    return cents((duty + fee_usd) / (1 + steepness))
