"""What the API is sent and answers, as typed dictionaries. Generated: `make golden` writes it anew from the API description."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Generic, Literal, NotRequired, TypeAlias, TypedDict, TypeVar

JsonValue: TypeAlias = Any  # Any: any JSON, numbers as int or Decimal
Number: TypeAlias = Decimal | int
"""A number of an answer, exact."""
NumberIn: TypeAlias = Decimal | int | float
"""A number that may be sent; a Decimal is sent digit by digit."""


class AccountAnswer(TypedDict):
    """The profile of the key's account."""

    id: str
    """Id of the account; what bodies name as accountId."""
    mode: AccountMode
    """The world the key sees."""
    name: str
    """Name of the firm."""
    address: AddressAnswer | None
    """The firm's address, or null."""
    importerOfRecord: ImporterAnswer | None
    """The importer of record it ships under, or null."""
    ultimateConsignee: ConsigneeAnswer | None
    """Who in the United States the goods go to where an order names nobody there, or null."""
    responsiblePerson: ResponsiblePersonAnswer | None
    """The employee named on invoices, or null."""
    incoterm: str | None
    """Incoterm of its sales, or null."""
    conditions: dict[str, JsonValue] | None
    """Answers, for all goods, to facts the law asks of them, or null."""
    policy: PolicyAnswer | None
    """Limits for every key of the account, or null."""
    warnings: NotRequired[list[UnknownField]]
    """What was taken in another way than it may be meant. Fields of the body that nobody reads are
    told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent.
    """


class AccountChangedPayload(TypedDict):
    """The fields of `payload` in events `account.changed`. Fields of the account's profile, its policy
    among them, changed: before and after.
    """

    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


class AccountCreatedPayload(TypedDict):
    """The fields of `payload` in events `account.created`. The command line made the account."""

    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


AccountMode: TypeAlias = Literal["live", "test"]
"""Its possible values."""


class ActorAnswer(TypedDict):
    """Who wrote an event."""

    kind: ActorKind
    """What kind of actor."""
    id: str
    """Its id: the key's, the person's; `entrygo` for the installation itself."""
    name: str | None
    """The person: the owner of a key, or null where it has none."""


ActorKind: TypeAlias = Literal["key", "person", "agent", "system"]
"""Its possible values."""


class AddressAnswer(TypedDict):
    """A postal address; a part that was not given is absent."""

    address1: NotRequired[str | None]
    """Street and number."""
    address2: NotRequired[str | None]
    """Second address line."""
    city: NotRequired[str | None]
    """City."""
    region: NotRequired[str | None]
    """State or province."""
    postalCode: NotRequired[str | None]
    """Postal code."""
    country: NotRequired[str | None]
    """Two-letter country code."""


class AddressIn(TypedDict):
    """A postal address."""

    address1: NotRequired[str | None]
    """Street and number."""
    address2: NotRequired[str | None]
    """Second address line."""
    city: NotRequired[str | None]
    """City."""
    region: NotRequired[str | None]
    """State or province."""
    postalCode: NotRequired[str | None]
    """Postal code."""
    country: NotRequired[str | None]
    """Code or name of the country; kept as its code."""


class AlternativeAnswer(TypedDict):
    """Another way to split the goods; shown, never chosen."""

    name: str
    """Name of the splitting."""
    entry_count: int
    """How many entries it would make."""
    cost_usd: Number | None
    """Its fees, in US dollars."""
    breaks: str
    """The rule it would break."""


class ApproveAnswer(TypedDict):
    """An approval of one plan."""

    exportId: str
    """Export batch ID."""
    planHash: str
    """The plan approved."""
    approvedBy: str
    """Id of the key that approved."""
    approvedAt: str
    """When."""
    delivery: DeliveryAnswer
    """What may leave, and where to: approved together with the plan."""
    warnings: NotRequired[list[UnknownField]]
    """What was taken in another way than it may be meant. Fields of the body that nobody reads are
    told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent.
    """


class ArtifactAnswer(TypedDict):
    """A file of a package."""

    artifact_type: str
    """What it is; branch on it."""
    filename: str
    """Its name in the package."""
    generated_at: str
    """When its bytes were made."""
    sha256: str
    """SHA-256 of its bytes, in hexadecimal."""
    size_bytes: int
    """How many bytes it has."""
    media_type: str
    """Its media type."""
    download_url: str
    """Where its bytes are; needs a key with the `read` scope."""


class AskingRecord(TypedDict):
    """A dated record of the law that asks a condition."""

    heading: str
    """The chapter 99 heading, or what stands in its place."""
    program: str
    """The programme."""
    rate: str
    """What the record costs, as the schedule words it."""
    appliesIf: bool
    """The answer under which the record reaches the goods."""
    effectiveFrom: str
    """First entry date."""
    effectiveTo: NotRequired[str | None]
    """Last entry date."""
    source: str
    """Where the law says so."""


class AssistReport(TypedDict):
    """What a large model was asked and said, where the operator configured one."""

    state: AssistReportState
    """How it ended."""
    model: str
    """Name of the model asked."""
    prompt_version: str | None
    """Version of the question's form, or null without an answer."""
    request_sha256: str | None
    """SHA-256 of the last question, or null without an answer."""
    seconds: Number | None
    """How long the last call took, or null without an answer."""
    hs_code: str | None
    """The candidate it chose, or null."""
    reasons: list[str]
    """Its reasons that cite a source it was given; others are dropped."""
    error: str | None
    """Why there is no answer, or null."""


AssistReportState: TypeAlias = Literal["agrees", "disagrees", "abstains", "unavailable"]
"""Its possible values."""
AwaitedEvent: TypeAlias = Literal["retry", "rate_limit", "mail_server", "decision", "earlier_mail"]
"""What a mail waits for."""


class BatchAnswer(TypedDict):
    """The batch's own record."""

    id: str
    """Export batch ID."""
    state: ExportState
    """The same as at the top."""
    raw_state: BatchRawState
    """The state in lower case."""
    warehouse_id: str
    """The warehouse."""
    broker_id: str
    """The broker."""
    destination_country: str
    """Two-letter code of the country it goes to."""
    estimated_savings_usd: Number | None
    """The plan's savings, in US dollars."""
    next_recommended_action: NextAction
    """The plan's suggestion, as it was stored."""
    created_at: str
    """When it was first planned."""
    executed_at: str | None
    """When it was executed; null before."""


BatchRawState: TypeAlias = Literal["batched", "executing", "completed", "cancelled"]
"""Its possible values."""


class BoardExport(TypedDict):
    """What a list shows of an export, with the figures of its current plan and the names of who is
    concerned.
    """

    exportId: str
    """Export batch ID."""
    status: ExportState
    """Current normalized status."""
    state: ExportState
    """The same as `status`."""
    readinessState: ReadinessState
    """Readiness of the current plan."""
    complianceScore: int
    """Score of the current plan, 0 to 100."""
    planHash: str
    """Fingerprint of the current plan."""
    warehouse_id: str
    """The warehouse."""
    broker_id: str
    """The broker."""
    destination_country: str
    """Two-letter code of the country it goes to."""
    customs_package_id: str | None
    """The customs package, or null before execution."""
    created_at: str
    """When it was first planned."""
    updated_at: str
    """When it last changed."""
    executed_at: str | None
    """When it was executed; null before."""
    warehouse_name: str | None
    """Name of the warehouse; null where it has none."""
    broker_name: str | None
    """Name of the broker; null where it has none."""
    broker_email: str | None
    """Where execute would send it now: pass it as `expectedRecipient`."""
    order_count: int | None
    """Orders its plan includes; null until an older version's plan was read again."""
    line_count: int | None
    """Lines of those orders; null until an older version's plan was read again."""
    value_usd: Number | None
    """Value in US dollars; null where it is not known."""
    duty_usd: Number | None
    """Duty in US dollars; null where it is not known."""
    savings_usd: Number | None
    """What its entries save against one entry an order; null where that is not known."""
    errors: int | None
    """Findings that block; null until an older version's plan was read again."""
    warnings: int | None
    """Findings that ask for a review; null until an older version's plan was read again."""
    submission_status: SubmissionStatus | None
    """State of the newest mail to the broker; null before there is one."""


class BoardPage(TypedDict):
    """A page of the board, in the order asked for."""

    data: list[BoardExport]
    """The exports. May be fewer than asked for though more follow."""
    has_more: bool
    """Whether rows follow."""
    next_cursor: str | None
    """Pass it as `cursor` for the next page; null on the last one."""


class BondAnswer(TypedDict):
    """A customs bond; a part that was not given is absent."""

    type: NotRequired[BondType | None]
    """Continuous, or for a single entry."""
    number: NotRequired[str | None]
    """Number of the bond."""
    surety: NotRequired[str | None]
    """Three-digit code of the surety."""


class BondIn(TypedDict):
    """A customs bond."""

    type: NotRequired[BondType | None]
    """Continuous, or for a single entry."""
    number: NotRequired[str | None]
    """Number of the bond."""
    surety: NotRequired[str | None]
    """Three-digit code of the surety."""


BondType: TypeAlias = Literal["continuous", "single"]
"""Its possible values."""


class BrokerAcknowledgedPayload(TypedDict):
    """The fields of `payload` in events `broker.acknowledged`. The broker accepted the package."""

    batchId: NotRequired[str]
    """Id of the export batch."""
    packageId: NotRequired[str]
    """Package id."""
    packageNumber: NotRequired[str]
    """Package number."""
    submissionId: NotRequired[str]
    """Submission id."""
    decision: NotRequired[str]
    """Decision."""
    by: NotRequired[str]
    """Who did it, or by which way."""
    text: NotRequired[str]
    """Text."""
    line: NotRequired[str]
    """Line."""
    entryNumber: NotRequired[str]
    """Entry number."""
    hsCode: NotRequired[str]
    """Hs code."""
    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


class BrokerAnswer(TypedDict):
    """A customs broker; a field that was not given is absent."""

    id: str
    """Id of the broker; what plan takes."""
    name: str
    """Name of the broker."""
    email: str
    """Where packages are sent."""
    filerCode: NotRequired[str | None]
    """The broker's three-character filer code."""
    powerOfAttorney: NotRequired[PowerOfAttorneyAnswer | None]
    """The power of attorney the broker holds."""
    feeSchedule: NotRequired[FeeScheduleAnswer | None]
    """What the broker charges."""
    onUncertain: NotRequired[BrokerOnUncertain | None]
    """What to do with a mail whose fate is unknown."""
    maxMailsPerMinute: NotRequired[int | None]
    """How many mails its address takes a minute; 0 for no limit."""
    cutOff: NotRequired[CutOffAnswer | None]
    """Until when it takes papers on a day."""
    profile: NotRequired[dict[str, JsonValue] | None]
    """Choices of files, columns and wording for this broker."""
    createdAt: str
    """When it was made."""
    updatedAt: str
    """When it last changed."""
    warnings: NotRequired[list[UnknownField]]
    """What was taken in another way than it may be meant. Fields of the body that nobody reads are
    told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent.
    """


class BrokerAnswerSaid(TypedDict):
    """What a broker said of a package, through the link in the mail."""

    decision: BrokerSaidDecision
    """What was said."""
    by: str
    """Who said it, as they named themselves."""
    text: str
    """The question or reason; empty where none was given."""
    line: str
    """The entry line a question is about; empty where it is about none."""
    entry_number: str
    """Number of the entry filed; empty where none was given."""
    package_id: str
    """The package it is about."""
    created_at: str
    """When it was said."""


BrokerAutoRepliedPayload = TypedDict(
    "BrokerAutoRepliedPayload",
    {
        "batchId": "NotRequired[str]",
        "packageId": "NotRequired[str]",
        "submissionId": "NotRequired[str]",
        "recipient": "NotRequired[str]",
        "messageId": "NotRequired[str]",
        "from": "NotRequired[str]",
        "subject": "NotRequired[str]",
        "excerpt": "NotRequired[str]",
        "before": "NotRequired[dict[str, JsonValue] | None]",
        "after": "NotRequired[dict[str, JsonValue] | None]",
    },
)
"""The fields of `payload` in events `broker.auto_replied`. A machine answered a mail to the
broker: out of office, ticket opened. Nothing follows from it.
"""


class BrokerChangedPayload(TypedDict):
    """The fields of `payload` in events `broker.changed`. A broker was made (`before` is null) or
    fields of it changed: before and after.
    """

    brokerId: NotRequired[str]
    """Broker id."""
    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


class BrokerLinksEndedPayload(TypedDict):
    """The fields of `payload` in events `broker.links_ended`. The links in a mail to the broker were
    ended on request; whoever has them opens nothing any more.
    """

    batchId: NotRequired[str]
    """Id of the export batch."""
    packageId: NotRequired[str]
    """Package id."""
    submissionId: NotRequired[str]
    """Submission id."""
    recipient: NotRequired[str]
    """Recipient."""
    messageId: NotRequired[str]
    """Message id."""
    reason: NotRequired[str | None]
    """Reason."""
    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


class BrokerNotifiedPayload(TypedDict):
    """The fields of `payload` in events `broker.notified`. A mail server accepted the package's first
    mail to the broker; once a package.
    """

    batchId: NotRequired[str]
    """Id of the export batch."""
    packageId: NotRequired[str]
    """Package id."""
    submissionId: NotRequired[str]
    """Submission id."""
    recipient: NotRequired[str]
    """Recipient."""
    messageId: NotRequired[str]
    """Message id."""
    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


BrokerOnUncertain: TypeAlias = Literal["resend", "hold"]
"""Its possible values."""


class BrokerPage(TypedDict):
    """A page of brokers, newest first."""

    data: list[BrokerAnswer]
    """The brokers."""
    has_more: bool
    """Whether rows follow."""
    next_cursor: str | None
    """Pass it as `cursor` for the next page; null on the last one."""


class BrokerQuestionedPayload(TypedDict):
    """The fields of `payload` in events `broker.questioned`. The broker asked about the package."""

    batchId: NotRequired[str]
    """Id of the export batch."""
    packageId: NotRequired[str]
    """Package id."""
    packageNumber: NotRequired[str]
    """Package number."""
    submissionId: NotRequired[str]
    """Submission id."""
    decision: NotRequired[str]
    """Decision."""
    by: NotRequired[str]
    """Who did it, or by which way."""
    text: NotRequired[str]
    """Text."""
    line: NotRequired[str]
    """Line."""
    entryNumber: NotRequired[str]
    """Entry number."""
    hsCode: NotRequired[str]
    """Hs code."""
    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


class BrokerRejectedPayload(TypedDict):
    """The fields of `payload` in events `broker.rejected`. The broker rejected the package."""

    batchId: NotRequired[str]
    """Id of the export batch."""
    packageId: NotRequired[str]
    """Package id."""
    packageNumber: NotRequired[str]
    """Package number."""
    submissionId: NotRequired[str]
    """Submission id."""
    decision: NotRequired[str]
    """Decision."""
    by: NotRequired[str]
    """Who did it, or by which way."""
    text: NotRequired[str]
    """Text."""
    line: NotRequired[str]
    """Line."""
    entryNumber: NotRequired[str]
    """Entry number."""
    hsCode: NotRequired[str]
    """Hs code."""
    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


BrokerRepliedPayload = TypedDict(
    "BrokerRepliedPayload",
    {
        "batchId": "NotRequired[str]",
        "packageId": "NotRequired[str]",
        "submissionId": "NotRequired[str]",
        "recipient": "NotRequired[str]",
        "messageId": "NotRequired[str]",
        "from": "NotRequired[str]",
        "subject": "NotRequired[str]",
        "excerpt": "NotRequired[str]",
        "before": "NotRequired[dict[str, JsonValue] | None]",
        "after": "NotRequired[dict[str, JsonValue] | None]",
    },
)
"""The fields of `payload` in events `broker.replied`. A person answered a mail to the broker; the
answer itself lies in the mailbox.
"""


class BrokerResentPayload(TypedDict):
    """The fields of `payload` in events `broker.resent`. A mail whose fate was not known was accepted
    again under the same Message-ID.
    """

    batchId: NotRequired[str]
    """Id of the export batch."""
    packageId: NotRequired[str]
    """Package id."""
    submissionId: NotRequired[str]
    """Submission id."""
    recipient: NotRequired[str]
    """Recipient."""
    messageId: NotRequired[str]
    """Message id."""
    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


BrokerSaidDecision: TypeAlias = Literal["accept", "ask", "reject"]
"""Its possible values."""


class BrokerSubmission(TypedDict):
    """A mail to the broker and what became of it."""

    id: str
    """Id of the submission."""
    submission_type: Literal["EMAIL"]
    """How it travels."""
    status: SubmissionStatus
    """What is known of it: `sent` is accepted by a mail server, `uncertain` waits for a person,
    `failed` is permanent, `superseded` is never sent: newer papers or a withdrawal took its place.
    """
    recipient_email: str
    """Where it goes."""
    subject: str
    """Its subject line."""
    sent_at: str | None
    """When a mail server accepted it, or null."""
    error_message: str | None
    """Why it is not sent, or null."""
    message_id: str
    """Its Message-ID; a resend keeps it."""
    attempts: int
    """How often delivery was tried."""
    next_attempt_at: str | None
    """When it is tried next, or null."""
    package_id: str
    """The customs package it carries."""
    export_id: str
    """The export batch it is of."""
    waiting_for: AwaitedEvent | None
    """What it waits for: a `retry`, its turn under the broker's `rate_limit`, a `mail_server` to be
    configured, a person's `decision`, or an `earlier_mail` of its export; else null.
    """


class BrokerSubmissionBouncedElsewherePayload(TypedDict):
    """The fields of `payload` in events `broker.submission_bounced_elsewhere`. A mail to the broker
    bounced at somebody it was passed on to, a list's member, or after a person had answered it: the
    submission stays as it is.
    """

    batchId: NotRequired[str]
    """Id of the export batch."""
    packageId: NotRequired[str]
    """Package id."""
    submissionId: NotRequired[str]
    """Submission id."""
    recipient: NotRequired[str]
    """Recipient."""
    messageId: NotRequired[str]
    """Message id."""
    status: NotRequired[str]
    """Status."""
    error: NotRequired[str | None]
    """Error."""
    enhancedStatus: NotRequired[str | None]
    """Enhanced status."""
    finalRecipient: NotRequired[str | None]
    """Final recipient."""
    reportedBy: NotRequired[str | None]
    """Reported by."""
    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


class BrokerSubmissionBouncedPayload(TypedDict):
    """The fields of `payload` in events `broker.submission_bounced`. A mail server accepted a mail to
    the broker and could not deliver it: the submission failed.
    """

    batchId: NotRequired[str]
    """Id of the export batch."""
    packageId: NotRequired[str]
    """Package id."""
    submissionId: NotRequired[str]
    """Submission id."""
    recipient: NotRequired[str]
    """Recipient."""
    messageId: NotRequired[str]
    """Message id."""
    status: NotRequired[str]
    """Status."""
    error: NotRequired[str | None]
    """Error."""
    enhancedStatus: NotRequired[str | None]
    """Enhanced status."""
    finalRecipient: NotRequired[str | None]
    """Final recipient."""
    reportedBy: NotRequired[str | None]
    """Reported by."""
    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


class BrokerSubmissionDecidedPayload(TypedDict):
    """The fields of `payload` in events `broker.submission_decided`. A person decided about a mail
    whose fate is not known: resend, arrived or withdraw.
    """

    batchId: NotRequired[str]
    """Id of the export batch."""
    packageId: NotRequired[str]
    """Package id."""
    submissionId: NotRequired[str]
    """Submission id."""
    recipient: NotRequired[str]
    """Recipient."""
    messageId: NotRequired[str]
    """Message id."""
    status: NotRequired[str]
    """Status."""
    decision: NotRequired[str]
    """Decision."""
    reason: NotRequired[str | None]
    """Reason."""
    decidedBy: NotRequired[str]
    """Decided by."""
    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


class BrokerSubmissionDelayedPayload(TypedDict):
    """The fields of `payload` in events `broker.submission_delayed`. A mail server that accepted a
    mail to the broker could not deliver it yet and goes on trying.
    """

    batchId: NotRequired[str]
    """Id of the export batch."""
    packageId: NotRequired[str]
    """Package id."""
    submissionId: NotRequired[str]
    """Submission id."""
    recipient: NotRequired[str]
    """Recipient."""
    messageId: NotRequired[str]
    """Message id."""
    status: NotRequired[str]
    """Status."""
    error: NotRequired[str | None]
    """Error."""
    enhancedStatus: NotRequired[str | None]
    """Enhanced status."""
    finalRecipient: NotRequired[str | None]
    """Final recipient."""
    reportedBy: NotRequired[str | None]
    """Reported by."""
    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


