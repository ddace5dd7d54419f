"""What an artifact is, and the registry: one file a kind in ``documents/artifacts/``, found by walking the folder."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from entrygo.contract.canonical import sha256_hex
from entrygo.documents import artifacts
from entrygo.documents.invoice import Invoice


@dataclass(frozen=True, slots=True, kw_only=True)
class ArtifactKind:
    """One kind of paper: its name in the protocol, its file, and how its bytes are made from the invoice.

    ``order`` is its place in the package. ``render`` is ``None`` for the manifest alone, which is made over the
    others when they are done.
    """

    artifact_type: str
    filename: str
    media_type: str
    order: int
    render: Callable[[Invoice], bytes] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One finished file of a package: its kind, its name, its bytes and what proves them."""

    artifact_type: str
    filename: str
    media_type: str
    content: bytes
    sha256: str
    size: int


def file_of(kind: ArtifactKind, content: bytes) -> File:
    """A file of that kind with these bytes."""
    return File(
        artifact_type=kind.artifact_type,
        filename=kind.filename,
        media_type=kind.media_type,
        content=content,
        sha256=sha256_hex(content),
        size=len(content),
    )


@cache
def kinds() -> tuple[ArtifactKind, ...]:
    """Every kind of artifact, in the order of the package; the manifest is last."""
    found = [
        import_module(f"{artifacts.__name__}.{module.name}").KIND
        for module in iter_modules(artifacts.__path__)
    ]
    return tuple(sorted(found, key=lambda kind: int(kind.order)))


def kind(artifact_type: str) -> ArtifactKind:
    """The kind of that name. Raises ``KeyError`` for an unknown one."""
    return {each.artifact_type: each for each in kinds()}[artifact_type]
