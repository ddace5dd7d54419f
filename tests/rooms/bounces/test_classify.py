"""Mails that came back: what they are, in whose words, about which mail of ours; and any bytes at all."""

import base64
import quopri
import time
from email.header import Header

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from entrygo.bounces.classify import READ_BYTES, Return, Returned, read_returned
from tests.examples import examples
from tests.serving.bounces import dsn, out_of_office, qmail_bounce, reply

OURS = "<entrygo.cp_01a2.v1.bes_0123456789abcdef0123456789abcdef@maple.example>"
TO = "entries@broker.example"


def read(raw: bytes) -> Returned:
    returned = read_returned(raw)
    assert returned is not None
    return returned


@pytest.mark.parametrize("original", ["text/rfc822-headers", "message/rfc822"])
def test_a_standard_report_of_failure_is_a_bounce_in_the_servers_words(original: str) -> None:
    returned = read(dsn(OURS, TO, original=original))
    assert (returned.kind, returned.message_ids) == (Return.BOUNCED, (OURS,))
    assert returned.words == (
        f"{TO}: 550 5.1.1 <{TO}>: Recipient address rejected: User unknown in virtual mailbox table"
    )
    assert (returned.enhanced_status, returned.final_recipient) == ("5.1.1", TO)
    assert returned.reported_by == "mx.carrier.example"


@pytest.mark.parametrize(
    ("action", "status", "kind"),
    [
        ("delayed", "4.4.1", Return.DELAYED),
        ("delivered", "2.0.0", Return.DELIVERED),
        ("relayed", "2.0.0", Return.DELIVERED),
        ("expanded", "2.0.0", Return.DELIVERED),
        ("failed", "4.4.7", Return.BOUNCED),
        ("", "5.7.1", Return.BOUNCED),
        ("FAILED", "", Return.BOUNCED),
        ("invented", "none", Return.AUTO_REPLIED),
    ],
)
def test_what_a_report_means_is_its_action(action: str, status: str, kind: Return) -> None:
    assert read(dsn(OURS, TO, action=action, status=status)).kind is kind


def test_of_several_recipients_the_worst_is_told() -> None:
    fine = b"Final-Recipient: rfc822; other@broker.example\r\nAction: delivered\r\nStatus: 2.0.0\r\n\r\n"
    raw = dsn(OURS, TO).replace(b"Final-Recipient: rfc822; e", fine + b"Final-Recipient: rfc822; e", 1)
    returned = read(raw)
    assert (returned.kind, returned.final_recipient) == (Return.BOUNCED, TO)


def test_an_internationalized_report_reads_the_same() -> None:
    raw = dsn(OURS, TO).replace(b"message/delivery-status", b"message/global-delivery-status")
    returned = read(raw.replace(b"text/rfc822-headers", b"message/global-headers"))
    assert (returned.kind, returned.message_ids, returned.enhanced_status) == (
        Return.BOUNCED, (OURS,), "5.1.1",
    )  # fmt: skip


def test_a_bounce_of_no_standard_form_is_read_too() -> None:
    returned = read(qmail_bounce(OURS, TO))
    assert (returned.kind, returned.message_ids, returned.final_recipient) == (Return.BOUNCED, (OURS,), TO)
    assert "550 5.1.1 no such desk" in returned.words


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"Auto-Submitted": "", "X-Autoreply": "yes"},
        {"Auto-Submitted": "", "Return-Path": "<x@y.example>", "Precedence": "auto_reply"},
        {"Auto-Submitted": "no", "Precedence": "Bulk"},
        {"Auto-Submitted": "auto-generated", "Subject": "Undeliverable: out of office"},
    ],
)
def test_an_automatic_answer_is_told_from_a_persons(more: dict[str, str]) -> None:
    returned = read(out_of_office(OURS, "bo@broker.example", **more))
    assert (returned.kind, returned.sender) == (Return.AUTO_REPLIED, "bo@broker.example")
    assert returned.excerpt == "I am away until Monday. For urgent entries call +1 716 555 0100."
    assert read(out_of_office(OURS, "bo@broker.example")).subject.startswith("Außer Haus Re:")


