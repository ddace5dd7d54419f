"""Duty layers of goods on their entry date: which programmes reach them, and what each comes to.

The law is in the records (``programmes/``); the order, the exclusions and the arithmetic they ask for are here.
Every ad valorem layer is on the full customs value, none on another layer.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from entrygo.contract.findings import Severity
from entrygo.contract.plan import DutyLayer
from entrygo.contract.tariff import Edition, Programme, TariffFacts
from entrygo.tariff.duty_input import Amounts, Assessment, BaseDuty, Goods, Remark
from entrygo.tariff.metals import holds
from entrygo.tariff.origins import COLUMN_2
from entrygo.tariff.programme_scope import Identity, Scope, scope_of
from entrygo.tariff.rates import Rate, amount, lacking, parse_rate, parse_special
from entrygo.tariff.schedule import dotted
from entrygo.tariff.usmca import CLAIM_INDICATORS, PARTIES

__all__ = ["Amounts", "Assessment", "BaseDuty", "Goods", "Remark", "assess", "layers", "stale_records"]

BASE_PROGRAM = "BASE"
CENT = Decimal("0.01")
BANNED = "import prohibited: no duty figure"
NOT_IN_EDITION = "the code is not in the loaded edition: its rate is not known"


def assess(goods: Goods, tariff: TariffFacts) -> Assessment:
    """Which programmes reach these goods on the snapshot's entry date."""
    spi = _indicator(goods)
    base = _base(goods, spi, tariff.edition)
    run = _Run(goods=goods, spi=spi, base=base, edition=tariff.edition)
    for programme, scope in _reaching(tariff.programmes, goods.country_of_origin):
        run.consider(programme, scope)
    return Assessment(
        goods=goods,
        spi=spi,
        programmes=tuple(run.applied),
        is_banned=any(programme.kind == "ban" for programme in run.applied),
        remarks=(*run.remarks, *_duty_case_remarks(goods)),
        base=base,
    )


def layers(assessment: Assessment, amounts: Amounts) -> tuple[DutyLayer, ...]:
    """The priced layers, base first. Each ad valorem layer is on full customs value, rounded half-up to the cent.

    Of banned goods no layer has a figure.
    """
    base = assessment.base or BaseDuty(heading=dotted(assessment.goods.code), rate=None, source="HTSUS")
    base_usd, why_not = _base_amount(base, amounts)
    priced = [
        DutyLayer(
            program=BASE_PROGRAM,
            heading=base.heading,
            rate=base.rate.text if base.rate else "",
            amount_usd=_cents(base_usd),
            source=base.source,
            note=why_not,
        )
    ]
    priced.extend(_layer(programme, amounts.value_usd, base_usd) for programme in assessment.programmes)
    if assessment.is_banned:
        return tuple(_without_figure(layer) for layer in priced)
    return tuple(priced)


def stale_records(assessment: Assessment, on: date) -> tuple[Remark, ...]:
    """A warning for each applied record that names a day up to which it was verified, and that day has passed."""
    return tuple(
        Remark(
            rule="TRF-013",
            code="TARIFF_RECORD_STALE",
            severity=Severity.WARNING,
            message=f"{programme.heading}: the record was verified until {programme.verified_until} only.",
            fix=f"Check {programme.heading} in the current schedule, then load or ship a newer record.",
            flag="tariff_record_stale",
        )
        for programme in assessment.programmes
        if programme.verified_until is not None and programme.verified_until < on
    )


def _indicator(goods: Goods) -> str | None:
    """The special programme indicator of a claim; it stands on a line free for all, too."""
    if not goods.usmca_claimed or goods.country_of_origin not in PARTIES:
        return None
    special = parse_special(goods.line.special) if goods.line else {}
    return next((indicator for indicator in CLAIM_INDICATORS if indicator in special), CLAIM_INDICATORS[0])


def _base(goods: Goods, spi: str | None, edition: Edition) -> BaseDuty:
    line = goods.line
    name = edition.name.removeprefix("HTSUS ").removeprefix("HTS ")
    rate: Rate | None = None
    if line is not None and goods.country_of_origin in COLUMN_2:
        rate = parse_rate(line.other)
    elif line is not None:
        special = parse_special(line.special) if spi else {}
        rate = special.get(spi or "") or parse_rate(line.general)
    return BaseDuty(heading=dotted(goods.code), rate=rate, source=f"HTSUS {name}")


@dataclass(slots=True, kw_only=True)
class _Run:
    """The records considered one by one, in order: groups taken, groups blocked, what was said to later ones."""

    goods: Goods
    spi: str | None
    base: BaseDuty
    edition: Edition
    applied: list[Programme] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    closed: set[str] = field(default_factory=set)
    tags: set[str] = field(default_factory=set)
    lists: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        self.lists = frozenset(self.goods.line.lists) if self.goods.line else frozenset()

    def consider(self, programme: Programme, scope: Scope) -> None:
        if scope.group in self.closed or not self.fits(scope):
            return
        self.closed.add(scope.group)
        self.closed.update(scope.blocks)
        if scope.tag:
            self.tags.add(scope.tag)
        if programme.kind != "review":
            self.applied.append(programme)
        if scope.remark:
            self.remarks.append(scope.remark)
        if scope.partial:
            self.remarks.append(_partial_remark(programme, scope.partial, self.edition))

    def fits(self, scope: Scope) -> bool:
        if not scope.reaches_code(self.goods.code, self.lists):
            return False
        if scope.after is not None and scope.after not in self.tags:
            return False
        if scope.not_after is not None and scope.not_after in self.tags:
            return False
        if scope.partial is not None and not _missing_of(scope.partial, self.edition):
            return False
        return self._claim_fits(scope) and self._base_fits(scope)

    def _claim_fits(self, scope: Scope) -> bool:
        if scope.usmca is not None and scope.usmca is not (self.spi is not None):
            return False
        if scope.column2 is not None and scope.column2 is not (self.goods.country_of_origin in COLUMN_2):
            return False
        return scope.metal is None or holds(scope.metal, self.goods)

    def _base_fits(self, scope: Scope) -> bool:
        if scope.base_below is None and scope.base_from is None:
            return True
        rate = self.base.rate
        percent = rate.ad_valorem_percent if rate and rate.computable and not rate.specifics else None
        if scope.base_from is not None:
            return percent is not None and percent >= scope.base_from
        return percent is None or scope.base_below is None or percent < scope.base_below


