"""Start and end of a serving process: systemd's notifications, a stop with notice, an end despite hanging threads."""

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
    """Send a state to systemd where ``NOTIFY_SOCKET`` is set; a failure to send is ignored."""
    address = variable("NOTIFY_SOCKET")
    if not address:
        return
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as link:
        link.sendto(state.encode(), f"\0{address[1:]}" if address.startswith("@") else address)


class GracefulServer(uvicorn.Server):
    """On a signal it calls ``on_stopping`` and serves for ``notice_seconds`` more, so that a load balancer notices.

    A second signal ends the notice.
    """

    def __init__(
        self, config: uvicorn.Config, *, notice_seconds: float, on_stopping: Callable[[], None]
    ) -> None:
        super().__init__(config)
        self._notice_seconds, self._on_stopping = notice_seconds, on_stopping
        self._leaves_at: float | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen with a longer queue of connections than the event loop asks for, and notify systemd."""
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
        """Called ten times a second: the watchdog's sign, and the end of the notice."""
        if counter % TICKS_A_SIGN == 0:
            notify(ALIVE)
        if self._leaves_at is not None and monotonic() >= self._leaves_at:
            self.should_exit = True
        return await super().on_tick(counter)


class SupervisedProcesses(Multiprocess):
    """Several answering processes under one parent, which notifies systemd for all of them."""

    def __init__(self, *given: Any, **named: Any) -> None:  # Any: the library's own
        super().__init__(*given, **named)
        notify(READY)

    def keep_subprocess_alive(self) -> None:
        """Called twice a second: restart processes that ended, and send the watchdog's sign."""
        super().keep_subprocess_alive()
        notify(STOPPING if self.should_exit.is_set() else ALIVE)


def exit_process() -> None:
    """End the process with status 0 although threads still wait for a mail server or a client, after one second more.

    What they were doing stands in rows, and the next process takes it up as after a crash. Without such threads this
    returns.
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
