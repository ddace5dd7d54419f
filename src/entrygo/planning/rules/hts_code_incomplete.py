"""PRD-002: an HTS code that is not ten digits."""

import re
from collections.abc import Iterator

from entrygo.contract.facts import Product
from entrygo.contract.findings import Severity
from entrygo.planning.product_facts import is_stated
from entrygo.planning.rule import Case, Hit, Rule, Scope

_FULL = re.compile(r"[0-9]{10}")
_PARTIAL = re.compile(r"[0-9]{6,9}")


def _check(case: Case, product: Product) -> Iterator[Hit]:
    code = re.sub(r"[\s.]", "", product.hs_code or "")
    found = case.schedule_codes.get(product.id)
    if not is_stated(product.hs_code) or _FULL.fullmatch(code):
        return
    if found and _PARTIAL.fullmatch(code):
        yield Hit(
            field="product.hsCode",
            message=f"Product {product.label} states HTS code {code}, which has the one line {found}.",
            fix=f"Write the ten digits: {found}.",
            severity=Severity.INFO,
            code="HTS_CODE_COMPLETED",
        )
    elif _PARTIAL.fullmatch(code):
        yield Hit(
            field="product.hsCode",
            message=f"HTS code {code} of product {product.label} has {len(code)} of 10 digits.",
            severity=Severity.WARNING,
        )
    else:
        yield Hit(
            field="product.hsCode",
            message=f"HTS code {product.hs_code!r} of product {product.label} is not ten digits.",
        )


RULE = Rule(
    id="PRD-002",
    code="HTS_CODE_INCOMPLETE",
    severity=Severity.ERROR,
    scope=Scope.PRODUCT,
    title="HTS code not ten digits",
    fix="Complete product.hsCode to the ten digits of the schedule's statistical line.",
    legal_source="HTSUS, General Statistical Note 3; 19 CFR 142.6",
    explanation="Fires when a code is not ten digits, with or without dots. Six to nine digits are a warning, as "
    "they can be completed before execution; an eight-digit code with a single ten-digit line is completed and "
    "only told. Anything else is an error.",
    check=_check,
    deduction=25,
)
