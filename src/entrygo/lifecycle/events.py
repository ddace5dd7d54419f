"""The events of the protocol: dotted type and upper-case name, alphabetical. Both forms are emitted."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum


class EventType(StrEnum):
    """``subject.action`` in the past tense."""

    ACCOUNT_CHANGED = "account.changed"
    ACCOUNT_CREATED = "account.created"
    BROKER_ACKNOWLEDGED = "broker.acknowledged"
    BROKER_AUTO_REPLIED = "broker.auto_replied"
    BROKER_CHANGED = "broker.changed"
    BROKER_LINKS_ENDED = "broker.links_ended"
    BROKER_NOTIFIED = "broker.notified"
    BROKER_QUESTIONED = "broker.questioned"
    BROKER_REJECTED = "broker.rejected"
    BROKER_REPLIED = "broker.replied"
    BROKER_RESENT = "broker.resent"
    BROKER_SUBMISSION_BOUNCED = "broker.submission_bounced"
    BROKER_SUBMISSION_BOUNCED_ELSEWHERE = "broker.submission_bounced_elsewhere"
    BROKER_SUBMISSION_DECIDED = "broker.submission_decided"
    BROKER_SUBMISSION_DELAYED = "broker.submission_delayed"
    BROKER_SUBMISSION_DELIVERED = "broker.submission_delivered"
    BROKER_SUBMISSION_FAILED = "broker.submission_failed"
    BROKER_SUBMISSION_HELD = "broker.submission_held"
    BROKER_SUBMISSION_SUPERSEDED = "broker.submission_superseded"
    BROKER_TEST_MAILED = "broker.test_mailed"
    CUSTOMS_ARTIFACT_GENERATED = "customs.artifact_generated"
    EXPORT_APPROVED = "export.approved"
    EXPORT_BATCH_CREATED = "export.batch_created"
    EXPORT_CANCELLED = "export.cancelled"
    EXPORT_EXECUTED = "export.executed"
    EXPORT_EXECUTION_STARTED = "export.execution_started"
    EXPORT_PLANNED = "export.planned"
    EXPORT_REPLANNED = "export.replanned"
    KEY_CHANGED = "key.changed"
    KEY_CREATED = "key.created"
    KEY_REVOKED = "key.revoked"
    KEY_ROTATED = "key.rotated"
    OPTIMIZER_RAN = "optimizer.ran"
    ORDERS_RELEASED = "orders.released"
    ORDERS_SYNCED = "orders.synced"
    PACKAGE_ARTIFACT_DAMAGED = "package.artifact_damaged"
    PACKAGE_CORRECTED = "package.corrected"
    PACKAGE_CORRECTION_STARTED = "package.correction_started"
    PACKAGE_RESUBMITTED = "package.resubmitted"
    PACKAGE_WITHDRAWN = "package.withdrawn"
    PERSON_CHANGED = "person.changed"
    PERSON_DISABLED = "person.disabled"
    PERSON_INVITATION_REVOKED = "person.invitation_revoked"
    PERSON_INVITED = "person.invited"
    PERSON_JOINED = "person.joined"
    PERSON_LEFT = "person.left"
    PERSON_PASSWORD_CHANGED = "person.password_changed"  # noqa: S105 - no password
    PERSON_RESET_MADE = "person.reset_made"
    PERSON_SECOND_FACTOR_CHANGED = "person.second_factor_changed"
    PERSON_SESSIONS_ENDED = "person.sessions_ended"
    PERSON_SIGNED_IN = "person.signed_in"
    PERSON_SIGNED_OUT = "person.signed_out"
    PERSON_SIGN_IN_FAILED = "person.sign_in_failed"
    PRODUCTS_CHANGED = "products.changed"
    INSTALLATION_RESTORED = "installation.restored"
    RESTORE_DECIDED = "restore.decided"
    RECORDS_DELETED = "records.deleted"
    RECORDS_MOVED = "records.moved"
    SCREENING_DECIDED = "screening.decided"
    WAREHOUSE_CHANGED = "warehouse.changed"
    WAREHOUSE_NOTIFIED = "warehouse.notified"
    WAREHOUSE_NOTICE_FAILED = "warehouse.notice_failed"
    WAREHOUSE_NOTICE_SUPERSEDED = "warehouse.notice_superseded"
    WEBHOOK_CHANGED = "webhook.changed"
    WEBHOOK_CREATED = "webhook.created"
    WEBHOOK_DELETED = "webhook.deleted"
    WEBHOOK_DISABLED = "webhook.disabled"
    WEBHOOK_REPLAYED = "webhook.replayed"
    WEBHOOK_TESTED = "webhook.tested"

    @property
    def public_name(self) -> str:
        """The upper-case name of the public events page: ``EXPORT_PLANNED``."""
        return self.name


CHANGE = ("before", "after")
"""In the payload of every event: what it changed, as it was and as it is; null for what was not there or is no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """When an event is written, and what its payload may hold besides ``before`` and ``after``, which each has."""

    when: str
    payload: tuple[str, ...]

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field of the payload."""
        return (*self.payload, *CHANGE)


_MAIL = ("batchId", "packageId", "submissionId", "recipient", "messageId")
_TROUBLE = (*_MAIL, "status", "outcome", "error", "attempt")
_REPORTED = (*_MAIL, "status", "error", "enhancedStatus", "finalRecipient", "reportedBy")
_REPLIED = (*_MAIL, "from", "subject", "excerpt")
_SAID = (
    "batchId",
    "packageId",
    "packageNumber",
    "submissionId",
    "decision",
    "by",
    "text",
    "line",
    "entryNumber",
    "hsCode",
)
_WEBHOOK = ("webhookId", "url", "eventTypes", "by")
_ROWS = ("new", "changed", "unchanged", "notNamed", "digest", "digestBefore")
_PLAN = ("batchId", "planHash", "readinessState", "complianceScore")

MEANINGS: Mapping[EventType, Meaning] = {
    EventType.ACCOUNT_CHANGED: Meaning(
        when="Fields of the account's profile, its policy among them, changed: before and after.",
        payload=(),
    ),
    EventType.ACCOUNT_CREATED: Meaning(when="The command line made the account.", payload=()),
    EventType.BROKER_ACKNOWLEDGED: Meaning(when="The broker accepted the package.", payload=_SAID),
    EventType.BROKER_AUTO_REPLIED: Meaning(
        when="A machine answered a mail to the broker: out of office, ticket opened. Nothing follows from it.",
        payload=_REPLIED,
    ),
    EventType.BROKER_CHANGED: Meaning(
        when="A broker was made (`before` is null) or fields of it changed: before and after.",
        payload=("brokerId",),
    ),
    EventType.BROKER_LINKS_ENDED: Meaning(
        when="The links in a mail to the broker were ended on request; whoever has them opens nothing any more.",
        payload=(*_MAIL, "reason"),
    ),
    EventType.BROKER_NOTIFIED: Meaning(
        when="A mail server accepted the package's first mail to the broker; once a package.", payload=_MAIL
    ),
    EventType.BROKER_QUESTIONED: Meaning(when="The broker asked about the package.", payload=_SAID),
    EventType.BROKER_REJECTED: Meaning(when="The broker rejected the package.", payload=_SAID),
    EventType.BROKER_REPLIED: Meaning(
        when="A person answered a mail to the broker; the answer itself lies in the mailbox.",
        payload=_REPLIED,
    ),
    EventType.BROKER_RESENT: Meaning(
        when="A mail whose fate was not known was accepted again under the same Message-ID.", payload=_MAIL
    ),
    EventType.BROKER_SUBMISSION_BOUNCED: Meaning(
        when="A mail server accepted a mail to the broker and could not deliver it: the submission failed.",
        payload=_REPORTED,
    ),
    EventType.BROKER_SUBMISSION_BOUNCED_ELSEWHERE: Meaning(
        when="A mail to the broker bounced at somebody it was passed on to, a list's member, or after a person had "
        "answered it: the submission stays as it is.",
        payload=_REPORTED,
    ),
    EventType.BROKER_SUBMISSION_DECIDED: Meaning(
        when="A person decided about a mail whose fate is not known: resend, arrived or withdraw.",
        payload=(*_MAIL, "status", "decision", "reason", "decidedBy"),
    ),
    EventType.BROKER_SUBMISSION_DELAYED: Meaning(
        when="A mail server that accepted a mail to the broker could not deliver it yet and goes on trying.",
        payload=_REPORTED,
    ),
    EventType.BROKER_SUBMISSION_DELIVERED: Meaning(
        when="A mail server reported that a mail to the broker was delivered.", payload=_REPORTED
    ),
    EventType.BROKER_SUBMISSION_FAILED: Meaning(
        when="An attempt to mail the broker failed; `status` says whether it is tried again.",
        payload=_TROUBLE,
    ),
    EventType.BROKER_SUBMISSION_HELD: Meaning(
        when="The fate of a mail is not known and the broker's `onUncertain` is `hold`: a person decides.",
        payload=_TROUBLE,
    ),
    EventType.BROKER_SUBMISSION_SUPERSEDED: Meaning(
        when="A mail to the broker that was owed is never sent: newer papers or a withdrawal took its place.",
        payload=(*_MAIL, "reason"),
    ),
    EventType.BROKER_TEST_MAILED: Meaning(
        when="A test mail to a broker is owed: it carries no papers.",
        payload=("brokerId", "email", "testMailId"),
    ),
    EventType.CUSTOMS_ARTIFACT_GENERATED: Meaning(
        when="An execution made a file of the package; one event a file.",
        payload=("batchId", "packageId", "artifactType", "filename", "sha256"),
    ),
    EventType.EXPORT_APPROVED: Meaning(
        when="A person approved a plan and its delivery: who the papers go to, and which.",
        payload=("batchId", "planHash", "approvedBy", "delivery"),
    ),
    EventType.EXPORT_BATCH_CREATED: Meaning(when="A plan made a new batch.", payload=("batchId",)),
    EventType.EXPORT_CANCELLED: Meaning(
        when="A batch was cancelled; its orders are free.", payload=("batchId", "reason", "cancelledBy")
    ),
    EventType.EXPORT_EXECUTED: Meaning(
        when="An execution is complete: everything it owes is durable.",
        payload=("batchId", "packageId", "packageNumber", "planHash"),
    ),
    EventType.EXPORT_EXECUTION_STARTED: Meaning(
        when="An execution passed the gate and is promised, with the delivery it is bound to.",
        payload=("batchId", "packageId", "packageNumber", "planHash", "delivery"),
    ),
    EventType.EXPORT_PLANNED: Meaning(when="A new batch was planned.", payload=_PLAN),
    EventType.EXPORT_REPLANNED: Meaning(
        when="A batch was planned again.", payload=(*_PLAN, "previousPlanHash")
    ),
    EventType.OPTIMIZER_RAN: Meaning(
        when="The optimizer proposed codes for goods; its run is kept and changes no product.",
        payload=("optimizerRunId",),
    ),
    EventType.ORDERS_RELEASED: Meaning(
        when="The orders of a withdrawn export are open for another one, but for those cancelled meanwhile.",
        payload=("batchId", "orderIds", "cancelledOrderIds"),
    ),
    EventType.KEY_CHANGED: Meaning(
        when="A key's name or limits changed: before and after.", payload=("keyId",)
    ),
    EventType.KEY_CREATED: Meaning(when="A key was made.", payload=("keyId",)),
    EventType.KEY_REVOKED: Meaning(when="A key was revoked for good.", payload=("keyId", "owner")),
    EventType.KEY_ROTATED: Meaning(
        when="A key got a new secret; the one before works no more.", payload=("keyId", "owner")
    ),
    EventType.ORDERS_SYNCED: Meaning(
        when="Orders were synced: how many, and of up to 100 what changed, by order id. Of a buyer's name and "
        "address only a digest is kept.",
        payload=_ROWS,
    ),
    EventType.PACKAGE_ARTIFACT_DAMAGED: Meaning(
        when="Kept files were missing or altered: those `restored` were made again with the same bytes, those `lost` "
        "want a backup.",
        payload=("batchId", "packageId", "restored", "lost"),
    ),
    EventType.PACKAGE_CORRECTED: Meaning(
        when="A package that was sent was replaced by a corrected version.",
        payload=("batchId", "packageId", "packageNumber", "version", "supersedes", "planHash", "changes"),
    ),
    EventType.PACKAGE_CORRECTION_STARTED: Meaning(
        when="A correction passed the gate and is promised, with the delivery it is bound to.",
        payload=("batchId", "packageId", "packageNumber", "planHash", "supersedes", "delivery"),
    ),
    EventType.PACKAGE_RESUBMITTED: Meaning(
        when="A package that is made was submitted once more.",
        payload=(*_MAIL, "packageNumber", "planHash", "previousSubmissionId"),
    ),
    EventType.PACKAGE_WITHDRAWN: Meaning(
        when="The goods of an export do not ship. Whoever may have its papers is told to file nothing.",
        payload=(
            "batchId",
            "packageId",
            "packageNumber",
            "reason",
            "withdrawnBy",
            "notified",
            "versionsSent",
        ),
    ),
    EventType.PERSON_CHANGED: Meaning(
        when="What a person may do in the account changed, roles or worlds: before and after.",
        payload=("personId", "email"),
    ),
    EventType.PERSON_DISABLED: Meaning(
        when="The command line disabled a person, or let one in again; sessions ended.",
        payload=("personId", "email", "disabled"),
    ),
    EventType.PERSON_INVITATION_REVOKED: Meaning(
        when="An invitation was taken back; its link works no more.", payload=("invitationId", "email")
    ),
    EventType.PERSON_INVITED: Meaning(
        when="A person was invited into the account.", payload=("invitationId", "email", "roles", "modes")
    ),
    EventType.PERSON_JOINED: Meaning(
        when="A person accepted an invitation, or the command line put one into the account.",
        payload=("personId", "email", "name", "roles", "modes", "invitationId"),
    ),
    EventType.PERSON_LEFT: Meaning(
        when="A person may do nothing in the account any more.", payload=("personId", "email", "roles")
    ),
    EventType.PERSON_PASSWORD_CHANGED: Meaning(
        when="A person set a new password, by the old one or by a reset; other sessions ended.",
        payload=("personId", "email", "by"),
    ),
    EventType.PERSON_RESET_MADE: Meaning(
        when="A link was made by which a person sets a new password.", payload=("personId", "email")
    ),
    EventType.PERSON_SECOND_FACTOR_CHANGED: Meaning(
        when="A person turned codes at sign-in on or off; a reset turns them off.",
        payload=("personId", "email", "enabled"),
    ),
    EventType.PERSON_SESSIONS_ENDED: Meaning(
        when="Sessions of a person were ended, by the person or by an admin.",
        payload=("personId", "email", "ended"),
    ),
    EventType.PERSON_SIGNED_IN: Meaning(
        when="A person signed in. It stands in each account the person works for.",
        payload=("personId", "email", "method", "sessionId"),
    ),
    EventType.PERSON_SIGNED_OUT: Meaning(
        when="A person signed out.", payload=("personId", "email", "sessionId")
    ),
    EventType.PERSON_SIGN_IN_FAILED: Meaning(
        when="Somebody tried to sign in as the person and was refused: a wrong password or a wrong code.",
        payload=("personId", "email", "step"),
    ),
    EventType.PRODUCTS_CHANGED: Meaning(
        when="Products were synced, imported or changed: how many, and of up to 100 what changed, by product id.",
        payload=_ROWS,
    ),
    EventType.INSTALLATION_RESTORED: Meaning(
        when="A backup was put in place: what happened between its making and then is not in the records.",
        payload=("backupAt", "submissionsHeld"),
    ),
    EventType.RESTORE_DECIDED: Meaning(
        when="A person decided what left between a backup and its restore; exports and webhooks go on.",
        payload=("restoredAt", "backupAt", "decision", "reason", "submissions", "decidedBy"),
    ),
    EventType.RECORDS_DELETED: Meaning(
        when="The records of an export were deleted on the operator's word, their time to be kept being over.",
        payload=("batchId", "planHash", "packageNumbers", "lastActivity", "rows", "files", "keptYears"),
    ),
    EventType.RECORDS_MOVED: Meaning(
        when="An export or package moved on where no other event says so; the event's hash covers its state.",
        payload=(),
    ),
    EventType.SCREENING_DECIDED: Meaning(
        when="A person cleared or confirmed a screening hit.",
        payload=("dispositionId", "entryKey", "partyFingerprint", "disposition", "reason", "decidedBy"),
    ),
    EventType.WAREHOUSE_CHANGED: Meaning(
        when="A warehouse was made (`before` is null) or fields of it changed: before and after.",
        payload=("warehouseId",),
    ),
    EventType.WAREHOUSE_NOTIFIED: Meaning(
        when="The warehouse was told: its mail was accepted, or, without an address, the notice stands in the API.",
        payload=(*_MAIL, "channel", "warehouseId"),
    ),
    EventType.WAREHOUSE_NOTICE_FAILED: Meaning(
        when="An attempt to mail the warehouse failed; `status` says whether it is tried again.",
        payload=_TROUBLE,
    ),
    EventType.WAREHOUSE_NOTICE_SUPERSEDED: Meaning(
        when="A notice to the warehouse that was owed is never sent: newer papers or a withdrawal took its place.",
        payload=(*_MAIL, "reason"),
    ),
    EventType.WEBHOOK_CHANGED: Meaning(
        when="A key changed an endpoint, or gave it a new secret.", payload=(*_WEBHOOK, "changed")
    ),
    EventType.WEBHOOK_CREATED: Meaning(when="A key registered an endpoint.", payload=_WEBHOOK),
    EventType.WEBHOOK_DELETED: Meaning(when="A key deleted an endpoint.", payload=_WEBHOOK),
    EventType.WEBHOOK_DISABLED: Meaning(
        when="An endpoint is told nothing more: it answered 410, or only failures came from it for days.",
        payload=("webhookId", "url", "reason"),
    ),
    EventType.WEBHOOK_REPLAYED: Meaning(
        when="A key asked for deliveries once more: one, or all after a place in the stream.",
        payload=("webhookId", "url", "deliveryId", "afterSequence"),
    ),
    EventType.WEBHOOK_TESTED: Meaning(
        when="A key asked for a test message to an endpoint.", payload=("webhookId", "url", "deliveryId")
    ),
}

BY_NAME_ONLY = frozenset(
    {
        EventType.ORDERS_SYNCED,
        EventType.PERSON_SIGNED_IN,
        EventType.PERSON_SIGNED_OUT,
        EventType.PRODUCTS_CHANGED,
        EventType.WEBHOOK_REPLAYED,
        EventType.WEBHOOK_TESTED,
    }
)
"""What an endpoint is told of where it names the type, and not among all: a shop's own syncs, who comes and goes, and
words on webhooks."""


def is_told(event_type: str, wanted: Collection[str] | None) -> bool:
    """Whether an endpoint that wants these types, or all (``None``), is told of an event of this one."""
    return event_type not in BY_NAME_ONLY if wanted is None else event_type in wanted
