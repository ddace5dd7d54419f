"""Bring a database to this version's schema: Alembic's numbered, forward-only migrations.

One migrator works at a time; the others wait for it and find nothing left to do. On PostgreSQL a migration that cannot
have a table soon lets everyone else pass and tries again: an ALTER TABLE that waits holds up whoever comes after it.
A schema that a newer version made is left alone (:mod:`entrygo.store.schema_compat`).
"""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, column, delete, insert, inspect, select, table, text
from sqlalchemy.exc import OperationalError

from entrygo.store import tables
from entrygo.store.database import Database
from entrygo.store.schema_compat import (
    COMPATIBLE_NAME,
    COMPATIBLE_SINCE,
    SchemaFault,
    is_ahead,
    require_servable,
)
from entrygo.store.tenancy import every_tenant

log = logging.getLogger(__name__)
MIGRATIONS = Path(__file__).parent / "migrations"
NOTED = table("alembic_version", column("version_num"))
"""Where Alembic notes the revision."""
MIGRATION_LOCK = 0x656E_7472_7967  # "entryg": one migrator at a time on PostgreSQL
TURN_TIMEOUT = "600s"  # for the migrator before us
TABLE_TIMEOUT = "3s"  # for a table that others use
TRIES, PAUSE_SECONDS = 40, 1.0
LOCK_NOT_AVAILABLE = "55P03"


def migrate(url: str) -> None:
    """Run the migrations that this database has not seen; safe beside a running server and beside another migrator.

    Raises :class:`~entrygo.store.schema_compat.SchemaFault` where that cannot be done, with nothing changed.
    """
    database = Database(url)
    try:
        if _is_done(database):
            return
        for remaining in range(TRIES, 0, -1):
            try:
                _upgrade(database)
            except OperationalError as error:
                if getattr(error.orig, "sqlstate", None) != LOCK_NOT_AVAILABLE:
                    raise
                if remaining == 1:
                    raise SchemaFault(
                        "The schema was not brought up to date: another connection holds a table and does not let "
                        "it go. Nothing was changed. Look for an open transaction in pg_stat_activity, then "
                        "start again."
                    ) from error
                log.warning("a table is in use; the migration tries again in %s s", PAUSE_SECONDS)
                time.sleep(PAUSE_SECONDS)
            else:
                return
    finally:
        database.close()


@cache
def known_revisions() -> tuple[str, ...]:
    """Every revision this version knows, the newest first."""
    named = (each.name.partition("_")[0] for each in (MIGRATIONS / "versions").glob("[0-9]*.py"))
    return tuple(sorted(named, reverse=True))


def revision_of(connection: Connection) -> str | None:
    """The schema's revision; ``None`` where no migration ever ran."""
    if not inspect(connection).has_table(NOTED.name):
        return None
    return connection.execute(select(NOTED.c.version_num)).scalar_one_or_none()


def compatible_since(connection: Connection) -> str | None:
    """The oldest revision whose code may serve this database, as whoever migrated it said."""
    notes = tables.installation
    if not inspect(connection).has_table(notes.name):
        return None
    statement = select(notes.c.value).where(notes.c.name == COMPATIBLE_NAME)
    return connection.execute(statement).scalar_one_or_none()


def _is_done(database: Database) -> bool:
    """Whether the schema is this version's, or a newer one that this version may serve."""
    with database.read() as connection:
        return _is_right(connection)


def _is_right(connection: Connection) -> bool:
    revision, said, known = revision_of(connection), compatible_since(connection), known_revisions()
    require_servable(revision, known, said)
    if is_ahead(revision, known):
        log.warning(
            "the schema is at revision %s, newer than this version's %s: served as it is", revision, known[0]
        )
        return True
    return revision == known[0] and said is not None and said >= COMPATIBLE_SINCE


def _upgrade(database: Database) -> None:
    with _alone(database) as connection:
        if _is_right(connection):  # the migrator before us
            return
        from alembic import command  # most starts have nothing to migrate, and need none of it
        from alembic.config import Config

        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        said = compatible_since(connection)
        with every_tenant(connection):
            command.upgrade(config, "head")
        notes = tables.installation
        since = max(said or COMPATIBLE_SINCE, COMPATIBLE_SINCE)
        connection.execute(delete(notes).where(notes.c.name == COMPATIBLE_NAME))
        connection.execute(insert(notes).values(name=COMPATIBLE_NAME, value=since))


@contextmanager
def _alone(database: Database) -> Iterator[Connection]:
    """The one transaction that migrates, once it is our turn."""
    with database.write() as connection:
        if not database.is_sqlite:
            connection.execute(text(f"SET LOCAL lock_timeout = '{TURN_TIMEOUT}'"))
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": MIGRATION_LOCK})
            connection.execute(text(f"SET LOCAL lock_timeout = '{TABLE_TIMEOUT}'"))
        yield connection
