"""PGA-003: food without prior notice."""

from collections.abc import Iterator

from entrygo.contract.facts import Product
from entrygo.contract.findings import Severity
from entrygo.planning.agencies import flag_of, is_disclaimed, lacking, prior_notice_of
from entrygo.planning.agency_programmes.fda import FDA, FOOD
from entrygo.planning.product_facts import schedule_line
from entrygo.planning.rule import Case, Hit, Rule, Scope

REQUIRED, MAY = "FD4", "FD3"


def _check(case: Case, product: Product) -> Iterator[Hit]:
    flag = flag_of(schedule_line(case, product), REQUIRED, MAY)
    if flag is None or prior_notice_of(product) or (flag == MAY and is_disclaimed(product, FDA)):
        return
    need = "needs" if flag == REQUIRED else "may need"
    beside = lacking(product, FDA, FOOD)
    also = f"; the answer to FDA also lacks {', '.join(beside)}" if beside else ""
    yield Hit(
        field="product.pga",
        message=f"Product {product.label} is food under {flag} and {need} an FDA prior notice number before "
        f"it reaches the border{also}.",
        severity=None if flag == REQUIRED else Severity.WARNING,
        missing=True,
        details={"elements": ("data.priorNoticeNumber", *(f"data.{name}" for name in beside))},
    )


RULE = Rule(
    id="PGA-003",
    code="PRIOR_NOTICE_MISSING",
    severity=Severity.ERROR,
    scope=Scope.PRODUCT,
    title="Food without an FDA prior notice number",
    fix="File prior notice with FDA (by road at least two hours before arrival) and put its confirmation "
    'in pga as {"agency": "FDA", "data": {"priorNoticeNumber": "202611880345", "productCode": "36EGT02", '
    '"facilityRegistration": "12345678901"}}.',
    legal_source="21 CFR 1.277, 1.279",
    explanation="Fires when the schedule line carries FD4 (prior notice required, an error) or FD3 (may "
    "be required, a warning) and neither the FDA answer in pga nor the attributes hold a prior notice "
    "number of its form. It is owed for food of any value. An FDA disclaim answers FD3, not FD4. What else the "
    "answer lacks is named with it.",
    check=_check,
    deduction=25,
)
