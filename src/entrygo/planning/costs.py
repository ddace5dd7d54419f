"""What a set of entries costs in fees: broker's charge, merchandise processing, harbor maintenance."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeAlias

from entrygo.contract.facts import FeeSchedule
from entrygo.contract.money import cents
from entrygo.contract.plan import Cost, EntryType
from entrygo.contract.tariff import FeeRecord
from entrygo.planning.classified_rows import LineKey, Row
from entrygo.planning.value import ZERO, total
from entrygo.tariff.fee_basis import INFORMAL_LIMIT_USD
from entrygo.tariff.fees import hmf, mpf


@dataclass(slots=True, kw_only=True)
class Basis:
    """All that an entry's type and fees depend on: a running sum of its rows.

    ``value_usd`` sums what is known; where something is not, ``is_known`` is false and the sum is no figure.
    ``mpf_usd`` and ``hmf_usd`` are the values those fees are on, the first ``None`` where a claim leaves it open.
    """

    is_adcvd: bool
    is_known: bool = True
    value_usd: Decimal = ZERO
    mpf_usd: Decimal | None = ZERO
    hmf_usd: Decimal = ZERO
    limit_usd: Decimal | None = None
    has_quota: bool = False
    is_formal_only: bool = False
    keys: set[LineKey] = field(default_factory=set)

    def add(self, row: Row) -> None:
        """Take one row in."""
        value, basis = row.line.entered_usd, row.basis
        if value is None or basis is None:
            self.is_known = False
        else:
            self.value_usd += value
            owing = basis.mpf_usd
            self.mpf_usd = None if self.mpf_usd is None or owing is None else self.mpf_usd + owing
            self.hmf_usd += basis.hmf_usd
            self._allow(basis.informal_limit_usd)
        treatment = row.treatment
        self.has_quota = self.has_quota or treatment.is_quota
        self.is_formal_only = self.is_formal_only or row.line.is_formal_only
        self.keys.add(treatment.key)

    def merge(self, other: "Basis") -> None:
        """Take another basis of the same kind in."""
        self.is_known = self.is_known and other.is_known
        self.value_usd += other.value_usd
        self.mpf_usd = total((self.mpf_usd, other.mpf_usd))
        self.hmf_usd += other.hmf_usd
        if other.limit_usd is not None:
            self._allow(other.limit_usd)
        self.has_quota = self.has_quota or other.has_quota
        self.is_formal_only = self.is_formal_only or other.is_formal_only
        self.keys |= other.keys

    def _allow(self, limit_usd: Decimal) -> None:
        if self.limit_usd is None or limit_usd < self.limit_usd:
            self.limit_usd = limit_usd

    @property
    def informal_limit_usd(self) -> Decimal:
        """Up to what value the entry may be informal: the least that any of its goods has (19 CFR 143.21)."""
        return INFORMAL_LIMIT_USD if self.limit_usd is None else self.limit_usd

    @property
    def entry_type(self) -> EntryType:
        """Type 03 for goods in the scope of an AD/CVD order, else informal where the law is known to allow it."""
        if self.is_adcvd:
            return EntryType.ADCVD
        if not self.is_known or self.has_quota or self.is_formal_only:
            return EntryType.FORMAL
        if self.value_usd > self.informal_limit_usd:
            return EntryType.FORMAL
        return EntryType.INFORMAL


BasesByOrder: TypeAlias = dict[tuple[str, bool], Basis]
"""The entries each order would be on its own, by (order id, whether its goods stand apart as type 03)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeTerms:
    """What fees are charged by: transport mode, a fiscal year's record, the broker's schedule.

    Without ``is_year_held`` the record is of another year, and no fee by it is known.
    """

    mode: str | None
    fees: FeeRecord
    broker: FeeSchedule
    is_year_held: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFees:
    """The fees of one entry; those by value are ``None`` where its value is not known."""

    broker_fee_usd: Decimal
    mpf_usd: Decimal | None
    hmf_usd: Decimal | None


def basis_of(rows: Iterable[Row], *, is_adcvd: bool) -> Basis:
    """The basis of one entry."""
    basis = Basis(is_adcvd=is_adcvd)
    for row in rows:
        basis.add(row)
    return basis


def bases_by_order(rows: Iterable[Row]) -> BasesByOrder:
    """The entries each order would be on its own."""
    bases: BasesByOrder = {}
    for row in rows:
        key = (row.order_id, row.treatment.is_adcvd)
        if key not in bases:
            bases[key] = Basis(is_adcvd=row.treatment.is_adcvd)
        bases[key].add(row)
    return bases


def broker_fee(entry_type: EntryType, line_count: int, *, schedule: FeeSchedule) -> Decimal:
    """The broker's charge for one entry: by its type (03 as formal), plus lines beyond the included ones."""
    informal = entry_type is EntryType.INFORMAL
    base = schedule.informal_entry_usd if informal else schedule.formal_entry_usd
    return cents(base + schedule.extra_line_usd * max(0, line_count - schedule.included_lines))


def entry_fees(basis: Basis, terms: FeeTerms) -> EntryFees:
    entry_type = basis.entry_type
    return EntryFees(
        broker_fee_usd=broker_fee(entry_type, len(basis.keys), schedule=terms.broker),
        mpf_usd=_mpf(basis, terms),
        hmf_usd=hmf(terms.mode, basis.hmf_usd, terms.fees) if basis.is_known else None,
    )


def _mpf(basis: Basis, terms: FeeTerms) -> Decimal | None:
    """The merchandise processing fee; ``None`` where the value or the year's record is not known."""
    if not basis.is_known or basis.mpf_usd is None or (basis.mpf_usd and not terms.is_year_held):
        return None
    return mpf(basis.entry_type, basis.value_usd, basis.mpf_usd, fees=terms.fees)


def cost_of(bases: Sequence[Basis], terms: FeeTerms) -> Cost:
    """What filing these entries costs."""
    fees = [entry_fees(basis, terms) for basis in bases]
    return Cost(
        entry_count=len(bases),
        broker_fees_usd=sum((each.broker_fee_usd for each in fees), ZERO),
        mpf_usd=total(each.mpf_usd for each in fees),
        hmf_usd=total(each.hmf_usd for each in fees),
    )
