"""What a start takes: processor of ``entrygo serve`` until it is ready, on a new SQLite home and on it again.

``python -m benchmarks.bench_start [--rounds N]``. Beside it, in the same rounds, a program that only imports the
libraries the server is built on. Least of the rounds; Linux alone, as ``/proc`` has the processor time.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx

from tests.serving.broker_mailbox import free_port

LIBRARIES = "import alembic.command, dbos, fastapi, jinja2, psycopg, sqlalchemy.orm, typer, uvicorn"
PATIENCE = 120  # seconds of the clock for a start on a busy machine


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    floors, firsts, agains, memories = [], [], [], []
    for _ in range(rounds):
        floors.append(imported())
        with tempfile.TemporaryDirectory() as home:
            firsts.append(started(home)[0])
            again, memory = started(home)
        agains.append(again)
        memories.append(memory)
    floor = min(floors)
    print(f"importing the libraries   {floor:5.2f} s of processor")
    for name, starts in (("on a new home", firsts), ("on it again", agains)):
        print(f"until ready {name:13} {min(starts):5.2f} s of processor, {min(starts) / floor:.1f} x")
    print(f"memory once ready         {min(memories) / 1024:5.0f} MB")


def imported() -> float:
    """Seconds of processor of a program that only imports the libraries."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", LIBRARIES], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def started(home: str, more: dict[str, str] | None = None) -> tuple[float, int]:
    """Seconds of processor until ready, and kilobytes in memory then."""
    port = free_port()
    command = [sys.executable, "-m", "entrygo", "serve", "--port", str(port)]
    environment = os.environ | {"ENTRYGO_HOME": home} | (more or {})
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_until_ready(port)
        return _spent(server.pid)
    finally:
        server.terminate()
        server.wait(60)


def _wait_until_ready(port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            if httpx.get(f"http://127.0.0.1:{port}/readyz").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    sys.exit(f"bench_start: not ready after {PATIENCE} s")


def _spent(pid: int) -> tuple[float, int]:
    """Of the process and the children it waited for."""
    process = Path("/proc") / str(pid)
    counts = (process / "stat").read_text().rpartition(")")[2].split()[11:15]
    memory = next(
        line.split()[1] for line in (process / "status").read_text().splitlines() if line.startswith("VmRSS")
    )
    return sum(map(int, counts)) / os.sysconf("SC_CLK_TCK"), int(memory)


if __name__ == "__main__":
    main()