@pytest.mark.parametrize(
    "sender", ["postmaster@broker.example", '"Microsoft Outlook" <exchange@broker.example>']
)
def test_a_failure_told_in_prose_with_a_refusal_in_it_is_a_bounce(sender: str) -> None:
    headers = {"From": sender, "Return-Path": "<>", "Subject": "Undeliverable: EntryGo broker submission"}
    raw = reply(OURS, TO, **headers).replace(
        b"Thanks, we file on Monday.", f"{TO}\r\n550 5.1.10 RESOLVER.ADR.RecipientNotFound".encode()
    )
    returned = read(raw)
    assert (returned.kind, returned.enhanced_status, returned.final_recipient) == (
        Return.BOUNCED,
        "5.1.10",
        TO,
    )
    assert "RecipientNotFound" in returned.words


def test_a_persons_reply_through_a_group_is_a_persons() -> None:
    more = {"Precedence": "list", "List-Id": "<entries.broker.example>"}
    assert read(reply(OURS, "bo@broker.example", **more)).kind is Return.REPLIED


@pytest.mark.parametrize(
    "subject",
    [
        "Automatic reply: EntryGo broker submission",
        "Out of Office: away",
        "=?utf-8?q?R=C3=A9ponse_automatique?= : absent",
    ],
)
def test_an_automatic_answer_without_its_header_is_known_by_its_subject(subject: str) -> None:
    assert read(reply(OURS, "bo@broker.example", Subject=subject)).kind is Return.AUTO_REPLIED
    assert read(reply(OURS, "bo@broker.example", Subject=f"Re: {subject}")).kind is Return.REPLIED


def test_a_persons_words_about_a_refusal_are_no_bounce() -> None:
    raw = reply(OURS, "bo@broker.example", Subject="Undeliverable? Re: entry").replace(
        b"Thanks", b"Your mail server says 550 5.1.1 to us. Thanks"
    )
    assert read(raw).kind is Return.REPLIED


def test_a_persons_reply_shows_what_they_wrote_and_nothing_quoted() -> None:
    returned = read(reply(OURS, "bo@broker.example"))
    assert (returned.kind, returned.message_ids) == (Return.REPLIED, (OURS,))
    assert returned.excerpt == "Thanks, we file on Monday."
    marked = reply(OURS, "bo@broker.example").replace(b"text/plain", b"text/html")
    assert read(marked.replace(b"Thanks,", b"<b onload='x'>Thanks &amp; bye</b>")).excerpt == (
        "Thanks & bye we file on Monday."
    )


def test_a_mail_that_only_has_our_subject_is_not_about_us() -> None:
    stranger = "<other@elsewhere.example>"
    for raw in (
        dsn(stranger, TO),
        reply(stranger, TO),
        out_of_office(stranger, TO),
        qmail_bounce(stranger, TO),
    ):
        assert read_returned(raw) is None


def test_a_person_who_quotes_a_message_id_is_not_answering_it() -> None:
    raw = reply("<other@elsewhere.example>", TO).replace(b"Thanks", f"About {OURS}: thanks".encode())
    assert read_returned(raw) is None


def test_a_report_that_a_person_forwards_within_a_mail_is_their_reply() -> None:
    inner = dsn("<other@elsewhere.example>", TO).decode()
    raw = reply(OURS, TO).decode().replace("text/plain; charset=utf-8", 'multipart/mixed; boundary="m"')
    said = "--m\r\nContent-Type: text/plain\r\n\r\nSee this.\r\n"
    whole = f"{raw}\r\n{said}--m\r\nContent-Type: message/rfc822\r\n\r\n{inner}\r\n--m--\r\n"
    returned = read(whole.encode())
    assert (returned.kind, returned.excerpt) == (Return.REPLIED, "See this.")


def test_our_own_mail_in_the_mailbox_is_no_answer() -> None:
    assert read_returned(reply(OURS, TO, **{"Message-ID": OURS.replace("v1", "v2")})) is None


