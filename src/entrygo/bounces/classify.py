"""What a mail that came back says: a bounce, a delay, an automatic answer, a reply; and of which mail of ours.

It is hostile input. Only its beginning is read, what could cost more than its size is left unread, and whatever cannot
be read is nothing to us. The mail it is about is known by Message-IDs alone: of the original that a report holds, of
In-Reply-To and References, and, in a bounce of no known form, of the original quoted in its text.
"""

import re
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from enum import StrEnum

from entrygo.bounces.bounce_text import address, clean, excerpt_of, text_of
from entrygo.bounces.delivery_status import (
    Report,
    foreign_report,
    original_ids,
    spoken_report,
    standard_report,
)
from entrygo.contract.canonical import sha256_hex

READ_BYTES = 262_144
"""What is read of a mail: a report, and the header of the original, stand at its beginning."""
MOST_PARTS = 50
LONGEST_TYPE = 4_096
OURS = re.compile(r"<entrygo\.[A-Za-z0-9_.-]{1,300}@[A-Za-z0-9.-]{1,255}>")
_TYPE = re.compile(rb"^content-(?:type|disposition):[^\n]*(?:\n[ \t][^\n]*)*", re.IGNORECASE | re.MULTILINE)
_NESTING = re.compile(rb"multipart/|message/", re.IGNORECASE)
_STRANGER_HEADERS = ("message-id", "date", "from", "subject")
_AUTOMATIC = re.compile(r"x-(?:mail-)?auto|x-fc-machinegenerated\Z|x-cron-env\Z", re.IGNORECASE)
"""Headers that programs alone write, by the beginnings of their names."""
_PRECEDENCES = ("auto_reply", "auto-reply", "bulk", "junk")  # a person's answer through a group says `list`
_AUTOMATIC_SUBJECT = re.compile(
    r"\s*(?:automatic reply|automatic response|auto[- ]?(?:reply|response)|(?:i am )?out of (?:the )?office|ooo:"
    r"|away from (?:my|the)|vacation (?:reply|notice|message)|abwesenheits\w*|automatische antwort"
    r"|r[ée]ponse (?:automatique|d['\u2019]absence)|absen(?:ce|t) du bureau"
    r"|respuesta autom[áa]tica|fuera de (?:la )?oficina"
    r"|risposta automatica|fuori (?:sede|ufficio)|automatisch antwoord|afwezig(?:heid)?:|automatiskt svar|autosvar"
    r"|automatisk svar|automaattinen vastaus|resposta autom[áa]tica|fora do escrit[óo]rio|ausente:"
    r"|odpowied[źz] automatyczna|automatyczna odpowied[źz]|automatick[áa] odpov[ěe][ďd]|automatikus v[áa]lasz"
    r"|otomatik yan[ıi]t|автоматический ответ|автоответ|自动回复|自動回覆|自動応答|自動返信|자동 회신|자동 응답)(?!\w)",
    re.IGNORECASE,
)
_UNDELIVERED_SUBJECT = re.compile(
    r"\s*(?:undeliver(?:able|ed)|delivery (?:status notification|failure|has failed)|mail delivery failed"
    r"|returned mail|failure notice|unzustellbar|non remis|non distribuable|[ée]chec de la remise|no se puede entregar"
    r"|no entregado|mancato recapito|impossibile recapitare|non recapitabile|n[ãa]o (?:[ée] poss[íi]vel entregar"
    r"|entregue)|onbestelbaar|kan (?:inte levereras|ikke leveres)|olevererbart|toimit\w+ ep[äa]onnistui|niedostarczalne"
    r"|nedoru[čc]iteln[ée]|k[ée]zbes[íi]thetetlen|teslim edilemedi|недоставленное|не уда(?:ется|лось) доставить"
    r"|无法送达|未送達|未传递|未傳遞|配信不能|配信できません|배달되지 않음)",
    re.IGNORECASE,
)
_DELAYED_SUBJECT = re.compile(
    r"\s*(?:delayed mail|delivery (?:status notification \(delay\)|delayed)|warning: .*(?:delayed|not sent)"
    r"|verz[öo]gert|remise retard[ée]e)",
    re.IGNORECASE,
)
_DAEMON = re.compile(
    r"\b(?:mailer-daemon|postmaster|mail delivery (?:sub)?system|microsoft outlook|microsoftexchange[0-9a-f]{8,})\b",
    re.IGNORECASE,
)
_AUTORESPONDERS = ("x-post-messageclass", "delivered-to")
_NOBODY = re.compile(r"(?:no|do-?not|dont)[-_.]?reply", re.IGNORECASE)
_REPORT_OF_EXCHANGE = "x-ms-exchange-message-is-ndr"


class Return(StrEnum):
    """What a mail that came back is."""

    BOUNCED = "bounced"
    DELAYED = "delayed"
    DELIVERED = "delivered"
    AUTO_REPLIED = "auto_replied"
    REPLIED = "replied"
    BOUNCED_ELSEWHERE = "bounced_elsewhere"


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """A mail that came back. ``message_ids`` are ours that it names, the surest first; each text is one line.

    ``digest`` is of what the sender wrote: the same mail by two ways, with other lines of transport, has the same.
    """

    kind: Return
    message_ids: tuple[str, ...]
    digest: str
    sender: str
    subject: str
    excerpt: str
    words: str = ""
    enhanced_status: str = ""
    final_recipient: str = ""
    original_recipient: str = ""
    recipients: tuple[str, ...] = ()
    reported_by: str = ""


