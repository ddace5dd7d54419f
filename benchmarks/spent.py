"""Processor time of this process, the programs it runs and a database server's, as Linux has it for each."""

import os
import resource
import time
from pathlib import Path

from benchmarks.figures import Work


class Processors:
    """This process and its children, and with a ``data`` folder every process of that PostgreSQL server."""

    def __init__(self, data: Path | None = None) -> None:
        self._parents = {os.getpid()}
        if data is not None:
            self._parents.add(int((data / "postmaster.pid").read_text().split()[0]))

    def spent(self, work: Work) -> float:
        """Milliseconds of processor the work takes, of all of them and of programs it runs and waits for."""
        others, own = self._of_others(), _own()
        work()
        mine = _own() - own  # before the others are looked up, which takes a while itself
        return 1000 * (mine + self._of_others() - others)

    def _of_others(self) -> float:
        return sum(_nanoseconds(each) for each in _children(self._parents)) / 1e9


def _own() -> float:
    """Seconds of this process and of programs it has run and waited for."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _children(parents: set[int]) -> list[Path]:
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            is_child = int((process / "stat").read_text().rpartition(")")[2].split()[1]) in parents
        except OSError:
            continue  # it has ended meanwhile
        if is_child:
            found.append(process)
    return found


def _nanoseconds(process: Path) -> int:
    """On the processor, as the scheduler counts it."""
    try:
        return int((process / "schedstat").read_text().split()[0])
    except OSError:
        return 0  # it has ended meanwhile
