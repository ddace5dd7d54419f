"""A disk that is full, and has room again: plain words meanwhile, nothing half-written, no restart."""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

import pytest

from tests.overload.wire import seconds_since
from tests.serving.sandbox import fresh, sandbox
from tests.serving.server import Server
from tests.serving.waiting import wait_until

pytestmark = [pytest.mark.crash]
MEGABYTE = 1024 * 1024


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """A disk of a few megabytes; skips the test where none can be mounted."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a small disk can be mounted by root only")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(disk: Path, spare: int = 0) -> Path:
    """A file that leaves so many bytes free, or fewer where the server writes meanwhile."""
    filler = disk / "filler"
    room = os.statvfs(disk)
    with suppress(OSError), filler.open("wb", buffering=0) as file:
        file.write(b"x" * (room.f_bavail * room.f_frsize - spare))
    return filler


def test_a_full_database_disk_answers_503_reads_go_on_and_writes_when_there_is_room(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 96) as disk:
        environment = {
            "ENTRYGO_ARTIFACTS_URL": f"file://{tmp_path}/artifacts",
            "ENTRYGO_EXECUTE_WAIT_SECONDS": "3",
        }
        server = Server(disk / "home", environment=environment)
        server.home.mkdir()
        server.start()
        try:
            goods = sandbox(server.account())
            planned = goods.plan(goods.order())["exportId"]
            filler = fill(disk)
            title, refused = "x" * 400, None
            for n in range(200):  # what is free inside the database's own files is used up first
                items = [{"externalId": f"p-{n}-{m}", "title": title, "unitValueUsd": 1} for m in range(20)]
                answer = goods.client.post("/api/products/sync", {"items": items})
                if answer.status_code != 200:
                    refused = answer
                    break
            assert refused is not None
            body = refused.json()
            assert (refused.status_code, body["errorCode"]) == (503, "UNAVAILABLE"), refused.text
            assert "is full" in body["message"]
            assert int(refused.headers["retry-after"]) >= 1
            kept = goods.client.get("/api/products", params={"limit": 100}).json()["data"]
            assert {
                row["externalId"].split("-")[1] for row in kept if row["externalId"].startswith("p-")
            } <= {str(m) for m in range(n)}, "a part of what was refused is there"
            assert goods.inspect(planned)["state"] == "BATCHED"
            while_full = goods.client.post("/api/exports/execute", {"batchId": planned}, key="full")
            assert while_full.status_code in (200, 503), while_full.text

            filler.unlink()
            began = time.monotonic()
            again = partial(goods.client.post, "/api/products/sync", {"items": items})
            taken = wait_until(again, lambda said: said.status_code != 503, seconds=60)
            assert taken.status_code == 200, taken.text
            while goods.inspect(planned)["state"] != "COMPLETED":
                goods.client.post("/api/exports/execute", {"batchId": planned}, key="full")
                assert seconds_since(began) < 60
            assert server.command("audit", "verify")["intact"] is True
        finally:
            assert server.stop() == 0


def test_a_full_artifacts_disk_holds_an_execution_up_until_there_is_room(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 8) as disk:
        environment = {
            "ENTRYGO_ARTIFACTS_URL": f"file://{disk}/artifacts",
            "ENTRYGO_EXECUTE_WAIT_SECONDS": "2",
        }
        server = Server(tmp_path / "home", environment=environment).start()
        try:
            goods = sandbox(server.account())
            planned = goods.plan(goods.order())["exportId"]
            filler = fill(disk, spare=8192)
            key = fresh("held-up")
            held_up = goods.client.ok(
                goods.client.post("/api/exports/execute", {"batchId": planned}, key=key)
            )
            assert held_up["state"] == "EXECUTING"
            seen = goods.inspect(planned)
            assert (seen["state"], seen["artifacts"]) == ("EXECUTING", [])
            filler.unlink()
            began = time.monotonic()
            seen = wait_until(partial(goods.inspect, planned), lambda found: found["state"] == "COMPLETED")
            print(f"completed {seconds_since(began):.1f} s after there was room")
            for file in seen["artifacts"]:
                assert goods.client.get(file["download_url"]).status_code == 200
            leftovers = [path.name for path in (disk / "artifacts").rglob("*.part")]
            assert not leftovers
        finally:
            assert server.stop() == 0
