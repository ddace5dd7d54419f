"""TRF-011: a rate for US or UK metal without evidence."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from entrygo.contract.facts import Metals, Product
from entrygo.contract.findings import Severity
from entrygo.planning.metal import metal_lists
from entrygo.planning.product_facts import is_stated
from entrygo.planning.rule import Case, Hit, Rule, Scope

UK_SHARE = Decimal("0.95")
# Proclamation 11032 lowered the share of US metal from 95 to 85 percent on 8 June 2026.
US_SHARE_BEFORE = Decimal("0.95")
US_SHARE = Decimal("0.85")
US_SHARE_LOWERED_ON = date(2026, 6, 8)


def _check(case: Case, product: Product) -> Iterator[Hit]:
    metals = product.metals or Metals()
    if not metal_lists(case, product) or is_stated(metals.origin_evidence):
        return
    us_threshold = US_SHARE if case.shipment.entry_date >= US_SHARE_LOWERED_ON else US_SHARE_BEFORE
    claims = (("US", metals.us_origin_share, us_threshold), ("UK", metals.uk_origin_share, UK_SHARE))
    for country, share, threshold in claims:
        if share is not None and share >= threshold:
            yield Hit(
                field="product.metals.originEvidence",
                message=f"Product {product.label} claims {share} of its metal as {country} metal without "
                "evidence.",
                missing=True,
            )


RULE = Rule(
    id="TRF-011",
    code="METAL_ORIGIN_EVIDENCE_MISSING",
    severity=Severity.ERROR,
    scope=Scope.PRODUCT,
    title="US or UK metal rate claimed without evidence",
    fix="Name the mill certificate or other evidence in metals.originEvidence, or remove the share.",
    legal_source="HTSUS chapter 99, subchapter III, note 16(d), (e)",
    explanation="Fires when goods on a metals list state a share of US or UK metal that reaches the "
    "threshold of the lower rate (US 85 percent since 8 June 2026, 95 before; UK 95) and "
    "metals.originEvidence names nothing. It never changes a figure: the duty is computed from the share "
    "as stated.",
    check=_check,
    deduction=25,
)
