"""Kept files that are damaged, made again from the plan of their package where that gives the same bytes.

What cannot be made again, since a newer version renders otherwise or the plan is gone, waits for a person and a backup.
Each finding is an event, so that a webhook can wake somebody.
"""

import logging

from entrygo.context import Context
from entrygo.contract.actor import Tenant
from entrygo.effects.package_files import promise
from entrygo.lifecycle.events import EventType
from entrygo.lifecycle.rows import ArtifactRow
from entrygo.ports.runner import RunContext, tenant_of
from entrygo.store.kept_bytes import damaged

log = logging.getLogger(__name__)


def mending(context: Context, run: RunContext) -> None:
    """Mend one package, once a run."""
    tenant, package_id = tenant_of(run.argument), str(run.argument["package_id"])
    run.step("mend", lambda: mend(context, tenant, package_id))


def mend(context: Context, tenant: Tenant, package_id: str) -> bool:
    """Make a package's damaged files again and say so; whether all are whole now.

    A file is replaced only by bytes of the hash that was kept: a cut between taking away and putting leaves it missing,
    which the next run mends.
    """
    with context.store.read(tenant) as uow:
        package = uow.packages.get(package_id)
        if package is None:
            return False
        found = damaged(context.blobs, uow.packages.artifacts(package_id))
        if not found:
            return True
        files = {}
        try:
            made = context.papers(promise(uow, package.export_id, package_id).package_facts, context.seal_key)
            files = {file.sha256: file.content for file in made}
        except Exception:  # a plan that cannot be read any more: what is damaged waits for a backup
            log.exception("package %s cannot be made again", package_id)
    mended, lost = [], []
    for artifact in found:
        if artifact.sha256 in files:
            context.blobs.delete(artifact.blob_key)
            context.blobs.put(artifact.blob_key, files[artifact.sha256])
            mended.append(artifact)
        else:
            lost.append(artifact)
    _tell(context, tenant, package.export_id, mended=mended, lost=lost)
    return not lost


def _tell(
    context: Context,
    tenant: Tenant,
    export_id: str,
    *,
    mended: list[ArtifactRow],
    lost: list[ArtifactRow],
) -> None:
    """The event of what was found, once: a file that stays lost is not told again."""
    names = {"restored": [each.filename for each in mended], "lost": [each.filename for each in lost]}
    about = (mended or lost)[0].package_id
    with context.store.write(tenant) as uow:
        told = [
            event.payload
            for event in uow.events.of_export(export_id)
            if event.type == EventType.PACKAGE_ARTIFACT_DAMAGED.value and event.payload["packageId"] == about
        ]
        if mended or not told or told[-1]["lost"] != names["lost"]:
            uow.record(
                EventType.PACKAGE_ARTIFACT_DAMAGED,
                export_id,
                packageId=about,
                **names,
                before={"damaged": [each.filename for each in (*mended, *lost)]},
                after={"damaged": names["lost"]},
            )
