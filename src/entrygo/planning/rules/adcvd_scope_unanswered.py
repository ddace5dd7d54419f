"""TRF-014: an antidumping or countervailing flag without an answer."""

from collections.abc import Iterator

from entrygo.contract.facts import Product
from entrygo.contract.findings import Severity
from entrygo.planning.adcvd import scope_answer
from entrygo.planning.notices import hits_of, remarks_of
from entrygo.planning.product_facts import is_stated, schedule_line
from entrygo.planning.rule import Case, Hit, Rule, Scope
from entrygo.tariff.duty import NoticeKind


def _check(case: Case, product: Product) -> Iterator[Hit]:
    line = schedule_line(case, product)
    if line is None or not (line.antidumping or line.countervailing):
        return
    answer = scope_answer(product.adcvd)
    if answer.fault:
        kinds = (("antidumping", line.antidumping), ("countervailing", line.countervailing))
        which = " and ".join(name for name, is_flagged in kinds if is_flagged)
        yield Hit(
            field="product.adcvd",
            message=f"The code of product {product.label} is flagged for {which} duty and its adcvd is no "
            f"full answer: {answer.fault}.",
            severity=Severity.WARNING if answer.in_scope is False else None,
            missing=not is_stated(product.adcvd),
        )
    elif answer.in_scope:
        yield from hits_of(remarks_of(case, product, NoticeKind.DUTY_CASE), field="product.adcvd")


RULE = Rule(
    id="TRF-014",
    code="ADCVD_SCOPE_UNANSWERED",
    severity=Severity.ERROR,
    scope=Scope.PRODUCT,
    title="AD/CVD flag without a case or scope answer",
    fix='Give adcvd the case number (A-570-504), {"inScope": true, "cases": [...]}, or {"inScope": false, '
    '"reason": "..."}.',
    legal_source="19 CFR 351",
    explanation="Fires when the schedule flags a product's code for antidumping or countervailing duty "
    "and the product's adcvd says neither which case it falls under nor why it falls under none. The "
    "flag is by code alone; an order's scope is by words, origin and producer, so only the operator can "
    "answer. Goods in scope go into an entry of type 03, never an informal one. Out of scope without a "
    "reason is a warning. For goods in scope it is told that the duty itself is not in the figures.",
    check=_check,
    deduction=25,
)