class BrokerSubmissionDeliveredPayload(TypedDict):
    """The fields of `payload` in events `broker.submission_delivered`. A mail server reported that a
    mail to the broker was delivered.
    """

    batchId: NotRequired[str]
    """Id of the export batch."""
    packageId: NotRequired[str]
    """Package id."""
    submissionId: NotRequired[str]
    """Submission id."""
    recipient: NotRequired[str]
    """Recipient."""
    messageId: NotRequired[str]
    """Message id."""
    status: NotRequired[str]
    """Status."""
    error: NotRequired[str | None]
    """Error."""
    enhancedStatus: NotRequired[str | None]
    """Enhanced status."""
    finalRecipient: NotRequired[str | None]
    """Final recipient."""
    reportedBy: NotRequired[str | None]
    """Reported by."""
    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


class BrokerSubmissionFailedPayload(TypedDict):
    """The fields of `payload` in events `broker.submission_failed`. An attempt to mail the broker
    failed; `status` says whether it is tried again.
    """

    batchId: NotRequired[str]
    """Id of the export batch."""
    packageId: NotRequired[str]
    """Package id."""
    submissionId: NotRequired[str]
    """Submission id."""
    recipient: NotRequired[str]
    """Recipient."""
    messageId: NotRequired[str]
    """Message id."""
    status: NotRequired[str]
    """Status."""
    outcome: NotRequired[str]
    """Outcome."""
    error: NotRequired[str | None]
    """Error."""
    attempt: NotRequired[int]
    """Attempt."""
    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


class BrokerSubmissionHeldPayload(TypedDict):
    """The fields of `payload` in events `broker.submission_held`. The fate of a mail is not known and
    the broker's `onUncertain` is `hold`: a person decides.
    """

    batchId: NotRequired[str]
    """Id of the export batch."""
    packageId: NotRequired[str]
    """Package id."""
    submissionId: NotRequired[str]
    """Submission id."""
    recipient: NotRequired[str]
    """Recipient."""
    messageId: NotRequired[str]
    """Message id."""
    status: NotRequired[str]
    """Status."""
    outcome: NotRequired[str]
    """Outcome."""
    error: NotRequired[str | None]
    """Error."""
    attempt: NotRequired[int]
    """Attempt."""
    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


class BrokerSubmissionSupersededPayload(TypedDict):
    """The fields of `payload` in events `broker.submission_superseded`. A mail to the broker that was
    owed is never sent: newer papers or a withdrawal took its place.
    """

    batchId: NotRequired[str]
    """Id of the export batch."""
    packageId: NotRequired[str]
    """Package id."""
    submissionId: NotRequired[str]
    """Submission id."""
    recipient: NotRequired[str]
    """Recipient."""
    messageId: NotRequired[str]
    """Message id."""
    reason: NotRequired[str | None]
    """Reason."""
    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


class BrokerTestMailedPayload(TypedDict):
    """The fields of `payload` in events `broker.test_mailed`. A test mail to a broker is owed: it
    carries no papers.
    """

    brokerId: NotRequired[str]
    """Broker id."""
    email: NotRequired[str]
    """Email."""
    testMailId: NotRequired[str]
    """Test mail id."""
    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


class CandidateClassification(TypedDict):
    """A ten-digit line the goods may be."""

    hs_code: str
    """The code."""
    description: str
    """The schedule's words from the heading down."""
    support_score: Number
    """Its share of the support among all lines ranked, 0 to 1."""
    rests_on: RestsOn
    """What it rests on."""
    conflicts: list[str]
    """Stated facts that the line contradicts, by name."""
    duty_preview: DutyPreview | None
    """Duty under it; null where that cannot be computed at all."""


CapturedMail = TypedDict(
    "CapturedMail",
    {
        "id": "str",
        "submission_id": "str",
        "from": "str",
        "to": "str",
        "size_bytes": "int",
        "created_at": "str",
        "raw_path": "str",
    },
)
"""A mail that test mode kept instead of sending."""


class CapturedMailPage(TypedDict):
    """A page of captured mails, newest first."""

    data: list[CapturedMail]
    """The mails."""
    has_more: bool
    """Whether rows follow."""
    next_cursor: str | None
    """Pass it as `cursor` for the next page; null on the last one."""


class ChainVerdict(TypedDict):
    """The verdict over the account's chain of events in this mode."""

    intact: bool
    """Whether every hash is right, none is missing and the end is the one noted."""
    events: int
    """How many events there are."""
    faults: list[str]
    """Each event that was altered, is missing or was put in, in words; the first 100."""


class ChangeActor(TypedDict):
    """Who made a change."""

    kind: str
    """`key`, `person`, `agent` or `system`."""
    id: str
    """Id of the key or person."""
    name: str | None
    """The person's name, or null."""


class ChangedFieldAnswer(TypedDict):
    """One fact that a correction changed."""

    field: str
    """The fact, as a person names it."""
    before: str | None
    """What stood there; null when nothing did."""
    after: str | None
    """What stands there now; null when nothing does."""


class ChangedProduct(TypedDict):
    """A product after a change."""

    productId: str
    """The product."""
    externalId: str
    """The caller's own id."""
    fields: list[str]
    """The fields that differ now; empty where none does."""
    check: ProductCheck
    """What planning says of it as it is now."""


class ChargeAnswer(TypedDict):
    """A stated charge of an order."""

    type: str
    """What is charged for, as it is read; `other` where the words name no type."""
    statedType: str
    """What is charged for, as stated."""
    amountUsd: Number | None
    """How much, in US dollars, or null where it is not stated."""
    includedInPrice: bool
    """Whether the unit prices contain it already."""
    evidence: str | None
    """What proves the amount, or null."""


class ChargeIn(TypedDict):
    """A stated charge (19 CFR 141.86(a)(8))."""

    type: str
    """What is charged for: freight, insurance, us_inland_freight, us_duty, us_tax, packing,
    selling_commission, buying_commission, royalty, assist, proceeds, handling, discount, refund or
    other; common words are read as these.
    """
    amountUsd: NotRequired[NumberIn | None]
    """How much, in US dollars; never negative, the type says which way it goes. Null for `us_duty` in
    the prices: it is then computed.
    """
    includedInPrice: NotRequired[bool]
    """Whether the unit prices contain it already."""
    evidence: NotRequired[str | None]
    """What proves the amount, in words."""


class ClaimAnswer(TypedDict):
    """A special provision of chapter 98 claimed for goods."""

    provision: str
    """Its number, as stated."""
    exportedOn: str | None
    """Day the goods left the United States, or null."""
    repairValueUsd: Number | None
    """What was done abroad came to for the whole line, in US dollars, or null."""
    usContentValueUsd: Number | None
    """US components of the whole line, in US dollars, or null."""
    evidence: str | None
    """What proves the claim, or null."""


class ClaimIn(TypedDict):
    """A special provision of chapter 98 claimed for goods."""

    provision: str
    """Its number, with or without dots."""
    exportedOn: NotRequired[str | None]
    """Day the goods left the United States."""
    repairValueUsd: NotRequired[NumberIn | None]
    """What the repair, alteration or processing abroad came to for the whole line, in US dollars."""
    usContentValueUsd: NotRequired[NumberIn | None]
    """Cost or value of the US components of the whole line, in US dollars."""
    evidence: NotRequired[str | None]
    """What proves the claim, in words."""


class ComplianceNote(TypedDict):
    """Why a compliance flag stands."""

    flag: str
    """The flag."""
    message: str
    """What a person must look at."""
    rule: str
    """The note, General Rule or law behind it."""


class ComponentAnswer(TypedDict):
    """A component of a product."""

    description: str
    """What it is."""
    valueUsd: Number
    """Its value in a piece, in US dollars."""
    hsCode: str | None
    """Its own HTS code with dots, or null."""
    countryOfOrigin: str | None
    """Two-letter code of its country of origin, or null."""
    quantity: Number | None
    """How many there are, or null."""


class ComponentIn(TypedDict):
    """A component of goods whose rate is on their parts, or of a set."""

    description: str
    """What it is: case, strap, battery, movement, jacket."""
    valueUsd: NumberIn
    """Its value in US dollars; the components' values sum to the goods' value."""
    hsCode: NotRequired[str | None]
    """Its own HTS code, where the rate is that of each."""
    countryOfOrigin: NotRequired[str | None]
    """Two-letter code of its country of origin."""
    quantity: NotRequired[NumberIn | None]
    """How many there are."""


class ConditionList(TypedDict):
    """Every condition of the law in force."""

    law: LawAnswer
    """The law that asks them."""
    data: list[ConditionRow]
    """The conditions, by name."""


class ConditionRow(TypedDict):
    """A fact the law asks of goods beyond code, origin, dates, value and metals."""

    name: str
    """Its name in `attributes` and in the account's `conditions`."""
    question: str
    """What is asked."""
    answers: list[ConditionRows]
    """What an answer may be; JSON booleans or these words."""
    isClaim: bool
    """Whether it is an exception the importer may claim."""
    unanswered: str
    """What it is taken for where nobody answered."""
    legalSource: str
    """Where the law asks it."""
    accountAnswer: bool | None
    """The account's answer for all its goods, or null."""
    records: list[AskingRecord]
    """The records that ask it, in order of application."""
    docUrl: str
    """Its page."""


ConditionRows: TypeAlias = Literal["true", "false"]
"""Its possible values."""


class ConsigneeAnswer(TypedDict):
    """An ultimate consignee; a part that was not given is absent."""

    name: NotRequired[str | None]
    """Its name."""
    number: NotRequired[str | None]
    """The number customs knows it by."""
    address: NotRequired[AddressAnswer | None]
    """Its address in the United States."""


class ConsigneeIn(TypedDict):
    """An ultimate consignee: a party in the United States (Customs Directive 3550-079A)."""

    name: NotRequired[str | None]
    """Its name."""
    number: NotRequired[str | None]
    """The number customs knows it by."""
    address: NotRequired[AddressIn | None]
    """Its address in the United States."""


class CorrectionAnswer(TypedDict):
    """A further version of the package, promised: the worker makes and sends it, inspect says how far
    it is.
    """

    exportId: str
    """Export batch ID."""
    customs_package_id: str
    """The new package."""
    packageNumber: str
    """Its number."""
    version: int
    """Its version, from 2."""
    supersedes: str
    """Number of the package it replaces."""
    planHash: str
    """Hash of the corrected plan."""
    changes: list[ChangedFieldAnswer]
    """Every fact that changed."""
    warnings: NotRequired[list[UnknownField]]
    """What was taken in another way than it may be meant. Fields of the body that nobody reads are
    told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent.
    """


class CorrectionPreview(TypedDict):
    """A correction as it would be made now."""

    exportId: str
    """Export batch ID."""
    supersedes: str
    """Number of the package it would replace."""
    planHash: str
    """Hash of the corrected plan."""
    changes: list[ChangedFieldAnswer]
    """Every fact that changed."""
    delivery: DeliveryAnswer
    """What would leave, and where to."""


class CostAnswer(TypedDict):
    """What a set of entries costs, duty left aside."""

    entry_count: int
    """How many entries."""
    broker_fees_usd: Number
    """The broker's fees, in US dollars."""
    mpf_usd: Number | None
    """Merchandise processing fee in US dollars, or null where the value is not known."""
    hmf_usd: Number | None
    """Harbor maintenance fee in US dollars, or null where the value is not known."""
    total_usd: Number | None
    """The sum of the three, in US dollars."""


class CountsAnswer(TypedDict):
    """What stands on the board."""

    exports: list[ExportCount]
    """Exports by state and readiness, every pair once."""
    mails: list[MailCount]
    """Mails in trouble, every audience and status once."""
    oldest_waiting: OldestWaiting | None
    """The oldest that is BATCHED, or null."""
    month: str
    """The month of `savings`."""
    savings: list[DaySavings]
    """Savings by day of execution; days without any are left out."""


class CustomsArtifactGeneratedPayload(TypedDict):
    """The fields of `payload` in events `customs.artifact_generated`. An execution made a file of the
    package; one event a file.
    """

    batchId: NotRequired[str]
    """Id of the export batch."""
    packageId: NotRequired[str]
    """Package id."""
    artifactType: NotRequired[str]
    """Artifact type."""
    filename: NotRequired[str]
    """Filename."""
    sha256: NotRequired[str]
    """Sha256."""
    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


class CutOffAnswer(TypedDict):
    """Until when on a day a broker takes papers for that day's crossing."""

    time: str
    """Hour and minute there."""
    timeZone: str
    """IANA time zone."""
    days: NotRequired[list[int] | None]
    """Days of the week, 1 is Monday; Monday to Friday where it is absent."""


class CutOffIn(TypedDict):
    """Until when on a day a broker takes papers for that day's crossing."""

    time: str
    """Hour and minute there."""
    timeZone: str
    """IANA time zone."""
    days: NotRequired[Sequence[int] | None]
    """Days of the week, 1 is Monday; Monday to Friday where it is absent."""


class DaySavings(TypedDict):
    """What the exports executed on one day saved."""

    day: str
    """The day, in UTC."""
    exports: int
    """How many were executed."""
    known_savings_usd: Number
    """What they saved, of those of which it is known."""
    unknown_exports: int
    """Of how many it is not known."""


class DecideAnswer(TypedDict):
    """A decision on a mail whose fate is not known."""

    exportId: str
    """Export batch ID."""
    decision: DecideDecision
    """What was decided."""
    brokerSubmission: BrokerSubmission
    """The submission as it now is."""
    warnings: NotRequired[list[UnknownField]]
    """What was taken in another way than it may be meant. Fields of the body that nobody reads are
    told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent.
    """


DecideDecision: TypeAlias = Literal["resend", "arrived", "withdraw"]
"""Its possible values."""


class DeliveryAnswer(TypedDict):
    """Where papers go and what goes."""

    recipient: str
    """The broker's address."""
    noticeRecipient: str | None
    """The address of the warehouse's notice, or null."""
    files: list[str]
    """Types of the files attached, in the package's order."""
    profile: dict[str, JsonValue]
    """The broker's choices of files, columns and size."""


DiffAnswer = TypedDict(
    "DiffAnswer",
    {
        "exportId": "str",
        "from": "PlanReference",
        "to": "PlanReference",
        "changed": "list[str]",
        "patch": "list[PatchOperation]",
    },
)
"""What changed between two plans of an export."""


class DispositionAnswer(TypedDict):
    """What a person decided about a screening hit."""

    id: str
    """Id of the decision."""
    entryKey: str
    """The list entry as it read."""
    partyFingerprint: str
    """The party as it read."""
    disposition: DispositionDisposition
    """What was decided."""
    reason: str
    """Why."""
    decidedBy: str
    """The key that decided."""
    decidedAt: str
    """When."""
    warnings: NotRequired[list[UnknownField]]
    """What was taken in another way than it may be meant. Fields of the body that nobody reads are
    told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent.
    """


DispositionDisposition: TypeAlias = Literal["cleared", "confirmed"]
"""Its possible values."""


class DispositionPage(TypedDict):
    """A page of decisions, newest first; of several on one entry and party the newest stands."""

    data: list[DispositionAnswer]
    """The decisions."""
    has_more: bool
    """Whether rows follow."""
    next_cursor: str | None
    """Pass it as `cursor` for the next page; null on the last one."""


class DutyEstimate(TypedDict):
    """Duties and fees of the planned entries."""

    lines: list[PlannedDutyLine]
    """Duty line by line."""
    totals: DutyTotals
    """The sums."""
    tariffEdition: str | None
    """The schedule they were computed from."""
    law: LawAnswer | None
    """The law they were computed by; null in plans of before it was told."""


class DutyLayerAnswer(TypedDict):
    """One layer of duty on a line. The first is the base duty; an exemption is a layer of 0."""

    program: str
    """The programme."""
    heading: str
    """HTS code or chapter 99 heading with dots."""
    rate: str
    """The rate as the law words it."""
    amountUsd: Number | None
    """The duty in US dollars, or null where there is no figure; see `note`."""
    source: str
    """Where the law says so."""
    effectiveFrom: str | None
    """First day of the record, or null."""
    certainty: DutyLayerCertainty | None
    """How the record was verified: A the law's text or two independent sources, B one source and a
    check, C one source; or null.
    """
    verifiedOn: str | None
    """Day the record was verified, or null."""
    note: str | None
    """What else is to be said of it, or null."""
    exposureUsd: Number | None
    """Where there is no figure, the most the layer could come to in US dollars; null where that cannot
    be said.
    """


DutyLayerCertainty: TypeAlias = Literal["A", "B", "C"]
"""Its possible values."""


class DutyLine(TypedDict):
    """Duty on goods of one code and origin."""

    hsCode: str
    """HTS code with dots."""
    countryOfOrigin: str
    """Two-letter code of the country of origin; what the product states, where that is no such code;
    may be empty.
    """
    valueUsd: Number | None
    """Entered value in US dollars, or null where it is not known."""
    dutyUsd: Number | None
    """Duty in US dollars, or null where a layer has no figure."""
    layers: list[DutyLayerAnswer]
    """Its layers, the base duty first."""


class DutyPreview(TypedDict):
    """Duty on one piece, from its origin, on the entry date."""

    hs_code: str
    """The code."""
    country_of_origin: str
    """Two-letter code of the origin."""
    entry_date: str
    """Day of entry."""
    value_usd: Number
    """Value of the piece in US dollars."""
    duty_usd: Number | None
    """All layers in US dollars; null where one has no figure or the goods are banned."""
    is_banned: bool
    """Whether such goods of that origin are banned."""
    layers: list[DutyPreviewLayer]
    """The layers, the base duty first."""
    notices: list[str]
    """What the tariff wants said: bans, open conditions, figures that are missing."""


class DutyPreviewLayer(TypedDict):
    """What one programme takes, with its rate as the law words it."""

    program: str
    """The programme."""
    heading: str
    """HTS code or chapter 99 heading with dots."""
    rate: str
    """The rate as the law words it."""
    amount_usd: Number | None
    """The duty in US dollars, or null where there is no figure; see `note`."""
    note: str | None
    """What else is to be said of it, or null."""


class DutyTotals(TypedDict):
    """Sums over all lines and entries."""

    valueUsd: Number | None
    """Entered value in US dollars, or null where it is not known."""
    dutyUsd: Number | None
    """Duty in US dollars, or null where a line has no figure."""
    mpfUsd: Number | None
    """Merchandise processing fee in US dollars, or null where the value is not known."""
    hmfUsd: Number | None
    """Harbor maintenance fee in US dollars, or null where the value is not known."""


class EntryItemAnswer(TypedDict):
    """Goods of one order inside an entry line."""

    order_id: str
    """The order."""
    product_id: str
    """The product."""
    quantity: Number
    """Pieces."""
    unit_price: Number
    """Price of a piece, in `currency`."""
    currency: str
    """Currency the price is stated in."""
    goods_usd: Number | None
    """Pieces at their price, in US dollars, or null where no rate is known."""
    add_charges_usd: Number
    """What charges add to the customs value, in US dollars."""
    deduct_charges_usd: Number
    """What charges take off the customs value, in US dollars."""
    value_usd: Number | None
    """Entered value in US dollars, or null where it is not known."""
    not_sold: str | None
    """Why nobody bought these goods, or null where they were sold."""
    claim: NotRequired[ClaimAnswer | None]
    """The special provision of chapter 98 claimed, where one is."""


class EntryLineAnswer(TypedDict):
    """A line of an entry: one code, one origin, one set of headings."""

    line_no: int
    """Number of the line in its entry, from 1."""
    hs_code: str
    """HTS code with dots."""
    country_of_origin: str
    """Two-letter code of the country of origin; what the product states, where that is no such code;
    may be empty.
    """
    description: str
    """The goods in words."""
    spi: str | None
    """Special programme claimed (`S` for USMCA), or null."""
    headings: list[str]
    """Headings of chapters 98 and 99 declared with the code, in filing order."""
    value_usd: Number | None
    """Entered value in US dollars, or null where it is not known."""
    pieces: Number
    """Pieces."""
    quantities: list[QuantityAnswer]
    """Amounts in the schedule's units, where they can be computed."""
    net_weight_kg: Number | None
    """Net weight in kilograms, or null where a product has none."""
    gross_weight_kg: Number | None
    """Gross weight in kilograms, or null where a product has none."""
    dutiable_usd: NotRequired[Number | None]
    """What a provision of chapter 98 leaves of the value, where one is claimed."""
    duty_usd: Number | None
    """Duty in US dollars, or null where a layer has no figure."""
    items: list[EntryItemAnswer]
    """The goods, order by order."""


class EntryStructure(TypedDict):
    """The entries in short, and what was not chosen."""

    entry_count: int
    """How many entries are planned."""
    entries: list[StructureEntry]
    """Each of them in short."""
    alternatives: list[AlternativeAnswer]
    """Splittings that were not chosen."""