def read_returned(raw: bytes) -> Returned | None:
    """What a mail says; nothing where it names none of our mails, or cannot be read. Any bytes have an answer."""
    head = raw[:READ_BYTES].replace(b"\r\n", b"\n").replace(b"\r", b"\n").replace(b"\x00", b"")
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\n")
    if not _is_modest(head):
        return None
    try:
        return _read(head)
    except Exception:  # whatever the library makes of a malformed mail
        return None


def _is_modest(head: bytes) -> bool:
    """Whether reading costs no more than the size: few parts, and headers that a mail client would write."""
    if len(_NESTING.findall(head)) > MOST_PARTS:
        return False
    return all(len(found.group()) <= LONGEST_TYPE for found in _TYPE.finditer(head))


def _read(head: bytes) -> Returned | None:
    message = BytesParser(policy=compat32).parsebytes(head)
    if OURS.search(clean(message.get("message-id"))):
        return None  # our own mail, in a mailbox that is also written to
    report = standard_report(message)
    is_machine = _is_from_machine(message)
    is_report = message.get_content_type() == "multipart/report"
    if report is None and not is_report:
        report = _told_otherwise(message, head, is_machine=is_machine)
    named = [clean(message.get(name), 16_384) for name in ("in-reply-to", "references")]
    named[1] = " ".join(reversed(named[1].split()))  # the last is what was answered
    texts = [*original_ids(message), *named]
    if report is not None or is_machine:
        texts.append(text_of(message))
    found = [each for text in texts for each in OURS.findall(text)]
    if not found:
        return None
    return _returned(message, head, report, is_machine=is_machine, found=tuple(dict.fromkeys(found)))


def _told_otherwise(message: Message, head: bytes, *, is_machine: bool) -> Report | None:
    """What a mail of no standard form reports: in a known form, by the refusal in its text, or by its subject."""
    subject = clean(message.get("subject"), 200)
    if is_machine and _DELAYED_SUBJECT.match(subject):
        return Report(action="delayed")
    if _is_from_daemon(message):
        return foreign_report(message, head, is_certain=_UNDELIVERED_SUBJECT.match(subject) is not None)
    from_nobody = _is_from_nobody(message) and not _AUTOMATIC_SUBJECT.match(subject)
    if from_nobody or _tells_of_failure(message, is_machine=is_machine):
        return spoken_report(message)
    return None


def _returned(
    message: Message, head: bytes, report: Report | None, *, is_machine: bool, found: tuple[str, ...]
) -> Returned:
    reported = report or Report(action="")
    kinds = {"failed": Return.BOUNCED, "delayed": Return.DELAYED, "delivered": Return.DELIVERED}
    return Returned(
        kind=kinds.get(reported.action, Return.AUTO_REPLIED if is_machine else Return.REPLIED),
        message_ids=found[:20],
        digest=_digest(message, head),
        sender=address(message.get("from")),
        subject=clean(message.get("subject"), 200),
        excerpt=excerpt_of(message),
        words=reported.words,
        enhanced_status=reported.status,
        final_recipient=reported.recipient,
        original_recipient=reported.original,
        recipients=reported.recipients,
        reported_by=reported.reporter,
    )


def _is_from_machine(message: Message) -> bool:
    """Whether no person wrote it (RFC 3834, and what was used before it)."""
    submitted = clean(message.get("auto-submitted")).partition(";")[0].strip().lower()
    if submitted and submitted != "no":
        return True
    precedence = clean(message.get("precedence")).strip().lower()
    older = (precedence, clean(message.get("x-precedence")).strip().lower())
    if any(each in _PRECEDENCES for each in older) or any(_AUTOMATIC.match(name) for name in message):
        return True
    if any("autoresponder" in clean(message.get(name)).lower() for name in _AUTORESPONDERS):
        return True
    if _AUTOMATIC_SUBJECT.match(clean(message.get("subject"), 200)):
        return True
    if _NOBODY.match(address(message.get("from"))):
        return True
    if _is_from_nobody(message) or message.get_content_type() == "multipart/report":
        return True
    return _is_from_daemon(message)


def _is_from_nobody(message: Message) -> bool:
    """Whether no answer is wanted to it: the return path of reports (RFC 5321), and of many automatic answers."""
    return clean(message.get("return-path")).strip() == "<>"


def _tells_of_failure(message: Message, *, is_machine: bool) -> bool:
    """Whether its subject says that a mail was not delivered; without a sign of a machine, as Exchange says it."""
    subject = clean(message.get("subject"), 200)
    said = _UNDELIVERED_SUBJECT.match(subject)
    return said is not None and (is_machine or subject[said.end() :].lstrip().startswith((":", "：")))


def _is_from_daemon(message: Message) -> bool:
    """Whether a mail system wrote it; those that write no standard report are known by their names."""
    if message.get("x-failed-recipients") is not None or message.get(_REPORT_OF_EXCHANGE) is not None:
        return True
    written = clean(message.get("from"))
    mailbox, _, domain = address(message.get("from")).rpartition("@")
    named = (
        written.replace(f"@{domain}", "") if mailbox else written
    )  # a person may work for postmaster.example
    return bool(_DAEMON.search(named))


def _digest(message: Message, head: bytes) -> str:
    """Of the headers the sender wrote and of the body, as far as it is read; lines of transport are left out."""
    headers = "\n".join(clean(message.get(name), 2_000) for name in _STRANGER_HEADERS)
    body = head.partition(b"\n\n")[2]
    return sha256_hex(headers.encode() + b"\n\n" + body.rstrip(b"\n"))
