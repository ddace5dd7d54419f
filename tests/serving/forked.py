"""Processes of EntryGo forked from one that has done the imports: a start costs a third of a program's processor time.

The first process only imports. It has no thread and no connection when it forks, which each forked one makes sure of.
"""

import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from pathlib import Path


class ForkedProcess(subprocess.Popen[bytes]):
    """A forked process that answers as one of :mod:`subprocess` does, but for ``wait``: it raises AssertionError."""

    def __init__(self, target: Callable[..., None], *arguments: object) -> None:
        self._forked: BaseProcess = _context().Process(target=target, args=arguments, daemon=True)
        self._forked.start()
        self.pid, self.args = self._forked.pid or 0, self._forked.name

    @property
    def returncode(self) -> int | None:  # type: ignore[override]  # the base class keeps it, this one asks
        """Its exit status, once it has ended."""
        return self._forked.exitcode

    def poll(self) -> int | None:
        """Its exit status, once it has ended."""
        return self._forked.exitcode

    def wait(self, timeout: float | None = None) -> int:
        """Its exit status; an AssertionError when it does not end in time."""
        self._forked.join(timeout)
        assert self._forked.exitcode is not None, f"the process is still alive after {timeout} s"
        return self._forked.exitcode

    def send_signal(self, sig: int) -> None:
        """Send a signal to it, and to no other."""
        if self._forked.exitcode is None:
            os.kill(self.pid, sig)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def __del__(self, *_: object) -> None:
        """The base class's has nothing to look after here."""


def start_entrygo(arguments: Sequence[str], *, env: Mapping[str, str], log: Path) -> ForkedProcess:
    """Start ``entrygo`` with these arguments and this environment alone; what it prints is added to the log."""
    return ForkedProcess(_program, list(arguments), dict(env), str(log), str(log), os.getcwd())


def run_entrygo(
    arguments: Sequence[str],
    *,
    env: Mapping[str, str] | None = None,
    check: bool = False,
    timeout: float = 120,
) -> subprocess.CompletedProcess[bytes]:
    """Run ``entrygo`` to its end as :func:`subprocess.run` would; an AssertionError when it takes too long."""
    with tempfile.TemporaryDirectory() as folder:
        out, err = Path(folder) / "out", Path(folder) / "err"
        environment = dict(os.environ if env is None else env)
        process = ForkedProcess(_program, list(arguments), environment, str(out), str(err), os.getcwd())
        try:
            status = process.wait(timeout)
        finally:
            process.kill()
        done = subprocess.CompletedProcess(list(arguments), status, out.read_bytes(), err.read_bytes())
    if check:
        done.check_returncode()
    return done


def become(environment: Mapping[str, str], *, out: str, err: str) -> None:
    """Make a forked process look as if it had been started by itself: its environment and where it prints."""
    assert threading.active_count() == 1, "a thread was running in the process this one was forked from"
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    for path, descriptor in ((out, 1), (err, 2)):
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        os.dup2(opened, descriptor)
        os.close(opened)


def _program(arguments: list[str], environment: dict[str, str], out: str, err: str, folder: str) -> None:
    become(environment, out=out, err=err)
    _end_with_the_tests()
    os.chdir(folder)
    sys.argv = ["entrygo", *arguments]
    from entrygo.cli.main import main  # in the forked process alone: the tests' own process stays small

    main()


def _end_with_the_tests() -> None:
    """End when the process that asked for this one is gone: a run that is interrupted leaves no server behind."""
    tests = multiprocessing.parent_process()
    assert tests is not None

    def follow() -> None:
        tests.join()
        os.kill(os.getpid(), signal.SIGKILL)

    threading.Thread(target=follow, name="tests", daemon=True).start()


@cache
def _context() -> ForkServerContext:
    """Where processes are forked: what it imports is everything a server does, migrations excepted."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.serving.warmed"])
    return context
