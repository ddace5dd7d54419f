"""Which programmes reach goods on their entry date. The law is in the records; how they stand together is here.

Goods under an incomplete code are judged as the worst of the lines below it; under a retired one as what all its
successors share. A condition that nobody answered is tried both ways, and the dearest outcome stands for all.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache

from entrygo.contract.countries import ISO_CODES
from entrygo.contract.findings import Severity
from entrygo.contract.hts import dotted
from entrygo.contract.tariff import (
    Edition,
    Programme,
    Provision,
    ScheduleLine,
    Standing,
    TariffFacts,
)
from entrygo.tariff.conditions import CONDITIONS
from entrygo.tariff.duty_input import (
    Amounts,
    Assessment,
    BaseDuty,
    Goods,
    NoticeKind,
    Outcome,
    Remark,
)
from entrygo.tariff.goods_remarks import duty_case_remarks, quota_asked, quota_remarks
from entrygo.tariff.layers import METALS, NO_ORIGIN, layers, questions
from entrygo.tariff.metals import holds
from entrygo.tariff.origins import COLUMN_2
from entrygo.tariff.preferences import Held, granted, is_mpf_exempt, preference_notices
from entrygo.tariff.programme_scope import Identity, Scope, scope_of
from entrygo.tariff.provisions import UNKNOWN
from entrygo.tariff.rates import Rate, parse_rate, parse_special
from entrygo.tariff.usmca import CLAIM_INDICATORS, PARTIES

__all__ = [
    "Amounts",
    "Assessment",
    "BaseDuty",
    "Goods",
    "NoticeKind",
    "Outcome",
    "Remark",
    "assess",
    "layers",
    "questions",
    "stale_records",
]

MOST_OUTCOMES = 32
"""Five open conditions at once; of more, the dearest of those tried stands."""
NOT_SHARED = "the codes that took this one's place do not share one rate"


def assess(goods: Goods, tariff: TariffFacts) -> Assessment:
    """Which programmes reach these goods on the snapshot's entry date."""
    if goods.provision is None:
        return _assess(goods, tariff)
    claimed = _assess(goods, tariff)
    return replace(
        claimed,
        remarks=(*claimed.remarks, *_provision_remarks(goods.provision, claimed)),
        unclaimed=_assess(replace(goods, provision=None), tariff),
    )


def _assess(goods: Goods, tariff: TariffFacts) -> Assessment:
    told = tariff.codes.get(goods.hs_code)
    if told is None or (goods.line is not None and goods.line.code != goods.hs_code):
        return _assess_line(goods, tariff)
    candidates = [tariff.lines[code] for code in told.candidates if code in tariff.lines]
    if not candidates or told.standing not in (Standing.INCOMPLETE, Standing.RETIRED):
        return _assess_line(goods, tariff)
    distinct = {_drawn_by(line, goods, tariff): line for line in reversed(candidates)}
    each = [_assess_line(replace(goods, line=line), tariff) for line in distinct.values()]
    if told.standing is Standing.INCOMPLETE:
        return _as_stated(max(each, key=_weight), goods, tariff)
    if all(_is_alike(one, each[0]) for one in each):
        return _as_stated(each[0], goods, tariff)
    unknown = BaseDuty(
        heading=dotted(goods.hs_code), rate=None, source=_source(tariff.edition), why_not=NOT_SHARED
    )
    dearest = max(each, key=_weight)
    return replace(_as_stated(dearest, goods, tariff), base=unknown)


def _drawn_by(line: ScheduleLine, goods: Goods, tariff: TariffFacts) -> tuple[object, ...]:
    """What decides the duty of a line below a code: its columns, its heading, and the records that name it.

    A record may name ten digits (``codes``) that no list holds, so lists alone do not tell two lines apart.
    """
    lists = frozenset(tariff.lists.get(line.code, ()))
    reaching = _reaching(tariff.programmes, goods.country_of_origin)
    named = tuple(record.id for record, scope in reaching if scope.reaches_code(line.code, lists))
    return line.general, line.special, line.other, lists, named, line.code[:4]


def _is_alike(one: Assessment, other: Assessment) -> bool:
    """Whether two candidates owe the same: the same records on the same base rate."""
    return one.programmes == other.programmes and (one.base and one.base.rate) == (
        other.base and other.base.rate
    )


