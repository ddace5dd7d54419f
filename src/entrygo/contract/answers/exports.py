"""Exports after execution and on inspection, and what they leave."""

from typing import Literal

from entrygo.contract.answers.catalogue import HAS_MORE, NEXT_CURSOR
from entrygo.contract.answers.fields import (
    Answer,
    AwaitedName,
    CamelAnswer,
    Country,
    ExportStateName,
    FreeJson,
    FreeObject,
    Instant,
    NextAction,
    PackageStateName,
    PlanHash,
    ReadinessName,
    Sha256,
    SubmissionStatus,
    Usd,
)
from entrygo.contract.answers.plan import (
    DutyEstimate,
    EntryStructure,
    ExcludedOrder,
    ExportUnit,
    MissingDatumAnswer,
    PlanMessage,
    RoutingContext,
    SavingsBreakdown,
    ScorePart,
)
from entrygo.contract.answers.tariff import LawAnswer
from entrygo.contract.described import named, optional, required

EXECUTED_AT = "When it was executed; null before."


class ArtifactAnswer(Answer):
    """A file of a package."""

    artifact_type: str = required("What it is; branch on it.", "cci_human_readable")
    filename: str = required("Its name in the package.", "commercial_customs_invoice.html")
    generated_at: Instant = required("When its bytes were made.")
    sha256: Sha256 = required("SHA-256 of its bytes, in hexadecimal.")
    size_bytes: int = required("How many bytes it has.")
    media_type: str = required("Its media type.", "text/html")
    download_url: str = required("Where its bytes are; needs a key with the `read` scope.")


class BrokerSubmission(Answer):
    """A mail to the broker and what became of it."""

    id: str = required("Id of the submission.", "bes_123")
    submission_type: Literal["EMAIL"] = required("How it travels.")
    status: SubmissionStatus = required(
        "What is known of it: `sent` is accepted by a mail server, `uncertain` waits for a person, `failed` is "
        "permanent, `superseded` is never sent: newer papers or a withdrawal took its place.",
        of="state",
    )
    recipient_email: str = required("Where it goes.", of="recipient")
    subject: str = required("Its subject line.")
    sent_at: Instant | None = required("When a mail server accepted it, or null.")
    error_message: str | None = required("Why it is not sent, or null.")
    message_id: str = required("Its Message-ID; a resend keeps it.")
    attempts: int = required("How often delivery was tried.")
    next_attempt_at: Instant | None = required("When it is tried next, or null.", of="due_at")
    package_id: str = required("The customs package it carries.")
    export_id: str = required("The export batch it is of.")
    waiting_for: AwaitedName | None = required(
        "What it waits for: a `retry`, its turn under the broker's `rate_limit`, a `mail_server` to be configured, a "
        "person's `decision`, or an `earlier_mail` of its export; else null.",
        of="waits_for",
    )


class NotificationAnswer(Answer):
    """That somebody was told of an execution."""

    id: str = required("Id of the notification.", "notif_123")
    channel: Literal["EMAIL", "API"] = required("`EMAIL`, or `API` where there is no address to write to.")
    status: SubmissionStatus = required("Where it travels by mail, the mail's state; else `sent`.")
    created_at: Instant = required("When it was made.")
    audience: Literal["broker", "warehouse"] = required("Whom it tells.")
    export_id: str = required("The export batch it is about.")


class ActorAnswer(Answer):
    """Who wrote an event."""

    kind: Literal["key", "person", "agent", "system"] = required("What kind of actor.")
    id: str = required("Its id: the key's, the person's; `entrygo` for the installation itself.", "key_123")
    name: str | None = required("The person: the owner of a key, or null where it has none.", "Ann Bell")


class EventAnswer(Answer):
    """Something that happened; events are never changed, and each holds the hash of the one before."""

    id: str = required("Id of the event.", "evt_123")
    type: str = required("Dotted type.", "export.executed")
    name: str = required("The same type in upper case.", "EXPORT_EXECUTED")
    created_at: Instant = required("When it was written.")
    actor: ActorAnswer | None = required("Who wrote it; null in events of versions that did not say.")
    request_id: str | None = named(
        "requestId",
        "The request it was written in; null for what the installation does by itself.",
        "req_123",
    )
    payload: FreeObject = required("What the type has to say; see /docs/events.")
    export_id: str | None = required("The export batch it is about, or null.")
    sequence: int = required("Place in the account's chain, from 1 and without gaps.", of="seq")
    hash: Sha256 = required("SHA-256 of the event, actor and request included, and of `previous_hash`.")
    previous_hash: Sha256 = required("Hash of the account's event before; zeros for the first.")


