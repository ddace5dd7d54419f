"""How customs treats each product of a plan, and the rows its orders make of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import partial
from types import MappingProxyType
from typing import TypeAlias

from entrygo.contract.facts import Claim, Order, Product
from entrygo.contract.hts import digits_of
from entrygo.contract.snapshot import Snapshot
from entrygo.contract.tariff import Provision, ScheduleLine, TariffFacts
from entrygo.planning.adcvd import scope_answer
from entrygo.planning.bounded import Bounded, exact_bytes, facts_digest
from entrygo.planning.product_law import PlanLaw, ProductLaw
from entrygo.planning.value import ValuedLine, ValuedOrder
from entrygo.tariff.conditions import answers_in
from entrygo.tariff.duty import Assessment, Goods, assess
from entrygo.tariff.fee_basis import FeeBasis, fee_basis
from entrygo.tariff.fees import fee_remarks
from entrygo.tariff.programme_scope import Identity
from entrygo.tariff.provisions import (
    ClaimFault,
    claim_faults,
    claimed,
    dutiable_usd,
)
from entrygo.tariff.usmca import claims_usmca

NO_ANSWERS: Mapping[str, object] = MappingProxyType({})
LineKey = tuple[str, str, str, tuple[str, ...], tuple[str, ...]]
TreatmentKey: TypeAlias = tuple[str, str]
"""A product's id and the heading of chapter 98 claimed for it, empty for none."""
Treatments: TypeAlias = Mapping[TreatmentKey, "Treatment"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Treatment:
    """What one product is to customs on the entry date ``on``, under the provision of chapter 98 claimed for it.

    ``lines`` are the schedule lines its components' codes are looked up in, ``held`` the provisions of the law.

    ``key`` says which goods share an entry line: code, origin, SPI and headings of chapters 98 and 99.
    """

    product: Product
    assessment: Assessment
    hs_code: str
    key: LineKey
    is_found: bool
    is_adcvd: bool
    is_quota: bool
    on: date
    lines: Mapping[str, ScheduleLine] = field(default_factory=dict)
    held: Mapping[str, Provision] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Goods of one order at one price, as an entry sees them.

    ``dutiable_usd`` is what a provision of chapter 98 leaves of the entered value; ``None`` where either is not known.
    ``basis`` is what they add to the values that fees are by, ``None`` where the entered value is not known.
    """

    order_id: str
    line: ValuedLine
    treatment: Treatment
    dutiable_usd: Decimal | None
    basis: FeeBasis | None


def goods_of(
    product: Product,
    tariff: TariffFacts,
    *,
    on: date,
    conditions: Mapping[str, object] = NO_ANSWERS,
    provision: Provision | None = None,
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
        provision=provision,
        spi=product.spi,
        entry_date=on,
    )


def treat(product: Product, assessment: Assessment, on: date) -> Treatment:
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
            (
                *(programme.id for programme in assessment.programmes),
                *_open(assessment),
                *_claimed(assessment),
                *_deposits(product),
                *_of_parts(product),
            ),
        ),
        is_found=line is not None,
        is_adcvd=scope_answer(product.adcvd).in_scope is True,
        is_quota=line is not None and line.quota,
        on=on,
    )


def _deposits(product: Product) -> tuple[str, ...]:
    """Cases and stated deposit rates: goods that differ in them are priced apart."""
    answer = scope_answer(product.adcvd)
    return tuple(f"{case} {answer.deposits.get(case)}" for case in answer.cases if answer.in_scope)


def _of_parts(product: Product) -> tuple[str, ...]:
    """Goods of stated components are priced by them, so each product of such has a line of its own."""
    return (f"components of {product.id}",) if product.components else ()


def _claimed(assessment: Assessment) -> tuple[str, ...]:
    provision = assessment.goods.provision
    return () if provision is None else (provision.heading,)


def _open(assessment: Assessment) -> tuple[str, ...]:
    """The conditions that nobody answered: goods that differ in them are priced apart."""
    return tuple(sorted({name for outcome in assessment.outcomes for name in outcome.answers}))


def treatments(snapshot: Snapshot, orders: Iterable[Order]) -> dict[TreatmentKey, Treatment]:
    """Every product the orders name, assessed once under each provision claimed for it, in ID order."""
    on = snapshot.shipment.entry_date
    products = snapshot.products
    named: dict[TreatmentKey, Provision | None] = {}
    for order in orders:
        for line in order.lines:
            provision = _provision(products[line.product_id], line.claim, snapshot.tariff.provisions)
            named[line.product_id, provision.heading if provision else ""] = provision
    law = PlanLaw(snapshot.tariff, on)
    by_account = exact_bytes((snapshot.account.id, snapshot.account.conditions))
    treated: dict[TreatmentKey, Treatment] = {}
    for key in sorted(named):
        product, provision = products[key[0]], named[key]
        about = law.of(product)
        facts = facts_digest(product)
        fresh = partial(_treated, product, provision, about, snapshot.account.conditions)
        if facts is None or by_account is None:
            treatment = fresh()
        else:
            treatment = _TREATMENTS.get((about, by_account, facts, provision and Identity(provision)), fresh)
        if product.components:
            treatment = replace(treatment, lines=snapshot.tariff.lines)
        treated[key] = treatment
    return treated


_TREATMENTS: Bounded[Treatment] = Bounded(4_096)
"""By the law's part, the account and its answers, the product's facts, the provision claimed: all that decides it."""


def _treated(
    product: Product, provision: Provision | None, law: ProductLaw, conditions: Mapping[str, object]
) -> Treatment:
    goods = goods_of(product, law.tariff, on=law.on, conditions=conditions, provision=provision)
    assessment = assess(goods, law.tariff)
    remarks = (*assessment.remarks, *fee_remarks(law.tariff.fees, law.on))
    treatment = treat(product, replace(assessment, remarks=remarks), law.on)
    return replace(treatment, held=law.tariff.provisions)


def _provision(
    product: Product, claim: Claim | None, held: Mapping[str, Provision] | None
) -> Provision | None:
    return claimed(claim, digits_of(product.hs_code or ""), held)


def treatment_of(treated: Treatments, line: ValuedLine) -> Treatment:
    """How customs treats the goods of a line."""
    plain = treated.get((line.product_id, ""))
    if line.claim is None and plain is not None:
        return plain
    mine = [treatment for (product_id, _), treatment in treated.items() if product_id == line.product_id]
    provision = _provision(mine[0].product, line.claim, mine[0].held)
    return treated[line.product_id, provision.heading if provision else ""]


def faults_of(treatment: Treatment, line: ValuedLine) -> tuple[ClaimFault, ...]:
    """What keeps the claim of a line from counting; empty without a claim."""
    goods = treatment.assessment.goods
    if goods.provision is None:
        return ()
    found = claim_faults(
        goods.provision,
        line.claim,
        origin=goods.country_of_origin,
        on=treatment.on,
        value_usd=line.entered_usd,
        pieces=line.quantity,
    )
    return tuple(found)


def rows(orders: Iterable[Order], treated: Treatments, values: Mapping[str, ValuedOrder]) -> Iterator[Row]:
    """The valued lines of the orders, in the given order of orders."""
    for order in orders:
        for line in values[order.id].lines:
            treatment = treatment_of(treated, line)
            left = left_dutiable(treatment, line)
            basis = (
                None if line.entered_usd is None else fee_basis(treatment.assessment, line.entered_usd, left)
            )
            yield Row(order_id=order.id, line=line, treatment=treatment, dutiable_usd=left, basis=basis)


def left_dutiable(treatment: Treatment, line: ValuedLine) -> Decimal | None:
    """What the law leaves dutiable of a line's value."""
    provision = treatment.assessment.goods.provision
    if provision is None:
        return line.entered_usd
    if line.entered_usd is None or any(fault.is_open for fault in faults_of(treatment, line)):
        return None
    return dutiable_usd(provision, line.claim, line.entered_usd)
