"""Papers made in processes of their own, so that the interpreter that answers calls goes on answering.

A process is started when the first paper is wanted and ends with this one: what it reads from ends then, whatever ended
this process. One that dies over a package is replaced, and the package is tried once more. Where none can be started,
papers are made in this process.
"""

import contextlib
import logging
import pickle
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import IO

from entrygo.documents.artifact import File
from entrygo.documents.package import build_package
from entrygo.documents.package_facts import PackageFacts

log = logging.getLogger(__name__)

READY = b"R"
COMMAND = (sys.executable, "-P", "-m", "entrygo.engine.paper_process")
START_SECONDS = 60.0
PACKAGE_SECONDS = 900.0
"""A package that takes longer is given up, and tried again like one whose process died."""
LEAVE_SECONDS = 2.0
TRIES = 2


class PaperProcessDied(Exception):
    """A process ended, or took too long, before it had made a package."""


def send(stream: IO[bytes], value: object) -> None:
    """Write one message: a pickled value, straight to the stream, so that a package never stands in memory twice."""
    pickle.dump(value, stream, pickle.HIGHEST_PROTOCOL)
    stream.flush()


def receive(stream: IO[bytes]) -> object:
    """Read one message. Raises ``EOFError`` where the other side has ended."""
    try:
        return pickle.load(stream)  # noqa: S301 -- between this process and one it started
    except pickle.UnpicklingError as fault:  # it ended within a message
        raise EOFError from fault


class _PaperProcess:
    """One process, and the two pipes to it."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603 -- this interpreter
            COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert self._process.stdin is not None  # noqa: S101 -- they are pipes
        assert self._process.stdout is not None  # noqa: S101 -- they are pipes
        self._to, self._back = self._process.stdin, self._process.stdout
        with self._no_longer_than(START_SECONDS):
            is_ready = self._back.read(len(READY)) == READY
        if not is_ready:
            self.end()
            raise PaperProcessDied("it did not start")

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    def made(self, package_facts: PackageFacts, signing_key: bytes) -> object:
        """The files, or the exception that stopped them. Raises :class:`PaperProcessDied`."""
        try:
            with self._no_longer_than(PACKAGE_SECONDS):
                send(self._to, (package_facts, signing_key))
                return receive(self._back)
        except (OSError, EOFError, pickle.UnpicklingError) as fault:
            raise PaperProcessDied(f"it ended with status {self._process.poll()}") from fault

    @contextlib.contextmanager
    def _no_longer_than(self, seconds: float) -> Iterator[None]:
        clock = threading.Timer(seconds, self._process.kill)
        clock.daemon = True
        clock.start()
        try:
            yield
        finally:
            clock.cancel()

    def end(self) -> None:
        """End it: its input ends; it is killed where it does not mind."""
        with contextlib.suppress(OSError):
            self._to.close()
        try:
            self._process.wait(LEAVE_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._back.close()


class PaperProcesses:
    """At most ``most`` processes, each with one package at a time; who wants more waits. Safe to use from threads."""

    def __init__(self, most: int) -> None:
        self._places = threading.BoundedSemaphore(most)
        self._lock = threading.Lock()
        self._idle: list[_PaperProcess] = []

    def __call__(self, package_facts: PackageFacts, signing_key: bytes) -> tuple[File, ...]:
        """As :func:`entrygo.documents.package.build_package`. After two tries raises :class:`PaperProcessDied`."""
        with self._places:
            for left in reversed(range(TRIES)):
                process = self._taken()
                if process is None:
                    return build_package(package_facts, signing_key)
                try:
                    made = process.made(package_facts, signing_key)
                except PaperProcessDied as fault:
                    process.end()
                    log.warning("a process died over the papers of %s: %s", package_facts.package_id, fault)
                    if not left:
                        raise
                    continue
                with self._lock:
                    self._idle.append(process)
                return _files(made)
        raise PaperProcessDied("no try was left")

    def _taken(self) -> _PaperProcess | None:
        with self._lock:
            process = self._idle.pop() if self._idle else None
        if process is not None and process.is_alive:
            return process
        if process is not None:
            process.end()
        try:
            return _PaperProcess()
        except (OSError, PaperProcessDied) as fault:
            log.warning("no process for papers can be started, they are made in this one: %s", fault)
            return None

    def close(self) -> None:
        """End those that have nothing to do; one that works ends with this process."""
        with self._lock:
            ended, self._idle = self._idle, []
        for process in ended:
            process.end()


def _files(made: object) -> tuple[File, ...]:
    if isinstance(made, BaseException):
        raise made
    if not isinstance(made, tuple):
        raise TypeError(f"a process for papers answered {type(made).__name__}")
    return made
