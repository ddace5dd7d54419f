"""What stands around the nodes: the store of files and the brokers' mail server, each on a host of its own."""

import sys
from pathlib import Path
from typing import Any

import httpx

from tests.cluster.hosts import Host, eventually
from tests.cluster.mail_server import CONTROL_PORT, SMTP_PORT

ROOT = Path(__file__).resolve().parents[2]
BUCKET = "entrygo"
CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": "cluster",
    "AWS_SECRET_ACCESS_KEY": "cluster-test-only",
    "AWS_REGION": "us-east-1",
}


class FileStore:
    """SeaweedFS with its S3 door and one bucket."""

    def __init__(self, host: Host) -> None:
        self.host = host

    @property
    def endpoint(self) -> str:
        """Where S3 is spoken."""
        return f"http://{self.host.ip}:8333"

    def start(self) -> None:
        """Switch it on; what it kept is there again."""
        weed, ip = str(Path(sys.executable).with_name("weed")), self.host.ip
        self.host.start(
            *(weed, "mini", f"-dir={self.host.folder}", f"-ip={ip}", f"-ip.bind={ip}", f"-bucket={BUCKET}"),
            *("-admin.ui=false", "-webdav=false", "-master.telemetry=false"),
            environment=CREDENTIALS,
        )

    def is_up(self) -> bool:
        """Whether it answers."""
        return httpx.get(f"{self.endpoint}/{BUCKET}", timeout=1).status_code in (200, 403)

    def wait_until_up(self) -> None:
        """Until it answers."""
        eventually("S3 answers", self.is_up, seconds=60)


class BrokersMail:
    """The brokers' mail server, which counts."""

    def __init__(self, host: Host) -> None:
        self.host = host

    @property
    def url(self) -> str:
        """How a node names it."""
        return f"smtp://{self.host.ip}:{SMTP_PORT}"

    @property
    def _control(self) -> str:
        return f"http://{self.host.ip}:{CONTROL_PORT}"

    def start(self) -> None:
        """Switch it on and wait until it takes mail."""
        self.host.start(
            *(sys.executable, "-m", "tests.cluster.mail_server", self.host.ip),
            environment={"PYTHONPATH": str(ROOT)},
        )
        eventually("the mail server is up", lambda: self.taken() == [], seconds=30)

    def taken(self) -> list[dict[str, Any]]:
        """Every message it took: its ``messageId``, ``recipient`` and the digests of its ``files``, in order."""
        answer = httpx.get(f"{self._control}/mails", timeout=10)
        return list(answer.raise_for_status().json())

    def meet(self, recipient: str, mode: str) -> None:
        """From now on, meet mail to a recipient in this mode."""
        httpx.post(f"{self._control}/modes", json={recipient: mode}, timeout=10).raise_for_status()
