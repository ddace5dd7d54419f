"""Mailboxes: what is unread is handed over by its beginning, marked read when done with, and never deleted."""

import os
import shutil
import ssl
from pathlib import Path
from urllib.parse import quote

import pytest

from entrygo.outbound.mailboxes.imap import ImapMailbox, ImapServer
from entrygo.outbound.mailboxes.maildir import MaildirMailbox
from entrygo.outbound.mailboxes.opening import open_mailbox
from entrygo.ports.mailbox import Mailbox
from tests.rooms.outbound.mail_servers import certificate
from tests.serving.broker_mailbox import free_port
from tests.serving.imap_server import ImapFolder, imap_server

MOST = 40


def read(mailbox: Mailbox, *, limit: int = 100, refused: bytes = b"") -> list[bytes]:
    """Read what is unread; a message that begins with ``refused`` is not done with."""
    seen: list[bytes] = []

    def take(content: bytes) -> bool:
        seen.append(content)
        return not (refused and content.startswith(refused))

    assert mailbox.each_unread(take, limit=limit) == len(seen)
    return seen


@pytest.fixture
def maildir(tmp_path: Path) -> Path:
    """An empty Maildir."""
    for name in ("new", "cur", "tmp"):
        (tmp_path / "box" / name).mkdir(parents=True)
    return tmp_path / "box"


