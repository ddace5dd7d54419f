"""What planning answers. Money is in US dollars; names are the contract's own mix of both spellings."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated, Literal

from entrygo.contract.answers.catalogue import ClaimAnswer
from entrygo.contract.answers.fields import (
    Answer,
    CamelAnswer,
    Country,
    Day,
    FreeObject,
    HtsCode,
    Kilograms,
    NextAction,
    Number,
    PlanHash,
    ReadinessName,
    Usd,
)
from entrygo.contract.answers.tariff import LawAnswer
from entrygo.contract.canonical import JsonObject
from entrygo.contract.described import Written, named, optional, required

EntryTypeName = Literal["01", "03", "11"]
SeverityName = Literal["error", "warning", "info"]


class Message(Answer):
    """A finding of a rule: where, why in law, and what to do."""

    code: str = required("Name of the finding; branch on it.", "METALS_REVIEW_RECOMMENDED")
    message: str = required("The finding in words, for people.")
    severity: SeverityName = required(
        "`error` blocks, `warning` asks for review, `info` is told and deducts nothing."
    )
    field: str = required(
        "Path of the value; `n` of `orders[n]` follows the request's order of ids.",
        "orders[0].items[0].product.section_232",
    )
    product_id: str | None = required("The product it is about, or null.")
    order_id: str | None = required("The order it stands at, or null.")
    fix: str = required("What to do about it.")
    doc_url: str = required("Page of the rule on this server.", "/docs/rules/MET-001")
    legal_source: str = required("Where the law says so.")
    rule: str = required("Id of the rule.", "MET-001")


class PlanMessage(Message):
    """A finding of a plan."""

    affected_order_ids: list[str] = required(
        "Every order the finding touches, in the request's order; empty where it touches none in particular."
    )
    details: FreeObject | None = required(
        "Values to act on, by name, or null: a screening hit's `entryKey` and `partyFingerprint`."
    )


class ExcludedOrder(Answer):
    """An order left out of a plan."""

    order_id: str = required("The order.")
    reason_code: Literal["DESTINATION_MISMATCH", "ALREADY_EXPORTED", "CANCELLED", "NO_LINES"] = required(
        "Why; branch on it."
    )
    message: str = required("Why, in words.")


class MissingDatumAnswer(Answer):
    """A value that planning wants and nobody gave."""

    field: str = required("Path of the value, as in `validationMessages`.")
    product_id: str | None = required("The product it belongs to, or null.")
    order_id: str | None = required("The order it belongs to, or null.")
    code: str = required("Code of the finding that asks for it.")


class CostAnswer(Answer):
    """What a set of entries costs, duty left aside."""

    entry_count: int = required("How many entries.")
    broker_fees_usd: Usd = required("The broker's fees, in US dollars.")
    mpf_usd: Usd | None = required(
        "Merchandise processing fee in US dollars, or null where the value is not known."
    )
    hmf_usd: Usd | None = required(
        "Harbor maintenance fee in US dollars, or null where the value is not known."
    )
    total_usd: Usd | None = required("The sum of the three, in US dollars.")


class SavingsBreakdown(Answer):
    """What the planned entries save."""

    one_entry_per_order: CostAnswer = required("The cost if each order were an entry of its own.")
    planned: CostAnswer = required("The cost of the entries planned.")
    saved_usd: Usd | None = required(
        "The difference, in US dollars; the same as `estimated_import_savings_usd`."
    )


class ScorePart(Answer):
    """A named part of the score; the parts sum to it."""

    code: str = required("`BASE`, the code of a finding, or `FLOOR` for what lies below zero.")
    points: int = required("Points: 100 for the base, negative for a deduction.")
    rule: str | None = required("The rule that deducts, or null.")
    product_id: str | None = required("The product it deducts for, or null.")
    order_id: str | None = required("The order it deducts for, or null.")


class QuantityAnswer(Answer):
    """An amount in one of the schedule's units."""

    amount: Number = required("How much.")
    unit: str = required("The schedule's unit.", "No.")


def _quantities(pairs: Iterable[tuple[Decimal, str]]) -> list[JsonObject]:
    return [{"amount": amount, "unit": unit} for amount, unit in pairs]


