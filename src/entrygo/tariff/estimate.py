"""Landed cost without an order: duty layers and fees of stated lines, all on one entry."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from entrygo.contract.facts import Claim, Component, Metals
from entrygo.contract.findings import Severity
from entrygo.contract.hts import digits_of, dotted
from entrygo.contract.plan import DutyLayer, EntryType, OpenQuestion
from entrygo.contract.tariff import (
    CodeFacts,
    FeeRecord,
    LawStamp,
    Preference,
    Provision,
    ScheduleLine,
    Standing,
    TariffFacts,
)
from entrygo.tariff.adcvd import PROGRAM as ADCVD
from entrygo.tariff.adcvd import deposit_layers
from entrygo.tariff.code_notices import about_code
from entrygo.tariff.component_parts import parts_of
from entrygo.tariff.conditions import condition_notices
from entrygo.tariff.duty import (
    Amounts,
    Assessment,
    Goods,
    NoticeKind,
    Remark,
    assess,
    layers,
    questions,
    stale_records,
)
from entrygo.tariff.fee_basis import FeeBasis, fee_basis
from entrygo.tariff.fees import are_held, fee_remarks, hmf, mpf
from entrygo.tariff.layers import NO_CONTENT, SPECIAL_PROGRAM, sum_or_none
from entrygo.tariff.metals import content_values
from entrygo.tariff.preference_saving import best_unclaimed, not_claimed
from entrygo.tariff.provision_notices import claim_notices
from entrygo.tariff.provisions import ClaimFault, claim_faults, claimed, dutiable_usd
from entrygo.tariff.rates import parse_rate
from entrygo.tariff.units import unit, weights_differ
from entrygo.tariff.usmca import PARTIES

SPEAKS_OF_FIGURES = frozenset({NoticeKind.COMPOSITION, NoticeKind.NO_FIGURE, NoticeKind.IMPORT_BAN})
"""Notices that say themselves why the headings they name have no figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimateLine:
    """One stated line. ``quantity`` is in the schedule's first unit; weights, in ``metals`` too, are line totals.

    ``quantities`` are line totals by unit, in any spelling; they win over ``quantity``. ``deposits`` are the
    antidumping and countervailing cases the goods are in the scope of, each with its cash deposit rate where stated.
    """

    hs_code: str
    country_of_origin: str
    value_usd: Decimal
    quantity: Decimal | None = None
    quantities: Mapping[str, Decimal] = field(default_factory=dict)
    net_weight_kg: Decimal | None = None
    usmca_claimed: bool = False
    metals: Metals | None = None
    conditions: Mapping[str, bool] = field(default_factory=dict)
    claim: Claim | None = None
    spi: str | None = None
    components: tuple[Component, ...] = ()
    deposits: Mapping[str, Decimal | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedLine:
    """A line with its layers; they sum to ``duty_usd``, ``None`` when one is unknown or the goods are banned."""

    hs_code: str
    country_of_origin: str
    value_usd: Decimal
    duty_usd: Decimal | None
    layers: tuple[DutyLayer, ...]
    assessment: Assessment
    questions: tuple[OpenQuestion, ...] = ()
    basis: FeeBasis = field(default_factory=FeeBasis)
    faults: tuple[ClaimFault, ...] = ()
    unclaimed: tuple[Preference, Decimal] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimateNotice:
    """A notice and the field of the request it is about."""

    remark: Remark
    field: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """The lines, the totals of the one entry, and what must be said. ``hs_code`` is shown dotted."""

    lines: tuple[PricedLine, ...]
    value_usd: Decimal
    duty_usd: Decimal | None
    mpf_usd: Decimal | None
    hmf_usd: Decimal | None
    notices: tuple[EstimateNotice, ...]
    edition: str
    law: LawStamp | None


def estimate(
    lines: tuple[EstimateLine, ...],
    tariff: TariffFacts,
    *,
    entry_date: date,
    mode: str | None,
    entry_type: EntryType,
) -> Estimate:
    """The entry these lines make."""
    priced = tuple(_priced(line, tariff, entry_date) for line in lines)
    value = sum((line.value_usd for line in lines), Decimal(0))
    limit = min(line.basis.informal_limit_usd for line in priced)
    owing = sum_or_none(line.basis.mpf_usd for line in priced)
    cargo = sum((line.basis.hmf_usd for line in priced), Decimal(0))
    notices = [
        notice
        for index, (line, answer) in enumerate(zip(lines, priced, strict=True))
        for notice in _notices(line, answer, tariff, index=index, entry_date=entry_date)
    ]
    notices.extend(
        EstimateNotice(remark=remark, field="entryDate") for remark in fee_remarks(tariff.fees, entry_date)
    )
    if entry_type is EntryType.INFORMAL and value > limit:
        notices.append(EstimateNotice(remark=_too_much(value, limit), field="entryType"))
    return Estimate(
        lines=priced,
        value_usd=value,
        duty_usd=sum_or_none(line.duty_usd for line in priced),
        mpf_usd=None if owing is None else _mpf(entry_type, value, owing, tariff.fees, entry_date),
        hmf_usd=hmf(mode, cargo, tariff.fees),
        notices=tuple(notices),
        edition=tariff.edition.name,
        law=tariff.law,
    )


def _priced(line: EstimateLine, tariff: TariffFacts, entry_date: date) -> PricedLine:
    code = digits_of(line.hs_code)
    known = tariff.lines.get(code)
    provision = claimed(line.claim, code, tariff.provisions)
    faults = () if provision is None else _faults(provision, line, entry_date)
    dutiable: Decimal | None = line.value_usd
    if provision is not None:
        is_open = any(fault.is_open for fault in faults)
        dutiable = None if is_open else dutiable_usd(provision, line.claim, line.value_usd)
    assessment = assess(
        Goods(
            hs_code=code,
            line=known,
            country_of_origin=line.country_of_origin,
            usmca_claimed=line.usmca_claimed,
            metals=line.metals,
            article_weight_kg=line.net_weight_kg,
            conditions=line.conditions,
            provision=provision,
            spi=line.spi,
            entry_date=entry_date,
        ),
        tariff,
    )
    amounts = Amounts(
        value_usd=line.value_usd,
        dutiable_usd=dutiable,
        parts=parts_of(line.components, line.value_usd, tariff.lines),
        quantities=_quantities(line, known or _shared_units(code, tariff)),
        net_weight_kg=line.net_weight_kg,
        content_usd=content_values(line.metals),
    )
    priced = (*layers(assessment, amounts), *deposit_layers(line.deposits, line.value_usd))
    return PricedLine(
        hs_code=dotted(known.code if known else line.hs_code),
        country_of_origin=line.country_of_origin,
        value_usd=line.value_usd,
        duty_usd=None if assessment.is_banned else sum_or_none(layer.amount_usd for layer in priced),
        layers=priced,
        assessment=assessment,
        questions=questions(assessment, amounts),
        basis=fee_basis(assessment, line.value_usd, dutiable),
        unclaimed=best_unclaimed(assessment, amounts, tariff),
        faults=faults,
    )


def _faults(provision: Provision, line: EstimateLine, entry_date: date) -> tuple[ClaimFault, ...]:
    found = claim_faults(
        provision,
        line.claim,
        origin=line.country_of_origin,
        on=entry_date,
        value_usd=line.value_usd,
        pieces=line.quantity,
    )
    return tuple(found)


def _shared_units(code: str, tariff: TariffFacts) -> ScheduleLine | None:
    """The first of the lines that took a retired code's place, where all have its units."""
    told = tariff.codes.get(code)
    lines = [tariff.lines[each] for each in told.candidates if each in tariff.lines] if told else []
    return lines[0] if lines and all(line.units == lines[0].units for line in lines) else None


def _quantities(line: EstimateLine, known: ScheduleLine | None) -> tuple[tuple[Decimal, str], ...]:
    """What the line states, in normal forms; its one quantity where that unit is not stated by name."""
    stated = {unit(name): amount for name, amount in line.quantities.items()}
    if line.quantity is not None and known is not None and known.units:
        stated.setdefault(unit(known.units[0]), line.quantity)
    return tuple((amount, name) for name, amount in stated.items())


def _notices(
    line: EstimateLine, priced: PricedLine, tariff: TariffFacts, *, index: int, entry_date: date
) -> Iterator[EstimateNotice]:
    code, origin = f"lines[{index}].hsCode", f"lines[{index}].countryOfOrigin"
    about = about_code(code_facts(line.hs_code, tariff), line.hs_code, f"of line {index + 1}")
    remarks = (*priced.assessment.remarks, *stale_records(priced.assessment, entry_date))
    yield from (EstimateNotice(remark=remark, field=code) for remark in ((about,) if about else ()))
    if line.usmca_claimed and line.country_of_origin not in PARTIES:
        yield EstimateNotice(remark=_no_party(line.country_of_origin), field=origin)
    for remark in remarks:
        is_spi = remark.kind is NoticeKind.PREFERENCE
        yield EstimateNotice(remark=remark, field=f"lines[{index}].spi" if is_spi else code)
    if priced.unclaimed is not None:
        told = not_claimed(*priced.unclaimed, f"of line {index + 1}")
        yield EstimateNotice(remark=told, field=f"lines[{index}].spi")
    asked = condition_notices(priced.questions, f"of line {index + 1}")
    yield from (EstimateNotice(remark=remark, field=f"lines[{index}].attributes") for remark in asked)
    yield from _claim_notices(line, priced, index)
    if differs := _weight_differs(line, priced):
        yield EstimateNotice(remark=differs, field=f"lines[{index}].quantity")
    if not priced.assessment.is_banned and not any(fault.is_open for fault in priced.faults):
        yield from (
            EstimateNotice(
                remark=_no_figure(layer), field=f"lines[{index}].metals" if layer.note == NO_CONTENT else code
            )
            for layer in priced.layers
            if layer.amount_usd is None
            and layer.program != ADCVD
            and not any(layer.heading in r.message for r in remarks if r.kind in SPEAKS_OF_FIGURES)
            and not (priced.questions and "depends on" in (layer.note or ""))
        )


def _mpf(
    entry_type: EntryType, value: Decimal, owing: Decimal, fees: FeeRecord, entry_date: date
) -> Decimal | None:
    """The fee of the entry; ``None`` where one is owed and the year's record is not held."""
    return mpf(entry_type, value, owing, fees) if are_held(fees, entry_date) or not owing else None


def _claim_notices(line: EstimateLine, priced: PricedLine, index: int) -> Iterator[EstimateNotice]:
    provision = priced.assessment.goods.provision
    if provision is None:
        return
    exposure = sum_or_none(layer.exposure_usd for layer in priced.layers if layer.program != SPECIAL_PROGRAM)
    whose, base = f"of line {index + 1}", priced.layers[0].amount_usd
    for remark, name in claim_notices(
        provision, line.claim, priced.faults, whose=whose, exposure_usd=exposure, base_usd=base
    ):
        yield EstimateNotice(remark=remark, field=f"lines[{index}].claim.{name}")


def code_facts(code: str, tariff: TariffFacts) -> CodeFacts:
    """What a stated code is; one that was not judged is valid where a line is held for it."""
    digits = digits_of(code)
    standing = Standing.VALID if digits in tariff.lines else Standing.UNKNOWN
    return tariff.codes.get(digits) or CodeFacts(digits=digits, standing=standing)


def _no_party(origin: str) -> Remark:
    return Remark(
        kind=NoticeKind.CLAIM,
        code="USMCA_ORIGIN_MISMATCH",
        severity=Severity.ERROR,
        message=f"USMCA is claimed for goods of {origin}; only goods of Canada, Mexico or the US can qualify.",
        fix="Drop the claim, or correct the country of origin.",
    )


def _weight_differs(line: EstimateLine, priced: PricedLine) -> Remark | None:
    """What to say where duty is by the kilogram and the quantity, in kilograms, is far from the net weight."""
    known, weight = priced.assessment.goods.line, line.net_weight_kg
    if (
        known is None
        or not weight
        or not any(name == "kg" for _, name in parse_rate(known.general).specifics)
    ):
        return None
    is_by_weight = bool(known.units) and unit(known.units[0]) == "kg"
    is_by_name = any(unit(name) == "kg" for name in line.quantities)  # QTY-005 speaks of that one
    kilograms = line.quantity if is_by_weight and not is_by_name else None
    if kilograms is None or not weights_differ(kilograms, weight):
        return None
    return Remark(
        kind=NoticeKind.ASSUMPTION,
        code="QUANTITY_WEIGHT_DIFFER",
        severity=Severity.WARNING,
        message=f"The quantity is {kilograms} kg and the net weight {weight} kg; duty by the kilogram is of the "
        "quantity.",
        fix="Correct the one that is wrong: quantity is in the schedule's first unit, here kilograms.",
    )


def _no_figure(layer: DutyLayer) -> Remark:
    return Remark(
        kind=NoticeKind.NO_FIGURE,
        code="DUTY_NOT_COMPUTABLE",
        severity=Severity.WARNING,
        message=f"The duty under {layer.heading} cannot be computed: {layer.note or 'its rate is not known'}.",
        fix="Give what the note names, or ask the broker for the duty.",
        details=(("exposureUsd", layer.exposure_usd),) if layer.exposure_usd is not None else (),
    )


def _too_much(value: Decimal, limit: Decimal) -> Remark:
    return Remark(
        kind=NoticeKind.INFORMAL_LIMIT,
        code="INFORMAL_LIMIT_EXCEEDED",
        severity=Severity.ERROR,
        message=f"An informal entry is limited to {limit:,.0f} dollars; these lines are worth {value}.",
        fix="Estimate a formal entry.",
    )
