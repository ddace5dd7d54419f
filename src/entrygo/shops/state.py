"""What a connection remembers: how far it has read, what came in, and what could not be taken over. One SQLite file."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_TABLES = """
create table if not exists marks (tenant text, shop text, what text, mark text, primary key (tenant, shop, what));
create table if not exists deliveries (
  tenant text, shop text, id text, received_at text, topic text, body blob, is_done integer default 0,
  primary key (tenant, shop, id));
create table if not exists set_aside (
  tenant text, shop text, what text, name text, why text, is_fault integer, primary key (tenant, shop, what, name));
"""


@dataclass(frozen=True, slots=True)
class SetAside:
    """A record that was not taken over, and why; a fault is to be mended, else it was left out on purpose."""

    what: str
    name: str
    why: str
    is_fault: bool


class State:
    """The rows of one account and mode (``tenant``) and one shop. Each method is one transaction."""

    def __init__(self, file: Path, tenant: str, shop: str) -> None:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._file, self._of = file, (tenant, shop)
        with self._open() as connection:
            connection.executescript(_TABLES)
        file.chmod(0o600)

    def mark(self, what: str) -> str:
        """The instant up to which everything was taken over; empty at first."""
        with self._open() as connection:
            row = connection.execute(
                "select mark from marks where tenant=? and shop=? and what=?", (*self._of, what)
            ).fetchone()
        return str(row[0]) if row else ""

    def settle(self, what: str, mark: str, taken: Sequence[str], aside: Sequence[SetAside]) -> None:
        """A page was taken over: move the mark, and note what was set aside; what was taken is no longer."""
        with self._open() as connection:
            connection.executemany(
                "delete from set_aside where tenant=? and shop=? and what=? and name=?",
                [(*self._of, what, name) for name in taken],
            )
            connection.executemany(
                "insert or replace into set_aside values (?, ?, ?, ?, ?, ?)",
                [(*self._of, each.what, each.name, each.why, int(each.is_fault)) for each in aside],
            )
            connection.execute("insert or replace into marks values (?, ?, ?, ?)", (*self._of, what, mark))

    def set_aside(self) -> list[SetAside]:
        """Everything that was not taken over, faults first."""
        with self._open() as connection:
            rows = connection.execute(
                "select what, name, why, is_fault from set_aside where tenant=? and shop=? "
                "order by is_fault desc, what, name",
                self._of,
            ).fetchall()
        return [SetAside(what, name, why, bool(fault)) for what, name, why, fault in rows]

    def take_in(self, identifier: str, received_at: str, topic: str, body: bytes) -> bool:
        """Keep a delivery; ``False`` where it came before."""
        with self._open() as connection:
            done = connection.execute(
                "insert or ignore into deliveries values (?, ?, ?, ?, ?, ?, 0)",
                (*self._of, identifier, received_at, topic, body),
            )
        return done.rowcount == 1

    def waiting(self) -> list[str]:
        """Ids of the deliveries that are not worked off, the oldest first."""
        with self._open() as connection:
            rows = connection.execute(
                "select id from deliveries where tenant=? and shop=? and is_done=0 order by received_at",
                self._of,
            ).fetchall()
        return [str(row[0]) for row in rows]

    def worked_off(self, identifiers: Sequence[str]) -> None:
        """What these said has been taken over; their bodies are forgotten."""
        with self._open() as connection:
            connection.executemany(
                "update deliveries set is_done=1, body=null where tenant=? and shop=? and id=?",
                [(*self._of, each) for each in identifiers],
            )

    def _open(self) -> "_Closing":
        return _Closing(self._file)


class _Closing:
    """A connection that commits and closes at the end of its block."""

    def __init__(self, file: Path) -> None:
        self._connection = sqlite3.connect(file, timeout=60)

    def __enter__(self) -> sqlite3.Connection:
        self._connection.execute("pragma synchronous=full")
        return self._connection

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        try:
            if kind is None:
                self._connection.commit()
            else:
                self._connection.rollback()
        finally:
            self._connection.close()
