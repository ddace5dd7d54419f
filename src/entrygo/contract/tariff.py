"""Tariff values as a plan's snapshot holds them: schedule lines, dated programme records, fees of the fiscal year."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleLine:
    """One ten-digit statistical line with everything inherited from its parents.

    Rates are the schedule's own text (``Free``, ``16.5%``, ``1¢ each + 4.6%``), taken from the eight-digit line.
    ``agency_flags`` are the agency codes of the ACE report (``FD2``, ``AL1``). ``description`` is empty where only
    facts of the schedule are held and none of its words.
    """

    code: str
    description: str
    units: tuple[str, ...]
    general: str
    special: str
    other: str
    agency_flags: tuple[str, ...] = ()
    antidumping: bool = False
    countervailing: bool = False
    quota: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeLife:
    """When a ten-digit code came into force and left it, as far as the lists held tell, and what took its place.

    ``until`` is the day it was no longer valid; ``None`` for a code in force. ``in_schedule`` is false of a code that
    only the agency report holds, which no export of the schedule prints.
    """

    since: date | None = None
    until: date | None = None
    successors: tuple[str, ...] = ()
    in_schedule: bool = True


class Standing(StrEnum):
    """What a code is on an entry date."""

    VALID = "valid"
    INCOMPLETE = "incomplete"
    RETIRED = "retired"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeFacts:
    """What the newest lists held for the entry date say of one code as it was stated (digits).

    ``candidates`` are ten-digit codes: of an incomplete code the lines below it, of a retired one its successors.
    ``suggestion`` is the code with the zero that a spreadsheet dropped, where that begins a line. ``day`` is when a
    retired code ended, or when one that is not yet valid begins.
    """

    digits: str
    standing: Standing
    candidates: tuple[str, ...] = ()
    suggestion: str | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """One dated record of a tariff programme: a heading, whom it reaches, what it costs, from when, says who.

    ``kind`` names the arithmetic: ``ad_valorem`` (percent of customs value), ``top_up`` (to ``percent`` in total
    with the base duty), ``exempt`` (a layer of zero), ``ban`` (no figure, an error). ``scope`` is data the duty
    room reads: lists, origins, conditions. ``certainty`` is P, V or M.
    """

    id: str
    program: str
    heading: str
    kind: str
    rate: str
    percent: Decimal | None
    scope: Mapping[str, Any]  # Any: scope keys differ by programme; the duty room validates them at load
    effective_from: date
    effective_to: date | None
    source: str
    certainty: str
    verified_on: date
    verified_until: date | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPart:
    """Codes on one programme list from one day to another (both count; ``None`` is open), as prefixes of digits.

    ``certainty`` is A (two independent holders or the law's text), B (one holder and a check) or C (one holder only).
    ``by_import`` says that the days are of importation, not of entry.
    """

    key: str
    codes: tuple[str, ...]
    effective_from: date | None
    effective_to: date | None
    source: str
    certainty: str
    by_import: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """One special provision, as its record has it; ``dutiable`` is ``unknown`` for one that no record holds."""

    heading: str
    title: str
    dutiable: str
    mpf: str
    additional: str
    metals: str
    proof: str
    source: str
    certainty: str
    is_base_free: bool = False
    is_hmf_due: bool = True
    exported_within_years: int | None = None
    except_origins: frozenset[str] = frozenset()
    informal_limit_usd: Decimal | None = None
    informal_origins: frozenset[str] = frozenset()
    most_each_usd: Decimal | None = None
    is_personal: bool = False
    stands_alone: bool = False
    free_for: frozenset[str] = frozenset()

    def is_free_under(self, spi: str | None) -> bool:
        """Whether what it leaves dutiable pays no duty of chapters 1 to 97, alone or with this indicator."""
        return self.is_base_free or spi in self.free_for

    @property
    def takes_off_all_duty(self) -> bool:
        """Whether nothing is left dutiable and no duty of chapter 99 reaches the goods."""
        return self.dutiable == "none" and self.additional == "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Preference:
    """One programme by its symbol; ``countries`` is empty where who is in it is not held."""

    symbol: str
    programme: str
    countries: frozenset[str]
    general_note: str
    is_mpf_exempt: bool
    proof: str
    certainty: str
    expired_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyCase:
    """An antidumping or countervailing order, or where ``is_recent`` an investigation whose order was not seen.

    ``codes`` are the prefixes of digits it names. ``is_unflagged`` says that CBP's report flags none of them.
    """

    case: str
    country: str
    product: str
    codes: tuple[str, ...]
    is_recent: bool = False
    is_doubtful: bool = False
    is_unflagged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DutyOrders:
    """The cases held, orders first, and the month since which published orders may be missing (``2025-10``)."""

    hole_since: str
    cases: tuple[DutyCase, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RateTable:
    """US dollars for one unit by currency: of quarters, and of the days that vary by 5 percent (19 CFR 159.34).

    A day has its rate and ``daily`` where every reading of the rule takes it, else ``either``. ``daily_only`` are
    currencies that have no rate of the quarter.
    """

    source: str
    daily_only: frozenset[str]
    quarters: Mapping[str, Mapping[str, str]]
    days: Mapping[str, Mapping[str, tuple[str, str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class LawStamp:
    """Which law a plan was made under: the bundle's version, the day it is as of, the digest of its documents."""

    version: str
    as_of: date
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Law:
    """A bundle of the law as data: dated records, the lists they ask, what is held only in part.

    ``partial`` maps a list held in part to what is missing of it; ``out_of_scope`` a heading that no record computes to
    the record that tells of it and the reason. ``changes`` are what this version changed, in words. ``provisions`` are
    those of chapter 98 by their digits, ``preferences`` the programmes of column 1 special by symbol, ``fees`` the user
    fees by fiscal year, ``duty_orders`` the antidumping and countervailing cases, ``rates`` the rates of exchange.
    """

    stamp: LawStamp
    changes: tuple[str, ...]
    programmes: tuple[Programme, ...]
    lists: tuple[ListPart, ...]
    partial: Mapping[str, str]
    out_of_scope: Mapping[str, str]
    provisions: Mapping[str, Provision] = field(default_factory=dict)
    preferences: Mapping[str, Preference] = field(default_factory=dict)
    fees: tuple["FeeRecord", ...] = ()
    duty_orders: DutyOrders | None = None
    rates: RateTable | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeRecord:
    """Customs user fees of one fiscal year, in US dollars (19 CFR 24.23, 24.24)."""

    fiscal_year: str
    mpf_percent: Decimal
    mpf_min_usd: Decimal
    mpf_max_usd: Decimal
    mpf_informal_usd: Decimal
    hmf_percent: Decimal
    source: str
    certainty: str
    verified_on: date
    effective_from: date
    effective_to: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """Which schedule is loaded. ``is_full`` says whether it holds the whole schedule.

    ``partial_lists`` maps a report or list held only in part to what is missing of it.
    """

    name: str
    vintage: str
    is_full: bool
    row_counts: Mapping[str, int] = field(default_factory=dict)
    partial_lists: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """The law of a later day for the same codes and origins: records and lists as :class:`TariffFacts` has them."""

    day: date
    programmes: tuple[Programme, ...]
    lists: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class TariffFacts:
    """The tariff records one plan resolved on its entry date: all a pure planner needs of the law.

    ``lines`` are by code: those stated and the candidates of those that are incomplete or retired. ``codes`` says
    what each stated code is on the date. ``lists`` are the programme lists a code is on by its digits, whatever the
    edition holds of it (keys such as ``s232_metals:iii``); ``partial`` says what is missing of a list held in part.
    ``coming`` are the days of the next weeks on which the law of these codes changes, first to last. ``provisions`` of
    chapter 98 are those claimed, ``preferences`` those that name an origin or are claimed, ``duty_orders`` the cases
    that name one of the codes; ``None`` in facts of before they were resolved, which the shipped ones then answer.
    """

    edition: Edition
    lines: Mapping[str, ScheduleLine]
    programmes: tuple[Programme, ...]
    fees: FeeRecord
    codes: Mapping[str, CodeFacts] = field(default_factory=dict)
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    partial: Mapping[str, str] = field(default_factory=dict)
    law: LawStamp | None = None
    coming: tuple[Coming, ...] = ()
    provisions: Mapping[str, Provision] | None = None
    preferences: Mapping[str, Preference] | None = None
    duty_orders: DutyOrders | None = None
