"""The tariff book a server holds: the edition in force now, and the starter edition until one is loaded."""

import os
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import orjson

from entrygo.contract.tariff import Edition, ScheduleLine
from entrygo.store.editions.files import POINTER, OpenEdition
from entrygo.tariff.schedule import EditionError
from entrygo.tariff.starter import starter_edition

OPEN_ATTEMPTS = 5
"""A load may drop the named file between our reading the pointer and opening it; then the pointer is a new one."""


class Opened(Protocol):
    """One edition that does not change under its reader: a tariff book, and every line of it."""

    @property
    def edition(self) -> Edition:
        """The edition these lines are of."""
        ...

    def lookup(self, codes: Iterable[str]) -> Mapping[str, ScheduleLine]:
        """The lines of these codes."""
        ...

    def lines(self) -> Iterator[ScheduleLine]:
        """Every line, in the order of the codes."""
        ...


@dataclass(frozen=True, slots=True)
class _InForce:
    stamp: tuple[int, int, int] | None
    opened: Opened


class FileTariffBook:
    """The edition loaded under a home folder, read from its file; a new load is noticed at the next call.

    Noticing costs one ``stat`` of the pointer file. Safe to use from several threads and processes.
    """

    def __init__(self, home: Path) -> None:
        self._folder = tariff_folder(home)
        self._pointer = str(self._folder / POINTER)  # as text: a lookup asks for it each time
        self._lock = threading.Lock()
        self._in_force: _InForce | None = None

    @property
    def edition(self) -> Edition:
        """The edition in force now."""
        return self.opened().edition

    def lookup(self, codes: Iterable[str]) -> Mapping[str, ScheduleLine]:
        """The lines of these codes, all of one edition; see the port."""
        return self.opened().lookup(codes)

    def lines(self) -> Iterator[ScheduleLine]:
        """Every line of the edition in force now, in the order of the codes."""
        return self.opened().lines()

    def opened(self) -> Opened:
        """The edition in force now as a book that stays on it: for callers who need edition and lines to agree."""
        stamp = _stamp(self._pointer)
        held = self._in_force
        if held is None or held.stamp != stamp:
            with self._lock:
                held = self._in_force
                if held is None or held.stamp != stamp:
                    held = self._in_force = _InForce(stamp, open_in_force(self._folder) or starter_edition())
        return held.opened


def tariff_folder(home: Path) -> Path:
    """Where editions live under a home folder."""
    return home.absolute() / "tariff"


def open_in_force(folder: Path) -> OpenEdition | None:
    """Opens the edition the pointer names; ``None`` when nothing was ever loaded here."""
    pointer = folder / POINTER
    for attempt in range(OPEN_ATTEMPTS):
        try:
            path = folder / str(orjson.loads(pointer.read_bytes())["file"])
        except FileNotFoundError:
            return None
        except (orjson.JSONDecodeError, KeyError, TypeError) as error:
            raise EditionError(f"{pointer} is damaged. Run `entrygo tariff load PATH` again.") from error
        try:
            return OpenEdition(path)
        except EditionError:
            if path.exists() or attempt == OPEN_ATTEMPTS - 1:
                raise
    return None


def _stamp(pointer: str) -> tuple[int, int, int] | None:
    try:
        seen = os.stat(pointer)
    except FileNotFoundError:
        return None
    return seen.st_ino, seen.st_mtime_ns, seen.st_size
