"""The entries to be filed: goods of one conveyance to one consignee are one entry (19 CFR 141.51).

Only what the law keeps apart stands apart: goods in the scope of an antidumping or countervailing order are type 03.
Everything else is one entry, informal (11) while 19 CFR 143.21 allows it, else formal (01).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Literal

from entrygo.contract.facts import Product
from entrygo.contract.money import times
from entrygo.contract.plan import (
    DutyLayer,
    EntryItem,
    EntryLine,
    EntryType,
    EntryUnit,
    StatedAnswer,
)
from entrygo.planning.adcvd import deposits_of
from entrygo.planning.classified_rows import LineKey, Row, Treatment
from entrygo.planning.costs import BasesByOrder, Basis, FeeTerms, entry_fees
from entrygo.planning.quantities import line_quantities, reported, units_of
from entrygo.planning.value import ZERO, total
from entrygo.tariff.adcvd import deposit_layers
from entrygo.tariff.component_parts import parts_of, sum_to
from entrygo.tariff.conditions import answers_in
from entrygo.tariff.duty import Amounts, Assessment, layers, questions
from entrygo.tariff.fee_basis import INFORMAL_LIMIT_USD
from entrygo.tariff.metals import content_values
from entrygo.tariff.parts import Part

NO_VALUE = "the entered value is not known"


def entries(rows: Sequence[Row], by_order: BasesByOrder, terms: FeeTerms) -> tuple[EntryUnit, ...]:
    """The entry units of these rows (in order-ID order): the common entry first, then type 03.

    ``by_order`` are the bases of the same rows.
    """
    units: list[EntryUnit] = []
    for is_adcvd in (False, True):
        own = [row for row in rows if row.treatment.is_adcvd is is_adcvd]
        if own:
            basis = Basis(is_adcvd=is_adcvd)
            for (_, stands_apart), each in by_order.items():
                if stands_apart is is_adcvd:
                    basis.merge(each)
            units.append(_unit(len(units) + 1, own, basis, terms))
    return tuple(units)


def _unit(number: int, rows: Sequence[Row], basis: Basis, terms: FeeTerms) -> EntryUnit:
    fees = entry_fees(basis, terms)
    lines = _lines(rows)
    return EntryUnit(
        number=number,
        entry_type=basis.entry_type,
        order_ids=tuple(sorted({row.order_id for row in rows})),
        lines=lines,
        value_usd=basis.value_usd if basis.is_known else None,
        duty_usd=total(line.duty_usd for line in lines),
        mpf_usd=fees.mpf_usd,
        hmf_usd=fees.hmf_usd,
        broker_fee_usd=fees.broker_fee_usd,
        reason=_reason(basis),
    )


ONE_ENTRY = "The goods of one importer on one conveyance are one entry (19 CFR 141.51)"


def _reason(basis: Basis) -> str:
    if basis.entry_type is EntryType.ADCVD:
        return (
            "Goods in the scope of an antidumping or countervailing duty order are entered apart as type 03, "
            "never informally (19 CFR 143.21; 19 CFR part 351)."
        )
    if not basis.is_known:
        return (
            f"{ONE_ENTRY}. Its value is not known, so it is not known to be within the limit of informal entry "
            "(19 CFR 143.21(a))."
        )
    value, limit = f"{basis.value_usd:,.2f} USD", f"{basis.informal_limit_usd:,.2f} USD"
    law = (
        "19 CFR 143.21(a)"
        if basis.informal_limit_usd == INFORMAL_LIMIT_USD
        else "19 CFR 143.21, goods returned"
    )
    if basis.entry_type is EntryType.INFORMAL:
        where = f"its value of {value} is within the {limit} limit of informal entry ({law})"
    elif basis.value_usd > basis.informal_limit_usd:
        where = f"its value of {value} is over the {limit} limit of informal entry ({law})"
    elif basis.is_formal_only:
        where = (
            f"entered informally, without the formal entry's processing fee in its prices, it would be over the "
            f"{limit} limit of informal entry ({law}), so it stays formal at its value of {value}"
        )
    else:
        where = (
            f"it holds quota goods, which may not be entered informally whatever their value of {value} "
            "(19 CFR 143.21; 19 CFR part 132)"
        )
    return f"{ONE_ENTRY}, and {where}."


def _lines(rows: Sequence[Row]) -> tuple[EntryLine, ...]:
    groups: dict[LineKey, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row.treatment.key].append(row)
    return tuple(_line(number, groups[key]) for number, key in enumerate(sorted(groups), start=1))


def _line(line_no: int, rows: Sequence[Row]) -> EntryLine:
    treated = sorted({row.treatment.product.id: row.treatment for row in rows}.items())
    first = treated[0][1]
    assessment = first.assessment
    amounts = amounts_of(rows)
    value = total(row.line.entered_usd for row in rows)
    pieces = sum((row.line.quantity for row in rows), Decimal(0))
    gross = total(times(row.treatment.product.gross_weight_kg, row.line.quantity) for row in rows)
    units = assessment.goods.line.units if assessment.goods.line else ()
    quantities = tuple(pair for pair in amounts.quantities if pair[1] in units)
    priced = (
        *_priced(assessment, amounts, is_known=value is not None),
        *deposit_layers(deposits_of(first.product.adcvd), value),
    )
    provision = assessment.goods.provision
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
        net_weight_kg=amounts.net_weight_kg,
        gross_weight_kg=gross,
        items=tuple(_item(row) for row in rows),
        layers=priced,
        duty_usd=_duty(priced, is_banned=assessment.is_banned),
        open_questions=questions(assessment, amounts) if value is not None else (),
        answers=tuple(answer for _, treatment in treated for answer in _answers(treatment)),
        provision=provision.heading if provision else None,
        dutiable_usd=amounts.dutiable_usd if provision else None,
    )


def amounts_of(rows: Sequence[Row]) -> Amounts:
    """What the duty of rows that share an entry line is computed from; at no value where theirs is not known."""
    value = total(row.line.entered_usd for row in rows)
    line = rows[0].treatment.assessment.goods.line
    counted = _counted(rows)
    return Amounts(
        value_usd=ZERO if value is None else value,
        dutiable_usd=total(row.dutiable_usd for row in rows),
        parts=tuple(part for row in rows for part in _parts(row)),
        quantities=line_quantities(
            units_of(line.units if line else (), (product for product, _ in counted)), counted
        ),
        net_weight_kg=total(times(row.treatment.product.net_weight_kg, row.line.quantity) for row in rows),
        content_usd=_contents(rows),
    )


def _answers(treatment: Treatment) -> Iterator[StatedAnswer]:
    """The answers that decided how the product is treated, by name."""
    product, goods = treatment.product, treatment.assessment.goods
    own = answers_in(product.attributes)
    for name in sorted(treatment.assessment.asked & goods.conditions.keys()):
        by: Literal["product", "account"] = "product" if name in own else "account"
        yield StatedAnswer(product_id=product.id, condition=name, answer=goods.conditions[name], by=by)


def _parts(row: Row) -> tuple[Part, ...]:
    """The components of a row's goods at its entered value; none where they do not sum to the value of a piece."""
    product, line = row.treatment.product, row.line
    if not product.components:
        return ()
    price = line.unit_price if product.unit_value_usd is None else product.unit_value_usd
    if not sum_to(product.components, price):
        return ()
    return parts_of(product.components, line.entered_usd, row.treatment.lines, line.quantity)


