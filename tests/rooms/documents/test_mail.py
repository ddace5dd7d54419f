"""Mails a broker can act on from a telephone, which no stranger's name can steer."""

import email
from dataclasses import replace
from decimal import Decimal
from email import policy

import pytest

from entrygo.contract.facts import Charge, ResponsiblePerson
from entrygo.contract.findings import Finding, Severity
from entrygo.documents.mail import build_broker_mail, build_warehouse_mail, message_id
from entrygo.documents.package import build_package
from entrygo.planning.exchange import exchange_of
from entrygo.planning.value import valued
from tests.rooms.documents.package_facts import KEY, MADE_AT, account, broker, correction, full, large, plain
from tests.rooms.documents.test_planned import package_facts_of
from tests.rooms.planning import cases, snapshots

STATED = {"assists": False, "rebates": False, "relatedParty": False}
SENDER, RECIPIENT = "customs@entrygo.example", "entries@broker.example"


@pytest.fixture(scope="module")
def files():
    """The files of the full package."""
    return build_package(full(), KEY)


def submission(package_facts, files, **changes):
    """The bytes and the parsed message of a submission."""
    given = {"sender": SENDER, "recipient": RECIPIENT, "submission_id": "bes_1", "date": MADE_AT} | changes
    data = build_broker_mail(package_facts, files, **given)
    return data, email.message_from_bytes(data, policy=policy.default)


def test_the_headers_are_those_of_the_contract(files):
    """Subject, id, date, marks of an automatic message, and whom an answer reaches."""
    _, message = submission(full(), files)
    assert message["Subject"] == "EntryGo broker submission cp_ch123456"
    assert message["Message-ID"] == "<entrygo.cp_0199b2.v1.bes_1@entrygo.example>"
    assert message["Message-ID"] == message_id("cp_0199b2", 1, "bes_1", SENDER)
    assert message["Date"] == "Mon, 23 Nov 2026 15:04:05 +0000"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["From"].addresses[0].display_name == "Érable & Fils Ltée"
    assert message["From"].addresses[0].addr_spec == SENDER
    assert message["Reply-To"] == "zoe@erable.example"
    assert message["To"] == RECIPIENT
    assert message["In-Reply-To"] is None


def test_every_file_is_attached_byte_for_byte(files):
    """Names, types and bytes as they were sealed."""
    _, message = submission(full(), files)
    attached = [
        (p.get_filename(), p.get_content_type(), p.get_payload(decode=True))
        for p in message.iter_attachments()
    ]
    assert attached == [(f.filename, f.media_type, f.content) for f in files]


def test_both_bodies_say_what_a_broker_must_know(files):
    """Who, what, where, when, how much, what to look at, and each file's hash."""
    _, message = submission(full(), files)
    for kind in ("plain", "html"):
        body = message.get_body((kind,)).get_content()
        for fact in (
            "cp_ch123456", "12-3456789AB", "991234567", "0712", "2026-11-23 15:00 EST", "ABCD123456", "DDP",
            "3,385.74 USD", "type 01", "type 03", "A-570-504", "SPI S", "duty not known", "Zoë Tremblay",
            "+1 514 555 0100", *(f.sha256 for f in files), *(f.filename for f in files),
        ):  # fmt: skip
            assert fact in body, (kind, fact)


def test_the_same_values_give_the_same_bytes_and_other_values_others(files):
    """Boundaries and ids follow from the values."""
    first, _ = submission(full(), files)
    assert submission(full(), files)[0] == first
    assert submission(full(), files, submission_id="bes_2")[0] != first


def test_lines_keep_to_what_mail_servers_take(files):
    """ASCII, CR LF, no line over 998 characters."""
    data, _ = submission(full(), files)
    assert data.isascii()
    assert data.count(b"\n") == data.count(b"\r\n")
    assert max(len(line) for line in data.split(b"\r\n")) <= 998


