"""What is kept of exports, packages, mails, events and webhooks: frozen values. Instants are aware UTC datetimes.

Each value is one row: a field and its column share a name (:mod:`entrygo.store.records`).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from entrygo.contract.actor import Tenant
from entrygo.lifecycle.states import (
    Awaited,
    ExportState,
    MailState,
    PackageState,
    WebhookDeliveryState,
    WebhookState,
)

UNKNOWN_VALUE_RANK = 9_000_000_000_000_000_000
"""The rank of a value that is not known: it may be the greatest, and comes before any that is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRow:
    """An export batch. ``request`` is what its current plan was asked: order ids, shipment, destination.

    The figures from ``order_count`` on are those of plan ``summary_of``; of another plan than the current one, and
    where it is ``None``, nothing is known yet (:func:`entrygo.planning.summary.summarised`). An amount that the plan
    does not know is ``None``.
    """

    id: str
    tenant: Tenant
    state: ExportState
    warehouse_id: str
    broker_id: str
    destination_country: str
    readiness: str
    score: int
    plan_hash: str
    plan_seq: int
    request: dict[str, Any]  # Any: order ids and shipment as the caller gave them
    package_id: str | None
    attempts: int
    created_at: datetime
    updated_at: datetime
    executed_at: datetime | None
    order_count: int | None = None
    line_count: int | None = None
    value_usd_cents: int | None = None
    value_rank: int = UNKNOWN_VALUE_RANK
    duty_usd_cents: int | None = None
    savings_usd_cents: int | None = None
    errors: int | None = None
    warnings: int | None = None
    summary_of: int | None = None

    @property
    def is_summarised(self) -> bool:
        """Whether the figures are those of the current plan."""
        return self.summary_of == self.plan_seq


class FigureRow(NamedTuple):
    """Of an :class:`ExportRow` the figures that triage weighs. (A tuple: there are a thousand at a time.)"""

    id: str
    plan_seq: int
    summary_of: int | None
    value_usd_cents: int | None
    errors: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """A root cause in an export's current plan, with the gravest finding of it (:mod:`entrygo.planning.triage`)."""

    position: int
    rule: str
    code: str
    severity: str
    subject: str
    subject_id: str
    field: str
    message: str
    fix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """One plan of an export: the answer given, the published document, and the snapshot and outcome it came from."""

    seq: int
    plan_hash: str
    facts_fingerprint: str
    answer: bytes
    document: bytes
    snapshot: bytes
    outcome: bytes
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageRow:
    """A customs package: made from the plan ``plan_seq`` of its export; not made until ``completed_at``.

    ``promise`` is what the gate let pass (:class:`entrygo.lifecycle.leaving.GatePass`), with the head of
    the event chain at that time; packages of versions before the gate have none.
    """

    id: str
    export_id: str
    number: str
    version: int
    plan_seq: int
    state: PackageState
    created_at: datetime
    attempts: int = 0
    completed_at: datetime | None = None
    promise: dict[str, Any] | None = None  # Any: JSON


@dataclass(frozen=True, slots=True, kw_only=True)
class ArtifactRow:
    """One file of a package; its bytes lie in the blob store under ``blob_key``."""

    package_id: str
    position: int
    artifact_type: str
    filename: str
    media_type: str
    sha256: str
    size_bytes: int
    blob_key: str
    generated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MailRow:
    """A mail to a broker or warehouse. Due while ``due_at`` is set; ``attempts`` counts tries begun.

    ``is_resend`` says that an earlier try's fate is unknown, so this one repeats its Message-ID on purpose.
    ``waits`` counts how often it was put off, and ``trying_since`` is when its first try ended. ``position`` orders the
    mails of an export as they were owed; at ``links_ended_at`` its links stopped working.
    """

    id: str
    tenant: Tenant
    audience: str
    export_id: str
    package_id: str
    recipient: str
    subject: str
    message_id: str
    in_reply_to: str | None
    state: MailState
    attempts: int
    is_resend: bool
    on_uncertain: str
    due_at: datetime | None
    error_message: str | None
    sent_at: datetime | None
    created_at: datetime
    waits_for: Awaited | None = None
    waits: int = 0
    trying_since: datetime | None = None
    position: int = 0
    links_ended_at: datetime | None = None

    def named(self) -> dict[str, Any]:  # Any: JSON
        """The part of an event's payload that names this mail."""
        return {
            "packageId": self.package_id,
            "submissionId": self.id,
            "recipient": self.recipient,
            "messageId": self.message_id,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationRow:
    """A notification of an export; where it travels by mail, its status is the mail's."""

    id: str
    export_id: str
    audience: str
    channel: str
    status: str
    mail_id: str | None
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """An event of the append-only, hash-chained stream of one tenant.

    Its type may be one that only a newer version knows: while nodes are replaced, old ones read its events. ``form`` is
    what its hash covers: 1 of versions that recorded no actor, 2 with ``actor``, ``request_id`` and ``evidence``, the
    rows as this event left them.
    """

    seq: int
    id: str
    export_id: str | None
    type: str
    payload: dict[str, Any]  # Any: payloads differ by type
    created_at: datetime
    previous_hash: str
    hash: str
    form: int = 1
    actor: dict[str, Any] | None = None  # Any: JSON
    request_id: str | None = None
    evidence: dict[str, Any] | None = None  # Any: JSON

    @property
    def name(self) -> str:
        """The type's name on the public events page: ``EXPORT_PLANNED``."""
        return self.type.upper().replace(".", "_")


@dataclass(frozen=True, slots=True, kw_only=True)
class CapturedMailRow:
    """A message of test mode: kept here instead of being sent."""

    id: str
    mail_id: str
    sender: str
    recipient: str
    message: bytes
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class InboundRow:
    """A mail that came back about one of ours; ``digest`` is of its bytes, without what transport adds."""

    digest: str
    mail_id: str
    kind: str
    received_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookRow:
    """An endpoint. ``fanned_out_seq`` is the last event looked at for it; ``failing_since`` the first failure of an
    unbroken row of them. ``event_types`` of ``None`` are all types. The previous secret signs too until its instant.
    """

    id: str
    url: str
    event_types: tuple[str, ...] | None
    description: str | None
    secret: str
    previous_secret: str | None
    previous_secret_until: datetime | None
    state: WebhookState
    disabled_reason: str | None
    disabled_at: datetime | None
    fanned_out_seq: int
    failing_since: datetime | None
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookDeliveryRow:
    """One event to one endpoint; a test message has no ``event_seq``.

    ``due_at`` is when anyone may begin the next try: of a ``sending`` row, when the claim of whoever sends it is over.
    ``attempts`` counts tries begun and is the number by which a claim is known.
    """

    id: str
    webhook_id: str
    event_id: str
    event_seq: int | None
    event_type: str
    state: WebhookDeliveryState
    attempts: int
    attempts_before_replay: int
    due_at: datetime | None
    response_status: int | None
    error_message: str | None
    last_attempt_at: datetime | None
    delivered_at: datetime | None
    created_at: datetime