class EstimateAnswer(TypedDict):
    """Duties and fees of goods without an order."""

    lines: list[DutyLine]
    """Duty line by line, in the request's order."""
    totals: DutyTotals
    """The sums; fees are those of one entry."""
    validationMessages: list[EstimateMessage]
    """What the tariff wants said of the lines."""
    tariffEdition: str
    """The schedule they were computed from."""
    law: LawAnswer | None
    """The law they were computed by."""
    warnings: NotRequired[list[UnknownField]]
    """What was taken in another way than it may be meant. Fields of the body that nobody reads are
    told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent.
    """


EstimateEntryType: TypeAlias = Literal["formal", "informal"]
"""Its possible values."""


class EstimateLineIn(TypedDict):
    """Goods of one code and origin."""

    hsCode: str
    """HTS code, ten digits, with or without dots."""
    countryOfOrigin: str
    """Code or name of the country of origin."""
    valueUsd: NumberIn
    """Value of the line in US dollars."""
    quantity: NotRequired[NumberIn | None]
    """How much, in the schedule's first unit of the code."""
    quantities: NotRequired[Mapping[str, NumberIn] | None]
    """How much there is in the whole line, by unit, in the schedule's words or ACE codes; wins over
    `quantity`.
    """
    netWeightKg: NotRequired[NumberIn | None]
    """Net weight of the whole line in kilograms."""
    usmcaClaimed: NotRequired[bool | None]
    """Whether USMCA treatment is claimed."""
    metals: NotRequired[MetalsIn | None]
    """Metal composition; weights are totals of the line."""
    attributes: NotRequired[Mapping[str, JsonValue] | None]
    """Answers to facts that the law asks of the goods, by name."""
    description: NotRequired[str | None]
    """The goods in plain words, for the checks that read them."""
    pga: NotRequired[Sequence[PgaIn] | None]
    """Answers to agencies."""
    adcvd: NotRequired[JsonValue]
    """Antidumping and countervailing cases, as a product states them: a number, a list, or whether the
    goods are in scope, with the cash deposit rates of their producer.
    """
    claim: NotRequired[ClaimIn | None]
    """A special provision of chapter 98 claimed for the line."""
    components: NotRequired[Sequence[ComponentIn] | None]
    """What the goods are made of, for rates on parts (watches) and for sets; the values sum to the
    line's value.
    """
    spi: NotRequired[str | None]
    """Special programme indicator claimed (`S`, `KR`, `AU`, `P`, ...); `usmcaClaimed` claims `S` by
    itself.
    """


class EstimateMessage(TypedDict):
    """A finding of an estimate; it has no product and no order."""

    code: str
    """Name of the finding; branch on it."""
    message: str
    """The finding in words, for people."""
    severity: EstimateMessageSeverity
    """`error` blocks, `warning` asks for review, `info` is told and deducts nothing."""
    field: str
    """Path of the value; `n` of `orders[n]` follows the request's order of ids."""
    product_id: None
    """Always null: an estimate has no products."""
    order_id: None
    """Always null: an estimate has no orders."""
    fix: str
    """What to do about it."""
    doc_url: str
    """Page of the rule on this server."""
    legal_source: str
    """Where the law says so."""
    rule: str
    """Id of the rule."""
    details: dict[str, JsonValue] | None
    """Values to act on, by name, or null."""


EstimateMessageSeverity: TypeAlias = Literal["error", "warning", "info"]
"""Its possible values."""


class EventAnswer(TypedDict):
    """Something that happened; events are never changed, and each holds the hash of the one before."""

    id: str
    """Id of the event."""
    type: EventType
    """Dotted type."""
    name: str
    """The same type in upper case."""
    created_at: str
    """When it was written."""
    actor: ActorAnswer | None
    """Who wrote it; null in events of versions that did not say."""
    requestId: str | None
    """The request it was written in; null for what the installation does by itself."""
    payload: dict[str, JsonValue]
    """What the type has to say; see /docs/events."""
    export_id: str | None
    """The export batch it is about, or null."""
    sequence: int
    """Place in the account's chain, from 1 and without gaps."""
    hash: str
    """SHA-256 of the event, actor and request included, and of `previous_hash`."""
    previous_hash: str
    """Hash of the account's event before; zeros for the first."""


class EventPage(TypedDict):
    """A page of events, oldest first."""

    data: list[EventAnswer]
    """The events."""
    has_more: bool
    """Whether rows follow."""
    next_cursor: str | None
    """Pass it as `cursor` for the next page; null on the last one."""


EventType: TypeAlias = Literal[
    "account.changed",
    "account.created",
    "broker.acknowledged",
    "broker.auto_replied",
    "broker.changed",
    "broker.links_ended",
    "broker.notified",
    "broker.questioned",
    "broker.rejected",
    "broker.replied",
    "broker.resent",
    "broker.submission_bounced",
    "broker.submission_bounced_elsewhere",
    "broker.submission_decided",
    "broker.submission_delayed",
    "broker.submission_delivered",
    "broker.submission_failed",
    "broker.submission_held",
    "broker.submission_superseded",
    "broker.test_mailed",
    "customs.artifact_generated",
    "export.approved",
    "export.batch_created",
    "export.cancelled",
    "export.executed",
    "export.execution_started",
    "export.planned",
    "export.replanned",
    "key.changed",
    "key.created",
    "key.revoked",
    "key.rotated",
    "optimizer.ran",
    "orders.released",
    "orders.synced",
    "package.artifact_damaged",
    "package.corrected",
    "package.correction_started",
    "package.resubmitted",
    "package.withdrawn",
    "person.changed",
    "person.disabled",
    "person.invitation_revoked",
    "person.invited",
    "person.joined",
    "person.left",
    "person.password_changed",
    "person.reset_made",
    "person.second_factor_changed",
    "person.sessions_ended",
    "person.signed_in",
    "person.signed_out",
    "person.sign_in_failed",
    "products.changed",
    "installation.restored",
    "restore.decided",
    "records.deleted",
    "records.moved",
    "screening.decided",
    "warehouse.changed",
    "warehouse.notified",
    "warehouse.notice_failed",
    "warehouse.notice_superseded",
    "webhook.changed",
    "webhook.created",
    "webhook.deleted",
    "webhook.disabled",
    "webhook.replayed",
    "webhook.tested",
]
"""What happened."""


class ExcludedOrder(TypedDict):
    """An order left out of a plan."""

    order_id: str
    """The order."""
    reason_code: ExcludedOrderReasonCode
    """Why; branch on it."""
    message: str
    """Why, in words."""


ExcludedOrderReasonCode: TypeAlias = Literal[
    "DESTINATION_MISMATCH", "ALREADY_EXPORTED", "CANCELLED", "NO_LINES"
]
"""Its possible values."""


class ExecuteAnswer(TypedDict):
    """An execution. 200 does not mean sent: read `brokerSubmission.status`."""

    exportId: str
    """Export batch ID."""
    state: ExportState
    """Normalized lifecycle state."""
    batch_id: str
    """Same batch ID in snake_case."""
    status: ExportState
    """Execution status, the same as `state`."""
    customs_package_id: str | None
    """Customs package created or reused by execution."""
    planHash: str
    """Planning fingerprint for the executed batch."""
    artifacts: list[ArtifactAnswer]
    """Artifact metadata generated for the package."""
    notification_ids: list[str]
    """Notification IDs created during execution."""
    notifications: list[str]
    """Current contract-compatible duplicate ID list."""
    execution_timestamp: str | None
    """Execution timestamp; null while it still runs."""
    brokerSubmission: BrokerSubmission | None
    """Broker submission record, or null."""
    warnings: NotRequired[list[UnknownField]]
    """What was taken in another way than it may be meant. Fields of the body that nobody reads are
    told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent.
    """


class ExistingCode(TypedDict):
    """How the code that the product carries now does."""

    hs_code: str
    """The code as stated."""
    is_valid: bool
    """Whether it is a valid ten-digit line on the entry date."""
    rank: int | None
    """Its place among all lines ranked, from 1; null where it was not ranked."""
    support_score: Number
    """Its share of the support."""
    agrees_to_digits: int
    """How many digits it shares with the first candidate: 0, 2, 4, 6, 8 or 10."""
    duty_preview: DutyPreview | None
    """Duty under it; null where that cannot be computed at all."""
    duty_difference_usd: Number | None
    """What the first candidate costs more (or, negative, less) a piece; null where a figure is
    missing.
    """


class ExportApprovedPayload(TypedDict):
    """The fields of `payload` in events `export.approved`. A person approved a plan and its delivery:
    who the papers go to, and which.
    """

    batchId: NotRequired[str]
    """Id of the export batch."""
    planHash: NotRequired[str]
    """Plan hash."""
    approvedBy: NotRequired[str]
    """Approved by."""
    delivery: NotRequired[dict[str, JsonValue]]
    """Who the papers go to, and which."""
    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


class ExportBatchCreatedPayload(TypedDict):
    """The fields of `payload` in events `export.batch_created`. A plan made a new batch."""

    batchId: NotRequired[str]
    """Id of the export batch."""
    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


class ExportCancelledPayload(TypedDict):
    """The fields of `payload` in events `export.cancelled`. A batch was cancelled; its orders are
    free.
    """

    batchId: NotRequired[str]
    """Id of the export batch."""
    reason: NotRequired[str | None]
    """Reason."""
    cancelledBy: NotRequired[str]
    """Cancelled by."""
    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


class ExportCount(TypedDict):
    """Exports of one state and readiness."""

    state: ExportState
    """Their state."""
    readinessState: ReadinessState
    """Readiness of their current plans."""
    count: int
    """How many, 10,000 at most."""
    has_more: bool
    """Whether there are more than that."""


class ExportExecutedPayload(TypedDict):
    """The fields of `payload` in events `export.executed`. An execution is complete: everything it
    owes is durable.
    """

    batchId: NotRequired[str]
    """Id of the export batch."""
    packageId: NotRequired[str]
    """Package id."""
    packageNumber: NotRequired[str]
    """Package number."""
    planHash: NotRequired[str]
    """Plan hash."""
    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


class ExportExecutionStartedPayload(TypedDict):
    """The fields of `payload` in events `export.execution_started`. An execution passed the gate and
    is promised, with the delivery it is bound to.
    """

    batchId: NotRequired[str]
    """Id of the export batch."""
    packageId: NotRequired[str]
    """Package id."""
    packageNumber: NotRequired[str]
    """Package number."""
    planHash: NotRequired[str]
    """Plan hash."""
    delivery: NotRequired[dict[str, JsonValue]]
    """Who the papers go to, and which."""
    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


class ExportPage(TypedDict):
    """A page of exports, newest first."""

    data: list[ExportSummary]
    """The exports."""
    has_more: bool
    """Whether rows follow."""
    next_cursor: str | None
    """Pass it as `cursor` for the next page; null on the last one."""


class ExportPlannedPayload(TypedDict):
    """The fields of `payload` in events `export.planned`. A new batch was planned."""

    batchId: NotRequired[str]
    """Id of the export batch."""
    planHash: NotRequired[str]
    """Plan hash."""
    readinessState: NotRequired[str]
    """Readiness state."""
    complianceScore: NotRequired[int]
    """Compliance score."""
    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


class ExportReplannedPayload(TypedDict):
    """The fields of `payload` in events `export.replanned`. A batch was planned again."""

    batchId: NotRequired[str]
    """Id of the export batch."""
    planHash: NotRequired[str]
    """Plan hash."""
    readinessState: NotRequired[str]
    """Readiness state."""
    complianceScore: NotRequired[int]
    """Compliance score."""
    previousPlanHash: NotRequired[str]
    """Previous plan hash."""
    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


ExportState: TypeAlias = Literal["BATCHED", "EXECUTING", "COMPLETED", "CANCELLED"]
"""Where an export stands."""


class ExportSummary(TypedDict):
    """An export in a list."""

    exportId: str
    """Export batch ID."""
    status: ExportState
    """Current normalized status."""
    state: ExportState
    """The same as `status`."""
    readinessState: ReadinessState
    """Readiness of the current plan."""
    complianceScore: int
    """Score of the current plan, 0 to 100."""
    planHash: str
    """Fingerprint of the current plan."""
    warehouse_id: str
    """The warehouse."""
    broker_id: str
    """The broker."""
    destination_country: str
    """Two-letter code of the country it goes to."""
    customs_package_id: str | None
    """The customs package, or null before execution."""
    created_at: str
    """When it was first planned."""
    updated_at: str
    """When it last changed."""
    executed_at: str | None
    """When it was executed; null before."""
    warnings: NotRequired[list[UnknownField]]
    """What was taken in another way than it may be meant. Fields of the body that nobody reads are
    told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent.
    """


class ExportUnit(TypedDict):
    """An entry to be filed."""

    number: int
    """Number of the entry in the plan, from 1."""
    entry_type: ExportUnitEntryType
    """01 formal, 03 with antidumping or countervailing duty, 11 informal."""
    order_ids: list[str]
    """The orders in it."""
    value_usd: Number | None
    """Entered value in US dollars, or null where it is not known."""
    duty_usd: Number | None
    """Duty in US dollars, or null where a line has no figure."""
    mpf_usd: Number | None
    """Merchandise processing fee in US dollars, or null where the value is not known."""
    hmf_usd: Number | None
    """Harbor maintenance fee in US dollars, or null where the value is not known."""
    broker_fee_usd: Number
    """The broker's fee, in US dollars."""
    reason: str
    """Why these goods are one entry of this type."""
    lines: list[EntryLineAnswer]
    """Its lines."""


ExportUnitEntryType: TypeAlias = Literal["01", "03", "11"]
"""Its possible values."""


class FeeScheduleAnswer(TypedDict):
    """What the broker charges; a price that was not given is absent and has its default."""

    formalEntryUsd: NotRequired[Number | None]
    """For a formal entry, in US dollars."""
    informalEntryUsd: NotRequired[Number | None]
    """For an informal entry, in US dollars."""
    extraLineUsd: NotRequired[Number | None]
    """For each line above those included, in US dollars."""
    includedLines: NotRequired[int | None]
    """Lines an entry's price includes."""


class FeeScheduleIn(TypedDict):
    """What the broker charges, in US dollars."""

    formalEntryUsd: NotRequired[NumberIn | None]
    """For a formal entry; 125 where it is absent."""
    informalEntryUsd: NotRequired[NumberIn | None]
    """For an informal entry; 10 where it is absent."""
    extraLineUsd: NotRequired[NumberIn | None]
    """For each line above those included; 0 where it is absent."""
    includedLines: NotRequired[int | None]
    """Lines an entry's price includes; 999 where it is absent."""


class HealthAnswer(TypedDict):
    """What a client learns of its key and of the server."""

    status: Literal["ok"]
    """The server is well; any other answer is an error."""
    protocol: str
    """The protocol spoken."""
    version: str
    """Version of the server."""
    accountId: str
    """The account of the key."""
    mode: AccountMode
    """The world the key sees."""
    scopes: list[str]
    """What the key may do, alphabetical."""
    database: Literal["ok"]
    """The database answered."""
    tariffEdition: str
    """The tariff edition loaded."""
    tariffEditionIsFull: bool
    """Whether the edition holds the whole schedule."""
    time: str
    """The server's clock."""


class ImportedOrder(TypedDict):
    """An order that an import makes or changes."""

    row: int
    """First row of the order in the file; the header is row 1."""
    id: str | None
    """Id of the order; null for a new one of a dry run."""
    externalId: str
    """The caller's own id."""
    change: ImportedOrderChange
    """What becomes of it."""


ImportedOrderChange: TypeAlias = Literal["new", "changed"]
"""Its possible values."""


class ImportedProduct(TypedDict):
    """A product that an import makes or changes."""

    row: int
    """Row of the file; the header is row 1."""
    id: str | None
    """Id of the product; null for a new one of a dry run."""
    externalId: str
    """The caller's own id."""
    change: ImportedOrderChange
    """What becomes of it."""
    columns: list[str]
    """The fields in which it differs from what was kept."""


class ImporterAnswer(TypedDict):
    """The importer of record; a part that was not given is absent."""

    name: NotRequired[str | None]
    """Name of the importer of record."""
    number: NotRequired[str | None]
    """Its importer number."""
    bond: NotRequired[BondAnswer | None]
    """Its customs bond."""
    address: NotRequired[AddressAnswer | None]
    """Its address."""


class ImporterIn(TypedDict):
    """The importer of record (19 USC 1484)."""

    name: NotRequired[str | None]
    """Name of the importer of record."""
    number: NotRequired[str | None]
    """Its importer number: an EIN with suffix, or one CBP assigned."""
    bond: NotRequired[BondIn | None]
    """Its customs bond."""
    address: NotRequired[AddressIn | None]
    """Its address, printed as the importer's."""


class InboundMailAnswer(TypedDict):
    """What a mail that came back was, and which of this account's mails it is about."""

    kind: InboundMailKind
    """What it was; `unmatched` where it is about none of this account's mails."""
    isNew: bool
    """False where the same mail was taken before; nothing happens twice."""
    exportId: str | None
    """The export batch, or null."""
    submissionId: str | None
    """The mail it is about, or null."""
    status: SubmissionStatus | None
    """What that mail now is, or null."""
    warnings: NotRequired[list[UnknownField]]
    """What was taken in another way than it may be meant. Fields of the body that nobody reads are
    told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent.
    """


InboundMailKind: TypeAlias = Literal[
    "bounced", "bounced_elsewhere", "delayed", "delivered", "auto_replied", "replied", "unmatched"
]
"""Its possible values."""


class InspectAnswer(TypedDict):
    """The truth about an export, composed from what is stored."""

    exportId: str
    """Export batch ID."""
    status: ExportState
    """Current normalized status."""
    state: ExportState
    """Current normalized lifecycle state."""
    readinessState: ReadinessState
    """Current readiness view."""
    complianceScore: int
    """Current readiness score, 0 to 100."""
    validationMessages: list[PlanMessage]
    """Structured validation results."""
    planHash: str
    """Planning fingerprint."""
    artifacts: list[ArtifactAnswer]
    """Artifact metadata; empty before execution."""
    export: InspectedExport
    """Plan, execution and counts in short."""
    batch: BatchAnswer
    """The batch's own record."""
    customsPackage: PackageSummary | None
    """Customs package summary or null."""
    notifications: list[NotificationAnswer]
    """Notification objects."""
    brokerSubmission: BrokerSubmission | None
    """The latest broker submission, or null before execution."""
    snapshot: InspectedSnapshot
    """Current machine snapshot used for inspection."""
    events: list[EventAnswer]
    """Export event stream, oldest first."""
    brokerAnswers: list[BrokerAnswerSaid]
    """What brokers said of it, oldest first."""
    brokerSubmissions: list[BrokerSubmission]
    """Every submission, oldest first."""
    flags: list[str]
    """Planning flags to surface downstream, alphabetical."""
    missing_data: list[MissingDatumAnswer]
    """Missing data signals."""
    recommended_strategy: str
    """Human-readable strategy summary."""
    score_breakdown: list[ScorePart]
    """The named parts of the score; they sum to it."""
    savings_breakdown: SavingsBreakdown
    """The two costs whose difference the savings are."""
    export_units: list[ExportUnit]
    """The entries to be filed."""
    entry_structure: EntryStructure
    """The entries in short, and what was not chosen."""
    routing_context: RoutingContext
    """Where the goods leave, who files, where they cross."""
    duty_estimate: DutyEstimate
    """Duties and fees, layer by layer."""


class InspectedCounts(TypedDict):
    """What inspection found."""

    artifact_count: int
    """How many artifacts there are."""
    notification_count: int
    """How many notifications there are."""


class InspectedExecution(TypedDict):
    """The execution in short."""

    customs_package_id: str | None
    """The customs package, or null before execution."""
    executed_at: str | None
    """When it was executed; null before."""


class InspectedExport(TypedDict):
    """Plan, execution and counts in short."""

    batch_id: str
    """Export batch ID."""
    status: ExportState
    """The same as at the top."""
    planHash: str
    """The same as at the top."""
    lifecycle_state: ExportState
    """The same as `status`."""
    plan: InspectedPlan
    """The current plan in short."""
    execution: InspectedExecution
    """The execution in short."""
    inspection: InspectedCounts
    """Counts."""


class InspectedPlan(TypedDict):
    """The current plan in short."""

    readinessState: ReadinessState
    """The same as at the top."""
    included_order_ids: list[str]
    """Orders included in the plan."""
    excluded_order_ids: list[str]
    """Orders not included."""
    excluded_orders: list[ExcludedOrder]
    """Orders not included, each with its reason."""
    plan_count: int
    """How often this batch was planned."""


class InspectedSnapshot(TypedDict):
    """The planning snapshot in short."""

    included_order_ids: list[str]
    """Orders included in the plan."""
    planHash: str
    """The same as at the top."""
    snapshot_url: str
    """Where the hashed document is."""
    law: LawAnswer | None
    """The law it was planned by; null in plans of before it was told."""


