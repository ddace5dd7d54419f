"""Landed cost without an order: duty layers and fees of stated lines, all on one entry."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from entrygo.contract.facts import Metals
from entrygo.contract.findings import Finding, Severity
from entrygo.contract.plan import DutyLayer, EntryType
from entrygo.contract.tariff import ScheduleLine, TariffFacts
from entrygo.tariff.duty import Amounts, Assessment, Goods, Remark, assess, layers, stale_records
from entrygo.tariff.fees import fee_remarks, hmf, mpf
from entrygo.tariff.schedule import dotted, hs_digits
from entrygo.tariff.usmca import PARTIES

LEGAL_SOURCE = "HTSUS; 19 USC 1484 (reasonable care)"
INFORMAL_LIMIT_USD = Decimal(2500)  # 19 CFR 143.21(a)


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimateLine:
    """One stated line. ``quantity`` is in the schedule's first unit; weights, in ``metals`` too, are line totals."""

    hs_code: str
    country_of_origin: str
    value_usd: Decimal
    quantity: Decimal | None = None
    net_weight_kg: Decimal | None = None
    usmca_claimed: bool = False
    metals: Metals | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedLine:
    """A line with its layers; they sum to ``duty_usd``, ``None`` when one is unknown or the goods are banned."""

    hs_code: str
    country_of_origin: str
    value_usd: Decimal
    duty_usd: Decimal | None
    layers: tuple[DutyLayer, ...]
    assessment: Assessment


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """The lines, the totals of the one entry, and what must be said. ``hs_code`` is shown dotted."""

    lines: tuple[PricedLine, ...]
    value_usd: Decimal
    duty_usd: Decimal | None
    mpf_usd: Decimal
    hmf_usd: Decimal
    findings: tuple[Finding, ...]
    edition: str


def estimate(
    lines: tuple[EstimateLine, ...],
    tariff: TariffFacts,
    *,
    entry_date: date,
    mode: str | None,
    entry_type: EntryType,
) -> Estimate:
    """The entry these lines make."""
    priced = tuple(_priced(line, tariff) for line in lines)
    value = sum((line.value_usd for line in lines), Decimal(0))
    owing = sum((line.value_usd for line in priced if line.assessment.spi is None), Decimal(0))
    findings = [
        finding
        for index, (line, answer) in enumerate(zip(lines, priced, strict=True))
        for finding in _findings(line, answer, tariff, index=index, entry_date=entry_date)
    ]
    findings.extend(_finding(remark, "entryDate") for remark in fee_remarks(tariff.fees, entry_date))
    if entry_type is EntryType.INFORMAL and value > INFORMAL_LIMIT_USD:
        findings.append(_finding(_too_much(value), "entryType"))
    return Estimate(
        lines=priced,
        value_usd=value,
        duty_usd=_sum(line.duty_usd for line in priced),
        mpf_usd=mpf(entry_type, value, owing, tariff.fees),
        hmf_usd=hmf(mode, value, tariff.fees),
        findings=tuple(findings),
        edition=tariff.edition.name,
    )


def _priced(line: EstimateLine, tariff: TariffFacts) -> PricedLine:
    code = hs_digits(line.hs_code)
    known = tariff.lines.get(code)
    assessment = assess(
        Goods(
            hs_code=code,
            line=known,
            country_of_origin=line.country_of_origin,
            usmca_claimed=line.usmca_claimed,
            metals=line.metals,
            article_weight_kg=line.net_weight_kg,
        ),
        tariff,
    )
    priced = layers(
        assessment,
        Amounts(
            value_usd=line.value_usd, quantities=_quantities(line, known), net_weight_kg=line.net_weight_kg
        ),
    )
    return PricedLine(
        hs_code=dotted(known.code if known else code),
        country_of_origin=line.country_of_origin,
        value_usd=line.value_usd,
        duty_usd=_sum(layer.amount_usd for layer in priced),
        layers=priced,
        assessment=assessment,
    )


def _quantities(line: EstimateLine, known: ScheduleLine | None) -> tuple[tuple[Decimal, str], ...]:
    if line.quantity is None or known is None or not known.units:
        return ()
    return ((line.quantity, known.units[0]),)


def _sum(amounts: Iterator[Decimal | None]) -> Decimal | None:
    known = list(amounts)
    return None if None in known else sum((amount for amount in known if amount is not None), Decimal(0))


def _findings(
    line: EstimateLine, priced: PricedLine, tariff: TariffFacts, *, index: int, entry_date: date
) -> Iterator[Finding]:
    code, origin = f"lines[{index}].hsCode", f"lines[{index}].countryOfOrigin"
    if priced.assessment.goods.line is None:
        yield _finding(_not_found(priced.hs_code, tariff), code)
    if line.usmca_claimed and line.country_of_origin not in PARTIES:
        yield _finding(_no_party(line.country_of_origin), origin)
    remarks = (*priced.assessment.remarks, *stale_records(priced.assessment, entry_date))
    yield from (_finding(remark, code) for remark in remarks)
    if not priced.assessment.is_banned:
        yield from (
            _finding(_no_figure(layer), code)
            for layer in priced.layers
            if layer.amount_usd is None and not any(layer.heading in remark.message for remark in remarks)
        )


def _finding(remark: Remark, field: str) -> Finding:
    return Finding(
        rule=remark.rule,
        code=remark.code,
        severity=remark.severity,
        field=field,
        message=remark.message,
        fix=remark.fix,
        legal_source=LEGAL_SOURCE,
        deduction=0,
    )


def _not_found(code: str, tariff: TariffFacts) -> Remark:
    edition = tariff.edition
    return Remark(
        rule="PRD-003",
        code="HTS_NOT_IN_EDITION",
        severity=Severity.ERROR if edition.is_full else Severity.WARNING,
        message=f"{code} is not in the loaded edition {edition.name}, so its rate is not known.",
        fix="Correct the code" + ("." if edition.is_full else ", or load a full edition."),
    )


def _no_party(origin: str) -> Remark:
    return Remark(
        rule="TRF-003",
        code="USMCA_ORIGIN_MISMATCH",
        severity=Severity.ERROR,
        message=f"USMCA is claimed for goods of {origin}; only goods of Canada, Mexico or the US can qualify.",
        fix="Drop the claim, or correct the country of origin.",
    )


def _no_figure(layer: DutyLayer) -> Remark:
    return Remark(
        rule="TRF-016",
        code="DUTY_NOT_COMPUTABLE",
        severity=Severity.WARNING,
        message=f"The duty under {layer.heading} cannot be computed: {layer.note or 'its rate is not known'}.",
        fix="Give what the note names, or ask the broker for the duty.",
    )


def _too_much(value: Decimal) -> Remark:
    return Remark(
        rule="ENT-001",
        code="INFORMAL_LIMIT_EXCEEDED",
        severity=Severity.ERROR,
        message=f"An informal entry is limited to 2,500 dollars; these lines are worth {value}.",
        fix="Estimate a formal entry.",
    )
