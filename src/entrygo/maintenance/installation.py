"""The database of an installation, opened by its settings and brought to this version's schema."""

from collections.abc import Iterator
from contextlib import contextmanager

from entrygo.clock import SystemClock, SystemIds
from entrygo.settings import Settings
from entrygo.store.migrate import migrate, revision_of
from entrygo.store.unit_of_work import Store


def open_store(settings: Settings) -> Store:
    """The migrated database; whoever opens it closes it. ``SchemaFault`` where a newer version made it."""
    settings.home.mkdir(parents=True, exist_ok=True)
    migrate(settings.database)
    return Store(settings.database, SystemClock(), SystemIds())


@contextmanager
def opened(settings: Settings) -> Iterator[Store]:
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
