"""PRD-001: no HTS code."""

from collections.abc import Iterator

from entrygo.contract.facts import Product
from entrygo.contract.findings import Severity
from entrygo.planning.product_facts import is_stated
from entrygo.planning.rule import Case, Hit, Rule, Scope


def _check(_case: Case, product: Product) -> Iterator[Hit]:
    if not is_stated(product.hs_code):
        yield Hit(field="product.hsCode", message=f"Product {product.label} has no HTS code.", missing=True)


RULE = Rule(
    id="PRD-001",
    code="HTS_CODE_MISSING",
    severity=Severity.ERROR,
    scope=Scope.PRODUCT,
    title="HTS code missing",
    fix="Set product.hsCode to the ten-digit code of the United States schedule; POST /api/products/suggest proposes "
    "some, each with its reasons.",
    legal_source="19 CFR 142.6; 19 CFR 141.90",
    explanation="Fires when a product has no HTS code. The code decides the duty, the programmes that apply and "
    "which agencies ask for data, so nothing can be filed without it, and nothing of the score is left.",
    check=_check,
    deduction=100,
)
