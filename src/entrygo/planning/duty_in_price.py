"""US duty inside a price (delivered duty paid): the value is the price less the duty and fee on that very value.

19 USC 1401a(b)(4)(B); 19 CFR 152.103(i). Where an order says ``us_duty`` is in its prices and states no amount, the
amount D solves D = duty(price - D) + merchandise processing fee. Near any value duty is a straight line, so D has a
closed form once the fee is known; the fee and the line follow from the value, which follows from D: a few rounds
settle it. Around the limit of informal entry no value may settle, since the formal entry's fee in the price takes the
value back below the limit: such goods are entered formally.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from entrygo.contract.facts import Order
from entrygo.contract.money import CENT, cents
from entrygo.planning.classified_rows import Row, Treatment, Treatments, left_dutiable, rows, treatment_of
from entrygo.planning.costs import FeeTerms, basis_of, entry_fees
from entrygo.planning.entries import amounts_of
from entrygo.planning.value import ZERO, Exchange, ValuedLine, ValuedOrder, scaled_claim, total, valued
from entrygo.tariff.duty import layers

ROUNDS = 40
SCALE = Decimal(10) ** 9
"""Goods so many times over owe so many times the duty, and the cents that each layer is rounded to do not show."""
STEP = Decimal("1.001")
"""How far from a value the slope of the duty is read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slope:
    """The duty of goods near their value as a straight line: a rate on the value, and what is owed beside it."""

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
    for is_formal_only in (False, True):
        prices = _Prices(
            orders=orders,
            values=values,
            exchanges=exchanges,
            treated=treated,
            terms=terms,
            is_formal_only=is_formal_only,
        )
        settled = prices.settled()
        if settled is not None:
            return settled
    return {**values}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Prices:
    """The orders of one plan, some with duty of no stated amount in their prices."""

    orders: Sequence[Order]
    values: Mapping[str, ValuedOrder]
    exchanges: Mapping[str, Exchange]
    treated: Treatments
    terms: FeeTerms
    is_formal_only: bool

    def settled(self) -> dict[str, ValuedOrder] | None:
        """The values at which duty and fee are what the prices hold; ``None`` where there are none."""
        solvable = [order for order in self.orders if self.values[order.id].backs_out_duty]
        without = {order.id: valued(order, self.exchanges[order.id], ZERO).lines for order in solvable}
        inside = {order.id: ZERO for order in solvable}
        for _ in range(ROUNDS):
            tried = {**self.values} | {order.id: self.valued(order, inside[order.id]) for order in solvable}
            fees = _fees(tuple(rows(self.orders, self.treated, tried)), self.terms)
            after = {
                order.id: self.duty(without[order.id], tried[order.id], fees.get(order.id))
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
        return None

    def valued(self, order: Order, inside: Decimal) -> ValuedOrder:
        """An order of which so much is duty."""
        made = valued(order, self.exchanges[order.id], inside)
        if not self.is_formal_only:
            return made
        return replace(made, lines=tuple(replace(line, is_formal_only=True) for line in made.lines))

    def duty(
        self, without: Sequence[ValuedLine], tried: ValuedOrder, fee_usd: Decimal | None
    ) -> Decimal | None:
        """The duty and fee in an order's prices, by the slopes at the values tried."""
        slopes = [_slope(line, treatment_of(self.treated, line)) for line in tried.lines]
        known = [slope for slope in slopes if slope is not None]
        return duty_inside(without, known, fee_usd) if len(known) == len(slopes) else None


def _slope(line: ValuedLine, treatment: Treatment) -> Slope | None:
    value = line.entered_usd
    if not value or treatment.is_adcvd or treatment.assessment.is_banned:
        return None
    here, there = (_duty_at(each, line, treatment) for each in (value, value * STEP))
    if here is None or there is None:
        return None
    rate = (there - here) / (value * (STEP - 1))
    return Slope(rate=rate, fixed_usd=here - rate * value)


def _duty_at(value_usd: Decimal, line: ValuedLine, treatment: Treatment) -> Decimal | None:
    """The duty of a line's goods at a value, to a fraction of a cent."""
    many = replace(
        line,
        quantity=line.quantity * SCALE,
        entered_usd=value_usd * SCALE,
        claim=scaled_claim(line.claim, SCALE),
    )
    left = left_dutiable(treatment, many)
    row = Row(order_id="", line=many, treatment=treatment, dutiable_usd=left, basis=None)
    owed = total(layer.amount_usd for layer in layers(treatment.assessment, amounts_of((row,))))
    return None if owed is None else owed / SCALE


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