class InstallationRestoredPayload(TypedDict):
    """The fields of `payload` in events `installation.restored`. A backup was put in place: what
    happened between its making and then is not in the records.
    """

    backupAt: NotRequired[str]
    """Backup at."""
    submissionsHeld: NotRequired[int]
    """Submissions held."""
    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


class InvitationAnswer(TypedDict):
    """An invitation into the account, without its link."""

    id: str
    """Id of the invitation."""
    email: str
    """Who is invited."""
    roles: list[InvitationRoles]
    """What the person will be allowed to do."""
    modes: list[AccountMode]
    """The worlds the person will see."""
    state: InvitationState
    """Whether its link still works."""
    mail: InvitationMail | None
    """How its mail fares, `uncertain` where nobody knows whether it arrived; null without one."""
    createdAt: str
    """When it was made."""
    expiresAt: str
    """Until when its link works."""
    warnings: NotRequired[list[UnknownField]]
    """What was taken in another way than it may be meant. Fields of the body that nobody reads are
    told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent.
    """


class InvitationLinkAnswer(TypedDict):
    """An invitation with its link, which is shown here and never again."""

    id: str
    """Id of the invitation."""
    email: str
    """Who is invited."""
    roles: list[InvitationRoles]
    """What the person will be allowed to do."""
    modes: list[AccountMode]
    """The worlds the person will see."""
    state: InvitationState
    """Whether its link still works."""
    mail: InvitationMail | None
    """How its mail fares, `uncertain` where nobody knows whether it arrived; null without one."""
    createdAt: str
    """When it was made."""
    expiresAt: str
    """Until when its link works."""
    link: str | None
    """The page where the invited person joins; send it. Null in a repeat of the call: the link is not
    kept.
    """
    warnings: NotRequired[list[UnknownField]]
    """What was taken in another way than it may be meant. Fields of the body that nobody reads are
    told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent.
    """


InvitationMail: TypeAlias = Literal["due", "sending", "sent", "failed", "uncertain"]
"""Its possible values."""


class InvitationPage(TypedDict):
    """A page of open invitations, newest first."""

    data: list[InvitationAnswer]
    """The invitations."""
    has_more: bool
    """Whether rows follow."""
    next_cursor: str | None
    """Pass it as `cursor` for the next page; null on the last one."""


InvitationRoles: TypeAlias = Literal["viewer", "operator", "approver", "admin"]
"""Its possible values."""
InvitationState: TypeAlias = Literal["open", "accepted", "revoked", "expired"]
"""Its possible values."""


class KeyAnswer(TypedDict):
    """An API key, without its secret."""

    id: str
    """Id of the key."""
    accountId: str
    """The account it belongs to."""
    name: str | None
    """What it is for, or null."""
    owner: str | None
    """The person whose key it is, or null."""
    mode: AccountMode
    """The world it sees."""
    scopes: list[str]
    """What it may do."""
    policy: PolicyAnswer | None
    """Limits of its own, or null."""
    state: KeyState
    """Whether it works."""
    createdAt: str | None
    """When it was made."""
    expiresAt: str | None
    """When it ends, or null."""
    revokedAt: str | None
    """When it was revoked, or null."""
    lastUsedAt: str | None
    """When it last called, to the minute, or null."""
    warnings: NotRequired[list[UnknownField]]
    """What was taken in another way than it may be meant. Fields of the body that nobody reads are
    told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent.
    """


class KeyChangedPayload(TypedDict):
    """The fields of `payload` in events `key.changed`. A key's name or limits changed: before and
    after.
    """

    keyId: NotRequired[str]
    """Key id."""
    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


class KeyCreatedPayload(TypedDict):
    """The fields of `payload` in events `key.created`. A key was made."""

    keyId: NotRequired[str]
    """Key id."""
    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


class KeyPage(TypedDict):
    """A page of keys, newest first."""

    data: list[KeyAnswer]
    """The keys."""
    has_more: bool
    """Whether rows follow."""
    next_cursor: str | None
    """Pass it as `cursor` for the next page; null on the last one."""


class KeyRevokedPayload(TypedDict):
    """The fields of `payload` in events `key.revoked`. A key was revoked for good."""

    keyId: NotRequired[str]
    """Key id."""
    owner: NotRequired[str | None]
    """Owner."""
    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


class KeyRotatedPayload(TypedDict):
    """The fields of `payload` in events `key.rotated`. A key got a new secret; the one before works no
    more.
    """

    keyId: NotRequired[str]
    """Key id."""
    owner: NotRequired[str | None]
    """Owner."""
    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


KeyScopes: TypeAlias = Literal["admin", "approve", "execute", "read", "write"]
"""Its possible values."""


class KeySecretAnswer(TypedDict):
    """A key with its secret, which is shown here and never again."""

    id: str
    """Id of the key."""
    accountId: str
    """The account it belongs to."""
    name: str | None
    """What it is for, or null."""
    owner: str | None
    """The person whose key it is, or null."""
    mode: AccountMode
    """The world it sees."""
    scopes: list[str]
    """What it may do."""
    policy: PolicyAnswer | None
    """Limits of its own, or null."""
    state: KeyState
    """Whether it works."""
    createdAt: str | None
    """When it was made."""
    expiresAt: str | None
    """When it ends, or null."""
    revokedAt: str | None
    """When it was revoked, or null."""
    lastUsedAt: str | None
    """When it last called, to the minute, or null."""
    apiKey: str | None
    """The secret: `Authorization: Bearer ...`. Null in a repeat of the call: no secret is kept, rotate
    the key.
    """
    warnings: NotRequired[list[UnknownField]]
    """What was taken in another way than it may be meant. Fields of the body that nobody reads are
    told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent.
    """


KeyState: TypeAlias = Literal["active", "expired", "revoked"]
"""Its possible values."""


class LawAnswer(TypedDict):
    """The bundle of the law in force."""

    version: str
    """Version of the bundle."""
    asOf: str
    """The day the law is as of."""
    digest: str
    """SHA-256 over the bundle's documents."""


class LinksEnded(TypedDict):
    """A submission whose links open nothing any more."""

    submissionId: str
    """The submission."""
    exportId: str
    """Export batch ID."""
    linksEndedAt: str
    """When its links ended."""
    warnings: NotRequired[list[UnknownField]]
    """What was taken in another way than it may be meant. Fields of the body that nobody reads are
    told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent.
    """


class MailCount(TypedDict):
    """Mails to one audience that want somebody's eye."""

    audience: MailCountAudience
    """For whom they are."""
    status: MailCountStatus
    """`failed` for good, or `uncertain` and waiting for a decision."""
    count: int
    """How many, 10,000 at most."""
    has_more: bool
    """Whether there are more than that."""


MailCountAudience: TypeAlias = Literal["broker", "broker_notice", "warehouse"]
"""Its possible values."""
MailCountStatus: TypeAlias = Literal["failed", "uncertain"]
"""Its possible values."""


class MailTestAnswer(TypedDict):
    """A test mail to a broker."""

    id: str
    """Id of the mail."""
    brokerId: str
    """The broker."""
    state: InvitationMail
    """What became of it: `uncertain` where nobody knows whether it arrived."""
    createdAt: str
    """When it was asked for."""
    error: str | None
    """The mail server's words where it did not take it; null otherwise."""
    plainWords: str | None
    """What `error` means, where a code in it says so."""
    warnings: NotRequired[list[UnknownField]]
    """What was taken in another way than it may be meant. Fields of the body that nobody reads are
    told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent.
    """


class MailTests(TypedDict):
    """The newest test mails to a broker."""

    data: list[MailTestAnswer]
    """At most ten, newest first."""


class MailTryAnswer(TypedDict):
    """One try to hand a mail over."""

    number: int
    """Which try, from 1."""
    begun_at: str | None
    """When the message began to leave; null where it did not come to that."""
    outcome: str
    """`sent`, `rejected`, `deferred`, `uncertain`, `unconfigured` or `unknown`."""
    words: str | None
    """What the mail server said, or null."""
    plain_words: str | None
    """What that means, where a code in it says so."""


class ManufacturerAnswer(TypedDict):
    """Who made a product."""

    name: str | None
    """The maker's name, or null."""
    address: str | None
    """Street and number, or null."""
    city: str | None
    """City, or null."""
    region: str | None
    """State, province or county, or null."""
    postalCode: str | None
    """Postal code, or null."""
    country: str | None
    """Two-letter country code, or null."""
    mid: str | None
    """Manufacturer identification code: the one given, else built from name and address; null where
    that is not possible.
    """


class ManufacturerIn(TypedDict):
    """Who made it. Every field is optional to sync; planning says what is missing."""

    name: NotRequired[str | None]
    """The maker's name."""
    address: NotRequired[str | None]
    """Street and number."""
    address1: NotRequired[str | None]
    """The same, as shipTo spells it; address wins."""
    city: NotRequired[str | None]
    """City."""
    region: NotRequired[str | None]
    """State, province or county."""
    postalCode: NotRequired[str | None]
    """Postal code."""
    country: NotRequired[str | None]
    """Two-letter country code."""
    mid: NotRequired[str | None]
    """Manufacturer identification code (19 CFR 102); built from name and address where it is absent."""


class MappedColumn(TypedDict):
    """Where a column goes, with the unit of its numbers."""

    field: str
    """The field in dotted form."""
    unit: NotRequired[MappedColumnUnit | None]
    """The unit of a column of weights."""


MappedColumnUnit: TypeAlias = Literal["kg", "g", "lb", "oz"]
"""Its possible values."""


class MaterialAnswer(TypedDict):
    """One material of a product."""

    name: str
    """What the material is."""
    percent: Number | None
    """Its share by weight in percent, or null where it was not given."""


class MaterialIn(TypedDict):
    """One material of a product."""

    name: str
    """What the material is."""
    percent: NotRequired[NumberIn | None]
    """Its share by weight, in percent."""


class MendedCell(TypedDict):
    """A cell that is read otherwise than it stands."""

    row: int
    """Row of the file."""
    column: str
    """The file's column."""
    value: str
    """What stands in the cell."""
    readAs: str
    """What it is read as."""
    message: str
    """Why."""


class MergeReport(TypedDict):
    """Field by field."""

    product_name: MergedField
    """The name."""
    description: MergedField
    """The description."""
    country_of_origin: MergedField
    """The origin."""
    value: MergedField
    """The value of a piece in US dollars."""
    materials: MergedField
    """The materials; proposed are those that the words name."""
    category: MergedField
    """The category."""
    hs_code: MergedField
    """The code; supplied is `existing_hs_code`."""


class MergedField(TypedDict):
    """A field of the product: what was supplied, what is proposed, what stays."""

    supplied: JsonValue
    """As supplied; null where it was not."""
    proposed: JsonValue
    """What the optimizer proposes; null where it proposes nothing."""
    kept: JsonValue
    """What stands after this call: always what was supplied. Nothing is applied."""


class MetalsAnswer(TypedDict):
    """Metal composition of a product."""

    steelWeightKg: Number | None
    """Kilograms of steel in a piece, or null."""
    aluminumWeightKg: Number | None
    """Kilograms of aluminum in a piece, or null."""
    copperWeightKg: Number | None
    """Kilograms of copper in a piece, or null."""
    steelMeltPourCountry: str | None
    """Where the steel was melted and poured, or null."""
    aluminumPrimarySmeltCountry: str | None
    """Country of primary smelt, or null."""
    aluminumSecondarySmeltCountry: str | None
    """Country of secondary smelt, or null."""
    aluminumCastCountry: str | None
    """Country of the last cast, or null."""
    usOriginShare: Number | None
    """Share by weight of US metal, 0 to 1, or null."""
    ukOriginShare: Number | None
    """Share by weight of UK metal, 0 to 1, or null."""
    originEvidence: str | None
    """What proves the metal's origin, or null."""
    steelValueUsd: Number | None
    """Value of the steel content of a piece, or null."""
    aluminumValueUsd: Number | None
    """Value of the aluminum content of a piece, or null."""
    copperValueUsd: Number | None
    """Value of the copper content of a piece, or null."""
    usContentValueUsd: Number | None
    """Value of the US content of a piece, or null."""


class MetalsIn(TypedDict):
    """Metal composition; weights are kilograms per piece, shares 0 to 1."""

    steelWeightKg: NotRequired[NumberIn | None]
    """Kilograms of steel in a piece."""
    aluminumWeightKg: NotRequired[NumberIn | None]
    """Kilograms of aluminum in a piece."""
    copperWeightKg: NotRequired[NumberIn | None]
    """Kilograms of copper in a piece."""
    steelMeltPourCountry: NotRequired[str | None]
    """Where the steel was melted and poured."""
    aluminumPrimarySmeltCountry: NotRequired[str | None]
    """Country of the largest share of primary aluminum smelted."""
    aluminumSecondarySmeltCountry: NotRequired[str | None]
    """Country of the largest share of secondary aluminum smelted."""
    aluminumCastCountry: NotRequired[str | None]
    """Country of the last cast of the aluminum."""
    usOriginShare: NotRequired[NumberIn | None]
    """Share by weight of the listed metal of US origin, 0 to 1."""
    ukOriginShare: NotRequired[NumberIn | None]
    """Share by weight of the listed metal of UK origin, 0 to 1."""
    originEvidence: NotRequired[str | None]
    """What proves the metal's origin, in words."""
    steelValueUsd: NotRequired[NumberIn | None]
    """Value of the steel content of a piece in US dollars; entries before 6 April 2026 pay on it."""
    aluminumValueUsd: NotRequired[NumberIn | None]
    """Value of the aluminum content of a piece in US dollars."""
    copperValueUsd: NotRequired[NumberIn | None]
    """Value of the copper content of a piece in US dollars."""
    usContentValueUsd: NotRequired[NumberIn | None]
    """Value of US content in a piece of mobile equipment (9903.82.21)."""


class MissingDatumAnswer(TypedDict):
    """A value that planning wants and nobody gave."""

    field: str
    """Path of the value, as in `validationMessages`."""
    product_id: str | None
    """The product it belongs to, or null."""
    order_id: str | None
    """The order it belongs to, or null."""
    code: str
    """Code of the finding that asks for it."""


class MissingFact(TypedDict):
    """A fact that would decide."""

    fact: str
    """Its name."""
    question: str
    """What to ask for."""
    between: list[str]
    """The two descriptions it tells apart; empty where it tells none."""


Mode: TypeAlias = Literal["truck", "ocean", "air"]
"""How goods cross."""
NextAction: TypeAlias = Literal["execute", "review_flags_then_execute", "fix_validation_errors"]
"""What to do next."""


class NotificationAnswer(TypedDict):
    """That somebody was told of an execution."""

    id: str
    """Id of the notification."""
    channel: NotificationChannel
    """`EMAIL`, or `API` where there is no address to write to."""
    status: SubmissionStatus
    """Where it travels by mail, the mail's state; else `sent`."""
    created_at: str
    """When it was made."""
    audience: NotificationAudience
    """Whom it tells."""
    export_id: str
    """The export batch it is about."""


NotificationAudience: TypeAlias = Literal["broker", "warehouse"]
"""Its possible values."""
NotificationChannel: TypeAlias = Literal["EMAIL", "API"]
"""Its possible values."""


class NotificationPage(TypedDict):
    """A page of notifications, newest first."""

    data: list[NotificationAnswer]
    """The notifications."""
    has_more: bool
    """Whether rows follow."""
    next_cursor: str | None
    """Pass it as `cursor` for the next page; null on the last one."""


class OldestWaiting(TypedDict):
    """The export that waits longest."""

    exportId: str
    """Export batch ID."""
    created_at: str
    """When it was first planned."""


class OptimizerAnswer(TypedDict):
    """Which codes the goods may be. A proposal: nothing was changed."""

    optimizer_run_id: str
    """Id of the run; `GET /api/customs/optimize/{id}` shows it again."""
    optimizer_attempt_id: str
    """Id of the attempt that answered."""
    hs_code: str | None
    """The first candidate, or null where nothing can be proposed."""
    candidate_classifications: list[CandidateClassification]
    """Candidates, best first."""
    confidence_score: Number
    """Chance that the first six digits are right, calibrated."""
    confidence_score_ten_digits: Number
    """Chance that all ten are right."""
    confidence_level: OptimizerConfidenceLevel
    """`high` from 0.75 on, `medium` from 0.45 on."""
    confidence_reasoning_summary: str
    """The confidence in a sentence or two."""
    recommended_action: OptimizerRecommendedAction
    """What to do next."""
    compliance_flags: list[str]
    """What a person must look at, by name."""
    compliance_notes: list[ComplianceNote]
    """Why each of them stands."""
    missing_facts: list[MissingFact]
    """Facts that would decide, the most telling first."""
    existing_classification: ExistingCode | None
    """How `existing_hs_code` does, or null without one."""
    duty_preview: DutyPreview | None
    """Duty under the first candidate."""
    merge_report: MergeReport
    """Field by field: supplied, proposed, kept."""
    tariff_edition: str
    """The schedule in which codes are valid and duty is computed."""
    classifier_edition: str
    """The classifier, by its hash."""
    entry_date: str
    """Day of entry for which this holds."""
    assist: AssistReport | None
    """What a large model added; null where none is configured."""
    warnings: NotRequired[list[UnknownField]]
    """What was taken in another way than it may be meant. Fields of the body that nobody reads are
    told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent.
    """


OptimizerConfidenceLevel: TypeAlias = Literal["low", "medium", "high"]
"""Its possible values."""


class OptimizerRanPayload(TypedDict):
    """The fields of `payload` in events `optimizer.ran`. The optimizer proposed codes for goods; its
    run is kept and changes no product.
    """

    optimizerRunId: NotRequired[str]
    """Optimizer run id."""
    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


OptimizerRecommendedAction: TypeAlias = Literal[
    "accept_after_review", "review_candidates", "add_details", "ask_broker"
]
"""Its possible values."""


class OptimizerRunAnswer(TypedDict):
    """A run as it was recorded."""

    optimizer_run_id: str
    """Id of the run; `GET /api/customs/optimize/{id}` shows it again."""
    optimizer_attempt_id: str
    """Id of the attempt that answered."""
    hs_code: str | None
    """The first candidate, or null where nothing can be proposed."""
    candidate_classifications: list[CandidateClassification]
    """Candidates, best first."""
    confidence_score: Number
    """Chance that the first six digits are right, calibrated."""
    confidence_score_ten_digits: Number
    """Chance that all ten are right."""
    confidence_level: OptimizerConfidenceLevel
    """`high` from 0.75 on, `medium` from 0.45 on."""
    confidence_reasoning_summary: str
    """The confidence in a sentence or two."""
    recommended_action: OptimizerRecommendedAction
    """What to do next."""
    compliance_flags: list[str]
    """What a person must look at, by name."""
    compliance_notes: list[ComplianceNote]
    """Why each of them stands."""
    missing_facts: list[MissingFact]
    """Facts that would decide, the most telling first."""
    existing_classification: ExistingCode | None
    """How `existing_hs_code` does, or null without one."""
    duty_preview: DutyPreview | None
    """Duty under the first candidate."""
    merge_report: MergeReport
    """Field by field: supplied, proposed, kept."""
    tariff_edition: str
    """The schedule in which codes are valid and duty is computed."""
    classifier_edition: str
    """The classifier, by its hash."""
    entry_date: str
    """Day of entry for which this holds."""
    assist: AssistReport | None
    """What a large model added; null where none is configured."""
    request: dict[str, JsonValue]
    """What was asked, as it was read."""
    product_id: str | None
    """The product it was made for, or null."""
    created_at: str
    """When it ran."""


class OrderAnswer(TypedDict):
    """An order as it is kept."""

    id: str
    """Id of the order; what plan takes."""
    externalId: str
    """The caller's own id."""
    status: OrderStatus
    """Whether it can still be exported."""
    destinationCountry: str
    """Two-letter code of the country it goes to."""
    destinationRegion: str | None
    """State it goes to, or null."""
    destinationPostalCode: str | None
    """Postal code it goes to, or null."""
    currency: str
    """Currency of the sale."""
    exchangeRateUsd: Number | None
    """US dollars for one unit of the currency, or null."""
    value: Number
    """Value of the lines in the money their prices are stated in, to the cent."""
    valueUsd: Number | None
    """The same in US dollars; null where no rate of exchange is stated."""
    items: list[OrderLineAnswer]
    """The lines."""
    shipTo: PartyAnswer | None
    """Who receives the goods, or null."""
    buyer: PartyAnswer | None
    """Who bought them, or null."""
    charges: list[ChargeAnswer]
    """Stated charges; empty where none was."""
    packages: int | None
    """How many packages it travels in, or null."""
    soldOn: str | None
    """Day of the sale, or null."""
    clearance: str | None
    """The clearance the seller foresees, or null."""
    metadata: JsonValue
    """The caller's own object as given, or null."""
    exportId: str | None
    """The export batch that exported it, or null."""
    createdAt: str
    """When it was first synced."""
    updatedAt: str
    """When it last changed."""
    sourceUpdatedAt: str | None
    """When the caller's own system last changed it, or null."""


