"""Verification without a server, a home or an environment: files in, verdict out."""

from pathlib import Path
from typing import Any

from entrygo.documents.verify_package import verify_package
from entrygo.planning.fingerprint import verify

Document = dict[str, Any]  # Any: JSON


def plan_verdict(path: Path, expected: str | None = None) -> Document:
    """The hash of a published planning snapshot, held against the expected one where one is named.

    A snapshot does not hold its own hash: without an expected one, whoever asks compares.
    """
    try:
        found = verify(path.read_bytes())
        faults = [] if expected in (None, found) else [f"the document's hash is {found}, not {expected}"]
        return {"intact": not faults, "planHash": found, "faults": faults}
    except (OSError, ValueError) as error:
        return {"intact": False, "planHash": None, "faults": [f"{path}: {error}"]}


def package_verdict(path: Path, pinned: str | None) -> Document:
    """Whether a package ZIP is whole, unaltered and sealed; by the pinned key where one is named."""
    try:
        key = None if pinned is None else bytes.fromhex(pinned)
        verdict = verify_package(path.read_bytes(), key)
    except (OSError, ValueError) as error:
        return {"intact": False, "faults": [f"{path}: {error}"]}
    return {
        "intact": not verdict.faults,
        "packageNumber": verdict.package_number,
        "version": verdict.version,
        "planHash": verdict.plan_hash,
        "publicKey": verdict.public_key,
        "files": list(verdict.files),
        "faults": list(verdict.faults),
    }
