"""The events of the protocol: dotted type and upper-case name, alphabetical. Both forms are emitted."""

from enum import StrEnum


class EventType(StrEnum):
    """``subject.action`` in the past tense."""

    BROKER_ACKNOWLEDGED = "broker.acknowledged"
    BROKER_NOTIFIED = "broker.notified"
    BROKER_QUESTIONED = "broker.questioned"
    BROKER_REJECTED = "broker.rejected"
    BROKER_RESENT = "broker.resent"
    BROKER_SUBMISSION_FAILED = "broker.submission_failed"
    BROKER_SUBMISSION_HELD = "broker.submission_held"
    CUSTOMS_ARTIFACT_GENERATED = "customs.artifact_generated"
    EXPORT_APPROVED = "export.approved"
    EXPORT_BATCH_CREATED = "export.batch_created"
    EXPORT_CANCELLED = "export.cancelled"
    EXPORT_EXECUTED = "export.executed"
    EXPORT_PLANNED = "export.planned"
    EXPORT_REPLANNED = "export.replanned"
    PACKAGE_CORRECTED = "package.corrected"
    WAREHOUSE_NOTIFIED = "warehouse.notified"
    WAREHOUSE_NOTICE_FAILED = "warehouse.notice_failed"

    @property
    def public_name(self) -> str:
        """The upper-case name of the public events page: ``EXPORT_PLANNED``."""
        return self.name
