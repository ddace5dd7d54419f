"""Databases of tests that begin with the newest schema: copied, as a migration takes half a second of processor.

What a migration does is tried in ``tests/migrations`` and by the servers that are started as an operator would.
"""

import tempfile
from functools import cache
from pathlib import Path

import pytest

from entrygo.store.migrate import migrate
from tests.serving.postgres import PostgresServer


@cache
def migrated_sqlite() -> bytes:
    """An SQLite database with this version's schema and no rows."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "entrygo.db"
        migrate(f"sqlite:///{path}")
        return path.read_bytes()


def sqlite_database(folder: Path) -> str:
    """The URL of a new SQLite database in a folder, with the newest schema; one that is there stays as it is."""
    path = folder / "entrygo.db"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_bytes(migrated_sqlite())
    return f"sqlite:///{path}"


def migrated_database(request: pytest.FixtureRequest, folder: Path) -> str:
    """The URL of a new database with the newest schema, of the kind that a fixture's parameter names."""
    if request.param == "sqlite":
        return sqlite_database(folder)
    postgres: PostgresServer = request.getfixturevalue("postgres")
    return postgres.migrated_database()
