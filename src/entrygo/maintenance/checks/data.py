"""Checks of the data itself. They read, and never migrate."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from entrygo.blobs.opening import open_blobs
from entrygo.clock import SystemClock, SystemIds
from entrygo.contract.canonical import sha256_hex
from entrygo.contract.times import iso
from entrygo.engine.node_registry import KEYS, living_nodes
from entrygo.lifecycle.states import MailState
from entrygo.maintenance.audit import verify_chain
from entrygo.maintenance.checks.check import Case, Found, counted, error_text, fail, ok, warn
from entrygo.ports.blobs import BlobMissing, Blobs
from entrygo.store import counts as row_counts
from entrygo.store.database import Database
from entrygo.store.migrate import compatible_since, known_revisions, revision_of
from entrygo.store.registry import InstallationRows
from entrygo.store.schema_compat import may_serve
from entrygo.store.unit_of_work import Store
from entrygo.store.urls import driver_url

SAMPLE = 2_000
MOST_NAMED = 3
OLDEST_POSTGRESQL = 15
PATIENCE = timedelta(minutes=10)  # for an execution; a healthy one takes seconds
CLOCK_TOLERANCE = timedelta(seconds=2)
ENGINE_TABLE = "workflow_status"


def database(case: Case) -> Found:
    """Whether the database answers and has this version's schema."""
    url = driver_url(case.settings.database)
    where = url.render_as_string(hide_password=True)
    make = "entrygo serve makes it at its first start, entrygo migrate at once."
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        return fail(f"{url.database} is missing, so what it holds was not looked at.", make)
    held = Database(case.settings.database)
    try:
        with held.read() as connection:
            current, since = revision_of(connection), compatible_since(connection)
    except Exception as error:  # of two drivers
        return fail(
            f"{where}: {error_text(error)}.", "Look at ENTRYGO_DATABASE_URL and at the database itself."
        )
    finally:
        held.close()
    known = known_revisions()
    if current == known[0]:
        return ok(f"{where} answers, revision {current}.")
    if current is None:
        return fail(f"{where} is empty.", make)
    if current in known:
        return fail(
            f"{where} is at revision {current}, this version at {known[0]}.",
            "Back it up, then bring it up to date: entrygo migrate",
        )
    if may_serve(known, since):
        return warn(
            f"{where} is at revision {current}, newer than this version's {known[0]}, and takes its code still.",
            "Upgrade this node, too: docs/how-to/upgrade.md",
        )
    return fail(
        f"{where} is at revision {current}, which this version does not know.",
        "A newer version made it: run that version, or restore a backup of this one's.",
    )


def durability(case: Case, held: Database) -> Found:
    """Whether a commit survives a power cut, and the server is new enough."""
    with held.read() as connection:
        return _sqlite(case, connection) if held.is_sqlite else _postgresql(connection)


def _sqlite(case: Case, connection: Connection) -> Found:
    journal = str(connection.exec_driver_sql("PRAGMA journal_mode").scalar_one())
    synchronous = int(connection.exec_driver_sql("PRAGMA synchronous").scalar_one())
    words = f"SQLite, journal {journal}, synchronous {synchronous}"
    if journal != "wal" or synchronous != 2:
        return fail(f"{words}.", "Keep ENTRYGO_HOME on a local disk: network disks know no shared memory.")
    if not case.everything:
        return ok(f"{words}.")
    faults = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA quick_check")]
    if faults != ["ok"]:
        return fail(f"{words}; damaged: {'; '.join(faults[:MOST_NAMED])}.", "Restore the latest backup.")
    return ok(f"{words}, every page sound.")


def _postgresql(connection: Connection) -> Found:
    version = connection.execute(text("SHOW server_version")).scalar_one()
    if int(str(version).split(".")[0]) < OLDEST_POSTGRESQL:
        return fail(f"PostgreSQL {version}.", f"Use PostgreSQL {OLDEST_POSTGRESQL} or newer.")
    loose = [
        name
        for name in ("fsync", "synchronous_commit")
        if connection.execute(text(f"SHOW {name}")).scalar_one() == "off"
    ]
    if loose:
        return warn(
            f"PostgreSQL {version}, {' and '.join(loose)} off.",
            "Turn it on: without it a power cut can take back an answered call.",
        )
    return ok(f"PostgreSQL {version}.")


def engine(case: Case, held: Database) -> Found:
    """Whether the record of runs exists."""
    from entrygo.engine.dbos_runner import ENGINE_SCHEMA, engine_url  # loads the engine's library

    mend = "entrygo serve makes it at its next start; what is owed stands in the database."
    schema = None
    if held.is_sqlite:
        path = Path(driver_url(engine_url(case.settings.database)).database or "")
        if not path.is_file():
            return warn(f"{path} is missing.", mend)
        inner, where = Database(f"sqlite:///{path}"), str(path)
    else:
        inner, schema, where = held, ENGINE_SCHEMA, f"schema {ENGINE_SCHEMA}"
    try:
        with inner.read() as connection:
            is_there = inspect(connection).has_table(ENGINE_TABLE, schema=schema)
    finally:
        if inner is not held:
            inner.close()
    return ok(f"{where} is there.") if is_there else warn(f"{where} has no runs table.", mend)


