"""What an assessment comes to: priced layers, and what hangs on conditions that nobody answered.

Every ad valorem layer is on the full customs value, none on another layer; each is rounded half-up to the cent.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from entrygo.contract.hts import dotted
from entrygo.contract.money import cents
from entrygo.contract.plan import DutyLayer, OpenQuestion
from entrygo.contract.tariff import Programme, Provision
from entrygo.tariff.duty_input import Amounts, Assessment, BaseDuty
from entrygo.tariff.metals import US_CONTENT
from entrygo.tariff.origins import COLUMN_2
from entrygo.tariff.parts import asks_components, on_components
from entrygo.tariff.programme_scope import scope_of
from entrygo.tariff.rates import amount, lacking, parse_rate

BASE_PROGRAM = "BASE"
SPECIAL_PROGRAM = "CHAPTER_98"
METALS = "S232_METALS"
BANNED = "import prohibited: no duty figure"
NOT_HELD = "no list held has a rate for the code"
NO_ORIGIN = "the country of origin is not stated, and the duty is by country"
NO_CONTENT = "the value of the metal content is not stated, or is more than that of the goods"
NO_US_CONTENT = "the value of the US content is not stated for all pieces, or is more than that of the goods"
MOST_US_CONTENT = Decimal("0.4")
UP_TO = "up to "


def layers(assessment: Assessment, amounts: Amounts) -> tuple[DutyLayer, ...]:
    """The priced layers, base first.

    Of banned goods no layer has a figure. Where an unanswered condition moves money, the layers are those of the
    dearest outcome, and what is not alike in every outcome has no figure but an exposure.
    """
    provision = assessment.goods.provision
    if provision is not None and assessment.unclaimed is not None and amounts.dutiable_usd is None:
        return _of_open_claim(provision, assessment.unclaimed, amounts)
    if not assessment.outcomes:
        return _priced(assessment, assessment.programmes, amounts, is_banned=assessment.is_banned)
    each = [
        _priced(assessment, outcome.programmes, amounts, is_banned=outcome.is_banned)
        for outcome in assessment.outcomes
    ]
    totals = [total(one) for one in each]
    if len(set(totals)) == 1 and totals[0] is not None:
        return each[-1]
    dearest = next(
        one
        for one, outcome in zip(each, assessment.outcomes, strict=True)
        if outcome.programmes == assessment.programmes
    )
    if assessment.is_banned:
        dearest = tuple(_without_figure(layer, BANNED) for layer in dearest)
    asked = ", ".join(dict.fromkeys(name for one in assessment.outcomes for name in one.answers))
    return tuple(
        layer
        if all(layer in one for one in each)
        else _without_figure(layer, f"depends on {asked}, not stated")
        for layer in dearest
    )


def questions(assessment: Assessment, amounts: Amounts) -> tuple[OpenQuestion, ...]:
    """The conditions nobody answered that move money: the duty of the whole line either way, the most it can be."""
    if not assessment.outcomes or (assessment.goods.provision is not None and amounts.dutiable_usd is None):
        return ()
    totals = [
        total(_priced(assessment, outcome.programmes, amounts, is_banned=outcome.is_banned))
        for outcome in assessment.outcomes
    ]
    names = dict.fromkeys(name for outcome in assessment.outcomes for name in outcome.answers)
    found = []
    for name in names:
        either: dict[bool, list[Decimal | None]] = {True: [], False: []}
        for outcome, figure in zip(assessment.outcomes, totals, strict=True):
            if name in outcome.answers:
                either[outcome.answers[name]].append(figure)
        if_true, if_false = most(either[True]), most(either[False])
        if if_true != if_false or None in (if_true, if_false):
            found.append(OpenQuestion(condition=name, if_true_usd=if_true, if_false_usd=if_false))
    return tuple(found)


def total(priced: Iterable[DutyLayer]) -> Decimal | None:
    """The layers together; ``None`` as soon as one has no figure."""
    return sum_or_none(layer.amount_usd for layer in priced)


def sum_or_none(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """The sum, or ``None`` as soon as one amount is unknown."""
    result = Decimal(0)
    for figure in amounts:
        if figure is None:
            return None
        result += figure
    return result


def most(amounts: Sequence[Decimal | None]) -> Decimal | None:
    """The largest, or ``None`` where one is unknown or there is none."""
    known = [figure for figure in amounts if figure is not None]
    return max(known) if known and len(known) == len(amounts) else None


def _priced(
    assessment: Assessment, programmes: Sequence[Programme], amounts: Amounts, *, is_banned: bool
) -> tuple[DutyLayer, ...]:
    base = assessment.base or BaseDuty(heading=dotted(assessment.goods.code), rate=None, source="HTSUS")
    base_usd, why_not = _base_amount(base, amounts, assessment.goods.country_of_origin)
    replaced = next((p for p in programmes if p.kind == "in_lieu"), None)
    if replaced is not None:
        base_usd, why_not = Decimal(0), f"{replaced.heading} applies in place of this rate"
    provision = assessment.goods.provision
    dutiable = amounts.value_usd if provision is None else amounts.dutiable_usd
    if provision is not None and dutiable is not None:
        base_usd, why_not = _left_by(
            provision, base_usd, why_not, spi=assessment.spi, dutiable_usd=dutiable, amounts=amounts
        )
    first = DutyLayer(
        program=BASE_PROGRAM,
        heading=base.heading,
        rate=base.rate.text if base.rate else "",
        amount_usd=_cents(base_usd),
        source=base.source,
        note=why_not,
    )
    content = _content_of_all(programmes, amounts)
    added = (
        _layer(
            each, _taxed(each, provision, amounts, dutiable), base_usd, amounts=amounts, content_usd=content
        )
        for each in programmes
    )
    special = () if provision is None else (_special(provision, dutiable),)
    priced = (first, *special, *added)
    return tuple(_without_figure(layer, BANNED) for layer in priced) if is_banned else priced


def _left_by(
    provision: Provision,
    base_usd: Decimal | None,
    why_not: str | None,
    *,
    spi: str | None,
    dutiable_usd: Decimal,
    amounts: Amounts,
) -> tuple[Decimal | None, str | None]:
    """The base duty of what a provision leaves dutiable: the whole duty in the proportion of the values.

    HTSUS chapter 98, subchapter II, U.S. notes 3 and 4; on a plain percentage that is the rate on the lesser value.
    Goods of no known code or origin owe nobody knows which duties of chapter 99, so nothing is said of them.
    """
    is_open = base_usd is None and why_not in (NOT_HELD, NO_ORIGIN) and not provision.takes_off_all_duty
    if not is_open and (provision.is_free_under(spi) or not dutiable_usd):
        return Decimal(0), f"free under {provision.heading}"
    if base_usd is None or not amounts.value_usd:
        return None, why_not or "the value of the goods is zero"
    on = f"on {dutiable_usd} of {amounts.value_usd} dollars under {provision.heading}"
    return base_usd * dutiable_usd / amounts.value_usd, on


def _taxed(
    programme: Programme, provision: Provision | None, amounts: Amounts, dutiable_usd: Decimal | None
) -> Decimal:
    """The value a duty of chapter 99 is on."""
    is_full = provision is None or (programme.program == METALS and provision.metals == "full")
    return amounts.value_usd if is_full or dutiable_usd is None else dutiable_usd


def _special(provision: Provision, dutiable_usd: Decimal | None) -> DutyLayer:
    """The heading of chapter 98 itself: it costs nothing."""
    part = "an unknown part" if dutiable_usd is None else f"{_cents(dutiable_usd)} dollars"
    return DutyLayer(
        program=SPECIAL_PROGRAM,
        heading=provision.heading,
        rate="Free" if provision.takes_off_all_duty else f"duty on {part}",
        amount_usd=Decimal("0.00"),
        source=provision.source,
        certainty=provision.certainty,
        note=provision.title,
    )


def _of_open_claim(provision: Provision, unclaimed: Assessment, amounts: Amounts) -> tuple[DutyLayer, ...]:
    """Layers without a figure: what is owed hangs on a claim that is not complete, at most what is without it."""
    first, *others = layers(unclaimed, amounts)
    why = f"depends on the claim of {provision.heading}, which is not complete"
    special = replace(_special(provision, None), amount_usd=None, note=why)
    return (_without_figure(first, why), special, *(_without_figure(each, why) for each in others))


def _base_amount(base: BaseDuty, amounts: Amounts, origin: str) -> tuple[Decimal | None, str | None]:
    if base.rate is None:
        return None, base.why_not or NOT_HELD
    quantities = {unit: quantity for quantity, unit in amounts.quantities}
    if asks_components(base.rate):
        return on_components(
            base.rate,
            amounts.parts,
            amounts.value_usd,
            quantities,
            amounts.net_weight_kg,
            is_column_2=origin in COLUMN_2,
        )
    figure = amount(base.rate, amounts.value_usd, quantities, amounts.net_weight_kg)
    return figure, None if figure is not None else lacking(base.rate, quantities, amounts.net_weight_kg)


def _layer(
    programme: Programme,
    value_usd: Decimal,
    base_usd: Decimal | None,
    *,
    amounts: Amounts,
    content_usd: Decimal | None,
) -> DutyLayer:
    figure: Decimal | None = Decimal(0)
    note, why = programme.note, None
    whole = None if programme.percent is None else value_usd * programme.percent / 100
    if programme.kind in ("ad_valorem", "in_lieu") and whole is not None:
        figure = whole
    elif programme.kind == "top_up" and whole is not None:
        figure = None if base_usd is None else max(Decimal(0), whole - base_usd)
        why = "the base duty it tops up is not known"
    elif programme.kind in ("content", "rest") and programme.percent is not None:
        on = _content(programme, amounts) if programme.kind == "content" else _rest(value_usd, content_usd)
        figure = None if on is None else on * programme.percent / 100
        why = NO_CONTENT
    elif programme.kind == "beyond_us_content" and programme.percent is not None:
        on = _beyond_us_content(value_usd, amounts)
        figure = None if on is None else on * programme.percent / 100
        why = NO_US_CONTENT
    elif programme.kind in ("specific", "up_to_specific"):
        figure, why = _specific(programme, value_usd, amounts)
    elif programme.kind in ("unknown", "ban"):
        figure = None
    if figure is None:
        note = why or note
    exposure = whole if figure is None else None
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
        exposure_usd=_cents(exposure),
    )


def _content(programme: Programme, amounts: Amounts) -> Decimal | None:
    """The value of the metals a record is on; ``None`` where it is not stated or is more than that of the goods."""
    return _within(
        amounts, sum_or_none(amounts.content_usd.get(metal) for metal in scope_of(programme).content)
    )


def _content_of_all(programmes: Sequence[Programme], amounts: Amounts) -> Decimal | None:
    """The value of all the metals that records of kind ``content`` are on."""
    metals = dict.fromkeys(
        metal for each in programmes if each.kind == "content" for metal in scope_of(each).content
    )
    return _within(amounts, sum_or_none(amounts.content_usd.get(metal) for metal in metals))


def _within(amounts: Amounts, content_usd: Decimal | None) -> Decimal | None:
    return content_usd if content_usd is not None and content_usd <= amounts.value_usd else None


def _rest(value_usd: Decimal, content_usd: Decimal | None) -> Decimal | None:
    return None if content_usd is None else max(Decimal(0), value_usd - content_usd)


def _beyond_us_content(value_usd: Decimal, amounts: Amounts) -> Decimal | None:
    """What is dutiable beside US content of up to 40 percent of the value; ``None`` where it exceeds it.

    U.S. note 16(j): 9903.82.21 covers that content, 9903.82.20 the rest.
    """
    stated = _within(amounts, amounts.content_usd.get(US_CONTENT))
    return None if stated is None else value_usd - min(stated, value_usd * MOST_US_CONTENT)


def _specific(
    programme: Programme, value_usd: Decimal, amounts: Amounts
) -> tuple[Decimal | None, str | None]:
    """Money by quantity; of ``up_to_specific`` what it exceeds the value by."""
    rate = parse_rate(programme.rate.removeprefix(UP_TO))
    quantities = {unit: quantity for quantity, unit in amounts.quantities}
    figure = amount(rate, value_usd, quantities, amounts.net_weight_kg)
    if figure is None:
        return None, lacking(rate, quantities, amounts.net_weight_kg)
    return (max(Decimal(0), figure - value_usd) if programme.kind == "up_to_specific" else figure), None


def _without_figure(layer: DutyLayer, why: str) -> DutyLayer:
    exposure = layer.exposure_usd if layer.amount_usd is None else layer.amount_usd
    return replace(layer, amount_usd=None, exposure_usd=exposure, note=why)


def _cents(figure: Decimal | None) -> Decimal | None:
    return None if figure is None else cents(figure)
