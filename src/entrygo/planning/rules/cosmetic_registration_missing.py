"""PGA-011: cosmetics without MoCRA registration and listing."""

from collections.abc import Iterator

from entrygo.contract.facts import Product
from entrygo.contract.findings import Severity
from entrygo.planning.agencies import answers, flagged, said
from entrygo.planning.agency_programmes.fda import COSMETIC, FDA, MOCRA, MOCRA_EXEMPTION
from entrygo.planning.product_facts import code_of, schedule_line
from entrygo.planning.rule import Case, Hit, Rule, Scope

HEADINGS = ("3303", "3304", "3305", "330710", "330720", "330730", "340130")
"""Perfume, make-up, hair and shaving preparations, deodorants, bath preparations, skin washes."""


def _check(case: Case, product: Product) -> Iterator[Hit]:
    if not _is_cosmetic(case, product):
        return
    stated = said(product, FDA)
    absent = [element for element in MOCRA if element.name not in stated]
    if absent and MOCRA_EXEMPTION.name not in stated:
        wanted = ", ".join(f"{element.name} ({element.asks})" for element in absent)
        yield Hit(
            field="product.pga",
            message=f"Product {product.label} is a cosmetic and pga does not state {wanted}.",
            missing=True,
            details={"elements": tuple(f"data.{element.name}" for element in absent)},
        )


def _is_cosmetic(case: Case, product: Product) -> bool:
    """By the programme of the FDA answer; without one, by the heading. Only where the code has an FDA flag."""
    flags = (
        flagged(schedule_line(case, product), required=True),
        flagged(schedule_line(case, product), required=False),
    )
    must, may = (any(flag.startswith(FDA) for flag in each) for each in flags)
    programmes = {reading.programme.code for reading in answers(product, FDA) if reading.programme}
    if programmes:
        return (must or may) and COSMETIC in programmes
    return must and code_of(case, product).startswith(HEADINGS)


RULE = Rule(
    id="PGA-011",
    code="COSMETIC_REGISTRATION_MISSING",
    severity=Severity.WARNING,
    scope=Scope.PRODUCT,
    title="Cosmetic without MoCRA registration and listing",
    fix='Put in pga {"agency": "FDA", "program": "COS", "data": {"productCode": "53JC-01", "facilityRegistration": '
    '"3012345678", "productListing": "1000123456"}}, or {"mocraExemption": "small business, 21 USC 364h"}.',
    legal_source="21 USC 364c, 364h (Modernization of Cosmetics Regulation Act of 2022)",
    explanation="Fires for goods of a code with an FDA flag whose answer is one of cosmetics (programme COS, "
    "product code of industry 53), and without an answer for codes of perfume, make-up, hair, shaving and bath "
    "preparations that require FDA data, where pga does not state the registration of the facility and the listing "
    "of the product. FDA may refuse cosmetics of a facility that is not registered. Small businesses are exempt and "
    "say so.",
    check=_check,
    deduction=0,
)
