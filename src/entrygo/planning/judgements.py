"""What rules say of a product alone, kept from plan to plan.

A rule about a product that does not read the plan is given a :class:`ProductCase` and nothing else. What it says is
kept by all that is in it: the law's part, the assessment, the product's facts.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TypeAlias

from entrygo.contract.facts import Product
from entrygo.planning.bounded import Bounded, facts_digest
from entrygo.planning.product_law import PlanLaw, ProductLaw
from entrygo.planning.rule import Case, EntryDay, Hit, ProductCase, ProductTariff, Rule, Scope
from entrygo.tariff.duty import Assessment
from entrygo.tariff.programme_scope import Identity

Judgement: TypeAlias = Mapping[str, tuple[Hit, ...]]
"""The hits of one product by rule id; a rule without hits is not in it."""

_JUDGEMENTS: Bounded[Judgement] = Bounded(4_096)


def is_kept(rule: Rule) -> bool:
    """Whether what a rule says of a product is the same in every plan under the same law."""
    return rule.scope is Scope.PRODUCT and not rule.reads_plan


def judgements(case: Case, rules: tuple[Rule, ...], products: Sequence[Product]) -> list[Judgement]:
    """What those of the rules that are kept say of each product."""
    own = _kept_of(Identity(rules))
    law = PlanLaw(case.tariff, case.shipment.entry_date)
    return [_judgement(own, product, law, case) for product in products]


@lru_cache(maxsize=16)
def _kept_of(same: Identity[tuple[Rule, ...]]) -> tuple[Rule, ...]:
    return tuple(rule for rule in same.value if is_kept(rule))


def _judgement(rules: tuple[Rule, ...], product: Product, law: PlanLaw, case: Case) -> Judgement:
    code, assessment = case.schedule_codes.get(product.id), case.assessments.get(product.id)
    part, facts = law.of(product, code), facts_digest(product)

    def fresh() -> Judgement:
        return judged(rules, product, product_case(product, assessment, part, code))

    if facts is None:
        return fresh()
    return _JUDGEMENTS.get((Identity(rules), part, Identity(assessment), code, facts), fresh)


def product_case(
    product: Product, assessment: Assessment | None, law: ProductLaw, code: str | None
) -> ProductCase:
    """What rules may know of this product; ``code`` is that of the line it was found under."""
    tariff = law.tariff
    return ProductCase(
        shipment=EntryDay(entry_date=law.on),
        tariff=ProductTariff(
            lines=tariff.lines,
            programmes=tariff.programmes,
            codes=tariff.codes,
            lists=tariff.lists,
            provisions=tariff.provisions,
            duty_orders=tariff.duty_orders,
        ),
        assessments={} if assessment is None else {product.id: assessment},
        schedule_codes={} if code is None else {product.id: code},
    )


def judged(rules: tuple[Rule, ...], product: Product, known: ProductCase) -> Judgement:
    """What the rules say, asked afresh."""
    asked = (rule for rule in rules if not rule.needs_schedule or product.id in known.schedule_codes)
    found = {rule.id: tuple(rule.check(known, product)) for rule in asked}
    return {rule_id: hits for rule_id, hits in found.items() if hits}
