"""The manifest: every file of the package with its size and SHA-256, sealed with an Ed25519 signature.

The signature is over the canonical JSON (RFC 8785) of the manifest without ``seal.signature``; the public key is
inside what is signed. Keys and signatures are written in hexadecimal.
"""

from collections.abc import Iterable
from typing import Any, TypeAlias

import orjson
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from entrygo.contract.canonical import canonical_bytes, plain
from entrygo.contract.times import iso
from entrygo.documents.artifact import ArtifactKind, File
from entrygo.documents.package_facts import PackageFacts

SCHEMA = "entrygo.package-manifest/1"
ALGORITHM = "Ed25519"
Document: TypeAlias = dict[str, Any]  # Any: a JSON object of strings, integers, booleans, lists and objects


def seal(files: Iterable[File], package_facts: PackageFacts, private_key: bytes) -> bytes:
    """The sealed manifest over finished files. ``private_key`` is a raw Ed25519 key of 32 bytes."""
    key = Ed25519PrivateKey.from_private_bytes(private_key)
    document: Document = {
        "schema": SCHEMA,
        "package_id": package_facts.package_id,
        "package_number": package_facts.package_number,
        "version": package_facts.version,
        "supersedes": package_facts.supersedes,
        "plan_hash": package_facts.plan_hash,
        "generated_at": iso(package_facts.generated_at),
        "test_mode": package_facts.test_mode,
        "order_ids": list(package_facts.plan.included_order_ids),
        "files": [
            {
                "artifact_type": file.artifact_type,
                "filename": file.filename,
                "media_type": file.media_type,
                "sha256": file.sha256,
                "size_bytes": file.size,
            }
            for file in files
        ],
        **({} if package_facts.chain_head is None else {"chain_head": dict(package_facts.chain_head)}),
        **({} if package_facts.law is None else {"law": plain(package_facts.law)}),
        "seal": {"algorithm": ALGORITHM, "public_key": key.public_key().public_bytes_raw().hex()},
    }
    document["seal"]["signature"] = key.sign(canonical_bytes(document)).hex()
    return manifest_bytes(document)


def seal_document(private_key: bytes) -> Document:
    """The public half of a seal key, as it is published."""
    key = Ed25519PrivateKey.from_private_bytes(private_key)
    return {"algorithm": ALGORITHM, "publicKey": key.public_key().public_bytes_raw().hex()}


def manifest_bytes(document: Document) -> bytes:
    """The one way a manifest is written; a manifest written otherwise has been touched."""
    return orjson.dumps(
        document, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE
    )


def signed_bytes(document: Document) -> bytes:
    """What the signature is over."""
    bare = {name: value for name, value in document["seal"].items() if name != "signature"}
    return canonical_bytes({**document, "seal": bare})


KIND = ArtifactKind(
    artifact_type="manifest",
    filename="manifest.json",
    media_type="application/json",
    order=99,
    render=None,
)
