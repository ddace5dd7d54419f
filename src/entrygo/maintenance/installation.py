"""The database of an installation, opened by its settings and brought to this version's schema."""

from collections.abc import Iterator
from contextlib import contextmanager

from entrygo.settings import Settings
from entrygo.store.migrate import migrate, revision_of
from entrygo.store.unit import SqlStore


def open_store(settings: Settings) -> SqlStore:
    """The migrated database; whoever opens it closes it. ``SchemaFault`` where a newer version made it."""
    settings.home.mkdir(parents=True, exist_ok=True)
    migrate(settings.database)
    return SqlStore(settings.database)


@contextmanager
def opened(settings: Settings) -> Iterator[SqlStore]:
    """:func:`open_store` for the length of a block."""
    store = open_store(settings)
    try:
        yield store
    finally:
        store.close()


def migrated(settings: Settings) -> str:
    """The schema's revision after migrating."""
    with opened(settings) as store, store.database.read() as connection:
        return str(revision_of(connection))
