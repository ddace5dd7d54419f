"""How customs treats each product of a plan, and the rows its orders make of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from entrygo.contract.facts import Order, Product
from entrygo.contract.hts import digits_of
from entrygo.contract.snapshot import Snapshot
from entrygo.contract.tariff import TariffFacts
from entrygo.planning.adcvd import scope_answer
from entrygo.planning.value import ValuedLine, ValuedOrder
from entrygo.tariff.conditions import answers_in
from entrygo.tariff.duty import Assessment, Goods, assess
from entrygo.tariff.fees import fee_remarks
from entrygo.tariff.usmca import CLAIM_INDICATORS, claims_usmca

NO_ANSWERS: Mapping[str, object] = MappingProxyType({})
LineKey = tuple[str, str, str, tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Treatment:
    """What one product is to customs on the entry date.

    ``key`` says which goods share an entry line: code, origin, SPI and chapter 99 headings.
    """

    product: Product
    assessment: Assessment
    hs_code: str
    key: LineKey
    is_found: bool
    is_adcvd: bool
    is_quota: bool
    is_originating: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Goods of one order at one price, as an entry sees them."""

    order_id: str
    line: ValuedLine
    treatment: Treatment


def goods_of(
    product: Product, tariff: TariffFacts, *, on: date, conditions: Mapping[str, object] = NO_ANSWERS
) -> Goods:
    """The product as the duty room wants it, the USMCA claim decided for the entry date."""
    hs_code = digits_of(product.hs_code or "")
    origin = product.country_of_origin or ""
    return Goods(
        hs_code=hs_code,
        line=tariff.lines.get(hs_code),
        country_of_origin=origin,
        usmca_claimed=claims_usmca(product.usmca, origin, on),
        metals=product.metals,
        article_weight_kg=product.net_weight_kg,
        conditions={**answers_in(conditions), **answers_in(product.attributes)},
    )


def treat(product: Product, assessment: Assessment) -> Treatment:
    """The customs treatment of an assessed product."""
    line = assessment.goods.line
    hs_code = line.code if line else assessment.goods.hs_code
    return Treatment(
        product=product,
        assessment=assessment,
        hs_code=hs_code,
        key=(
            hs_code,
            assessment.goods.country_of_origin,
            assessment.spi or "",
            assessment.headings,
            (*(programme.id for programme in assessment.programmes), *_open(assessment)),
        ),
        is_found=line is not None,
        is_adcvd=scope_answer(product.adcvd).in_scope is True,
        is_quota=line is not None and line.quota,
        is_originating=assessment.spi in CLAIM_INDICATORS,
    )


def _open(assessment: Assessment) -> tuple[str, ...]:
    """The conditions that nobody answered: goods that differ in them are priced apart."""
    return tuple(sorted({name for outcome in assessment.outcomes for name in outcome.answers}))


def treatments(snapshot: Snapshot, orders: Iterable[Order]) -> dict[str, Treatment]:
    """Every product the orders name, assessed once, in ID order."""
    on = snapshot.shipment.entry_date
    named = sorted({line.product_id for order in orders for line in order.lines})
    products = (snapshot.products[product_id] for product_id in named)
    about_fees = fee_remarks(snapshot.tariff.fees, on)
    treated: dict[str, Treatment] = {}
    for product in products:
        assessment = assess(
            goods_of(product, snapshot.tariff, on=on, conditions=snapshot.account.conditions), snapshot.tariff
        )
        remarks = (*assessment.remarks, *about_fees)
        treated[product.id] = treat(product, replace(assessment, remarks=remarks))
    return treated


def rows(
    orders: Iterable[Order], treated: Mapping[str, Treatment], values: Mapping[str, ValuedOrder]
) -> Iterator[Row]:
    """The valued lines of the orders, in the given order of orders."""
    for order in orders:
        for line in values[order.id].lines:
            yield Row(order_id=order.id, line=line, treatment=treated[line.product_id])
