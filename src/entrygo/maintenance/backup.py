"""``entrygo backup``: a consistent copy of an installation, taken beside a running server.

The record of runs is copied before the database. Work that the copy owes and that has no run is found by the worker's
rounds; a run recorded as done for work that the copy still owes would never be taken up again. Files are copied last:
a row names a file only after the file is stored, and a file never changes.
"""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from entrygo import __version__
from entrygo.blobs.folder import FolderBlobs
from entrygo.blobs.opening import open_blobs
from entrygo.contract.canonical import sha256_hex
from entrygo.contract.times import iso
from entrygo.engine.dbos_runner import ENGINE_SCHEMA, engine_url
from entrygo.maintenance import backup_manifest as manifest
from entrygo.maintenance import postgres_tools
from entrygo.maintenance.backup_manifest import BackupFault, Document
from entrygo.maintenance.checkpoints import add_checkpoint
from entrygo.maintenance.installation import SEAL_KEY, key_of, store_of
from entrygo.maintenance.secret_key import read_keys, write_keys
from entrygo.ports.blobs import BlobMissing
from entrygo.settings import Settings
from entrygo.store import counts as row_counts
from entrygo.store.database import Database
from entrygo.store.migrate import known_revisions, revision_of
from entrygo.store.sealed_rows import sealed_with
from entrygo.store.sealing import Keyring
from entrygo.store.urls import driver_url

DATABASE, ENGINE, DUMP, ARTIFACTS = "entrygo.db", "entrygo.engine.db", "entrygo.dump", "artifacts"
FOLDERS = ("tariff", "screening")
"""What the home folder holds beside the database and artifacts: editions and lists, each with its pointer."""
POINTER_TRIES = 5
MOST_NAMED = 5
_FAULTS = (OSError, SQLAlchemyError, sqlite3.Error)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventory:
    """What the copied database holds."""

    database: Document
    counts: dict[str, int]
    kept: list[row_counts.KeptFile]
    secrets: Document


def back_up(
    settings: Settings, path: Path, *, now: datetime, allow_missing: bool = False, with_key: bool = True
) -> Document:
    """Write a backup into a new or empty folder. A :class:`BackupFault` leaves nothing there.

    ``with_key`` puts the home's key file into it; without, or where the key is of the environment, it names the key
    that a restore wants.
    """
    with _in_words(f"The backup to {path}"):
        existed = _require_empty(path)
        path.mkdir(mode=0o700, parents=True, exist_ok=True)  # it holds the installation's secrets
    try:
        with _in_words(f"The backup to {path}"):
            return _fill(settings, path, now=now, allow_missing=allow_missing, with_key=with_key)
    except BaseException:
        shutil.rmtree(path, ignore_errors=True)
        if existed:
            path.mkdir(mode=0o700, exist_ok=True)
        raise


def _fill(settings: Settings, path: Path, *, now: datetime, allow_missing: bool, with_key: bool) -> Document:
    is_sqlite = driver_url(settings.database).get_backend_name() == "sqlite"
    held = _copy_sqlite(settings, path) if is_sqlite else _dump_postgresql(settings, path)
    missing = _copy_artifacts(settings, path / ARTIFACTS, held.kept)
    if missing and not allow_missing:
        more = f" and {len(missing) - MOST_NAMED} more" if len(missing) > MOST_NAMED else ""
        raise BackupFault(
            f"Files that the database names are lost: {'; '.join(missing[:MOST_NAMED])}{more}. "
            "Nothing was written. Bring them back, or go on without them: --allow-missing"
        )
    for name in FOLDERS:
        _copy_folder(settings.home.absolute() / name, path / name)
    if with_key and (keys := read_keys(settings.home)):
        write_keys(path, keys)
    entries = [manifest.entry_of(path, file) for file in sorted(path.rglob("*")) if file.is_file()]
    written = {
        "version": __version__,
        "createdAt": iso(now),
        "database": held.database,
        "counts": held.counts,
        "missing": missing,
        "secrets": held.secrets
        | {"holdsKey": set(held.secrets["keyIds"]) <= set(Keyring(read_keys(path)).ids)},
        "checkpoint": _checkpoint(settings, now=now),
    }
    manifest.seal(path, written, entries)
    manifest.sync(path.absolute().parent)
    total = sum(each.size_bytes for each in entries)
    return {"path": str(path.absolute()), "files": len(entries), "bytes": total} | written


def _checkpoint(settings: Settings, *, now: datetime) -> Document:
    """The signed heads of all chains: in the home's file, and in the backup's manifest."""
    store = store_of(settings)  # a backup migrates nothing
    try:
        key = key_of(store, SEAL_KEY)
        return add_checkpoint(store, settings.home, seal_key=key, now=now, why="backup")
    finally:
        store.close()


