"""PRD-003: a code that is no line of the schedule on the entry date."""

from collections.abc import Iterator

from entrygo.contract.facts import Product
from entrygo.contract.findings import Severity
from entrygo.contract.tariff import Standing
from entrygo.planning.notices import hits_of
from entrygo.planning.product_facts import code_facts, is_stated
from entrygo.planning.rule import Case, Hit, Rule, Scope
from entrygo.tariff.code_notices import about_code

NOT_OF_GOODS = ("77", "99")
"""Chapters without codes of goods, which PRD-004 speaks of."""


def _check(case: Case, product: Product) -> Iterator[Hit]:
    facts = code_facts(case, product)
    if not is_stated(product.hs_code) or facts.digits.startswith(NOT_OF_GOODS):
        return
    if facts.standing in (Standing.UNKNOWN, Standing.RETIRED):
        said = about_code(facts, product.hs_code or "", f"of product {product.label}")
        yield from hits_of((said,) if said else ())


RULE = Rule(
    id="PRD-003",
    code="HTS_CODE_UNKNOWN",
    severity=Severity.ERROR,
    scope=Scope.PRODUCT,
    title="HTS code not in the schedule",
    fix="Correct product.hsCode; the code may have been split or retired in a later revision.",
    legal_source="Harmonized Tariff Schedule of the United States; 19 USC 1202",
    explanation="Fires when a code is in no list held for the entry date: neither in the schedule nor in the agency "
    "report. A code that was valid once is HTS_CODE_RETIRED and its successors stand in the details. Digits of another "
    "number than 4, 6, 8 or 10, or that begin no line, are unknown, too; where a spreadsheet dropped the zero in front "
    "or shortened the number, the finding says so with the mend.",
    check=_check,
    deduction=100,
)
