"""PRD-005: one SKU under two codes."""

from collections.abc import Iterator

from entrygo.contract.facts import Product
from entrygo.contract.findings import Severity
from entrygo.planning.product_facts import code_of, is_stated
from entrygo.planning.rule import Case, Hit, Rule, Scope


def _check(case: Case) -> Iterator[Hit]:
    codes: dict[str, dict[str, Product]] = {}
    for _, product in sorted(case.products.items()):
        code = code_of(case, product)
        if is_stated(product.sku) and code:
            codes.setdefault((product.sku or "").strip().upper(), {}).setdefault(code, product)
    for sku, by_code in sorted(codes.items()):
        if len(by_code) > 1:
            listed = ", ".join(f"{code} ({product.external_id})" for code, product in by_code.items())
            yield Hit(
                field="product.hsCode", message=f"SKU {sku} carries {len(by_code)} HTS codes: {listed}."
            )


RULE = Rule(
    id="PRD-005",
    code="HTS_CODE_INCONSISTENT",
    severity=Severity.WARNING,
    scope=Scope.PLAN,
    title="One SKU under two HTS codes",
    fix="Decide on one code for the SKU, or give the two goods SKUs of their own.",
    legal_source="19 USC 1484(a), reasonable care",
    explanation="Fires once for each SKU that stands under more than one HTS code in the plan. The same article "
    "has one classification; two of them on one entry invite a question.",
    check=_check,
    deduction=5,
)
