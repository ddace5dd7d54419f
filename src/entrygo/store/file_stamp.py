"""Whether a file is still the one that was read: its inode, time of change and size, without opening it."""

import os
from pathlib import Path
from typing import TypeAlias

Stamp: TypeAlias = tuple[int, int, int]


def stamp_of(path: str | Path) -> Stamp | None:
    """The file's stamp; ``None`` where there is none. A file that is replaced by another has another stamp."""
    try:
        seen = os.stat(path)
    except FileNotFoundError:
        return None
    return seen.st_ino, seen.st_mtime_ns, seen.st_size
