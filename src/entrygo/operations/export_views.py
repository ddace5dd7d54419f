"""How an export reads: after planning, after execution, on inspection. Names and duplicates are the contract's."""

from collections.abc import Sequence
from typing import Any

import orjson

from entrygo.contract.times import iso
from entrygo.lifecycle.rows import ArtifactRow, ExportRow, MailRow, NotificationRow, PackageRow, PlanRow
from entrygo.lifecycle.states import Audience
from entrygo.store.unit_of_work import UnitOfWork

View = dict[str, Any]  # Any: JSON values


def plan_body(plan: PlanRow) -> View:
    """The plan's part of an answer, as it was given."""
    body: View = orjson.loads(plan.answer)
    return body


def artifact_view(artifact: ArtifactRow, public_url: str) -> View:
    """A file's metadata and where its bytes are."""
    path = f"/api/customs-packages/{artifact.package_id}/artifacts/{artifact.filename}"
    return {
        "artifact_type": artifact.artifact_type,
        "filename": artifact.filename,
        "generated_at": iso(artifact.generated_at),
        "sha256": artifact.sha256,
        "size_bytes": artifact.size_bytes,
        "media_type": artifact.media_type,
        "download_url": public_url.rstrip("/") + path,
    }


def submission_view(mail: MailRow | None) -> View | None:
    """The broker submission: the mail's own state, not a hope."""
    if mail is None:
        return None
    return {
        "id": mail.id,
        "submission_type": "EMAIL",
        "status": mail.state.value,
        "recipient_email": mail.recipient,
        "subject": mail.subject,
        "sent_at": None if mail.sent_at is None else iso(mail.sent_at),
        "error_message": mail.error_message,
        "message_id": mail.message_id,
        "attempts": mail.attempts,
        "next_attempt_at": None if mail.due_at is None else iso(mail.due_at),
        "package_id": mail.package_id,
        "export_id": mail.export_id,
        "waiting_for": None if mail.waits_for is None else mail.waits_for.value,
    }


def notification_view(notification: NotificationRow) -> View:
    """A notification; where it travels by mail, its status is the mail's."""
    return {
        "id": notification.id,
        "channel": notification.channel,
        "status": notification.status,
        "created_at": iso(notification.created_at),
        "audience": notification.audience,
        "export_id": notification.export_id,
    }


def package_view(package: PackageRow, artifacts: Sequence[ArtifactRow], public_url: str) -> View:
    """A customs package with its files."""
    return {
        "id": package.id,
        "exportBatchId": package.export_id,
        "packageNumber": package.number,
        "state": package.state.value,
        "version": package.version,
        "createdAt": iso(package.created_at),
        "artifacts": [artifact_view(artifact, public_url) for artifact in artifacts],
        "packageUrl": f"{public_url.rstrip('/')}/api/customs-packages/{package.id}/package.zip",
    }


def executed_view(uow: UnitOfWork, export: ExportRow, public_url: str) -> View:
    """What execute answers, from rows alone."""
    artifacts = uow.packages.artifacts(export.package_id) if export.package_id else ()
    notification_ids = [notification.id for notification in uow.mails.notifications(export.id)]
    submissions = uow.mails.of_export(export.id, Audience.BROKER)
    return {
        "exportId": export.id,
        "state": export.state.value,
        "batch_id": export.id,
        "status": export.state.value,
        "customs_package_id": export.package_id,
        "planHash": export.plan_hash,
        "artifacts": [artifact_view(artifact, public_url) for artifact in artifacts],
        "notification_ids": notification_ids,
        "notifications": notification_ids,
        "execution_timestamp": None if export.executed_at is None else iso(export.executed_at),
        "brokerSubmission": submission_view(submissions[-1] if submissions else None),
    }


def summary_view(export: ExportRow) -> View:
    """An export in a list."""
    return {
        "exportId": export.id,
        "status": export.state.value,
        "state": export.state.value,
        "readinessState": export.readiness,
        "complianceScore": export.score,
        "planHash": export.plan_hash,
        "warehouse_id": export.warehouse_id,
        "broker_id": export.broker_id,
        "destination_country": export.destination_country,
        "customs_package_id": export.package_id,
        "created_at": iso(export.created_at),
        "updated_at": iso(export.updated_at),
        "executed_at": None if export.executed_at is None else iso(export.executed_at),
    }
