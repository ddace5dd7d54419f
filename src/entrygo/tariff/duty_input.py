"""What the duty room is asked about and what it answers: goods, amounts, notices, an assessment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from entrygo.contract.facts import Metals
from entrygo.contract.findings import Detail, Severity
from entrygo.contract.tariff import Programme, Provision, ScheduleLine
from entrygo.tariff.parts import Part
from entrygo.tariff.provisions import CHAPTER, UNKNOWN
from entrygo.tariff.rates import Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Goods:
    """What decides which programmes apply: code, origin, claim, metals (weights per ``article_weight_kg``).

    ``line`` is ``None`` when no list holds the code. ``conditions`` are answers to the facts that records ask beyond
    these, by name (``civilAircraft``); an absent one is unanswered. ``lists`` are the programme lists the code is on.
    ``provision`` is that of chapter 98 that is claimed, ``spi`` the indicator of a preference that is.
    """

    hs_code: str
    line: ScheduleLine | None
    country_of_origin: str
    usmca_claimed: bool = False
    metals: Metals | None = None
    article_weight_kg: Decimal | None = None
    conditions: Mapping[str, bool] = field(default_factory=dict)
    lists: frozenset[str] = frozenset()
    provision: Provision | None = None
    spi: str | None = None
    entry_date: date | None = None

    @property
    def code(self) -> str:
        """The schedule's digits where the line is known, else the code as given."""
        return self.line.code if self.line else self.hs_code


@dataclass(frozen=True, slots=True, kw_only=True)
class Amounts:
    """What a figure is computed from: customs value, quantities by schedule unit, weights of the whole line.

    ``dutiable_usd`` is what a provision of chapter 98 leaves of the value; ``None`` where a claim is not complete.
    ``parts`` are the components of the whole line, whose values sum to it. ``content_usd`` is the value of its metals
    by name (``steel``), where stated.
    """

    value_usd: Decimal
    dutiable_usd: Decimal | None = None
    parts: tuple[Part, ...] = ()
    quantities: tuple[tuple[Decimal, str], ...] = ()
    net_weight_kg: Decimal | None = None
    content_usd: Mapping[str, Decimal] = field(default_factory=dict)


class NoticeKind(StrEnum):
    """What a notice is about; planning has a rule for each."""

    CODE = "code"
    CLAIM = "claim"
    IMPORT_BAN = "import_ban"
    SECTION_338 = "section_338"
    COMPOSITION = "composition"
    RECORD_DOUBT = "record_doubt"
    DUTY_CASE = "duty_case"
    NO_FIGURE = "no_figure"
    ASSUMPTION = "assumption"
    CONDITION = "condition"
    SCHEDULED = "scheduled"
    INFORMAL_LIMIT = "informal_limit"
    PROVISION = "provision"
    PREFERENCE = "preference"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something the assessment must say: a ban, a stale record, a rate that cannot be computed.

    ``details`` are values a caller may act on, by name.
    """

    kind: NoticeKind
    code: str
    severity: Severity
    message: str
    fix: str
    flag: str | None = None
    details: tuple[tuple[str, Detail], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseDuty:
    """The duty of chapters 1 to 97 that goods draw: the column, its rate, and where it stands.

    ``rate`` is ``None`` when it is not known; ``why_not`` then says why, where there is more to say.
    """

    heading: str
    rate: Rate | None
    source: str
    why_not: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Which programmes apply under one set of answers to the conditions that nobody answered.

    ``asked`` are the conditions that records which otherwise fit the goods asked.
    """

    answers: Mapping[str, bool]
    programmes: tuple[Programme, ...]
    is_banned: bool
    remarks: tuple[Remark, ...]
    asked: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """Which programmes apply to goods, in order of application. ``headings`` with the SPI make the entry line's key.

    Where a condition is unanswered, ``outcomes`` hold one assessment for each answer, and the rest is that of the
    dearest. ``asked`` are the conditions that the records asked of the goods. ``unclaimed`` is what the goods draw
    without the provision of chapter 98 that is claimed. ``base`` is resolved by :func:`entrygo.tariff.duty.assess`; one
    made by hand may leave it out. ``is_mpf_exempt`` says that the preference claimed takes off the processing fee.
    """

    goods: Goods
    spi: str | None
    programmes: tuple[Programme, ...]
    is_banned: bool
    remarks: tuple[Remark, ...]
    base: BaseDuty | None = None
    outcomes: tuple[Outcome, ...] = ()
    asked: frozenset[str] = frozenset()
    unclaimed: "Assessment | None" = None
    is_mpf_exempt: bool = False

    @property
    def headings(self) -> tuple[str, ...]:
        """Headings to claim, in the order customs wants them: of chapter 98, then 99, exempting ones too, each once.

        A record whose number is not published yet has none to claim.
        """
        numbered = (programme for programme in self.programmes if "." in programme.heading)
        ordered = sorted(numbered, key=lambda programme: _rank(programme.program))
        return (*self._special, *dict.fromkeys(programme.heading for programme in ordered))

    @property
    def _special(self) -> tuple[str, ...]:
        """The provision's number, where it stands beside a code of chapters 1 to 97."""
        provision = self.goods.provision
        if provision is None or provision.dutiable == UNKNOWN or self.goods.code.startswith(CHAPTER):
            return ()
        return (provision.heading,)


FILING_ORDER = ("S301", "S338", "S232", "S201")
"""Programmes in the order of their numbers on an entry line (CBP, CSMS): these, then all others, after chapter 98 and
before chapters 1 to 97."""


def _rank(program: str) -> int:
    """The place of a programme's numbers; within one the order of application stands."""
    family = program.partition("_")[0]
    return FILING_ORDER.index(family) if family in FILING_ORDER else len(FILING_ORDER)
