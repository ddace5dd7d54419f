"""The reader of the mailbox: one at a time, and a message that fails holds up none."""

from collections.abc import Callable

import pytest

from entrygo.bounces.inbox_loop import BATCH, InboxReader


class Box:
    """A mailbox of a few messages."""

    def __init__(self, *mails: bytes) -> None:
        self.unread = list(mails)

    def each_unread(self, take: Callable[[bytes], bool], *, limit: int) -> int:
        """Hand over what is unread."""
        assert limit == BATCH
        mails = self.unread[:limit]
        for mail in mails:
            if take(mail):
                self.unread.remove(mail)
        return len(mails)


def reader(
    box: Box,
    received: list[bytes],
    *,
    hold: Callable[[float], bool] = lambda _: True,
    seconds: float = 60,
) -> InboxReader:
    def receive(content: bytes) -> None:
        if content == b"fails":
            raise RuntimeError(content)
        received.append(content)

    return InboxReader(box, receive=receive, hold=hold, seconds=seconds)


def test_a_message_that_fails_stays_unread_and_holds_up_none() -> None:
    box, received = Box(b"a", b"fails", b"b"), list[bytes]()
    assert reader(box, received).round() == 3
    assert (received, box.unread) == ([b"a", b"b"], [b"fails"])


def test_only_who_holds_the_mailbox_reads_it() -> None:
    box, received = Box(b"a"), list[bytes]()
    assert reader(box, received, hold=lambda _: False).round() == 0
    assert (received, box.unread) == ([], [b"a"])


def test_who_loses_the_mailbox_stops_before_the_next_message() -> None:
    box, received = Box(b"a", b"b", b"c"), list[bytes]()
    assert reader(box, received, hold=lambda _: len(received) < 2).round() == 0
    assert (received, box.unread) == ([b"a", b"b"], [b"c"])


def test_it_reads_at_once_and_lets_go_when_it_stops() -> None:
    box, received, held = Box(b"a", b"b"), list[bytes](), list[float]()

    def hold(seconds: float) -> bool:
        held.append(seconds)
        return True

    reading = reader(box, received, hold=hold, seconds=0.01)
    reading.start()
    while box.unread:
        pass
    reading.stop()
    assert received == [b"a", b"b"]
    assert held[-1] == 0
    assert min(held[:-1]) > 0.01


@pytest.mark.parametrize("times", [1, 2])
def test_one_that_was_not_started_has_nothing_to_stop(times: int) -> None:
    held: list[float] = []

    def hold(seconds: float) -> bool:
        held.append(seconds)
        return True

    reading = reader(Box(), [], hold=hold)
    for _ in range(times):
        reading.stop()
    assert held == []
