"""A backup's manifest: every file with its SHA-256, sealed by a hash over itself, written last.

A folder without a manifest is a backup that was not completed. Paths are relative and use ``/``.
"""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import orjson

from entrygo.contract.canonical import canonical_bytes, sha256_hex

Document = dict[str, Any]  # Any: JSON

NAME = "manifest.json"
FORMAT = 1
CHUNK_BYTES = 1 << 20
MOST_NAMED = 5


class BackupFault(ValueError):
    """A backup cannot be made, or cannot be trusted; the words say why and what to do."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a backup."""

    path: str
    sha256: str
    size_bytes: int

    def fault(self, folder: Path) -> str | None:
        """What is wrong with the file in this folder, or nothing."""
        file = folder / self.path
        if not file.is_file():
            return f"{self.path} is missing"
        return None if entry_of(folder, file) == self else f"{self.path} was altered"


def entry_of(folder: Path, file: Path) -> Entry:
    """A file as a manifest names it."""
    digest, size = hashlib.sha256(), 0
    for chunk in chunks(file):
        digest.update(chunk)
        size += len(chunk)
    return Entry(file.relative_to(folder).as_posix(), digest.hexdigest(), size)


def chunks(file: Path) -> Iterator[bytes]:
    """A file's bytes, a part at a time."""
    with file.open("rb") as reader:
        while chunk := reader.read(CHUNK_BYTES):
            yield chunk


def seal(folder: Path, document: Document, entries: list[Entry]) -> Document:
    """Write the manifest, durably; from here on the folder is a backup."""
    listed = [{"path": each.path, "sha256": each.sha256, "sizeBytes": each.size_bytes} for each in entries]
    whole: Document = {"format": FORMAT} | document | {"files": listed}
    whole["seal"] = sha256_hex(canonical_bytes(whole))
    write_durably(folder / NAME, orjson.dumps(whole, option=orjson.OPT_INDENT_2))
    return whole


def read(folder: Path) -> tuple[Document, list[Entry]]:
    """The manifest of a backup and its files, the manifest's own seal checked; the files are not."""
    try:
        document = orjson.loads((folder / NAME).read_bytes())
        given = document.pop("seal")
        written = document["format"]
    except (FileNotFoundError, NotADirectoryError) as error:
        raise BackupFault(f"{folder} holds no {NAME}: it is no backup, or one that did not end.") from error
    except (orjson.JSONDecodeError, AttributeError, KeyError, TypeError) as error:
        raise BackupFault(f"{folder / NAME} was altered.") from error
    if written != FORMAT:
        raise BackupFault(f"{folder / NAME} is of format {written}; this version reads {FORMAT}.")
    if sha256_hex(canonical_bytes(document)) != given:
        raise BackupFault(f"{folder / NAME} was altered.")
    entries = [Entry(each["path"], each["sha256"], each["sizeBytes"]) for each in document["files"]]
    for each in entries:
        if PurePosixPath(each.path).is_absolute() or ".." in PurePosixPath(each.path).parts:
            raise BackupFault(f"{folder / NAME} names a file outside the backup: {each.path}")
    return document, entries


def require_whole(folder: Path, entries: list[Entry]) -> None:
    """Read every file; a :class:`BackupFault` names those that are missing or altered."""
    faults = [fault for each in entries if (fault := each.fault(folder))]
    if faults:
        more = f" and {len(faults) - MOST_NAMED} more" if len(faults) > MOST_NAMED else ""
        raise BackupFault(f"Nothing was restored. In {folder}: {'; '.join(faults[:MOST_NAMED])}{more}.")


def write_durably(path: Path, content: bytes) -> None:
    """Write a new file beside its place, sync it, put it there, sync the folder."""
    aside = path.with_name(f".{path.name}.part")
    with aside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
    sync(path.parent)


def copy_durably(source: Path, target: Path) -> None:
    """Copy a file beside its place, sync it, put it there, sync the folder."""
    aside = target.with_name(f".{target.name}.part")
    with aside.open("wb") as file:
        for chunk in chunks(source):
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(target)
    sync(target.parent)


def sync(path: Path) -> None:
    """Flush a file, or the names in a folder, to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
