"""PGA-004: consumer products under CPSC rules without a certificate."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from entrygo.contract.facts import Product
from entrygo.contract.findings import Severity
from entrygo.planning.agencies import answers, is_disclaimed
from entrygo.planning.product_facts import (
    chapter_of,
    code_of,
    is_stated,
    mentioned,
    plain_key,
    stated,
    wording,
)
from entrygo.planning.rule import Case, Hit, Rule, Scope

CPSC = "CP"
EFILING_SINCE = date(2026, 7, 8)
CHILD_UP_TO_AGE = 12
TOY_HEADING = "9503"
INFANT_GARMENT_HEADINGS = ("6111", "6209")
PRINTED_MATTER = 49
_AGE_GROUPS = (
    "infant",
    "infants",
    "baby",
    "toddler",
    "toddlers",
    "child",
    "children",
    "kid",
    "kids",
    "boys",
    "girls",
)
_WORDS = (
    *("infant", "infants", "infant's", "infants'", "toddler", "toddlers", "toddler's", "toddlers'"),
    *("children", "children's", "childrens", "kids", "kids'", "kid's", "boys'", "boy's", "girls'", "girl's"),
    *("newborn", "newborns"),
)
_FULL_SET = ("citation", "manufacturedate", "manufactureplace", "testdate", "lab")
_SPELLINGS = {"manufacturedate": ("dateofmanufacture",), "manufactureplace": ("placeofmanufacture",)}


def _check(case: Case, product: Product) -> Iterator[Hit]:
    if case.shipment.entry_date < EFILING_SINCE or chapter_of(case, product) == PRINTED_MATTER:
        return
    certain = _certain_reason(case, product)
    words = mentioned(_WORDS, wording(product))
    if not (certain or words) or _is_certified(product):
        return
    reason = certain or f"its wording says {', '.join(words)}"
    yield Hit(
        field="product.pga",
        message=f"Product {product.label} looks regulated by CPSC ({reason}) and names no certificate.",
        severity=None if certain else Severity.WARNING,
        missing=True,
    )


def _certain_reason(case: Case, product: Product) -> str | None:
    heading = code_of(case, product)[:4]
    if heading == TOY_HEADING:
        return "heading 9503, toys"
    if heading in INFANT_GARMENT_HEADINGS:
        return f"heading {heading}, babies' garments"
    return "a stated age of up to 12 years" if _is_for_children(product.attributes) else None


def _is_for_children(attributes: Mapping[str, Any]) -> bool:  # Any: the operator's own attributes
    group = mentioned(_AGE_GROUPS, str(stated(attributes, "ageGroup", "ageRange", "audience") or "").lower())
    ages = (
        stated(attributes, "maxAge", "ageMax", "ageTo"),
        stated(attributes, "minAge", "ageMin", "ageFrom"),
    )
    years = next((age for age in map(_number, ages) if age is not None), None)
    return bool(group) or (years is not None and years <= CHILD_UP_TO_AGE)


def _number(value: object) -> Decimal | None:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _is_certified(product: Product) -> bool:
    return is_disclaimed(product, CPSC) or any(_is_certificate(a.data) for a in answers(product, CPSC))


def _is_certificate(data: Mapping[str, Any]) -> bool:  # Any: the operator's own message set
    keys = [plain_key(key) for key, value in data.items() if is_stated(value)]
    if any("certificate" in key or "registry" in key for key in keys):
        return True
    return all(any(part in key for key in keys for part in (e, *_SPELLINGS.get(e, ()))) for e in _FULL_SET)


RULE = Rule(
    id="PGA-004",
    code="CPSC_CERTIFICATE_MISSING",
    severity=Severity.ERROR,
    scope=Scope.PRODUCT,
    title="Product under CPSC rules without a certificate",
    fix='Put the certificate in pga as {"agency": "CPSC", "data": {"registryIds": [...]}} (or the full message set: '
    "citations, date and place of manufacture, test date, lab), or a disclaim code.",
    legal_source="16 CFR 1110 (eFiling since 8 July 2026); 15 USC 2063",
    explanation="Fires for toys (heading 9503), babies' garments (6111, 6209) and goods whose attributes "
    "state an age of up to 12 years, when pga holds no CPSC certificate, registry identifiers, full "
    "message set or disclaim. Where only the wording points to children it is a warning. Since 8 July "
    "2026 the certificate is filed with the entry, whatever the value. Books and other printed matter of "
    "chapter 49 are not asked.",
    check=_check,
    deduction=25,
)
