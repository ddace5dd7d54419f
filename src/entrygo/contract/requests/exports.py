"""The verbs on exports."""

from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from entrygo.contract.described import optional, required
from entrygo.contract.requests.catalogue import (
    ACCOUNT_ID,
    IDEMPOTENCY_KEY,
    ChargeIn,
    ClaimIn,
    Components,
    MetalsIn,
    PgaIn,
)
from entrygo.contract.requests.fields import (
    BatchId,
    Country,
    Day,
    Email,
    Flag,
    FreeJson,
    FreeObject,
    IdempotencyKey,
    Identifier,
    Indicator,
    Line,
    LongText,
    Money,
    NamedCountry,
    Quantities,
    Quantity,
    Request,
    RequiredLine,
    ShortLine,
    Weight,
)
from entrygo.contract.requests.parties import ConsigneeIn

MAX_PLAN_ORDERS = 10_000
MAX_ESTIMATE_LINES = 5_000
MAX_SPLIT_PARTS = 100
SplitPart = Annotated[list[Identifier], Field(min_length=1, max_length=MAX_PLAN_ORDERS)]
EXPECTED_PLAN_HASH = "The planHash of the papers the caller means; 409 PLAN_CHANGED where they have another."
EXPECTED_RECIPIENT = "Where the caller means them to go; 409 PLAN_CHANGED where they would go elsewhere."
CONFIRM = (
    "After a restore: the caller knows that this may have left since the backup, and means it; else 409 "
    "RESTORE_UNDECIDED until somebody has decided."
)
TransportMode = Literal["truck", "ocean", "air"]


class ShipmentIn(Request):
    """How and when the goods cross."""

    entry_date: Day | None = optional(
        "Day of entry; it selects the tariff records, and is today at the port where it is absent.",
        "2026-11-02",
    )
    port_of_entry: ShortLine | None = optional("Schedule D code; the warehouse's where it is absent.", "0901")
    mode: TransportMode | None = optional("How they cross; the warehouse's where it is absent.", "truck")
    carrier_scac: ShortLine | None = optional("The carrier's SCAC.", "MPLG")
    paps_number: ShortLine | None = optional("PAPS number of the truck's shipment.", "MPLG123456")
    eta: ShortLine | None = optional("Expected arrival, in words or ISO 8601.", "2026-11-02T14:00Z")
    package_kind: ShortLine | None = optional(
        "What kind of packages the goods travel in, as the carrier's manifest has it.", "cartons"
    )
    export_date: Day | None = optional(
        "Day of export; it selects rates of exchange, and is the day of entry where it is absent.",
        "2026-11-02",
    )
    import_date: Day | None = optional(
        "Day of importation; it decides what the law ties to importation, and is the day of entry where it is absent.",
        "2026-11-02",
    )
    ultimate_consignee: ConsigneeIn | None = optional(
        "The one ultimate consignee of all the goods; each order's own where it is absent."
    )


class OverridesIn(Request):
    """Other circumstances for a dry run; each wins over what the request says elsewhere."""

    entry_date: Day | None = optional("Day of entry; over `shipment.entryDate`.", "2027-01-04")
    port_of_entry: ShortLine | None = optional("Schedule D code; over `shipment.portOfEntry`.", "0712")
    mode: TransportMode | None = optional("How the goods cross; over `shipment.mode`.", "ocean")
    broker_id: Identifier | None = optional("Another broker of the account; over `brokerId`.", "br_456")
    split: Annotated[list[SplitPart], Field(min_length=2, max_length=MAX_SPLIT_PARTS)] | None = optional(
        "The orders in parts, each of `orderIds` in exactly one; the answer's `what_if` plans each part by itself.",
        [["ord_123"], ["ord_124"]],
    )


class PlanRequest(Request):
    """Orders to plan, from a warehouse, with a broker."""

    account_id: Identifier = required("EntryGo account ID; the key's own.", "acc_123")
    warehouse_id: Identifier = required("Warehouse in the same account.", "wh_123")
    broker_id: Identifier = required("Broker in the same account.", "br_123")
    order_ids: Annotated[list[Identifier], Field(min_length=1, max_length=MAX_PLAN_ORDERS)] = required(
        "EntryGo order IDs from order sync; duplicates count once.", ["ord_123", "ord_124"]
    )
    destination_country: Country | None = optional("Two-letter country code, defaults to US.", "US")
    batch_id: BatchId | None = optional("Existing batch ID to re-plan.", "batch_123")
    dry_run: Flag | None = optional(
        "If true, compute the same plan and store nothing; it cannot be inspected.", example=False
    )
    shipment: ShipmentIn | None = optional(
        "How and when the goods cross; of a batch that is planned again, what is not given stays."
    )
    overrides: OverridesIn | None = optional("What if: other circumstances. Only with `dryRun: true`.")
    idempotency_key: IdempotencyKey | None = optional(IDEMPOTENCY_KEY, "plan-acc-123-001")

    @field_validator("overrides")
    @classmethod
    def _of_a_dry_run(cls, value: OverridesIn | None, info: ValidationInfo) -> OverridesIn | None:
        if value is not None and info.data.get("dry_run") is not True:
            raise PydanticCustomError("custom", "Overrides belong to a dry run; send dryRun: true")
        return value


