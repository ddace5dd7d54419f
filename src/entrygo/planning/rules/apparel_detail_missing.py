"""PRD-013: apparel without gender or construction."""

import re
from collections.abc import Iterator

from entrygo.contract.facts import Product
from entrygo.contract.findings import Severity
from entrygo.planning.product_facts import chapter_of, code_of, stated, wording
from entrygo.planning.rule import Case, Hit, Rule, Scope

KNIT, WOVEN = 61, 62
WITHOUT_GENDER = frozenset(
    {"6111", "6115", "6116", "6117", "6209", "6212", "6213", "6214", "6215", "6216", "6217"}
)
"""Headings whose lines do not ask for whom: babies' garments, hosiery, gloves, bras and accessories."""

_GENDER = re.compile(
    r"(?<!\w)(?:wom[ae]n|ladies|lady|girls?|m[ae]n|gent(?:lemen|s)?|boys?|unisex|male|female|infants?|bab(?:y|ies)"
    r"|toddlers?|kids?|child(?:ren)?)(?:'?s?'?)(?!\w)"
)
_CONSTRUCTION = re.compile(
    r"(?<!\w)(?:knit(?:ted|wear)?|woven|crochet(?:ed)?|jersey|fleece|denim|twill|poplin|corduroy|chiffon|satin"
    r"|flannel|nonwoven|non-woven|felt)(?!\w)"
)


def _check(case: Case, product: Product) -> Iterator[Hit]:
    chapter = chapter_of(case, product)
    if chapter not in (KNIT, WOVEN):
        return
    text = wording(product).replace("’", "'")
    gendered = stated(product.attributes, "gender", "sex", "targetGender", "ageGroup")
    if not gendered and not _GENDER.search(text) and code_of(case, product)[:4] not in WITHOUT_GENDER:
        yield Hit(
            field="product.attributes.gender",
            message=f"Garment {product.label} does not say whom it is for.",
            missing=True,
        )
    built = stated(
        product.attributes, "construction", "knitOrWoven", "knitWoven", "fabricConstruction", "weave"
    )
    if not built and not _CONSTRUCTION.search(text):
        yield Hit(
            field="product.attributes.construction",
            message=f"Garment {product.label} does not say whether it is knit or woven; its code is of chapter "
            f"{chapter}, {'knit or crocheted' if chapter == KNIT else 'not knit'}.",
            missing=True,
        )


RULE = Rule(
    id="PRD-013",
    code="APPAREL_DETAIL_MISSING",
    severity=Severity.WARNING,
    scope=Scope.PRODUCT,
    title="Apparel without gender or construction",
    fix="Set attributes.gender (women, men, girls, boys, unisex) and attributes.construction (knit, woven), or "
    "say both in the description.",
    legal_source="19 CFR 141.89",
    explanation="Fires for garments of chapters 61 and 62 when neither attributes nor wording say whom they are "
    "for, or whether they are knit or woven. The schedule divides garments by both. Hosiery, gloves, babies' "
    "garments and accessories are not asked for whom.",
    check=_check,
    deduction=5,
)