def test_the_same_mail_by_two_ways_has_one_digest_and_another_has_another() -> None:
    raw = reply(OURS, TO)
    relayed = (
        b"Received: from a by b\r\nX-Spam: no\r\nDelivered-To: x\r\n" + raw.replace(b"\r\n", b"\n") + b"\n"
    )
    assert read(raw).digest == read(relayed).digest
    assert read(raw).digest != read(reply(OURS, TO)).digest
    assert read(raw).digest != read(raw.replace(b"Monday", b"Friday")).digest


def test_texts_hold_nothing_a_log_or_a_database_minds() -> None:
    raw = dsn(OURS, TO, diagnostic="550 bad\x00\x1b[31m\x7f").replace(b"User", b"\xff\xfe\x80User")
    nasty = raw.replace(b"Undelivered Mail", "=?utf-16?b?AAD/?= \ud800".encode("utf-8", "surrogatepass"))
    returned = read(nasty)
    for text in (returned.words, returned.subject, returned.excerpt, returned.sender):
        assert text.isprintable() or text == ""
        text.encode()


HEAD = f"In-Reply-To: {OURS}\r\n".encode()


@pytest.mark.parametrize(
    "raw",
    [
        HEAD + b"Content-Type: multipart/mixed; boundary=a" + b";" * READ_BYTES,
        HEAD
        + b"".join(
            b"Content-Type: multipart/mixed; boundary=%d\r\n\r\n--%d\r\n" % (n, n) for n in range(9000)
        ),
        HEAD + b"Content-Disposition: x" + b'; a="b' * 40_000 + b"\r\n\r\n",
        HEAD + b"From: mailer-daemon\r\n\r\n" + b"<\r\n" * 100_000,
        HEAD + b"Content-Type: text/html\r\n\r\n" + b"<" * READ_BYTES,
        HEAD + b"Subject: " + b"=?utf-8?q?" * 20_000 + b"\r\n\r\n",
        HEAD + b"Content-Type: text/plain; charset=punycode\r\n\r\n" + b"a-" * 100_000,
        b"References: " + b"<entrygo." * 30_000 + b"\r\n\r\n",
        HEAD
        + b"Content-Type: multipart/report; boundary=a\r\n\r\n"
        + b"--a\r\nContent-Type: text/plain\r\n\r\n" * 9000,
    ],
    ids=["params", "nesting", "disposition", "lines", "tags", "words", "charset", "ids", "parts"],
)
def test_no_mail_costs_more_than_its_size(raw: bytes) -> None:
    begun = time.process_time()
    read_returned(raw)
    assert time.process_time() - begun < 30


LINES = f"""In-Reply-To: {OURS}
From: MAILER-DAEMON <>
Content-Type: multipart/report; boundary=a
--a
--a--
Content-Type: message/delivery-status
Action: failed
Status: 5.1.1
Subject: =?x?b?
Content-Type: message/rfc822
Content-Transfer-Encoding: base64
Content-Type: text/plain; charset=
Message-ID: {OURS}
Content-Type: text/rfc822-headers
Diagnostic-Code: smtp;
Content-Transfer-Encoding: x-uuencode
Content-Type: multipart/mixed
Auto-Submitted: auto-replied
"""
PIECES = st.sampled_from([*LINES.splitlines(keepends=True), "\n", "?=", "\x00", "\ud800", "=", ";"])


@examples(200)
@given(
    st.one_of(
        st.binary(max_size=400),
        st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=40).map(
            lambda parts: "".join(parts).encode("utf-8", "surrogatepass")
        ),
    )
)
@example(b"")
@example(HEAD)
@example(HEAD + b"Content-Type: message/delivery-status\n\n")
def test_any_bytes_have_an_answer(raw: bytes) -> None:
    returned = read_returned(raw)
    if returned is not None:
        assert returned.message_ids
        assert all(
            text.isprintable() for text in (returned.words, returned.subject, returned.excerpt) if text
        )


