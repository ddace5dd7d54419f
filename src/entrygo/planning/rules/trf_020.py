"""TRF-020: metal goods whose code is on no metals list."""

from collections.abc import Iterator

from entrygo.contract.facts import Product
from entrygo.contract.findings import Severity
from entrygo.planning.goods import code_of
from entrygo.planning.metal import metal_lists, named
from entrygo.planning.rule import Case, Hit, Rule, Scope


def _check(case: Case, product: Product) -> Iterator[Hit]:
    if code_of(case, product) and named(product) and not metal_lists(case, product):
        yield Hit(
            field="product.section_232",
            message=f"Product {product.label} should receive metals review before execution.",
        )


RULE = Rule(
    id="TRF-020",
    code="METALS_REVIEW_RECOMMENDED",
    severity=Severity.WARNING,
    scope=Scope.PRODUCT,
    title="Metal goods on no Section 232 metals list",
    fix="Check with the broker that the code is right and outside Section 232; then execute.",
    legal_source="HTSUS chapter 99, subchapter III, note 16",
    explanation="Fires when the materials or the metals block name steel, aluminum or copper and the "
    "product's code is on no loaded Section 232 metals list. Lists change by proclamation and a wrong "
    "code hides a duty of up to 50 percent, so a person should look. It deducts 26, as the protocol's "
    "reference example does. A listed code without composition is TRF-006.",
    check=_check,
    deduction=26,
)
