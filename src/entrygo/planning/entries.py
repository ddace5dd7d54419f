"""The entries to be filed: goods of one conveyance to one consignee are one entry (19 CFR 141.51).

Only what the law keeps apart stands apart: goods in the scope of an antidumping or countervailing order are type 03.
Everything else is one entry, informal (11) while 19 CFR 143.21 allows it, else formal (01).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from entrygo.contract.plan import DutyLayer, EntryItem, EntryLine, EntryType, EntryUnit
from entrygo.planning.classified_rows import LineKey, Row, Treatment
from entrygo.planning.costs import INFORMAL_LIMIT_USD, ZERO, Basis, FeeTerms, basis_of, entry_fees
from entrygo.planning.quantities import reported, schedule_quantities
from entrygo.tariff.duty import Amounts, layers


def entries(rows: Sequence[Row], terms: FeeTerms) -> tuple[EntryUnit, ...]:
    """The entry units of these rows (in order-ID order): the common entry first, then type 03."""
    units: list[EntryUnit] = []
    for is_adcvd in (False, True):
        own = [row for row in rows if row.treatment.is_adcvd is is_adcvd]
        if own:
            units.append(_unit(len(units) + 1, own, terms, is_adcvd=is_adcvd))
    return tuple(units)


def total(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """The sum, or ``None`` as soon as one amount is unknown."""
    result = ZERO
    for amount in amounts:
        if amount is None:
            return None
        result += amount
    return result


def _unit(number: int, rows: Sequence[Row], terms: FeeTerms, *, is_adcvd: bool) -> EntryUnit:
    basis = basis_of(rows, is_adcvd=is_adcvd)
    fees = entry_fees(basis, terms)
    lines = _lines(rows)
    return EntryUnit(
        number=number,
        entry_type=basis.entry_type,
        order_ids=tuple(sorted({row.order_id for row in rows})),
        lines=lines,
        value_usd=basis.value_usd,
        duty_usd=total(line.duty_usd for line in lines),
        mpf_usd=fees.mpf_usd,
        hmf_usd=fees.hmf_usd,
        broker_fee_usd=fees.broker_fee_usd,
        reason=_reason(basis),
    )


def _reason(basis: Basis) -> str:
    value = f"{basis.value_usd:,.2f}"
    if basis.entry_type is EntryType.ADCVD:
        return (
            "Goods in the scope of an antidumping or countervailing duty order are entered apart as type 03, "
            "never informally (19 CFR 143.21; 19 CFR part 351)."
        )
    if basis.entry_type is EntryType.INFORMAL:
        return (
            f"One conveyance to one consignee is one entry (19 CFR 141.51), and its value of {value} USD is within "
            f"the {INFORMAL_LIMIT_USD:,.2f} USD limit of informal entry (19 CFR 143.21(a))."
        )
    if basis.value_usd > INFORMAL_LIMIT_USD:
        return (
            f"One conveyance to one consignee is one entry (19 CFR 141.51), and its value of {value} USD is over "
            f"the {INFORMAL_LIMIT_USD:,.2f} USD limit of informal entry (19 CFR 143.21(a))."
        )
    return (
        f"One conveyance to one consignee is one entry (19 CFR 141.51), and it holds quota goods, which may not be "
        f"entered informally whatever their value of {value} USD (19 CFR 143.21; 19 CFR part 132)."
    )


def _lines(rows: Sequence[Row]) -> tuple[EntryLine, ...]:
    groups: dict[LineKey, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row.treatment.key].append(row)
    return tuple(_line(number, groups[key]) for number, key in enumerate(sorted(groups), start=1))


def _line(line_no: int, rows: Sequence[Row]) -> EntryLine:
    treated = sorted({row.treatment.product.id: row.treatment for row in rows}.items())
    first = treated[0][1]
    assessment = first.assessment
    value = sum((row.value_usd for row in rows), ZERO)
    pieces = sum((row.quantity for row in rows), Decimal(0))
    net = total(_times(row.treatment.product.net_weight_kg, row.quantity) for row in rows)
    gross = total(_times(row.treatment.product.gross_weight_kg, row.quantity) for row in rows)
    units = assessment.goods.line.units if assessment.goods.line else ()
    quantities = schedule_quantities(units, pieces, net)
    priced = layers(assessment, Amounts(value_usd=value, quantities=quantities, net_weight_kg=net))
    return EntryLine(
        line_no=line_no,
        hs_code=first.hs_code,
        country_of_origin=assessment.goods.country_of_origin,
        description=_description([treatment for _, treatment in treated]),
        spi=assessment.spi,
        headings=assessment.headings,
        value_usd=value,
        pieces=pieces,
        quantities=reported(quantities),
        net_weight_kg=net,
        gross_weight_kg=gross,
        items=tuple(
            EntryItem(
                order_id=row.order_id,
                product_id=row.treatment.product.id,
                quantity=row.quantity,
                value_usd=row.value_usd,
            )
            for row in rows
        ),
        layers=priced,
        duty_usd=_duty(priced, is_banned=assessment.is_banned),
    )


def _times(weight_kg: Decimal | None, quantity: Decimal) -> Decimal | None:
    return None if weight_kg is None else weight_kg * quantity


def _duty(priced: Iterable[DutyLayer], *, is_banned: bool) -> Decimal | None:
    return None if is_banned else total(layer.amount_usd for layer in priced)


def _description(treated: Sequence[Treatment]) -> str:
    first = treated[0].product
    text = (first.description or first.title).strip()
    return text if len(treated) == 1 else f"{text}, + {len(treated) - 1} more"
