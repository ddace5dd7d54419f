"""TRF-007: more metal than article."""

from collections.abc import Iterator
from decimal import Decimal

from entrygo.contract.facts import Product
from entrygo.contract.findings import Severity
from entrygo.planning.metal import weights
from entrygo.planning.rule import Case, Hit, Rule, Scope


def _check(_case: Case, product: Product) -> Iterator[Hit]:
    article = product.net_weight_kg if product.net_weight_kg is not None else product.gross_weight_kg
    metal = sum(weights(product).values(), Decimal(0))
    if article is not None and metal > article:
        yield Hit(
            field="product.metals",
            message=f"The metals of product {product.label} weigh {metal} kg, the article {article} kg.",
        )


RULE = Rule(
    id="TRF-007",
    code="METAL_WEIGHT_EXCEEDS_ARTICLE",
    severity=Severity.ERROR,
    scope=Scope.PRODUCT,
    title="Metal weights exceed the article's weight",
    fix="Correct the weights in the metals block (kilograms a piece), or netWeightKg.",
    legal_source="HTSUS chapter 99, subchapter III, note 16",
    explanation="Fires when the stated weights of steel, aluminum and copper together exceed the "
    "article's net weight (its gross weight where no net weight is stated). One of them is wrong, and "
    "the 15 percent test depends on both.",
    check=_check,
    deduction=25,
)
