"""The one table of the lifecycle: states of exports, packages and submissions, and the moves between them.

The documentation's tables and the database's checks are made from these.
"""

from collections.abc import Mapping
from enum import StrEnum

from entrygo.contract.problems import Problem


class ExportState(StrEnum):
    """EXECUTING is left only forward: a crash resumes it."""

    BATCHED = "BATCHED"
    EXECUTING = "EXECUTING"
    COMPLETED = "COMPLETED"
    CANCELLED = "CANCELLED"


class PackageState(StrEnum):
    """What became of a customs package."""

    GENERATED = "generated"
    SENT_TO_BROKER = "sent_to_broker"
    ACKNOWLEDGED = "acknowledged"
    REJECTED = "rejected"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


class MailState(StrEnum):
    """What became of a message. ``uncertain`` waits for a person; ``failed`` is permanent.

    ``superseded`` is never sent: newer papers, a newer submission or a withdrawal overtook it.
    """

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    REJECTED = "rejected"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    SUPERSEDED = "superseded"


class WebhookState(StrEnum):
    """Whether events are sent to an endpoint. A disabled one says why, and is enabled again by a person."""

    ENABLED = "enabled"
    DISABLED = "disabled"


class WebhookDeliveryState(StrEnum):
    """What became of one event's delivery to one endpoint. ``failed`` is left by a replay alone."""

    PENDING = "pending"
    SENDING = "sending"
    DELIVERED = "delivered"
    FAILED = "failed"


class Awaited(StrEnum):
    """What a mail that is not settled waits for."""

    RETRY = "retry"
    RATE_LIMIT = "rate_limit"
    MAIL_SERVER = "mail_server"
    DECISION = "decision"
    EARLIER_MAIL = "earlier_mail"


class Audience(StrEnum):
    """To whom an execution writes."""

    BROKER = "broker"
    BROKER_NOTICE = "broker_notice"
    WAREHOUSE = "warehouse"


EXPORT_MOVES: Mapping[ExportState, frozenset[ExportState]] = {
    ExportState.BATCHED: frozenset({ExportState.BATCHED, ExportState.EXECUTING, ExportState.CANCELLED}),
    ExportState.EXECUTING: frozenset({ExportState.COMPLETED}),
    ExportState.COMPLETED: frozenset(),
    ExportState.CANCELLED: frozenset(),
}

PACKAGE_MOVES: Mapping[PackageState, frozenset[PackageState]] = {
    PackageState.GENERATED: frozenset(
        {PackageState.SENT_TO_BROKER, PackageState.SUPERSEDED, PackageState.WITHDRAWN}
    ),
    PackageState.SENT_TO_BROKER: frozenset(
        {PackageState.ACKNOWLEDGED, PackageState.REJECTED, PackageState.SUPERSEDED, PackageState.WITHDRAWN}
    ),
    PackageState.ACKNOWLEDGED: frozenset({PackageState.SUPERSEDED, PackageState.WITHDRAWN}),
    PackageState.REJECTED: frozenset({PackageState.SUPERSEDED, PackageState.WITHDRAWN}),
    PackageState.SUPERSEDED: frozenset(),
    PackageState.WITHDRAWN: frozenset(),
}

MAIL_MOVES: Mapping[MailState, frozenset[MailState]] = {
    MailState.PENDING: frozenset(
        {
            MailState.SENDING,
            MailState.PENDING,
            MailState.SENT,
            MailState.FAILED,
            MailState.UNCERTAIN,  # of a restored backup: it may have left since
            MailState.ACKNOWLEDGED,
            MailState.REJECTED,
            MailState.SUPERSEDED,
        }
    ),
    MailState.SENDING: frozenset(
        {
            MailState.SENDING,
            MailState.SENT,
            MailState.PENDING,
            MailState.FAILED,
            MailState.UNCERTAIN,
            MailState.ACKNOWLEDGED,
            MailState.REJECTED,
            MailState.SUPERSEDED,
        }
    ),
    MailState.SENT: frozenset({MailState.ACKNOWLEDGED, MailState.REJECTED, MailState.FAILED}),
    MailState.UNCERTAIN: frozenset(
        {MailState.SENT, MailState.PENDING, MailState.FAILED, MailState.ACKNOWLEDGED, MailState.REJECTED}
    ),
    MailState.FAILED: frozenset(),
    MailState.SUPERSEDED: frozenset(
        {MailState.SENT, MailState.FAILED}  # what became of its last try was known late
    ),
    MailState.ACKNOWLEDGED: frozenset(),
    MailState.REJECTED: frozenset(),
}


def require_move(current: ExportState, wanted: ExportState, message: str | None = None) -> None:
    """Raise INVALID_EXPORT_STATE with ``details.currentState`` unless the table allows the move."""
    if wanted not in EXPORT_MOVES[current]:
        raise Problem("INVALID_EXPORT_STATE", message, details={"currentState": current.value})