def files(case: Case, held: Database) -> Found:
    """Whether the files that rows name exist with the bytes that were written."""
    with held.survey() as connection:
        total = row_counts.counts(connection)["artifacts"]
        named = list(row_counts.kept_files(connection, sample=None if case.everything else SAMPLE))
    blobs = open_blobs(case.settings.artifacts, case.settings.s3_endpoint)
    faults = [fault for file in named if (fault := fault_of(blobs, file))]
    looked = f"{counted(len(named), 'file')} of {counted(total, 'artifact')} read"
    if faults:
        return fail(
            f"{looked}; {_named(faults, len(faults) if case.everything else MOST_NAMED)}.",
            "Copy these files back from a backup's artifacts folder; --all reads and names every file.",
        )
    return ok(
        f"{looked}, all whole." + ("" if case.everything or len(named) < SAMPLE else " --all reads all.")
    )


def fault_of(blobs: Blobs, file: row_counts.KeptFile) -> str | None:
    """What is wrong with a kept file, or nothing."""
    try:
        content = blobs.get(file.blob_key)
    except BlobMissing:
        return f"{file.blob_key} is missing"
    return None if sha256_hex(content) == file.sha256 else f"{file.blob_key} was altered"


def _named(faults: Sequence[str], most: int) -> str:
    more = f" and {len(faults) - most} more" if len(faults) > most else ""
    return f"{'; '.join(faults[:most])}{more}"


def owed(case: Case, held: Database) -> Found:
    """Whether work waits for a person, or has stood still for too long."""
    with held.survey() as connection:
        found = row_counts.unfinished(connection)
    waiting = found.mails.get(MailState.PENDING, 0) + found.mails.get(MailState.SENDING, 0)
    uncertain, failed = found.mails.get(MailState.UNCERTAIN, 0), found.mails.get(MailState.FAILED, 0)
    words = (
        f"{counted(found.executions + found.corrections, 'execution')} unfinished; "
        f"mails: {waiting:,} waiting, {uncertain:,} uncertain, {failed:,} failed."
    )
    if found.oldest_execution is not None and case.now - found.oldest_execution > PATIENCE:
        return warn(
            f"{words} The oldest execution waits since {iso(found.oldest_execution)}.",
            "Is a server or a worker running? Its log says why an execution fails.",
        )
    if uncertain or failed:
        return warn(words, "Ask the broker, then POST /api/exports/{id}/resubmit for each.")
    return ok(words)


def events(case: Case, held: Database) -> Found:
    """Whether the event history is the one that was written."""
    store = Store(case.settings.database, SystemClock(), SystemIds())
    try:
        verdict = verify_chain(store)
    finally:
        store.close()
    if verdict["intact"]:
        return ok(f"{counted(verdict['events'], 'event')}, every chain intact.")
    return fail(
        f"{_named(verdict['faults'], MOST_NAMED)}.",
        "Someone wrote to the database: compare with a backup. entrygo audit verify names every fault.",
    )


def clock(case: Case, held: Database) -> Found:
    """Whether the machine's clock is behind the newest row."""
    with held.survey() as connection:
        newest = row_counts.newest(connection)
    if newest is None:
        return ok(f"{iso(case.now)}; nothing is written yet.")
    if newest - case.now > CLOCK_TOLERANCE:
        behind = int((newest - case.now).total_seconds())
        return fail(
            f"{iso(case.now)} is {behind:,} s before the newest row, {iso(newest)}.",
            "The clock jumped back: set it by NTP. Until it has caught up, mail that is due waits.",
        )
    return ok(f"{iso(case.now)}, after the newest row.")


def nodes(case: Case, held: Database) -> Found:
    """Whether the nodes at work plan by the same version, tariff and screening list."""
    said = living_nodes(InstallationRows(held), case.now)
    entries = {name: {key: text for key, text in word.items() if key != KEYS} for name, word in said.items()}
    kinds = {tuple(sorted(word.items())) for word in entries.values()}
    if len(kinds) < 2:
        return ok(f"{counted(len(entries), 'node')} at work.")
    differing = sorted(
        {
            key
            for one in entries.values()
            for key in one
            if len({each.get(key) for each in entries.values()}) > 1
        }
    )
    told = "; ".join(
        f"{name}: {', '.join(word.get(key, '') for key in differing)}" for name, word in entries.items()
    )
    return warn(
        f"Nodes at work differ in {' and '.join(differing)}, so they would plan differently. {told}.",
        "Run the same version everywhere, and load the tariff and the screening list on each node.",
    )
