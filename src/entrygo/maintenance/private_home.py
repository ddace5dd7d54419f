"""The home folder belongs to the server's user alone: it holds keys, webhook secrets, buyers' addresses."""

import contextlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

OTHERS = stat.S_IRWXG | stat.S_IRWXO
FOLDER = 0o700


def make_private(home: Path) -> None:
    """Make the folder, closed to other users of the machine whatever the umask, with all that is in it.

    What this process writes from here on is closed too. A folder that another user owns stays as it is; doctor says so.
    """
    write_closed()
    home.mkdir(mode=FOLDER, parents=True, exist_ok=True)
    is_open = bool(home.stat().st_mode & OTHERS)
    for path in _everything(home) if is_open else open_to_others(home):
        with contextlib.suppress(PermissionError, FileNotFoundError):
            path.chmod(path.stat().st_mode & ~OTHERS)
    if not is_open:
        return
    with contextlib.suppress(PermissionError):  # last: a start that was cut off begins again
        home.chmod(FOLDER)


def write_closed() -> None:
    """What this process writes from here on is its user's alone."""
    os.umask(OTHERS)


def open_to_others(home: Path) -> list[Path]:
    """What other users of the machine may read: the folder, or a file that it holds at its top."""
    looked = [home, *home.iterdir()] if home.is_dir() else []
    return [path for path in looked if not path.is_symlink() and path.lstat().st_mode & OTHERS]


def _everything(home: Path) -> Iterator[Path]:
    return (path for path in home.rglob("*") if not path.is_symlink())
