"""Whether the rows are as the events left them: states of exports and packages, bytes of plans, files of packages."""

from collections.abc import Iterator
from typing import Any

from entrygo.contract.actor import Tenant
from entrygo.lifecycle.events import EventType
from entrygo.lifecycle.rows import EventRow, ExportRow, PackageRow
from entrygo.store.evidence import PLAN_PARTS, plan_digests, plan_key
from entrygo.store.unit_of_work import UnitOfWork

Told = dict[str, Any]  # Any: JSON


class Evidence:
    """What a tenant's events say of its rows, taken in one by one in the chain's order."""

    def __init__(self, tenant: Tenant) -> None:
        self._name = f"{tenant.account_id}/{tenant.mode.value}"
        self._exports: dict[str, Told] = {}
        self._packages: dict[str, str] = {}
        self._export_of: dict[str, str] = {}
        self._plans: dict[str, dict[str, Told]] = {}
        self._files: dict[str, Told] = {}

    def take(self, event: EventRow) -> None:
        """One event's evidence. What retention deleted is evidence of nothing more."""
        if event.type == EventType.RECORDS_DELETED.value and event.export_id is not None:
            for kept in (self._exports, self._plans):
                kept.pop(event.export_id, None)
            gone = [each for each, export_id in self._export_of.items() if export_id == event.export_id]
            for package_id in gone:
                del self._packages[package_id], self._export_of[package_id]
                self._files.pop(package_id, None)
        self._take_rows(event)

    def _take_rows(self, event: EventRow) -> None:
        if (
            event.type == EventType.CUSTOMS_ARTIFACT_GENERATED.value
        ):  # all that versions before evidence said of files
            file = {str(event.payload["filename"]): event.payload["sha256"]}
            self._files.setdefault(str(event.payload["packageId"]), {}).update(file)
        for package_id, files in (event.evidence or {}).get("files", {}).items():
            self._files.setdefault(package_id, {}).update(files)
        for export_id, told in (event.evidence or {}).get("exports", {}).items():
            self._exports.setdefault(export_id, {}).update(told)
        for package_id, state in (event.evidence or {}).get("packages", {}).items():
            self._packages[package_id] = state
            self._export_of.setdefault(package_id, event.export_id or "")
        for key, digests in (event.evidence or {}).get("plans", {}).items():
            export_id, _, seq = key.rpartition("/")
            self._plans.setdefault(export_id, {})[seq] = digests

    def faults(self, uow: UnitOfWork) -> Iterator[str]:
        """Rows that are not as the events left them, or are gone."""
        for export_id, told in self._exports.items():
            export = uow.exports.get(export_id)
            if export is None:
                yield f"{self._name}: export {export_id} is gone"
                continue
            yield from self._export_faults(export, told)
            yield from self._plan_faults(uow, export_id)
        for package_id, state in self._packages.items():
            package = uow.packages.get(package_id)
            if package is None:
                yield f"{self._name}: package {package_id} is gone"
                continue
            yield from self._package_faults(uow, package, state)

    def _export_faults(self, export: ExportRow, told: Told) -> Iterator[str]:
        found = {"state": export.state.value, "planHash": export.plan_hash}
        for name, value in found.items():
            if told.get(name, value) != value:
                altered = f"export {export.id} was altered"
                yield f"{self._name}: {altered}: its {name} is {value}, not {told[name]}"

    def _plan_faults(self, uow: UnitOfWork, export_id: str) -> Iterator[str]:
        for seq, digests in self._plans.get(export_id, {}).items():
            try:
                plan = uow.exports.plan(export_id, int(seq))
            except ValueError as error:
                yield f"{self._name}: plan {seq} of export {export_id} was altered: {error}"
                continue
            if plan is None:
                yield f"{self._name}: plan {plan_key(export_id, int(seq))} is gone"
                continue
            found = plan_digests(plan)
            altered = [part for part in PLAN_PARTS if found[part] != digests[part]]
            if altered:
                yield f"{self._name}: plan {seq} of export {export_id} was altered: its {', '.join(altered)}"

    def _package_faults(self, uow: UnitOfWork, package: PackageRow, state: str) -> Iterator[str]:
        name = f"{self._name}: package {package.number} of export {package.export_id}"
        if package.state.value != state:
            yield f"{name} was altered: its state is {package.state.value}, not {state}"
        head = (package.promise or {}).get("chainHead")
        if head and head["seq"] and uow.events.hash_at(head["seq"]) != head["hash"]:
            yield f"{name} was promised after event {head['seq']}, which is not there any more"
        told = self._files.get(package.id, {})
        found = {artifact.filename: artifact.sha256 for artifact in uow.packages.artifacts(package.id)}
        for filename, digest in told.items():
            if found.get(filename) != digest:
                what = "was altered" if filename in found else "is gone"
                yield f"{name}: the record of {filename} {what}"
