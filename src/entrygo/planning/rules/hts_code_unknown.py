"""PRD-003: a code the loaded edition does not hold."""

from collections.abc import Iterator

from entrygo.contract.facts import Product
from entrygo.contract.findings import Severity
from entrygo.planning.product_facts import code_of
from entrygo.planning.rule import Case, Hit, Rule, Scope

FULL_LENGTH = 10


def _check(case: Case, product: Product) -> Iterator[Hit]:
    code, edition = code_of(case, product), case.tariff.edition
    if product.id in case.schedule_codes or len(code) != FULL_LENGTH:
        return
    if edition.is_full:
        yield Hit(
            field="product.hsCode",
            message=f"HTS code {code} of product {product.label} is not in {edition.name}.",
        )
    else:
        yield Hit(
            field="product.hsCode",
            message=f"HTS code {code} of product {product.label} is not in {edition.name}, which holds only "
            "common codes; it may be valid, and its duty is not known here.",
            fix="Load a full schedule edition, or check the code with the broker.",
            severity=Severity.WARNING,
            code="HTS_CODE_NOT_IN_STARTER",
        )


RULE = Rule(
    id="PRD-003",
    code="HTS_CODE_UNKNOWN",
    severity=Severity.ERROR,
    scope=Scope.PRODUCT,
    title="HTS code not in the loaded edition",
    fix="Correct product.hsCode; the code may have been split or retired in a later revision.",
    legal_source="Harmonized Tariff Schedule of the United States; 19 USC 1202",
    explanation="Fires when a ten-digit code is not in the loaded schedule edition. With a full edition that is "
    "an error. The starter edition holds some two hundred common codes, so a code outside it is a warning that "
    "says so. Shorter codes are left to PRD-002.",
    check=_check,
    deduction=25,
)