class ExecuteRequest(Request):
    """A planned batch to execute."""

    account_id: Identifier = required("EntryGo account ID; the key's own.", "acc_123")
    batch_id: BatchId = required("Export batch ID returned by planning.", "batch_123")
    expected_plan_hash: Line | None = optional(
        "The planHash the caller decided on; 409 PLAN_CHANGED where it is not the current one.",
        "planhash_abc123",
    )
    expected_recipient: Email | None = optional(EXPECTED_RECIPIENT, "broker@example.com")
    confirm: Flag | None = optional(CONFIRM, True)  # noqa: FBT003 - an example
    idempotency_key: IdempotencyKey | None = optional(IDEMPOTENCY_KEY, "execute-batch-123-001")


class ResubmitRequest(Request):
    """A package to submit to the broker once more."""

    account_id: Identifier = required(ACCOUNT_ID, "acc_123")
    recipient_email: Email | None = optional(
        "Where to send it; the broker's present address where it is absent.", "broker@example.com"
    )
    expected_plan_hash: Line | None = optional(EXPECTED_PLAN_HASH, "planhash_abc123")
    expected_recipient: Email | None = optional(EXPECTED_RECIPIENT, "broker@example.com")
    confirm: Flag | None = optional(CONFIRM, True)  # noqa: FBT003 - an example
    idempotency_key: IdempotencyKey | None = optional(IDEMPOTENCY_KEY, "resubmit-batch-123-001")


class DecideRequest(Request):
    """What a person found out about a mail whose fate is not known."""

    account_id: Identifier = required(ACCOUNT_ID, "acc_123")
    decision: Literal["resend", "arrived", "withdraw"] = required(
        "`resend`: send it once more under the same Message-ID. `arrived`: it is there, mark it sent. `withdraw`: it "
        "is not there and is not to be sent, mark it failed.",
        "arrived",
    )
    reason: RequiredLine = required("How that is known; kept in the event.", "The broker confirmed by phone")
    expected_plan_hash: Line | None = optional(EXPECTED_PLAN_HASH, "planhash_abc123")
    expected_recipient: Email | None = optional(EXPECTED_RECIPIENT, "broker@example.com")
    idempotency_key: IdempotencyKey | None = optional(IDEMPOTENCY_KEY, "decide-bes-123-001")


class DecideRestoreRequest(Request):
    """What a person found out about everything that may have left between a backup and its restore."""

    account_id: Identifier = required(ACCOUNT_ID, "acc_123")
    decision: Literal["resend", "arrived", "withdraw"] = required(
        "Of the submissions that are held: `resend`: nothing left, send them. `arrived`: they are there. `withdraw`: "
        "they are not there and are not to be sent. Decide single ones before, where they differ.",
        "arrived",
    )
    reason: RequiredLine = required(
        "How that is known; kept in the events.", "Compared with the broker's inbox"
    )
    idempotency_key: IdempotencyKey | None = optional(IDEMPOTENCY_KEY, "restore-2026-11-28")


class EndLinksRequest(Request):
    """The links of a submission, to be ended."""

    account_id: Identifier = required(ACCOUNT_ID, "acc_123")
    reason: Line | None = optional("Why, in words; kept in the event.", "Sent to the wrong desk")
    idempotency_key: IdempotencyKey | None = optional(IDEMPOTENCY_KEY, "end-links-bes-123-001")


class CancelRequest(Request):
    """A batch to cancel."""

    account_id: Identifier = required(ACCOUNT_ID, "acc_123")
    reason: Line | None = optional("Why, in words; kept in the event.", "Truck not available")
    idempotency_key: IdempotencyKey | None = optional(IDEMPOTENCY_KEY, "cancel-batch-123-001")


