"""Notices of the tariff room as hits of the rule for their kind, so that each has the source of its rule."""

from collections.abc import Iterable, Iterator, Mapping

from entrygo.contract.facts import Product
from entrygo.planning.rule import Case, Hit
from entrygo.tariff.code_notices import COMPLETED, INCOMPLETE
from entrygo.tariff.duty import NoticeKind, Remark

RULE_OF: Mapping[NoticeKind, str] = {
    NoticeKind.CODE: "PRD-003",
    NoticeKind.CLAIM: "TRF-003",
    NoticeKind.IMPORT_BAN: "TRF-005",
    NoticeKind.SECTION_338: "TRF-004",
    NoticeKind.COMPOSITION: "TRF-006",
    NoticeKind.RECORD_DOUBT: "TRF-013",
    NoticeKind.DUTY_CASE: "TRF-014",
    NoticeKind.NO_FIGURE: "TRF-016",
    NoticeKind.ASSUMPTION: "TRF-017",
    NoticeKind.CONDITION: "TRF-018",
    NoticeKind.SCHEDULED: "TRF-019",
    NoticeKind.INFORMAL_LIMIT: "ENT-001",
    NoticeKind.PROVISION: "TRF-030",
    NoticeKind.PREFERENCE: "TRF-031",
}
"""The rule that speaks on each kind of notice."""

_INCOMPLETE_CODE_RULE = "PRD-002"


def rule_of(remark: Remark) -> str:
    """The id of the rule a notice belongs to."""
    if remark.code in (INCOMPLETE, COMPLETED):
        return _INCOMPLETE_CODE_RULE
    return RULE_OF[remark.kind]


def remarks_of(case: Case, product: Product, kind: NoticeKind) -> tuple[Remark, ...]:
    """What the assessment of a product says of one kind."""
    assessment = case.assessments.get(product.id)
    return tuple(remark for remark in assessment.remarks if remark.kind is kind) if assessment else ()


def hits_of(remarks: Iterable[Remark], field: str = "product.hsCode") -> Iterator[Hit]:
    """The hits that say what the notices say, each once."""
    for remark in dict.fromkeys(remarks):
        yield Hit(
            field=field,
            message=remark.message,
            fix=remark.fix,
            severity=remark.severity,
            code=remark.code,
            details=dict(remark.details) or None,
        )