@examples(100)
@given(st.sampled_from([dsn, qmail_bounce, reply]), st.data())
def test_a_damaged_mail_has_an_answer(make: object, data: st.DataObject) -> None:
    raw = bytearray(make(OURS, TO))  # type: ignore[operator]  # one of three makers
    for _ in range(data.draw(st.integers(1, 12))):
        at = data.draw(st.integers(0, len(raw) - 1))
        raw[at : at + data.draw(st.integers(0, 30))] = data.draw(st.binary(max_size=20))
        raw += b" "
    returned = read_returned(bytes(raw))
    if returned is not None:
        assert set(returned.message_ids)


OURS = "<entrygo.bes_1@maple.example>"
QUOTED = f"\n\n--- Original message ---\nMessage-ID: {OURS}\nTo: entries@broker.example\n"
OUTLOOK = "Microsoft Outlook <MicrosoftExchange329e71ec@broker.example>"
ANN = "Ann Bell <ann@broker.example>"
REFUSED = "550 5.1.10 RESOLVER.ADR.RecipientNotFound"


@pytest.mark.parametrize(
    ("sender", "subject", "text", "kind"),
    [
        (OUTLOOK, "Undeliverable: papers", f"It couldn't be delivered. '{REFUSED}'", Return.BOUNCED),
        ("postmaster@broker.example", "Mancato recapito: carte", REFUSED, Return.BOUNCED),
        (OUTLOOK, "无法送达: 文件", REFUSED, Return.BOUNCED),
        (
            "MAILER-DAEMON@mx.example",
            "Delayed Mail (still being retried)",
            "451 4.4.1 timed out",
            Return.DELAYED,
        ),
        (ANN, "Automatisch antwoord: papers", "Ik ben er niet", Return.AUTO_REPLIED),
        (ANN, "自动回复: 文件", "休假", Return.AUTO_REPLIED),
        (ANN, "Resposta automática: papéis", "Fora", Return.AUTO_REPLIED),
        ("Desk <no-reply@broker.example>", "[Ticket 7] We have your message", "Thanks", Return.AUTO_REPLIED),
        (ANN, "Re: Undeliverable: papers", "It is here now.", Return.REPLIED),
        ("Ann <ann@postmaster-broker.example>", "Re: papers", "Cleared.", Return.REPLIED),
        (ANN, "Re: papers", "550 5.1 pairs, the undeliverable ones left out", Return.REPLIED),
    ],
)
def test_machines_are_told_from_people_in_the_words_of_their_country(
    sender: str, subject: str, text: str, kind: Return
) -> None:
    quoted = QUOTED if kind in (Return.BOUNCED, Return.DELAYED) else ""
    written = Header(subject, "utf-8").encode()
    raw = f"From: {sender}\nSubject: {written}\nMessage-ID: <x@y>\nIn-Reply-To: {OURS}\n\n{text}{quoted}\n"
    read = read_returned(raw.encode())
    assert read is not None
    assert (read.kind, read.message_ids[:1]) == (kind, (OURS,))


def from_system(sender: str, subject: str, text: str, **more: str) -> bytes:
    """A mail of a mail system that writes no report part, about ours."""
    written = Header(subject, "utf-8").encode()
    headers = "".join(f"{name.replace('_', '-')}: {value}\n" for name, value in more.items())
    return f"From: {sender}\nSubject: {written}\nMessage-ID: <x@y>\n{headers}\n{text}{QUOTED}".encode()


@pytest.mark.parametrize(
    ("sender", "subject", "text"),
    [
        ("MAILER-DAEMON@mx.example", "Undeliverable: papers", "No entries@broker.example: user unknown."),
        (
            "Mail Delivery Subsystem <mailer-daemon@mail.example>",
            "Delivery Status Notification (Failure)",
            "** Address not found **\nYour message wasn't delivered to entries@broker.example.",
        ),
        ("postmaster@mx.example", "Mail delivery failed", "The mailbox entries@broker.example is full."),
        (OUTLOOK, "Échec de la remise : papiers", "entries@broker.example introuvable."),
    ],
)
def test_a_mail_system_that_names_no_code_is_believed_by_its_subject(
    sender: str, subject: str, text: str
) -> None:
    returned = read(from_system(sender, subject, text))
    assert (returned.kind, returned.final_recipient) == (Return.BOUNCED, TO)
    assert returned.words
    late = read(from_system("MAILER-DAEMON@mx.example", "Delivery Status Notification (Delay)", text))
    assert late.kind is Return.DELAYED


