"""The bundle of the law under a home folder: loaded whole or not at all, seen by a running server at its next call.

``tariff/law.zip`` is the bundle in force, ``law-before.zip`` the one before it. Where none is loaded, or the one that
ships inside is of a later day, the shipped law is in force: an upgrade is never held back by an older load.
"""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from entrygo.contract.problems import Problem
from entrygo.contract.tariff import Law
from entrygo.store.editions.files import replace_file
from entrygo.store.file_stamp import Stamp, stamp_of
from entrygo.tariff.law import (
    InvalidBundle,
    packed,
    read_law,
    shipped_documents,
    shipped_law,
    unpacked,
)
from entrygo.tariff.law.bundle import is_document

IN_FORCE, BEFORE = "law.zip", "law-before.zip"
SHIPPED, CURRENT, PREVIOUS = "shipped", "current", "previous"
NAMED = (SHIPPED, CURRENT, PREVIOUS)
"""Bundles that have a name in place of a file's."""

Documents = Mapping[str, bytes]


def documents_at(path: Path) -> Documents:
    """The documents of a bundle: a ZIP of them, or the folder they stand in. Raises :class:`InvalidBundle`, OSError."""
    if not path.is_dir():
        return unpacked(path.read_bytes())
    names = (each.relative_to(path).as_posix() for each in sorted(path.rglob("*.json")))
    return {name: (path / name).read_bytes() for name in names if is_document(name)}


def named_documents(what: str, home: Path) -> Documents:
    """``shipped``, ``current`` (in force), ``previous`` (in force before it), or a file's or folder's documents."""
    if what == SHIPPED:
        return shipped_documents()
    if what == CURRENT:
        return _in_force(home)[1]
    if what == PREVIOUS:
        before = _folder(home) / BEFORE
        return documents_at(before) if before.is_file() else shipped_documents()
    return documents_at(Path(what))


def load(what: str, home: Path) -> Law:
    """Put a bundle in force; ``shipped`` puts the one that ships inside back.

    Raises :class:`InvalidBundle` with every fault where it cannot be, and then changes nothing: a bundle that is older
    than the one that ships inside is no law of this release.
    """
    documents = named_documents(what, home)
    law = read_law(documents)
    shipped = shipped_law()
    if law.stamp.as_of < shipped.stamp.as_of:
        raise InvalidBundle(
            [
                f"it is the law as of {law.stamp.as_of}, and the one that ships inside is as of {shipped.stamp.as_of}; "
                "compare them with `entrygo law diff`"
            ]
        )
    folder = _folder(home)
    folder.mkdir(parents=True, exist_ok=True)
    held, held_documents = _in_force(home)
    if held.stamp == law.stamp:
        return law
    replace_file(folder / BEFORE, packed(held_documents))
    if what == SHIPPED:
        (folder / IN_FORCE).unlink(missing_ok=True)
    else:
        replace_file(folder / IN_FORCE, packed(documents))
    return law


@dataclass(frozen=True, slots=True)
class _Held:
    stamp: Stamp | None
    law: Law


class FileLaw:
    """The law in force under a home folder; a new load is noticed at the next call, at the cost of one ``stat``.

    Safe to use from several threads and processes; a bundle is read once a process.
    """

    def __init__(self, home: Path) -> None:
        self._path = _folder(home) / IN_FORCE
        self._name = str(self._path)
        self._home = home
        self._lock = threading.Lock()
        self._held: _Held | None = None

    def current(self) -> Law:
        """The law in force now. A damaged bundle is UNAVAILABLE, never another law than the one loaded."""
        stamp = stamp_of(self._name)
        held = self._held
        if held is None or held.stamp != stamp:
            with self._lock:
                held = self._held
                if held is None or held.stamp != stamp:
                    held = self._held = _Held(stamp, _opened(self._home))
        return held.law


def _opened(home: Path) -> Law:
    try:
        return _in_force(home)[0]
    except InvalidBundle as error:
        raise Problem("UNAVAILABLE", f"The loaded law cannot be read: {error.faults[0]}.") from error


def _in_force(home: Path) -> tuple[Law, Documents]:
    """The loaded bundle, or the shipped one where nothing is loaded or that is of a later day."""
    path = _folder(home) / IN_FORCE
    shipped = shipped_law()
    try:
        documents = unpacked(path.read_bytes())
    except FileNotFoundError:
        return shipped, shipped_documents()
    law = read_law(documents)
    return (law, documents) if law.stamp.as_of >= shipped.stamp.as_of else (shipped, shipped_documents())


def is_loaded(home: Path, law: Law) -> bool:
    """Whether a law in force came by a load, and not with the release."""
    return (_folder(home) / IN_FORCE).is_file() and law.stamp != shipped_law().stamp


def _folder(home: Path) -> Path:
    return home.absolute() / "tariff"
