"""Customs packages, their files, and test mode's captured mail."""

from collections.abc import Sequence

from entrygo.context import Context
from entrygo.contract.actor import Actor, Tenant
from entrygo.contract.answers.customs import CapturedMail
from entrygo.contract.answers.shown import shown
from entrygo.contract.canonical import JsonObject
from entrygo.contract.problems import not_found
from entrygo.contract.times import iso
from entrygo.documents.artifact import File
from entrygo.documents.package import zip_bytes
from entrygo.lifecycle.rows import ArtifactRow, CapturedMailRow, PackageRow
from entrygo.operations.answer import Answer, answer
from entrygo.operations.execute import start_or_leave
from entrygo.operations.export_views import package_view
from entrygo.operations.lists import paged
from entrygo.operations.queries import ListQuery
from entrygo.ports.runner import run_argument
from entrygo.store.kept_bytes import ArtifactDamaged, bytes_of

ZIP = "package.zip"
MENDED_EVERY_SECONDS = (
    10  # how often a damaged package is tried to be made again, however often it is asked for
)
# A kept file never changes, and a page from it must not run as one of ours.
FILE_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox",
    "Cache-Control": "private, immutable, max-age=31536000",
}


def get_package(context: Context, actor: Actor, package_id: str) -> Answer:
    """One package with its files' metadata."""
    package, artifacts = _package(context, actor, package_id)
    return answer(package_view(package, artifacts, context.public_url))


def get_artifact(context: Context, actor: Actor, package_id: str, filename: str) -> Answer:
    """The bytes of one file."""
    package, artifacts = _package(context, actor, package_id)
    return file_answer(
        context, package, [a for a in artifacts if a.filename != ZIP], filename, tenant=actor.tenant
    )


def get_package_zip(context: Context, actor: Actor, package_id: str) -> Answer:
    """The whole package as one reproducible ZIP."""
    package, artifacts = _package(context, actor, package_id)
    return file_answer(context, package, artifacts, ZIP, tenant=actor.tenant)


def file_answer(
    context: Context,
    package: PackageRow,
    artifacts: Sequence[ArtifactRow],
    filename: str,
    *,
    tenant: Tenant,
) -> Answer:
    """One file of a package, or all of them as ``package.zip``. Damaged bytes are never answered."""
    if filename == ZIP and artifacts:
        headers = FILE_HEADERS | {"Content-Disposition": f'attachment; filename="{package.number}.zip"'}
        body = zip_bytes([_file(context, tenant, artifact) for artifact in artifacts])
        return Answer(body=body, headers=headers, media_type="application/zip")
    found = [artifact for artifact in artifacts if artifact.filename == filename]
    if not found:
        raise not_found("Artifact" if artifacts else "Package file")
    artifact = found[0]
    headers = FILE_HEADERS | {
        "ETag": f'"{artifact.sha256}"',
        "Content-Disposition": f'inline; filename="{artifact.filename}"',
    }
    file = _file(context, tenant, artifact)
    return Answer(body=file.content, headers=headers, media_type=artifact.media_type)


def _file(context: Context, tenant: Tenant, artifact: ArtifactRow) -> File:
    """A kept file with its bytes; where they are damaged, the worker is asked to make them again."""
    try:
        content = bytes_of(context.blobs, artifact)
    except ArtifactDamaged:
        given = run_argument(tenant, package_id=artifact.package_id)
        minute = int(context.clock.now().timestamp()) // MENDED_EVERY_SECONDS
        start_or_leave(context, ("mend", f"mend:{artifact.package_id}:{minute}", given))
        raise
    return File(
        artifact_type=artifact.artifact_type,
        filename=artifact.filename,
        media_type=artifact.media_type,
        content=content,
        sha256=artifact.sha256,
        size=artifact.size_bytes,
    )


def _package(context: Context, actor: Actor, package_id: str) -> tuple[PackageRow, list[ArtifactRow]]:
    with context.store.read(actor.tenant) as uow:
        package = uow.packages.get(package_id)
        if package is None:
            raise not_found("Customs package")
        return package, list(uow.packages.artifacts(package_id))


def list_captured(context: Context, actor: Actor, asked: ListQuery) -> Answer:
    """Mail captured in test mode, newest first; empty in live mode."""
    with context.store.read(actor.tenant) as uow:
        rows = uow.mails.captured_page(asked.page)
    return paged(rows, asked, lambda row: (iso(row.created_at), row.id), _captured_view)


def get_captured(context: Context, actor: Actor, identifier: str) -> Answer:
    """One captured message, whole."""
    with context.store.read(actor.tenant) as uow:
        row = uow.mails.captured(identifier)
    if row is None:
        raise not_found("Captured mail")
    return Answer(body=row.message, media_type="message/rfc822")


def _captured_view(row: CapturedMailRow) -> JsonObject:
    return shown(CapturedMail, row, size_bytes=len(row.message), raw_path=f"/api/captured-mails/{row.id}")
