"""The ids that log lines carry, across threads and into runs.

A call or a run opens a set of ids with :func:`concerning`, and :func:`bind` adds to it. A thread that copies the
context shares the set.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

_ABOUT: ContextVar[dict[str, str] | None] = ContextVar("entrygo_about", default=None)
LONGEST = 64


@contextmanager
def concerning(**ids: str) -> Iterator[Mapping[str, str]]:
    """A fresh set of ids for the work of the block; the mapping shows what is bound in it."""
    held: dict[str, str] = {}
    token = _ABOUT.set(held)
    try:
        bind(**ids)
        yield held
    finally:
        _ABOUT.reset(token)


def bind(**ids: str) -> None:
    """Add ids to the present work's; outside of any work nothing is kept. An overlong one is cut."""
    held = _ABOUT.get()
    if held is not None:
        held.update({name: value[:LONGEST] for name, value in ids.items() if value})


def about() -> Mapping[str, str]:
    """The ids of the present work; empty outside of any."""
    return _ABOUT.get() or {}
