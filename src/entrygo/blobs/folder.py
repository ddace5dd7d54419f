"""Files in a local folder, by plain system calls.

obstore's local store syncs nothing to the disk (its ``put`` is open, write, link; seen with strace, 0.12), and
what execution promises must survive a power cut.
"""

import contextlib
import errno
import logging
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from entrygo.blobs.keys import checked
from entrygo.ports.blobs import BlobConflict, BlobMissing, BlobsAway

log = logging.getLogger(__name__)
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


@contextlib.contextmanager
def _reachable() -> Iterator[None]:
    """Raise ``BlobsAway`` where the folder is full, read-only or broken."""
    try:
        yield
    except OSError as error:
        log.exception("the folder of files cannot be used")
        is_full = error.errno in _FULL
        words = (
            "The disk of the server's files is full." if is_full else "The server cannot reach its files now."
        )
        raise BlobsAway(words) from error


class FolderBlobs:
    """A :class:`~entrygo.ports.blobs.Blobs` in a folder: complete, on the disk and unchangeable, or absent."""

    def __init__(self, root: Path) -> None:
        self._root = root.absolute()
        _make_folder(self._root)

    def put(self, key: str, data: bytes) -> None:
        """Write aside, sync, then link into place: a link never replaces what is there."""
        with _reachable():
            self._put(self._path(key), key, data=data)

    def _put(self, target: Path, key: str, *, data: bytes) -> None:
        if self._holds(target, key, data=data):
            _sync_folder(target.parent)  # the writer before us may not have got that far
            return
        _make_folder(target.parent)
        aside = target.with_name(f".{secrets.token_hex(8)}.part")
        try:
            _write(aside, data)
            with contextlib.suppress(FileExistsError):
                os.link(aside, target)
        finally:
            aside.unlink(missing_ok=True)
        if not self._holds(target, key, data=data):
            raise BlobMissing(key)  # deleted by someone else in this very moment
        _sync_folder(target.parent)

    def get(self, key: str) -> bytes:
        """The bytes, or :class:`~entrygo.ports.blobs.BlobMissing`."""
        path = self._path(key)
        with _reachable():
            if not path.is_file():  # a pipe in its place would be waited for without end
                raise BlobMissing(key)
            try:
                return path.read_bytes()
            except (FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
                raise BlobMissing(key) from error

    def exists(self, key: str) -> bool:
        """Whether something is kept under this key."""
        return self._path(key).is_file()

    def delete(self, key: str) -> None:
        """Delete the file; folders stay."""
        target = self._path(key)
        with _reachable():
            if target.is_file():
                target.unlink(missing_ok=True)
                _sync_folder(target.parent)

    def _path(self, key: str) -> Path:
        return self._root / checked(key)

    @staticmethod
    def _holds(target: Path, key: str, *, data: bytes) -> bool:
        """Whether these bytes are there already; other bytes are a conflict."""
        try:
            kept = target.read_bytes()
        except FileNotFoundError:
            return False
        except (IsADirectoryError, NotADirectoryError) as error:
            raise BlobConflict(key) from error
        if kept != data:
            raise BlobConflict(key)
        return True


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _make_folder(path: Path) -> None:
    """Make a folder and its parents, each recorded in its own parent on the disk."""
    if path.is_dir():
        return
    _make_folder(path.parent)
    with contextlib.suppress(FileExistsError):
        path.mkdir()
    _sync_folder(path.parent)


def _sync_folder(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
