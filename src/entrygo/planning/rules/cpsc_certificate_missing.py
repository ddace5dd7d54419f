"""PGA-004: consumer products under CPSC rules without a certificate."""

from collections.abc import Iterator
from datetime import date

from entrygo.contract.facts import Product
from entrygo.contract.findings import Severity
from entrygo.planning.agencies import is_answered, is_disclaimed, lacking, said
from entrygo.planning.agency_programmes.consumer import CPSC
from entrygo.planning.certificate_goods import (
    FLAMMABILITY,
    child_reason,
    child_words,
    delicate_words,
    general_of,
    is_adult_apparel,
)
from entrygo.planning.product_facts import chapter_of, code_of
from entrygo.planning.rule import Case, Hit, Rule, Scope

EFILING_SINCE = date(2026, 7, 8)
PRINTED_MATTER = 49
PROGRAMME = "CPS"
NAMED = ("registryIds", "certifierId", "certificateNumber")
"""Elements that show a certificate exists."""


def _check(case: Case, product: Product) -> Iterator[Hit]:
    if case.shipment.entry_date < EFILING_SINCE or chapter_of(case, product) == PRINTED_MATTER:
        return
    question = _question(case, product)
    if question is None or is_disclaimed(product, CPSC):
        return
    severity, reason = question
    lacks = lacking(product, CPSC, PROGRAMME)
    if not is_answered(product, CPSC):
        whose = "Clothing" if severity is Severity.INFO else f"Product {product.label}"
        yield Hit(
            field="product.pga",
            message=f"{whose} looks regulated by CPSC ({reason}) and names no certificate.",
            severity=severity,
            missing=True,
        )
    elif lacks:
        is_named = not said(product, CPSC).isdisjoint(NAMED)
        yield Hit(
            field="product.pga",
            message=f"The CPSC certificate of product {product.label} ({reason}) cannot be filed yet: it lacks "
            f"{', '.join(lacks)}.",
            severity=Severity.WARNING if is_named and severity is Severity.ERROR else severity,
            missing=True,
            details={"elements": tuple(f"data.{name}" for name in lacks)},
        )


def _question(case: Case, product: Product) -> tuple[Severity, str] | None:
    """How gravely a certificate is asked, and why; the gravest reason counts."""
    code = code_of(case, product)
    certain = child_reason(code, product.attributes)
    if certain:
        return Severity.ERROR, certain
    words = child_words(product)
    if words:
        return Severity.WARNING, f"its wording says {', '.join(words)}"
    goods = general_of(code, product)
    if goods:
        return Severity.WARNING, f"{goods.name}, {goods.standard}"
    if is_adult_apparel(code, product):
        delicate = delicate_words(product)
        if delicate:
            return Severity.WARNING, f"clothing, {FLAMMABILITY}; its wording says {', '.join(delicate)}"
        return (
            Severity.INFO,
            f"clothing, {FLAMMABILITY}; a plain fabric of 2.6 oz/yd2 or more is exempt from testing",
        )
    return None


RULE = Rule(
    id="PGA-004",
    code="CPSC_CERTIFICATE_MISSING",
    severity=Severity.ERROR,
    scope=Scope.PRODUCT,
    title="Product under CPSC rules without a certificate",
    fix='Put the certificate in pga as {"agency": "CPSC", "data": {"registryIds": ["certifier id", "product id", '
    '"version id"]}}, or the full message set (citations, dateOfManufacture, placeOfManufacture, testDate, testLab, '
    "recordsContact, productId), or a disclaim code.",
    legal_source="16 CFR 1110 (eFiling since 8 July 2026); 15 USC 2063",
    explanation="Fires for toys (heading 9503), babies' garments (6111, 6209) and goods whose attributes state an "
    "age of up to 12 years, when pga holds no CPSC certificate, registry identifiers, full message set or disclaim. "
    "Where only the wording points to children it is a warning, and so it is for goods of a general certificate "
    "known by their code: mattresses, upholstered furniture, carpets and rugs, lighters, bicycles and their "
    "helmets, matches, fireworks, mowers, clothing storage units, bunk beds, household refrigerators, button and "
    "coin cells, all-terrain vehicles, loose magnets, paint. Adult clothing of fibres that 16 CFR 1610.1(d) "
    "does not exempt is told, and warned of where its wording says sheer or raised fabric (silk, "
    "chiffon, velvet, terry). A certificate that is named, and lacks a part of what is filed, is a warning. Since 8 "
    "July 2026 the certificate is filed with the entry, whatever the value. Books and other printed matter of "
    "chapter 49 are not asked.",
    check=_check,
    deduction=25,
)
