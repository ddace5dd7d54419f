"""TRF-001: chapter 99 headings: drawn and not claimed, or claimed on an assumption."""

from collections.abc import Iterator

from entrygo.contract.facts import Product
from entrygo.contract.findings import Severity
from entrygo.planning.goods import code_of
from entrygo.planning.remarks import hits_of, remarks_of
from entrygo.planning.rule import Case, Hit, Rule, Scope


def _check(case: Case, product: Product) -> Iterator[Hit]:
    yield from hits_of(remarks_of(case, product, "TRF-001"))
    assessment = case.assessments.get(product.id)
    drawn = [heading for heading in assessment.headings if heading.startswith("99")] if assessment else []
    code = code_of(case, product)
    for entry in case.entries if drawn else ():
        for line in entry.lines:
            if line.hs_code != code or not any(item.product_id == product.id for item in line.items):
                continue
            absent = [heading for heading in drawn if heading not in line.headings]
            if absent:
                yield Hit(
                    field="product.hsCode",
                    message=f"Line {line.line_no} of entry {entry.number} carries product {product.label} "
                    f"and lacks {', '.join(absent)}.",
                )


RULE = Rule(
    id="TRF-001",
    code="CHAPTER_99_HEADING_ABSENT",
    severity=Severity.ERROR,
    scope=Scope.PRODUCT,
    title="Chapter 99 heading required and absent, or assumed",
    fix="Plan again; if the finding stays, report it: the entry line does not match its assessment.",
    legal_source="HTSUS chapter 99, subchapter III",
    explanation="Fires when the duty assessment of a product draws a chapter 99 heading (Section 232, "
    "301, 338, exempting headings too) that an entry line carrying it lacks: a guard over the planner's "
    "own entry lines. It also passes on what the assessment assumed about a heading that the code alone "
    "does not decide (a vehicle part, a kitchen cabinet, a possible exemption), under a code and "
    "severity of the assumption's own.",
    check=_check,
    deduction=25,
)