def stale_records(assessment: Assessment, on: date) -> tuple[Remark, ...]:
    """A warning for each applied record that names a day up to which it was verified, and that day has passed."""
    return tuple(
        Remark(
            kind=NoticeKind.RECORD_DOUBT,
            code="TARIFF_RECORD_STALE",
            severity=Severity.WARNING,
            message=f"{programme.heading}: the record was verified until {programme.verified_until} only.",
            fix=f"Check {programme.heading} in the current schedule, then load or ship a newer record.",
            flag="tariff_record_stale",
        )
        for programme in assessment.programmes
        if programme.verified_until is not None and programme.verified_until < on
    )


def _as_stated(assessment: Assessment, goods: Goods, tariff: TariffFacts) -> Assessment:
    """What a candidate line draws, told of the goods under the code as it was stated."""
    base = assessment.base and replace(assessment.base, heading=dotted(goods.hs_code))
    others = tuple(remark for remark in assessment.remarks if remark.kind is not NoticeKind.DUTY_CASE)
    return replace(
        assessment,
        goods=replace(goods, lists=assessment.goods.lists),
        base=base,
        remarks=(*others, *duty_case_remarks(goods, tariff)),
    )


def _assess_line(goods: Goods, tariff: TariffFacts) -> Assessment:
    goods = replace(goods, lists=frozenset(tariff.lists.get(goods.code, ())))
    spi = _indicator(goods, tariff.preferences)
    base = _base(goods, spi, tariff.edition)
    outcomes = tuple(_outcomes(goods, spi, base, tariff))
    dearest = max(outcomes, key=lambda outcome: _outcome_weight(outcome, base))
    return Assessment(
        goods=goods,
        spi=spi,
        programmes=dearest.programmes,
        is_banned=any(outcome.is_banned for outcome in outcomes),
        remarks=(
            *dearest.remarks,
            *quota_remarks(goods),
            *duty_case_remarks(goods, tariff),
            *_preference_remarks(goods, tariff.preferences),
        ),
        base=base,
        outcomes=outcomes if len(outcomes) > 1 else (),
        asked=frozenset((*(name for outcome in outcomes for name in outcome.asked), *quota_asked(goods))),
        is_mpf_exempt=_pays_no_mpf(goods, spi, tariff.preferences),
    )


def _pays_no_mpf(goods: Goods, spi: str | None, held: Held) -> bool:
    """By the programme's record; a USMCA certification is for originating goods, whichever indicator the line has."""
    return spi in CLAIM_INDICATORS if goods.spi is None else is_mpf_exempt(spi, held)


def _outcomes(goods: Goods, spi: str | None, base: BaseDuty, tariff: TariffFacts) -> Iterator[Outcome]:
    """One outcome for each way the conditions that the records ask, and nobody answered, can be."""
    waiting: list[dict[str, bool]] = [{}]
    made = 0
    while waiting and made < MOST_OUTCOMES:
        answers = waiting.pop()
        run = _Run(goods=goods, spi=spi, base=base, tariff=tariff, answers={**answers, **goods.conditions})
        for programme, scope in _reaching(tariff.programmes, goods.country_of_origin):
            if _is_open_to(goods.provision, programme):
                run.consider(programme, scope)
        if run.open_condition is not None:
            waiting += [{**answers, run.open_condition: True}, {**answers, run.open_condition: False}]
            continue
        made += 1
        yield Outcome(
            answers=answers,
            programmes=tuple(run.applied),
            is_banned=any(programme.kind == "ban" for programme in run.applied),
            remarks=tuple(run.remarks),
            asked=frozenset(run.asked),
        )


def _is_open_to(provision: Provision | None, programme: Programme) -> bool:
    """Whether a record of chapter 99 may reach goods under a provision of chapter 98; a ban always does."""
    return provision is None or provision.additional != "none" or programme.kind == "ban"


