"""A server that serves like ``entrygo serve`` and can be told to stop dead at a point between two effects.

Each life is a process of its own, forked from one that has done the imports, so that a restart costs a second. What
to stop at is an order in a file: the life looks at each point whether it is meant, leaves a note and kills itself.
"""

import json
import os
import signal
import threading
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import httpx

from entrygo.ports.crash_points import Point
from tests.serving.forked import ForkedProcess, become
from tests.serving.server import Server


@dataclass(frozen=True)
class Stop:
    """Stop when the point is reached for the ``nth`` time, counting only those ``of`` something if that is given.

    A ``fault`` does not end the process: what it was doing fails there, as if its database were away for a moment.
    """

    point: Point
    of: str = ""
    nth: int = 1
    fault: bool = False

    def __str__(self) -> str:
        return "-".join(filter(None, [self.point, self.of, str(self.nth), self.fault and "fault"]))


@dataclass
class Stopper:
    """Called at each point; kills its process at the one the order names."""

    order: Path
    note: Path

    def __post_init__(self) -> None:
        self._turn = threading.Lock()
        self._given, self._count = "", 0

    def __call__(self, point: Point, of: str = "") -> None:
        """Go on, unless it is here."""
        with self._turn:
            try:
                given = self.order.read_text()
            except FileNotFoundError:
                return
            if given != self._given:
                self._given, self._count = given, 0
            wanted: dict[str, Any] = json.loads(given)
            if point.value != wanted["point"] or (wanted["of"] and wanted["of"] != of):
                return
            self._count += 1
            if self._count == wanted["nth"]:
                self.note.write_text(given)
                if wanted["fault"]:
                    raise OSError(f"A fault at {point}")
                os.kill(os.getpid(), signal.SIGKILL)


def live(environment: dict[str, str], port: int, files: dict[str, str]) -> None:
    """One life of the server: the whole of ``entrygo serve``, and the stopper."""
    become(environment, out=files["log"], err=files["log"])
    from entrygo.runtime.serve import serve
    from entrygo.settings import Settings

    stopper = Stopper(Path(files["order"]), Path(files["note"]))
    serve(Settings(), host="127.0.0.1", port=port, reached=stopper)


class StoppingServer(Server):
    """A server of many lives on one home and port."""

    life = staticmethod(live)
    """What one of its processes does."""

    def start(self) -> "StoppingServer":
        """Begin the next life, with no order to stop, and wait until it is ready."""
        self._order.unlink(missing_ok=True)
        self._begin()
        self.wait_until_ready()
        return self

    def start_and_stop_at(self, stop: Stop) -> None:
        """Begin a life that stops dead in what it takes up from the last one."""
        self.stop_at(stop)
        self._begin()

    def _begin(self) -> None:
        self.home.mkdir(parents=True, exist_ok=True)
        self._note.unlink(missing_ok=True)
        for client in self.clients:  # their connections ended with the last life
            headers, timeout = client.http.headers, client.http.timeout
            client.http.close()
            client.http = httpx.Client(base_url=self.url, headers=headers, timeout=timeout)
        files = {"log": f"{self.home}-serve.log", "order": str(self._order), "note": str(self._note)}
        self.process = ForkedProcess(self.life, self.settings, self.port, files)

    def stop_at(self, stop: Stop) -> None:
        """Order this life to stop dead at a point."""
        aside = self._order.with_suffix(".aside")
        aside.write_text(json.dumps(asdict(stop)))
        aside.replace(self._order)

    def wait_until_stopped(self, stop: Stop, seconds: float = 60) -> None:
        """Until the life has ended where it was ordered to; an AssertionError when it never got there."""
        assert self.process is not None
        try:
            self.process.wait(seconds)
        except AssertionError:
            self.kill()
            raise AssertionError(f"the server never reached {stop}") from None
        assert self._note.exists(), f"the server ended with {self.process.returncode}, not at {stop}"
        assert json.loads(self._note.read_text()) == asdict(stop)

    def require_fault(self, stop: Stop) -> None:
        """That the fault was met; from here on there is none."""
        self._order.unlink()
        assert self._note.exists(), f"the server never reached {stop}"
        self._note.unlink()

    @property
    def _order(self) -> Path:
        return self.home.with_name(f"{self.home.name}-order.json")

    @property
    def _note(self) -> Path:
        return self.home.with_name(f"{self.home.name}-note.json")