class CorrectionRequest(Request):
    """A correction: the papers are made anew from the facts of now."""

    account_id: Identifier = required(ACCOUNT_ID, "acc_123")
    expected_plan_hash: Line | None = optional(EXPECTED_PLAN_HASH, "planhash_abc123")
    expected_recipient: Email | None = optional(EXPECTED_RECIPIENT, "broker@example.com")
    confirm: Flag | None = optional(CONFIRM, True)  # noqa: FBT003 - an example
    idempotency_key: IdempotencyKey | None = optional(IDEMPOTENCY_KEY, "correct-batch-123-001")


class WithdrawRequest(Request):
    """A package to withdraw: its goods do not ship."""

    account_id: Identifier = required(ACCOUNT_ID, "acc_123")
    reason: RequiredLine = required("Why, in words; the broker reads it.", "Truck did not leave")
    expected_plan_hash: Line | None = optional(EXPECTED_PLAN_HASH, "planhash_abc123")
    expected_recipient: Email | None = optional(EXPECTED_RECIPIENT, "broker@example.com")
    idempotency_key: IdempotencyKey | None = optional(IDEMPOTENCY_KEY, "withdraw-batch-123-001")


class ApproveRequest(Request):
    """A plan to approve, named by its hash."""

    account_id: Identifier | None = optional(ACCOUNT_ID, "acc_123")
    plan_hash: RequiredLine = required(
        "The hash of the plan approved: of a batch, its current plan's; of an executed export, the correction's, or "
        "with `recipientEmail` the papers' own.",
        "planhash_abc123",
    )
    expected_recipient: Email | None = optional(EXPECTED_RECIPIENT, "broker@example.com")
    recipient_email: Email | None = optional(
        "Of an executed export: the other address its papers may be resubmitted to.", "desk@example.com"
    )
    idempotency_key: IdempotencyKey | None = optional(IDEMPOTENCY_KEY, "approve-batch-123-001")


class EstimateLineIn(Request):
    """Goods of one code and origin."""

    hs_code: RequiredLine = required("HTS code, ten digits, with or without dots.", "4901.99.0070")
    country_of_origin: NamedCountry = required("Code or name of the country of origin.", "GB")
    value_usd: Money = required("Value of the line in US dollars.", 1200)
    quantity: Quantity | None = optional("How much, in the schedule's first unit of the code.", 60)
    quantities: Quantities | None = optional(
        "How much there is in the whole line, by unit, in the schedule's words or ACE codes; wins over `quantity`.",
        {"NO": 60, "KG": 48},
    )
    net_weight_kg: Weight | None = optional("Net weight of the whole line in kilograms.", 48)
    usmca_claimed: Flag | None = optional("Whether USMCA treatment is claimed.", example=False)
    metals: MetalsIn | None = optional("Metal composition; weights are totals of the line.")
    attributes: FreeObject | None = optional(
        "Answers to facts that the law asks of the goods, by name.", {"civilAircraft": False}
    )
    description: LongText | None = optional(
        "The goods in plain words, for the checks that read them.", "Printed children's books"
    )
    pga: Annotated[list[PgaIn], Field(max_length=50)] | None = optional("Answers to agencies.")
    adcvd: FreeJson | None = optional(
        "Antidumping and countervailing cases, as a product states them: a number, a list, or whether the goods are in "
        "scope, with the cash deposit rates of their producer.",
        {"inScope": True, "cases": ["A-570-504"], "depositRates": {"A-570-504": 12}},
    )
    claim: ClaimIn | None = optional("A special provision of chapter 98 claimed for the line.")
    components: Components | None = optional(
        "What the goods are made of, for rates on parts (watches) and for sets; the values sum to the line's value."
    )
    spi: Indicator | None = optional(
        "Special programme indicator claimed (`S`, `KR`, `AU`, `P`, ...); `usmcaClaimed` claims `S` by itself.",
        "KR",
    )


class EstimateRequest(Request):
    """Goods of one entry to price, without an order."""

    account_id: Identifier = required(ACCOUNT_ID, "acc_123")
    entry_date: Day = required("Day of entry; it selects the tariff records.", "2026-11-02")
    import_date: Day | None = optional(
        "Day of importation; it decides what the law ties to importation, and is the day of entry where it is absent.",
        "2026-11-02",
    )
    mode: TransportMode = required("How the goods cross.", "truck")
    entry_type: Literal["formal", "informal"] = required("The type of the one entry they make.", "formal")
    lines: Annotated[list[EstimateLineIn], Field(min_length=1, max_length=MAX_ESTIMATE_LINES)] = required(
        "The goods."
    )
    charges: Annotated[list[ChargeIn], Field(max_length=50)] | None = optional(
        "Charges over all the lines, as on an order; figures are of the entered value they leave."
    )
