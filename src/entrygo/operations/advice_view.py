"""Advice on a code as it is answered. What a run answers and what a product shows are made here, of the same parts."""

from collections.abc import Mapping
from decimal import Decimal

from entrygo.classify.case import Candidate, OwnProduct
from entrygo.contract.answers.optimizer import (
    CandidateClassification,
    ComplianceNote,
    DutyPreview,
    DutyPreviewLayer,
    ExistingCode,
    MergedField,
    MissingFact,
    OptimizerAnswer,
    OwnProductCited,
    RestsOn,
    RulingCited,
)
from entrygo.contract.answers.shown import shown
from entrygo.contract.canonical import JsonObject, JsonValue
from entrygo.contract.hts import dotted
from entrygo.operations.code_advice import Advice, Goods, Preview, share


def advice_view(
    advice: Advice, goods: Goods, *, run_id: str, attempt_id: str, assist: JsonObject | None
) -> JsonObject:
    """The whole answer of a run."""
    ranking = advice.ranking
    first = advice.candidates[0] if advice.candidates else None
    flags = dict.fromkeys(each.code for each in advice.flags)
    return shown(
        OptimizerAnswer,
        ranking,
        optimizer_run_id=run_id,
        optimizer_attempt_id=attempt_id,
        hs_code=None if first is None else first.code,
        candidate_classifications=[_candidate(each, advice.previews) for each in advice.candidates],
        confidence_score=share(ranking.chance_six),
        confidence_score_ten_digits=share(ranking.chance_ten),
        confidence_level=ranking.level,
        confidence_reasoning_summary=_summary(advice),
        recommended_action=ranking.action,
        compliance_flags=list(flags),
        compliance_notes=[
            shown(ComplianceNote, each, flag=each.code, message=each.message, rule=each.rule)
            for each in advice.flags
        ],
        missing_facts=[shown(MissingFact, each, between=list(each.between)) for each in advice.missing],
        existing_classification=_existing(advice),
        duty_preview=_duty(advice.previews.get(first.code)) if first else None,
        merge_report=_merge_report(advice, goods),
        tariff_edition=advice.tariff_edition,
        classifier_edition=ranking.edition,
        entry_date=goods.entry_date.isoformat(),
        assist=assist,
    )


def _summary(advice: Advice) -> str:
    """The confidence, what the first candidate rests on, and what would decide."""
    said = [advice.ranking.summary]
    if advice.candidates and advice.candidates[0].reasons:
        said.append(advice.candidates[0].reasons[0])
    if advice.missing:
        said.append(f"What would tell more: {advice.missing[0].question}")
    return " ".join(said)


def _candidate(candidate: Candidate, previews: Mapping[str, Preview]) -> JsonObject:
    rulings = [
        shown(RulingCited, each, date=each.date or None, hs_code=each.code, similarity=share(each.alike))
        for each in candidate.rulings
    ]
    return shown(
        CandidateClassification,
        candidate,
        hs_code=candidate.code,
        description=described(candidate),
        support_score=share(candidate.support),
        rests_on=shown(
            RestsOn,
            candidate,
            heading=f"{candidate.code[:4]} {candidate.path[0]}",
            rulings=rulings,
            own_products=[_own(each) for each in candidate.own],
            reasons=list(candidate.reasons),
            against=list(candidate.against),
        ),
        conflicts=list(candidate.conflicts),
        duty_preview=_duty(previews.get(candidate.code)),
    )


def _own(each: OwnProduct) -> JsonObject:
    return shown(
        OwnProductCited, each, product_id=each.reference, hs_code=each.code, similarity=share(each.alike)
    )


def described(candidate: Candidate) -> str:
    """The schedule's words of a candidate, from the heading down."""
    return " > ".join(candidate.path)


def _duty(preview: Preview | None) -> JsonObject | None:
    if preview is None:
        return None
    layers = [
        shown(DutyPreviewLayer, layer, heading=dotted(layer.heading)) for layer in preview.priced.layers
    ]
    return shown(DutyPreview, preview, layers=layers, notices=[words for _, words in preview.notices])


def _existing(advice: Advice) -> JsonObject | None:
    existing = advice.existing
    if existing is None:
        return None
    theirs = advice.previews.get(existing.code)
    first = advice.previews.get(advice.candidates[0].code) if advice.candidates else None
    return shown(
        ExistingCode,
        existing,
        hs_code=existing.code,
        is_valid=advice.existing_is_valid,
        rank=existing.place,
        support_score=share(existing.support),
        agrees_to_digits=existing.agrees_to,
        duty_preview=_duty(theirs),
        duty_difference_usd=_difference(first, theirs),
    )


def _difference(first: Preview | None, theirs: Preview | None) -> Decimal | None:
    if first is None or theirs is None or first.duty_usd is None or theirs.duty_usd is None:
        return None
    return first.duty_usd - theirs.duty_usd


def _merge_report(advice: Advice, goods: Goods) -> JsonObject:
    """Field by field. Nothing is applied: what was supplied is what is kept."""
    case = goods.case
    first = dotted(advice.candidates[0].code) if advice.candidates else None
    stated = [name if percent is None else f"{percent:f}% {name}" for name, percent in case.materials]
    existing = dotted(case.existing_code) if case.existing_code else None
    named = list(advice.named_materials) if not stated and advice.named_materials else None
    return {
        "product_name": _merged(case.name),
        "description": _merged(case.description or None),
        "country_of_origin": _merged(case.origin),
        "value": _merged(case.value),
        "materials": _merged(stated or None, named),
        "category": _merged(case.category or None),
        "hs_code": _merged(existing, first),
    }


def _merged(supplied: JsonValue, proposed: JsonValue = None) -> JsonObject:
    return shown(MergedField, None, supplied=supplied, proposed=proposed, kept=supplied)