class EntryItemAnswer(Answer):
    """Goods of one order inside an entry line."""

    order_id: str = required("The order.")
    product_id: str = required("The product.")
    quantity: Number = required("Pieces.")
    unit_price: Number = required("Price of a piece, in `currency`.")
    currency: str = required("Currency the price is stated in.", "USD")
    goods_usd: Usd | None = required("Pieces at their price, in US dollars, or null where no rate is known.")
    add_charges_usd: Usd = required("What charges add to the customs value, in US dollars.", of="added_usd")
    deduct_charges_usd: Usd = required(
        "What charges take off the customs value, in US dollars.", of="deducted_usd"
    )
    value_usd: Usd | None = required("Entered value in US dollars, or null where it is not known.")
    not_sold: str | None = required("Why nobody bought these goods, or null where they were sold.")
    claim: ClaimAnswer | None = optional("The special provision of chapter 98 claimed, where one is.")


class EntryLineAnswer(Answer):
    """A line of an entry: one code, one origin, one set of headings."""

    line_no: int = required("Number of the line in its entry, from 1.")
    hs_code: HtsCode = required("HTS code with dots.", "4901.99.0070")
    country_of_origin: str = required(
        "Two-letter code of the country of origin; what the product states, where that is no such code; may be empty."
    )
    description: str = required("The goods in words.")
    spi: str | None = required("Special programme claimed (`S` for USMCA), or null.")
    headings: list[str] = required("Headings of chapters 98 and 99 declared with the code, in filing order.")
    value_usd: Usd | None = required("Entered value in US dollars, or null where it is not known.")
    pieces: Number = required("Pieces.")
    quantities: Annotated[list[QuantityAnswer], Written(_quantities)] = required(
        "Amounts in the schedule's units, where they can be computed."
    )
    net_weight_kg: Kilograms | None = required("Net weight in kilograms, or null where a product has none.")
    gross_weight_kg: Kilograms | None = required(
        "Gross weight in kilograms, or null where a product has none."
    )
    dutiable_usd: Usd | None = optional(
        "What a provision of chapter 98 leaves of the value, where one is claimed."
    )
    duty_usd: Usd | None = required("Duty in US dollars, or null where a layer has no figure.")
    items: list[EntryItemAnswer] = required("The goods, order by order.")


class ExportUnit(Answer):
    """An entry to be filed."""

    number: int = required("Number of the entry in the plan, from 1.")
    entry_type: EntryTypeName = required(
        "01 formal, 03 with antidumping or countervailing duty, 11 informal."
    )
    order_ids: list[str] = required("The orders in it.")
    value_usd: Usd | None = required("Entered value in US dollars, or null where it is not known.")
    duty_usd: Usd | None = required("Duty in US dollars, or null where a line has no figure.")
    mpf_usd: Usd | None = required(
        "Merchandise processing fee in US dollars, or null where the value is not known."
    )
    hmf_usd: Usd | None = required(
        "Harbor maintenance fee in US dollars, or null where the value is not known."
    )
    broker_fee_usd: Usd = required("The broker's fee, in US dollars.")
    reason: str = required("Why these goods are one entry of this type.")
    lines: list[EntryLineAnswer] = required("Its lines.")


class StructureEntry(Answer):
    """An entry in short."""

    number: int = required("Number of the entry in the plan, from 1.")
    entry_type: EntryTypeName = required(
        "01 formal, 03 with antidumping or countervailing duty, 11 informal."
    )
    order_count: int = required("How many orders it holds.")
    line_count: int = required("How many lines it has.")
    value_usd: Usd | None = required("Entered value in US dollars, or null where it is not known.")
    reason: str = required("Why these goods are one entry of this type.")


class AlternativeAnswer(Answer):
    """Another way to split the goods; shown, never chosen."""

    name: str = required("Name of the splitting.")
    entry_count: int = required("How many entries it would make.")
    cost_usd: Usd | None = required("Its fees, in US dollars.")
    breaks: str = required("The rule it would break.")


class EntryStructure(Answer):
    """The entries in short, and what was not chosen."""

    entry_count: int = required("How many entries are planned.")
    entries: list[StructureEntry] = required("Each of them in short.")
    alternatives: list[AlternativeAnswer] = required("Splittings that were not chosen.")


