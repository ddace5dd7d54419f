"""TRF-004: Canadian goods on a Section 338 list."""

from collections.abc import Iterator

from entrygo.contract.facts import Product
from entrygo.contract.findings import Severity
from entrygo.planning.notices import hits_of, remarks_of
from entrygo.planning.rule import Case, Hit, Rule, Scope
from entrygo.tariff.duty import NoticeKind

HEADINGS = frozenset({"9903.03.12", "9903.03.13", "9903.03.14"})
OWED = "ad_valorem"  # the kind of a record that costs; these headings stand on exempting and ban records too


def _check(case: Case, product: Product) -> Iterator[Hit]:
    remarks = remarks_of(case, product, NoticeKind.SECTION_338)
    yield from hits_of(remarks)
    assessment = case.assessments.get(product.id)
    records = assessment.programmes if assessment else ()
    if not remarks and any(r.heading in HEADINGS and r.kind == OWED for r in records):
        yield Hit(
            field="product.hsCode",
            message=f"Product {product.label} is of Canadian origin and on a Section 338 list: 50 percent of its "
            "value is added, with a USMCA claim too.",
        )


RULE = Rule(
    id="TRF-004",
    code="SECTION_338_CANADA_DUTY",
    severity=Severity.WARNING,
    scope=Scope.PRODUCT,
    title="Canadian goods on a Section 338 list",
    fix="Check origin and code, and whether the price bears the duty; a USMCA claim does not help.",
    legal_source="HTSUS chapter 99, subchapter III, note 51; Proclamations 11046 to 11048, 11056, 11064, "
    "11065",
    explanation="Fires when the duty assessment puts goods of Canadian origin under 9903.03.12, .13 or "
    ".14: 50 percent on listed goods since 22 August 2026, USMCA or not. The lists reach ordinary goods "
    "such as cotton T-shirts, candles, cosmetics, imitation jewelry and notebooks.",
    check=_check,
    deduction=5,
)