def _copy_sqlite(settings: Settings, path: Path) -> Inventory:
    source = Path(driver_url(settings.database).database or "")
    if not source.is_file():
        raise BackupFault(f"{source} is missing: there is nothing to back up.")
    engine = Path(driver_url(engine_url(settings.database)).database or "")
    if engine.is_file():
        _copy_database(engine, path / ENGINE)
        _make_single_file(path / ENGINE)
    _copy_database(source, path / DATABASE)
    copy = Database(f"sqlite:///{path.absolute() / DATABASE}")
    try:
        with copy.read() as connection:
            held = _inventory(connection, {"kind": "sqlite"})
    finally:
        copy.close()
    _make_single_file(path / DATABASE)
    return held


def _copy_database(source: Path, target: Path) -> None:
    """Copy the state of one commit by SQLite's backup, in one step: writers neither wait nor change it."""
    with closing(sqlite3.connect(source)) as original, closing(sqlite3.connect(target)) as copy:
        original.backup(copy)


def _make_single_file(copy: Path) -> None:
    """Make the copy one file that needs no journal, check every page, and put it on the disk."""
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
        faults = [row[0] for row in connection.execute("PRAGMA quick_check")]
    if faults != ["ok"]:
        raise BackupFault(f"{copy.name} is damaged: {'; '.join(map(str, faults[:MOST_NAMED]))}.")
    manifest.sync(copy)


def _dump_postgresql(settings: Settings, path: Path) -> Inventory:
    """Dump both schemas at one instant, and read what that instant holds."""
    held = Database(settings.database)
    try:
        with held.survey() as connection:
            server = int(connection.execute(text("SHOW server_version_num")).scalar_one()) // 10_000
            schema = str(connection.execute(text("SELECT current_schema()")).scalar_one())
            snapshot = str(connection.execute(text("SELECT pg_export_snapshot()")).scalar_one())
            tool = postgres_tools.find("pg_dump", server)
            about = {"kind": "postgresql", "schema": schema, "tool": tool.major}
            inventory = _inventory(connection, about)
            tool.run(
                settings.database,
                "--format=custom",
                "--no-owner",
                "--no-privileges",
                "--enable-row-security",  # the tables' owner sees every tenant's rows by Tool.run's setting alone
                f"--schema={schema}",
                f"--schema={ENGINE_SCHEMA}",
                f"--snapshot={snapshot}",
                f"--file={path / DUMP}",
            )
    finally:
        held.close()
    manifest.sync(path / DUMP)
    return inventory


def _inventory(connection: Connection, about: Document) -> Inventory:
    revision, known = revision_of(connection), known_revisions()
    if revision in known[1:]:
        raise BackupFault(
            f"The database is at revision {revision}, which an older version made; this version's is {known[0]}. Run "
            "entrygo migrate first, or take the backup with the version that made it. Nothing was written."
        )
    if revision not in known:
        raise BackupFault(
            f"The database is at revision {revision}, which this version does not know: use the version that "
            "made it."
        )
    return Inventory(
        database=about | {"revision": revision},
        counts=row_counts.counts(connection),
        kept=list(row_counts.kept_files(connection)),
        secrets=_secrets(connection),
    )


def _secrets(connection: Connection) -> Document:
    """The ids of the keys that seal what is secret in the database, and how many secrets lie in clear."""
    found = sealed_with(connection)
    return {"keyIds": sorted(each for each in found if each is not None), "inClear": found.get(None, 0)}


def _copy_artifacts(settings: Settings, target: Path, kept: list[row_counts.KeptFile]) -> list[str]:
    """Copy each file, its bytes checked; what is lost or altered is named and not copied."""
    blobs, copies, missing = open_blobs(settings.artifacts, settings.s3_endpoint), FolderBlobs(target), []
    for file in kept:
        try:
            content = blobs.get(file.blob_key)
        except BlobMissing:
            missing.append(f"{file.blob_key} is missing")
            continue
        except Exception as error:  # of two technologies
            raise BackupFault(f"{file.blob_key} cannot be read: {error}") from error
        if sha256_hex(content) != file.sha256:
            missing.append(f"{file.blob_key} was altered")
            continue
        copies.put(file.blob_key, content)
    return missing


def _copy_folder(source: Path, target: Path) -> None:
    """Copy a folder of files that are put in force by a pointer; one replaced meanwhile is copied anew."""
    if not source.is_dir():
        return
    for attempt in range(POINTER_TRIES):
        target.mkdir(exist_ok=True)
        try:
            for file in sorted(source.iterdir()):  # a pointer's name is before those it points to
                if file.is_file() and not file.name.startswith("."):
                    manifest.copy_durably(file, target / file.name)
            return
        except FileNotFoundError:
            shutil.rmtree(target)
            if attempt == POINTER_TRIES - 1:
                raise


def _require_empty(path: Path) -> bool:
    """Whether the folder exists; a :class:`BackupFault` if it holds anything."""
    if not path.exists():
        return False
    if not path.is_dir() or any(path.iterdir()):
        raise BackupFault(f"{path} is there and not empty: a backup takes a new folder.")
    return True


@contextmanager
def _in_words(doing: str) -> Iterator[None]:
    """Turn what the machine or the database refuses into a :class:`BackupFault`."""
    try:
        yield
    except _FAULTS as error:
        inner: Any = getattr(error, "orig", None) or error  # Any: a driver's error
        raise BackupFault(f"{doing} failed: {str(inner).strip()}") from error
