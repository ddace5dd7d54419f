"""Papers of a plan before it is executed: marked as drafts, not sealed, not kept, and sent to nobody."""

from dataclasses import replace

from entrygo.context import Context
from entrygo.contract.actor import Actor, Mode
from entrygo.contract.plan import Readiness
from entrygo.contract.problems import Problem
from entrygo.contract.snapshot import stored_snapshot
from entrygo.documents.artifact import File, kinds
from entrygo.documents.artifacts.manifest import KIND as MANIFEST
from entrygo.documents.package import zip_bytes
from entrygo.documents.package_facts import PackageFacts
from entrygo.lifecycle.states import ExportState
from entrygo.operations.answer import Answer
from entrygo.operations.gate import delivery_of
from entrygo.operations.inspect import export_and_plan
from entrygo.operations.packages import FILE_HEADERS, ZIP
from entrygo.planning.stored_plans import stored_plan
from entrygo.store.unit_of_work import UnitOfWork

MARK = "DRAFT"
MADE = "The papers of this export are made; read its package."
STOPPED = "The plan is blocked, so that its papers would say what is not known; fix its errors first."


def draft_names() -> list[str]:
    """The names of the drafts of an export; the manifest seals what left, and is none."""
    return [each.filename for each in kinds() if each.artifact_type != MANIFEST.artifact_type]


def draft_document(context: Context, actor: Actor, export_id: str, filename: str) -> Answer:
    """One draft, or all of them as ``package.zip``. 409 INVALID_EXPORT_STATE once executed, or while blocked."""
    names = draft_names()
    with context.store.read(actor.tenant) as uow:
        package_facts = _package_facts(uow, export_id)
    if filename not in (*names, ZIP):
        raise Problem("NOT_FOUND", "There is no draft of this name.", details={"files": [*names, ZIP]})
    drafts = [each for each in context.papers(package_facts, context.seal_key) if each.filename in names]
    if filename == ZIP:
        return _sent(zip_bytes(drafts), "application/zip", f"{MARK}-{export_id}.zip")
    file: File = next(each for each in drafts if each.filename == filename)
    return _sent(file.content, file.media_type, f"{MARK}-{file.filename}")


def _sent(body: bytes, media_type: str, name: str) -> Answer:
    headers = {
        **FILE_HEADERS,
        "Cache-Control": "no-store",
        "Content-Disposition": f'inline; filename="{name}"',
    }
    return Answer(body=body, media_type=media_type, headers=headers)


def _package_facts(uow: UnitOfWork, export_id: str) -> PackageFacts:
    """What execution would make the papers from, under a number that no package has; dated by the plan."""
    export, plan = export_and_plan(uow, export_id)
    details = {"currentState": export.state.value, "readinessState": export.readiness}
    if export.state is not ExportState.BATCHED:
        raise Problem("INVALID_EXPORT_STATE", MADE, details=details)
    if export.readiness == Readiness.BLOCKED.value:
        raise Problem("INVALID_EXPORT_STATE", STOPPED, details=details)
    snapshot = stored_snapshot(plan.snapshot)
    delivery = delivery_of(uow, export)
    return PackageFacts(
        account=snapshot.account,
        warehouse=replace(snapshot.warehouse, notification_email=delivery.notice),
        broker=replace(snapshot.broker, email=delivery.recipient, profile=delivery.profile),
        shipment=snapshot.shipment,
        orders=snapshot.orders,
        products=snapshot.products,
        plan=stored_plan(plan.outcome, snapshot),
        plan_hash=plan.plan_hash,
        package_id=MARK,
        package_number=f"{MARK}-{export_id[-8:]}",
        generated_at=plan.created_at,
        test_mode=export.tenant.mode is Mode.TEST,
        law=snapshot.tariff.law,
    )
