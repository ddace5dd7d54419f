"""What planning decides: entries, duties, fees, savings, score and verdict. Frozen values, money in US dollars."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Literal, TypeAlias

from entrygo.contract.facts import Claim
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

    ``exposure_usd`` is then the most the layer could come to, where that can be said. ``certainty`` is A (the law's
    text, or two independent sources), B (one source and a check) or C (one source), as the programme's record says.
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
    exposure_usd: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenQuestion:
    """A condition of the law that nobody answered, and the whole duty of the line either way (``None``: unknown)."""

    condition: str
    if_true_usd: Decimal | None
    if_false_usd: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedAnswer:
    """An answer to a condition of the law that decided how a product of a line is treated, and whose it is.

    ``by`` is ``product`` for the product's own answer, ``account`` for the one the account gives for all its goods.
    """

    product_id: str
    condition: str
    answer: bool
    by: Literal["product", "account"]


ChargeEffect: TypeAlias = Literal["none", "added", "deducted", "unclear"]
"""What a charge does to the customs value; ``unclear`` moves nothing and wants a look."""


ConsigneeSource: TypeAlias = Literal["shipment", "buyer", "shipTo", "account"]
"""Which facts name an order's ultimate consignee."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadCharge:
    """A charge as it was read: its type, the words that stated it, and what it does to the customs value.

    ``amount_usd`` is ``None`` where nobody stated it and nothing computed it. ``is_known`` is false where the words
    name no type; it is then ``other``.
    """

    type: str
    stated_type: str
    is_known: bool
    amount_usd: Decimal | None
    included: bool
    effect: ChargeEffect
    evidence: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sale:
    """What one order comes to in US dollars: goods at their prices, what moved the customs value, what was paid.

    ``entered_usd`` = ``goods_usd`` + ``added_usd`` - ``deducted_usd``. ``paid_usd`` is what the buyer paid for the
    goods that were sold, charges beside the prices included. A figure is ``None`` where it is not known; a finding
    says why. ``consignee`` says which facts name the ultimate consignee. ``rate`` is US dollars for one unit of
    ``currency``, with its source; ``None`` where nobody stated it. ``other_rate`` is that of another
    reading of 19 CFR 159.34, where the reading decides.
    """

    order_id: str
    currency: str
    rate: Decimal | None
    rate_source: str | None
    charges: tuple[ReadCharge, ...]
    goods_usd: Decimal | None
    not_sold_usd: Decimal | None
    added_usd: Decimal | None
    deducted_usd: Decimal | None
    entered_usd: Decimal | None
    paid_usd: Decimal | None
    consignee: ConsigneeSource | None = None
    other_rate: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryItem:
    """A product of one order at one price inside an entry line: what makes the line traceable to its orders.

    ``value_usd`` is the entered value: ``goods_usd`` (quantity by price, rounded once) with the order's charges
    that belong to the customs value added and those that do not deducted. ``unit_price`` is in ``currency``.
    """

    order_id: str
    product_id: str
    quantity: Decimal
    unit_price: Decimal
    currency: str
    goods_usd: Decimal | None
    added_usd: Decimal
    deducted_usd: Decimal
    value_usd: Decimal | None
    not_sold: str | None = None
    claim: Claim | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryLine:
    """Goods of one HTS code, one origin and one set of programmes.

    ``quantities`` are (amount, unit) pairs in the schedule's units, where they can be computed.
    ``value_usd`` is the entered value, ``None`` where an order's is not known. ``duty_usd`` is ``None`` where the
    value or a layer is unknown or the goods are banned. ``provision`` is the heading of chapter 98 claimed and
    ``dutiable_usd`` what it leaves of the value, ``None`` where a claim is not complete.
    """

    line_no: int
    hs_code: str
    country_of_origin: str
    description: str
    spi: str | None
    headings: tuple[str, ...]
    value_usd: Decimal | None
    pieces: Decimal
    quantities: tuple[tuple[Decimal, str], ...]
    net_weight_kg: Decimal | None
    gross_weight_kg: Decimal | None
    items: tuple[EntryItem, ...]
    layers: tuple[DutyLayer, ...]
    duty_usd: Decimal | None
    open_questions: tuple[OpenQuestion, ...] = ()
    answers: tuple[StatedAnswer, ...] = ()
    provision: str | None = None
    dutiable_usd: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryUnit:
    """One entry to be filed: its orders, lines, type, entered value, duties, fees; ``None`` is not known."""

    number: int
    entry_type: EntryType
    order_ids: tuple[str, ...]
    lines: tuple[EntryLine, ...]
    value_usd: Decimal | None
    duty_usd: Decimal | None
    mpf_usd: Decimal | None
    hmf_usd: Decimal | None
    broker_fee_usd: Decimal
    reason: str

    @property
    def order_count(self) -> int:
        """How many orders it holds."""
        return len(self.order_ids)

    @property
    def line_count(self) -> int:
        """How many lines it has."""
        return len(self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """A splitting that would cost ``cost_usd`` and the rule it would break. Shown, never chosen."""

    name: str
    entry_count: int
    cost_usd: Decimal | None
    breaks: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Fees of a set of entries (duty itself does not change with the structure)."""

    entry_count: int
    broker_fees_usd: Decimal
    mpf_usd: Decimal | None
    hmf_usd: Decimal | None

    @property
    def total_usd(self) -> Decimal | None:
        """Broker fees + MPF + HMF; ``None`` where a fee is not known."""
        if self.mpf_usd is None or self.hmf_usd is None:
            return None
        return self.broker_fees_usd + self.mpf_usd + self.hmf_usd


@dataclass(frozen=True, slots=True, kw_only=True)
class Savings:
    """One entry per order against the planned entries."""

    one_entry_per_order: Cost
    planned: Cost
    saved_usd: Decimal | None


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
    value_usd: Decimal | None
    duty_usd: Decimal | None
    sales: tuple[Sale, ...] = ()
    routing: dict[str, str | None] = field(default_factory=dict)

    @property
    def entry_count(self) -> int:
        """How many entries are planned."""
        return len(self.entries)