def test_a_correction_threads_onto_the_first_mail_and_lists_the_changes():
    """Version in the id, In-Reply-To, every changed field in both bodies."""
    files = build_package(correction(), KEY)
    first = message_id("cp_0199b2", 1, "bes_1", SENDER)
    _, message = submission(correction(), files, submission_id="bes_2", in_reply_to=first)
    assert (message["In-Reply-To"], message["References"]) == (first, first)
    assert message["Message-ID"] == "<entrygo.cp_0199b2.v2.bes_2@entrygo.example>"
    for kind in ("plain", "html"):
        body = message.get_body((kind,)).get_content()
        assert "takes the place of cp_ch123456 version 1" in body
        assert "countryOfOrigin: TW" in body


HOSTILE_NAME = 'Evil\r\nBcc: victim@evil.example\r\n\r\nbody <b>"'


def test_no_name_can_add_a_header_or_a_line(files):
    """Line ends in the account's, broker's and person's names, in ids and changes."""
    hostile = replace(
        correction(),
        account=replace(
            account(),
            name=HOSTILE_NAME,
            responsible_person=ResponsiblePerson(name=HOSTILE_NAME, email="a@b.example\r\nBcc: x@y.example"),
        ),
        broker=replace(broker(), name=HOSTILE_NAME),
        package_id="cp_1\r\nBcc: x@y.example",
        plan_hash="planhash\r\nBcc: x@y.example",
        supersedes="v1\r\nBcc: x@y.example",
    )
    clean, _ = submission(correction(), files)
    for message in (
        submission(hostile, files, submission_id="b\r\nBcc: x@y.example")[1],
        email.message_from_bytes(
            build_warehouse_mail(
                hostile, files, sender=SENDER, recipient=RECIPIENT, notice_id="n\r\n", date=MADE_AT
            ),
            policy=policy.default,
        ),
    ):
        assert message["Bcc"] is None
        assert "Bcc" not in list(message)
        assert not any("\n" in str(value) for value in message.values())
        text = message.get_body(("plain",)).get_content()
        assert "\nBcc:" not in text
    assert "<b>" not in submission(hostile, files)[1].get_body(("html",)).get_content()
    assert clean


@pytest.mark.parametrize(
    "changes",
    [
        {"sender": "nobody"},
        {"sender": "a@b.example\r\nBcc: x@y.example"},
        {"recipient": "x@y.example\nSubject: other"},
        {"in_reply_to": "<a@b>\r\nBcc: x@y.example"},
        {"in_reply_to": "not an id"},
    ],
)
def test_an_address_or_id_that_is_none_is_refused(files, changes):
    """Before anything is written."""
    with pytest.raises(ValueError, match=r"address|Message-ID"):
        submission(full(), files, **changes)


def test_a_profile_chooses_the_attachments_and_the_letter_says_so(files):
    """The manifest always travels."""
    chosen = full(broker=broker({"attachments": ["cci_pdf", "broker_lines"]}))
    _, message = submission(chosen, files)
    names = [part.get_filename() for part in message.iter_attachments()]
    assert names == ["commercial_customs_invoice.pdf", "broker_entry_lines.csv", "manifest.json"]
    assert "not attached: not in your profile" in message.get_body(("plain",)).get_content()


@pytest.mark.parametrize("largest", [22_000, 60_000, 170_000])
def test_a_mail_stays_below_the_brokers_limit(files, largest):
    """The least needed files stay behind, and are named."""
    limited = full(broker=broker({"maxMailBytes": largest}))
    data, message = submission(limited, files)
    assert len(data) <= largest
    names = [part.get_filename() for part in message.iter_attachments()]
    assert names[-1] == "manifest.json"
    assert len(names) < len(files)
    assert "not attached: too large for your mailbox" in message.get_body(("plain",)).get_content()


def test_a_faulty_profile_is_told_to_the_broker(files):
    """And everything is attached, in the standard layout."""
    _, message = submission(full(broker=broker({"columns": [{"name": "A", "from": "colour"}]})), files)
    assert "names no column of ours" in message.get_body(("plain",)).get_content()
    assert len(list(message.iter_attachments())) == len(files)


