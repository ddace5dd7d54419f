"""PRD-010: a description that does not say what the goods are."""

import re
from collections.abc import Iterator

from entrygo.contract.facts import Product
from entrygo.contract.findings import Severity
from entrygo.planning.description_quality import Grade, judge, judged_text, rewrite
from entrygo.planning.product_facts import is_stated, schedule_line
from entrygo.planning.product_words import BARE, FILLERS, VAGUE
from entrygo.planning.rule import Case, Hit, Rule, Scope

_NOT_NOUNS = VAGUE | BARE | FILLERS


def _check(case: Case, product: Product) -> Iterator[Hit]:
    text = judged_text(product)
    opinion = judge(text, sku=product.sku, known=_schedule_words(case, product))
    field = "product.description" if is_stated(product.description) or not text else "product.title"
    if opinion.grade is Grade.GOOD:
        return
    if opinion.grade is Grade.MISSING:
        yield Hit(
            field="product.description",
            message=f"Product {product.label} has neither description nor title.",
            code="DESCRIPTION_MISSING",
            missing=True,
        )
        return
    yield Hit(
        field=field,
        message=f"The description {text!r} of product {product.label} would not be accepted: {opinion.reason} "
        f"({opinion.score} of 3 answered; open: {opinion.unanswered or 'none'}).",
        fix=f"Describe the goods so: {rewrite(product)}.",
        severity=Severity.WARNING if opinion.grade is Grade.WEAK else None,
        code="DESCRIPTION_WEAK" if opinion.grade is Grade.WEAK else None,
    )


def _schedule_words(case: Case, product: Product) -> frozenset[str]:
    line = schedule_line(case, product)
    words = re.findall(r"[a-z][a-z-]{2,}", line.description.lower()) if line else ()
    return frozenset(word for word in words if word not in _NOT_NOUNS)


RULE = Rule(
    id="PRD-010",
    code="DESCRIPTION_VAGUE",
    severity=Severity.ERROR,
    scope=Scope.PRODUCT,
    title="Description missing or vague",
    fix="Say what the goods are, what they are made of (with percent) and what or whom they are for.",
    legal_source="19 CFR 141.86(a)(3); CBP CSMS 60011750 and 62081967",
    explanation="Judges the description, or the title where there is none. Fires on an empty text, a SKU, a "
    "code, numbers or emoji alone, fewer than three words, and words that name a class in place of goods: gift, "
    "parts, accessories, daily necessities, apparel, electronics. A text that reads as a brand alone, or holds "
    "emoji, is a warning. The suggested wording is built from the product's own facts and is never applied.",
    check=_check,
    deduction=25,
)