class ExecuteAnswer(Answer):
    """An execution. 200 does not mean sent: read `brokerSubmission.status`."""

    export_id: str = named("exportId", "Export batch ID.", "batch_123", of="id")
    state: ExportStateName = required("Normalized lifecycle state.")
    batch_id: str = required("Same batch ID in snake_case.", "batch_123", of="id")
    status: ExportStateName = required("Execution status, the same as `state`.", of="state")
    customs_package_id: str | None = required(
        "Customs package created or reused by execution.", "cp_123", of="package_id"
    )
    plan_hash: PlanHash = named("planHash", "Planning fingerprint for the executed batch.")
    artifacts: list[ArtifactAnswer] = required("Artifact metadata generated for the package.")
    notification_ids: list[str] = required("Notification IDs created during execution.")
    notifications: list[str] = required("Current contract-compatible duplicate ID list.")
    execution_timestamp: Instant | None = required(
        "Execution timestamp; null while it still runs.", of="executed_at"
    )
    broker_submission: BrokerSubmission | None = named(
        "brokerSubmission", "Broker submission record, or null."
    )


class PackageSummary(Answer):
    """A customs package in short."""

    id: str = required("Id of the package.", "cp_123")
    package_number: str = named(
        "packageNumber", "Number on the papers and in the subject.", "cp_ch123456", of="number"
    )
    state: PackageStateName = required("What became of it.")
    version: int = required("1, and one more for each correction.")


class InspectedPlan(Answer):
    """The current plan in short."""

    readiness_state: ReadinessName = named("readinessState", "The same as at the top.")
    included_order_ids: list[str] = required("Orders included in the plan.")
    excluded_order_ids: list[str] = required("Orders not included.")
    excluded_orders: list[ExcludedOrder] = required("Orders not included, each with its reason.")
    plan_count: int = required("How often this batch was planned.", of="plan_seq")


class InspectedExecution(Answer):
    """The execution in short."""

    customs_package_id: str | None = required(
        "The customs package, or null before execution.", of="package_id"
    )
    executed_at: Instant | None = required(EXECUTED_AT)


class InspectedCounts(Answer):
    """What inspection found."""

    artifact_count: int = required("How many artifacts there are.")
    notification_count: int = required("How many notifications there are.")


class InspectedExport(Answer):
    """Plan, execution and counts in short."""

    batch_id: str = required("Export batch ID.", of="id")
    status: ExportStateName = required("The same as at the top.", of="state")
    plan_hash: PlanHash = named("planHash", "The same as at the top.")
    lifecycle_state: ExportStateName = required("The same as `status`.", of="state")
    plan: InspectedPlan = required("The current plan in short.")
    execution: InspectedExecution = required("The execution in short.")
    inspection: InspectedCounts = required("Counts.")


class BatchAnswer(Answer):
    """The batch's own record."""

    id: str = required("Export batch ID.")
    state: ExportStateName = required("The same as at the top.")
    raw_state: Literal["batched", "executing", "completed", "cancelled"] = required(
        "The state in lower case."
    )
    warehouse_id: str = required("The warehouse.")
    broker_id: str = required("The broker.")
    destination_country: Country = required("Two-letter code of the country it goes to.")
    estimated_savings_usd: Usd | None = required("The plan's savings, in US dollars.")
    next_recommended_action: NextAction = required("The plan's suggestion, as it was stored.")
    created_at: Instant = required("When it was first planned.")
    executed_at: Instant | None = required(EXECUTED_AT)


class InspectedSnapshot(Answer):
    """The planning snapshot in short."""

    included_order_ids: list[str] = required("Orders included in the plan.")
    plan_hash: PlanHash = named("planHash", "The same as at the top.")
    snapshot_url: str = required("Where the hashed document is.")
    law: LawAnswer | None = required("The law it was planned by; null in plans of before it was told.")


class BrokerAnswerSaid(Answer):
    """What a broker said of a package, through the link in the mail."""

    decision: Literal["accept", "ask", "reject"] = required("What was said.")
    by: str = required("Who said it, as they named themselves.")
    text: str = required("The question or reason; empty where none was given.")
    line: str = required("The entry line a question is about; empty where it is about none.", "1.1")
    entry_number: str = required("Number of the entry filed; empty where none was given.", "ABC-1234567-8")
    package_id: str = required("The package it is about.", "cp_123")
    created_at: Instant = required("When it was said.")


