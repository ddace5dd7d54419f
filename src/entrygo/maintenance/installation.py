"""The database of an installation, opened by its settings and brought to this version's schema."""

import base64
import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from entrygo.clock import SystemClock, SystemIds
from entrygo.engine.node_registry import KEYS, living_nodes
from entrygo.maintenance.private_home import make_private
from entrygo.maintenance.secret_key import keyring_of, require_file
from entrygo.ports.clock import Clock
from entrygo.settings import Settings
from entrygo.store.migrate import migrate, revision_of
from entrygo.store.schema_compat import COMPATIBLE_NAME, COMPATIBLE_SINCE, SEALED_SINCE
from entrygo.store.sealed_rows import LINK_KEY, SEAL_KEY, reseal
from entrygo.store.sealing import key_id_of
from entrygo.store.secret_fault import SecretFault
from entrygo.store.unit_of_work import Store
from entrygo.store.urls import driver_url

__all__ = [
    "LINK_KEY",
    "SEAL_KEY",
    "key_of",
    "migrated",
    "open_store",
    "opened",
    "seal_all",
    "seal_what_is_clear",
    "store_of",
]
log = logging.getLogger(__name__)
SEALED = "secrets_sealed"
"""Noted with the key's id once no secret lies in clear."""
IN_CLEAR = (
    "the secrets in the database lie in clear: set ENTRYGO_SECRET_KEY, the same on every node, and run entrygo secret "
    "rotate"
)


def open_store(settings: Settings, clock: Clock | None = None) -> Store:
    """The migrated database, its secrets sealed; whoever opens it closes it. The clock is the machine's where none is
    given.

    ``SchemaFault`` where a newer version made it, ``SecretFault`` where its secrets want a key that is not here.
    """
    make_private(settings.home.absolute())
    if is_sqlite(settings) and not settings.secret_keys:
        require_file(settings.home)
    migrate(settings.database)
    store = store_of(settings, clock)
    try:
        require_key(store)
        seal_what_is_clear(store)
    except BaseException:
        store.close()
        raise
    return store


def store_of(settings: Settings, clock: Clock | None = None) -> Store:
    """The database as it is, with the keys that are there; whoever opens it closes it."""
    return Store(settings.database, clock or SystemClock(), SystemIds(), keyring_of(settings))


def is_sqlite(settings: Settings) -> bool:
    """Whether the database is a file of this machine, which nodes elsewhere do not share."""
    return driver_url(settings.database).get_backend_name() == "sqlite"


def require_key(store: Store) -> None:
    """Raise ``SecretFault`` where the installation's own keys are sealed with one that is not here."""
    for name in (SEAL_KEY, LINK_KEY):
        key_id = key_id_of(store.installation.get(name) or "")
        if key_id is not None and key_id not in store.keyring.ids:
            raise SecretFault(store.keyring.missing(key_id))


def seal_what_is_clear(store: Store) -> None:
    """Seal the secrets of before there was a key, once, and not before every node at work holds it."""
    if not store.keyring.ids:
        return
    if store.installation.get(SEALED) is not None:
        _shut_out_older_code(store)
        return
    if without := nodes_without(store, store.keyring.ids[0]):
        log.warning("secrets stay in clear until every node holds the key; not yet: %s", ", ".join(without))
        return
    seal_all(store)


def seal_all(store: Store) -> int:
    """Seal every secret under the first key; how many were not. Code that cannot open them is refused from here on."""
    _shut_out_older_code(store)
    count = reseal(store.database, store.keyring)
    store.installation.note(SEALED, store.keyring.ids[0])
    return count


def _shut_out_older_code(store: Store) -> None:
    since = store.installation.get(COMPATIBLE_NAME) or COMPATIBLE_SINCE
    if since < SEALED_SINCE:
        store.installation.note(COMPATIBLE_NAME, SEALED_SINCE)


def nodes_without(store: Store, key_id: str) -> list[str]:
    """The nodes at work that did not say that they hold a key; those of versions before never did."""
    nodes = living_nodes(store.installation, SystemClock().now())
    return [name for name, entry in nodes.items() if key_id not in entry.get(KEYS, "").split()]


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
