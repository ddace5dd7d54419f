"""The execution of an export: papers kept, then one transaction that makes everything durable, then first deliveries.

Each step may run twice, across any crash, and still happens once: files are create-only under their hash, and the
completing transaction is guarded by the export's own state.
"""

import logging

from entrygo.context import Context
from entrygo.contract.actor import Tenant
from entrygo.documents.mail_row import new_mail
from entrygo.effects.delivery import owe_notice, start_delivery
from entrygo.effects.held_after_restore import as_promised
from entrygo.effects.package_files import Kept, Promise, artifact_rows, keep_papers, promise
from entrygo.effects.retry import retry_forever
from entrygo.lifecycle.events import EventType
from entrygo.lifecycle.rows import ExportRow, NotificationRow
from entrygo.lifecycle.states import Audience, ExportState, MailState
from entrygo.ports.crash_points import Point
from entrygo.ports.runner import RunContext, tenant_of
from entrygo.store.unit_of_work import UnitOfWork

log = logging.getLogger(__name__)
EFFECT = "execute"


def execution(context: Context, run: RunContext) -> None:
    """Finish one promised export. A failure is counted and tried again by the worker under the next key."""
    tenant, export_id = tenant_of(run.argument), str(run.argument["export_id"])
    try:
        context.reached(Point.RUNNING)
        kept = run.step("papers", lambda: keep_papers(context, tenant, export_id))
        context.reached(Point.PAPERS_NOTED)
        mail_ids = run.step("complete", lambda: complete(context, tenant, export_id, kept))
        context.reached(Point.COMPLETION_NOTED)
        for mail_id in mail_ids:
            start_delivery(context, tenant, mail_id, attempts=0)
            context.reached(Point.DELIVERY_STARTED)
    except Exception:
        log.exception("execution of %s failed; it will be tried again", export_id)
        retry_forever(run, "count", lambda: _count_failure(context, tenant, export_id))


def _count_failure(context: Context, tenant: Tenant, export_id: str) -> None:
    with context.store.write(tenant) as uow:
        export = uow.exports.get(export_id)
        if export is not None and export.state is ExportState.EXECUTING:
            uow.exports.note_attempt(export_id, attempts=export.attempts + 1, at=uow.now)


def complete(context: Context, tenant: Tenant, export_id: str, kept: list[Kept]) -> list[str]:
    """One transaction: files, submission, notifications, events and COMPLETED. The ids of the mails now due."""
    mail_ids = _complete(context, tenant, export_id, kept)
    context.reached(Point.COMPLETED)
    return mail_ids


def _complete(context: Context, tenant: Tenant, export_id: str, kept: list[Kept]) -> list[str]:
    with context.store.write(tenant) as uow:
        promised = promise(uow, export_id)
        if promised.export.state is not ExportState.EXECUTING:
            return [mail.id for audience in Audience for mail in uow.mails.of_export(export_id, audience)]
        uow.by = promised.gate_pass.origin
        uow.packages.add_artifacts(artifact_rows(promised.package, kept))
        for file in kept:
            uow.record(
                EventType.CUSTOMS_ARTIFACT_GENERATED,
                export_id,
                packageId=promised.package.id,
                artifactType=file["artifact_type"],
                filename=file["filename"],
                sha256=file["sha256"],
                before=None,
                after={"sha256": file["sha256"]},
            )
        mail_ids = _write_mails(context, uow, promised)
        uow.record(
            EventType.EXPORT_EXECUTED,
            export_id,
            packageId=promised.package.id,
            packageNumber=promised.package.number,
            planHash=promised.export.plan_hash,
            before={"state": ExportState.EXECUTING.value},
            after={"state": ExportState.COMPLETED.value},
        )
        uow.packages.complete(promised.package.id, at=uow.now)
        uow.exports.move(export_id, was=ExportState.EXECUTING, becomes=ExportState.COMPLETED, at=uow.now)
        context.reached(Point.COMPLETING)
        return mail_ids


def _write_mails(context: Context, uow: UnitOfWork, promised: Promise) -> list[str]:
    """The broker's submission, the warehouse's notice, and a notification of each; the ids of the mails."""
    submission = new_mail(
        promised.export,
        promised.package,
        promised.gate_pass,
        identifier=context.ids.new("bes"),
        sender=context.mail_from,
        on_uncertain=promised.package_facts.broker.on_uncertain,
        at=uow.now,
    )
    uow.mails.insert(as_promised(context, uow, submission, promised.package))
    _notify(context, uow, promised.export, Audience.BROKER, mail_id=submission.id)
    if (
        promised.gate_pass.delivery.notice is None
    ):  # nobody to write to: the notice stands in the API, and that is all that was promised
        _notify(context, uow, promised.export, Audience.WAREHOUSE, mail_id=None)
        uow.record(
            EventType.WAREHOUSE_NOTIFIED,
            promised.export.id,
            channel="API",
            warehouseId=promised.export.warehouse_id,
            before=None,
            after={"channel": "API"},
        )
        return [submission.id]
    notice = owe_notice(context, uow, promised)
    _notify(context, uow, promised.export, Audience.WAREHOUSE, mail_id=notice.id)
    return [submission.id, notice.id]


def _notify(
    context: Context,
    uow: UnitOfWork,
    export: ExportRow,
    audience: Audience,
    *,
    mail_id: str | None,
) -> None:
    uow.mails.add_notification(
        NotificationRow(
            id=context.ids.new("notif"),
            export_id=export.id,
            audience=audience.value,
            channel="API" if mail_id is None else "EMAIL",
            status=MailState.SENT.value if mail_id is None else MailState.PENDING.value,
            mail_id=mail_id,
            created_at=uow.now,
        )
    )
