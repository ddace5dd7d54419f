"""The mailbox that answers arrive in: read by the worker, one node at a time, each message once."""

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.contract.test_submission import events, until
from tests.serving.bounces import dsn, out_of_office, reply
from tests.serving.broker_mailbox import BrokerMailbox
from tests.serving.imap_server import imap_server
from tests.serving.sandbox import Sandbox, sandbox
from tests.serving.server import Server
from tests.serving.waiting import wait_until

pytestmark = pytest.mark.database

QUICK = {"ENTRYGO_INBOX_SECONDS": "0.2"}


@pytest.fixture
def maildir(tmp_path: Path) -> Path:
    """An empty Maildir."""
    for name in ("new", "cur", "tmp"):
        (tmp_path / "box" / name).mkdir(parents=True)
    return tmp_path / "box"


@pytest.fixture
def reading(tmp_path: Path, maildir: Path, mailbox: BrokerMailbox) -> Iterator[Server]:
    """A server that reads the Maildir."""
    environment = QUICK | {"ENTRYGO_INBOX_URL": f"maildir://{quote(str(maildir))}"}
    server = Server(tmp_path / "home", smtp_port=mailbox.port, environment=environment).start()
    yield server
    server.stop()


def drop(maildir: Path, name: str, content: bytes) -> None:
    """Deliver a message as a mail system does."""
    (maildir / "tmp" / name).write_bytes(content)
    (maildir / "tmp" / name).rename(maildir / "new" / name)


def wait(holds: Callable[[], bool], seconds: float = 20) -> None:
    """Until something holds."""
    wait_until(holds, seconds=seconds)


@pytest.mark.requirement(
    "submission:inbound:bounce", "submission:inbound:once", "submission:inbound:hostile", "submission:inbound:match"
)  # fmt: skip
def test_a_bounce_in_a_maildir_fails_its_submission_once_and_everything_is_kept(
    reading: Server, maildir: Path
) -> None:
    goods: Sandbox = sandbox(reading.account())
    other: Sandbox = sandbox(reading.account())
    done, theirs = goods.executed(), other.executed()
    submission = done["brokerSubmission"]
    raw = dsn(submission["message_id"], submission["recipient_email"])
    drop(maildir, "1.hostile", b"\xff\x00Content-Type: multipart/report; boundary=\r\n\r\n--\r\n" * 50)
    drop(maildir, "2.stranger", reply("<other@elsewhere.example>", "a@b.example"))
    drop(maildir, "3.bounce", raw)
    drop(maildir, "4.again", b"Received: by another way\r\n" + raw)
    drop(maildir, "5.away", out_of_office(theirs["brokerSubmission"]["message_id"], "bo@broker.example"))
    seen = until(goods, done["exportId"], lambda each: each["status"] == "failed")
    assert "550 5.1.1" in seen["brokerSubmission"]["error_message"]
    wait(lambda: not list((maildir / "new").iterdir()))
    assert sorted(each.name for each in (maildir / "cur").iterdir()) == [
        "1.hostile:2,S", "2.stranger:2,S", "3.bounce:2,S", "4.again:2,S", "5.away:2,S",
    ]  # fmt: skip
    assert len(events(goods.client, done["exportId"], "broker.submission_bounced")) == 1
    assert len(events(other.client, theirs["exportId"], "broker.auto_replied")) == 1
    assert other.inspect(theirs["exportId"])["brokerSubmission"]["status"] == "sent"
    posted = goods.client.http.post(
        "/api/mail/inbound", content=raw, headers={"content-type": "message/rfc822"}
    )
    assert goods.client.ok(posted)["isNew"] is False


@pytest.mark.requirement("submission:inbound:once")
def test_a_message_marked_unread_again_changes_nothing_also_after_a_crash(
    reading: Server, maildir: Path
) -> None:
    goods = sandbox(reading.account())
    done = goods.executed()
    submission = done["brokerSubmission"]
    drop(maildir, "1", dsn(submission["message_id"], submission["recipient_email"]))
    until(goods, done["exportId"], lambda each: each["status"] == "failed")
    wait(lambda: (maildir / "cur" / "1:2,S").exists())
    before = goods.inspect(done["exportId"])
    reading.kill()
    (maildir / "cur" / "1:2,S").rename(maildir / "new" / "1")  # it died before it marked the message
    with reading.rows() as rows:
        rows.exec_driver_sql("DELETE FROM installation WHERE name = 'inbox_reader'")  # its time is over
    reading.start()
    wait(lambda: (maildir / "cur" / "1:2,S").exists())
    assert goods.inspect(done["exportId"]) == before


@pytest.mark.requirement("submission:inbound:informs")
def test_a_reply_over_imap_is_told(tmp_path: Path, mailbox: BrokerMailbox) -> None:
    with imap_server() as folder:
        url = f"imap://{folder.user}:{quote(folder.password, safe='')}@127.0.0.1:{folder.port}/INBOX"
        environment = QUICK | {"ENTRYGO_INBOX_URL": url, "ENTRYGO_INBOX_CLEAR_PASSWORD": "true"}
        server = Server(tmp_path / "home", smtp_port=mailbox.port, environment=environment).start()
        try:
            goods = sandbox(server.account())
            done = goods.executed()
            number = folder.put(reply(done["brokerSubmission"]["message_id"], "bo@broker.example"))
            wait(lambda: bool(events(goods.client, done["exportId"], "broker.replied")))
            wait(lambda: r"\Seen" in folder.flags[number])
            [told] = events(goods.client, done["exportId"], "broker.replied")
        finally:
            server.stop()
    assert told["payload"]["excerpt"] == "Thanks, we file on Monday."
    assert folder.password not in (tmp_path / "home-serve.log").read_text()
