"""The tariff book a server holds: the edition that ships inside, and the one loaded over it."""

import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import orjson

from entrygo.contract.tariff import CodeLife, Edition, Law, ScheduleLine
from entrygo.store.editions.files import POINTER, OpenEdition
from entrygo.store.editions.joined import JoinedEdition
from entrygo.store.editions.law import FileLaw
from entrygo.store.file_stamp import stamp_of
from entrygo.tariff.schedule import EditionError
from entrygo.tariff.shipped import shipped_schedule

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

    def below(self, prefix: str) -> tuple[str, ...]:
        """The ten-digit codes that begin with these digits."""
        ...

    def life(self, code: str) -> CodeLife | None:
        """When a code came and went."""
        ...

    def lines(self) -> Iterator[ScheduleLine]:
        """Every line, in the order of the codes."""
        ...


@dataclass(frozen=True, slots=True)
class _InForce:
    stamp: tuple[int, int, int] | None
    opened: Opened


class FileTariffBook:
    """The edition and the law loaded under a home folder; a new load is noticed at the next call.

    Noticing costs one ``stat`` of a file each. Safe to use from several threads and processes.
    """

    def __init__(self, home: Path) -> None:
        self._folder = tariff_folder(home)
        self._pointer = str(self._folder / POINTER)  # as text: a lookup asks for it each time
        self._lock = threading.Lock()
        self._in_force: _InForce | None = None
        self._law = FileLaw(home)

    @property
    def edition(self) -> Edition:
        """The edition in force now."""
        return self.opened().edition

    @property
    def law(self) -> Law:
        """The law in force now."""
        return self._law.current()

    def lookup(self, codes: Iterable[str]) -> Mapping[str, ScheduleLine]:
        """The lines of these codes; see the port."""
        return self.opened().lookup(codes)

    def below(self, prefix: str) -> tuple[str, ...]:
        """The ten-digit codes that begin with these digits; see the port."""
        return self.opened().below(prefix)

    def life(self, code: str) -> CodeLife | None:
        """When a code came and went; see the port."""
        return self.opened().life(code)

    def lines(self) -> Iterator[ScheduleLine]:
        """Every line of the edition in force now, in the order of the codes."""
        return self.opened().lines()

    def opened(self) -> Opened:
        """The edition in force now as a book that stays on it: for callers who need edition and lines to agree."""
        stamp = stamp_of(self._pointer)
        held = self._in_force
        if held is None or held.stamp != stamp:
            with self._lock:
                held = self._in_force
                if held is None or held.stamp != stamp:
                    held = self._in_force = _InForce(stamp, _opened(self._folder))
        return held.opened


def _opened(folder: Path) -> Opened:
    loaded = open_in_force(folder)
    return JoinedEdition(loaded, shipped_schedule()) if loaded else shipped_schedule()


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
