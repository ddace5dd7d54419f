"""What planning decides: entries, duties, fees, savings, score and verdict. Frozen values, money in US dollars."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from entrygo.contract.findings import Finding


class Readiness(StrEnum):
    """Any open error blocks; else any warning asks for review; else ready."""

    READY = "READY"
    REVIEW_REQUIRED = "REVIEW_REQUIRED"
    BLOCKED = "BLOCKED"


class EntryType(StrEnum):
    """Entry types this planner proposes (CBP Form 7501, block 2)."""

    FORMAL = "01"
    ADCVD = "03"
    INFORMAL = "11"


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyLayer:
    """One layer of duty on one line. ``amount_usd`` is ``None`` where the figure is not known, with ``note`` why.

    ``certainty`` is P (read in law), V (secondary source) or M (from memory), as the programme's record says.
    """

    program: str
    heading: str
    rate: str
    amount_usd: Decimal | None
    source: str
    effective_from: str | None = None
    certainty: str | None = None
    verified_on: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryItem:
    """A product of one order inside an entry line: what makes the line traceable to its orders."""

    order_id: str
    product_id: str
    quantity: Decimal
    value_usd: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryLine:
    """Goods of one HTS code, one origin and one set of programmes.

    ``quantities`` are (amount, unit) pairs in the schedule's units, where they can be computed.
    ``duty_usd`` is ``None`` where the goods are banned or a layer is unknown.
    """

    line_no: int
    hs_code: str
    country_of_origin: str
    description: str
    spi: str | None
    headings: tuple[str, ...]
    value_usd: Decimal
    pieces: Decimal
    quantities: tuple[tuple[Decimal, str], ...]
    net_weight_kg: Decimal | None
    gross_weight_kg: Decimal | None
    items: tuple[EntryItem, ...]
    layers: tuple[DutyLayer, ...]
    duty_usd: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryUnit:
    """One entry to be filed: its orders, lines, type, value, duties, fees."""

    number: int
    entry_type: EntryType
    order_ids: tuple[str, ...]
    lines: tuple[EntryLine, ...]
    value_usd: Decimal
    duty_usd: Decimal | None
    mpf_usd: Decimal
    hmf_usd: Decimal
    broker_fee_usd: Decimal
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """A splitting that would cost ``cost_usd`` and the rule it would break. Shown, never chosen."""

    name: str
    entry_count: int
    cost_usd: Decimal
    breaks: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Fees of a set of entries (duty itself does not change with the structure)."""

    entry_count: int
    broker_fees_usd: Decimal
    mpf_usd: Decimal
    hmf_usd: Decimal

    @property
    def total_usd(self) -> Decimal:
        """Broker fees + MPF + HMF."""
        return self.broker_fees_usd + self.mpf_usd + self.hmf_usd


@dataclass(frozen=True, slots=True, kw_only=True)
class Savings:
    """One entry per order against the planned entries."""

    one_entry_per_order: Cost
    planned: Cost
    saved_usd: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Deduction:
    """A named part of the score. The parts, base and floor included, sum to the score."""

    code: str
    points: int
    rule: str | None = None
    product_id: str | None = None
    order_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion:
    """An order left out, and why."""

    order_id: str
    reason_code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingDatum:
    """A field without which a rule could not be satisfied."""

    field: str
    code: str
    product_id: str | None = None
    order_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The outcome of planning one snapshot."""

    readiness: Readiness
    score: int
    score_breakdown: tuple[Deduction, ...]
    findings: tuple[Finding, ...]
    included_order_ids: tuple[str, ...]
    excluded: tuple[Exclusion, ...]
    flags: tuple[str, ...]
    missing_data: tuple[MissingDatum, ...]
    strategy: str
    next_action: str
    entries: tuple[EntryUnit, ...]
    alternatives: tuple[Alternative, ...]
    savings: Savings
    value_usd: Decimal
    duty_usd: Decimal | None
    routing: dict[str, str | None] = field(default_factory=dict)