def _missing_of(name: str, edition: Edition) -> str | None:
    """What the edition lacks of a list, or of the lists of a programme; ``None`` when it holds all of it."""
    lists = sorted(edition.partial_lists.items())
    missing = (what for key, what in lists if key == name or key.startswith(f"{name}:"))
    return "; ".join(dict.fromkeys(missing)) or None


def _partial_remark(programme: Programme, name: str, edition: Edition) -> Remark:
    # Section 338 speaks under its own rule, which otherwise takes any of its headings for a duty owed.
    return Remark(
        rule="TRF-004" if programme.program == "S338_CANADA" else "TRF-013",
        code="PROGRAMME_LIST_PARTIAL",
        severity=Severity.INFO,
        message=(
            f"Computed as not on the list {name} of {programme.heading}, which is held in part only:"
            f" {_missing_of(name, edition)}."
        ),
        fix=f"Check the code against the full list of {programme.heading}, or load an edition that holds it.",
        flag="tariff_list_partial",
    )


def _duty_case_remarks(goods: Goods) -> Iterator[Remark]:
    """Antidumping and countervailing duty depend on words and makers, so they are named and never computed."""
    if goods.line is not None and (goods.line.antidumping or goods.line.countervailing):
        kinds = [("antidumping", goods.line.antidumping), ("countervailing", goods.line.countervailing)]
        named = " and ".join(kind for kind, is_flagged in kinds if is_flagged)
        yield Remark(
            rule="TRF-014",
            code="ADCVD_NOT_COMPUTED",
            severity=Severity.INFO,
            message=f"{dotted(goods.code)} is flagged for {named} duty; no such duty is in the figures.",
            fix="State the case, or that the goods are outside its scope, in the product's adcvd.",
            flag="adcvd_review",
        )


def _base_amount(base: BaseDuty, amounts: Amounts) -> tuple[Decimal | None, str | None]:
    if base.rate is None:
        return None, NOT_IN_EDITION
    quantities = {unit: quantity for quantity, unit in amounts.quantities}
    figure = amount(base.rate, amounts.value_usd, quantities, amounts.net_weight_kg)
    return figure, None if figure is not None else lacking(base.rate, quantities, amounts.net_weight_kg)


def _layer(programme: Programme, value_usd: Decimal, base_usd: Decimal | None) -> DutyLayer:
    figure: Decimal | None = Decimal(0)
    note = programme.note
    if programme.kind == "ad_valorem" and programme.percent is not None:
        figure = value_usd * programme.percent / 100
    elif programme.kind == "top_up" and programme.percent is not None:
        if base_usd is None:
            figure, note = None, "the base duty it tops up is not known"
        else:
            figure = max(Decimal(0), value_usd * programme.percent / 100 - base_usd)
    elif programme.kind in ("unknown", "ban"):
        figure = None
    return DutyLayer(
        program=programme.program,
        heading=programme.heading,
        rate=programme.rate,
        amount_usd=_cents(figure),
        source=programme.source,
        effective_from=programme.effective_from.isoformat(),
        certainty=programme.certainty,
        verified_on=programme.verified_on.isoformat(),
        note=note,
    )


def _without_figure(layer: DutyLayer) -> DutyLayer:
    return DutyLayer(
        program=layer.program,
        heading=layer.heading,
        rate=layer.rate,
        amount_usd=None,
        source=layer.source,
        effective_from=layer.effective_from,
        certainty=layer.certainty,
        verified_on=layer.verified_on,
        note=layer.note or BANNED,
    )


def _cents(figure: Decimal | None) -> Decimal | None:
    return None if figure is None else figure.quantize(CENT, rounding=ROUND_HALF_UP)


class _Records:
    """The records of a snapshot in order of application, and of them those that can reach an origin."""

    def __init__(self, programmes: Sequence[Programme]) -> None:
        scoped = ((programme, scope_of(programme)) for programme in programmes)
        self.scoped = sorted(scoped, key=lambda pair: (pair[1].order, pair[0].id))
        self.by_origin: dict[str, tuple[tuple[Programme, Scope], ...]] = {}

    def reaching(self, origin: str) -> tuple[tuple[Programme, Scope], ...]:
        found = self.by_origin.get(origin)
        if found is None:
            found = tuple(pair for pair in self.scoped if pair[1].reaches_origin(origin))
            self.by_origin[origin] = found
        return found


@lru_cache(maxsize=64)
def _records(same: Identity[tuple[Programme, ...]]) -> _Records:
    return _Records(same.value)


def _reaching(programmes: tuple[Programme, ...], origin: str) -> tuple[tuple[Programme, Scope], ...]:
    return _records(Identity(programmes)).reaching(origin)
