"""PRD-020: no country of origin, or none that ISO knows."""

from collections.abc import Iterator

from entrygo.contract.countries import read_country
from entrygo.contract.facts import Product
from entrygo.contract.findings import Severity
from entrygo.planning.countries import is_country
from entrygo.planning.product_facts import is_stated
from entrygo.planning.rule import Case, Hit, Rule, Scope


def _check(_case: Case, product: Product) -> Iterator[Hit]:
    origin = product.country_of_origin
    if not is_stated(origin) or origin is None:
        yield Hit(
            field="product.countryOfOrigin",
            message=f"Product {product.label} has no country of origin.",
            missing=True,
        )
    elif not is_country(origin):
        meant = read_country(origin)
        yield Hit(
            field="product.countryOfOrigin",
            message=f"Origin {origin!r} of product {product.label} is no ISO 3166-1 alpha-2 code.",
            fix=f"Write {meant}." if meant else None,
            code="COUNTRY_OF_ORIGIN_INVALID",
        )


RULE = Rule(
    id="PRD-020",
    code="COUNTRY_OF_ORIGIN_MISSING",
    severity=Severity.ERROR,
    scope=Scope.PRODUCT,
    title="Country of origin missing or invalid",
    fix="Set product.countryOfOrigin to the two-letter code of the country where the goods were made.",
    legal_source="19 CFR 141.86(a)(10); 19 CFR 134",
    explanation="Fires when a product has no origin, or one that is no ISO 3166-1 alpha-2 code (then the code is "
    "COUNTRY_OF_ORIGIN_INVALID). Duty follows the country where goods were made, not the one they ship from; an "
    "origin that equals the warehouse's country is fine. Without it nothing of the score is left.",
    check=_check,
    deduction=100,
)
