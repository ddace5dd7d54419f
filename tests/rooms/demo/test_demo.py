"""``entrygo demo`` from outside: a process, a home, a mail server, a story."""

import json
import os
import signal
import smtplib
import stat
import subprocess
import sys
import time
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import httpx
import pytest

from entrygo.demo.mail_sink import MailSink
from entrygo.demo.seed import sandbox_in

SECONDS = 60


def demo(home: Path, *options: str, **environment: str) -> subprocess.Popen[bytes]:
    program = [sys.executable, "-m", "entrygo"]
    return subprocess.Popen(
        [*program, "demo", "--port", "0", *options],
        env={**os.environ, "ENTRYGO_HOME": str(home), **environment},
        cwd=home.parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def told(process: subprocess.Popen[bytes]) -> dict[str, Any]:
    out, faults = process.communicate(timeout=SECONDS)
    assert process.returncode == 0, faults.decode()
    story: dict[str, Any] = json.loads(out)
    return story


def test_the_demo_walks_an_export_through_and_the_second_run_finds_its_sandbox(tmp_path: Path) -> None:
    home = tmp_path / "home"
    elsewhere = {"ENTRYGO_SMTP_URL": "smtp://127.0.0.1:9", "ENTRYGO_DATABASE_URL": "sqlite:////nowhere/x.db"}
    first = told(demo(home, "--once", "--json", **elsewhere))

    assert {name: plan["readinessState"] for name, plan in first["plans"].items()} == {
        "ready": "READY",
        "review": "REVIEW_REQUIRED",
        "blocked": "BLOCKED",
    }
    assert first["brokerSubmission"]["status"] == "sent"
    assert first["isFresh"]
    assert first["isReplayed"]
    kept = Path(tmp_path, first["mail"]["attachments"])
    assert {"manifest.json", *first["artifacts"]} <= {file.name for file in kept.iterdir()}
    assert first["packageNumber"] in Path(tmp_path, first["mail"]["message"]).read_text()

    began = time.monotonic()
    second = told(demo(home, "--once", "--json"))
    assert time.monotonic() - began < 30  # a busy machine; alone it takes a few seconds
    assert second["apiKey"] == first["apiKey"]
    assert second["exportId"] != first["exportId"]
    assert second["plans"]["review"]["exportId"] == first["plans"]["review"]["exportId"]
    assert second["brokerSubmission"]["status"] == "sent"


def test_the_demo_serves_after_its_story_and_ends_clean_on_interrupt(tmp_path: Path) -> None:
    process = demo(tmp_path / "home", "--json")
    assert process.stdout is not None
    story = json.loads(process.stdout.readline())
    auth = {"Authorization": f"Bearer {story['apiKey']}"}
    body = json.loads((tmp_path / "home" / "execute.json").read_text())

    again = httpx.post(f"{story['url']}/api/exports/execute", json=body, headers=auth)

    assert again.json()["exportId"] == story["exportId"]
    assert again.headers["Idempotent-Replayed"] == "true"
    process.send_signal(signal.SIGINT)
    rest, faults = process.communicate(timeout=SECONDS)
    assert (process.returncode, rest, faults) == (0, b"", b"")


@pytest.mark.slow
def test_the_demo_leaves_a_home_of_real_exports_alone(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "entrygo.db").write_bytes(b"not the demo's")

    process = demo(home, "--once", "--json")

    out, _ = process.communicate(timeout=SECONDS)
    assert process.returncode == 1
    assert json.loads(out)["errorCode"] == "DEMO_FAILED"
    assert [file.name for file in home.iterdir()] == ["entrygo.db"]


def test_the_key_is_for_the_owner_alone(tmp_path: Path) -> None:
    sandbox = sandbox_in(tmp_path)
    sandbox.api_key = "shpbndl_live_x"
    sandbox.save()
    assert stat.S_IMODE(sandbox.path.stat().st_mode) == 0o600
    assert sandbox_in(tmp_path) == sandbox


@pytest.fixture
def sink(tmp_path: Path) -> Any:
    server = MailSink(tmp_path / "mail")
    server.start()
    yield server
    server.stop()


def test_the_catcher_keeps_each_mail_as_it_came_with_its_attachments_beside_it(sink: MailSink) -> None:
    mail = EmailMessage()
    mail["Subject"] = "../../Rechnung für cp_ab123456"
    mail["From"], mail["To"] = "a@maple.example", "b@broker.example"
    mail.set_content("See attached.")
    mail.add_attachment(
        b"\x00\xff\r\n.\r\n", maintype="application", subtype="pdf", filename="../invoice.pdf"
    )
    sent = mail.as_bytes(policy=mail.policy.clone(linesep="\r\n"))

    with smtplib.SMTP("127.0.0.1", int(sink.url.rpartition(":")[2])) as client:
        client.sendmail("a@maple.example", ["b@broker.example"], sent)

    (kept,) = sink.mails
    assert kept.recipient == "b@broker.example"
    assert kept.message.read_bytes() == sent
    assert kept.message.parent == kept.folder.parent == sink.folder
    (attachment,) = kept.folder.iterdir()
    assert attachment.read_bytes() == b"\x00\xff\r\n.\r\n"
    assert attachment.parent == kept.folder
