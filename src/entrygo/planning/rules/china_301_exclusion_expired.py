"""TRF-012: an exclusion from the China duties claimed after its end."""

from collections.abc import Iterator
from datetime import date

from entrygo.contract.facts import Product
from entrygo.contract.findings import Severity
from entrygo.planning.product_facts import lists_of, stated
from entrygo.planning.rule import Case, Hit, Rule, Scope
from entrygo.tariff.conditions import answers_in

PROGRAMME = "s301_china"
CLAIM = "section301Exclusion"
CONDITION = "exclusionClaimed"
# The 178 exclusions of 9903.88.69 and .70 ran through this day; no renewal was found (USTR FR 2025-21671).
EXCLUSIONS_END = date(2026, 11, 9)


def _check(case: Case, product: Product) -> Iterator[Hit]:
    exclusion = stated(product.attributes, CLAIM)
    field = CLAIM
    if exclusion is None and answers_in(product.attributes).get(CONDITION):
        exclusion, field = "9903.88.69", CONDITION
    is_chinese = (product.country_of_origin or "").upper() == "CN"
    is_over = case.shipment.entry_date > EXCLUSIONS_END
    if exclusion is not None and is_chinese and is_over and lists_of(case, product, PROGRAMME):
        yield Hit(
            field=f"product.attributes.{field}",
            message=f"Product {product.label} claims exclusion {exclusion} from the Section 301 duties on "
            f"China; the exclusions known here ended on {EXCLUSIONS_END}.",
        )


RULE = Rule(
    id="TRF-012",
    code="CHINA_301_EXCLUSION_EXPIRED",
    severity=Severity.WARNING,
    scope=Scope.PRODUCT,
    title="China 301 exclusion claimed after its end",
    fix="Remove the claim from the attributes, or have the broker confirm a renewal.",
    legal_source="USTR, FR 2025-21671; HTSUS 9903.88.69, 9903.88.70",
    explanation="Fires when a product of Chinese origin on a Section 301 list claims an exclusion in "
    "attributes.section301Exclusion or exclusionClaimed and the entry date is after 9 November 2026. The 178 "
    "exclusions ran through that day and no renewal was found, so they are taken as ended; the claim frees nothing.",
    check=_check,
    deduction=5,
)
