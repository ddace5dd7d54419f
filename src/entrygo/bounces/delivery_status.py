"""Reports on the fate of a mail: RFC 3464 as RFC 6533 extends it, and those of systems that know neither."""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email.message import Message
from email.parser import BytesParser, HeaderParser
from email.policy import compat32

from flufl.bounce import all_failures

from entrygo.bounces.bounce_text import clean, excerpt_of, inner_text, leaf_text, one_line, parts_of, text_of

logging.getLogger("flufl.bounce").setLevel(logging.CRITICAL)  # a detector that stumbles is no fault of ours
STATUS_TYPES = ("message/delivery-status", "message/global-delivery-status")
ORIGINAL_TYPES = ("message/rfc822", "message/global", "text/rfc822-headers", "message/global-headers")
ACTIONS = ("failed", "delayed", "delivered")
_BY_CLASS = {"5": "failed", "4": "delayed", "2": "delivered"}
_BLANK_LINES = re.compile(rb"\n(?:[ \t>]*\n){2,}")
_REFUSAL = re.compile(r"(?:\b5[0-5]\d[ -]#?5\.|#?\b5\.\d{1,3}\.\d{1,3}\b|\b55[0-4][ -](?=[A-Za-z<])).{0,300}")
"""The beginning of a server's refusal (RFC 5321, RFC 3463), and what it says; no telephone number."""
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_STATUS = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")
FOREIGN_BYTES = 32_768
"""What is searched of a report of no known form: it is held against some hundred patterns, line by line."""
WORDS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a report says: failed, delayed or delivered; in whose words, of which recipient.

    ``original`` is the recipient as we named it, where the report says so. ``recipients`` are all that met this fate,
    by every name they have in the report.
    """

    action: str
    words: str = ""
    status: str = ""
    recipient: str = ""
    original: str = ""
    reporter: str = ""
    recipients: tuple[str, ...] = ()


def standard_report(message: Message) -> Report | None:
    """The report of a delivery status part; of several recipients the worst."""
    for part in parts_of(message):
        if part.get_content_type() in STATUS_TYPES:
            reports = list(_reports(_blocks(part)))
            for action in ACTIONS:
                if found := [each for each in reports if each.action == action]:
                    named = [name for each in found for name in (each.recipient, each.original) if name]
                    return replace(found[0], recipients=tuple(dict.fromkeys(named)))
    return None


def _blocks(part: Message) -> list[Message]:
    """The groups of fields: of the message, then of each recipient."""
    if (encoded := inner_text(part)) is not None:
        return _groups(encoded)
    payload = part.get_payload()
    blocks = [each for each in payload if isinstance(each, Message)] if isinstance(payload, list) else []
    if len(blocks) > 1:
        return blocks[:50]
    text = "\n\n".join(
        "\n".join(f"{name}: {value}" for name, value in block.items()) + f"\n\n{block.get_payload()}"
        for block in blocks
    )
    return _groups(text or leaf_text(part))


def _groups(text: str) -> list[Message]:
    groups = re.split(r"\n{2,}", text)[:50]
    return [HeaderParser(policy=compat32).parsestr(group) for group in groups if group.strip()]


def _reports(blocks: list[Message]) -> Iterator[Report]:
    reporter = ""
    for block in blocks:
        reporter = reporter or _value(block, "reporting-mta")
        status = _STATUS.search(clean(block.get("status")))
        action = clean(block.get("action")).lower().strip()
        known = {"relayed": "delivered", "expanded": "delivered"}.get(action, action)
        if known not in ACTIONS:
            known = _BY_CLASS[status.group()[0]] if status else ""
        if not known:
            continue
        said = _value(block, "diagnostic-code") or (status.group() if status else action)
        recipient = _value(block, "original-recipient") or _value(block, "final-recipient")
        yield Report(
            action=known,
            words=one_line(f"{recipient}: {said}" if recipient else said, WORDS),
            status=status.group() if status else "",
            recipient=_value(block, "final-recipient") or recipient,
            original=_value(block, "original-recipient"),
            reporter=reporter,
        )


def _value(block: Message, name: str) -> str:
    """A typed field's value: ``smtp; 550 5.1.1 unknown`` without its type."""
    kind, semicolon, value = clean(block.get(name)).partition(";")
    return one_line(value if semicolon else kind, WORDS)


def foreign_report(message: Message, head: bytes, *, is_certain: bool = False) -> Report | None:
    """A bounce or a warning in one of the forms of systems that do not write RFC 3464."""
    lean = _BLANK_LINES.sub(b"\n\n", head)  # the patterns are tried on every line, empty ones too
    start = BytesParser(policy=compat32).parsebytes(lean[:FOREIGN_BYTES])
    try:
        delayed, failed = all_failures(start)
    except Exception:  # the detectors are for the mails of their systems, and this may be none
        delayed, failed = frozenset(), frozenset()
    recipients = sorted(failed or delayed)
    if not recipients:
        return spoken_report(message, is_certain=is_certain)
    recipient = one_line(recipients[0].decode("ascii", "replace"), 320)
    said = excerpt_of(message)
    status = _STATUS.search(said)
    return Report(
        action="failed" if failed else "delayed",
        words=one_line(f"{recipient}: {said}", WORDS),
        status=status.group() if status else "",
        recipient=recipient,
    )


def spoken_report(message: Message, *, is_certain: bool = False) -> Report | None:
    """A failure that a mail system tells in prose alone, with the refusal of a server in it.

    ``is_certain`` where the mail is known to tell of a failure: then its first words do, in any language.
    """
    said = one_line(text_of(message), FOREIGN_BYTES)
    refusal = _REFUSAL.search(said)
    if refusal is None:
        if not is_certain:
            return None
        recipient = _ADDRESS.search(said[:WORDS])
        words = excerpt_of(message) or "The mail system does not say why."
        return Report(action="failed", words=words, recipient=recipient.group() if recipient else "")
    status = _STATUS.search(refusal.group())
    recipient = _ADDRESS.search(said[: refusal.start()][-WORDS:] + refusal.group())
    return Report(
        action="failed",
        words=one_line(refusal.group(), WORDS),
        status=status.group() if status else "",
        recipient=recipient.group() if recipient else "",
    )


def original_ids(message: Message) -> list[str]:
    """The Message-IDs of the originals that a report brings along, as texts."""
    found = []
    for part in parts_of(message):
        if part.get_content_type() not in ORIGINAL_TYPES:
            continue
        payload = part.get_payload()
        if (encoded := inner_text(part)) is not None:
            header = HeaderParser(policy=compat32).parsestr(encoded.lstrip())
            found.append(clean(header.get("message-id")))
        elif isinstance(payload, list):
            found += [clean(each.get("message-id")) for each in payload if isinstance(each, Message)]
        else:
            header = HeaderParser(policy=compat32).parsestr(leaf_text(part).lstrip())
            found.append(clean(header.get("message-id")))
    return found
