"""Tariff values as a plan's snapshot holds them: schedule lines, dated programme records, fees of the fiscal year."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleLine:
    """One ten-digit statistical line with everything inherited from its parents.

    Rates are the schedule's own text (``Free``, ``16.5%``, ``1¢ each + 4.6%``), taken from the eight-digit line.
    ``lists`` are the programme lists the code is on (keys such as ``s232_metals:iii``, ``s301_china:4A``).
    ``agency_flags`` are the agency codes of the ACE report (``FD2``, ``AL1``).
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
    lists: tuple[str, ...] = ()


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
    """Which schedule is loaded. ``is_full`` says whether an absent code is an error or merely unknown.

    ``partial_lists`` maps a programme list held only in part to what is missing of it.
    """

    name: str
    vintage: str
    is_full: bool
    row_counts: Mapping[str, int] = field(default_factory=dict)
    partial_lists: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class TariffFacts:
    """The tariff records one plan resolved on its entry date: all a pure planner needs of the law."""

    edition: Edition
    lines: Mapping[str, ScheduleLine]
    programmes: tuple[Programme, ...]
    fees: FeeRecord
