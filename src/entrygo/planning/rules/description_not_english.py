"""PRD-015: a description that is not in English."""

from collections.abc import Iterator

from entrygo.contract.facts import Product
from entrygo.contract.findings import Severity
from entrygo.planning.description_quality import judged_text
from entrygo.planning.language import foreign_language
from entrygo.planning.product_facts import is_stated
from entrygo.planning.rule import Case, Hit, Rule, Scope


def _check(_case: Case, product: Product) -> Iterator[Hit]:
    text = judged_text(product)
    language = foreign_language(text)
    if language:
        yield Hit(
            field="product.description" if is_stated(product.description) else "product.title",
            message=f"The description {text!r} of product {product.label} seems to be in {language}.",
        )


RULE = Rule(
    id="PRD-015",
    code="DESCRIPTION_NOT_ENGLISH",
    severity=Severity.WARNING,
    scope=Scope.PRODUCT,
    title="Description not in English",
    fix="Give the description in English.",
    legal_source="19 CFR 141.86(d)",
    explanation="Fires when most letters are of another script, or at least two everyday words of another "
    "language stand in the text and more of them than of English. The invoice must be in English or carry a "
    "translation.",
    check=_check,
    deduction=5,
)