class OrderIn(TypedDict):
    """An order. Its value is recomputed from its lines; ``metadata`` is kept and never decides
    anything.
    """

    externalId: str
    """The caller's own id, without blanks around it; a sync of the same one overwrites."""
    destinationCountry: str
    """Code or name of the country it goes to."""
    items: Sequence[OrderLineIn]
    """The lines; they replace the stored ones."""
    destinationRegion: NotRequired[str | None]
    """State it goes to."""
    destinationPostalCode: NotRequired[str | None]
    """Postal code it goes to."""
    shipTo: NotRequired[PartyIn | None]
    """Who receives the goods."""
    buyer: NotRequired[PartyIn | None]
    """Who bought them; `shipTo` where it is absent."""
    currency: NotRequired[str | None]
    """Currency of the sale; USD where it is absent."""
    exchangeRateUsd: NotRequired[NumberIn | None]
    """US dollars for one unit of `currency`, as stated for the day of export."""
    charges: NotRequired[Sequence[ChargeIn] | None]
    """Stated charges."""
    packages: NotRequired[int | None]
    """How many packages the order travels in."""
    soldOn: NotRequired[str | None]
    """Day of the sale; the papers say `not stated` where it is absent."""
    clearance: NotRequired[str | None]
    """The clearance the seller foresees, in a word."""
    status: NotRequired[OrderInStatus | None]
    """`cancelled` keeps the order out of plans, of an exported one from its release on; only `open`
    opens it again, and what is absent changes nothing.
    """
    sourceUpdatedAt: NotRequired[str | None]
    """When the caller's own system last changed it. What is older than what is kept is not applied,
    and the answer says so: `STALE_UPDATE`.
    """
    metadata: NotRequired[Mapping[str, JsonValue] | None]
    """The caller's own object; kept, and never decides anything."""


OrderInStatus: TypeAlias = Literal["open", "cancelled"]
"""Its possible values."""


class OrderLineAnswer(TypedDict):
    """Goods of one product in an order; values in US dollars, for the whole line where not said
    otherwise.
    """

    productId: str
    """Id of the product."""
    quantity: Number
    """Pieces."""
    unitValueUsd: Number | None
    """Price of a piece in US dollars, or null where `unitPrice` says it."""
    unitPrice: Number | None
    """Price of a piece in the order's currency, or null."""
    lineValueUsd: Number | None
    """Quantity times price, in US dollars, not yet rounded to the cent; null where no price in dollars
    is stated.
    """
    notSold: str | None
    """Why nobody bought these goods, or null where they were sold."""
    claim: NotRequired[ClaimAnswer | None]
    """The special provision of chapter 98 claimed, where one is."""


class OrderLineIn(TypedDict):
    """A line of an order. Zero values are taken in, and planning says so."""

    productId: str
    """Id of a synced product."""
    quantity: NumberIn
    """Pieces."""
    unitPrice: NotRequired[NumberIn | None]
    """Price of a piece in the order's currency; in place of `unitValueUsd`."""
    unitValueUsd: NotRequired[NumberIn | None]
    """Price of a piece in US dollars, as the buyer paid it."""
    notSold: NotRequired[OrderLineNotSold | None]
    """Why nobody bought these goods; their price is then a declared value."""
    claim: NotRequired[ClaimIn | None]
    """A special provision of chapter 98 claimed for the line."""


OrderLineNotSold: TypeAlias = Literal["gift", "sample", "replacement", "loan", "return"]
"""Its possible values."""


class OrderPage(TypedDict):
    """A page of orders, newest first."""

    data: list[OrderAnswer]
    """The orders."""
    has_more: bool
    """Whether rows follow."""
    next_cursor: str | None
    """Pass it as `cursor` for the next page; null on the last one."""


OrderStatus: TypeAlias = Literal["open", "exported", "cancelled"]
"""Its possible values."""


class OrderWarning(TypedDict):
    """Something about an accepted order that the caller should know."""

    code: OrderWarningCode
    """What it is about."""
    message: str
    """What it is, and what can be done."""
    order_id: str
    """Id of the order."""
    export_id: str | None
    """The export batch that exported it, or null."""


OrderWarningCode: TypeAlias = Literal[
    "ORDER_ALREADY_EXPORTED", "CHARGE_TYPE_UNKNOWN", "STALE_UPDATE", "ORDER_STAYS_CANCELLED"
]
"""Its possible values."""
OrdersImportPreset: TypeAlias = Literal["entrygo", "shopify", "woocommerce", "bigcommerce", "shipstation"]
"""Its possible values."""


class OrdersImported(TypedDict):
    """What an import of orders did, or, of a dry run, would do."""

    dryRun: bool
    """Whether nothing was stored."""
    new: int
    """How many are new."""
    changed: int
    """How many change one that is kept."""
    unchanged: int
    """How many say what is kept already."""
    preset: str
    """Whose columns the file was read by: entrygo, a shop, or the caller's mapping."""
    mended: list[MendedCell]
    """Cells read otherwise than they stand: lost zeros, units, countries' names."""
    skipped: list[SkippedRow]
    """Rows left out: goods that do not ship, rows of pictures."""
    ignoredColumns: list[str]
    """Columns of the file that give no field."""
    orders: int
    """How many orders the file has."""
    data: list[ImportedOrder]
    """Those that are new or changed, in the file's order."""
    warnings: list[OrderWarning | UnknownField]
    """What was taken in another way than it may be meant. Fields of the body that nobody reads are
    told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent.
    """


class OrdersReleasedPayload(TypedDict):
    """The fields of `payload` in events `orders.released`. The orders of a withdrawn export are open
    for another one, but for those cancelled meanwhile.
    """

    batchId: NotRequired[str]
    """Id of the export batch."""
    orderIds: NotRequired[list[str]]
    """Order ids."""
    cancelledOrderIds: NotRequired[list[str]]
    """Cancelled order ids."""
    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


class OrdersSynced(TypedDict):
    """The orders of a sync, in the request's order."""

    data: list[OrderAnswer]
    """The orders as they are kept now."""
    warnings: list[OrderWarning | UnknownField]
    """What was taken in another way than it may be meant. Fields of the body that nobody reads are
    told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent.
    """


class OrdersSyncedMinimal(TypedDict):
    """A sync of orders as `Prefer: return=minimal` has it."""

    data: list[SyncedRow]
    """Their ids, in the request's order."""
    warnings: list[OrderWarning | UnknownField]
    """What was taken in another way than it may be meant. Fields of the body that nobody reads are
    told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent.
    """


class OrdersSyncedPayload(TypedDict):
    """The fields of `payload` in events `orders.synced`. Orders were synced: how many, and of up to
    100 what changed, by order id. Of a buyer's name and address only a digest is kept.
    """

    new: NotRequired[int]
    """New."""
    changed: NotRequired[int]
    """Changed."""
    unchanged: NotRequired[int]
    """Unchanged."""
    notNamed: NotRequired[int]
    """Not named."""
    digest: NotRequired[str]
    """Digest."""
    digestBefore: NotRequired[str]
    """Digest before."""
    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


class OverridesIn(TypedDict):
    """Other circumstances for a dry run; each wins over what the request says elsewhere."""

    entryDate: NotRequired[str | None]
    """Day of entry; over `shipment.entryDate`."""
    portOfEntry: NotRequired[str | None]
    """Schedule D code; over `shipment.portOfEntry`."""
    mode: NotRequired[Mode | None]
    """How the goods cross; over `shipment.mode`."""
    brokerId: NotRequired[str | None]
    """Another broker of the account; over `brokerId`."""
    split: NotRequired[Sequence[Sequence[str]] | None]
    """The orders in parts, each of `orderIds` in exactly one; the answer's `what_if` plans each part
    by itself.
    """


class OwnProductCited(TypedDict):
    """A product of the account under the candidate's six digits."""

    product_id: str
    """Id of the product."""
    label: str
    """Its SKU, else the caller's own id."""
    hs_code: str
    """The code it carries, or that a broker gave it."""
    similarity: Number
    """How much its words are like these, 0 to 1."""
    by_broker: bool
    """Whether a broker corrected it to that code."""


class PackageAnswer(TypedDict):
    """A customs package with its files."""

    id: str
    """Id of the package."""
    exportBatchId: str
    """The export batch it belongs to."""
    packageNumber: str
    """Number on the papers and in the subject."""
    state: PackageState
    """What became of it."""
    version: int
    """1, and one more for each correction."""
    createdAt: str
    """When it was made."""
    artifacts: list[ArtifactAnswer]
    """Its files; empty while they are being made."""
    packageUrl: str
    """Where the whole package is, as one ZIP."""


class PackageArtifactDamagedPayload(TypedDict):
    """The fields of `payload` in events `package.artifact_damaged`. Kept files were missing or
    altered: those `restored` were made again with the same bytes, those `lost` want a backup.
    """

    batchId: NotRequired[str]
    """Id of the export batch."""
    packageId: NotRequired[str]
    """Package id."""
    restored: NotRequired[list[str]]
    """Restored."""
    lost: NotRequired[list[str]]
    """Lost."""
    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


class PackageCorrectedPayload(TypedDict):
    """The fields of `payload` in events `package.corrected`. A package that was sent was replaced by a
    corrected version.
    """

    batchId: NotRequired[str]
    """Id of the export batch."""
    packageId: NotRequired[str]
    """Package id."""
    packageNumber: NotRequired[str]
    """Package number."""
    version: NotRequired[int]
    """Version."""
    supersedes: NotRequired[str]
    """Supersedes."""
    planHash: NotRequired[str]
    """Plan hash."""
    changes: NotRequired[list[dict[str, JsonValue]]]
    """Changes."""
    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


class PackageCorrectionStartedPayload(TypedDict):
    """The fields of `payload` in events `package.correction_started`. A correction passed the gate and
    is promised, with the delivery it is bound to.
    """

    batchId: NotRequired[str]
    """Id of the export batch."""
    packageId: NotRequired[str]
    """Package id."""
    packageNumber: NotRequired[str]
    """Package number."""
    planHash: NotRequired[str]
    """Plan hash."""
    supersedes: NotRequired[str]
    """Supersedes."""
    delivery: NotRequired[dict[str, JsonValue]]
    """Who the papers go to, and which."""
    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


class PackageResubmittedPayload(TypedDict):
    """The fields of `payload` in events `package.resubmitted`. A package that is made was submitted
    once more.
    """

    batchId: NotRequired[str]
    """Id of the export batch."""
    packageId: NotRequired[str]
    """Package id."""
    submissionId: NotRequired[str]
    """Submission id."""
    recipient: NotRequired[str]
    """Recipient."""
    messageId: NotRequired[str]
    """Message id."""
    packageNumber: NotRequired[str]
    """Package number."""
    planHash: NotRequired[str]
    """Plan hash."""
    previousSubmissionId: NotRequired[str]
    """Previous submission id."""
    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


PackageState: TypeAlias = Literal[
    "generated", "sent_to_broker", "acknowledged", "rejected", "superseded", "withdrawn"
]
"""Where a customs package stands."""


class PackageSummary(TypedDict):
    """A customs package in short."""

    id: str
    """Id of the package."""
    packageNumber: str
    """Number on the papers and in the subject."""
    state: PackageState
    """What became of it."""
    version: int
    """1, and one more for each correction."""


class PackageWithdrawnPayload(TypedDict):
    """The fields of `payload` in events `package.withdrawn`. The goods of an export do not ship.
    Whoever may have its papers is told to file nothing.
    """

    batchId: NotRequired[str]
    """Id of the export batch."""
    packageId: NotRequired[str]
    """Package id."""
    packageNumber: NotRequired[str]
    """Package number."""
    reason: NotRequired[str | None]
    """Reason."""
    withdrawnBy: NotRequired[str]
    """Withdrawn by."""
    notified: NotRequired[list[str]]
    """Notified."""
    versionsSent: NotRequired[list[str]]
    """Versions sent."""
    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


class PartyAnswer(TypedDict):
    """A person or firm with an address."""

    name: str | None
    """Name, or null."""
    address1: str | None
    """Street and number, or null."""
    address2: str | None
    """Second address line, or null."""
    city: str | None
    """City, or null."""
    region: str | None
    """State or province, or null."""
    postalCode: str | None
    """Postal code, or null."""
    country: str | None
    """Two-letter country code, or null."""
    email: str | None
    """Mail address, or null."""
    phone: str | None
    """Telephone number, or null."""


class PartyIn(TypedDict):
    """A person or firm with an address; every field is optional to sync."""

    name: NotRequired[str | None]
    """Name of the person or firm."""
    address1: NotRequired[str | None]
    """Street and number."""
    address2: NotRequired[str | None]
    """Second address line."""
    city: NotRequired[str | None]
    """City."""
    region: NotRequired[str | None]
    """State or province."""
    postalCode: NotRequired[str | None]
    """Postal code."""
    country: NotRequired[str | None]
    """Two-letter country code."""
    email: NotRequired[str | None]
    """Mail address."""
    phone: NotRequired[str | None]
    """Telephone number."""


class PatchOperation(TypedDict):
    """An operation of RFC 6902."""

    op: PatchOperationOp
    """What it does."""
    path: str
    """JSON Pointer into the snapshot."""
    value: NotRequired[JsonValue]
    """The new value; absent for `remove`."""


PatchOperationOp: TypeAlias = Literal["add", "remove", "replace"]
"""Its possible values."""


class PersonAnswer(TypedDict):
    """A person of the account."""

    id: str
    """Id of the person."""
    email: str
    """The address the person signs in with."""
    name: str
    """The person's name."""
    roles: list[InvitationRoles]
    """What the person may do in the account."""
    modes: list[AccountMode]
    """The worlds the person sees."""
    state: PersonState
    """Whether the person can sign in."""
    secondFactor: bool
    """Whether a code is asked at sign-in."""
    lastSeenAt: str | None
    """When the person last used a session, or null."""
    joinedAt: str
    """Since when the person works for the account."""
    warnings: NotRequired[list[UnknownField]]
    """What was taken in another way than it may be meant. Fields of the body that nobody reads are
    told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent.
    """


class PersonChangedPayload(TypedDict):
    """The fields of `payload` in events `person.changed`. What a person may do in the account changed,
    roles or worlds: before and after.
    """

    personId: NotRequired[str]
    """Person id."""
    email: NotRequired[str]
    """Email."""
    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


class PersonDisabledPayload(TypedDict):
    """The fields of `payload` in events `person.disabled`. The command line disabled a person, or let
    one in again; sessions ended.
    """

    personId: NotRequired[str]
    """Person id."""
    email: NotRequired[str]
    """Email."""
    disabled: NotRequired[bool]
    """Disabled."""
    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


class PersonInvitationRevokedPayload(TypedDict):
    """The fields of `payload` in events `person.invitation_revoked`. An invitation was taken back; its
    link works no more.
    """

    invitationId: NotRequired[str | None]
    """Invitation id."""
    email: NotRequired[str]
    """Email."""
    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


class PersonInvitedPayload(TypedDict):
    """The fields of `payload` in events `person.invited`. A person was invited into the account."""

    invitationId: NotRequired[str | None]
    """Invitation id."""
    email: NotRequired[str]
    """Email."""
    roles: NotRequired[list[str]]
    """Roles."""
    modes: NotRequired[list[str]]
    """Modes."""
    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


class PersonJoinedPayload(TypedDict):
    """The fields of `payload` in events `person.joined`. A person accepted an invitation, or the
    command line put one into the account.
    """

    personId: NotRequired[str]
    """Person id."""
    email: NotRequired[str]
    """Email."""
    name: NotRequired[str]
    """Name."""
    roles: NotRequired[list[str]]
    """Roles."""
    modes: NotRequired[list[str]]
    """Modes."""
    invitationId: NotRequired[str | None]
    """Invitation id."""
    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


class PersonLeftPayload(TypedDict):
    """The fields of `payload` in events `person.left`. A person may do nothing in the account any
    more.
    """

    personId: NotRequired[str]
    """Person id."""
    email: NotRequired[str]
    """Email."""
    roles: NotRequired[list[str]]
    """Roles."""
    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


class PersonPage(TypedDict):
    """A page of people, the newest members first."""

    data: list[PersonAnswer]
    """The people."""
    has_more: bool
    """Whether rows follow."""
    next_cursor: str | None
    """Pass it as `cursor` for the next page; null on the last one."""


class PersonPasswordChangedPayload(TypedDict):
    """The fields of `payload` in events `person.password_changed`. A person set a new password, by the
    old one or by a reset; other sessions ended.
    """

    personId: NotRequired[str]
    """Person id."""
    email: NotRequired[str]
    """Email."""
    by: NotRequired[str]
    """Who did it, or by which way."""
    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


class PersonResetMadePayload(TypedDict):
    """The fields of `payload` in events `person.reset_made`. A link was made by which a person sets a
    new password.
    """

    personId: NotRequired[str]
    """Person id."""
    email: NotRequired[str]
    """Email."""
    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


class PersonSecondFactorChangedPayload(TypedDict):
    """The fields of `payload` in events `person.second_factor_changed`. A person turned codes at
    sign-in on or off; a reset turns them off.
    """

    personId: NotRequired[str]
    """Person id."""
    email: NotRequired[str]
    """Email."""
    enabled: NotRequired[bool]
    """Enabled."""
    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


class PersonSessionsEndedPayload(TypedDict):
    """The fields of `payload` in events `person.sessions_ended`. Sessions of a person were ended, by
    the person or by an admin.
    """

    personId: NotRequired[str]
    """Person id."""
    email: NotRequired[str]
    """Email."""
    ended: NotRequired[int]
    """Ended."""
    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


class PersonSignInFailedPayload(TypedDict):
    """The fields of `payload` in events `person.sign_in_failed`. Somebody tried to sign in as the
    person and was refused: a wrong password or a wrong code.
    """

    personId: NotRequired[str]
    """Person id."""
    email: NotRequired[str]
    """Email."""
    step: NotRequired[str]
    """Step."""
    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


class PersonSignedInPayload(TypedDict):
    """The fields of `payload` in events `person.signed_in`. A person signed in. It stands in each
    account the person works for.
    """

    personId: NotRequired[str]
    """Person id."""
    email: NotRequired[str]
    """Email."""
    method: NotRequired[str]
    """Method."""
    sessionId: NotRequired[str]
    """Session id."""
    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


class PersonSignedOutPayload(TypedDict):
    """The fields of `payload` in events `person.signed_out`. A person signed out."""

    personId: NotRequired[str]
    """Person id."""
    email: NotRequired[str]
    """Email."""
    sessionId: NotRequired[str]
    """Session id."""
    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


PersonState: TypeAlias = Literal["active", "disabled"]
"""Its possible values."""


class PgaAnswer(TypedDict):
    """An answer to a partner government agency."""

    agency: str
    """The agency."""
    program: str | None
    """The agency's programme code, or null."""
    disclaim: str | None
    """The disclaim code, or null where data is owed."""
    data: dict[str, JsonValue]
    """The agency's message set as given; empty where none was."""


class PgaIn(TypedDict):
    """An answer to a partner government agency: data, or a disclaim code."""

    agency: str
    """The agency."""
    program: NotRequired[str | None]
    """The agency's programme code."""
    disclaim: NotRequired[str | None]
    """The disclaim code, where no data is owed."""
    data: NotRequired[Mapping[str, JsonValue] | None]
    """The agency's message set, as an object of the caller's own."""


class PlanAnswer(TypedDict):
    """A plan. 200 does not mean ready: read `readinessState`."""

    exportId: str | None
    """Export batch ID; null for a dry run."""
    state: PlanState
    """Normalized export lifecycle state; `PLANNED` for a dry run."""
    batch_id: str | None
    """Same batch ID in snake_case; null for a dry run."""
    planHash: str
    """Deterministic fingerprint of the planning snapshot."""
    status: PlanState
    """Planning status, the same as `state`."""
    readinessState: ReadinessState
    """READY, REVIEW_REQUIRED, or BLOCKED."""
    complianceScore: int
    """Readiness score from 0 to 100."""
    validationMessages: list[PlanMessage]
    """Structured validation results: errors, warnings, information."""
    included_order_ids: list[str]
    """Orders included in the plan, in the request's order."""
    excluded_order_ids: list[str]
    """Orders not included, in the request's order."""
    excluded_orders: list[ExcludedOrder]
    """Orders not included, each with its reason."""
    flags: list[str]
    """Planning flags to surface downstream, alphabetical."""
    missing_data: list[MissingDatumAnswer]
    """Missing data signals."""
    recommended_strategy: str
    """Human-readable strategy summary."""
    estimated_import_savings_usd: Number | None
    """What the planned entries save against one entry per order, in US dollars."""
    savings_breakdown: SavingsBreakdown
    """The two costs whose difference the savings are."""
    score_breakdown: list[ScorePart]
    """The named parts of the score; they sum to it."""
    next_recommended_action: NextAction
    """Suggested next step."""
    export_units: list[ExportUnit]
    """The entries to be filed."""
    entry_structure: EntryStructure
    """The entries in short, and what was not chosen."""
    routing_context: RoutingContext
    """Where the goods leave, who files, where they cross."""
    duty_estimate: DutyEstimate
    """Duties and fees, layer by layer."""
    validation: Validation
    """The verdict once more, in snake_case."""
    what_if: NotRequired[WhatIf | None]
    """Of a dry run with `overrides.split` alone: the orders in parts."""
    warnings: NotRequired[list[UnknownField]]
    """What was taken in another way than it may be meant. Fields of the body that nobody reads are
    told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent.
    """


