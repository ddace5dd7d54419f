"""The screening list under a home folder: loaded whole or not at all, seen by a running server at its next plan."""

import os
import tempfile
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import orjson

from entrygo.contract.canonical import JsonObject, sha256_hex
from entrygo.contract.problems import Problem
from entrygo.planning.screening import OPEN, ScreeningIndex, hits, index
from entrygo.planning.screening_list import ListEntry, parse
from entrygo.ports.screening import Hits, NamedParty, ScreeningList
from entrygo.store.file_stamp import Stamp, stamp_of

FILE = "list.json"
MOST_REMEMBERED = 50_000  # names: those of a day's plans, some 20 MB at most


def load(path: Path, home: Path, *, as_of: date | None = None) -> None:
    """Put a list (CSV or JSON) in force. ``as_of`` is the list's day; the file's own day where it is not given.

    Raises ``ValueError`` where the file is no screening list or names nobody, and then changes nothing.
    """
    data = path.read_bytes()
    try:
        entries = parse(data.decode("utf-8"))
    except ValueError as error:
        raise ValueError(f"{path.name} cannot be loaded: {error}.") from error
    if not entries:
        raise ValueError(f"{path.name} cannot be loaded: it names nobody.")
    changed = datetime.fromtimestamp(path.stat().st_mtime, UTC).date()
    document = {
        "as_of": (as_of or changed).isoformat(),
        "source": path.name,
        "sha256": sha256_hex(data),
        "entries": [asdict(entry) for entry in entries],
    }
    _replace(_folder(home) / FILE, orjson.dumps(document))


def status(home: Path, today: date) -> JsonObject:
    """What is loaded: its day, age, number of entries by source, and the SHA-256 of the file it came from."""
    document = _read(_folder(home) / FILE)
    if document is None:
        return {"loaded": False, "asOf": None, "ageDays": None, "entries": 0, "sources": {}, "sha256": None}
    sources: dict[str, int] = {}
    for entry in document["entries"]:
        sources[entry["source"]] = sources.get(entry["source"], 0) + 1
    return {
        "loaded": True,
        "asOf": document["as_of"],
        "ageDays": (today - date.fromisoformat(document["as_of"])).days,
        "entries": len(document["entries"]),
        "sources": dict(sorted(sources.items())),
        "sha256": document["sha256"],
    }


@dataclass(frozen=True, slots=True)
class LoadedList:
    """A list prepared for matching. What it found about a name is remembered: parties come again."""

    as_of: date
    entry_count: int
    listed: ScreeningIndex
    _known: dict[tuple[str, str | None], Hits] = field(default_factory=dict, repr=False)

    def hits(self, parties: Iterable[NamedParty], decided: Mapping[tuple[str, str], str]) -> Hits:
        """The hits of all parties, highest score first."""
        found = [hit for party in parties for hit in self._of(party, decided)]
        return sorted(
            found, key=lambda hit: (-int(hit["score"]), str(hit["party_path"]), str(hit["entry_key"]))
        )

    def _of(
        self, party: NamedParty, decided: Mapping[tuple[str, str], str]
    ) -> Iterator[dict[str, str | int]]:
        asked = (party.name, party.country)
        known = self._known.get(asked)
        if known is None:
            if len(self._known) >= MOST_REMEMBERED:
                self._known.clear()
            known = self._known[asked] = hits([party], self.listed)
        fingerprint = party.fingerprint if known else ""
        for hit in known:
            decision = decided.get((str(hit["entry_key"]), fingerprint), OPEN)
            yield hit | {
                "party_path": party.path,
                "party_fingerprint": fingerprint,
                "disposition": decision,
            }


@dataclass(frozen=True, slots=True)
class _InForce:
    stamp: Stamp | None
    loaded: LoadedList | None


class FileScreening:
    """The list loaded under a home folder. A new load is noticed at the next call, at the cost of one ``stat``.

    Safe to use from several threads and processes; the index is built once a process and version.
    """

    def __init__(self, home: Path) -> None:
        self._path = _folder(home) / FILE
        self._lock = threading.Lock()
        self._in_force = _InForce(None, None)

    def current(self) -> ScreeningList | None:
        """The list in force now; none until one is loaded. A damaged file is UNAVAILABLE, never no list."""
        stamp = stamp_of(self._path)
        if self._in_force.stamp != stamp:
            with self._lock:
                if self._in_force.stamp != stamp:
                    self._in_force = _InForce(stamp, _open(self._path))
        return self._in_force.loaded


def _folder(home: Path) -> Path:
    return home.absolute() / "screening"


def _open(path: Path) -> LoadedList | None:
    try:
        document = _read(path)
    except ValueError as error:
        raise Problem("UNAVAILABLE", str(error)) from error
    if document is None:
        return None
    entries = [_entry(row) for row in document["entries"]]
    return LoadedList(
        as_of=date.fromisoformat(document["as_of"]), entry_count=len(entries), listed=index(entries)
    )


def _entry(row: JsonObject) -> ListEntry:
    return ListEntry(
        id=row["id"],
        source=row["source"],
        name=row["name"],
        aliases=tuple(row["aliases"]),
        countries=tuple(row["countries"]),
        programs=tuple(row["programs"]),
    )


def _read(path: Path) -> JsonObject | None:
    try:
        document: JsonObject = orjson.loads(path.read_bytes())
    except FileNotFoundError:
        return None
    except orjson.JSONDecodeError as error:
        raise ValueError(f"{path} is damaged. Run `entrygo screening load FILE` again.") from error
    return document


def _replace(path: Path, data: bytes) -> None:
    """Write beside the file, to disk, then take its place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, made = tempfile.mkstemp(dir=path.parent, prefix="loading-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(made).replace(path)
    except BaseException:
        Path(made).unlink(missing_ok=True)
        raise
