"""The receiver of docs/how-to/webhooks.md, run as it stands there."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.serving.broker_mailbox import free_port
from tests.serving.postgres import fresh_database
from tests.serving.sandbox import sandbox
from tests.serving.server import Server

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "webhooks.md"


def program() -> str:
    """The receiver's source."""
    (source,) = re.findall(r"```python\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    return str(source)


@pytest.mark.requirement("webhooks:delivery:signed")
def test_the_receiver_of_the_guide_takes_what_is_signed_and_drops_repeats(
    request: pytest.FixtureRequest, database_kind: str, tmp_path: Path
) -> None:
    settings = {"ENTRYGO_WEBHOOK_ALLOW_PRIVATE": "true"} | fresh_database(request, database_kind)
    server = Server(tmp_path / "home", environment=settings).start()
    client, port = server.account(), free_port()
    hook = client.ok(
        client.post(
            "/api/webhooks",
            {
                "url": f"http://127.0.0.1:{port}/",
                "eventTypes": ["export.batch_created", "export.planned", "webhook.created"],
            },
        )
    )
    receiver = subprocess.Popen(
        [sys.executable, "-c", program()],
        env=os.environ | {"WEBHOOK_SECRET": hook["secret"], "PORT": str(port)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert receiver.stdout is not None
        goods = sandbox(client)
        goods.plan(goods.order())
        told = [receiver.stdout.readline().split() for _ in range(2)]
        assert [kind for kind, _ in told] == ["export.batch_created", "export.planned"]
        client.ok(client.post(f"/api/webhooks/{hook['id']}/replay", {"since": "2026-01-01"}))
        client.ok(client.post(f"/api/webhooks/{hook['id']}/test", {}))
        later = [receiver.stdout.readline().split()[0] for _ in range(2)]
        assert sorted(later) == ["webhook.created", "webhook.test"], "of the replay only what is new to it"
    finally:
        receiver.kill()
        receiver.communicate()
        server.stop()