class PlanMessage(TypedDict):
    """A finding of a plan."""

    code: str
    """Name of the finding; branch on it."""
    message: str
    """The finding in words, for people."""
    severity: EstimateMessageSeverity
    """`error` blocks, `warning` asks for review, `info` is told and deducts nothing."""
    field: str
    """Path of the value; `n` of `orders[n]` follows the request's order of ids."""
    product_id: str | None
    """The product it is about, or null."""
    order_id: str | None
    """The order it stands at, or null."""
    fix: str
    """What to do about it."""
    doc_url: str
    """Page of the rule on this server."""
    legal_source: str
    """Where the law says so."""
    rule: str
    """Id of the rule."""
    affected_order_ids: list[str]
    """Every order the finding touches, in the request's order; empty where it touches none in
    particular.
    """
    details: dict[str, JsonValue] | None
    """Values to act on, by name, or null: a screening hit's `entryKey` and `partyFingerprint`."""


class PlanReference(TypedDict):
    """A plan in the export's history, by its place and its hash."""

    plan: int
    """Number of the plan, from 1."""
    planHash: str
    """Its hash."""


PlanState: TypeAlias = Literal["BATCHED", "PLANNED"]
"""Its possible values."""


class PlannedDutyLine(TypedDict):
    """Duty on a line of a planned entry."""

    hsCode: str
    """HTS code with dots."""
    countryOfOrigin: str
    """Two-letter code of the country of origin; what the product states, where that is no such code;
    may be empty.
    """
    valueUsd: Number | None
    """Entered value in US dollars, or null where it is not known."""
    dutyUsd: Number | None
    """Duty in US dollars, or null where a layer has no figure."""
    layers: list[DutyLayerAnswer]
    """Its layers, the base duty first."""
    exportUnit: int
    """Number of the entry."""
    lineNo: int
    """Number of the line in it."""


class PolicyAnswer(TypedDict):
    """Limits on what leaves; one that was not set is absent."""

    maxExportValueUsd: NotRequired[Number | None]
    """Exports worth more do not leave."""
    readyOnly: NotRequired[bool | None]
    """Whether only papers of READY plans leave."""
    countries: NotRequired[list[str] | None]
    """The destinations allowed."""
    requireApproval: NotRequired[bool | None]
    """Whether another person approves plan and delivery first."""
    requireExpectedPlanHash: NotRequired[bool | None]
    """Whether a call must name its plan's hash."""


class PolicyIn(TypedDict):
    """Limits on what leaves and what may be planned, beyond scopes. One left out does not bind;
    unknown ones are refused, since a limit that nobody knows would bind nobody.
    """

    maxExportValueUsd: NotRequired[NumberIn | None]
    """Exports worth more do not leave."""
    readyOnly: NotRequired[bool | None]
    """Whether only papers of READY plans leave."""
    countries: NotRequired[Sequence[str] | None]
    """The destinations allowed; all are where this is absent."""
    requireApproval: NotRequired[bool | None]
    """Whether another person approves each plan and its delivery first."""
    requireExpectedPlanHash: NotRequired[bool | None]
    """Whether a call must name its plan's hash."""


class PowerOfAttorneyAnswer(TypedDict):
    """The broker's power of attorney; a part that was not given is absent."""

    onFile: NotRequired[bool | None]
    """Whether the broker holds one of this account."""
    validTo: NotRequired[str | None]
    """Its last day."""


class PowerOfAttorneyIn(TypedDict):
    """The broker's power of attorney (19 CFR 141.31)."""

    onFile: NotRequired[bool | None]
    """Whether the broker holds one of this account."""
    validTo: NotRequired[str | None]
    """Its last day; null where it does not expire."""


class Problem(TypedDict):
    """The one error body. Branch on the status, then `errorCode`, then `field` and `details`."""

    errorCode: ProblemErrorCode
    """Stable; branch on it."""
    message: str
    """For people."""
    field: NotRequired[str]
    """Path of the first fault, dotted: `items.0.externalId`."""
    details: NotRequired[dict[str, JsonValue]]
    """What the code needs said: `issues`, `foundOrderIds`, `currentState`, hashes, the diff."""
    type: str
    """Page of the code (RFC 9457)."""
    title: str
    """The code in words (RFC 9457)."""
    status: int
    """The HTTP status (RFC 9457)."""
    detail: NotRequired[str]
    """The message again (RFC 9457)."""
    instance: NotRequired[str]
    """The path called (RFC 9457)."""
    requestId: str
    """The id of this call."""
    docUrl: str
    """Page of the code."""
    retryable: bool
    """Whether the same call may succeed later."""


ProblemErrorCode: TypeAlias = Literal[
    "ARTIFACT_DAMAGED",
    "CHANGED_SINCE",
    "IDEMPOTENCY_CONFLICT",
    "IDEMPOTENCY_IN_PROGRESS",
    "INSUFFICIENT_SCOPE",
    "INTERNAL_ERROR",
    "INVALID_ACCOUNT_SCOPE",
    "INVALID_API_KEY",
    "INVALID_EXPORT_STATE",
    "INVALID_ORDER_REFERENCE",
    "INVALID_PRODUCT_REFERENCE",
    "INVALID_REQUEST",
    "METHOD_NOT_ALLOWED",
    "NOT_FOUND",
    "PAYLOAD_TOO_LARGE",
    "PLAN_CHANGED",
    "POLICY_DENIED",
    "RATE_LIMITED",
    "REQUEST_TIMEOUT",
    "RESTORE_UNDECIDED",
    "UNAVAILABLE",
    "UNSUPPORTED_MEDIA_TYPE",
    "VALIDATION_ERROR",
]
"""Its possible values."""


class ProductAnswer(TypedDict):
    """A product as it is kept."""

    id: str
    """Id of the product; what order lines name."""
    externalId: str
    """The caller's own id."""
    sku: str | None
    """Stock keeping unit, or null."""
    title: str
    """What the product is called."""
    description: str | None
    """What customs reads, or null."""
    hsCode: str | None
    """HTS code with dots, or null."""
    countryOfOrigin: str | None
    """Two-letter code of the country of origin, or null."""
    unitValueUsd: Number | None
    """Usual value of a piece in US dollars, or null."""
    netWeightKg: Number | None
    """Kilograms of a piece without packing, or null."""
    grossWeightKg: Number | None
    """Kilograms of a piece with packing, or null."""
    materials: list[MaterialAnswer]
    """What it is made of; empty where nothing was given."""
    category: str | None
    """The caller's own category, or null."""
    manufacturer: ManufacturerAnswer | None
    """Who made it, or null."""
    usmca: UsmcaAnswer | None
    """USMCA certification, or null."""
    metals: MetalsAnswer | None
    """Metal composition, or null."""
    pga: list[PgaAnswer]
    """Answers to agencies; empty where none was given."""
    adcvd: JsonValue
    """Antidumping and countervailing cases as given, or null."""
    attributes: dict[str, JsonValue]
    """Trade facts as given; empty where none was."""
    quantities: dict[str, Number]
    """How much there is in a piece, by unit; empty where nothing was given."""
    spi: NotRequired[str | None]
    """Special programme indicator claimed, where one is."""
    proposal: ProposalAnswer | None
    """The code the optimizer proposes, or null."""
    components: list[ComponentAnswer]
    """What a piece is made of; empty where nothing was given."""
    createdAt: str
    """When it was first synced."""
    updatedAt: str
    """When it last changed."""
    sourceUpdatedAt: str | None
    """When the caller's own system last changed it, or null."""
    check: NotRequired[ProductCheck | None]
    """What planning says of it, where the list was asked to check."""
    warnings: NotRequired[list[UnknownField]]
    """What was taken in another way than it may be meant. Fields of the body that nobody reads are
    told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent.
    """


class ProductChange(TypedDict):
    """A change of products, made in one step."""

    id: str
    """Id of the change."""
    source: ProductChangeSource
    """How it was made."""
    actor: ChangeActor
    """Who made it."""
    products: int
    """How many products it changed."""
    undoes: str | None
    """The change it undid, or null."""
    undoneBy: str | None
    """The change that undid it, or null."""
    createdAt: str
    """When it was made."""


class ProductChangeDetail(TypedDict):
    """A change with its differences."""

    id: str
    """Id of the change."""
    source: ProductChangeSource
    """How it was made."""
    actor: ChangeActor
    """Who made it."""
    products: int
    """How many products it changed."""
    undoes: str | None
    """The change it undid, or null."""
    undoneBy: str | None
    """The change that undid it, or null."""
    createdAt: str
    """When it was made."""
    data: list[ProductDifference]
    """The differences by product, the first 100 products."""


class ProductChangeIn(TypedDict):
    """New values of fields of a single product, as PATCH takes them."""

    productId: str
    """The product."""
    set: ProductPatch
    """Its new fields: those absent stay, null empties one."""


class ProductChangePage(TypedDict):
    """A page of changes, newest first."""

    data: list[ProductChange]
    """The changes."""
    has_more: bool
    """Whether rows follow."""
    next_cursor: str | None
    """Pass it as `cursor` for the next page; null on the last one."""


ProductChangeSource: TypeAlias = Literal["sync", "import", "patch", "change", "undo"]
"""Its possible values."""


class ProductCheck(TypedDict):
    """What planning would say of a product in an order of one piece to the US today, its other facts
    aside.
    """

    readiness: ReadinessState
    """The verdict of these findings alone."""
    score: int
    """Completeness, 0 to 100: what the findings leave of 100."""
    findings: list[ProductFinding]
    """The findings, worst first."""


class ProductDifference(TypedDict):
    """What a change made different in one product."""

    productId: str
    """The product."""
    label: str | None
    """Its SKU, or your number."""
    before: dict[str, JsonValue]
    """The fields that differ, as they were."""
    after: dict[str, JsonValue]
    """The same fields, as they became."""


class ProductFinding(TypedDict):
    """A finding of planning about a product's own facts."""

    rule: str
    """Id of the rule."""
    code: str
    """Name of the finding; branch on it."""
    severity: EstimateMessageSeverity
    """How grave it is."""
    field: str
    """The product's field."""
    message: str
    """The finding in words."""
    fix: str
    """What to do about it."""
    docUrl: str
    """Page of the rule on this server."""


class ProductHistory(TypedDict):
    """A page of the changes of one product, newest first."""

    data: list[ProductHistoryEntry]
    """The changes."""
    has_more: bool
    """Whether rows follow."""
    next_cursor: str | None
    """Pass it as `cursor` for the next page; null on the last one."""


class ProductHistoryEntry(TypedDict):
    """A change as one product sees it."""

    id: str
    """Id of the change."""
    source: ProductChangeSource
    """How it was made."""
    actor: ChangeActor
    """Who made it."""
    products: int
    """How many products it changed."""
    undoes: str | None
    """The change it undid, or null."""
    undoneBy: str | None
    """The change that undid it, or null."""
    createdAt: str
    """When it was made."""
    before: dict[str, JsonValue]
    """The fields that differ, as they were."""
    after: dict[str, JsonValue]
    """The same fields, as they became."""


class ProductIn(TypedDict):
    """A product. Only ``externalId`` and ``title`` are required; planning says what else customs
    wants.
    """

    externalId: str
    """The caller's own id, without blanks around it; a sync of the same one overwrites."""
    title: str
    """What the product is called."""
    sku: NotRequired[str | None]
    """Stock keeping unit; messages name the product by it."""
    description: NotRequired[str | None]
    """What customs reads: material, use and kind in plain words."""
    hsCode: NotRequired[str | None]
    """HTS code, ten digits, with or without dots."""
    countryOfOrigin: NotRequired[str | None]
    """Two-letter code of the country of origin."""
    unitValueUsd: NotRequired[NumberIn | None]
    """Usual value of a piece in US dollars."""
    netWeightKg: NotRequired[NumberIn | None]
    """Kilograms of a piece without packing."""
    grossWeightKg: NotRequired[NumberIn | None]
    """Kilograms of a piece with packing."""
    materials: NotRequired[Sequence[MaterialIn] | None]
    """What it is made of."""
    category: NotRequired[str | None]
    """The caller's own category."""
    manufacturer: NotRequired[ManufacturerIn | None]
    """Who made it."""
    usmca: NotRequired[UsmcaIn | None]
    """USMCA certification."""
    metals: NotRequired[MetalsIn | None]
    """Metal composition, for Section 232."""
    pga: NotRequired[Sequence[PgaIn] | None]
    """Answers to agencies."""
    adcvd: NotRequired[JsonValue]
    """Antidumping and countervailing cases: a number, a list, or `{"inScope": false}`."""
    attributes: NotRequired[Mapping[str, JsonValue] | None]
    """Trade facts a rule may ask for, as the rules' pages name them."""
    quantities: NotRequired[Mapping[str, NumberIn] | None]
    """How much there is in a piece, by unit, in the schedule's words or ACE codes (`NO`, `DOZ`, `KG`,
    `M2`, `L`, `BBL`, `CAR`, ...).
    """
    sourceUpdatedAt: NotRequired[str | None]
    """When the caller's own system last changed it. What is older than what is kept is not applied,
    and the answer says so: `STALE_UPDATE`.
    """
    components: NotRequired[Sequence[ComponentIn] | None]
    """What a piece is made of, for rates on parts (watches) and for sets; the values sum to a piece's
    value.
    """
    spi: NotRequired[str | None]
    """Special programme indicator claimed (`S`, `KR`, `AU`, `P`, ...); `usmca` claims `S` by itself."""


class ProductPage(TypedDict):
    """A page of products, newest first."""

    data: list[ProductAnswer]
    """The products."""
    has_more: bool
    """Whether rows follow."""
    next_cursor: str | None
    """Pass it as `cursor` for the next page; null on the last one."""


class ProductPatch(TypedDict):
    """A change to a product: the fields given replace the stored ones; null clears an optional field."""

    externalId: NotRequired[str | None]
    """The caller's own id; it cannot be changed, so only the stored one is accepted."""
    title: NotRequired[str | None]
    """What the product is called."""
    sku: NotRequired[str | None]
    """Stock keeping unit; messages name the product by it."""
    description: NotRequired[str | None]
    """What customs reads: material, use and kind in plain words."""
    hsCode: NotRequired[str | None]
    """HTS code, ten digits, with or without dots."""
    countryOfOrigin: NotRequired[str | None]
    """Two-letter code of the country of origin."""
    unitValueUsd: NotRequired[NumberIn | None]
    """Usual value of a piece in US dollars."""
    netWeightKg: NotRequired[NumberIn | None]
    """Kilograms of a piece without packing."""
    grossWeightKg: NotRequired[NumberIn | None]
    """Kilograms of a piece with packing."""
    materials: NotRequired[Sequence[MaterialIn] | None]
    """What it is made of."""
    category: NotRequired[str | None]
    """The caller's own category."""
    manufacturer: NotRequired[ManufacturerIn | None]
    """Who made it."""
    usmca: NotRequired[UsmcaIn | None]
    """USMCA certification."""
    metals: NotRequired[MetalsIn | None]
    """Metal composition, for Section 232."""
    pga: NotRequired[Sequence[PgaIn] | None]
    """Answers to agencies."""
    adcvd: NotRequired[JsonValue]
    """Antidumping and countervailing cases: a number, a list, or `{"inScope": false}`."""
    attributes: NotRequired[Mapping[str, JsonValue] | None]
    """Trade facts a rule may ask for, as the rules' pages name them."""
    quantities: NotRequired[Mapping[str, NumberIn] | None]
    """How much there is in a piece, by unit, in the schedule's words or ACE codes (`NO`, `DOZ`, `KG`,
    `M2`, `L`, `BBL`, `CAR`, ...).
    """
    sourceUpdatedAt: NotRequired[str | None]
    """When the caller's own system last changed it. What is older than what is kept is not applied,
    and the answer says so: `STALE_UPDATE`.
    """
    components: NotRequired[Sequence[ComponentIn] | None]
    """What a piece is made of, for rates on parts (watches) and for sets; the values sum to a piece's
    value.
    """
    spi: NotRequired[str | None]
    """Special programme indicator claimed (`S`, `KR`, `AU`, `P`, ...); `usmca` claims `S` by itself."""


class ProductSuggested(TypedDict):
    """A product that was ranked."""

    id: str
    """Id of the product."""
    externalId: str
    """The caller's own id."""
    hsCode: str | None
    """Its present code with dots; null where it has none."""
    label: str
    """Its SKU, else the caller's own id."""
    proposal: ProposalAnswer | None
    """The proposal, as the product shows it from now on."""


class ProductUses(TypedDict):
    """Where a product is used."""

    orders: list[UseInOrder]
    """The newest open orders that hold it, at most 100."""
    exports: list[UseInExport]
    """The waiting exports that are planned of them."""
    hasMore: bool
    """Whether more open orders hold it than those."""


class ProductWarning(TypedDict):
    """Something about a product of a sync that the caller should know."""

    code: Literal["STALE_UPDATE"]
    """What it is about."""
    message: str
    """What it is, and what can be done."""
    product_id: str
    """Id of the product."""


class ProductsChanged(TypedDict):
    """What changed, or would."""

    changeId: str | None
    """The change, to be undone by; null in a dry run and where nothing changed."""
    dryRun: bool
    """Whether nothing was stored."""
    changed: int
    """How many products differ now."""
    data: list[ChangedProduct]
    """The products, in the request's order."""
    warnings: NotRequired[list[UnknownField]]
    """What was taken in another way than it may be meant. Fields of the body that nobody reads are
    told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent.
    """


class ProductsChangedPayload(TypedDict):
    """The fields of `payload` in events `products.changed`. Products were synced, imported or changed:
    how many, and of up to 100 what changed, by product id.
    """

    new: NotRequired[int]
    """New."""
    changed: NotRequired[int]
    """Changed."""
    unchanged: NotRequired[int]
    """Unchanged."""
    notNamed: NotRequired[int]
    """Not named."""
    digest: NotRequired[str]
    """Digest."""
    digestBefore: NotRequired[str]
    """Digest before."""
    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


class ProductsImported(TypedDict):
    """What an import of products did, or, of a dry run, would do."""

    dryRun: bool
    """Whether nothing was stored."""
    new: int
    """How many are new."""
    changed: int
    """How many change one that is kept."""
    unchanged: int
    """How many say what is kept already."""
    preset: str
    """Whose columns the file was read by: entrygo, a shop, or the caller's mapping."""
    mended: list[MendedCell]
    """Cells read otherwise than they stand: lost zeros, units, countries' names."""
    skipped: list[SkippedRow]
    """Rows left out: goods that do not ship, rows of pictures."""
    ignoredColumns: list[str]
    """Columns of the file that give no field."""
    rows: int
    """How many products the file has."""
    data: list[ImportedProduct]
    """Those that are new or changed, in the file's order."""
    warnings: NotRequired[list[UnknownField]]
    """What was taken in another way than it may be meant. Fields of the body that nobody reads are
    told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent.
    """


class ProductsSuggested(TypedDict):
    """What a call ranked, and how far it came."""

    data: list[ProductSuggested]
    """The products ranked in this call."""
    standing: int
    """How many were passed over, for their proposal still stands."""
    done: int
    """How many products of `total` this walk has passed."""
    total: int
    """How many products it goes through."""
    hasMore: bool
    """Whether it goes on."""
    nextCursor: str | None
    """Pass it as `cursor` to go on; null at the end."""
    warnings: NotRequired[list[UnknownField]]
    """What was taken in another way than it may be meant. Fields of the body that nobody reads are
    told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent.
    """


class ProductsSynced(TypedDict):
    """The products of a sync, in the request's order."""

    data: list[ProductAnswer]
    """The products as they are kept now."""
    warnings: list[ProductWarning | UnknownField]
    """What was taken in another way than it may be meant. Fields of the body that nobody reads are
    told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent.
    """


