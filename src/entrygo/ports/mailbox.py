"""The mailbox that answers to our mail arrive in."""

from collections.abc import Callable
from typing import Protocol


class Mailbox(Protocol):
    """A mailbox somebody else fills. Nothing in it is ever deleted."""

    def each_unread(self, take: Callable[[bytes], bool], *, limit: int) -> int:
        """Hand the beginning of at most ``limit`` unread messages to ``take``, oldest first; how many.

        A message is marked read when ``take`` says so, and else stays unread. What ``take`` raises is raised on. A
        mailbox that cannot be reached raises an ``OSError`` in words that hold no password.
        """
        ...
