"""The entered value of an order's lines (19 USC 1401a; 19 CFR 152.103): prices, and the charges that move it.

Money is rounded once, half up, at the order's line; lines alike in product, price, ``not_sold`` and ``claim`` are
one line before. What a charge adds or deducts is shared out over the lines by value, to the cent, the largest
remainder first.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, Decimal

from entrygo.contract.facts import Claim, Order, OrderLine
from entrygo.contract.money import CENT, cents, times
from entrygo.contract.plan import ConsigneeSource, ReadCharge, Sale
from entrygo.planning.charges import NOT_PAID_BY_BUYER, REDUCTIONS, read_charges

ZERO = Decimal("0.00")
DOLLAR = "USD"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """US dollars for one unit of an order's currency, and where the rate is from; ``rate`` is ``None`` if unknown.

    ``other`` is the rate of another reading of the law, where that decides.
    """

    rate: Decimal | None
    source: str | None = None
    other: Decimal | None = None


AT_PAR = Exchange(rate=Decimal(1))


@dataclass(frozen=True, slots=True, kw_only=True)
class ValuedLine:
    """Goods of one order alike in product, price, ``not_sold`` and claim, with what they come to in US dollars.

    ``entered_usd`` is ``None`` where the goods' value is not known or is not above zero after the charges.
    ``is_formal_only`` marks goods whose price, with US duty in it, comes to a value in a formal entry alone.
    """

    product_id: str
    quantity: Decimal
    unit_price: Decimal
    currency: str
    not_sold: str | None
    goods_usd: Decimal | None
    claim: Claim | None = None
    added_usd: Decimal = ZERO
    deducted_usd: Decimal = ZERO
    entered_usd: Decimal | None = None
    is_formal_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ValuedOrder:
    """An order's lines and the sale they make."""

    lines: tuple[ValuedLine, ...]
    sale: Sale

    @property
    def backs_out_duty(self) -> bool:
        """Whether its prices hold US duty of an amount nobody stated: it follows from the duty computed."""
        return any(_is_open_duty(charge) for charge in self.sale.charges)


def valued(
    order: Order,
    exchange: Exchange = AT_PAR,
    duty_in_price: Decimal | None = None,
    *,
    consignee: ConsigneeSource | None = None,
) -> ValuedOrder:
    """The entered value of an order. ``duty_in_price`` is the US duty and fees its prices hold, where computed."""
    charges = read_charges(order.charges)
    if duty_in_price is not None:
        charges = tuple(
            replace(charge, amount_usd=duty_in_price) if _is_open_duty(charge) else charge
            for charge in charges
        )
    lines = tuple(_priced(line, order.currency, exchange.rate) for line in merged(order.lines))
    if charges:
        lines = _moved(tuple(replace(line, entered_usd=None) for line in lines), charges)
    return ValuedOrder(lines=lines, sale=_sale(order, exchange, charges, lines, consignee=consignee))


def goods_value(order: Order) -> Decimal | None:
    """What the goods of an order come to at their stated prices, in its own money; lines rounded as on the papers."""
    return sum((cents(line.quantity * line.stated_price) for line in merged(order.lines)), ZERO)


def merged(lines: Iterable[OrderLine]) -> tuple[OrderLine, ...]:
    """Lines alike but for their quantity as one, in the order of the first of each; their claims' values add up."""
    held = tuple(lines)
    if len({line.product_id for line in held}) == len(held):
        return held
    counts: dict[OrderLine, Decimal] = defaultdict(Decimal)
    alike_lines: dict[OrderLine, int] = defaultdict(int)
    for line in held:
        alike = replace(line, quantity=Decimal(0))
        counts[alike] += line.quantity
        alike_lines[alike] += 1
    return tuple(
        replace(line, quantity=count, claim=scaled_claim(line.claim, alike_lines[line]))
        for line, count in counts.items()
    )


def scaled_claim(claim: Claim | None, by: Decimal | int) -> Claim | None:
    """The claim of so many times a line: its values are of the whole line."""
    if claim is None:
        return None
    return replace(
        claim,
        repair_value_usd=times(claim.repair_value_usd, by),
        us_content_value_usd=times(claim.us_content_value_usd, by),
    )


def shares(amount: Decimal, weights: Sequence[Decimal]) -> list[Decimal]:
    """An amount shared out by weight, to the cent: whole cents first, those left over to the largest remainders."""
    whole = sum(weights, Decimal(0))
    exact = [amount * weight / whole for weight in weights]
    parts = [share.quantize(CENT, rounding=ROUND_DOWN) for share in exact]
    left = int((amount - sum(parts, ZERO)) / CENT)
    by_remainder = sorted(range(len(parts)), key=lambda place: (parts[place] - exact[place], place))
    for place in by_remainder[:left]:
        parts[place] += CENT
    return parts