class RoutingContext(Answer):
    """Where the goods leave, who files, where and how they cross."""

    warehouse_id: str = required("The warehouse.")
    broker_id: str = required("The broker.")
    destination_country: Country = required("Two-letter code of the country they go to.")
    port_of_entry: str | None = required("Schedule D code of the port of entry, or null.")
    mode: Literal["truck", "ocean", "air"] | None = required("How they cross, or null.")
    carrier_scac: str | None = required("The carrier's SCAC, or null.")
    paps_number: str | None = required("PAPS number, or null.")


class DutyLayerAnswer(CamelAnswer):
    """One layer of duty on a line. The first is the base duty; an exemption is a layer of 0."""

    program: str = required("The programme.", "S232_METALS")
    heading: str = required("HTS code or chapter 99 heading with dots.", "9903.82.09")
    rate: str = required("The rate as the law words it.", "+25%")
    amount_usd: Usd | None = required("The duty in US dollars, or null where there is no figure; see `note`.")
    source: str = required("Where the law says so.")
    effective_from: Day | None = required("First day of the record, or null.")
    certainty: Literal["A", "B", "C"] | None = required(
        "How the record was verified: A the law's text or two independent sources, B one source and a check, C one "
        "source; or null."
    )
    verified_on: Day | None = required("Day the record was verified, or null.")
    note: str | None = required("What else is to be said of it, or null.")
    exposure_usd: Usd | None = required(
        "Where there is no figure, the most the layer could come to in US dollars; null where that cannot be said."
    )


class DutyLine(CamelAnswer):
    """Duty on goods of one code and origin."""

    hs_code: HtsCode = required("HTS code with dots.", "4901.99.0070")
    country_of_origin: str = required(
        "Two-letter code of the country of origin; what the product states, where that is no such code; may be empty."
    )
    value_usd: Usd | None = required("Entered value in US dollars, or null where it is not known.")
    duty_usd: Usd | None = required("Duty in US dollars, or null where a layer has no figure.")
    layers: list[DutyLayerAnswer] = required("Its layers, the base duty first.")


class PlannedDutyLine(DutyLine):
    """Duty on a line of a planned entry."""

    export_unit: int = required("Number of the entry.")
    line_no: int = required("Number of the line in it.")


class DutyTotals(CamelAnswer):
    """Sums over all lines and entries."""

    value_usd: Usd | None = required("Entered value in US dollars, or null where it is not known.")
    duty_usd: Usd | None = required("Duty in US dollars, or null where a line has no figure.")
    mpf_usd: Usd | None = required(
        "Merchandise processing fee in US dollars, or null where the value is not known."
    )
    hmf_usd: Usd | None = required(
        "Harbor maintenance fee in US dollars, or null where the value is not known."
    )


class DutyEstimate(CamelAnswer):
    """Duties and fees of the planned entries."""

    lines: list[PlannedDutyLine] = required("Duty line by line.")
    totals: DutyTotals = required("The sums.")
    tariff_edition: str | None = required("The schedule they were computed from.")
    law: LawAnswer | None = required("The law they were computed by; null in plans of before it was told.")


class Validation(Answer):
    """The verdict once more, in snake_case."""

    readiness_state: ReadinessName = required("The same as `readinessState`.", of="readiness")
    compliance_score: int = required("The same as `complianceScore`.", of="score")
    validation_messages: list[PlanMessage] = required("The same as `validationMessages`.")


class WhatIfFigures(Answer):
    """The figures of a plan, a sum of plans, or a difference of two."""

    entry_count: int = required("How many entries.")
    value_usd: Usd | None = required("Entered value in US dollars, or null where it is not known.")
    duty_usd: Usd | None = required("Duty, in US dollars; null where a part of it is not known.")
    broker_fees_usd: Usd = required("The broker's fees, in US dollars.")
    mpf_usd: Usd | None = required(
        "Merchandise processing fee in US dollars, or null where the value is not known."
    )
    hmf_usd: Usd | None = required(
        "Harbor maintenance fee in US dollars, or null where the value is not known."
    )
    fees_usd: Usd | None = required("The three fees together, in US dollars.")