def test_a_refusal_sent_by_nobody_is_a_bounce_in_any_language() -> None:
    null = {"Return_Path": "<>"}
    told = from_system("Posta <system@broker.example>", "Nagy baj: iratok", REFUSED, **null)
    assert read(told).kind is Return.BOUNCED
    quoting = from_system(ANN, "Papers", REFUSED, In_Reply_To=OURS)
    assert read(quoting).kind is Return.REPLIED
    away = from_system(ANN, "Automatic reply: papers", f"Away. Yours said {REFUSED}", **null)
    assert read(away).kind is Return.AUTO_REPLIED


@pytest.mark.parametrize(
    "subject",
    [
        "Kan ikke leveres: papirer",
        "Nedoručitelné: papiry",
        "配信できません: x",
    ],
)
def test_subjects_of_more_countries_tell_of_failures(subject: str) -> None:
    raw = from_system("System <system@broker.example>", subject, REFUSED)
    assert read(raw).kind is Return.BOUNCED


@pytest.mark.parametrize(
    "subject",
    [
        "Automatyczna odpowiedź: papiery",
        "Автоматический ответ: x",
        "Otomatik yanıt: x",
        "Abwesenheitsnotiz",
        "Absence du bureau : x",
        "OOO: x",
        "I am out of the office Re: papers",
    ],
)
def test_automatic_answers_of_more_countries_are_known(subject: str) -> None:
    raw = reply(OURS, "bo@broker.example", Subject=Header(subject, "utf-8").encode())
    assert read(raw).kind is Return.AUTO_REPLIED


@pytest.mark.parametrize(
    "header",
    [
        {"X-Autogenerated": "Reply"},
        {"X-Auto-Reply": "yes"},
        {"X-Autoreply-From": "x@y.example"},
        {"X-Precedence": "auto_reply"},
        {"X-FC-MachineGenerated": "true"},
        {"X-POST-MessageClass": "9; Autoresponder"},
        {"Delivered-To": "Autoresponder"},
    ],
    ids=lambda header: next(iter(header)),
)
def test_programs_that_answer_are_known_by_their_headers(header: dict[str, str]) -> None:
    assert read(reply(OURS, "bo@broker.example", **header)).kind is Return.AUTO_REPLIED


def encoded(raw: bytes, part: bytes, encoding: str) -> bytes:
    """A report one of whose parts is encoded, as RFC 6533 allows."""
    begin = raw.index(b"\r\n\r\n", raw.index(part))
    end = raw.index(b"\r\n--", begin + 4)
    encode = base64.encodebytes if encoding == "base64" else quopri.encodestring
    header = f"\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n".encode()
    return raw[:begin] + header + encode(raw[begin + 4 : end]) + raw[end:]


@pytest.mark.parametrize("encoding", ["base64", "quoted-printable"])
def test_parts_of_a_report_are_read_in_any_encoding(encoding: str) -> None:
    status = read(encoded(dsn(OURS, TO), b"message/delivery-status", encoding))
    assert (status.kind, status.final_recipient, status.enhanced_status) == (Return.BOUNCED, TO, "5.1.1")
    original = read(encoded(dsn(OURS, TO, original="message/rfc822"), b"message/rfc822", encoding))
    assert (original.kind, original.message_ids) == (Return.BOUNCED, (OURS,))


@pytest.mark.parametrize("before", [b"\xef\xbb\xbf", b"\r\n\r\n"])
def test_what_a_carrier_put_before_the_headers_hides_none(before: bytes) -> None:
    assert read(before + dsn(OURS, TO)).kind is Return.BOUNCED


def test_a_report_names_all_to_whom_the_same_happened() -> None:
    other = b"Final-Recipient: rfc822; other@else.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
    raw = dsn(OURS, TO).replace(b"Final-Recipient: rfc822; e", other + b"Final-Recipient: rfc822; e", 1)
    assert read(raw).recipients == ("other@else.example", TO)
