"""PGA-003: food without prior notice."""

from collections.abc import Iterator

from entrygo.contract.facts import Product
from entrygo.contract.findings import Severity
from entrygo.planning.agencies import answers, is_disclaimed
from entrygo.planning.product_facts import schedule_line, stated
from entrygo.planning.rule import Case, Hit, Rule, Scope

FDA = "FD"
REQUIRED, MAY = "FD4", "FD3"
PRIOR_NOTICE_KEYS = (
    "priorNoticeNumber",
    "priorNoticeConfirmationNumber",
    "priorNoticeConfirmation",
    "priorNotice",
    "fdaPnNumber",
    "pnNumber",
)


def _check(case: Case, product: Product) -> Iterator[Hit]:
    line = schedule_line(case, product)
    flags = line.agency_flags if line else ()
    flag = REQUIRED if REQUIRED in flags else MAY if MAY in flags else None
    if flag is None or _has_prior_notice(product) or (flag == MAY and is_disclaimed(product, FDA)):
        return
    need = "needs" if flag == REQUIRED else "may need"
    yield Hit(
        field="product.pga",
        message=f"Product {product.label} is food under {flag} and {need} an FDA prior notice number before "
        "it reaches the border.",
        severity=None if flag == REQUIRED else Severity.WARNING,
        missing=True,
    )


def _has_prior_notice(product: Product) -> bool:
    sources = [product.attributes, *(answer.data for answer in answers(product, FDA))]
    return any(stated(source, *PRIOR_NOTICE_KEYS) is not None for source in sources)


RULE = Rule(
    id="PGA-003",
    code="PRIOR_NOTICE_MISSING",
    severity=Severity.ERROR,
    scope=Scope.PRODUCT,
    title="Food without an FDA prior notice number",
    fix="File prior notice with FDA (by road at least two hours before arrival) and put its confirmation "
    "in pga as "
    '{"agency": "FDA", "data": {"priorNoticeNumber": "..."}}.',
    legal_source="21 CFR 1.277, 1.279",
    explanation="Fires when the schedule line carries FD4 (prior notice required, an error) or FD3 (may "
    "be required, a warning) and neither the FDA answer in pga nor the attributes hold a prior notice "
    "number. It is owed for food of any value. An FDA disclaim answers FD3, not FD4.",
    check=_check,
    deduction=25,
)
