"""The two mails of an export: the submission a broker can act on, and the notice to the warehouse.

The same values give the same bytes: the date, the sender and every id are arguments, boundaries follow from the
Message-ID. Text from strangers reaches a header only on one line.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime, parseaddr

from entrygo.contract.canonical import sha256_hex
from entrygo.documents.artifact import File
from entrygo.documents.build_invoice import invoice_of
from entrygo.documents.cover_letters import (
    Attached,
    Links,
    broker_page,
    broker_text,
    warehouse_text,
    withdrawal_text,
)
from entrygo.documents.package_facts import PackageFacts
from entrygo.documents.profile import profile_of
from entrygo.documents.text_format import one_line

SUBJECT = "EntryGo broker submission"
"""How the subject of a mail with papers begins."""
IDENTIFYING = frozenset({"message-id", "in-reply-to", "references"})


class _RawIds(EmailPolicy):
    """Message-IDs stand as they are (RFC 5322 3.6.4), however long: encoded as words, they make no thread."""

    def fold(self, name: str, value: str) -> str:
        """A header's lines; ids are parted by folds alone."""
        if name.lower() not in IDENTIFYING:
            return str(super().fold(name, value))
        return f"{name}: {f'{self.linesep} '.join(str(value).split())}{self.linesep}"

    def fold_binary(self, name: str, value: str) -> bytes:
        if name.lower() not in IDENTIFYING:
            return bytes(super().fold_binary(name, value))
        return self.fold(name, value).encode("ascii")


POLICY = _RawIds(linesep="\r\n", max_line_length=78)
USUAL_LARGEST_MAIL = 24_000_000
"""Where the broker's profile names no limit: most mailboxes take 25 MB, and refuse a larger mail for good."""
LEFT_OUT_FIRST = (
    "cargowise_xml", "broker_lines_xlsx", "cci_json", "cci_csv", "packing_list", "cci_human_readable",
    "duty_estimate_pdf", "packing_list_pdf", "cci_pdf", "broker_lines",
)  # fmt: skip
"""In which order files stay behind when a broker's mailbox takes no more; the manifest always travels."""
COVER_BYTES = 12_288
"""Room kept for headers and the covering letter when sizes are weighed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Envelope:
    """Who a mail is from and to, when it was written, and which message it is."""

    sender: Address
    recipient: Address
    subject: str
    date: datetime
    message_id: str
    in_reply_to: str | None = None


def subject(package_number: str) -> str:
    """The subject of a submission, fixed by the protocol."""
    return f"{SUBJECT} {one_line(package_number)}"


def warehouse_subject(package_number: str) -> str:
    """The subject of a warehouse notice."""
    return f"EntryGo export {one_line(package_number)} is ready to load"


def withdrawal_subject(package_number: str) -> str:
    """The subject of a cancel notice."""
    return f"EntryGo WITHDRAWN {one_line(package_number)}: do not file"


def message_id(package_id: str, version: int, submission_id: str, sender: str) -> str:
    """The Message-ID of a submission under the domain of the sender's address: every try of it carries the same."""
    local = ".".join(
        re.sub(r"[^A-Za-z0-9_-]", "-", part) for part in (package_id, f"v{version}", submission_id)
    )
    domain = re.sub(r"[^A-Za-z0-9.-]", "-", _address(sender).domain) or "localhost"
    return f"<entrygo.{local}@{domain}>"


def build_broker_mail(
    package_facts: PackageFacts,
    files: Sequence[File],
    *,
    sender: str,
    recipient: str,
    submission_id: str,
    date: datetime,
    in_reply_to: str | None = None,
    links: Links | None = None,
) -> bytes:
    """The submission: a covering letter in plain text and HTML, and the files byte for byte.

    ``in_reply_to`` is the Message-ID of the submission a correction corrects. Raises ``ValueError`` for an address or
    Message-ID that is none.
    """
    invoice = invoice_of(package_facts)
    envelope = _Envelope(
        sender=_named(_address(sender), package_facts.account.name),
        recipient=_address(recipient),
        subject=subject(package_facts.package_number),
        date=date,
        message_id=message_id(package_facts.package_id, package_facts.version, submission_id, sender),
        in_reply_to=in_reply_to,
    )
    attached = _chosen(package_facts, files)
    message = _message(envelope, broker_text(package_facts, invoice, attached, links))
    message["X-EntryGo-Package"] = one_line(package_facts.package_number)
    message["X-EntryGo-Version"] = str(package_facts.version)
    message["X-EntryGo-Plan-Hash"] = one_line(package_facts.plan_hash)
    if reply_to := _optional_address(package_facts.account.responsible_person.email):
        message["Reply-To"] = reply_to
    message.add_alternative(
        broker_page(package_facts, invoice, attached, links), subtype="html", cte="quoted-printable"
    )
    for each in attached:
        if each.travels:
            _attach(message, each.file)
    return _sealed(message, envelope.message_id)


