"""PRD-002: an HTS code that is not ten digits."""

from collections.abc import Iterator

from entrygo.contract.facts import Product
from entrygo.contract.findings import Severity
from entrygo.contract.tariff import Standing
from entrygo.planning.notices import hits_of
from entrygo.planning.product_facts import code_facts, is_stated
from entrygo.planning.rule import Case, Hit, Rule, Scope
from entrygo.tariff.code_notices import about_code


def _check(case: Case, product: Product) -> Iterator[Hit]:
    facts = code_facts(case, product)
    if not is_stated(product.hs_code) or facts.standing is not Standing.INCOMPLETE:
        return
    said = about_code(facts, product.hs_code or "", f"of product {product.label}")
    yield from hits_of((said,) if said else ())


RULE = Rule(
    id="PRD-002",
    code="HTS_CODE_INCOMPLETE",
    severity=Severity.WARNING,
    scope=Scope.PRODUCT,
    title="HTS code not ten digits",
    fix="Complete product.hsCode to the ten digits of the schedule's statistical line.",
    legal_source="HTSUS, General Statistical Note 3; 19 CFR 142.6",
    explanation="Fires when a code has four, six or eight digits that begin lines of the schedule. The goods are "
    "judged as the worst of these lines: every duty, agency and duty case that one of them draws is asked, so that "
    "leaving digits out never improves a plan. Four digits are an error, as a heading cannot be entered; an "
    "eight-digit code with a single ten-digit line is completed and only told.",
    check=_check,
    deduction=5,
)