class WhatIfVerdict(Answer):
    """What planning a part of the orders decides."""

    order_ids: list[str] = required("The orders of the part, as asked.")
    included_order_ids: list[str] = required("Those of them that take part.")
    plan_hash: PlanHash = named("planHash", "The hash that planning these orders alone gives.")
    readiness_state: ReadinessName = named(
        "readinessState", "READY, REVIEW_REQUIRED, or BLOCKED.", of="plan.readiness"
    )
    compliance_score: int = named("complianceScore", "Readiness score from 0 to 100.", of="plan.score")
    estimated_import_savings_usd: Usd | None = required(
        "Savings of the part, in US dollars.", of="plan.savings.saved_usd"
    )


class WhatIfPart(WhatIfFigures, WhatIfVerdict):
    """One part of the orders, planned as a batch of its own."""


class WhatIf(Answer):
    """The orders in parts, beside the whole. Shown, never chosen."""

    parts: list[WhatIfPart] = required("The parts, as asked.")
    totals: WhatIfFigures = required("The sums of the parts.")
    compared_with_whole: WhatIfFigures = required("The sums less the figures of the whole.")
    breaks: list[str] = required(
        "The rules that entering the parts apart may break, where they arrive on one conveyance for one consignee."
    )


class PlanHead(Answer):
    """Which batch was planned."""

    export_id: str | None = named("exportId", "Export batch ID; null for a dry run.", "batch_123")
    state: Literal["BATCHED", "PLANNED"] = required(
        "Normalized export lifecycle state; `PLANNED` for a dry run."
    )
    batch_id: str | None = required("Same batch ID in snake_case; null for a dry run.", "batch_123")
    plan_hash: PlanHash = named("planHash", "Deterministic fingerprint of the planning snapshot.")
    status: Literal["BATCHED", "PLANNED"] = required("Planning status, the same as `state`.")


class PlanBody(Answer):
    """What planning decided."""

    readiness_state: ReadinessName = named(
        "readinessState", "READY, REVIEW_REQUIRED, or BLOCKED.", of="readiness"
    )
    compliance_score: int = named("complianceScore", "Readiness score from 0 to 100.", 74, of="score")
    validation_messages: list[PlanMessage] = named(
        "validationMessages", "Structured validation results: errors, warnings, information."
    )
    included_order_ids: list[str] = required("Orders included in the plan, in the request's order.")
    excluded_order_ids: list[str] = required("Orders not included, in the request's order.")
    excluded_orders: list[ExcludedOrder] = required("Orders not included, each with its reason.")
    flags: list[str] = required("Planning flags to surface downstream, alphabetical.")
    missing_data: list[MissingDatumAnswer] = required("Missing data signals.")
    recommended_strategy: str = required("Human-readable strategy summary.", of="strategy")
    estimated_import_savings_usd: Usd | None = required(
        "What the planned entries save against one entry per order, in US dollars.", of="savings.saved_usd"
    )
    savings_breakdown: SavingsBreakdown = required(
        "The two costs whose difference the savings are.", of="savings"
    )
    score_breakdown: list[ScorePart] = required("The named parts of the score; they sum to it.")
    next_recommended_action: NextAction = required("Suggested next step.", of="next_action")
    export_units: list[ExportUnit] = required("The entries to be filed.", of="entries")
    entry_structure: EntryStructure = required("The entries in short, and what was not chosen.")
    routing_context: RoutingContext = required("Where the goods leave, who files, where they cross.")
    duty_estimate: DutyEstimate = required("Duties and fees, layer by layer.")
    validation: Validation = required("The verdict once more, in snake_case.")


class PlanAnswer(PlanBody, PlanHead):
    """A plan. 200 does not mean ready: read `readinessState`."""

    what_if: WhatIf | None = optional("Of a dry run with `overrides.split` alone: the orders in parts.")


class EstimateMessage(Message):
    """A finding of an estimate; it has no product and no order."""

    product_id: None = required("Always null: an estimate has no products.")
    order_id: None = required("Always null: an estimate has no orders.")
    details: FreeObject | None = required("Values to act on, by name, or null.")


class EstimateAnswer(CamelAnswer):
    """Duties and fees of goods without an order."""

    lines: list[DutyLine] = required("Duty line by line, in the request's order.")
    totals: DutyTotals = required("The sums; fees are those of one entry.")
    validation_messages: list[EstimateMessage] = required("What the tariff wants said of the lines.")
    tariff_edition: str = required("The schedule they were computed from.", of="edition")
    law: LawAnswer | None = required("The law they were computed by.")
