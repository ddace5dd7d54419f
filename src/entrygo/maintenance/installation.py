"""The database of an installation, opened by its settings and brought to this version's schema."""

import base64
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from entrygo.clock import SystemClock, SystemIds
from entrygo.maintenance.private_home import make_private
from entrygo.settings import Settings
from entrygo.store.migrate import migrate, revision_of
from entrygo.store.unit_of_work import Store


def open_store(settings: Settings) -> Store:
    """The migrated database; whoever opens it closes it. ``SchemaFault`` where a newer version made it."""
    make_private(settings.home.absolute())
    migrate(settings.database)
    return Store(settings.database, SystemClock(), SystemIds())


def key_of(store: Store, name: str) -> bytes:
    """32 bytes: a secret key of the installation, made when first asked for."""
    fresh = base64.b64encode(secrets.token_bytes(32)).decode()
    return base64.b64decode(store.installation.secret(name, fresh))


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
