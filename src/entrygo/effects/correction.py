"""The making of a corrected package: papers kept, then one transaction that makes the new version's mail due.

The mail threads onto the first submission (``In-Reply-To``), names the package it replaces and lists the changed
fields; the older files stay readable.
"""

import logging

import orjson

from entrygo.context import Context
from entrygo.contract.actor import Tenant
from entrygo.documents.mail_row import new_mail
from entrygo.effects.delivery import owe_notice, start_delivery
from entrygo.effects.held_after_restore import as_promised
from entrygo.effects.package_files import Kept, Promise, artifact_rows, keep_papers, promise
from entrygo.effects.retry import retry_forever
from entrygo.lifecycle.events import EventType
from entrygo.lifecycle.mail_line import may_have_left
from entrygo.lifecycle.states import Audience, MailState, PackageState
from entrygo.ports.crash_points import Point
from entrygo.ports.runner import RunContext, tenant_of
from entrygo.store.mail_lines import supersede_overtaken
from entrygo.store.unit_of_work import UnitOfWork

log = logging.getLogger(__name__)
EFFECT = "correct"


def correction(context: Context, run: RunContext) -> None:
    """Finish one promised correction. A failure is counted and tried again by the worker under the next key."""
    tenant, package_id = tenant_of(run.argument), str(run.argument["package_id"])
    try:
        context.reached(Point.RUNNING, EFFECT)
        kept = run.step(
            "papers",
            lambda: keep_papers(context, tenant, _export_of(context, tenant, package_id), package_id),
        )
        context.reached(Point.PAPERS_NOTED, EFFECT)
        mail_id = run.step("complete", lambda: complete(context, tenant, package_id, kept))
        context.reached(Point.COMPLETION_NOTED, EFFECT)
        start_delivery(context, tenant, mail_id, attempts=0)
        context.reached(Point.DELIVERY_STARTED, EFFECT)
    except Exception:
        log.exception("correction %s failed; it will be tried again", package_id)
        retry_forever(run, "count", lambda: _count_failure(context, tenant, package_id))


def _count_failure(context: Context, tenant: Tenant, package_id: str) -> None:
    with context.store.write(tenant) as uow:
        package = uow.packages.get(package_id)
        if package is not None:
            uow.packages.note_attempt(package_id, attempts=package.attempts + 1)


def _export_of(context: Context, tenant: Tenant, package_id: str) -> str:
    with context.store.read(tenant) as uow:
        package = uow.packages.get(package_id)
    if package is None:
        raise LookupError(f"package {package_id} was not promised")
    return package.export_id


def complete(context: Context, tenant: Tenant, package_id: str, kept: list[Kept]) -> str:
    """One transaction: files, the submission due, the older version superseded, the event. The mail's id.

    Of an export that was withdrawn meanwhile the papers are kept, and nothing is sent.
    """
    mail_id = _complete(context, tenant, package_id, kept)
    context.reached(Point.COMPLETED, EFFECT)
    return mail_id


def _complete(context: Context, tenant: Tenant, package_id: str, kept: list[Kept]) -> str:
    export_id = _export_of(context, tenant, package_id)
    with context.store.write(tenant) as uow:
        promised = promise(uow, export_id, package_id)
        if not uow.packages.complete(package_id, at=uow.now):
            mails = uow.mails.of_export(export_id, Audience.BROKER)
            return next(mail.id for mail in mails if mail.package_id == package_id)
        uow.by = promised.gate_pass.origin
        uow.packages.add_artifacts(artifact_rows(promised.package, kept))
        mail_id = _write_mail(context, uow, promised)
        _renew_notice(context, uow, promised)
        older = [package for package in uow.packages.of_export(export_id) if package.id != package_id]
        for package in older:
            uow.packages.move(package.id, PackageState.SUPERSEDED)
        supersede_overtaken(uow, export_id)
        uow.exports.show_package(export_id, package_id, at=uow.now)
        uow.record(
            EventType.PACKAGE_CORRECTED,
            export_id,
            packageId=package_id,
            packageNumber=promised.package.number,
            version=promised.package.version,
            supersedes=older[-1].number,
            planHash=promised.package_facts.plan_hash,
            changes=[orjson.loads(orjson.dumps(change)) for change in promised.package_facts.changes],
            before={"packageNumber": older[-1].number, "version": older[-1].version},
            after={"packageNumber": promised.package.number, "version": promised.package.version},
        )
        context.reached(Point.COMPLETING, EFFECT)
        return mail_id


def _write_mail(context: Context, uow: UnitOfWork, promised: Promise) -> str:
    earlier = uow.mails.of_export(promised.export.id, Audience.BROKER)
    left = [mail for mail in earlier if may_have_left(mail)]
    mail = new_mail(
        promised.export,
        promised.package,
        promised.gate_pass,
        identifier=context.ids.new("bes"),
        sender=context.mail_from,
        on_uncertain=promised.package_facts.broker.on_uncertain,
        in_reply_to=left[0].message_id if left else None,
        at=uow.now,
    )
    is_withdrawn = promised.package.state is PackageState.WITHDRAWN
    uow.mails.insert(mail if is_withdrawn else as_promised(context, uow, mail, promised.package))
    return mail.id


def _renew_notice(context: Context, uow: UnitOfWork, promised: Promise) -> None:
    """A notice to the warehouse of the new version, where that of the one before never left."""
    notices = uow.mails.of_export(promised.export.id, Audience.WAREHOUSE)
    is_owed = notices and notices[-1].state is MailState.SUPERSEDED and not may_have_left(notices[-1])
    if not is_owed or promised.gate_pass.delivery.notice is None:
        return
    notice = owe_notice(context, uow, promised)
    uow.mails.renew_notification(notices[-1].id, notice.id)
