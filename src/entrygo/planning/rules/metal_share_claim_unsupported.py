"""TRF-008: the 15 percent test claimed where it cannot hold."""

from collections.abc import Iterator
from decimal import Decimal

from entrygo.contract.facts import Product
from entrygo.contract.findings import Severity
from entrygo.planning.metal import (
    BELOW_15_PERCENT,
    WEIGHT_FIELDS,
    draws,
    listed_metals,
    metal_lists,
    pays_in_full,
    weights,
)
from entrygo.planning.product_facts import stated
from entrygo.planning.rule import Case, Hit, Rule, Scope
from entrygo.tariff.metals import WEIGHT_TEST

CLAIM = "section232Below15Percent"


def _check(case: Case, product: Product) -> Iterator[Hit]:
    claimed = stated(product.attributes, CLAIM) is not None or draws(case, product, BELOW_15_PERCENT)
    if not (claimed and metal_lists(case, product)):
        return
    what = f"Product {product.label} claims less than 15 percent listed metal by weight (9903.82.03)"
    if pays_in_full(case, product):
        yield Hit(
            field="product.metals",
            message=f"{what}; the test does not reach its chapter.",
            fix=f"Remove attributes.{CLAIM}: goods of chapters 72, 73, 74 and 76 pay on their full value.",
        )
        return
    listed = listed_metals(case, product) or tuple(WEIGHT_FIELDS)
    metal = [weight for name, weight in weights(product).items() if name in listed]
    article = product.net_weight_kg
    if not metal:
        message = f"{what} without stating its weight of {' or '.join(listed)}."
        yield Hit(field=WEIGHT_FIELDS[listed[0]], message=message, missing=True)
    if not article:
        message = f"{what} without stating the article's weight."
        yield Hit(field="product.netWeightKg", message=message, missing=True)
    elif sum(metal, Decimal(0)) >= WEIGHT_TEST * article:
        message = f"{what} and states {sum(metal, Decimal(0))} kg of {article} kg."
        yield Hit(field="product.metals", message=message)


RULE = Rule(
    id="TRF-008",
    code="METAL_SHARE_CLAIM_UNSUPPORTED",
    severity=Severity.ERROR,
    scope=Scope.PRODUCT,
    title="Less than 15 percent listed metal claimed without proof",
    fix="State netWeightKg and the weight of the listed metal, or give the claim up.",
    legal_source="HTSUS 9903.82.03 and chapter 99, subchapter III, note 16",
    explanation="Fires when goods on a metals list are claimed to hold less than 15 percent listed metal "
    "by weight (attributes.section232Below15Percent, or heading 9903.82.03 in the assessment) and a "
    "weight is not stated, the stated weights show 15 percent or more, or the code is in chapter 72, 73, "
    "74 or 76, which the test does not reach.",
    check=_check,
    deduction=25,
)
