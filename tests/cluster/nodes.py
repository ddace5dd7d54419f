"""A node: a host that runs ``entrygo serve`` over the shared database, files and mail server."""

import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field

import httpx
import pytest

from tests.cluster.hosts import Host, eventually

PORT = 3000


@dataclass
class Node:
    """One node, with a home and a name of its own."""

    host: Host
    shared: Mapping[str, str]
    process: subprocess.Popen[bytes] | None = field(default=None)

    @property
    def name(self) -> str:
        """Its name, also as ``ENTRYGO_NODE_ID``."""
        return self.host.name

    @property
    def url(self) -> str:
        """Where it serves."""
        return f"http://{self.host.ip}:{PORT}"

    def start(self) -> None:
        """Switch it on; it is not ready yet."""
        own = {"ENTRYGO_HOME": str(self.host.folder / "home"), "ENTRYGO_NODE_ID": self.name}
        self.process = self.host.start(
            *(sys.executable, "-m", "entrygo", "serve", "--host", self.host.ip, "--port", str(PORT)),
            environment=dict(self.shared) | own,
        )

    def wait_until_ready(self, seconds: float = 90) -> float:
        """Until ``/readyz`` says so; the seconds it took."""
        return eventually(f"{self.name} is ready", self.is_ready, seconds=seconds)

    def is_ready(self) -> bool:
        """Whether it says that it is."""
        assert self.process is not None
        if self.process.poll() is not None:
            pytest.fail(f"{self.name} ended with {self.process.returncode}; its log says why")
        return httpx.get(f"{self.url}/readyz", timeout=3).status_code == 200

    def drain(self, seconds: float = 60) -> int:
        """Ask it to end; its exit status."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(seconds)
        self.host.kill()
        return status
