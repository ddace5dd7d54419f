"""Locks of lives on one machine: a file each, locked for as long as its process lives.

The kernel drops the lock with the process, however it ends, so a lock found free proves that the life is over.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote


class LifeFiles:
    """A folder of lock files."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._mine: tuple[int, Path] | None = None

    def hold(self, executor_id: str) -> None:
        """Lock one's own file. Raises ``BlockingIOError`` if another process holds it."""
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._path(executor_id)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BaseException:
            os.close(handle)
            raise
        self._mine = (handle, path)

    @contextmanager
    def free(self, executor_id: str) -> Iterator[bool | None]:
        """Whether that life's lock is free; ``None`` where it has no file here.

        A free lock is held for the block, in which the caller takes over its runs; the file is deleted after it.
        """
        path = self._path(executor_id)
        try:
            handle = os.open(path, os.O_RDWR)
        except FileNotFoundError:
            yield None
            return
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
                return
            yield True
            path.unlink(missing_ok=True)
        finally:
            os.close(handle)

    def release(self) -> None:
        """Give up one's own lock and delete its file."""
        if self._mine is not None:
            handle, path = self._mine
            self._mine = None
            path.unlink(missing_ok=True)
            os.close(handle)

    def _path(self, executor_id: str) -> Path:
        return self._folder / f"{quote(executor_id, safe='')}.life"
