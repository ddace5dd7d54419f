"""What a connection remembers: how far it has read, what came in, and what could not be taken over. One SQLite file."""

import json
import secrets
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from entrygo.shops.shop import Record

_TABLES = """
create table if not exists marks (tenant text, shop text, what text, mark text, primary key (tenant, shop, what));
create table if not exists deliveries (
  tenant text, shop text, id text, received_at text, topic text, body blob, is_done integer default 0,
  primary key (tenant, shop, id));
create table if not exists set_aside (
  tenant text, shop text, what text, name text, why text, is_fault integer, primary key (tenant, shop, what, name));
create table if not exists held (
  tenant text, shop text, what text, name text, record text, primary key (tenant, shop, what, name));
create table if not exists closed (tenant text, shop text, name text, primary key (tenant, shop, name));
create table if not exists numbers (tenant text, shop text, id text, name text, primary key (tenant, shop, id));
create table if not exists owed (
  tenant text, shop text, name text, why text, order_id text, package_id text, primary key (tenant, shop, name));
create table if not exists attempts (tenant text, shop text, digest text, key text, primary key (tenant, shop, digest));
"""


@dataclass(frozen=True, slots=True)
class SetAside:
    """A record that was not taken over, and why; a fault is to be mended, else it was left out on purpose."""

    what: str
    name: str
    why: str
    is_fault: bool


@dataclass(frozen=True, slots=True)
class Owed:
    """An order that was exported and changed in the shop since: what is to be done, and the package it left in."""

    name: str
    why: str
    order_id: str
    package_id: str


@dataclass(slots=True)
class Settled:
    """What became of the records of a page, by their names.

    ``closed`` are the orders whose cancelling here is the shop's word, ``opened`` those it has as live again; ``held``
    are kept to be tried again.
    """

    taken: list[str] = field(default_factory=list)
    aside: list[SetAside] = field(default_factory=list)
    held: list[Record] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)
    numbers: dict[str, str] = field(default_factory=dict)
    owed: list[Owed] = field(default_factory=list)
    digests: list[str] = field(default_factory=list)


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

    def settle(self, what: str, mark: str, done: Settled) -> None:
        """A page was taken over: move the mark, and note what became of its records."""
        named = [(*self._of, what, name) for name in (*done.taken, *(each.name for each in done.aside))]
        with self._open() as connection:
            many = connection.executemany
            for table in ("set_aside", "held"):
                many(f"delete from {table} where tenant=? and shop=? and what=? and name=?", named)  # noqa: S608
            many(
                "insert or replace into set_aside values (?, ?, ?, ?, ?, ?)",
                [(*self._of, each.what, each.name, each.why, int(each.is_fault)) for each in done.aside],
            )
            many(
                "insert or replace into held values (?, ?, ?, ?, ?)",
                [(*self._of, what, each.name, json.dumps(asdict(each))) for each in done.held],
            )
            many(
                "insert or replace into closed values (?, ?, ?)", [(*self._of, name) for name in done.closed]
            )
            many(
                "delete from closed where tenant=? and shop=? and name=?",
                [(*self._of, name) for name in done.opened],
            )
            many(
                "insert or replace into numbers values (?, ?, ?, ?)",
                [(*self._of, identifier, name) for identifier, name in done.numbers.items()],
            )
            many(
                "insert or replace into owed values (?, ?, ?, ?, ?, ?)",
                [(*self._of, each.name, each.why, each.order_id, each.package_id) for each in done.owed],
            )
            many(
                "delete from attempts where tenant=? and shop=? and digest=?",
                [(*self._of, digest) for digest in done.digests],
            )
            connection.execute("insert or replace into marks values (?, ?, ?, ?)", (*self._of, what, mark))

    def attempt(self, digest: str) -> str:
        """The key under which a file of this digest is sent until it is settled: the one of the try cut off, if any."""
        with self._open() as connection:
            connection.execute(
                "insert or ignore into attempts values (?, ?, ?, ?)",
                (*self._of, digest, secrets.token_hex(16)),
            )
            row = connection.execute(
                "select key from attempts where tenant=? and shop=? and digest=?", (*self._of, digest)
            ).fetchone()
        return f"connect-{row[0]}"

    def held(self, what: str) -> list[Record]:
        """The records that could not be taken over and are to be tried again."""
        with self._open() as connection:
            rows = connection.execute(
                "select record from held where tenant=? and shop=? and what=? order by name",
                (*self._of, what),
            ).fetchall()
        return [Record(**json.loads(row[0])) for row in rows]

    def closed(self) -> set[str]:
        """The orders that were cancelled here because the shop said so."""
        return {str(row[0]) for row in self._all("select name from closed where tenant=? and shop=?")}

    def owed(self) -> list[Owed]:
        """The orders that changed in the shop after they were exported."""
        asked = "select name, why, order_id, package_id from owed where tenant=? and shop=? order by name"
        return [Owed(*map(str, row)) for row in self._all(asked)]

    def no_longer_owed(self, names: Sequence[str]) -> None:
        """These were corrected or withdrawn."""
        with self._open() as connection:
            connection.executemany(
                "delete from owed where tenant=? and shop=? and name=?", [(*self._of, name) for name in names]
            )

    def deleted(self, tells: Callable[[str], bool]) -> list[str]:
        """The names of the orders that waiting deliveries, of the topics that tell it, say were deleted."""
        asked = "select topic, body from deliveries where tenant=? and shop=? and is_done=0"
        numbers = [_number(row[1]) for row in self._all(asked) if tells(str(row[0]))]
        names = dict(self._all("select id, name from numbers where tenant=? and shop=?"))
        return list(dict.fromkeys(str(names[number]) for number in numbers if number in names))

    def set_aside(self) -> list[SetAside]:
        """Everything that was not taken over, and what changed after it was exported; faults first."""
        asked = (
            "select what, name, why, is_fault from set_aside where tenant=? and shop=? "
            "order by is_fault desc, what, name"
        )
        rows = [SetAside(what, name, why, bool(fault)) for what, name, why, fault in self._all(asked)]
        return [*(SetAside("orders", each.name, each.why, is_fault=True) for each in self.owed()), *rows]

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

    def _all(self, asked: str) -> list[tuple[Any, ...]]:  # Any: what SQLite has in its columns
        with self._open() as connection:
            return connection.execute(asked, self._of).fetchall()

    def _open(self) -> "_Closing":
        return _Closing(self._file)


def _number(body: bytes | None) -> str:
    """The shop's id of what a delivery is about."""
    try:
        document = json.loads(body or b"")
    except ValueError:
        return ""
    return str(document.get("id") or "") if isinstance(document, dict) else ""


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