def test_a_social_security_number_is_masked_in_the_letter(files):
    """It stands in the papers, which the broker needs, not in the open of a mail."""
    importer = replace(account().importer, number="123-45-6789")
    _, message = submission(full(account=replace(account(), importer=importer)), files)
    body = message.get_body(("plain",)).get_content()
    assert "***-**-6789" in body
    assert "123-45-6789" not in body


def test_the_dock_is_told_what_to_load(files):
    """Plain text: complete, package, orders and packages, port."""
    data = build_warehouse_mail(
        full(test_mode=True), files, sender=SENDER, recipient=RECIPIENT, notice_id="notif_1", date=MADE_AT
    )
    message = email.message_from_bytes(data, policy=policy.default)
    body = message.get_body(("plain",)).get_content()
    for fact in (
        "is complete",
        "cp_ch123456",
        "3 orders, 8 packages",
        "0712",
        "order #1001: #1001-1/2",
        "TEST DATA",
    ):
        assert fact in body, fact
    assert message.get_body(("html",)) is None
    assert message["Subject"] == "EntryGo export cp_ch123456 is ready to load"


def finding(number, severity):
    """A planning finding of that severity."""
    return Finding(
        rule="PTY-001", code=f"CODE_{number}", severity=severity, field="x", message=f"Look at {number}.", fix="",
        legal_source="", deduction=0,
    )  # fmt: skip


def test_what_planning_found_comes_before_everything_else(files):
    """Warnings are told, information is not; a long list says how much more there is."""
    plan = replace(
        full().plan,
        findings=(finding("told", Severity.WARNING), finding("quiet", Severity.INFO)),
    )
    body = submission(full(plan=plan), files)[1].get_body(("plain",)).get_content()
    assert "NEEDS ATTENTION\r\n- CODE_told: Look at told." in body.replace("\r\n", "\n").replace("\n", "\r\n")
    assert "CODE_quiet" not in body
    many = replace(full().plan, findings=tuple(finding(n, Severity.WARNING) for n in range(60)))
    body = submission(full(plan=many), files)[1].get_body(("plain",)).get_content()
    assert "and 27 more: see the invoice" in body


def test_a_quiet_package_says_that_nothing_was_found():
    """Complete facts, no claims: the broker need not search for trouble."""
    told = snapshots.with_product(snapshots.ready(), cases.BOOK, attributes=STATED)
    package_facts = package_facts_of(snapshots.with_product(told, cases.PULLOVER, pga=()))
    charged = replace(package_facts.orders[0], charges=(Charge(type="freight", amount_usd=Decimal(5)),))
    sales = (valued(charged, exchange_of(charged)).sale,)
    quiet = replace(
        package_facts, orders=(charged,), plan=replace(package_facts.plan, findings=(), sales=sales)
    )
    body = submission(quiet, build_package(quiet, KEY))[1].get_body(("plain",)).get_content()
    assert "- nothing was found" in body


def test_what_was_not_stated_is_asked_for():
    """The elements of the regulation nobody answered, and a correction that names no field."""
    bare = replace(plain(), supersedes="cp_1", version=2)
    body = submission(bare, build_package(bare, KEY))[1].get_body(("plain",)).get_content()
    assert "Not stated of 19 CFR 141.86: Port of entry" in body
    assert "- no field was named" in body
    assert "number not stated" in body


def test_long_lists_are_cut_in_the_letters_and_whole_in_the_files():
    """Fifty orders, fifty lines: the letters stay readable on a telephone."""
    package_facts = large(50)
    files = build_package(package_facts, KEY)
    body = submission(package_facts, files)[1].get_body(("plain",)).get_content()
    assert "and 44 more lines" in body
    notice = build_warehouse_mail(
        package_facts, files, sender=SENDER, recipient=RECIPIENT, notice_id="notif_1", date=MADE_AT
    )
    text = email.message_from_bytes(notice, policy=policy.default).get_body(("plain",)).get_content()
    assert "and 10 more orders: see packing_list.json" in text


def test_a_sender_with_a_name_keeps_it(files):
    """An installation may mail under its own name."""
    _, message = submission(full(), files, sender="Customs desk <customs@entrygo.example>")
    assert message["From"].addresses[0].display_name == "Customs desk"
