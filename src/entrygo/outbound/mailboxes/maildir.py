"""A Maildir: messages lie in ``new`` until somebody looks, and in ``cur`` with ``S`` in their name once seen."""

import os
import stat
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

_INFO = ":2,"


class MaildirMailbox:
    """A :class:`~entrygo.ports.mailbox.Mailbox` in a folder; of each message the first ``most_bytes`` are read."""

    def __init__(self, folder: Path, *, most_bytes: int) -> None:
        self._folder = folder
        self._most_bytes = most_bytes

    def each_unread(self, take: Callable[[bytes], bool], *, limit: int) -> int:
        """See :meth:`entrygo.ports.mailbox.Mailbox.each_unread`."""
        if not (self._folder / "new").is_dir() or not (self._folder / "cur").is_dir():
            raise FileNotFoundError(f"{self._folder} is no Maildir: it has no folders new and cur.")
        count = 0
        for path in islice(self._unread(), limit):
            try:
                content = self._read(path)
            except OSError:  # another program took it away, or it is no file
                continue
            count += 1
            if take(content):
                self._mark(path)
        return count

    def _unread(self) -> Iterator[Path]:
        for name in ("new", "cur"):
            for path in sorted((self._folder / name).iterdir()):
                if not path.name.startswith(".") and "S" not in path.name.partition(_INFO)[2]:
                    yield path

    def _read(self, path: Path) -> bytes:
        """The beginning of a message; a link or a pipe is not followed."""
        opened = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(opened, "rb") as file:
            if not stat.S_ISREG(os.fstat(opened).st_mode):
                raise OSError(f"{path} is no file")
            return file.read(self._most_bytes)

    def _mark(self, path: Path) -> None:
        name, _, flags = path.name.partition(_INFO)
        seen = self._folder / "cur" / f"{name}{_INFO}{''.join(sorted({*flags, 'S'}))}"
        try:
            path.rename(seen)
        except FileNotFoundError:
            return
