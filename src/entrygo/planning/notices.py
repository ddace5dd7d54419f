"""Remarks of the duty room as hits of the rule they name, so that each has one origin and the rule's own source."""

from collections.abc import Iterable, Iterator

from entrygo.contract.facts import Product
from entrygo.planning.rule import Case, Hit
from entrygo.tariff.duty import Remark

PARTIAL_LIST = "PROGRAMME_LIST_PARTIAL"
"""The code of a remark about a list of the edition, not about one product: TRF-013 tells it once a plan."""


def remarks_of(case: Case, product: Product, rule: str) -> tuple[Remark, ...]:
    """What the assessment of a product remarks under one rule's id."""
    assessment = case.assessments.get(product.id)
    return tuple(remark for remark in assessment.remarks if remark.rule == rule) if assessment else ()


def hits_of(remarks: Iterable[Remark], field: str = "product.hsCode") -> Iterator[Hit]:
    """The hits that say what the remarks say, each remark once."""
    for remark in dict.fromkeys(remarks):
        yield Hit(
            field=field, message=remark.message, fix=remark.fix, severity=remark.severity, code=remark.code
        )
