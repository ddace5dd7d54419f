"""Customs packages and their files."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, select

from entrygo.contract.actor import Tenant
from entrygo.contract.times import iso
from entrygo.lifecycle.rows import ArtifactRow, PackageRow
from entrygo.lifecycle.states import PACKAGE_MOVES, PackageState
from entrygo.store import tables
from entrygo.store.evidence import Noted, note
from entrygo.store.records import columns
from entrygo.store.tenancy import every_tenant
from entrygo.store.tenant_rows import TenantRows


class PackageRows(TenantRows):
    """Packages move as the lifecycle table allows; their files are written once."""

    def __init__(self, connection: Connection, tenant: Tenant, noted: Noted | None = None) -> None:
        super().__init__(connection, tenant, tables.packages)
        self._noted = {} if noted is None else noted
        self._artifacts = TenantRows(connection, tenant, tables.artifacts)

    def get(self, package_id: str) -> PackageRow | None:
        return self.one(PackageRow, self.select().where(self.table.c.id == package_id))

    def of_export(self, export_id: str) -> Sequence[PackageRow]:
        """Every version of an export's package, first to last."""
        statement = self.select().where(self.table.c.export_id == export_id).order_by(self.table.c.version)
        return self.each(PackageRow, self.all(statement))

    def begin_with(self, text: str, limit: int) -> Sequence[PackageRow]:
        """Packages whose number or id begins so."""
        return self.each(PackageRow, self.beginning(text, limit, self.table.c.number, self.table.c.id))

    def insert(self, package: PackageRow) -> None:
        """A new package."""
        self.insert_rows(columns(package))
        note(self._noted, "packages", package.id, package.state.value)

    def number_is_taken(self, number: str) -> bool:
        """Whether any tenant of the installation has this package number."""
        statement = select(tables.packages.c.number).where(tables.packages.c.number == number)
        with every_tenant(self.connection):
            return self.connection.execute(statement).first() is not None

    def move(self, package_id: str, becomes: PackageState) -> bool:
        """Set the state where the lifecycle table allows it."""
        allowed = [was.value for was, nexts in PACKAGE_MOVES.items() if becomes in nexts]
        statement = self.update().where(self.table.c.id == package_id, self.table.c.state.in_(allowed))
        has_moved = self.changed(statement.values(state=becomes.value))
        if has_moved:
            note(self._noted, "packages", package_id, becomes.value)
        return has_moved

    def complete(self, package_id: str, *, at: datetime) -> bool:
        """Say that a package is made, once; false when it was."""
        statement = self.update().where(self.table.c.id == package_id, self.table.c.completed_at.is_(None))
        return self.changed(statement.values(completed_at=iso(at)))

    def note_attempt(self, package_id: str, *, attempts: int) -> None:
        """Count a failed run of its making."""
        self.connection.execute(self.update().where(self.table.c.id == package_id).values(attempts=attempts))

    def add_artifacts(self, artifacts: Sequence[ArtifactRow]) -> None:
        """A package's files."""
        self._artifacts.insert_rows(*map(columns, artifacts))
        for artifact in artifacts:
            note(self._noted, "files", artifact.package_id, {artifact.filename: artifact.sha256})

    def artifacts(self, package_id: str) -> Sequence[ArtifactRow]:
        """A package's files in their order."""
        statement = self._artifacts.select().where(tables.artifacts.c.package_id == package_id)
        return self.each(ArtifactRow, self.all(statement.order_by(tables.artifacts.c.position)))