class ProductsSyncedMinimal(TypedDict):
    """A sync of products as `Prefer: return=minimal` has it."""

    data: list[SyncedRow]
    """Their ids, in the request's order."""
    warnings: list[ProductWarning | UnknownField]
    """What was taken in another way than it may be meant. Fields of the body that nobody reads are
    told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent.
    """


class ProgrammeRow(TypedDict):
    """A dated record of a tariff programme."""

    program: str
    """The programme."""
    heading: str
    """The chapter 99 heading, or what stands in its place."""
    rate: str
    """What it costs, as the schedule words it."""
    kind: str
    """The arithmetic."""
    effectiveFrom: str
    """First entry date."""
    effectiveTo: str | None
    """Last entry date, or null."""
    source: str
    """Where the law says so."""
    isInForce: bool
    """Whether it reaches entries of today."""


class ProposalAnswer(TypedDict):
    """What the optimizer proposes for a product, as long as the product says what it was made from."""

    status: ProposalStatus
    """`open` while the product has no complete code, `accepted` where it has one of the candidates,
    else `declined`.
    """
    hsCode: str | None
    """The first candidate with dots, or null where nothing can be proposed."""
    confidence: Number
    """Chance that its first six digits are right, calibrated."""
    confidenceTenDigits: Number
    """Chance that all ten are right."""
    level: OptimizerConfidenceLevel
    """`high` from 0.75 on, `medium` from 0.45 on."""
    action: OptimizerRecommendedAction
    """What to do next."""
    summary: str
    """The confidence in a sentence or two."""
    candidates: list[ProposedCode]
    """The first three candidates; take one over with PATCH."""
    questions: list[str]
    """What to answer in the product's words to know more."""
    flags: list[str]
    """What a person must look at, by name."""
    runId: str
    """The run; `GET /api/customs/optimize/{id}` shows all of it."""
    createdAt: str
    """When it was made."""


ProposalStatus: TypeAlias = Literal["open", "accepted", "declined"]
"""Its possible values."""


class ProposedCode(TypedDict):
    """A code that a product may be."""

    hsCode: str
    """The code, with dots."""
    description: str
    """The schedule's words from the heading down."""
    support: Number
    """Its share of the support among all lines ranked, 0 to 1."""
    reasons: list[str]
    """What it rests on, in sentences."""
    against: list[str]
    """What speaks against it, in sentences."""
    dutyUsd: Number | None
    """Duty on a piece in US dollars, or null where it cannot be said."""


class QuantityAnswer(TypedDict):
    """An amount in one of the schedule's units."""

    amount: Number
    """How much."""
    unit: str
    """The schedule's unit."""


ReadinessState: TypeAlias = Literal["READY", "REVIEW_REQUIRED", "BLOCKED"]
"""Whether a plan may be executed."""


class RecordsDeletedPayload(TypedDict):
    """The fields of `payload` in events `records.deleted`. The records of an export were deleted on
    the operator's word, their time to be kept being over.
    """

    batchId: NotRequired[str]
    """Id of the export batch."""
    planHash: NotRequired[str]
    """Plan hash."""
    packageNumbers: NotRequired[list[str]]
    """Package numbers."""
    lastActivity: NotRequired[str]
    """Last activity."""
    rows: NotRequired[dict[str, int]]
    """How many rows of each table were deleted."""
    files: NotRequired[list[str]]
    """Files."""
    keptYears: NotRequired[int]
    """Kept years."""
    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


class RecordsMovedPayload(TypedDict):
    """The fields of `payload` in events `records.moved`. An export or package moved on where no other
    event says so; the event's hash covers its state.
    """

    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


class RequestAnswer(TypedDict):
    """One call by a key."""

    id: str
    """The request's id."""
    createdAt: str
    """When it was answered."""
    keyId: str
    """The key that called."""
    operation: str
    """The operation."""
    method: str
    """HTTP method."""
    path: str
    """Path, without its query."""
    status: int
    """HTTP status; 499: the caller left."""
    errorCode: str | None
    """The refusal's code, or null."""
    milliseconds: int
    """How long it took."""


class RequestPage(TypedDict):
    """A page of calls, newest first."""

    data: list[RequestAnswer]
    """The calls."""
    has_more: bool
    """Whether rows follow."""
    next_cursor: str | None
    """Pass it as `cursor` for the next page; null on the last one."""


class ResponsiblePersonAnswer(TypedDict):
    """The employee who knows the transaction; a part that was not given is absent."""

    name: NotRequired[str | None]
    """Name."""
    title: NotRequired[str | None]
    """Position in the firm."""
    email: NotRequired[str | None]
    """Mail address."""
    phone: NotRequired[str | None]
    """Telephone number."""


class ResponsiblePersonIn(TypedDict):
    """The employee who knows the transaction (19 CFR 141.86(j))."""

    name: NotRequired[str | None]
    """Name."""
    title: NotRequired[str | None]
    """Position in the firm."""
    email: NotRequired[str | None]
    """Mail address."""
    phone: NotRequired[str | None]
    """Telephone number."""


class RestoreAnswer(TypedDict):
    """A restore that nobody has decided about, and what it holds; of none, nulls and empty lists."""

    isUndecided: bool
    """Whether a person has still to decide."""
    restoredAt: str | None
    """When the backup was put in place."""
    backupAt: str | None
    """When it was made."""
    submissions: list[BrokerSubmission]
    """Mails to brokers that are held: they may have left since the backup was made. Of up to 1,000."""
    exports: list[ExportSummary]
    """Batches that were planned or begun in the backup: they may have been executed since. Of up to
    1,000.
    """


class RestoreDecided(TypedDict):
    """What a person decided about a restore."""

    decision: DecideDecision
    """What was decided of the held submissions."""
    restoredAt: str | None
    """Which restore; null where none was undecided."""
    submissions: list[BrokerSubmission]
    """Those that were held, as they now are."""
    warnings: NotRequired[list[UnknownField]]
    """What was taken in another way than it may be meant. Fields of the body that nobody reads are
    told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent.
    """


class RestoreDecidedPayload(TypedDict):
    """The fields of `payload` in events `restore.decided`. A person decided what left between a backup
    and its restore; exports and webhooks go on.
    """

    restoredAt: NotRequired[str]
    """Restored at."""
    backupAt: NotRequired[str]
    """Backup at."""
    decision: NotRequired[str]
    """Decision."""
    reason: NotRequired[str | None]
    """Reason."""
    submissions: NotRequired[list[str]]
    """Submissions."""
    decidedBy: NotRequired[str]
    """Decided by."""
    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


class RestsOn(TypedDict):
    """What a candidate rests on."""

    heading: str
    """The heading with its words."""
    rulings: list[RulingCited]
    """Rulings on goods alike, nearest first."""
    own_products: list[OwnProductCited]
    """The account's own products alike, nearest first."""
    reasons: list[str]
    """The same and the schedule's words, as sentences."""
    against: list[str]
    """What speaks against it, as sentences."""


class ResubmitAnswer(TypedDict):
    """A new submission of the same package."""

    exportId: str
    """Export batch ID."""
    customs_package_id: str
    """The package sent again."""
    brokerSubmission: BrokerSubmission
    """The new submission, not yet sent."""
    previousSubmissionId: str
    """The submission before."""
    warnings: NotRequired[list[UnknownField]]
    """What was taken in another way than it may be meant. Fields of the body that nobody reads are
    told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent.
    """


class RoutingContext(TypedDict):
    """Where the goods leave, who files, where and how they cross."""

    warehouse_id: str
    """The warehouse."""
    broker_id: str
    """The broker."""
    destination_country: str
    """Two-letter code of the country they go to."""
    port_of_entry: str | None
    """Schedule D code of the port of entry, or null."""
    mode: Mode | None
    """How they cross, or null."""
    carrier_scac: str | None
    """The carrier's SCAC, or null."""
    paps_number: str | None
    """PAPS number, or null."""


class RuleList(TypedDict):
    """Every rule in force."""

    data: list[RuleRow]
    """The rules, by id."""
    plans: int
    """How many plans were looked at: the newest 1,000 of the last 30 days."""
    ruleset: str
    """Version of the rules."""


class RuleRow(TypedDict):
    """A rule, and how often it spoke."""

    rule: str
    """Id of the rule."""
    code: str
    """Name of its finding."""
    severity: EstimateMessageSeverity
    """How grave its finding is, where nothing else is said."""
    title: str
    """What it asks, in words."""
    family: str
    """What it is about."""
    legalSource: str
    """Where the law says so."""
    docUrl: str
    """Page of the rule on this server."""
    hits: int
    """In how many plans of the last 30 days it found something."""


class RulingCited(TypedDict):
    """A ruling of US customs on goods alike."""

    number: str
    """Number of the ruling."""
    date: str | None
    """Its date as far as it is known, or null."""
    hs_code: str
    """The code it gave, of its day."""
    similarity: Number
    """How much its words are like these, 0 to 1."""
    caution: str | None
    """Why it is no authority for the code, or null."""


class SavingsBreakdown(TypedDict):
    """What the planned entries save."""

    one_entry_per_order: CostAnswer
    """The cost if each order were an entry of its own."""
    planned: CostAnswer
    """The cost of the entries planned."""
    saved_usd: Number | None
    """The difference, in US dollars; the same as `estimated_import_savings_usd`."""


class ScorePart(TypedDict):
    """A named part of the score; the parts sum to it."""

    code: str
    """`BASE`, the code of a finding, or `FLOOR` for what lies below zero."""
    points: int
    """Points: 100 for the base, negative for a deduction."""
    rule: str | None
    """The rule that deducts, or null."""
    product_id: str | None
    """The product it deducts for, or null."""
    order_id: str | None
    """The order it deducts for, or null."""


class ScreeningDecidedPayload(TypedDict):
    """The fields of `payload` in events `screening.decided`. A person cleared or confirmed a screening
    hit.
    """

    dispositionId: NotRequired[str]
    """Disposition id."""
    entryKey: NotRequired[str]
    """Entry key."""
    partyFingerprint: NotRequired[str]
    """Party fingerprint."""
    disposition: NotRequired[str]
    """Disposition."""
    reason: NotRequired[str | None]
    """Reason."""
    decidedBy: NotRequired[str]
    """Decided by."""
    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


class SearchAnswer(TypedDict):
    """What was found: exact matches first, then by kind."""

    data: list[SearchHit]
    """The rows found."""
    has_more: bool
    """Whether more would be found with a greater `limit`."""


class SearchHit(TypedDict):
    """A row whose id or number begins with the words."""

    kind: SearchHitKind
    """What it is."""
    id: str
    """Its id."""
    label: str
    """What people call it: a package number, an external id, a SKU, a name."""
    text: str | None
    """What it is about, or null: a product's title, an export's state."""
    exportId: str | None
    """The export it belongs to, or null."""


SearchHitKind: TypeAlias = Literal[
    "export", "package", "order", "product", "submission", "warehouse", "broker"
]
"""Its possible values."""


class SessionsEndedAnswer(TypedDict):
    """What became of a person's sessions."""

    id: str
    """Id of the person."""
    ended: int
    """How many sessions were ended."""
    warnings: NotRequired[list[UnknownField]]
    """What was taken in another way than it may be meant. Fields of the body that nobody reads are
    told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent.
    """


class ShipmentIn(TypedDict):
    """How and when the goods cross."""

    entryDate: NotRequired[str | None]
    """Day of entry; it selects the tariff records, and is today at the port where it is absent."""
    portOfEntry: NotRequired[str | None]
    """Schedule D code; the warehouse's where it is absent."""
    mode: NotRequired[Mode | None]
    """How they cross; the warehouse's where it is absent."""
    carrierScac: NotRequired[str | None]
    """The carrier's SCAC."""
    papsNumber: NotRequired[str | None]
    """PAPS number of the truck's shipment."""
    eta: NotRequired[str | None]
    """Expected arrival, in words or ISO 8601."""
    packageKind: NotRequired[str | None]
    """What kind of packages the goods travel in, as the carrier's manifest has it."""
    exportDate: NotRequired[str | None]
    """Day of export; it selects rates of exchange, and is the day of entry where it is absent."""
    importDate: NotRequired[str | None]
    """Day of importation; it decides what the law ties to importation, and is the day of entry where
    it is absent.
    """
    ultimateConsignee: NotRequired[ConsigneeIn | None]
    """The one ultimate consignee of all the goods; each order's own where it is absent."""


class SkippedRow(TypedDict):
    """A row that is left out."""

    row: int
    """Row of the file."""
    message: str
    """Why it is left out."""


class SnapshotAnswer(TypedDict):
    """The document whose SHA-256 is the planHash: RFC 8785 bytes, decimals as strings, lists sorted by
    id.
    """

    schema: Literal["entrygo.plan/1"]
    """Name of the document's form."""
    ruleset: str
    """Version of the rule set."""
    destination_country: str
    """Two-letter code of the country it goes to."""
    account: dict[str, JsonValue]
    """The account's facts."""
    warehouse: dict[str, JsonValue]
    """The warehouse's facts."""
    broker: dict[str, JsonValue]
    """The broker's facts, fee schedule included."""
    shipment: dict[str, JsonValue]
    """How the goods cross."""
    orders: list[dict[str, JsonValue]]
    """Facts of the included orders, by id."""
    products: list[dict[str, JsonValue]]
    """Facts of their products, by id."""
    tariff: dict[str, JsonValue]
    """Edition, schedule lines, programmes applied, fees."""
    memory: dict[str, JsonValue]
    """What the installation knows besides, such as screening results."""
    outcome: dict[str, JsonValue]
    """The decision itself."""


class SplitAnswer(TypedDict):
    """The two batches that were one."""

    stays: PlanAnswer
    """The batch without the orders split off, planned again."""
    splitOff: PlanAnswer
    """The new batch of those orders."""
    warnings: NotRequired[list[UnknownField]]
    """What was taken in another way than it may be meant. Fields of the body that nobody reads are
    told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent.
    """


class StructureEntry(TypedDict):
    """An entry in short."""

    number: int
    """Number of the entry in the plan, from 1."""
    entry_type: ExportUnitEntryType
    """01 formal, 03 with antidumping or countervailing duty, 11 informal."""
    order_count: int
    """How many orders it holds."""
    line_count: int
    """How many lines it has."""
    value_usd: Number | None
    """Entered value in US dollars, or null where it is not known."""
    reason: str
    """Why these goods are one entry of this type."""


class SubmissionDetail(TypedDict):
    """A mail to the broker with its tries."""

    id: str
    """Id of the submission."""
    submission_type: Literal["EMAIL"]
    """How it travels."""
    status: SubmissionStatus
    """What is known of it: `sent` is accepted by a mail server, `uncertain` waits for a person,
    `failed` is permanent, `superseded` is never sent: newer papers or a withdrawal took its place.
    """
    recipient_email: str
    """Where it goes."""
    subject: str
    """Its subject line."""
    sent_at: str | None
    """When a mail server accepted it, or null."""
    error_message: str | None
    """Why it is not sent, or null."""
    message_id: str
    """Its Message-ID; a resend keeps it."""
    attempts: int
    """How often delivery was tried."""
    next_attempt_at: str | None
    """When it is tried next, or null."""
    package_id: str
    """The customs package it carries."""
    export_id: str
    """The export batch it is of."""
    waiting_for: AwaitedEvent | None
    """What it waits for: a `retry`, its turn under the broker's `rate_limit`, a `mail_server` to be
    configured, a person's `decision`, or an `earlier_mail` of its export; else null.
    """
    tries: list[MailTryAnswer]
    """The tries, first to last."""
    plain_words: str | None
    """What `error_message` means, where a code in it says so."""
    message_path: str
    """Where the message itself is."""


class SubmissionPage(TypedDict):
    """A page of broker submissions, newest first."""

    data: list[BrokerSubmission]
    """The submissions."""
    has_more: bool
    """Whether rows follow."""
    next_cursor: str | None
    """Pass it as `cursor` for the next page; null on the last one."""


SubmissionStatus: TypeAlias = Literal[
    "pending", "sending", "sent", "acknowledged", "rejected", "failed", "uncertain", "superseded"
]
"""Where a mail to the broker stands."""


class SuggestFilter(TypedDict):
    """Which products of the catalogue are meant; what is left out narrows nothing."""

    productIds: NotRequired[Sequence[str] | None]
    """Only these products; ids that are not the account's are not found."""
    category: NotRequired[str | None]
    """Only products of this category, as stated on them."""
    withCode: NotRequired[bool | None]
    """True: products with a complete code too, to compare it. Else only those whose code is missing or
    incomplete.
    """


class SyncedRow(TypedDict):
    """What was synced, by its ids."""

    id: str
    """Its id."""
    external_id: str
    """The caller's own id."""


class TariffStatus(TypedDict):
    """What is loaded, how old it is, and the dated records of the programmes that are in force or to
    come.
    """

    edition: str
    """The schedule edition."""
    vintage: str
    """Day of the schedule's newest fact."""
    ageDays: int
    """How old that is, in days."""
    isFull: bool
    """Whether it holds the whole schedule."""
    partialLists: dict[str, str]
    """What is held only in part, and what is missing of it."""
    law: LawAnswer
    """The bundle of the law."""
    programmes: list[ProgrammeRow]
    """The records in force or to come, by heading and first day."""


class TriageAnswer(TypedDict):
    """The root causes in the order of mending: errors first, those that free exports soonest before
    the others.
    """

    data: list[TriageGroup]
    """The root causes."""
    exports: int
    """How many exports were looked at: the newest that are BATCHED, at most 1,000."""
    blocked_exports: int
    """How many of them an error blocks."""
    has_more: bool
    """Whether there are BATCHED exports beyond those looked at."""


class TriageGroup(TypedDict):
    """A root cause: what one edit mends, in every export it stands in."""

    rule: str
    """Id of the rule."""
    code: str
    """Name of the finding; branch on it."""
    severity: EstimateMessageSeverity
    """The gravest it is in any of its exports."""
    subject: TriageGroupSubject
    """Whose field it is."""
    subject_id: str | None
    """Id of the subject; null for the account."""
    field: str
    """The field to edit, as seen from the subject."""
    message: str
    """The finding in words, as one of its exports tells it."""
    fix: str
    """What to do about it."""
    doc_url: str
    """Page of the rule on this server."""
    export_ids: list[str]
    """The exports it stands in, alphabetical."""
    export_count: int
    """How many they are."""
    blocks: int
    """In how many of them it is an error."""
    frees: int
    """How many exports are free of errors once this group and all before it are mended."""
    value_usd: Number | None
    """Value of its exports in US dollars; null where one of them is not known."""
    proposed_codes: list[str]
    """Of a finding about a product's code: the candidates of its open proposal, best first; else
    empty.
    """


TriageGroupSubject: TypeAlias = Literal["account", "broker", "warehouse", "product", "order", "export"]
"""Its possible values."""


class UnknownField(TypedDict):
    """A field of the body that nobody reads. It was ignored."""

    path: str
    """Where it stands, dotted: `items.0.hs_code`."""
    code: Literal["UNKNOWN_FIELD"]
    """What it is about."""
    didYouMean: NotRequired[str]
    """The field that was probably meant."""


class UseInExport(TypedDict):
    """An export that waits with orders of a product."""

    exportId: str
    """The export."""
    readinessState: ReadinessState
    """Readiness of its current plan."""
    orders: int
    """How many of the orders shown are planned in it."""


class UseInOrder(TypedDict):
    """An open order that holds a product."""

    orderId: str
    """The order."""
    externalId: str
    """The caller's own id."""
    quantity: Number
    """How many pieces of the product."""
    exportId: str | None
    """The export that waits with it, or null."""
    createdAt: str
    """When the order came."""


class UsmcaAnswer(TypedDict):
    """USMCA certification of a product."""

    qualifies: bool | None
    """Whether it qualifies as originating, or null where it was not said."""
    criterion: str | None
    """Origin criterion, or null."""
    certifier: JsonValue
    """Who certifies, as given, or null."""
    validFrom: str | None
    """First day of the certified period, or null."""
    validTo: str | None
    """Last day of the certified period, or null."""


class UsmcaIn(TypedDict):
    """USMCA certification: ``qualifies`` with a period covering the entry date is the claim."""

    qualifies: NotRequired[bool | None]
    """Whether the product qualifies as originating."""
    criterion: NotRequired[str | None]
    """Origin criterion: A, B, C or D."""
    certifier: NotRequired[str | Mapping[str, JsonValue] | None]
    """Who certifies: a name, or an object of the certifier's data."""
    validFrom: NotRequired[str | None]
    """First day of the certified period."""
    validTo: NotRequired[str | None]
    """Last day of the period, at most twelve months on."""


class Validation(TypedDict):
    """The verdict once more, in snake_case."""

    readiness_state: ReadinessState
    """The same as `readinessState`."""
    compliance_score: int
    """The same as `complianceScore`."""
    validation_messages: list[PlanMessage]
    """The same as `validationMessages`."""


