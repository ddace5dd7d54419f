"""The key that seals the secrets in the database: of the settings, or a file of the home that no other user reads.

A home with a SQLite database makes its file at the first start. PostgreSQL is shared by nodes with homes of their own,
so there nothing is sealed before somebody names a key: ``ENTRYGO_SECRET_KEY`` on every node, or, where there is one
node alone, ``entrygo secret rotate``, which makes the file.
"""

import contextlib
import os
import secrets
from collections.abc import Sequence
from pathlib import Path

from entrygo.maintenance.backup_manifest import sync
from entrygo.settings import Settings
from entrygo.store.sealing import Keyring

FILE = "secret.key"
"""A key a line, the sealing one first."""


def keyring_of(settings: Settings) -> Keyring:
    """The keys of the settings, then those of the home's file."""
    return Keyring(_keys(settings), again=lambda: _keys(settings))


def require_file(home: Path) -> None:
    """Make the home's key file, on the disk before anything is sealed with it; of two makers one wins."""
    home = home.absolute()
    path = home / FILE
    if path.exists():
        return
    aside = _written_aside(home, [fresh_key()])
    try:
        with contextlib.suppress(FileExistsError):
            os.link(aside, path)
    finally:
        aside.unlink(missing_ok=True)
    sync(home)


def add_key(home: Path) -> None:
    """Put a fresh key before those of the file; the older ones stay, for backups that want them."""
    write_keys(home, [fresh_key(), *read_keys(home)])


def read_keys(home: Path) -> list[str]:
    """The keys of a folder's file; none where there is no file."""
    try:
        return (home.absolute() / FILE).read_text(encoding="ascii").split()
    except FileNotFoundError:
        return []


def write_keys(home: Path, keys: Sequence[str]) -> None:
    """Replace the file, closed to others and whole at every instant."""
    home = home.absolute()
    aside = _written_aside(home, keys)
    aside.replace(home / FILE)
    sync(home)


def fresh_key() -> str:
    """A key of 32 random bytes."""
    return secrets.token_urlsafe(32)


def _keys(settings: Settings) -> list[str]:
    return list(dict.fromkeys([*settings.secret_keys, *read_keys(settings.home)]))


def _written_aside(home: Path, keys: Sequence[str]) -> Path:
    """A new file beside the file's place, on the disk, that this user alone reads whatever the umask."""
    path = home / f".{FILE}.{secrets.token_hex(8)}"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.writelines(f"{key}\n" for key in keys)
        file.flush()
        os.fsync(file.fileno())
    return path
