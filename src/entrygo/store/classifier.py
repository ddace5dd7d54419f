"""The classifier in force: the one an operator built, under ``ENTRYGO_HOME``, else the one that ships inside."""

import os
from pathlib import Path

from entrygo.classify.edition import Edition, open_edition
from entrygo.classify.shipped import shipped_edition

_FOLDER, _FILE = "classify", "current.classifier"


class ClassifierBook:
    """The edition in force, opened once and again when its file changes. Safe to use from several threads."""

    def __init__(self, home: Path) -> None:
        self._path = home / _FOLDER / _FILE
        self._opened: tuple[tuple[int, int], Edition] | None = None

    def current(self) -> Edition:
        """The edition. ``ClassifierError`` where the built file is damaged or of another version."""
        try:
            found = self._path.stat()
        except FileNotFoundError:
            return shipped_edition()
        stamp = found.st_mtime_ns, found.st_size
        opened = self._opened
        if opened is None or opened[0] != stamp:
            opened = stamp, open_edition(self._path.read_bytes())
            self._opened = opened
        return opened[1]

    def put(self, file: bytes) -> Path:
        """Puts a built classifier in force: it is opened first, written beside, then takes the place whole."""
        open_edition(file)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        beside = self._path.with_suffix(".new")
        with beside.open("wb") as target:
            target.write(file)
            target.flush()
            os.fsync(target.fileno())
        beside.replace(self._path)
        return self._path