def _provision_remarks(provision: Provision, claimed: Assessment) -> Iterator[Remark]:
    """What must be said of a provision's own record, and of the duties of chapter 99 beside it."""
    if provision.certainty == "C" and provision.dutiable != UNKNOWN:
        yield Remark(
            kind=NoticeKind.RECORD_DOUBT,
            code="TARIFF_RECORD_UNCONFIRMED",
            severity=Severity.WARNING,
            message=f"{provision.heading} rests on one source that was not confirmed: {provision.source}.",
            fix=f"Check {provision.heading} in the current schedule before relying on its figure.",
            flag="tariff_record_unconfirmed",
        )
    metals = [each.heading for each in claimed.programmes if each.program == METALS and each.percent]
    if provision.metals == "doubt" and metals:
        yield Remark(
            kind=NoticeKind.RECORD_DOUBT,
            code="PROVISION_METALS_UNCERTAIN",
            severity=Severity.WARNING,
            message=f"Whether {metals[0]} is on the full value of goods under {provision.heading}, or on what the "
            "provision leaves dutiable as U.S. note 16(b) reads, is not certain; the figure is on the latter.",
            fix="Ask the broker on which value the duty on metals is filed.",
            flag="tariff_record_unconfirmed",
        )
    topped = [each.heading for each in claimed.programmes if each.kind == "top_up"]
    if topped and provision.is_free_under(claimed.spi) and _owes_base(claimed.goods):
        yield Remark(
            kind=NoticeKind.RECORD_DOUBT,
            code="PROVISION_TOP_UP_UNCERTAIN",
            severity=Severity.WARNING,
            message=f"{topped[0]} tops up the duty of column 1, of which {provision.heading} frees these goods; "
            "whether the rate they are freed of counts towards its total is not certain. The figure counts nothing.",
            fix="Ask the broker how the duty is filed.",
            flag="tariff_record_unconfirmed",
        )


def _owes_base(goods: Goods) -> bool:
    """Whether goods of no claim owe a duty of column 1."""
    rate = parse_rate(goods.line.general) if goods.line else None
    return rate is not None and bool(rate.ad_valorem_percent or rate.specifics or not rate.computable)


def _weight(assessment: Assessment) -> tuple[bool, bool, Decimal]:
    base = assessment.base
    return max(
        (_outcome_weight(outcome, base) for outcome in assessment.outcomes),
        default=_records_weight(assessment.programmes, base, is_banned=assessment.is_banned),
    )


def _outcome_weight(outcome: Outcome, base: BaseDuty | None) -> tuple[bool, bool, Decimal]:
    return _records_weight(outcome.programmes, base, is_banned=outcome.is_banned)


def _records_weight(
    programmes: Sequence[Programme], base: BaseDuty | None, *, is_banned: bool
) -> tuple[bool, bool, Decimal]:
    """How heavy records are, without a value: banned, then unknown, then by their percentages together."""
    rate = base.rate if base else None
    own = rate.ad_valorem_percent if rate and rate.ad_valorem_percent is not None else Decimal(0)
    is_unknown = rate is None or not rate.computable or any(p.kind == "unknown" for p in programmes)
    return is_banned, is_unknown, own + sum((_added(programme, own) for programme in programmes), Decimal(0))


def _added(programme: Programme, own: Decimal) -> Decimal:
    """The percentage points a record adds to the base duty's own."""
    if programme.percent is None:
        return Decimal(0)
    if programme.kind == "top_up":
        return max(Decimal(0), programme.percent - own)
    return programme.percent - own if programme.kind == "in_lieu" else programme.percent


def _indicator(goods: Goods, held: Held) -> str | None:
    """The special programme indicator of a claim that counts; it stands on a line free for all, too."""
    if goods.spi is not None and _is_repair_free(goods):
        return goods.spi
    if goods.spi is not None:
        return granted(goods.spi, held, origin=goods.country_of_origin, line=goods.line, on=goods.entry_date)
    if not goods.usmca_claimed or goods.country_of_origin not in PARTIES:
        return None
    special = parse_special(goods.line.special) if goods.line else {}
    return next((indicator for indicator in CLAIM_INDICATORS if indicator in special), CLAIM_INDICATORS[0])


def _is_repair_free(goods: Goods) -> bool:
    """Whether the indicator is claimed for work done abroad, where the origin of the goods does not count."""
    return goods.provision is not None and goods.spi in goods.provision.free_for


def _base(goods: Goods, spi: str | None, edition: Edition) -> BaseDuty:
    line = goods.line
    rate: Rate | None = None
    if goods.country_of_origin not in ISO_CODES:
        return BaseDuty(heading=dotted(goods.code), rate=None, source=_source(edition), why_not=NO_ORIGIN)
    if line is not None and goods.country_of_origin in COLUMN_2:
        rate = parse_rate(line.other)
    elif line is not None:
        special = parse_special(line.special) if spi else {}
        rate = special.get(spi or "") or parse_rate(line.general)
    return BaseDuty(heading=dotted(goods.code), rate=rate, source=_source(edition))


