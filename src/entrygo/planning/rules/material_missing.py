"""PRD-011: no material where the law of the chapter turns on it."""

from collections.abc import Iterator

from entrygo.contract.facts import Product
from entrygo.contract.findings import Severity
from entrygo.planning.description_quality import judged_text
from entrygo.planning.materials import named_in
from entrygo.planning.product_facts import chapter_of, is_stated
from entrygo.planning.rule import Case, Hit, Rule, Scope

_PLASTICS, _BAGS, _WOOD, _ARTICLES = {39, 40}, {42}, {44}, {94, 95}
_TEXTILES_AND_SHOES, _STONE_TO_METAL = set(range(50, 65)), set(range(68, 84))
CHAPTERS = frozenset(_PLASTICS | _BAGS | _WOOD | _TEXTILES_AND_SHOES | _STONE_TO_METAL | _ARTICLES)


def _check(case: Case, product: Product) -> Iterator[Hit]:
    chapter = chapter_of(case, product)
    if chapter not in CHAPTERS or any(is_stated(material.name) for material in product.materials):
        return
    if not named_in(f"{product.title}; {judged_text(product)}"):
        yield Hit(
            field="product.materials",
            message=f"Product {product.label} of chapter {chapter} states no material, nor does its description.",
            missing=True,
        )


RULE = Rule(
    id="PRD-011",
    code="MATERIAL_MISSING",
    severity=Severity.WARNING,
    scope=Scope.PRODUCT,
    title="Material missing",
    fix="Fill product.materials, or name the material in the description.",
    legal_source="19 CFR 141.89; 19 CFR 141.86(a)(3)",
    explanation="Fires for goods of chapters 39, 40, 42, 44, 50 to 64, 68 to 83, 94 and 95 when neither the "
    "materials nor the description name what they are made of. In these chapters the material decides the code.",
    check=_check,
    deduction=5,
)
