"""``entrygo restore``: a backup in place of an installation's data, verified before anything is touched.

Files come first and change nothing that is there; the database comes last and makes them known.
"""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from entrygo.blobs.opening import open_blobs
from entrygo.contract.actor import COMMAND_LINE, Mode
from entrygo.contract.canonical import sha256_hex
from entrygo.contract.times import iso
from entrygo.effects.held_after_restore import WAITING, hold_waiting
from entrygo.engine.dbos_runner import engine_url
from entrygo.lifecycle.events import EventType
from entrygo.lifecycle.rows import MailRow
from entrygo.lifecycle.states import Audience, MailState
from entrygo.maintenance import backup_manifest as manifest
from entrygo.maintenance import postgres_tools
from entrygo.maintenance.audit import verify_chain
from entrygo.maintenance.backup import ARTIFACTS, DATABASE, DUMP, ENGINE, FOLDERS
from entrygo.maintenance.backup_manifest import BackupFault, Document, Entry
from entrygo.maintenance.checkpoints import add_checkpoint, set_aside
from entrygo.maintenance.installation import SEAL_KEY, key_of, opened
from entrygo.maintenance.private_home import make_private
from entrygo.maintenance.secret_key import read_keys, write_keys
from entrygo.ports.blobs import BlobConflict
from entrygo.settings import Settings
from entrygo.store import counts as row_counts
from entrygo.store.database import Database
from entrygo.store.migrate import known_revisions
from entrygo.store.restored import PREFIX, Restored, note_name
from entrygo.store.sealing import Keyring
from entrygo.store.unit_of_work import Store, UnitOfWork
from entrygo.store.urls import driver_url

RESTORED_AT = "submissions_held_before"
BUSY_SECONDS = 2.0
_OTHERS = """SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
    AND pid <> pg_backend_pid() AND coalesce(backend_type, 'client backend') = 'client backend'"""
_STOP = "Stop the servers and workers on it first."


def restore(
    settings: Settings, path: Path, *, now: datetime, force: bool = False, resend: bool = False
) -> Document:
    """Put a backup in place. A :class:`BackupFault` says why not; what the restored events hold is in the answer.

    Submissions that waited in the backup are held for a person unless ``resend`` lets them go.
    """
    document, entries = manifest.read(path)
    manifest.require_whole(path, entries)
    _require_fit(settings, document)
    _require_keys(settings, path, document)
    try:
        _require_free(settings, force=force)
        _files(settings, path, entries)
        if document["database"]["kind"] == "sqlite":
            _sqlite(settings, path)
        else:
            _postgresql(settings, path, document["database"])
        audit = _audited(settings, now=now)
    except (OSError, SQLAlchemyError, sqlite3.Error) as error:
        raise BackupFault(f"The restore failed: {getattr(error, 'orig', None) or error}") from error
    held = Database(settings.database)
    try:
        with held.survey() as connection:
            owed, counts = row_counts.unfinished(connection), row_counts.counts(connection)
    finally:
        held.close()
    if counts != document["counts"]:
        raise BackupFault(
            f"The database was restored, but not all of it came: {counts}, not {document['counts']}. "
            "Do not start a server on it."
        )
    backup_at = datetime.fromisoformat(document["createdAt"])
    held_mails = 0 if resend else hold(settings, now=now, backup_at=backup_at)
    if resend:
        release_held(settings)
    waiting = owed.mails.get(MailState.PENDING, 0) + owed.mails.get(MailState.SENDING, 0)
    return {
        "createdAt": document["createdAt"],
        "version": document["version"],
        "counts": counts,
        "missing": document["missing"],
        "mailsWaiting": waiting - held_mails,
        "mailsHeld": held_mails,
        "undecided": not resend,
        "audit": audit,
    }


def _audited(settings: Settings, *, now: datetime) -> Document:
    """The verdict over what came; checkpoints begin anew with it, since what came after the backup is not there."""
    with opened(settings) as store:
        verdict = verify_chain(store)
        set_aside(settings.home, now=now)
        key = key_of(store, SEAL_KEY)
        add_checkpoint(store, settings.home, seal_key=key, now=now, why="restored")
    return verdict


def _require_fit(settings: Settings, document: Document) -> None:
    """The backup is of a schema this version knows and of the kind of database configured."""
    about = document["database"]
    if about["revision"] not in known_revisions():
        raise BackupFault(
            f"EntryGo {document['version']} made this backup, at revision {about['revision']}, which this version "
            "does not know: restore it with that version."
        )
    kind = driver_url(settings.database).get_backend_name()
    if kind.removesuffix("ql") != about["kind"].removesuffix("ql"):
        raise BackupFault(
            f"This is a backup of {about['kind']}, and ENTRYGO_DATABASE_URL names {kind}: they must be the same."
        )


def _require_keys(settings: Settings, path: Path, document: Document) -> None:
    """The keys that seal the backup's secrets are in it, in the home or in the settings."""
    held = Keyring([*settings.secret_keys, *read_keys(path), *read_keys(settings.home)])
    wanted = document.get("secrets", {}).get("keyIds", [])
    if absent := [each for each in wanted if each not in held.ids]:
        raise BackupFault(f"Nothing was restored. {held.missing(absent[0])}")


def _require_free(settings: Settings, *, force: bool) -> None:
    """Refuse a target that is in use or, unless forced, holds accounts."""
    url = driver_url(settings.database)
    if url.get_backend_name() == "sqlite":
        there = Path(url.database or "")
        accounts = _accounts_in(there, force=force) if there.is_file() else 0
    else:
        held = Database(settings.database)
        try:
            with held.read() as connection:
                if others := connection.execute(text(_OTHERS)).scalar_one():
                    raise BackupFault(f"{others} other connections to this database are open. {_STOP}")
                accounts = row_counts.accounts(connection)
        finally:
            held.close()
    if accounts and not force:
        raise BackupFault(
            f"{url.render_as_string(hide_password=True)} holds {accounts} accounts already. Nothing was restored. "
            "Restore into another ENTRYGO_HOME, or replace them: --force"
        )


