"""PRD-024: nobody confirmed that the goods are marked with their origin."""

from collections.abc import Iterator

from entrygo.contract.facts import Product
from entrygo.contract.findings import Severity
from entrygo.planning.rule import Hit, ProductCase, Rule, Scope
from entrygo.planning.yes_no import answer

_KEYS = ("marked", "originMarked", "marking", "countryOfOriginMarked")


def _check(_case: ProductCase, product: Product) -> Iterator[Hit]:
    said = answer(product, *_KEYS)
    if said is None:
        yield Hit(
            field="product.attributes.marked",
            message=f"Nobody confirmed that product {product.label} is marked with its origin.",
            missing=True,
        )
    elif said is False:
        yield Hit(
            field="product.attributes.marked",
            message=f"Product {product.label} is not marked with its origin {product.country_of_origin}.",
            fix="Mark the article or its container before it crosses, or have the broker name the exception.",
            severity=Severity.WARNING,
            code="ORIGIN_NOT_MARKED",
        )


RULE = Rule(
    id="PRD-024",
    code="ORIGIN_MARKING_UNCONFIRMED",
    severity=Severity.INFO,
    scope=Scope.PRODUCT,
    title="Origin marking not confirmed",
    fix="Set attributes.marked to true on products that bear their country of origin.",
    legal_source="19 USC 1304; 19 CFR 134",
    explanation="Told once a product, for all its orders, while it does not say whether it is marked with its origin. "
    "Unmarked goods owe 10 percent more and may be held. A product that says it is not marked is a warning.",
    check=_check,
    deduction=0,
)
