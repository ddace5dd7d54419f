"""The papers of an export: rendered from the stored plan, kept in the blob store under the hash of their bytes."""

from dataclasses import dataclass, replace
from typing import Any

import orjson

from entrygo.context import Context
from entrygo.contract.actor import Mode, Tenant
from entrygo.contract.snapshot import Snapshot, stored_snapshot
from entrygo.documents.artifact import File
from entrygo.documents.package_facts import Change, PackageFacts
from entrygo.lifecycle.leaving import Act, Delivery, GatePass
from entrygo.lifecycle.rows import ArtifactRow, ExportRow, PackageRow, PlanRow
from entrygo.planning.changes import changed_fields
from entrygo.planning.stored_plans import stored_plan
from entrygo.ports.crash_points import Point
from entrygo.store.kept_bytes import bytes_of
from entrygo.store.unit_of_work import UnitOfWork

Kept = dict[str, Any]  # Any: JSON of one kept file


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """The rows of an execution that was promised, and the delivery it is bound to."""

    export: ExportRow
    package: PackageRow
    package_facts: PackageFacts
    gate_pass: GatePass


def promise(uow: UnitOfWork, export_id: str, package_id: str | None = None) -> Promise:
    """The plan and facts a package was promised with, not today's; without ``package_id``, the export's current one."""
    export = uow.exports.get(export_id)
    wanted = package_id or (export.package_id if export else None)
    package = uow.packages.get(wanted) if wanted else None
    if export is None or package is None:
        raise LookupError(f"export {export_id} was not promised")
    plan = uow.exports.plan(export_id, package.plan_seq)
    if plan is None:
        raise LookupError(f"export {export_id} lacks its plan {package.plan_seq}")
    snapshot = stored_snapshot(plan.snapshot)
    older = _older(uow, package)
    gate_pass = _gate_pass(uow, package, snapshot)
    delivery = gate_pass.delivery
    package_facts = PackageFacts(
        account=snapshot.account,
        warehouse=replace(snapshot.warehouse, notification_email=delivery.notice),
        broker=replace(snapshot.broker, email=delivery.recipient, profile=delivery.profile),
        shipment=snapshot.shipment,
        orders=snapshot.orders,
        products=snapshot.products,
        plan=stored_plan(plan.outcome, snapshot),
        plan_hash=plan.plan_hash,
        package_id=package.id,
        package_number=package.number,
        version=package.version,
        supersedes=older.number if older else None,
        changes=_changes(uow, older, plan) if older else (),
        generated_at=package.created_at,
        test_mode=export.tenant.mode is Mode.TEST,
        chain_head=(package.promise or {}).get("chainHead"),
        law=snapshot.tariff.law,
    )
    return Promise(export=export, package=package, package_facts=package_facts, gate_pass=gate_pass)


def _gate_pass(uow: UnitOfWork, package: PackageRow, snapshot: Snapshot) -> GatePass:
    """What the gate let pass; for a package that is older than the gate, what was sent at the time."""
    if package.promise is not None:
        return GatePass.of(package.promise)
    broker = uow.brokers.get(snapshot.broker.id)
    delivery = Delivery(
        recipient=snapshot.broker.email if broker is None else broker.stated.email,
        notice=snapshot.warehouse.notification_email or None,
        files=(),
        profile=snapshot.broker.profile,
    )
    return GatePass.before_the_gate(Act.EXECUTE if package.version == 1 else Act.CORRECTION, delivery)


def _older(uow: UnitOfWork, package: PackageRow) -> PackageRow | None:
    """The version a correction replaces."""
    versions = [each for each in uow.packages.of_export(package.export_id) if each.version < package.version]
    return versions[-1] if versions else None


def _changes(uow: UnitOfWork, older: PackageRow, plan: PlanRow) -> tuple[Change, ...]:
    before = uow.exports.plan(older.export_id, older.plan_seq)
    if before is None:
        raise LookupError(f"export {older.export_id} lacks its plan {older.plan_seq}")
    changed = changed_fields(orjson.loads(before.document), orjson.loads(plan.document))
    return tuple(Change(field=each.field, before=each.before, after=each.after) for each in changed)


def keep_papers(
    context: Context, tenant: Tenant, export_id: str, package_id: str | None = None
) -> list[Kept]:
    """Render every file and keep its bytes. Running again renders the same bytes and changes nothing."""
    with context.store.read(tenant) as uow:
        promised = promise(uow, export_id, package_id)
    kept = []
    for file in context.papers(promised.package_facts, context.seal_key):
        key = f"{tenant.account_id}/{tenant.mode.value}/{file.sha256[:2]}/{file.sha256}"
        context.reached(Point.PAPER_MADE, file.artifact_type)
        context.blobs.put(key, file.content)
        context.reached(Point.PAPER_KEPT, file.artifact_type)
        kept.append(
            {
                "artifact_type": file.artifact_type,
                "filename": file.filename,
                "media_type": file.media_type,
                "sha256": file.sha256,
                "size_bytes": file.size,
                "blob_key": key,
            }
        )
    context.reached(Point.PAPERS_KEPT)
    return kept


def artifact_rows(package: PackageRow, kept: list[Kept]) -> list[ArtifactRow]:
    """The rows of the kept files, in the package's order."""
    return [
        ArtifactRow(package_id=package.id, position=position, generated_at=package.created_at, **file)
        for position, file in enumerate(kept)
    ]


def files_of(context: Context, artifacts: list[ArtifactRow]) -> list[File]:
    """The kept files with their bytes. Raises :class:`~entrygo.store.kept_bytes.ArtifactDamaged`."""
    return [
        File(
            artifact_type=artifact.artifact_type,
            filename=artifact.filename,
            media_type=artifact.media_type,
            content=bytes_of(context.blobs, artifact),
            sha256=artifact.sha256,
            size=artifact.size_bytes,
        )
        for artifact in artifacts
    ]


def for_recipient(package_facts: PackageFacts, email: str) -> PackageFacts:
    """The package with the address a mail goes to now, which may be newer than the plan's."""
    return replace(package_facts, broker=replace(package_facts.broker, email=email))