def _is_open_duty(charge: ReadCharge) -> bool:
    return charge.type == "us_duty" and charge.effect == "deducted" and charge.amount_usd is None


def _priced(line: OrderLine, currency: str, rate: Decimal | None) -> ValuedLine:
    """The line at its price, entered at what that comes to: no charge has moved it yet."""
    is_in_dollars = line.unit_price is None
    price = line.stated_price
    in_dollars = price if is_in_dollars else None if rate is None else price * rate
    goods = None if in_dollars is None else cents(line.quantity * in_dollars)
    return ValuedLine(
        product_id=line.product_id,
        quantity=line.quantity,
        unit_price=price,
        currency=DOLLAR if is_in_dollars else currency,
        not_sold=line.not_sold,
        claim=line.claim,
        goods_usd=goods,
        entered_usd=_entered(goods, is_as_stated=not price),
    )


def _plain(line: ValuedLine) -> ValuedLine:
    if line.goods_usd is None:
        return replace(line, entered_usd=None)
    value = line.goods_usd + line.added_usd - line.deducted_usd
    untouched = not line.unit_price and not line.added_usd and not line.deducted_usd
    return replace(line, entered_usd=_entered(value, is_as_stated=untouched))


def _entered(value: Decimal | None, *, is_as_stated: bool) -> Decimal | None:
    """A price of zero stands as it was stated, and VAL-001 speaks of it; what charges made of it does not."""
    return value if value is not None and (value >= CENT or is_as_stated) else None


def _moved(lines: tuple[ValuedLine, ...], charges: Sequence[ReadCharge]) -> tuple[ValuedLine, ...]:
    """The lines with each charge's effect shared out over them."""
    weights = [line.goods_usd for line in lines if line.goods_usd is not None]
    if len(weights) < len(lines) or not any(weights):
        return lines  # an unknown value has no shares, and goods worth nothing none either
    added, deducted = [ZERO] * len(lines), [ZERO] * len(lines)
    for charge in charges:
        if charge.effect in {"added", "deducted"} and charge.amount_usd is not None:
            moved = added if charge.effect == "added" else deducted
            for place, share in enumerate(shares(cents(charge.amount_usd), weights)):
                moved[place] += share
    if any(_is_unknown(charge) for charge in charges) or sum(deducted) >= sum(weights) + sum(added):
        return tuple(
            replace(line, added_usd=plus, deducted_usd=minus)
            for line, plus, minus in zip(lines, added, deducted, strict=True)
        )
    return tuple(
        _plain(replace(line, added_usd=plus, deducted_usd=minus))
        for line, plus, minus in zip(lines, added, deducted, strict=True)
    )


def _is_unknown(charge: ReadCharge) -> bool:
    """Whether the value cannot be said for want of the amount: what is added, and duty that is still to be computed.

    A deduction nobody put a figure to is not made, as the law wants it identified: the value stays the price.
    """
    return charge.amount_usd is None and (charge.effect == "added" or _is_open_duty(charge))


def _sale(
    order: Order,
    exchange: Exchange,
    charges: tuple[ReadCharge, ...],
    lines: Sequence[ValuedLine],
    *,
    consignee: ConsigneeSource | None,
) -> Sale:
    goods = total([line.goods_usd for line in lines])
    unsold = total([line.goods_usd for line in lines if line.not_sold])
    return Sale(
        order_id=order.id,
        currency=order.currency,
        rate=exchange.rate,
        rate_source=exchange.source,
        other_rate=exchange.other,
        charges=charges,
        goods_usd=goods,
        not_sold_usd=unsold,
        added_usd=sum((line.added_usd for line in lines), ZERO) if charges else ZERO,
        deducted_usd=sum((line.deducted_usd for line in lines), ZERO) if charges else ZERO,
        entered_usd=total([line.entered_usd for line in lines]),
        paid_usd=_paid(goods, unsold, charges),
        consignee=consignee,
    )


def _paid(goods: Decimal | None, unsold: Decimal | None, charges: Iterable[ReadCharge]) -> Decimal | None:
    """Goods that were sold, and what the buyer paid beside the prices, less what was taken off."""
    if goods is None or unsold is None:
        return None
    paid = goods - unsold
    for charge in charges:
        if charge.included or charge.type in NOT_PAID_BY_BUYER:
            continue
        if charge.amount_usd is None:
            return None
        paid += -cents(charge.amount_usd) if charge.type in REDUCTIONS else cents(charge.amount_usd)
    return paid


def total(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """The sum, or ``None`` as soon as one amount is unknown."""
    result = ZERO
    for amount in amounts:
        if amount is None:
            return None
        result += amount
    return result