def _source(edition: Edition) -> str:
    return f"HTSUS {edition.name.removeprefix('HTSUS ').removeprefix('HTS ')}"


@dataclass(slots=True, kw_only=True)
class _Run:
    """The records considered one by one, in order: groups taken, groups blocked, what was said to later ones.

    ``open_condition`` is the first condition a record asks that has no answer; the run is then of no use.
    """

    goods: Goods
    spi: str | None
    base: BaseDuty
    tariff: TariffFacts
    answers: Mapping[str, bool]
    applied: list[Programme] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    closed: set[str] = field(default_factory=set)
    tags: set[str] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)
    open_condition: str | None = None

    def consider(self, programme: Programme, scope: Scope) -> None:
        if self.open_condition is not None or scope.group in self.closed or not self.fits(scope):
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
            self.remarks.append(_partial_remark(programme, scope.partial, self.tariff))
        if programme.certainty == "C" and programme.kind != "review":
            self.remarks.append(_unconfirmed_remark(programme))

    def fits(self, scope: Scope) -> bool:
        if not scope.reaches_code(self.goods.code, self.goods.lists):
            return False
        if scope.after is not None and scope.after not in self.tags:
            return False
        if scope.not_after is not None and scope.not_after in self.tags:
            return False
        if scope.partial is not None and not _missing_of(scope.partial, self.tariff):
            return False
        return (
            self._claim_fits(scope)
            and self._base_fits(scope)
            and self._stated_fit(scope)
            and self._conditions_fit(scope)
        )

    def _stated_fit(self, scope: Scope) -> bool:
        self.asked.update(scope.stated)
        return all(self.goods.conditions.get(name) is wanted for name, wanted in scope.stated.items())

    def _conditions_fit(self, scope: Scope) -> bool:
        for name, wanted in scope.conditions.items():
            self.asked.add(name)
            answer = self.answers.get(name)
            if answer is None and name in CONDITIONS and CONDITIONS[name].is_claim:
                answer = False
            if answer is None:
                self.open_condition = name
                return False
            if answer is not wanted:
                return False
        return True

    def _claim_fits(self, scope: Scope) -> bool:
        if scope.usmca is not None and scope.usmca is not (self.spi in CLAIM_INDICATORS):
            return False
        if (scope.spi and self.spi not in scope.spi) or self.spi in scope.not_spi:
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


def _missing_of(name: str, tariff: TariffFacts) -> str | None:
    """What is missing of a list, or of the lists of a programme; ``None`` when all of it is held."""
    lists = sorted(tariff.partial.items())
    missing = (what for key, what in lists if key == name or key.startswith(f"{name}:"))
    return "; ".join(dict.fromkeys(missing)) or None


def _partial_remark(programme: Programme, name: str, tariff: TariffFacts) -> Remark:
    return Remark(
        kind=NoticeKind.RECORD_DOUBT,
        code="PROGRAMME_LIST_PARTIAL",
        severity=Severity.WARNING,
        message=(
            f"Whether the code is on the list {name} of {programme.heading} is not known, since the list is held in"
            f" part only: {_missing_of(name, tariff)}."
        ),
        fix=f"Check the code against the full list of {programme.heading}, or load a law bundle that holds it.",
        flag="tariff_list_partial",
    )


def _unconfirmed_remark(programme: Programme) -> Remark:
    return Remark(
        kind=NoticeKind.RECORD_DOUBT,
        code="TARIFF_RECORD_UNCONFIRMED",
        severity=Severity.WARNING,
        message=f"{programme.heading} rests on one source that was not confirmed: {programme.source}.",
        fix=f"Check {programme.heading} in the current schedule before relying on its figure.",
        flag="tariff_record_unconfirmed",
    )


def _preference_remarks(goods: Goods, held: Held) -> Iterator[Remark]:
    """What a claimed preference raises."""
    if goods.spi is None or _is_repair_free(goods):
        return
    origin, line = goods.country_of_origin, goods.line
    for notice in preference_notices(goods.spi, held, origin=origin, line=line, on=goods.entry_date):
        yield Remark(
            kind=NoticeKind.PREFERENCE,
            code=notice.code,
            severity=notice.severity,
            message=notice.message,
            fix=notice.fix,
            details=(("spi", goods.spi),),
        )


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
