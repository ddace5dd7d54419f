"""An export as it is answered: after planning, after execution, in a list, and what it leaves."""

from collections.abc import Sequence

import orjson

from entrygo.contract.answers.customs import PackageAnswer
from entrygo.contract.answers.exports import (
    ArtifactAnswer,
    BrokerSubmission,
    ExecuteAnswer,
    ExportSummary,
    NotificationAnswer,
)
from entrygo.contract.answers.shown import shown
from entrygo.contract.canonical import JsonObject
from entrygo.lifecycle.rows import ArtifactRow, ExportRow, MailRow, NotificationRow, PackageRow, PlanRow
from entrygo.lifecycle.states import Audience
from entrygo.store.unit_of_work import UnitOfWork


def plan_body(plan: PlanRow) -> JsonObject:
    """The plan's part of an answer, as it was given."""
    body: JsonObject = orjson.loads(plan.answer)
    return body


def artifact_view(artifact: ArtifactRow, public_url: str) -> JsonObject:
    """A file's metadata and where its bytes are."""
    path = f"/api/customs-packages/{artifact.package_id}/artifacts/{artifact.filename}"
    return shown(ArtifactAnswer, artifact, download_url=public_url.rstrip("/") + path)


def submission_view(mail: MailRow) -> JsonObject:
    """The broker submission: the mail's own state."""
    return shown(BrokerSubmission, mail, submission_type="EMAIL")


def notification_view(notification: NotificationRow) -> JsonObject:
    """A notification; where it travels by mail, its status is the mail's."""
    return shown(NotificationAnswer, notification)


def package_view(package: PackageRow, artifacts: Sequence[ArtifactRow], public_url: str) -> JsonObject:
    """A customs package with its files."""
    return shown(
        PackageAnswer,
        package,
        artifacts=[artifact_view(artifact, public_url) for artifact in artifacts],
        package_url=f"{public_url.rstrip('/')}/api/customs-packages/{package.id}/package.zip",
    )


def executed_view(uow: UnitOfWork, export: ExportRow, public_url: str) -> JsonObject:
    """What execute answers, from rows alone."""
    artifacts = uow.packages.artifacts(export.package_id) if export.package_id else ()
    notification_ids = [notification.id for notification in uow.mails.notifications(export.id)]
    submissions = uow.mails.of_export(export.id, Audience.BROKER)
    return shown(
        ExecuteAnswer,
        export,
        artifacts=[artifact_view(artifact, public_url) for artifact in artifacts],
        notification_ids=notification_ids,
        notifications=notification_ids,
        broker_submission=submission_view(submissions[-1]) if submissions else None,
    )


def summary_view(export: ExportRow) -> JsonObject:
    """An export in a list."""
    return shown(ExportSummary, export)
