"""The bytes of kept files, held against the hash they were kept under wherever they are used."""

import logging
from collections.abc import Iterable

from entrygo.contract.canonical import sha256_hex
from entrygo.contract.problems import Problem
from entrygo.lifecycle.rows import ArtifactRow
from entrygo.ports.blobs import BlobMissing, Blobs

log = logging.getLogger(__name__)


class ArtifactDamaged(Problem):
    """A kept file is gone, or its bytes are others than were kept."""

    def __init__(self, artifact: ArtifactRow, fault: str) -> None:
        super().__init__(
            "ARTIFACT_DAMAGED",
            f"{artifact.filename} of package {artifact.package_id} {fault}: it is neither served nor sent. It is made "
            "again from its plan where that gives the same bytes; else the operator restores it from a backup.",
            details={
                "packageId": artifact.package_id,
                "filename": artifact.filename,
                "sha256": artifact.sha256,
                "fault": fault,
            },
            retry_after=2,
        )


def fault_of(blobs: Blobs, artifact: ArtifactRow) -> str | None:
    """What is wrong with a kept file, in words; ``None`` where nothing is."""
    return _read(blobs, artifact)[1]


def bytes_of(blobs: Blobs, artifact: ArtifactRow) -> bytes:
    """The bytes that were kept. Raises :class:`ArtifactDamaged`, and says so in the log, where they are others."""
    content, fault = _read(blobs, artifact)
    if fault is not None:
        log.error("ARTIFACT_DAMAGED: %s of package %s %s", artifact.filename, artifact.package_id, fault)
        raise ArtifactDamaged(artifact, fault)
    return content


def damaged(blobs: Blobs, artifacts: Iterable[ArtifactRow]) -> list[ArtifactRow]:
    """The kept files whose bytes are gone or others."""
    return [artifact for artifact in artifacts if fault_of(blobs, artifact) is not None]


def _read(blobs: Blobs, artifact: ArtifactRow) -> tuple[bytes, str | None]:
    try:
        content = blobs.get(artifact.blob_key)
    except BlobMissing:
        return b"", "is missing"
    return content, None if sha256_hex(content) == artifact.sha256 else "was altered"