class InspectAnswer(Answer):
    """The truth about an export, composed from what is stored."""

    export_id: str = named("exportId", "Export batch ID.", "batch_123", of="id")
    status: ExportStateName = required("Current normalized status.", of="state")
    state: ExportStateName = required("Current normalized lifecycle state.")
    readiness_state: ReadinessName = named("readinessState", "Current readiness view.")
    compliance_score: int = named("complianceScore", "Current readiness score, 0 to 100.", 74)
    validation_messages: list[PlanMessage] = named("validationMessages", "Structured validation results.")
    plan_hash: PlanHash = named("planHash", "Planning fingerprint.")
    artifacts: list[ArtifactAnswer] = required("Artifact metadata; empty before execution.")
    export: InspectedExport = required("Plan, execution and counts in short.")
    batch: BatchAnswer = required("The batch's own record.")
    customs_package: PackageSummary | None = named("customsPackage", "Customs package summary or null.")
    notifications: list[NotificationAnswer] = required("Notification objects.")
    broker_submission: BrokerSubmission | None = named(
        "brokerSubmission", "The latest broker submission, or null before execution."
    )
    snapshot: InspectedSnapshot = required("Current machine snapshot used for inspection.")
    events: list[EventAnswer] = required("Export event stream, oldest first.")
    broker_answers: list[BrokerAnswerSaid] = named("brokerAnswers", "What brokers said of it, oldest first.")
    broker_submissions: list[BrokerSubmission] = named("brokerSubmissions", "Every submission, oldest first.")
    flags: list[str] = required("Planning flags to surface downstream, alphabetical.")
    missing_data: list[MissingDatumAnswer] = required("Missing data signals.")
    recommended_strategy: str = required("Human-readable strategy summary.")
    score_breakdown: list[ScorePart] = required("The named parts of the score; they sum to it.")
    savings_breakdown: SavingsBreakdown = required("The two costs whose difference the savings are.")
    export_units: list[ExportUnit] = required("The entries to be filed.")
    entry_structure: EntryStructure = required("The entries in short, and what was not chosen.")
    routing_context: RoutingContext = required("Where the goods leave, who files, where they cross.")
    duty_estimate: DutyEstimate = required("Duties and fees, layer by layer.")


class ExportSummary(Answer):
    """An export in a list."""

    export_id: str = named("exportId", "Export batch ID.", "batch_123", of="id")
    status: ExportStateName = required("Current normalized status.", of="state")
    state: ExportStateName = required("The same as `status`.")
    readiness_state: ReadinessName = named("readinessState", "Readiness of the current plan.", of="readiness")
    compliance_score: int = named("complianceScore", "Score of the current plan, 0 to 100.", of="score")
    plan_hash: PlanHash = named("planHash", "Fingerprint of the current plan.")
    warehouse_id: str = required("The warehouse.")
    broker_id: str = required("The broker.")
    destination_country: Country = required("Two-letter code of the country it goes to.")
    customs_package_id: str | None = required(
        "The customs package, or null before execution.", of="package_id"
    )
    created_at: Instant = required("When it was first planned.")
    updated_at: Instant = required("When it last changed.")
    executed_at: Instant | None = required(EXECUTED_AT)


class DeliveryAnswer(CamelAnswer):
    """Where papers go and what goes."""

    recipient: str = required("The broker's address.", "broker@example.com")
    notice_recipient: str | None = required("The address of the warehouse's notice, or null.")
    files: list[str] = required("Types of the files attached, in the package's order.", ["cci_csv"])
    profile: FreeObject = required("The broker's choices of files, columns and size.")


class ApproveAnswer(Answer):
    """An approval of one plan."""

    export_id: str = named("exportId", "Export batch ID.", of="id")
    plan_hash: PlanHash = named("planHash", "The plan approved.")
    approved_by: str = named("approvedBy", "Id of the key that approved.", "key_123")
    approved_at: Instant = named("approvedAt", "When.")
    delivery: DeliveryAnswer = required("What may leave, and where to: approved together with the plan.")


class ResubmitAnswer(Answer):
    """A new submission of the same package."""

    export_id: str = named("exportId", "Export batch ID.")
    customs_package_id: str = required("The package sent again.")
    broker_submission: BrokerSubmission = named("brokerSubmission", "The new submission, not yet sent.")
    previous_submission_id: str = named("previousSubmissionId", "The submission before.", "bes_123")


