"""The life of a serving process: it tells its supervisor when it is ready and that it lives, and leaves with notice."""

import contextlib
import logging
import os
import socket
import threading
from collections.abc import Callable
from time import monotonic
from types import FrameType
from typing import Any

import uvicorn
from uvicorn.supervisors import Multiprocess

from entrygo.settings import variable

log = logging.getLogger(__name__)

READY, STOPPING, ALIVE = "READY=1", "STOPPING=1", "WATCHDOG=1"
LEAVE_SECONDS = 1.0  # for threads that have nothing more to do and are about to say so
QUEUED_BY_THE_KERNEL = 2048  # connections; the event loop takes fewer at a time
TICKS_A_SIGN = 50  # five seconds


def notify(state: str) -> None:
    """Tell systemd, where it asked to be told; whether it listens changes nothing here."""
    address = variable("NOTIFY_SOCKET")
    if not address:
        return
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as link:
        link.sendto(state.encode(), f"\0{address[1:]}" if address.startswith("@") else address)


class NoticedServer(uvicorn.Server):
    """A server that says it stops before it does: ``on_stopping``, then ``notice_seconds`` of work as ever.

    A second signal ends the notice.
    """

    def __init__(
        self, config: uvicorn.Config, *, notice_seconds: float, on_stopping: Callable[[], None]
    ) -> None:
        super().__init__(config)
        self._notice_seconds, self._on_stopping = notice_seconds, on_stopping
        self._leaves_at: float | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, and say so."""
        await super().startup(sockets)
        for server in self.servers if self.started else ():
            for listener in server.sockets:
                with socket.socket(fileno=os.dup(listener.fileno())) as same:
                    same.listen(QUEUED_BY_THE_KERNEL)
        notify(READY)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """The first signal begins the notice."""
        is_first, self._leaves_at = self._leaves_at is None, monotonic() + self._notice_seconds
        self._on_stopping()
        notify(STOPPING)
        super().handle_exit(sig, frame)
        if is_first and self._notice_seconds > 0:
            self.should_exit = False

    async def on_tick(self, counter: int) -> bool:
        """Ten times a second."""
        if counter % TICKS_A_SIGN == 0:
            notify(ALIVE)
        if self._leaves_at is not None and monotonic() >= self._leaves_at:
            self.should_exit = True
        return await super().on_tick(counter)


class NoticedProcesses(Multiprocess):
    """Several answering processes under one, which tells the supervisor of them."""

    def __init__(self, *given: Any, **named: Any) -> None:  # Any: the library's own
        super().__init__(*given, **named)
        notify(READY)

    def keep_subprocess_alive(self) -> None:
        """Twice a second, each process asked for a sign of life."""
        super().keep_subprocess_alive()
        notify(STOPPING if self.should_exit.is_set() else ALIVE)


def leave() -> None:
    """End the process although threads hang, in a mail server's silence or a client's call: they had their time.

    What they were doing is promised in rows, and the next life takes it up as after any other end. Without such
    threads the interpreter ends by itself.
    """
    others = [
        each for each in threading.enumerate() if not each.daemon and each is not threading.main_thread()
    ]
    deadline = monotonic() + LEAVE_SECONDS
    for thread in others:
        thread.join(max(0.0, deadline - monotonic()))
    hanging = [each.name for each in others if each.is_alive()]
    if hanging:
        log.warning("%s threads did not end in time and are left: %s", len(hanging), ", ".join(hanging[:5]))
        logging.shutdown()
        os._exit(0)
