"""What the planned entries save against one entry per order, and what other splittings would cost."""

from collections.abc import Iterable, Sequence

from entrygo.contract.money import cents
from entrygo.contract.plan import Alternative, Cost, EntryType, EntryUnit, Savings
from entrygo.planning.costs import BasesByOrder, Basis, FeeTerms, cost_of
from entrygo.planning.value import ZERO, total
from entrygo.tariff.fee_basis import INFORMAL_LIMIT_USD

BREAKS_ONE_ENTRY = (
    "19 CFR 141.51: all goods arriving on one conveyance for one consignee are entered together on one entry."
)
BREAKS_INFORMAL_SPLIT = (
    "19 CFR 141.51 and 143.21(a): one shipment on one conveyance for one consignee may not be split to stay under "
    "the 2,500 USD limit of informal entry."
)


def savings(apart: Cost, units: Sequence[EntryUnit]) -> Savings:
    """One entry per order (``apart``) against the planned entries, to the cent; ``None`` where a fee is not known."""
    planned = planned_cost(units)
    before, after = apart.total_usd, planned.total_usd
    return Savings(
        one_entry_per_order=apart,
        planned=planned,
        saved_usd=None if before is None or after is None else cents(before - after),
    )


def planned_cost(units: Iterable[EntryUnit]) -> Cost:
    """The fees of the planned entries."""
    filed = tuple(units)
    return Cost(
        entry_count=len(filed),
        broker_fees_usd=sum((unit.broker_fee_usd for unit in filed), ZERO),
        mpf_usd=total(unit.mpf_usd for unit in filed),
        hmf_usd=total(unit.hmf_usd for unit in filed),
    )


def alternatives(
    by_order: BasesByOrder, units: Sequence[EntryUnit], *, apart: Cost, terms: FeeTerms
) -> tuple[Alternative, ...]:
    """Other splittings with their cost and the rule each would break: shown, never chosen.

    ``apart`` is what one entry per order costs.
    """
    options: list[Alternative] = []
    if len({order_id for order_id, _ in by_order}) > 1:
        options.append(_alternative("one_entry_per_order", apart, BREAKS_ONE_ENTRY))
    if any(unit.entry_type is EntryType.FORMAL for unit in units):
        split = informal_split(by_order)
        if len(split) > len(units):
            options.append(_alternative("informal_split", cost_of(split, terms), BREAKS_INFORMAL_SPLIT))
    return tuple(options)


def _alternative(name: str, cost: Cost, breaks: str) -> Alternative:
    whole = None if cost.total_usd is None else cents(cost.total_usd)
    return Alternative(name=name, entry_count=cost.entry_count, cost_usd=whole, breaks=breaks)


def informal_split(by_order: BasesByOrder) -> list[Basis]:
    """Orders packed first-fit into informal entries of at most 2,500 USD; the rest as the law would file it.

    Type 03 goods stay one entry, and orders that cannot be informal share one formal entry.
    """
    apart, formal = Basis(is_adcvd=True), Basis(is_adcvd=False)
    small: list[Basis] = []
    for (_, is_adcvd), basis in sorted(by_order.items()):
        if is_adcvd:
            apart.merge(basis)
        elif basis.entry_type is EntryType.FORMAL:
            formal.merge(basis)
        else:
            small.append(basis)
    return [*_first_fit(small), *(basis for basis in (formal, apart) if basis.keys)]


def _first_fit(bases: Sequence[Basis]) -> list[Basis]:
    """First fit over open bins. A bin with less room than the smallest order is closed, which keeps this fast."""
    closed: list[Basis] = []
    open_bins: list[Basis] = []
    smallest = min((basis.value_usd for basis in bases), default=ZERO)
    for basis in bases:
        room = INFORMAL_LIMIT_USD - basis.value_usd
        position = next((i for i, held in enumerate(open_bins) if held.value_usd <= room), None)
        if position is None:
            open_bins.append(Basis(is_adcvd=False))
            position = len(open_bins) - 1
        open_bins[position].merge(basis)
        if open_bins[position].value_usd + smallest > INFORMAL_LIMIT_USD:
            closed.append(open_bins.pop(position))
    return closed + open_bins