def _counted(rows: Sequence[Row]) -> list[tuple[Product, Decimal]]:
    """The products of a line with their pieces."""
    pieces: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows:
        pieces[row.treatment.product.id] += row.line.quantity
    products = {row.treatment.product.id: row.treatment.product for row in rows}
    return [(products[product_id], count) for product_id, count in pieces.items()]


def _item(row: Row) -> EntryItem:
    line = row.line
    return EntryItem(
        order_id=row.order_id,
        product_id=line.product_id,
        quantity=line.quantity,
        unit_price=line.unit_price,
        currency=line.currency,
        goods_usd=line.goods_usd,
        added_usd=line.added_usd,
        deducted_usd=line.deducted_usd,
        value_usd=line.entered_usd,
        not_sold=line.not_sold,
        claim=line.claim,
    )


def _priced(assessment: Assessment, amounts: Amounts, *, is_known: bool) -> tuple[DutyLayer, ...]:
    """The layers of a line; where its value is not known no layer has a figure."""
    priced = layers(assessment, amounts)
    if is_known:
        return priced
    return tuple(replace(layer, amount_usd=None, exposure_usd=None, note=NO_VALUE) for layer in priced)


def _contents(rows: Sequence[Row]) -> dict[str, Decimal]:
    """The value of the metals in all the pieces of a line, of each metal that every product states."""
    products = {row.treatment.product.id: row.treatment.product for row in rows}
    a_piece = {product_id: content_values(product.metals) for product_id, product in products.items()}
    if not all(a_piece.values()):
        return {}
    each = [
        {metal: value * row.line.quantity for metal, value in a_piece[row.line.product_id].items()}
        for row in rows
    ]
    shared = [metal for metal in each[0] if all(metal in one for one in each)]
    return {metal: sum((one[metal] for one in each), Decimal(0)) for metal in shared}


def _duty(priced: Iterable[DutyLayer], *, is_banned: bool) -> Decimal | None:
    return None if is_banned else total(layer.amount_usd for layer in priced)


def _description(treated: Sequence[Treatment]) -> str:
    first = treated[0].product
    text = (first.description or first.title).strip()
    return text if len(treated) == 1 else f"{text}, + {len(treated) - 1} more"
