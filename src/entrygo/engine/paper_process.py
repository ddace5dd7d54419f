"""The program of a process that makes papers: packages in, files out, until its input ends."""

import gc
import os
import pickle
import signal
import sys
from typing import IO

from entrygo.documents.artifact import kinds
from entrygo.documents.package import build_package
from entrygo.documents.package_facts import PackageFacts
from entrygo.engine.paper_processes import READY, receive, send

MOST_KEPT = 64 * 1024 * 1024
"""After a package of so many bytes the process ends, and its memory with it."""


def main() -> None:
    """Make packages. A stop of the server is no reason to end: its last package is made while it drains."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    back = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever else is printed is no message
    kinds()
    gc.collect()
    gc.freeze()
    gc.disable()  # what a package leaves is let go at its end, not looked for while it is made
    back.write(READY)
    back.flush()
    while _made_one(sys.stdin.buffer, back):
        gc.collect()


def _made_one(given: IO[bytes], back: IO[bytes]) -> bool:
    """Make one package; false where the process is to end."""
    try:
        package_facts, signing_key = given_package(given)
    except EOFError:
        return False
    try:
        made: object = build_package(package_facts, signing_key)
    except Exception as fault:
        made = _sendable(fault)
    try:
        send(back, made)
    except BrokenPipeError:
        return False
    return not isinstance(made, tuple) or sum(file.size for file in made) < MOST_KEPT


def given_package(given: IO[bytes]) -> tuple[PackageFacts, bytes]:
    """The next package to make. Raises ``EOFError`` where there is none any more."""
    package = receive(given)
    if not isinstance(package, tuple):
        raise TypeError(f"a package to make is a package and a key, not {type(package).__name__}")
    package_facts, signing_key = package
    return package_facts, signing_key


def _sendable(fault: Exception) -> Exception:
    """The exception, or its words where it cannot be sent."""
    try:
        pickle.loads(pickle.dumps(fault))  # noqa: S301 -- of our own
    except Exception:
        return RuntimeError(f"{type(fault).__name__}: {fault}")
    return fault


if __name__ == "__main__":
    main()
