"""One edition file: written once, then only read. And the pointer that says which one is in force."""

import os
import sqlite3
import tempfile
import threading
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar

import orjson

from entrygo.contract.canonical import sha256_hex
from entrygo.contract.tariff import Edition, ScheduleLine
from entrygo.tariff.schedule import AgencyEntry, EditionError, Supplement

T = TypeVar("T")

FORMAT = 2
"""Raised when the layout changes; a file of another format is not read, and says to load again."""
READABLE = frozenset({"1", "2"})
"""Formats that are read: 1 held programme lists beside each line, which the law's bundle holds since."""
POINTER = "current.json"
"""Names the edition in force; whoever reads editions watches this one file."""
KEPT_EDITIONS = 2
"""The one in force and the one before it, which a server may be about to open."""
ABANDONED_SECONDS = 3600
"""A draft this much older than a finished edition is of a load that was killed: no load takes minutes."""
_LINE_FIELDS = tuple(f.name for f in fields(ScheduleLine) if f.name != "code")


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """An edition ready to be written, with the supplement it was joined with (a later load may carry it over)."""

    edition: Edition
    lines: Mapping[str, ScheduleLine]
    supplement: Supplement
    carried_from: Mapping[str, str] = field(default_factory=dict)


class OpenEdition:
    """An edition file open for reading, itself a tariff book. Safe to use from several threads."""

    def __init__(self, path: Path) -> None:
        try:
            self._rows = sqlite3.connect(
                f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
        except sqlite3.Error as error:
            raise EditionError(_unreadable(path, str(error))) from error
        self._close = weakref.finalize(self, self._rows.close)
        self._lock = threading.Lock()
        self._lines: dict[str, ScheduleLine] = {}
        self.path = path
        try:
            meta = dict(self._rows.execute("SELECT key, value FROM meta"))
        except sqlite3.Error as error:
            self.close()
            raise EditionError(_unreadable(path, str(error))) from error
        if meta.get("format") not in READABLE:
            self.close()
            raise EditionError(_unreadable(path, f"its format is {meta.get('format')}, not {FORMAT}"))
        self.edition = Edition(**orjson.loads(meta["edition"]))
        self.carried_from: Mapping[str, str] = orjson.loads(meta["carried_from"])

    def close(self) -> None:
        """Lets go of the file; the edition is of no use afterwards."""
        self._close()

    def lookup(self, codes: Iterable[str]) -> Mapping[str, ScheduleLine]:
        """See :meth:`entrygo.ports.tariff_book.TariffBook.lookup`."""
        found = {}
        for code in codes:
            if (line := self._line(code)) is not None:
                found[code] = line
        return found

    def lines(self) -> Iterator[ScheduleLine]:
        """Every line, in the order of the codes."""
        with self._lock:
            rows = self._rows.execute("SELECT code, record FROM line ORDER BY code").fetchall()
        return (_decoded(code, record) for code, record in rows)

    def supplement(self) -> Supplement:
        """The agency report this edition was joined with."""
        with self._lock:
            agency = self._rows.execute("SELECT code, record FROM agency").fetchall()
        return Supplement(
            agency={code: _decoded_entry(record) for code, record in agency},
            partial=self.edition.partial_lists,
        )

    def below(self, prefix: str) -> tuple[str, ...]:
        """The ten-digit codes that begin with these digits, in order."""
        with self._lock:
            rows = self._rows.execute(
                "SELECT code FROM line WHERE code >= ? AND code < ? ORDER BY code", (prefix, f"{prefix}:")
            ).fetchall()
        return tuple(code for (code,) in rows)

    def _line(self, code: str) -> ScheduleLine | None:
        line = self._lines.get(code)
        if line is not None:
            return line
        wanted = f"{code}00" if len(code) == 8 else code
        with self._lock:
            row = self._rows.execute("SELECT record FROM line WHERE code = ?", (wanted,)).fetchone()
        if row is None:
            return None
        self._lines[code] = line = _decoded(wanted, row[0])
        return line


@contextmanager
def told_plainly(doing: str) -> Iterator[None]:
    """Turns what the machine refuses (rights, space, a vanished file) into an :class:`EditionError`."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise EditionError(f"{doing} failed: {error}.") from error


def write_edition(folder: Path, compiled: Compiled) -> Path:
    """Writes an edition file beside the others, complete and synced before it has its name."""
    folder.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=".edition-", suffix=".tmp", dir=folder)
    os.close(handle)
    draft = Path(temporary)
    try:
        _fill(draft, compiled)
        content = draft.read_bytes()
        path = folder / f"edition-{sha256_hex(content)[:16]}.sqlite"
        _sync(draft)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return path


def put_in_force(folder: Path, edition_file: Path) -> None:
    """Swaps the pointer in one step, then drops editions nobody can be about to open."""
    replace_file(folder / POINTER, orjson.dumps({"file": edition_file.name}))
    by_age = sorted(folder.glob("edition-*.sqlite"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    for path in [path for path in by_age if path != edition_file][KEPT_EDITIONS - 1 :]:
        path.unlink(missing_ok=True)
    written_at = edition_file.stat().st_mtime
    for draft in folder.glob(".*.tmp"):
        if written_at - draft.stat().st_mtime > ABANDONED_SECONDS:
            draft.unlink(missing_ok=True)


def replace_file(path: Path, content: bytes) -> None:
    """Gives a file new content in one step: a reader sees the old bytes or the new ones, never a part."""
    handle, temporary = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    Path(temporary).replace(path)


def _fill(path: Path, compiled: Compiled) -> None:
    rows = sqlite3.connect(path)
    try:
        rows.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
            "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
            "CREATE TABLE line (code TEXT PRIMARY KEY, record BLOB NOT NULL) WITHOUT ROWID;"
            "CREATE TABLE agency (code TEXT PRIMARY KEY, record BLOB NOT NULL) WITHOUT ROWID;"
        )
        meta = {
            "format": str(FORMAT),
            "edition": orjson.dumps(compiled.edition).decode(),
            "carried_from": orjson.dumps(compiled.carried_from).decode(),
        }
        rows.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())
        rows.executemany("INSERT INTO line VALUES (?, ?)", _sorted_records(compiled.lines, _encoded))
        rows.executemany(
            "INSERT INTO agency VALUES (?, ?)", _sorted_records(compiled.supplement.agency, orjson.dumps)
        )
        rows.commit()
    finally:
        rows.close()


def _sorted_records(records: Mapping[str, T], encode: Callable[[T], bytes]) -> Iterator[tuple[str, bytes]]:
    return ((key, encode(records[key])) for key in sorted(records))


def _encoded(line: ScheduleLine) -> bytes:
    return orjson.dumps([getattr(line, name) for name in _LINE_FIELDS])


def _decoded(code: str, record: bytes) -> ScheduleLine:
    values = (tuple(value) if isinstance(value, list) else value for value in orjson.loads(record))
    facts: dict[str, Any] = dict(zip(_LINE_FIELDS, values, strict=False))  # Any: the line's own field types
    return ScheduleLine(code=code, **facts)


def _decoded_entry(record: bytes) -> AgencyEntry:
    entry = orjson.loads(record)
    return AgencyEntry(**entry | {"units": tuple(entry["units"]), "flags": tuple(entry["flags"])})


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _unreadable(path: Path, why: str) -> str:
    return f"The tariff edition {path} cannot be read ({why}). Run `entrygo tariff load PATH` again."
