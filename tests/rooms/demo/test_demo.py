"""``entrygo demo`` from outside: a process, a home, a mail server, a story."""

import json
import os
import signal
import smtplib
import stat
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import httpx
import pytest

from entrygo.demo.days import PAST
from entrygo.demo.mail_sink import MailSink
from entrygo.demo.seed import sandbox_in
from tests.serving.forked import run_entrygo, start_entrygo
from tests.serving.waiting import wait_until

SECONDS = 120  # for a busy machine


def surroundings(home: Path, **more: str) -> dict[str, str]:
    """What a demo finds around it."""
    return {**os.environ, "ENTRYGO_HOME": str(home), **more}


def told(home: Path, **more: str) -> dict[str, Any]:
    """Run the demo to its end; the story it told."""
    command = ["demo", "--port", "0", "--once", "--json"]
    done = run_entrygo(command, env=surroundings(home, **more), timeout=SECONDS)
    assert done.returncode == 0, done.stderr.decode()
    story: dict[str, Any] = json.loads(done.stdout)
    return story


def test_the_demo_walks_an_export_through_serves_after_it_and_ends_clean_on_interrupt(tmp_path: Path) -> None:
    home, log = tmp_path / "home", tmp_path / "log"
    elsewhere = {"ENTRYGO_SMTP_URL": "smtp://127.0.0.1:9", "ENTRYGO_DATABASE_URL": "sqlite:////nowhere/x.db"}
    process = start_entrygo(["demo", "--port", "0", "--json"], env=surroundings(home, **elsewhere), log=log)
    try:
        wait_until(lambda: log.exists() and b"\n" in log.read_bytes(), seconds=SECONDS)
        story = json.loads(log.read_bytes())

        assert {name: plan["readinessState"] for name, plan in story["plans"].items()} == {
            "ready": "READY",
            "review": "REVIEW_REQUIRED",
            "blocked": "BLOCKED",
        }
        assert story["brokerSubmission"]["status"] == "sent"
        assert story["isFresh"]
        assert story["isReplayed"]
        kept = Path(tmp_path, story["mail"]["attachments"])
        assert {"manifest.json", *story["artifacts"]} <= {file.name for file in kept.iterdir()}
        assert story["packageNumber"] in Path(tmp_path, story["mail"]["message"]).read_text()

        auth = {"Authorization": f"Bearer {story['apiKey']}"}
        body = json.loads((home / "execute.json").read_text())
        again = httpx.post(f"{story['url']}/api/exports/execute", json=body, headers=auth, timeout=SECONDS)
        assert again.json()["exportId"] == story["exportId"]
        assert again.headers["Idempotent-Replayed"] == "true"

        mails = httpx.get(f"{story['url']}/api/submissions", headers=auth, timeout=SECONDS).json()["data"]
        assert {each["status"] for each in mails} == {
            "sent",
            "acknowledged",
            "rejected",
            "failed",
            "uncertain",
        }
        board = httpx.get(f"{story['url']}/api/exports/counts", headers=auth, timeout=SECONDS).json()
        waiting = {
            each["readinessState"]: each["count"] for each in board["exports"] if each["state"] == "BATCHED"
        }
        assert waiting == {"READY": 3, "REVIEW_REQUIRED": 2, "BLOCKED": 2}
        days = {each["sent_at"][:10] for each in mails if each["sent_at"]}
        assert len(days) > len(PAST)

        process.send_signal(signal.SIGINT)
        assert process.wait(SECONDS) == 0
        assert len(log.read_bytes().splitlines()) == 1, "it said something besides its story"
    finally:
        process.kill()


@pytest.mark.slow
def test_a_second_run_finds_the_sandbox_of_the_first_and_sends_another_export(tmp_path: Path) -> None:
    home = tmp_path / "home"
    first, second = told(home), told(home)
    assert (first["isFresh"], second["isFresh"]) == (True, True)
    assert second["apiKey"] == first["apiKey"]
    assert second["exportId"] != first["exportId"]
    assert second["plans"]["review"]["exportId"] == first["plans"]["review"]["exportId"]
    assert second["brokerSubmission"]["status"] == "sent"


def test_the_demo_leaves_a_home_of_real_exports_alone(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "entrygo.db").write_bytes(b"not the demo's")

    done = run_entrygo(["demo", "--port", "0", "--once", "--json"], env=surroundings(home), timeout=SECONDS)
    assert done.returncode == 1
    assert json.loads(done.stdout)["errorCode"] == "DEMO_FAILED"
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


def test_the_catcher_knows_not_every_mailbox_and_may_break_the_line_once(sink: MailSink) -> None:
    sink.knows_not("nobody@broker.example")
    sink.hang_up_once("b@broker.example")

    def send(recipient: str) -> None:
        with smtplib.SMTP("127.0.0.1", int(sink.url.rpartition(":")[2])) as client:
            client.sendmail("a@maple.example", [recipient], b"Subject: papers\r\n\r\nSee attached.\r\n")

    with pytest.raises(smtplib.SMTPRecipientsRefused, match="no such mailbox"):
        send("nobody@broker.example")
    with pytest.raises(smtplib.SMTPServerDisconnected):
        send("b@broker.example")
    assert sink.mails == ()
    send("b@broker.example")
    assert [each.recipient for each in sink.mails] == ["b@broker.example"]


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