class ChangedFieldAnswer(Answer):
    """One fact that a correction changed."""

    field: str = required("The fact, as a person names it.", "Product BK-1: country_of_origin")
    before: str | None = required("What stood there; null when nothing did.", "GB")
    after: str | None = required("What stands there now; null when nothing does.", "IE")


class CorrectionAnswer(Answer):
    """A further version of the package, promised: the worker makes and sends it, inspect says how far it is."""

    export_id: str = named("exportId", "Export batch ID.")
    customs_package_id: str = required("The new package.", "cp_124", of="id")
    package_number: str = named("packageNumber", "Its number.", "cp_kd204518", of="number")
    version: int = required("Its version, from 2.", 2)
    supersedes: str = required("Number of the package it replaces.", "cp_ch123456")
    plan_hash: PlanHash = named("planHash", "Hash of the corrected plan.")
    changes: list[ChangedFieldAnswer] = required("Every fact that changed.")


class CorrectionPreview(Answer):
    """A correction as it would be made now."""

    export_id: str = named("exportId", "Export batch ID.")
    supersedes: str = required("Number of the package it would replace.", "cp_ch123456")
    plan_hash: PlanHash = named("planHash", "Hash of the corrected plan.")
    changes: list[ChangedFieldAnswer] = required("Every fact that changed.")
    delivery: DeliveryAnswer = required("What would leave, and where to.")


class WithdrawAnswer(Answer):
    """A package withdrawn; the broker is told to file nothing."""

    export_id: str = named("exportId", "Export batch ID; it stays executed.")
    customs_package_id: str = required("The package withdrawn: the newest that was owed.", of="id")
    package_number: str = named("packageNumber", "Its number.", "cp_ch123456", of="number")
    recipient_email: str | None = required(
        "Where the notice of withdrawal goes; null where no papers left, so that there is nothing to tell.",
        "broker@example.com",
    )
    released_order_ids: list[str] = named(
        "releasedOrderIds", "Orders open again for another export.", ["ord_123"]
    )
    reason: str = required("Why, as the broker reads it.", "Truck did not leave")


class PlanReference(Answer):
    """A plan in the export's history, by its place and its hash."""

    plan: int = required("Number of the plan, from 1.")
    plan_hash: PlanHash = named("planHash", "Its hash.")


class PatchOperation(Answer):
    """An operation of RFC 6902."""

    op: Literal["add", "remove", "replace"] = required("What it does.")
    path: str = required("JSON Pointer into the snapshot.", "/orders/0/lines/0/quantity")
    value: FreeJson = optional("The new value; absent for `remove`.")


class DiffAnswer(Answer):
    """What changed between two plans of an export."""

    export_id: str = named("exportId", "Export batch ID.")
    from_: PlanReference = named("from", "The earlier plan.")
    to: PlanReference = required("The later plan.")
    changed: list[str] = required("What changed, in sentences.")
    patch: list[PatchOperation] = required("The JSON Patch that makes the later snapshot of the earlier one.")


class SnapshotAnswer(Answer):
    """The document whose SHA-256 is the planHash: RFC 8785 bytes, decimals as strings, lists sorted by id."""

    schema_name: Literal["entrygo.plan/1"] = named("schema", "Name of the document's form.")
    ruleset: str = required("Version of the rule set.")
    destination_country: Country = required("Two-letter code of the country it goes to.")
    account: FreeObject = required("The account's facts.")
    warehouse: FreeObject = required("The warehouse's facts.")
    broker: FreeObject = required("The broker's facts, fee schedule included.")
    shipment: FreeObject = required("How the goods cross.")
    orders: list[FreeObject] = required("Facts of the included orders, by id.")
    products: list[FreeObject] = required("Facts of their products, by id.")
    tariff: FreeObject = required("Edition, schedule lines, programmes applied, fees.")
    memory: FreeObject = required("What the installation knows besides, such as screening results.")
    outcome: FreeObject = required("The decision itself.")


class ExportPage(Answer):
    """A page of exports, newest first."""

    data: list[ExportSummary] = required("The exports.")
    has_more: bool = required(HAS_MORE)
    next_cursor: str | None = required(NEXT_CURSOR)


class EventPage(Answer):
    """A page of events, oldest first."""

    data: list[EventAnswer] = required("The events.")
    has_more: bool = required(HAS_MORE)
    next_cursor: str | None = required(NEXT_CURSOR)


class NotificationPage(Answer):
    """A page of notifications, newest first."""

    data: list[NotificationAnswer] = required("The notifications.")
    has_more: bool = required(HAS_MORE)
    next_cursor: str | None = required(NEXT_CURSOR)