class WarehouseAnswer(TypedDict):
    """A warehouse; a field that was not given is absent."""

    id: str
    """Id of the warehouse; what plan takes."""
    name: str
    """Name of the warehouse."""
    address: NotRequired[AddressAnswer | None]
    """Where the goods leave from."""
    notificationEmail: NotRequired[str | None]
    """Where execution writes to."""
    portOfEntry: NotRequired[str | None]
    """Schedule D code of the usual port of entry."""
    mode: NotRequired[Mode | None]
    """How the goods usually cross."""
    createdAt: str
    """When it was made."""
    updatedAt: str
    """When it last changed."""
    warnings: NotRequired[list[UnknownField]]
    """What was taken in another way than it may be meant. Fields of the body that nobody reads are
    told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent.
    """


class WarehouseChangedPayload(TypedDict):
    """The fields of `payload` in events `warehouse.changed`. A warehouse was made (`before` is null)
    or fields of it changed: before and after.
    """

    warehouseId: NotRequired[str]
    """Warehouse id."""
    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


class WarehouseNoticeFailedPayload(TypedDict):
    """The fields of `payload` in events `warehouse.notice_failed`. An attempt to mail the warehouse
    failed; `status` says whether it is tried again.
    """

    batchId: NotRequired[str]
    """Id of the export batch."""
    packageId: NotRequired[str]
    """Package id."""
    submissionId: NotRequired[str]
    """Submission id."""
    recipient: NotRequired[str]
    """Recipient."""
    messageId: NotRequired[str]
    """Message id."""
    status: NotRequired[str]
    """Status."""
    outcome: NotRequired[str]
    """Outcome."""
    error: NotRequired[str | None]
    """Error."""
    attempt: NotRequired[int]
    """Attempt."""
    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


class WarehouseNoticeSupersededPayload(TypedDict):
    """The fields of `payload` in events `warehouse.notice_superseded`. A notice to the warehouse that
    was owed is never sent: newer papers or a withdrawal took its place.
    """

    batchId: NotRequired[str]
    """Id of the export batch."""
    packageId: NotRequired[str]
    """Package id."""
    submissionId: NotRequired[str]
    """Submission id."""
    recipient: NotRequired[str]
    """Recipient."""
    messageId: NotRequired[str]
    """Message id."""
    reason: NotRequired[str | None]
    """Reason."""
    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


class WarehouseNotifiedPayload(TypedDict):
    """The fields of `payload` in events `warehouse.notified`. The warehouse was told: its mail was
    accepted, or, without an address, the notice stands in the API.
    """

    batchId: NotRequired[str]
    """Id of the export batch."""
    packageId: NotRequired[str]
    """Package id."""
    submissionId: NotRequired[str]
    """Submission id."""
    recipient: NotRequired[str]
    """Recipient."""
    messageId: NotRequired[str]
    """Message id."""
    channel: NotRequired[str]
    """Channel."""
    warehouseId: NotRequired[str]
    """Warehouse id."""
    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


class WarehousePage(TypedDict):
    """A page of warehouses, newest first."""

    data: list[WarehouseAnswer]
    """The warehouses."""
    has_more: bool
    """Whether rows follow."""
    next_cursor: str | None
    """Pass it as `cursor` for the next page; null on the last one."""


class WebhookAnswer(TypedDict):
    """An endpoint."""

    id: str
    """Id of the endpoint."""
    url: str
    """Where events are posted."""
    eventTypes: list[str] | None
    """Only events of these types; null for all."""
    description: str | None
    """What it is for, or null."""
    state: WebhookState
    """Whether anything is posted to it."""
    disabledReason: str | None
    """Why it is disabled, or null."""
    disabledAt: str | None
    """When it was disabled, or null."""
    failingSince: str | None
    """The first failure since the last success, or null; five days of nothing else disable it."""
    previousSecretUntil: str | None
    """Until when messages are signed under the previous secret too, or null."""
    createdAt: str
    """When it was registered."""
    updatedAt: str
    """When it was last changed."""
    warnings: NotRequired[list[UnknownField]]
    """What was taken in another way than it may be meant. Fields of the body that nobody reads are
    told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent.
    """


class WebhookChangedPayload(TypedDict):
    """The fields of `payload` in events `webhook.changed`. A key changed an endpoint, or gave it a new
    secret.
    """

    webhookId: NotRequired[str]
    """Webhook id."""
    url: NotRequired[str]
    """Url."""
    eventTypes: NotRequired[list[str] | None]
    """Event types."""
    by: NotRequired[str]
    """Who did it, or by which way."""
    changed: NotRequired[list[str]]
    """Changed."""
    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


class WebhookCreatedPayload(TypedDict):
    """The fields of `payload` in events `webhook.created`. A key registered an endpoint."""

    webhookId: NotRequired[str]
    """Webhook id."""
    url: NotRequired[str]
    """Url."""
    eventTypes: NotRequired[list[str] | None]
    """Event types."""
    by: NotRequired[str]
    """Who did it, or by which way."""
    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


class WebhookDeleted(TypedDict):
    """An endpoint that is gone."""

    id: str
    """Id it had."""
    isDeleted: Literal[True]
    """Nothing is posted to it any more; its deliveries are gone too."""


class WebhookDeletedPayload(TypedDict):
    """The fields of `payload` in events `webhook.deleted`. A key deleted an endpoint."""

    webhookId: NotRequired[str]
    """Webhook id."""
    url: NotRequired[str]
    """Url."""
    eventTypes: NotRequired[list[str] | None]
    """Event types."""
    by: NotRequired[str]
    """Who did it, or by which way."""
    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


class WebhookDeliveryAnswer(TypedDict):
    """One event owed to one endpoint."""

    id: str
    """Id of the delivery: the message's `webhook-id`, the same on every try."""
    webhookId: str
    """The endpoint."""
    eventId: str
    """The event."""
    eventType: str
    """Its dotted type; `webhook.test` for a test message."""
    sequence: int | None
    """Its place in the stream; null for a test message."""
    state: WebhookDeliveryAnswerState
    """`pending`: tried at `nextAttemptAt`. `failed`: tried no more unless replayed."""
    attempts: int
    """How often it was tried, replays included."""
    responseStatus: int | None
    """The HTTP status of the last try, or null where none came."""
    error: str | None
    """Why the last try failed, or null."""
    lastAttemptAt: str | None
    """When it was last tried, or null."""
    nextAttemptAt: str | None
    """When it is tried next, or null."""
    deliveredAt: str | None
    """When the receiver took it, or null."""
    createdAt: str
    """When the event was written."""
    warnings: NotRequired[list[UnknownField]]
    """What was taken in another way than it may be meant. Fields of the body that nobody reads are
    told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent.
    """


WebhookDeliveryAnswerState: TypeAlias = Literal["pending", "sending", "delivered", "failed"]
"""Its possible values."""


class WebhookDeliveryPage(TypedDict):
    """A page of deliveries, newest event first; those that ended are kept for 30 days."""

    data: list[WebhookDeliveryAnswer]
    """The deliveries."""
    has_more: bool
    """Whether rows follow."""
    next_cursor: str | None
    """Pass it as `cursor` for the next page; null on the last one."""


class WebhookDisabledPayload(TypedDict):
    """The fields of `payload` in events `webhook.disabled`. An endpoint is told nothing more: it
    answered 410, or only failures came from it for days.
    """

    webhookId: NotRequired[str]
    """Webhook id."""
    url: NotRequired[str]
    """Url."""
    reason: NotRequired[str | None]
    """Reason."""
    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


class WebhookPage(TypedDict):
    """A page of endpoints, newest first."""

    data: list[WebhookAnswer]
    """The endpoints."""
    has_more: bool
    """Whether rows follow."""
    next_cursor: str | None
    """Pass it as `cursor` for the next page; null on the last one."""


class WebhookReplayAnswer(TypedDict):
    """A replay, promised."""

    webhookId: str
    """The endpoint."""
    afterSequence: int
    """Events after this place in the stream are posted once more."""
    events: int
    """How many events the stream holds after it, of all types."""
    warnings: NotRequired[list[UnknownField]]
    """What was taken in another way than it may be meant. Fields of the body that nobody reads are
    told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent.
    """


class WebhookReplayedPayload(TypedDict):
    """The fields of `payload` in events `webhook.replayed`. A key asked for deliveries once more: one,
    or all after a place in the stream.
    """

    webhookId: NotRequired[str]
    """Webhook id."""
    url: NotRequired[str]
    """Url."""
    deliveryId: NotRequired[str]
    """Delivery id."""
    afterSequence: NotRequired[int]
    """After sequence."""
    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


class WebhookSecretAnswer(TypedDict):
    """An endpoint with its secret, which is shown here and never again."""

    id: str
    """Id of the endpoint."""
    url: str
    """Where events are posted."""
    eventTypes: list[str] | None
    """Only events of these types; null for all."""
    description: str | None
    """What it is for, or null."""
    state: WebhookState
    """Whether anything is posted to it."""
    disabledReason: str | None
    """Why it is disabled, or null."""
    disabledAt: str | None
    """When it was disabled, or null."""
    failingSince: str | None
    """The first failure since the last success, or null; five days of nothing else disable it."""
    previousSecretUntil: str | None
    """Until when messages are signed under the previous secret too, or null."""
    createdAt: str
    """When it was registered."""
    updatedAt: str
    """When it was last changed."""
    secret: str
    """Verify messages with it (Standard Webhooks); keep it."""
    warnings: NotRequired[list[UnknownField]]
    """What was taken in another way than it may be meant. Fields of the body that nobody reads are
    told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent.
    """


WebhookState: TypeAlias = Literal["enabled", "disabled"]
"""Its possible values."""


class WebhookTestPayload(TypedDict):
    """`payload` of a test message."""

    webhookId: str
    """Id of the endpoint."""


class WebhookTestedPayload(TypedDict):
    """The fields of `payload` in events `webhook.tested`. A key asked for a test message to an
    endpoint.
    """

    webhookId: NotRequired[str]
    """Webhook id."""
    url: NotRequired[str]
    """Url."""
    deliveryId: NotRequired[str]
    """Delivery id."""
    before: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it was; null where nothing was there."""
    after: NotRequired[dict[str, JsonValue] | None]
    """What the write changed, as it is; null where nothing is there any more."""


class WhatIf(TypedDict):
    """The orders in parts, beside the whole. Shown, never chosen."""

    parts: list[WhatIfPart]
    """The parts, as asked."""
    totals: WhatIfFigures
    """The sums of the parts."""
    compared_with_whole: WhatIfFigures
    """The sums less the figures of the whole."""
    breaks: list[str]
    """The rules that entering the parts apart may break, where they arrive on one conveyance for one
    consignee.
    """


class WhatIfFigures(TypedDict):
    """The figures of a plan, a sum of plans, or a difference of two."""

    entry_count: int
    """How many entries."""
    value_usd: Number | None
    """Entered value in US dollars, or null where it is not known."""
    duty_usd: Number | None
    """Duty, in US dollars; null where a part of it is not known."""
    broker_fees_usd: Number
    """The broker's fees, in US dollars."""
    mpf_usd: Number | None
    """Merchandise processing fee in US dollars, or null where the value is not known."""
    hmf_usd: Number | None
    """Harbor maintenance fee in US dollars, or null where the value is not known."""
    fees_usd: Number | None
    """The three fees together, in US dollars."""


class WhatIfPart(TypedDict):
    """One part of the orders, planned as a batch of its own."""

    order_ids: list[str]
    """The orders of the part, as asked."""
    included_order_ids: list[str]
    """Those of them that take part."""
    planHash: str
    """The hash that planning these orders alone gives."""
    readinessState: ReadinessState
    """READY, REVIEW_REQUIRED, or BLOCKED."""
    complianceScore: int
    """Readiness score from 0 to 100."""
    estimated_import_savings_usd: Number | None
    """Savings of the part, in US dollars."""
    entry_count: int
    """How many entries."""
    value_usd: Number | None
    """Entered value in US dollars, or null where it is not known."""
    duty_usd: Number | None
    """Duty, in US dollars; null where a part of it is not known."""
    broker_fees_usd: Number
    """The broker's fees, in US dollars."""
    mpf_usd: Number | None
    """Merchandise processing fee in US dollars, or null where the value is not known."""
    hmf_usd: Number | None
    """Harbor maintenance fee in US dollars, or null where the value is not known."""
    fees_usd: Number | None
    """The three fees together, in US dollars."""


class WithdrawAnswer(TypedDict):
    """A package withdrawn; the broker is told to file nothing."""

    exportId: str
    """Export batch ID; it stays executed."""
    customs_package_id: str
    """The package withdrawn: the newest that was owed."""
    packageNumber: str
    """Its number."""
    recipient_email: str | None
    """Where the notice of withdrawal goes; null where no papers left, so that there is nothing to
    tell.
    """
    releasedOrderIds: list[str]
    """Orders open again for another export."""
    reason: str
    """Why, as the broker reads it."""
    warnings: NotRequired[list[UnknownField]]
    """What was taken in another way than it may be meant. Fields of the body that nobody reads are
    told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent.
    """


_Type = TypeVar("_Type")
_Payload = TypeVar("_Payload")


class WebhookEvent(TypedDict, Generic[_Type, _Payload]):
    """An event as a webhook tells it: as `events.list` does, and whose it is."""

    id: str
    """Id of the event."""
    type: _Type
    """Dotted type."""
    name: str
    """The same type in upper case."""
    created_at: str
    """When it was written."""
    actor: ActorAnswer | None
    """Who wrote it; null in events of versions that did not say."""
    requestId: str | None
    """The request it was written in; null for what the installation does by itself."""
    payload: _Payload
    """What the type has to say; see /docs/events."""
    export_id: str | None
    """The export batch it is about, or null."""
    sequence: int
    """Place in the account's chain, from 1 and without gaps."""
    hash: str
    """SHA-256 of the event, actor and request included, and of `previous_hash`."""
    previous_hash: str
    """Hash of the account's event before; zeros for the first."""
    accountId: str
    mode: Literal["live", "test"]


class WebhookMessageOf(TypedDict, Generic[_Type, _Payload]):
    """The body of a webhook that tells of an event of one type."""

    type: _Type
    timestamp: str
    data: WebhookEvent[_Type, _Payload]


WebhookMessage: TypeAlias = (
    WebhookMessageOf[Literal["account.changed"], AccountChangedPayload]
    | WebhookMessageOf[Literal["account.created"], AccountCreatedPayload]
    | WebhookMessageOf[Literal["broker.acknowledged"], BrokerAcknowledgedPayload]
    | WebhookMessageOf[Literal["broker.auto_replied"], BrokerAutoRepliedPayload]
    | WebhookMessageOf[Literal["broker.changed"], BrokerChangedPayload]
    | WebhookMessageOf[Literal["broker.links_ended"], BrokerLinksEndedPayload]
    | WebhookMessageOf[Literal["broker.notified"], BrokerNotifiedPayload]
    | WebhookMessageOf[Literal["broker.questioned"], BrokerQuestionedPayload]
    | WebhookMessageOf[Literal["broker.rejected"], BrokerRejectedPayload]
    | WebhookMessageOf[Literal["broker.replied"], BrokerRepliedPayload]
    | WebhookMessageOf[Literal["broker.resent"], BrokerResentPayload]
    | WebhookMessageOf[Literal["broker.submission_bounced"], BrokerSubmissionBouncedPayload]
    | WebhookMessageOf[
        Literal["broker.submission_bounced_elsewhere"], BrokerSubmissionBouncedElsewherePayload
    ]
    | WebhookMessageOf[Literal["broker.submission_decided"], BrokerSubmissionDecidedPayload]
    | WebhookMessageOf[Literal["broker.submission_delayed"], BrokerSubmissionDelayedPayload]
    | WebhookMessageOf[Literal["broker.submission_delivered"], BrokerSubmissionDeliveredPayload]
    | WebhookMessageOf[Literal["broker.submission_failed"], BrokerSubmissionFailedPayload]
    | WebhookMessageOf[Literal["broker.submission_held"], BrokerSubmissionHeldPayload]
    | WebhookMessageOf[Literal["broker.submission_superseded"], BrokerSubmissionSupersededPayload]
    | WebhookMessageOf[Literal["broker.test_mailed"], BrokerTestMailedPayload]
    | WebhookMessageOf[Literal["customs.artifact_generated"], CustomsArtifactGeneratedPayload]
    | WebhookMessageOf[Literal["export.approved"], ExportApprovedPayload]
    | WebhookMessageOf[Literal["export.batch_created"], ExportBatchCreatedPayload]
    | WebhookMessageOf[Literal["export.cancelled"], ExportCancelledPayload]
    | WebhookMessageOf[Literal["export.executed"], ExportExecutedPayload]
    | WebhookMessageOf[Literal["export.execution_started"], ExportExecutionStartedPayload]
    | WebhookMessageOf[Literal["export.planned"], ExportPlannedPayload]
    | WebhookMessageOf[Literal["export.replanned"], ExportReplannedPayload]
    | WebhookMessageOf[Literal["key.changed"], KeyChangedPayload]
    | WebhookMessageOf[Literal["key.created"], KeyCreatedPayload]
    | WebhookMessageOf[Literal["key.revoked"], KeyRevokedPayload]
    | WebhookMessageOf[Literal["key.rotated"], KeyRotatedPayload]
    | WebhookMessageOf[Literal["optimizer.ran"], OptimizerRanPayload]
    | WebhookMessageOf[Literal["orders.released"], OrdersReleasedPayload]
    | WebhookMessageOf[Literal["orders.synced"], OrdersSyncedPayload]
    | WebhookMessageOf[Literal["package.artifact_damaged"], PackageArtifactDamagedPayload]
    | WebhookMessageOf[Literal["package.corrected"], PackageCorrectedPayload]
    | WebhookMessageOf[Literal["package.correction_started"], PackageCorrectionStartedPayload]
    | WebhookMessageOf[Literal["package.resubmitted"], PackageResubmittedPayload]
    | WebhookMessageOf[Literal["package.withdrawn"], PackageWithdrawnPayload]
    | WebhookMessageOf[Literal["person.changed"], PersonChangedPayload]
    | WebhookMessageOf[Literal["person.disabled"], PersonDisabledPayload]
    | WebhookMessageOf[Literal["person.invitation_revoked"], PersonInvitationRevokedPayload]
    | WebhookMessageOf[Literal["person.invited"], PersonInvitedPayload]
    | WebhookMessageOf[Literal["person.joined"], PersonJoinedPayload]
    | WebhookMessageOf[Literal["person.left"], PersonLeftPayload]
    | WebhookMessageOf[Literal["person.password_changed"], PersonPasswordChangedPayload]
    | WebhookMessageOf[Literal["person.reset_made"], PersonResetMadePayload]
    | WebhookMessageOf[Literal["person.second_factor_changed"], PersonSecondFactorChangedPayload]
    | WebhookMessageOf[Literal["person.sessions_ended"], PersonSessionsEndedPayload]
    | WebhookMessageOf[Literal["person.signed_in"], PersonSignedInPayload]
    | WebhookMessageOf[Literal["person.signed_out"], PersonSignedOutPayload]
    | WebhookMessageOf[Literal["person.sign_in_failed"], PersonSignInFailedPayload]
    | WebhookMessageOf[Literal["products.changed"], ProductsChangedPayload]
    | WebhookMessageOf[Literal["installation.restored"], InstallationRestoredPayload]
    | WebhookMessageOf[Literal["restore.decided"], RestoreDecidedPayload]
    | WebhookMessageOf[Literal["records.deleted"], RecordsDeletedPayload]
    | WebhookMessageOf[Literal["records.moved"], RecordsMovedPayload]
    | WebhookMessageOf[Literal["screening.decided"], ScreeningDecidedPayload]
    | WebhookMessageOf[Literal["warehouse.changed"], WarehouseChangedPayload]
    | WebhookMessageOf[Literal["warehouse.notified"], WarehouseNotifiedPayload]
    | WebhookMessageOf[Literal["warehouse.notice_failed"], WarehouseNoticeFailedPayload]
    | WebhookMessageOf[Literal["warehouse.notice_superseded"], WarehouseNoticeSupersededPayload]
    | WebhookMessageOf[Literal["webhook.changed"], WebhookChangedPayload]
    | WebhookMessageOf[Literal["webhook.created"], WebhookCreatedPayload]
    | WebhookMessageOf[Literal["webhook.deleted"], WebhookDeletedPayload]
    | WebhookMessageOf[Literal["webhook.disabled"], WebhookDisabledPayload]
    | WebhookMessageOf[Literal["webhook.replayed"], WebhookReplayedPayload]
    | WebhookMessageOf[Literal["webhook.tested"], WebhookTestedPayload]
    | WebhookMessageOf[Literal["webhook.test"], WebhookTestPayload]
)
"""The body of a webhook, as Standard Webhooks has it. Its `type` tells which payload it has."""
