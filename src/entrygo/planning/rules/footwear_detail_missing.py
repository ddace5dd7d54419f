"""PRD-014: footwear without upper, sole or value."""

from collections.abc import Iterator

from entrygo.contract.facts import Product
from entrygo.contract.findings import Severity
from entrygo.planning.product_facts import chapter_of, code_of, stated, wording
from entrygo.planning.rule import Case, Hit, Rule, Scope

FOOTWEAR, PARTS = 64, "6406"


def _check(case: Case, product: Product) -> Iterator[Hit]:
    if chapter_of(case, product) != FOOTWEAR or code_of(case, product).startswith(PARTS):
        return
    text = wording(product)
    for part, keys in (
        ("upper", ("upperMaterial", "upper", "uppers")),
        ("sole", ("soleMaterial", "outerSoleMaterial", "outsole", "sole")),
    ):
        if part not in text and not stated(product.attributes, *keys):
            yield Hit(
                field=f"product.attributes.{keys[0]}",
                message=f"Footwear {product.label} does not say what its {part} is made of.",
                missing=True,
            )
    if not _is_valued(case, product):
        yield Hit(
            field="product.unitValueUsd",
            message=f"Footwear {product.label} has no value per pair.",
            missing=True,
        )


def _is_valued(case: Case, product: Product) -> bool:
    if product.unit_value_usd is not None and product.unit_value_usd > 0:
        return True
    if stated(product.attributes, "valuePerPair", "valuePerPairUsd"):
        return True
    return any(
        line.product_id == product.id and line.stated_price > 0
        for order in case.orders
        for line in order.lines
    )


RULE = Rule(
    id="PRD-014",
    code="FOOTWEAR_DETAIL_MISSING",
    severity=Severity.WARNING,
    scope=Scope.PRODUCT,
    title="Footwear without upper, sole or value per pair",
    fix="Set attributes.upperMaterial and attributes.soleMaterial, or name both in the description.",
    legal_source="19 CFR 141.89; HTSUS chapter 64, notes 4 and 5",
    explanation="Fires for footwear of chapter 64 when the material of upper or outer sole is not stated, or no "
    "value is known. The schedule classes footwear by both materials and often by the value of a pair.",
    check=_check,
    deduction=5,
    reads_plan=True,
)
