"""A node of its own machine: ``python -m tests.rooms.engine.node_process URL HOME LOG WAIT_IN [STARTS]``.

With STARTS it starts the run ``export:1`` of three steps, each of which writes ``<home> <step>`` to LOG when called;
in the step WAIT_IN it then waits for the file HOME/go. It lives until its standard input ends.
"""

import os
import sys
from pathlib import Path

from entrygo.engine.dbos_runner import DbosRunner
from entrygo.engine.lease import open_lease
from entrygo.ports.runner import RunContext
from tests.serving.waiting import wait_until

STEPS = ("papers", "complete", "deliver")


def main() -> int:
    """One life of the node."""
    url, home, log, wait_in = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4]
    home.mkdir(exist_ok=True)

    def called(name: str) -> str:
        handle = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.write(handle, f"{home.name} {name}\n".encode())
        os.close(handle)
        if name == wait_in:
            wait_until((home / "go").exists, seconds=600, pause=0.02)
        return name

    def export(run: RunContext) -> None:
        for name in STEPS:
            run.step(name, lambda name=name: called(name))
        called("done")

    runner = DbosRunner(url, open_lease(url, home.name, home), "1")
    runner.register("export", export)
    runner.launch()
    if len(sys.argv) > 5:
        runner.start("export", "export:1", {})
    print("launched", flush=True)
    sys.stdin.read()
    runner.close(5)
    return 0


if __name__ == "__main__":
    sys.exit(main())
