"""``entrygo secret``: which key seals what, and sealing all of it under a new one."""

from entrygo.maintenance.backup_manifest import Document
from entrygo.maintenance.installation import is_sqlite, nodes_without, opened, seal_all
from entrygo.maintenance.secret_key import FILE, add_key
from entrygo.settings import Settings
from entrygo.store.sealed_rows import sealed_with
from entrygo.store.unit_of_work import Store

KEEP_FILE = f"The older keys stay in {FILE}, for backups of before; make a backup now."
KEEP_SETTING = (
    "Take the older key out of ENTRYGO_SECRET_KEY when no backup wants it any more; make a backup now."
)


class RotationRefused(ValueError):
    """The key cannot be changed now; the words say why, and what to do."""


def status(settings: Settings) -> Document:
    """The ids of the keys that are here, and how many secrets lie under each."""
    with opened(settings) as store, store.database.survey() as connection:
        found = sealed_with(connection)
        return {
            "keyIds": list(store.keyring.ids),
            "sealed": {
                each: count for each, count in sorted((key or "", n) for key, n in found.items()) if each
            },
            "inClear": found.get(None, 0),
        }


def rotate(settings: Settings) -> Document:
    """Seal every secret under a new key. Raises :class:`RotationRefused`, with nothing changed.

    A key file gets a fresh first key, on the disk before anything is sealed with it; a server at work on the same home
    reads it when it meets the first secret under it. A key of the settings must be there on every node already.
    """
    with opened(settings) as store:
        if settings.secret_keys:
            _require_on_every_node(store)
        else:
            _require_one_home(settings, store)
            add_key(settings.home)
    with opened(settings) as store:
        count = seal_all(store)
        keep = KEEP_SETTING if settings.secret_keys else KEEP_FILE
        return {"keyId": store.keyring.ids[0], "sealedAnew": count, "keep": keep}


def _require_on_every_node(store: Store) -> None:
    if without := nodes_without(store, store.keyring.ids[0]):
        raise RotationRefused(
            f"These nodes do not hold the first key of ENTRYGO_SECRET_KEY: {', '.join(without)}. Set it there too, "
            "before the older one, and restart them. Nothing was changed."
        )


def _require_one_home(settings: Settings, store: Store) -> None:
    """Nodes of other homes would not find a key that lies in this one's file."""
    if is_sqlite(settings):
        return
    nodes = nodes_without(store, store.keyring.ids[0] if store.keyring.ids else "none")
    if nodes:
        raise RotationRefused(
            f"Nodes are at work that do not read this home's {FILE}: {', '.join(nodes)}. Set ENTRYGO_SECRET_KEY on "
            "every node, restart them, then rotate; or stop the others, where one node is to stay. Nothing was changed."
        )