def _accounts_in(file: Path, *, force: bool) -> int:
    """Accounts in a database file; only ``force`` passes by one that cannot be read."""
    try:
        with closing(sqlite3.connect(file, timeout=BUSY_SECONDS, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")  # refused while anyone else has it open
            if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'accounts'").fetchone():
                return 0
            return int(connection.execute("SELECT count(*) FROM accounts").fetchone()[0])
    except sqlite3.OperationalError as error:
        raise BackupFault(f"{file} is in use ({error}). {_STOP}") from error
    except sqlite3.DatabaseError as error:
        if force:
            return 0
        raise BackupFault(f"{file} cannot be read ({error}). To replace it: --force") from error


def _files(settings: Settings, path: Path, entries: list[Entry]) -> None:
    """Artifacts through their port, then editions and lists, each folder's pointer last."""
    blobs = open_blobs(settings.artifacts, settings.s3_endpoint)
    make_private(settings.home.absolute())
    for entry in entries:
        folder, _, name = entry.path.partition("/")
        if folder == ARTIFACTS:
            content = (path / entry.path).read_bytes()
            if sha256_hex(content) != entry.sha256:
                raise BackupFault(f"{entry.path} was altered meanwhile.")
            try:
                blobs.put(name, content)
            except BlobConflict as error:
                raise BackupFault(f"Other bytes are already kept as {name}: remove them first.") from error
    if keys := read_keys(path):
        write_keys(settings.home, list(dict.fromkeys([*keys, *read_keys(settings.home)])))
    for entry in sorted(entries, key=lambda each: each.path, reverse=True):
        folder, _, name = entry.path.partition("/")
        if folder in FOLDERS:
            target = settings.home.absolute() / folder
            target.mkdir(parents=True, exist_ok=True)
            manifest.copy_durably(path / entry.path, target / name)


def _sqlite(settings: Settings, path: Path) -> None:
    """Replace the record of runs, then the database."""
    for name, url in ((ENGINE, engine_url(settings.database)), (DATABASE, settings.database)):
        target = Path(driver_url(url).database or "")
        target.parent.mkdir(parents=True, exist_ok=True)
        for tail in ("-wal", "-shm"):  # of the database that was there; they would be read into the new one
            target.with_name(f"{target.name}{tail}").unlink(missing_ok=True)
        if (path / name).is_file():
            manifest.copy_durably(path / name, target)
        else:
            target.unlink(missing_ok=True)


def _postgresql(settings: Settings, path: Path, about: Document) -> None:
    """Both schemas in one transaction: all of it, or nothing."""
    held = Database(settings.database)
    try:
        with held.read() as connection:
            server = int(connection.execute(text("SHOW server_version_num")).scalar_one()) // 10_000
    finally:
        held.close()
    tool = postgres_tools.find("pg_restore", max(server, about["tool"]))
    listed = tool.ask("--list", str(path / DUMP)).splitlines()
    own = f" SCHEMA - {about['schema']} "  # the database has it already, and it may belong to someone else
    with TemporaryDirectory() as folder:
        chosen = Path(folder) / "list"
        chosen.write_text(
            "\n".join(line for line in listed if own not in f"{line} ") + "\n", encoding="utf-8"
        )
        tool.run(
            settings.database,
            "--clean",
            "--if-exists",
            "--single-transaction",
            "--exit-on-error",
            "--no-owner",
            "--no-privileges",
            f"--use-list={chosen}",
            str(path / DUMP),
        )


def held_before(store: Store) -> datetime | None:
    """When this installation was restored; submissions of packages owed before that are held for a person."""
    written = store.installation.get(RESTORED_AT)
    return datetime.fromisoformat(written) if written else None


def hold(settings: Settings, *, now: datetime, backup_at: datetime) -> int:
    """Hold what may have left since the backup was made; how many submissions were waiting.

    Live submissions that wait, and those owed by executions promised before now; whatever else would leave, until a
    person has decided (:mod:`entrygo.operations.restored`); webhooks of both modes. Sessions, invitations and
    resets end: some had ended since.
    """
    restored = Restored(restored_at=now, backup_at=backup_at)
    held = 0
    with opened(settings) as store:
        store.installation.note(RESTORED_AT, iso(now))
        with store.write_people((), by=COMMAND_LINE) as work:
            work.end_everything("restored")
        for tenant in store.registry.tenants():
            store.installation.note(note_name(tenant), restored.note())
            with store.write(tenant, by=COMMAND_LINE) as uow:
                count = sum(hold_waiting(uow, mail) for mail in _waiting(uow))
                uow.record(
                    EventType.INSTALLATION_RESTORED,
                    backupAt=iso(backup_at),
                    submissionsHeld=count,
                    before=None,
                    after={"restoredAt": iso(now), "isUndecided": True},
                )
            held += count
    return held


def _waiting(uow: UnitOfWork) -> Sequence[MailRow]:
    """Live submissions that wait; test mode's mail goes nowhere."""
    return uow.mails.waiting(Audience.BROKER, WAITING) if uow.tenant.mode is Mode.LIVE else ()


def release_held(settings: Settings) -> None:
    """Hold nothing any more, of an earlier restore neither."""
    with opened(settings) as store:
        store.installation.note(RESTORED_AT, "")
        for name in store.installation.noted(PREFIX):
            store.installation.forget(name)
