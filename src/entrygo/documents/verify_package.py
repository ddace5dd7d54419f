"""Verifies a package offline: from its bytes alone, with no home, server, clock or network.

A package is intact when its ZIP holds just the files its manifest lists, each with its size and SHA-256, the
manifest's signature is good, and not a byte lies anywhere else. Every fault found is named.
"""

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import orjson
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from entrygo.contract.canonical import sha256_hex
from entrygo.documents.artifact import File
from entrygo.documents.artifacts.manifest import ALGORITHM, SCHEMA, manifest_bytes, signed_bytes
from entrygo.documents.artifacts.manifest import KIND as MANIFEST
from entrygo.documents.package import zip_bytes

Foreign: TypeAlias = Any  # Any: JSON from a stranger, checked field by field
MOST_EXPANDED = 40  # text deflates to a twentieth; a bomb to a thousandth
LARGEST = 256 * 1024 * 1024
"""A package whose files claim more bytes than this together is not read: ours are a few megabytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether a package is intact, every fault if not, and what it says of itself.

    Where it is not ``is_pinned``, nobody said whose seal to expect: anybody can seal a package with a key of their own.
    """

    faults: tuple[str, ...]
    package_number: str | None = None
    version: int | None = None
    plan_hash: str | None = None
    generated_at: str | None = None
    test_mode: bool | None = None
    public_key: str | None = None
    files: tuple[str, ...] = ()
    is_pinned: bool = False

    @property
    def is_intact(self) -> bool:
        """No fault was found."""
        return not self.faults


def verify_package(data: bytes, pinned_key: bytes | None = None) -> Verdict:
    """Judge a package's ZIP. ``pinned_key`` is the raw public key of 32 bytes the seal must be made with."""
    try:
        members = _members(data)
    except _Unreadable as fault:
        return Verdict(faults=(str(fault),))
    if MANIFEST.filename not in members:
        return Verdict(faults=(f"{MANIFEST.filename} is missing", *_duplicates(data)), files=tuple(members))
    try:
        manifest = _manifest(members[MANIFEST.filename])
    except _Unreadable as fault:
        return Verdict(faults=(str(fault), *_duplicates(data)), files=tuple(members))
    faults = (
        *_duplicates(data),
        *_seal_faults(manifest, pinned_key),
        *_file_faults(manifest, members),
        *_container_faults(data, members),
    )
    return Verdict(
        faults=faults,
        package_number=manifest["package_number"],
        version=manifest["version"],
        plan_hash=manifest["plan_hash"],
        generated_at=manifest["generated_at"],
        test_mode=manifest["test_mode"],
        public_key=manifest["seal"]["public_key"],
        files=tuple(members),
        is_pinned=pinned_key is not None,
    )


class _Unreadable(Exception):
    """The package or its manifest cannot be read at all."""


def _members(data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            listed = archive.infolist()
            if sum(member.file_size for member in listed) <= min(LARGEST, MOST_EXPANDED * len(data)):
                return {member.filename: archive.read(member) for member in listed}
    except Exception as fault:  # zipfile, zlib and struct raise errors that share no narrower root
        raise _Unreadable(f"the ZIP cannot be read: {fault}") from fault
    raise _Unreadable("its files claim more bytes than any package of its size has")


def _duplicates(data: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f"{name} is in the package {names.count(name)} times"


def _manifest(content: bytes) -> dict[str, Foreign]:
    """The manifest's document, every field a verdict reads of the right type."""
    try:
        document = orjson.loads(content)
    except orjson.JSONDecodeError as fault:
        raise _Unreadable(f"{MANIFEST.filename} is not JSON: {fault}") from fault
    if not isinstance(document, dict) or document.get("schema") != SCHEMA:
        raise _Unreadable(f"{MANIFEST.filename} is not a manifest of the kind {SCHEMA}")
    shapes: dict[str, type] = {"package_number": str, "version": int, "plan_hash": str, "generated_at": str,
                               "test_mode": bool, "files": list, "seal": dict}  # fmt: skip
    wrong = [name for name, shape in shapes.items() if not isinstance(document.get(name), shape)]
    if wrong:
        raise _Unreadable(f"{MANIFEST.filename} lacks or misstates: {', '.join(wrong)}")
    if not isinstance(document["seal"].get("public_key"), str):
        raise _Unreadable(f"{MANIFEST.filename} carries no public key")
    if manifest_bytes(document) != content:
        raise _Unreadable(f"{MANIFEST.filename} was written by something else, or touched")
    return document


def _seal_faults(manifest: Mapping[str, Foreign], pinned_key: bytes | None) -> Iterator[str]:
    seal = manifest["seal"]
    if seal.get("algorithm") != ALGORITHM:
        yield f"the seal is not {ALGORITHM}"
        return
    try:
        key = bytes.fromhex(seal["public_key"])
        signature = bytes.fromhex(str(seal.get("signature")))
        Ed25519PublicKey.from_public_bytes(key).verify(signature, signed_bytes(dict(manifest)))
    except (ValueError, InvalidSignature):
        yield "the signature of manifest.json is not good: the manifest was changed after it was sealed"
        return
    if pinned_key is not None and key != pinned_key:
        yield f"the package is sealed with another key ({seal['public_key']}) than the pinned one"


def _file_faults(manifest: Mapping[str, Foreign], members: Mapping[str, bytes]) -> Iterator[str]:
    listed: set[str] = set()
    for entry in manifest["files"]:
        name = entry.get("filename") if isinstance(entry, dict) else None
        if not isinstance(name, str) or name in listed:
            yield f"manifest.json lists a file without a name or twice: {name}"
            continue
        listed.add(name)
        content = members.get(name)
        if content is None:
            yield f"{name} is missing"
            continue
        if len(content) != entry.get("size_bytes"):
            yield f"{name} has {len(content)} bytes, the manifest says {entry.get('size_bytes')}"
        if sha256_hex(content) != entry.get("sha256"):
            yield f"{name} was changed: its SHA-256 is {sha256_hex(content)}, the manifest says {entry.get('sha256')}"
    for name in members:
        if name not in listed and name != MANIFEST.filename:
            yield f"{name} is not in the manifest"


def _container_faults(data: bytes, members: Mapping[str, bytes]) -> Iterator[str]:
    """Bytes of the ZIP that belong to no file: it must be just as it is written."""
    files = [
        File(artifact_type="", filename=name, media_type="", content=content, sha256="", size=len(content))
        for name, content in members.items()
    ]
    if zip_bytes(files) != data:
        yield "the ZIP is not as it was written: bytes beside its files were changed, or it was packed again"