def files(folder: Path) -> dict[str, bytes]:
    return {str(each.relative_to(folder)): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


def test_a_maildirs_unread_messages_are_read_oldest_first_and_kept(maildir: Path) -> None:
    (maildir / "new" / "1001.b").write_bytes(b"second" + b"x" * 100)
    (maildir / "new" / "1000.a").write_bytes(b"first")
    (maildir / "cur" / "0900.c:2,").write_bytes(b"moved unread")
    (maildir / "cur" / "0901.d:2,FR").write_bytes(b"flagged")
    (maildir / "cur" / "0800.e:2,S").write_bytes(b"read")
    (maildir / "tmp" / "0700.f").write_bytes(b"under way")
    mailbox = MaildirMailbox(maildir, most_bytes=MOST)
    assert read(mailbox) == [b"first", b"second" + b"x" * 34, b"moved unread", b"flagged"]
    assert read(mailbox) == []
    assert sorted(files(maildir)) == [
        "cur/0800.e:2,S", "cur/0900.c:2,S", "cur/0901.d:2,FRS", "cur/1000.a:2,S", "cur/1001.b:2,S", "tmp/0700.f",
    ]  # fmt: skip
    assert files(maildir)["cur/1001.b:2,S"] == b"second" + b"x" * 100


def test_a_maildirs_message_that_is_not_done_with_stays_unread(maildir: Path) -> None:
    for name in ("1", "2", "3"):
        (maildir / "new" / name).write_bytes(f"mail {name}".encode())
    mailbox = MaildirMailbox(maildir, most_bytes=MOST)
    assert read(mailbox, limit=2) == [b"mail 1", b"mail 2"]
    assert read(mailbox, refused=b"mail 3") == read(mailbox) == [b"mail 3"]
    assert read(mailbox) == []


def test_what_is_no_message_in_a_maildir_is_passed_by(maildir: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes(b"secret")
    (maildir / "new" / "1.link").symlink_to(secret)
    (maildir / "new" / "2.folder").mkdir()
    os.mkfifo(maildir / "new" / "3.pipe")
    (maildir / "new" / ".hidden").write_bytes(b"hidden")
    (maildir / "new" / "4.mail").write_bytes(b"mail")

    def take(content: bytes) -> bool:
        seen.append(content)
        shutil.rmtree(maildir / "new")  # another program is quicker
        return True

    seen: list[bytes] = []
    MaildirMailbox(maildir, most_bytes=MOST).each_unread(take, limit=9)
    assert [each for each in seen if each] == [b"mail"]
    with pytest.raises(FileNotFoundError, match="is no Maildir"):
        read(MaildirMailbox(maildir, most_bytes=MOST))


def imap(
    folder: ImapFolder,
    *,
    scheme: str = "imap",
    end: str = "",
    tls: ssl.SSLContext | None = None,
    clear_password: bool = True,
) -> ImapMailbox:
    login = f"{folder.user}:{quote(folder.password, safe='')}"
    url = f"{scheme}://{login}@127.0.0.1:{folder.port}/{quote(folder.name)}{end}"
    return ImapMailbox(url, most_bytes=MOST, step_seconds=2, tls=tls, clear_password=clear_password)


def test_unread_messages_over_imap_are_read_by_their_beginning_and_marked() -> None:
    with imap_server() as folder:
        folder.name = "Bounces new"
        first = folder.put(b"first" + b"x" * 100)
        second = folder.put(b"second\r\n* 1 FETCH (UID 9)\r\n)\r\n")
        folder.flags[folder.put(b"read")] = {r"\Seen", r"\Flagged"}
        mailbox = imap(folder)
        assert read(mailbox, refused=b"second") == [
            b"first" + b"x" * 35,
            b"second\r\n* 1 FETCH (UID 9)\r\n)\r\n",
        ]
        assert folder.flags[first] == {r"\Seen"}
        assert folder.flags[second] == set()
        assert len(read(mailbox, limit=1)) == 1
        assert read(mailbox) == []
    verbs = {asked.split(" ")[0] for asked in folder.asked}
    assert verbs == {"CAPABILITY", "LOGIN", "SELECT", "UID", "LOGOUT"}
    assert not any("Deleted" in asked or "EXPUNGE" in asked for asked in folder.asked)
    assert len(folder.mails) == 3


def test_a_message_another_program_took_away_is_passed_by() -> None:
    with imap_server() as folder:
        gone = folder.put(b"gone")
        folder.put(b"there")
        del folder.mails[gone]
        assert read(imap(folder)) == [b"there"]


@pytest.mark.parametrize("at", ["LOGIN", "SELECT", "SEARCH", "FETCH", "STORE"])
def test_a_mailbox_that_breaks_off_is_a_fault_without_the_password(at: str) -> None:
    with imap_server() as folder:
        number = folder.put(b"mail")
        folder.break_at = at
        with pytest.raises(OSError, match=r".") as caught:
            read(imap(folder))
        assert folder.password not in str(caught.value)
        assert folder.flags[number] == set()


def test_wrong_credentials_and_an_absent_folder_or_server_are_faults_in_words() -> None:
    with imap_server() as folder:
        mailbox = imap(folder)
        folder.password = "another"
        with pytest.raises(OSError, match="AUTHENTICATIONFAILED"):
            read(mailbox)
        mailbox, folder.name = imap(folder), "Elsewhere"
        with pytest.raises(OSError, match="SELECT answered NO"):
            read(mailbox)
    with pytest.raises(OSError, match="refused"):
        read(
            ImapMailbox(
                f"imap://a:b@127.0.0.1:{free_port()}/INBOX",
                most_bytes=MOST,
                step_seconds=2,
                clear_password=True,
            )
        )


def test_imaps_and_required_starttls_secure_the_conversation(tmp_path: Path) -> None:
    server, client = certificate(tmp_path)
    with imap_server(implicit=server) as folder:
        folder.put(b"mail")
        assert read(imap(folder, scheme="imaps", tls=client)) == [b"mail"]
        with pytest.raises(OSError, match="certificate"):
            read(imap(folder, scheme="imaps"))
    with imap_server(starttls=server) as folder:
        folder.put(b"mail")
        assert read(imap(folder, end="?starttls=required", tls=client)) == [b"mail"]
        assert folder.asked.index("STARTTLS") < folder.asked.index("LOGIN")
    for end in ("", "?starttls=required"):
        with imap_server() as folder, pytest.raises(OSError, match="TLS"):
            read(imap(folder, end=end, tls=client, clear_password=bool(end)))
        assert "LOGIN" not in folder.asked


def test_a_url_says_where_the_mailbox_is() -> None:
    assert ImapServer.from_url("imaps://us%40er:p%2F%20w@mail.example") == ImapServer(
        host="mail.example", port=993, user="us@er", password="p/ w", folder="INBOX", implicit_tls=True, starttls=False
    )  # fmt: skip
    plain = ImapServer.from_url("imap://u:p@[::1]:1143/Bounces%20here?starttls=required")
    assert (plain.host, plain.port, plain.folder, plain.starttls) == ("::1", 1143, "Bounces here", True)
    assert "password" not in repr(plain)
    assert ImapServer.from_url("imap://u:p@h").starttls, "a password travels in TLS alone"
    assert not ImapServer.from_url("imap://u:p@h", clear_password=True).starttls
    assert isinstance(open_mailbox("imap://u:p@h", most_bytes=MOST), ImapMailbox)
    assert isinstance(open_mailbox("maildir:///var/mail/box", most_bytes=MOST), MaildirMailbox)


@pytest.mark.parametrize(
    "url",
    [
        "pop3://u:secret@h", "imap://h/INBOX", "imap://u@h", "imaps://u:secret@h:x/", "imap://u:secret@h?tls=1",
        "imap://u:secret@h/a#b", "imap://u:secret@", "imap://u%0d%0aA:secret@h", "imap://u:secret@h/B%C3%A4nder",
        "maildir://host/path", "maildir:relative", "maildir:///path?x=1",
    ],
)  # fmt: skip
def test_a_url_that_is_none_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(ValueError, match="inbox URL") as caught:
        open_mailbox(url, most_bytes=MOST)
    assert "secret" not in str(caught.value)
