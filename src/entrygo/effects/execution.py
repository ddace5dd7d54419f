"""The execution of an export: papers kept, then one transaction that makes everything durable, then first deliveries.

Each step may run twice, across any crash, and still happens once: files are create-only under their hash, and the
completing transaction is guarded by the export's own state.
"""

import logging
from datetime import datetime

from entrygo.contract.actor import Tenant
from entrygo.contract.canonical import JsonMapping
from entrygo.documents.mail_row import owed_mail
from entrygo.effects.delivery import start_delivery
from entrygo.effects.held_after_restore import as_promised
from entrygo.effects.package_files import Kept, Promise, artifact_rows, keep_papers, promise
from entrygo.effects.retry_forever import insist
from entrygo.effects.tools import Tools, tenant_of
from entrygo.lifecycle.events import EventType
from entrygo.lifecycle.states import Audience, ExportState, MailState
from entrygo.ports.crash_points import Point
from entrygo.ports.rows import ExportRow, NotificationRow
from entrygo.ports.runner import RunContext
from entrygo.ports.store import UnitOfWork

log = logging.getLogger(__name__)
EFFECT = "execute"


def execution(tools: Tools, run: RunContext) -> None:
    """Finish one promised export. A failure is counted and tried again by the worker under the next key."""
    tenant, export_id = tenant_of(run.argument), str(run.argument["export_id"])
    try:
        tools.reached(Point.RUNNING)
        kept = run.step("papers", lambda: keep_papers(tools, tenant, export_id))
        tools.reached(Point.PAPERS_NOTED)
        mail_ids = run.step("complete", lambda: complete(tools, tenant, export_id, kept))
        tools.reached(Point.COMPLETION_NOTED)
        for mail_id in mail_ids:
            start_delivery(tools, tenant, mail_id, attempts=0)
            tools.reached(Point.DELIVERY_STARTED)
    except Exception:
        log.exception("execution of %s failed; it will be tried again", export_id)
        insist(run, "count", lambda: _count_failure(tools, tenant, export_id))


def _count_failure(tools: Tools, tenant: Tenant, export_id: str) -> None:
    with tools.store.write(tenant) as uow:
        export = uow.exports.get(export_id)
        if export is not None and export.state is ExportState.EXECUTING:
            uow.exports.note_attempt(export_id, attempts=export.attempts + 1, at=tools.clock.now())


def complete(tools: Tools, tenant: Tenant, export_id: str, kept: list[Kept]) -> list[str]:
    """One transaction: files, submission, notifications, events and COMPLETED. The ids of the mails now owed."""
    mail_ids = _complete(tools, tenant, export_id, kept)
    tools.reached(Point.COMPLETED)
    return mail_ids


def _complete(tools: Tools, tenant: Tenant, export_id: str, kept: list[Kept]) -> list[str]:
    with tools.store.write(tenant) as uow:
        promised = promise(uow, export_id)
        if promised.export.state is not ExportState.EXECUTING:
            return [mail.id for audience in Audience for mail in uow.mails.of_export(export_id, audience)]
        now = tools.clock.now()
        uow.packages.add_artifacts(artifact_rows(promised.package, kept))
        for file in kept:
            payload = {
                "batchId": export_id,
                "packageId": promised.package.id,
                "artifactType": file["artifact_type"],
                "filename": file["filename"],
                "sha256": file["sha256"],
            }
            _tell(tools, uow, EventType.CUSTOMS_ARTIFACT_GENERATED, export_id, payload=payload, at=now)
        mail_ids = _owe_mails(tools, uow, promised, now)
        payload = {
            "batchId": export_id,
            "packageId": promised.package.id,
            "packageNumber": promised.package.number,
            "planHash": promised.export.plan_hash,
        }
        _tell(tools, uow, EventType.EXPORT_EXECUTED, export_id, payload=payload, at=now)
        uow.packages.complete(promised.package.id, at=now)
        uow.exports.move(export_id, was=ExportState.EXECUTING, becomes=ExportState.COMPLETED, at=now)
        tools.reached(Point.COMPLETING)
        return mail_ids


def _owe_mails(tools: Tools, uow: UnitOfWork, promised: Promise, now: datetime) -> list[str]:
    """The broker's submission, the warehouse's notice, and a notification of each. The ids of the mails owed."""
    broker = uow.brokers.get(promised.export.broker_id)
    planned = promised.dossier.broker
    submission = owed_mail(
        promised.export,
        promised.package,
        identifier=tools.ids.new("bes"),
        recipient=planned.email if broker is None else str(broker.document["email"]),
        sender=tools.mail_from,
        on_uncertain=planned.on_uncertain,
        at=now,
    )
    uow.mails.insert(as_promised(tools, uow, submission, promised.package, at=now))
    _notify(tools, uow, promised.export, Audience.BROKER, mail_id=submission.id, at=now)
    address = promised.dossier.warehouse.notification_email
    if not address:  # nobody to write to: the notice stands in the API, and that is all that was promised
        _notify(tools, uow, promised.export, Audience.WAREHOUSE, mail_id=None, at=now)
        payload = {
            "batchId": promised.export.id,
            "channel": "API",
            "warehouseId": promised.export.warehouse_id,
        }
        _tell(tools, uow, EventType.WAREHOUSE_NOTIFIED, promised.export.id, payload=payload, at=now)
        return [submission.id]
    notice = owed_mail(
        promised.export,
        promised.package,
        identifier=tools.ids.new("notice"),
        recipient=address,
        sender=tools.mail_from,
        audience=Audience.WAREHOUSE,
        at=now,
    )
    uow.mails.insert(notice)
    _notify(tools, uow, promised.export, Audience.WAREHOUSE, mail_id=notice.id, at=now)
    return [submission.id, notice.id]


def _notify(
    tools: Tools, uow: UnitOfWork, export: ExportRow, audience: Audience, *, mail_id: str | None, at: datetime
) -> None:
    uow.mails.add_notification(
        NotificationRow(
            id=tools.ids.new("notif"),
            export_id=export.id,
            audience=audience.value,
            channel="API" if mail_id is None else "EMAIL",
            status=MailState.SENT.value if mail_id is None else MailState.PENDING.value,
            mail_id=mail_id,
            created_at=at,
        )
    )


def _tell(
    tools: Tools, uow: UnitOfWork, event: EventType, export_id: str, *, payload: JsonMapping, at: datetime
) -> None:
    uow.events.append(event, export_id=export_id, payload=payload, identifier=tools.ids.new("evt"), at=at)
