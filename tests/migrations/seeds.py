"""Seeds: the rows of an installation as a released schema held them, kept as files that never change.

A seed is JSON lines, packed. The first is about it: revision, what inspect answered, what is to go on after an
upgrade. Each other line is a table's name and a row. The files its artifacts name lie in a zip beside it.
"""

import base64
import gzip
import hashlib
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, MetaData, Table, insert, select

from entrygo.store.database import Database
from entrygo.store.migrate import MIGRATIONS
from entrygo.store.tenancy import every_tenant

DATA = Path(__file__).parent / "data"
RELEASED = DATA / "released.txt"
OWN_TABLES = ("alembic_version",)
Row = dict[str, Any]


@dataclass(frozen=True)
class Seed:
    """One revision's seed."""

    about: dict[str, Any]
    rows: list[tuple[str, Row]]

    def of(self, table: str) -> list[Row]:
        """The rows of one table."""
        return [row for name, row in self.rows if name == table]

    def unpack(self, folder: Path) -> None:
        """Put the files that its artifacts name where an installation keeps them."""
        with zipfile.ZipFile(DATA / self.about["artifacts"]) as packed:
            packed.extractall(folder)


def released() -> dict[str, tuple[str, str]]:
    """Every released revision: the SHA-256 of its migration and of its seed."""
    lines = [line.split() for line in RELEASED.read_text().splitlines() if line and not line.startswith("#")]
    return {revision: (migration, seed) for revision, migration, seed in lines}


def digest(file: Path) -> str:
    """A file's SHA-256."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def seed_file(revision: str) -> Path:
    """Where a revision's seed lies."""
    return DATA / f"{revision}.jsonl.gz"


def migration_file(revision: str) -> Path:
    """Where a revision's migration lies."""
    return next((MIGRATIONS / "versions").glob(f"{revision}_*.py"))


def read_seed(revision: str) -> Seed:
    """A revision's seed."""
    about, *rows = (
        json.loads(line) for line in gzip.decompress(seed_file(revision).read_bytes()).splitlines()
    )
    return Seed(about, [(table, {name: _value(each) for name, each in row.items()}) for table, row in rows])


def write_seed(revision: str, about: dict[str, Any], rows: list[tuple[str, Row]]) -> None:
    """Keep a revision's seed."""
    lines: list[Any] = [about | {"revision": revision}]
    lines += [[table, {name: _plain(each) for name, each in row.items()}] for table, row in rows]
    text = "".join(f"{json.dumps(line, sort_keys=True)}\n" for line in lines)
    seed_file(revision).write_bytes(gzip.compress(text.encode(), mtime=0))


def _plain(value: Any) -> Any:
    if not isinstance(value, bytes):
        return value
    try:
        return {"text": value.decode()}
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(value).decode()}


def _value(plain: Any) -> Any:
    if not isinstance(plain, dict):
        return plain
    return plain["text"].encode() if "text" in plain else base64.b64decode(plain["base64"])


def bring_to(database: Database, revision: str) -> None:
    """An older version's database."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with database.write() as connection, every_tenant(connection):
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def reflected(connection: Connection) -> dict[str, Table]:
    """The tables as the database has them, each after those it points to."""
    metadata = MetaData()
    metadata.reflect(connection)
    return {table.name: table for table in metadata.sorted_tables if table.name not in OWN_TABLES}


def plant(database: Database, seed: Seed) -> None:
    """Insert a seed's rows, naming just the columns they have: the statements of that release."""
    with database.write() as connection, every_tenant(connection):
        for name, table in reflected(connection).items():
            if rows := seed.of(name):
                connection.execute(insert(table), rows)


def rows_of(connection: Connection, table: Table, columns: list[str]) -> list[Row]:
    """A table's rows, of these columns alone, in the order of the key."""
    chosen = [table.c[name] for name in columns]
    statement = select(*chosen).order_by(*table.primary_key.columns)
    return [dict(row._mapping) for row in connection.execute(statement)]
