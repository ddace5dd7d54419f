"""Codes that goods may be, on a date: ranked by the classifier, valid in the schedule, with the duty of each.

Nothing is written here. The own products that speak are those of one tenant; the caller reads them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from entrygo.classify.attributes import attributes_of
from entrygo.classify.calibrate import Share
from entrygo.classify.case import Candidate, Case, Existing, Flag, Missing, Ranking
from entrygo.classify.classify import classify
from entrygo.classify.edition import Edition
from entrygo.classify.memory import Memory
from entrygo.contract.hts import digits_of, dotted, is_digits
from entrygo.contract.plan import EntryType
from entrygo.contract.tariff import CodeFacts, Standing, TariffFacts
from entrygo.ports.tariff_book import TariffBook
from entrygo.tariff.codes import is_valid, judge
from entrygo.tariff.estimate import Estimate, EstimateLine, PricedLine
from entrygo.tariff.estimate import estimate as price
from entrygo.tariff.resolve import resolve
from entrygo.tariff.units import unit

SHOWN = 8
_ROUNDS = 6
"""How often invalid candidates are left out and the rest ranked again."""

_NO_VALUE = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Goods:
    """What is asked: the case, the entry date, and the account's answers to conditions of the law."""

    case: Case
    entry_date: date
    conditions: Mapping[str, bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """Duty on one piece under a code. ``duty_usd`` is ``None`` where a layer has no figure, or the goods are banned.

    ``notices`` are pairs of a finding's code and its words.
    """

    hs_code: str
    country_of_origin: str
    entry_date: str
    value_usd: Decimal
    duty_usd: Decimal | None
    is_banned: bool
    priced: PricedLine
    notices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """The ranking with what the law says of it. ``previews`` are by ten digits; none without origin or value."""

    ranking: Ranking
    candidates: tuple[Candidate, ...]
    existing: Existing | None
    existing_is_valid: bool
    flags: tuple[Flag, ...]
    missing: tuple[Missing, ...]
    previews: Mapping[str, Preview]
    named_materials: tuple[str, ...]
    tariff_edition: str


def advise(book: TariffBook, edition: Edition, memory: Memory, goods: Goods) -> Advice:
    """The codes the goods may be, each valid on the entry date."""
    case = goods.case
    ranking = _valid_ranking(book, edition, memory, goods)
    candidates = ranking.candidates[:SHOWN]
    stated = digits_of(case.existing_code or "")
    codes = [each.code for each in candidates]
    is_full = len(stated) == 10 and is_digits(stated)
    previews = _previews(book, goods, [*codes, *([stated] if is_full and stated not in codes else [])])
    standing = judge(book, stated, goods.entry_date) if stated else None
    text = f"{case.name} {case.description}"
    return Advice(
        ranking=ranking,
        candidates=candidates,
        existing=ranking.existing,
        existing_is_valid=standing is not None and standing.standing is Standing.VALID,
        flags=(*ranking.flags, *_existing_flags(ranking, standing, case), *_law_flags(codes, previews)),
        missing=ranking.missing,
        previews=previews,
        named_materials=_named(text),
        tariff_edition=book.edition.name,
    )


def _valid_ranking(book: TariffBook, edition: Edition, memory: Memory, goods: Goods) -> Ranking:
    """The ranking without codes that are not valid on the date."""
    excluded = set[str]()
    for _ in range(_ROUNDS):
        ranking = classify(edition, goods.case, memory, excluded=excluded)
        invalid = {
            each.code for each in ranking.candidates if not is_valid(book, each.code, goods.entry_date)
        }
        if not invalid:
            return ranking
        excluded |= invalid
    every = {code for code in edition.index.corpus.codes if not is_valid(book, code, goods.entry_date)}
    return classify(edition, goods.case, memory, excluded=every)


def lines_below(book: TariffBook, edition: Edition, on: date, heading: str) -> dict[str, tuple[str, ...]]:
    """The lines of a heading that are valid on a date, with the schedule's words."""
    index = edition.index
    return {
        code: index.path(index.line_place[code])
        for code in index.corpus.codes
        if code.startswith(heading) and is_valid(book, code, on)
    }


def _previews(book: TariffBook, goods: Goods, codes: Sequence[str]) -> dict[str, Preview]:
    origin, value = goods.case.origin, goods.case.value
    if not origin or value is None or value <= _NO_VALUE or not codes:
        return {}
    tariff = resolve(book, set(codes), goods.entry_date, {origin})
    previews = {}
    for code in codes:
        line = EstimateLine(
            hs_code=code,
            country_of_origin=origin,
            value_usd=value,
            quantity=_pieces(tariff, code),
            conditions=goods.conditions,
        )
        made = price((line,), tariff, entry_date=goods.entry_date, mode=None, entry_type=EntryType.FORMAL)
        previews[code] = _preview(made, code, goods)
    return previews


def _pieces(tariff: TariffFacts, code: str) -> Decimal | None:
    """One, where the schedule counts the line in pieces; any other quantity is not known."""
    known = tariff.lines.get(code)
    return Decimal(1) if known and known.units and unit(known.units[0]) == "piece" else None


def _preview(made: Estimate, code: str, goods: Goods) -> Preview:
    (priced,) = made.lines
    said = ((notice.remark.code, notice.remark.message) for notice in made.notices)
    return Preview(
        hs_code=code,
        country_of_origin=priced.country_of_origin,
        entry_date=goods.entry_date.isoformat(),
        value_usd=priced.value_usd,
        duty_usd=priced.duty_usd,
        is_banned=priced.assessment.is_banned,
        priced=priced,
        notices=tuple(dict.fromkeys(said)),
    )


def _existing_flags(ranking: Ranking, judged: CodeFacts | None, case: Case) -> list[Flag]:
    found: list[Flag] = []
    kind = None if judged is None else judged.standing
    stated = case.existing_code or ""
    if kind is Standing.RETIRED:
        found.append(
            Flag(code="existing_code_retired", message=f"{dotted(stated)} is valid no longer.", rule="HTSUS")
        )
    if kind is Standing.INCOMPLETE:
        words = f"{dotted(stated)} is no ten-digit line; the candidates below it are ranked with the others."
        found.append(Flag(code="existing_code_incomplete", message=words, rule="19 CFR 142.6"))
    existing = ranking.existing
    if existing and existing.known and ranking.candidates and existing.agrees_to < 6:
        words = (
            f"{dotted(stated)} and the first candidate differ in the first six digits: "
            "the product is kept as it is, and a person should look at both."
        )
        found.append(Flag(code="existing_code_differs", message=words, rule="19 USC 1484 (reasonable care)"))
    return found


def _law_flags(codes: Sequence[str], previews: Mapping[str, Preview]) -> list[Flag]:
    """What the tariff wants said of the first candidate."""
    first = previews.get(codes[0]) if codes else None
    if first is None:
        return []
    return [Flag(code=code.lower(), message=message, rule="HTSUS") for code, message in first.notices]


def _named(text: str) -> tuple[str, ...]:
    """Materials that the words name."""
    said = attributes_of(text)
    return tuple(dict.fromkeys([*said.named("fibre"), *said.named("material")]))


def share(value: Share) -> Decimal:
    """A share of the classifier as a decimal of three places."""
    return Decimal(round(value * 1000)) / 1000
