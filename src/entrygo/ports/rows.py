"""Rows as operations and effects see them: frozen values, no SQL. Instants are aware UTC datetimes."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from entrygo.contract.actor import Tenant
from entrygo.contract.facts import Order, Product
from entrygo.lifecycle.states import Awaited, ExportState, MailState, PackageState


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRow:
    """An account as the command line made it."""

    id: str
    name: str
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRow:
    """An API key; only the digest of its secret is kept."""

    id: str
    tenant: Tenant
    scopes: frozenset[str]
    policy: dict[str, Any]  # Any: policy fields differ in type
    expires_at: datetime | None
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """A profile, warehouse or broker: an id and its JSON document as the API takes it."""

    id: str
    document: dict[str, Any]  # Any: validated at the door, kept as given
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductRow:
    """A product's facts and when they were last changed."""

    product: Product
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRow:
    """An order's facts, its metadata (never part of a decision) and the export that claimed it."""

    order: Order
    metadata: dict[str, Any] | None  # Any: the caller's own
    exported_in: str | None
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRow:
    """An export batch. ``request`` is what its current plan was asked: order ids, shipment, destination."""

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
class OutcomeRow:
    """What the current plan of an export found, without the plan's other forms."""

    export_id: str
    warehouse_id: str
    broker_id: str
    outcome: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageRow:
    """A customs package: made from the plan ``plan_seq`` of its export; owed until ``completed_at``."""

    id: str
    export_id: str
    number: str
    version: int
    plan_seq: int
    state: PackageState
    created_at: datetime
    attempts: int = 0
    completed_at: datetime | None = None


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
    """A message owed to a broker or warehouse. Due while ``due_at`` is set; ``attempts`` counts tries begun.

    ``is_resend`` says that an earlier try's fate is unknown, so this one repeats its Message-ID on purpose.
    ``waits`` counts how often the rate limit put it off, and ``trying_since`` is when its first try ended.
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

    Its type may be one that only a newer version knows: while nodes are replaced, old ones read its events.
    """

    seq: int
    id: str
    export_id: str | None
    type: str
    payload: dict[str, Any]  # Any: payloads differ by type
    created_at: datetime
    previous_hash: str
    hash: str

    @property
    def name(self) -> str:
        """The type's name on the public events page: ``EXPORT_PLANNED``."""
        return self.type.upper().replace(".", "_")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayRow:
    """An idempotency record. ``body`` is ``None`` while the work it names is not finished."""

    fingerprint: str
    subject_id: str | None
    status: int | None
    body: bytes | None
    created_at: datetime


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
class DispositionRow:
    """What a person decided about a screening hit: one list entry's version against one party as it then read."""

    id: str
    entry_key: str
    party_fingerprint: str
    disposition: str
    reason: str
    decided_by: str
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What part of a list is wanted: at most ``limit`` rows after the cursor position, oldest last."""

    limit: int
    after: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class OwedExport:
    """An export whose execution has been promised and is not finished."""

    tenant: Tenant
    export_id: str
    attempts: int
    since: datetime


@dataclass(frozen=True, slots=True)
class OwedPackage:
    """A corrected package that was promised and is not made."""

    tenant: Tenant
    package_id: str
    attempts: int
    since: datetime


@dataclass(frozen=True, slots=True)
class OwedMail:
    """A mail that is due, or one whose last try was begun and never settled (``is_begun``)."""

    tenant: Tenant
    mail_id: str
    attempts: int
    is_begun: bool
    waits: int = 0
