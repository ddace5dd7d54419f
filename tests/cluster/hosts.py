"""Hosts: network namespaces at one switch. A host is switched off, frozen, and cut from the network whole.

All of it is made inside a world of its own (:data:`tests.cluster.preflight.UNSHARE`), whose own network is the desk
the test sits at: nothing of it is seen from outside, and all of it ends with its first process.
"""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path("/var/tmp/entrygo-cluster")
"""Every host's folder and log: short, since the path of a socket is, and readable by a user that is not root."""
SWITCH = "eg-switch"
NET = "10.83.0"
DESK = f"{NET}.1"
READS_ALL = ("--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search")
"""What a user that is not root needs where the Python itself lies in root's home."""


def make_switch() -> None:
    """The switch, and the test's own place at it."""
    _do("mount", "--make-rprivate", "/")
    Path("/run/netns").mkdir(exist_ok=True)
    _do("mount", "-t", "tmpfs", "none", "/run/netns")
    _do("mount", "-t", "tmpfs", "-o", "mode=1777", "none", "/tmp")  # sockets there belong to this world alone
    _do("ip", "link", "set", "lo", "up")
    _do("ip", "link", "add", SWITCH, "type", "bridge")
    _do("ip", "address", "add", f"{DESK}/24", "dev", SWITCH)
    _do("ip", "link", "set", SWITCH, "up")


@dataclass
class Host:
    """One host. What runs on it is what runs in its namespace, whoever started it."""

    name: str
    number: int
    started: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def ip(self) -> str:
        """Its address."""
        return f"{NET}.{self.number}"

    @property
    def folder(self) -> Path:
        """Its disk."""
        return FOLDER / self.name

    def plug_in(self) -> "Host":
        """Make it, with a cable to the switch."""
        _do("ip", "netns", "add", self.name)
        cable = f"eg-{self.name}"
        _do("ip", "link", "add", cable, "type", "veth", "peer", "name", "eth0", "netns", self.name)
        _do("ip", "link", "set", cable, "master", SWITCH, "up")
        _do("ip", "-n", self.name, "link", "set", "lo", "up")
        _do("ip", "-n", self.name, "address", "add", f"{self.ip}/24", "dev", "eth0")
        _do("ip", "-n", self.name, "link", "set", "eth0", "up")
        self.folder.mkdir(parents=True, exist_ok=True)
        return self

    def start(
        self, *command: str, environment: Mapping[str, str] | None = None, user: str = ""
    ) -> subprocess.Popen[bytes]:
        """Start a program on it, as a user if one is named; what it says goes to the host's log."""
        as_user = ("setpriv", f"--reuid={user}", "--clear-groups", *READS_ALL) if user else ()
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("ENTRYGO_", "PG"))}
        with (FOLDER / f"{self.name}.log").open("ab") as log:
            process = subprocess.Popen(
                ["ip", "netns", "exec", self.name, *as_user, *command],
                env=kept | dict(environment or {}),
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.started.append(process)
        return process

    def processes(self) -> list[int]:
        """What runs on it."""
        said = subprocess.run(["ip", "netns", "pids", self.name], capture_output=True, text=True, check=True)
        return [int(each) for each in said.stdout.split()]

    def signal(self, number: int) -> None:
        """Send a signal to every process on it."""
        for process in self.processes():
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, number)

    def kill(self) -> None:
        """Switch it off: every process ends at once, again and again until none is left."""
        deadline = time.monotonic() + 30
        while self.processes():
            assert time.monotonic() < deadline, f"{self.name}: processes that do not die"
            self.signal(signal.SIGKILL)
        for process in self.started:
            process.wait(30)
        self.started.clear()

    @contextlib.contextmanager
    def frozen(self) -> Iterator[None]:
        """Every process of it stands still for the time of the block; its connections stay open."""
        self.signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.signal(signal.SIGCONT)

    @contextlib.contextmanager
    def cut(self) -> Iterator[None]:
        """Its cable is out for the time of the block: nobody hears a goodbye."""
        _do("ip", "link", "set", f"eg-{self.name}", "down")
        try:
            yield
        finally:
            _do("ip", "link", "set", f"eg-{self.name}", "up")


def eventually(what: str, is_so: Callable[[], bool], *, seconds: float, pause: float = 0.1) -> float:
    """Wait until something is so; the seconds it took. A fault in asking means not yet."""
    started = time.monotonic()
    last: Exception | None = None
    while True:
        try:
            if is_so():
                return time.monotonic() - started
            last = None
        except Exception as error:
            last = error
        assert time.monotonic() - started < seconds, f"not after {seconds:.0f} s: {what} ({last!r})"
        time.sleep(pause)


def _do(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(command)}: {done.stderr.strip()}"
