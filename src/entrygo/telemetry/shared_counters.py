"""The files in which the processes of one server count together, so that a scrape of any of them shows the sum.

The metrics' library decides when it is loaded whether it counts in files: :func:`count_together` is called before.
"""

import os
from pathlib import Path

from entrygo.settings import set_variable

FOLDER_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"


def count_together(folder: Path) -> None:
    """Empty the folder, and have this process and those it starts count in it."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob("*.db"):
        path.unlink()
    set_variable(FOLDER_VARIABLE, str(folder))


def forget_ended_processes(folder: Path) -> None:
    """Drop the gauges of processes that ended; what they counted stays counted."""
    for path in folder.glob("gauge_live*.db"):
        pid = path.stem.rpartition("_")[2]
        if pid.isdigit() and not _is_alive(int(pid)):
            path.unlink(missing_ok=True)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
