"""Customs packages and their files."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, select

from entrygo.contract.actor import Tenant
from entrygo.contract.times import iso
from entrygo.lifecycle.states import PACKAGE_MOVES, PackageState
from entrygo.ports.rows import ArtifactRow, PackageRow
from entrygo.store import tables
from entrygo.store.codec import instant, text_of
from entrygo.store.scope import SqlRow, TenantRows
from entrygo.store.tenancy import every_tenant


class PackageRows(TenantRows):
    """Packages move as the lifecycle table allows; their files are written once."""

    def __init__(self, connection: Connection, tenant: Tenant) -> None:
        super().__init__(connection, tenant, tables.packages)
        self._artifacts = TenantRows(connection, tenant, tables.artifacts)

    def get(self, package_id: str) -> PackageRow | None:
        """One package."""
        row = self.first(self.select().where(self.table.c.id == package_id))
        return None if row is None else _package(row)

    def of_export(self, export_id: str) -> Sequence[PackageRow]:
        """Every version of an export's package, first to last."""
        statement = self.select().where(self.table.c.export_id == export_id).order_by(self.table.c.version)
        return [_package(row) for row in self.all(statement)]

    def insert(self, package: PackageRow) -> None:
        """A new package."""
        self.insert_rows(
            {
                "id": package.id,
                "export_id": package.export_id,
                "number": package.number,
                "version": package.version,
                "plan_seq": package.plan_seq,
                "attempts": package.attempts,
                "completed_at": text_of(package.completed_at),
                "state": package.state.value,
                "created_at": iso(package.created_at),
            },
        )

    def number_is_taken(self, number: str) -> bool:
        """Whether any tenant of the installation has this package number."""
        statement = select(tables.packages.c.number).where(tables.packages.c.number == number)
        with every_tenant(self.connection):
            return self.connection.execute(statement).first() is not None

    def move(self, package_id: str, becomes: PackageState) -> bool:
        """Set the state where the lifecycle table allows it."""
        allowed = [was.value for was, nexts in PACKAGE_MOVES.items() if becomes in nexts]
        statement = self.update().where(self.table.c.id == package_id, self.table.c.state.in_(allowed))
        return self.changed(statement.values(state=becomes.value))

    def complete(self, package_id: str, *, at: datetime) -> bool:
        """Say that a package is made, once; false when it was."""
        statement = self.update().where(self.table.c.id == package_id, self.table.c.completed_at.is_(None))
        return self.changed(statement.values(completed_at=iso(at)))

    def note_attempt(self, package_id: str, *, attempts: int) -> None:
        """Count a failed run of its making."""
        self.connection.execute(self.update().where(self.table.c.id == package_id).values(attempts=attempts))

    def add_artifacts(self, artifacts: Sequence[ArtifactRow]) -> None:
        """A package's files."""
        self._artifacts.insert_rows(
            *(
                {
                    "package_id": artifact.package_id,
                    "filename": artifact.filename,
                    "position": artifact.position,
                    "artifact_type": artifact.artifact_type,
                    "media_type": artifact.media_type,
                    "sha256": artifact.sha256,
                    "size_bytes": artifact.size_bytes,
                    "blob_key": artifact.blob_key,
                    "generated_at": iso(artifact.generated_at),
                }
                for artifact in artifacts
            )
        )

    def artifacts(self, package_id: str) -> Sequence[ArtifactRow]:
        """A package's files in their order."""
        statement = self._artifacts.select().where(tables.artifacts.c.package_id == package_id)
        return [_artifact(row) for row in self.all(statement.order_by(tables.artifacts.c.position))]


def _package(row: SqlRow) -> PackageRow:
    return PackageRow(
        id=row.id,
        export_id=row.export_id,
        number=row.number,
        version=row.version,
        plan_seq=row.plan_seq,
        attempts=row.attempts,
        completed_at=instant(row.completed_at),
        state=PackageState(row.state),
        created_at=instant(row.created_at),
    )


def _artifact(row: SqlRow) -> ArtifactRow:
    return ArtifactRow(
        package_id=row.package_id,
        position=row.position,
        artifact_type=row.artifact_type,
        filename=row.filename,
        media_type=row.media_type,
        sha256=row.sha256,
        size_bytes=row.size_bytes,
        blob_key=row.blob_key,
        generated_at=instant(row.generated_at),
    )
