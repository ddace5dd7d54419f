"""TRF-003: USMCA claimed for goods of another origin."""

from collections.abc import Iterator

from entrygo.contract.facts import Product
from entrygo.contract.findings import Severity
from entrygo.planning.rule import Case, Hit, Rule, Scope
from entrygo.tariff.usmca import PARTIES


def _check(_case: Case, product: Product) -> Iterator[Hit]:
    claimed = product.usmca is not None and product.usmca.qualifies is True
    if claimed and product.country_of_origin and product.country_of_origin.upper() not in PARTIES:
        yield Hit(
            field="product.usmca.qualifies",
            message=f"Product {product.label} claims USMCA with origin {product.country_of_origin}.",
        )


RULE = Rule(
    id="TRF-003",
    code="USMCA_ORIGIN_MISMATCH",
    severity=Severity.ERROR,
    scope=Scope.PRODUCT,
    title="USMCA claimed, origin not CA, MX or US",
    fix="Set usmca.qualifies to false, or correct countryOfOrigin.",
    legal_source="HTSUS General Note 11",
    explanation="Fires when usmca.qualifies is true and the country of origin is stated and is not Canada, "
    "Mexico or the United States. Goods do not qualify by having been in a Canadian warehouse. An absent "
    "origin is asked for by PRD-020.",
    check=_check,
    deduction=25,
)
