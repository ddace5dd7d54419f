"""TRF-005: goods that may not be imported."""

from collections.abc import Iterator

from entrygo.contract.facts import Product
from entrygo.contract.findings import Severity
from entrygo.planning.notices import hits_of, remarks_of
from entrygo.planning.rule import Case, Hit, Rule, Scope
from entrygo.tariff.duty import NoticeKind


def _check(case: Case, product: Product) -> Iterator[Hit]:
    remarks = remarks_of(case, product, NoticeKind.IMPORT_BAN)
    yield from hits_of(remarks)
    assessment = case.assessments.get(product.id)
    if not remarks and assessment is not None and assessment.is_banned:
        yield Hit(
            field="product.hsCode",
            message=f"Product {product.label} is on an import ban list for its origin; its entry would be "
            "rejected.",
        )


RULE = Rule(
    id="TRF-005",
    code="IMPORT_BANNED",
    severity=Severity.ERROR,
    scope=Scope.PRODUCT,
    title="Import banned",
    fix="Take the product out of the orders, or correct its origin or code if they are wrong.",
    legal_source="Proclamations 11061 to 11063; CSMS 70050970",
    explanation="Fires when the duty assessment finds a ban: since 29 September 2026 listed alcohol, "
    "dairy goods and motorcycles over 800 cc of Canadian origin may not be imported. Entries are "
    "rejected, so no duty is shown.",
    check=_check,
    deduction=25,
)
