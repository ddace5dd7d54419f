"""A process with a runner, to be killed: ``python -m tests.rooms.engine.engine_process URL LOG KILL_IN``.

Starts the run ``export:1`` of three steps, each writing its name to LOG when it is called, and kills its own
process with SIGKILL inside the step KILL_IN (before that step ends), or in none.
"""

import os
import signal
import sys
from pathlib import Path

from entrygo.engine.dbos_runner import DbosRunner
from entrygo.engine.lease import open_lease
from entrygo.ports.runner import RunContext

STEPS = ("package", "artifacts", "delivery")


def main() -> int:
    """One life of the process."""
    url, log, kill_in = sys.argv[1:]

    def note(text: str) -> None:
        with Path(log).open("a") as file:
            file.write(f"{text}\n")
            file.flush()
            os.fsync(file.fileno())

    def called(name: str) -> dict[str, object]:
        note(name)
        if name == kill_in:
            os.kill(os.getpid(), signal.SIGKILL)
        return {"step": name, "pid": os.getpid()}

    def export(run: RunContext) -> None:
        results = [run.step(name, lambda name=name: called(name)) for name in STEPS]
        note(f"done {run.argument['batch']} " + ",".join(str(result["step"]) for result in results))
        note(f"processes {len({result['pid'] for result in results})}")

    runner = DbosRunner(url, open_lease(url, "node-1", Path(log).parent), "1")
    runner.register("export", export)
    runner.launch()
    if kill_in != "nothing, recover":
        runner.start("export", "export:1", {"batch": "batch_1"})
    finished = runner.wait("export:1", 60)
    runner.close(5)
    return 0 if finished else 1


if __name__ == "__main__":
    sys.exit(main())
