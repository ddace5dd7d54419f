"""Mail over a real SMTP server: every ending has its name, and the bytes arrive as they left."""

import ssl
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from entrygo.outbound.brokers.captured import CapturedMailer
from entrygo.outbound.brokers.smtp import SmtpMailer, SmtpServer
from entrygo.ports.mailer import Mailer, MailFate, MailOutcome
from tests.rooms.outbound.mail_servers import (
    Post,
    certificate,
    free_port,
    login,
    mail_server,
    scripted_server,
    trickling_server,
)

MESSAGE = b"Subject: EntryGo broker submission cp_ch123456\r\n\r\nFive files.\r\n"
TO = ("broker@example.com",)
HELLO = b"250-mx.test\r\n250 SIZE 100000\r\n"


class Mark:
    """Counts how often the caller was told that the message is about to leave."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> None:
        self.times += 1


def send(
    mailer: Mailer,
    message: bytes = MESSAGE,
    *,
    to: Sequence[str] = TO,
    sender: str = "ops@example.ca",
    mark: Callable[[], None] = lambda: None,
) -> MailOutcome:
    return mailer.send(message, sender=sender, recipients=to, before_data=mark)


def impatient(place: str, scheme: str = "smtp", tls: ssl.SSLContext | None = None) -> SmtpMailer:
    return SmtpMailer(f"{scheme}://{place}", step_seconds=2, verdict_seconds=0.5, tls=tls)


def test_an_accepted_message_is_sent_in_the_servers_words_after_one_mark() -> None:
    post, mark = Post(), Mark()
    with mail_server(post) as place:
        outcome = send(impatient(place), mark=mark)
    assert outcome == MailOutcome(kind=MailFate.SENT, words="250 2.0.0 taken as 4711")
    assert mark.times == 1
    assert (post.taken[0].mail_from, post.taken[0].rcpt_tos) == ("ops@example.ca", list(TO))
    assert post.options == [f"SIZE={len(MESSAGE)}"]


@pytest.mark.parametrize(
    ("post", "kind", "marks"),
    [
        (Post(mail="451 later"), MailFate.DEFERRED, 0),
        (Post(mail="552 too big"), MailFate.REJECTED, 0),
        (Post(mail="530 5.7.0 authenticate first"), MailFate.DEFERRED, 0),
        (Post(rcpt={TO[0]: "451 greylisted"}), MailFate.DEFERRED, 0),
        (Post(rcpt={TO[0]: "550 no such mailbox"}), MailFate.REJECTED, 0),
        (Post(data="451 disk full"), MailFate.DEFERRED, 1),
        (Post(data="554 looks like spam"), MailFate.REJECTED, 1),
    ],
    ids=["MAIL 451", "MAIL 552", "MAIL 530", "RCPT 451", "RCPT 550", "message 451", "message 554"],
)
def test_a_refusal_is_temporary_or_final_as_the_server_says(post: Post, kind: MailFate, marks: int) -> None:
    mark = Mark()
    with mail_server(post) as place:
        outcome = send(impatient(place), mark=mark)
    assert outcome.kind is kind
    refused = {f"RCPT TO:<{name}> {said}" for name, said in post.rcpt.items()}
    assert outcome.words in {post.mail, post.data, *refused}
    assert mark.times == marks
    assert not post.taken


def test_one_refused_recipient_keeps_the_message_from_all_and_the_final_refusal_is_told() -> None:
    post = Post(rcpt={"b@example.com": "451 later", "c@example.com": "550 gone"})
    with mail_server(post) as place:
        outcome = send(impatient(place), to=("a@example.com", "b@example.com", "c@example.com"))
    assert outcome == MailOutcome(kind=MailFate.REJECTED, words="RCPT TO:<c@example.com> 550 gone")
    assert not post.taken


def test_no_listener_is_deferred_and_names_the_server() -> None:
    port = free_port()
    outcome = send(impatient(f"127.0.0.1:{port}"))
    assert outcome.kind is MailFate.DEFERRED
    assert f"127.0.0.1:{port}" in outcome.words


def test_an_unknown_host_is_deferred() -> None:
    assert send(impatient("no-such-host.invalid:25")).kind is MailFate.DEFERRED


@pytest.mark.parametrize("fate", ["hang", "drop"])
def test_silence_after_the_final_dot_is_uncertain(fate: str) -> None:
    mark = Mark()
    with mail_server(Post(fate_after_dot=fate)) as place:
        outcome = send(impatient(place), mark=mark)
    assert outcome.kind is MailFate.UNCERTAIN
    assert "may have been taken" in outcome.words
    assert mark.times == 1


def test_a_reply_after_the_dot_that_is_no_smtp_is_uncertain() -> None:
    script = (b"220 hi\r\n", HELLO, b"250 ok\r\n", b"250 ok\r\n", b"354 go\r\n", b"gibberish\r\n")
    with scripted_server(*script) as place:
        outcome = send(impatient(place), b"x")
    assert outcome.kind is MailFate.UNCERTAIN


@pytest.mark.parametrize(
    "script",
    [
        (b"220 hi\r\n", None),
        (b"220 hi\r\n", HELLO, None),
        (b"220 hi\r\n", HELLO, b"250 ok\r\n", None),
        (b"220 hi\r\n", HELLO, b"250 ok\r\n", b"250 ok\r\n", None),
        (b"554 no service here\r\n",),
        (b"not a greeting\r\n",),
        (b"220 hi\r\n", HELLO, b"250 ok\r\n", b"250 ok\r\n", b"451 not now\r\n"),
    ],
    ids=["at EHLO", "at MAIL", "at RCPT", "at DATA", "greeting 554", "no greeting", "451 to DATA"],
)
def test_whatever_breaks_before_the_message_left_is_deferred(script: tuple[bytes | None, ...]) -> None:
    with scripted_server(*script) as place:
        assert send(impatient(place)).kind is MailFate.DEFERRED


def test_a_connection_lost_inside_the_message_is_deferred_because_no_dot_was_sent() -> None:
    script = (b"220 hi\r\n", HELLO, b"250 ok\r\n", b"250 ok\r\n", b"354 go\r\n", None)
    with scripted_server(*script) as place:
        outcome = send(impatient(place), MESSAGE + b"line\r\n" * 4_000_000)
    assert outcome.kind is MailFate.DEFERRED
    assert "not complete" in outcome.words


def test_a_silent_server_is_given_up_in_time() -> None:
    with scripted_server(b"220 hi\r\n", b"") as place:
        started = time.monotonic()
        outcome = send(SmtpMailer(f"smtp://{place}", step_seconds=0.3))
    assert outcome.kind is MailFate.DEFERRED
    assert "timed out" in outcome.words
    assert time.monotonic() - started < 30


def test_what_the_mark_raises_is_raised_on_and_nothing_is_sent() -> None:
    def lost_database() -> None:
        raise RuntimeError("no row")

    post = Post()
    with mail_server(post) as place, pytest.raises(RuntimeError, match="no row"):
        send(impatient(place), mark=lost_database)
    assert not post.taken


@pytest.mark.parametrize(
    "address", ["nobody", "a@b\r\nDATA", "<a@b>", "a@b,c@d", "two words@b", "@b", "a@", ""]
)
def test_a_malformed_recipient_is_rejected_without_asking_the_server(address: str) -> None:
    outcome = send(impatient(f"127.0.0.1:{free_port()}"), to=(*TO, address))
    assert outcome.kind is MailFate.REJECTED
    assert repr(address) in outcome.words


def test_no_recipient_is_rejected_and_a_malformed_sender_is_the_installations_fault() -> None:
    mailer = impatient(f"127.0.0.1:{free_port()}")
    assert send(mailer, to=()).kind is MailFate.REJECTED
    assert send(mailer, sender="ops").kind is MailFate.DEFERRED


def test_an_address_beyond_ascii_needs_smtputf8() -> None:
    to, post = ("größe@example.com",), Post()
    with mail_server(post, enable_SMTPUTF8=False) as place:
        refused = send(impatient(place), to=to)
    with mail_server(post, enable_SMTPUTF8=True) as place:
        sent = send(impatient(place), to=to)
    assert (refused.kind, sent.kind) == (MailFate.REJECTED, MailFate.SENT)
    assert "SMTPUTF8" in refused.words
    assert [e.rcpt_tos for e in post.taken] == [list(to)]


def test_a_body_beyond_ascii_is_announced_and_arrives() -> None:
    message, post = b"Subject: x\r\n\r\n" + "Zoë\r\n".encode(), Post()
    with mail_server(post) as place:
        assert send(impatient(place), message).kind is MailFate.SENT
    assert post.taken[0].original_content == message
    assert "BODY=8BITMIME" in post.options


def test_a_body_beyond_ascii_is_not_forced_on_a_server_that_takes_ascii_only() -> None:
    with scripted_server(b"220 hi\r\n", HELLO) as place:
        outcome = send(impatient(place), "Subject: x\r\n\r\nZoë\r\n".encode())
    assert outcome.kind is MailFate.REJECTED
    assert "8BITMIME" in outcome.words


@pytest.mark.parametrize(
    "body",
    [
        b".",
        b"..",
        b".\r\n.\r\n",
        b"a\r\n.\r\nQUIT\r\n",
        b"\r\n.hidden\r\n...\r\n",
        b"no end",
        b"a\r\n\r\n\r\n",
    ],
)
def test_dots_and_line_ends_arrive_byte_for_byte(body: bytes) -> None:
    message, post = b"Subject: dots\r\n\r\n" + body, Post()
    with mail_server(post) as place:
        assert send(impatient(place), message).kind is MailFate.SENT
    assert post.taken[0].original_content == message + (b"" if message.endswith(b"\r\n") else b"\r\n")


def test_bare_line_ends_become_crlf_so_that_no_server_can_see_a_second_message() -> None:
    post = Post()
    with mail_server(post) as place:
        assert send(impatient(place), b"Subject: x\n\na\n.\nb\r.\rc").kind is MailFate.SENT
    assert post.taken[0].original_content == b"Subject: x\r\n\r\na\r\n.\r\nb\r\n.\r\nc\r\n"


def test_a_large_message_arrives_whole() -> None:
    message, post = b"Subject: big\r\n\r\n" + (b"." + b"x" * 75 + b"\r\n") * 260_000, Post()
    with mail_server(post) as place:
        assert send(SmtpMailer(f"smtp://{place}"), message).kind is MailFate.SENT
    assert post.taken[0].original_content == message


def test_a_message_beyond_the_announced_size_is_rejected_before_it_leaves() -> None:
    mark = Mark()
    with mail_server(Post(), data_size_limit=50) as place:
        outcome = send(impatient(place), mark=mark)
    assert (outcome.kind, mark.times) == (MailFate.REJECTED, 0)


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")  # what this test is about
def test_the_right_password_sends_and_a_wrong_one_defers() -> None:
    post = Post()
    with mail_server(post, **login(b"us@er", b"p:/?#@ss%"), auth_require_tls=False) as place:
        right = send(SmtpMailer(f"smtp://us%40er:p%3A%2F%3F%23%40ss%25@{place}", clear_password=True))
        wrong = send(SmtpMailer(f"smtp://us%40er:wrong@{place}", clear_password=True))
        none = send(impatient(place))
    assert (right.kind, wrong.kind, none.kind) == (MailFate.SENT, MailFate.DEFERRED, MailFate.DEFERRED)
    assert "535" in wrong.words
    assert "wrong" not in wrong.words
    assert len(post.taken) == 1


def test_a_server_without_authentication_defers_when_credentials_are_given() -> None:
    with mail_server(Post()) as place:
        assert send(impatient(f"u:p@{place}")).kind is MailFate.DEFERRED


def test_required_starttls_that_is_not_offered_defers_and_says_so() -> None:
    mark = Mark()
    with mail_server(Post()) as place:
        outcome = send(impatient(f"{place}?starttls=required"), mark=mark)
    assert (outcome.kind, mark.times) == (MailFate.DEFERRED, 0)
    assert "STARTTLS" in outcome.words


def test_required_starttls_is_used_and_the_certificate_is_checked(tmp_path: Path) -> None:
    server, client = certificate(tmp_path)
    post = Post()
    with mail_server(
        post, tls_context=server, require_starttls=True, **login(b"u", b"p"), auth_require_tls=True
    ) as place:
        sent = send(impatient(f"u:p@{place}?starttls=required", tls=client))
        untrusted = send(impatient(f"u:p@{place}?starttls=required"))
    assert sent.kind is MailFate.SENT
    assert untrusted.kind is MailFate.DEFERRED
    assert "certificate" in untrusted.words
    assert len(post.taken) == 1


def test_smtps_speaks_tls_from_the_first_byte(tmp_path: Path) -> None:
    server, client = certificate(tmp_path)
    post = Post()
    with mail_server(post, implicit_tls=server) as place:
        assert send(impatient(place, "smtps", client)).kind is MailFate.SENT
        assert send(impatient(place, "smtps")).kind is MailFate.DEFERRED
    assert len(post.taken) == 1


def test_a_password_is_not_sent_unencrypted_unless_a_setting_says_so() -> None:
    with mail_server(Post()) as place:
        outcome = send(SmtpMailer(f"smtp://user:secret@{place}", step_seconds=2))
    assert outcome.kind is MailFate.DEFERRED
    assert "ENTRYGO_SMTP_CLEAR_PASSWORD" in outcome.words
    assert "secret" not in outcome.words
    assert not SmtpServer.from_url("smtp://u:p@mx", clear_password=True).starttls


@pytest.mark.parametrize("url", [None, ""])
def test_without_a_url_the_outcome_is_unconfigured(url: str | None) -> None:
    outcome = send(SmtpMailer(url))
    assert outcome.kind is MailFate.UNCONFIGURED
    assert "No mail server is configured" in outcome.words


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mx", SmtpServer(host="mx", port=25)),
        ("smtp://u:p%40@mx:2525/", SmtpServer(host="mx", port=2525, user="u", password="p@", starttls=True)),
        ("smtps://mx", SmtpServer(host="mx", port=465, implicit_tls=True)),
        ("smtp://[::1]:587?starttls=required", SmtpServer(host="::1", port=587, starttls=True)),
    ],
)
def test_a_url_is_read(url: str, server: SmtpServer) -> None:
    assert SmtpServer.from_url(url) == server


@pytest.mark.parametrize(
    "url",
    [
        "mx:25",
        "http://mx",
        "smtp://",
        "smtp://mx:port",
        "smtp://mx:99999",
        "smtp://u@mx",
        "smtp://u:se#cret@mx",
        "smtp://u:se/cret@mx",
        "smtp://u:sécret@mx",
        "smtp://mx?starttls=maybe",
        "smtp://mx?tls=1",
        "smtp://mx/path",
    ],
)
def test_a_bad_url_is_refused_in_words_that_hide_the_password(url: str) -> None:
    with pytest.raises(ValueError, match=r"^The SMTP URL") as refusal:
        SmtpMailer(url)
    assert "cret" not in str(refusal.value)
    assert "secret" not in repr(SmtpServer(host="mx", port=25, user="u", password="secret"))


def test_test_mode_captures_and_says_so() -> None:
    kept: list[tuple[bytes, str, Sequence[str]]] = []
    mark = Mark()
    mailer = CapturedMailer(lambda message, sender, recipients: kept.append((message, sender, recipients)))
    outcome = send(mailer, mark=mark)
    assert outcome == MailOutcome(kind=MailFate.SENT, words="captured, not sent: test mode")
    assert kept == [(MESSAGE, "ops@example.ca", TO)]
    assert mark.times == 1
    assert send(mailer, to=("nobody",)).kind is MailFate.REJECTED
    assert len(kept) == 1


def test_many_threads_share_one_mailer() -> None:
    post = Post()
    with mail_server(post) as place, ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(lambda _: send(impatient(place)), range(24)))
    assert {outcome.kind for outcome in outcomes} == {MailFate.SENT}
    assert len(post.taken) == 24


WHOLE = (b"220 hello\r\n", b"250 mx.test\r\n", b"250 OK\r\n", b"250 OK\r\n", b"354 go on\r\n")


@pytest.mark.parametrize(
    ("said", "fate"), [(0, MailFate.DEFERRED), (1, MailFate.DEFERRED), (5, MailFate.UNCERTAIN)]
)
def test_a_server_that_never_ends_a_line_does_not_hold_the_conversation_for_ever(
    said: int, fate: MailFate
) -> None:
    """Each byte is in time for its step; all of it is not."""
    with trickling_server(*WHOLE[:said]) as address:
        began = time.monotonic()
        outcome = send(SmtpMailer(f"smtp://{address}", step_seconds=60, whole_seconds=0.6))
        assert time.monotonic() - began < 30
    assert outcome.kind is fate
