"""The words of a stranger's mail as one line of plain text, bounded, without anything a database or a log minds."""

import base64
import html
import quopri
import re
from collections.abc import Iterator
from email.header import Header, decode_header
from email.message import Message
from email.utils import parseaddr

TEXT_BYTES = 65_536
EXCERPT_CHARACTERS = 400
MOST_WALKED = 100
_CHARSETS = re.compile(
    r"us-ascii|utf-?8|utf-?16|iso-8859-\d{1,2}|windows-125\d|koi8-[ru]|gb2312|gbk|gb18030|big5|shift_jis"
    r"|euc-(?:jp|kr)|iso-2022-jp",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[^<>]*>")
_QUOTED = re.compile(r"^\s*>|^-{2,}\s*original message|^from:\s|^on .{1,200} wrote:\s*$", re.IGNORECASE)

RawHeader = str | Header | None


def clean(value: RawHeader, most: int = 1_000) -> str:
    """A header as one line of text: decoded, without control characters, bounded."""
    if value is None:
        return ""
    text = str(value)[: most * 4]
    if "=?" in text:
        text = _decoded(text)
    return one_line(text, most)


def one_line(text: str, most: int) -> str:
    """Text on one line, without control characters and lone surrogates."""
    shown = "".join(letter if letter.isprintable() else " " for letter in text[: most * 4])
    return " ".join(shown.split())[:most]


def _decoded(text: str) -> str:
    parts = []
    for chunk, charset in decode_header(text):
        parts.append(chunk if isinstance(chunk, str) else bytes_as_text(chunk, charset))
    return " ".join(parts)


def bytes_as_text(content: bytes, charset: str | None) -> str:
    """Bytes in a character set a mail may name; another is read as UTF-8."""
    known = charset if charset and _CHARSETS.fullmatch(charset) else "utf-8"
    try:
        return content.decode(known, "replace")
    except (LookupError, ValueError):
        return content.decode("utf-8", "replace")


def address(value: RawHeader) -> str:
    """The address of a From header, without its display name."""
    return one_line(parseaddr(clean(value))[1], 320)


def parts_of(message: Message) -> Iterator[Message]:
    """The parts of a message, itself first; no more than a mail has, and none of a mail within it."""
    waiting = [message]
    for _ in range(MOST_WALKED):
        if not waiting:
            return
        part = waiting.pop(0)
        yield part
        payload = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(payload, list):
            waiting += [each for each in payload if isinstance(each, Message)]


def leaf_text(part: Message) -> str:
    """The text of one part that is no container, decoded, its beginning."""
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    return bytes_as_text(content[:TEXT_BYTES], part.get_content_charset())


def inner_text(part: Message) -> str | None:
    """What a part that is a message or a report holds, where it came encoded; ``None`` where it did not.

    The library reads such a part without looking at its encoding, which RFC 6532 and RFC 6533 allow it.
    """
    encoding = clean(part.get("content-transfer-encoding"), 40).lower()
    payload = part.get_payload()
    if encoding not in ("base64", "quoted-printable") or not isinstance(payload, list):
        return None
    read = "\n\n".join(
        "".join(f"{name}: {value}\n" for name, value in each.items()) + f"\n{each.get_payload()}".lstrip("\n")
        for each in payload[:MOST_WALKED]
        if isinstance(each, Message)
    )
    raw = read[:TEXT_BYTES].encode("utf-8", "replace")
    try:
        content = base64.b64decode(raw) if encoding == "base64" else quopri.decodestring(raw)
    except ValueError:
        return None
    return bytes_as_text(content, part.get_content_charset()).replace("\r\n", "\n")


def text_of(message: Message) -> str:
    return "\n".join(
        leaf_text(part)
        for part in parts_of(message)
        if part.get_content_maintype() == "text" and not part.is_multipart()
    )


def excerpt_of(message: Message) -> str:
    """The first words its writer wrote, without what is quoted."""
    for kind in ("text/plain", "text/html"):
        for part in parts_of(message):
            if part.get_content_type() == kind and part.get_filename() is None and not part.is_multipart():
                text = leaf_text(part)
                if kind == "text/html":
                    text = html.unescape(_TAG.sub(" ", text))
                return one_line("\n".join(_written(text)), EXCERPT_CHARACTERS)
    return ""


def _written(text: str) -> Iterator[str]:
    for line in text.splitlines()[:200]:
        if _QUOTED.search(line[:400]):
            return
        yield line[:2_000]