def build_withdrawal_mail(
    package_facts: PackageFacts,
    *,
    reason: str,
    versions: Sequence[tuple[str, int]],
    sender: str,
    recipient: str,
    notice_id: str,
    date: datetime,
    in_reply_to: str | None,
) -> bytes:
    """The cancel notice to the broker in plain text: what is withdrawn, why, and that nothing is to be filed.

    ``versions`` are the number and version of each package whose papers may have reached a reader.
    """
    envelope = _Envelope(
        sender=_named(_address(sender), package_facts.account.name),
        recipient=_address(recipient),
        subject=withdrawal_subject(package_facts.package_number),
        date=date,
        message_id=message_id(package_facts.package_id, package_facts.version, notice_id, sender),
        in_reply_to=in_reply_to,
    )
    message = _message(envelope, withdrawal_text(package_facts, reason, versions))
    if reply_to := _optional_address(package_facts.account.responsible_person.email):
        message["Reply-To"] = reply_to
    return _sealed(message, envelope.message_id)


def build_warehouse_mail(
    package_facts: PackageFacts,
    files: Sequence[File],
    *,
    sender: str,
    recipient: str,
    notice_id: str,
    date: datetime,
) -> bytes:
    """The notice to the warehouse in plain text: the export is complete, what to load, where it crosses."""
    envelope = _Envelope(
        sender=_named(_address(sender), package_facts.account.name),
        recipient=_address(recipient),
        subject=warehouse_subject(package_facts.package_number),
        date=date,
        message_id=message_id(package_facts.package_id, package_facts.version, notice_id, sender),
    )
    message = _message(envelope, warehouse_text(package_facts, invoice_of(package_facts)))
    for file in files:
        if file.artifact_type in {"packing_list", "packing_list_pdf"}:
            _attach(message, file)
    return _sealed(message, envelope.message_id)


def _message(envelope: _Envelope, text: str) -> EmailMessage:
    message = EmailMessage(policy=POLICY)
    message["From"] = envelope.sender
    message["To"] = envelope.recipient
    message["Subject"] = envelope.subject
    message["Date"] = format_datetime(envelope.date)
    message["Message-ID"] = envelope.message_id
    if envelope.in_reply_to:
        replied = _checked_id(envelope.in_reply_to)
        message["In-Reply-To"] = replied
        message["References"] = replied
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text, cte="quoted-printable")
    return message


def _chosen(package_facts: PackageFacts, files: Sequence[File]) -> list[Attached]:
    """Each file with whether it travels and, if not, why not."""
    profile = profile_of(package_facts.broker.profile)
    wanted = profile.attachments
    kept = [file for file in files if wanted is None or file.artifact_type in {*wanted, "manifest"}]
    travels = {file.filename for file in _fitting(kept, profile.max_mail_bytes or USUAL_LARGEST_MAIL)}
    unwanted = {file.filename for file in files} - {file.filename for file in kept}
    return [
        Attached(
            file=file,
            travels=file.filename in travels,
            reason="not in your profile" if file.filename in unwanted else "too large for your mailbox",
        )
        for file in files
    ]


def _fitting(files: Iterable[File], largest: int | None) -> list[File]:
    """The files that fit into a mail of that size, base64 and all; the least needed stay behind."""
    kept = list(files)
    if largest is None:
        return kept
    for artifact_type in LEFT_OUT_FIRST:
        if _mail_size(kept) <= largest:
            break
        kept = [file for file in kept if file.artifact_type != artifact_type]
    return kept


def _mail_size(files: Sequence[File]) -> int:
    """Four base64 characters for three bytes, 78 written for 76 on a line, some 300 bytes of headers a part."""
    return COVER_BYTES + sum(-(-file.size // 3) * 4 * 78 // 76 + 300 for file in files)


def _attach(message: EmailMessage, file: File) -> None:
    main, _, sub = file.media_type.partition("/")
    parameters = {"charset": "utf-8"} if main == "text" else {}
    message.add_attachment(
        file.content, maintype=main, subtype=sub, filename=file.filename, params=parameters, cte="base64"
    )


def _sealed(message: EmailMessage, seed: str) -> bytes:
    """The bytes, with boundaries that follow from the Message-ID."""
    for place, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"=_{sha256_hex(f'{seed} {place}'.encode())[:32]}")
    return message.as_bytes()


def _address(text: str) -> Address:
    """The address, alone or with a name before it. Raises ``ValueError`` for what is none."""
    if any(sign in text for sign in "\r\n\0"):
        raise ValueError("a mail address is one line")
    name, plain = parseaddr(text)
    user, at, domain = plain.rpartition("@")
    if not (user and at and domain):
        raise ValueError(f"not a mail address: {one_line(text)!r}")
    return Address(display_name=one_line(name), username=user, domain=domain)


def _optional_address(text: str | None) -> Address | None:
    try:
        return _address(text) if text else None
    except ValueError:
        return None


def _named(address: Address, name: str) -> Address:
    """The address under its own display name, else under the exporter's."""
    if address.display_name:
        return address
    return Address(display_name=one_line(name), username=address.username, domain=address.domain)


def _checked_id(text: str) -> str:
    if not re.fullmatch(r"<[^<>\s@]+@[^<>\s@]+>", text):
        raise ValueError(f"not a Message-ID: {one_line(text)!r}")
    return text
