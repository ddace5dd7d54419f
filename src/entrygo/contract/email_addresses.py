"""What an e-mail address is: one rule, asked where an address comes in and where a mail leaves.

A bare ``name@domain`` (RFC 5321 with the letters of RFC 6531), without anything that a reader does not see or that a
server could read as more than one address.
"""

import re
import unicodedata

LONGEST, LONGEST_NAME, LONGEST_DOMAIN, LONGEST_LABEL = 254, 64, 253, 63
_SPECIAL = frozenset('()<>@,;:"\\[] ')
_LABEL = re.compile(r"[^\W_](?:[\w-]*[^\W_])?")


def email_fault(text: str) -> str | None:
    """What is wrong with an address, in words; ``None`` where nothing is."""
    if len(text.encode("utf-8", "replace")) > LONGEST:
        return f"it is longer than {LONGEST} bytes"
    hidden = next((sign for sign in text if not _is_seen(sign)), None)
    if hidden is not None:
        return f"it holds a character that nobody sees (U+{ord(hidden):04X})"
    name, at, domain = text.rpartition("@")
    if not at or not name or not domain:
        return "it is no name@domain"
    if len(name.encode()) > LONGEST_NAME or any(sign in _SPECIAL for sign in name):
        return "its name is too long or holds a sign that no address has"
    if name.startswith(".") or name.endswith(".") or ".." in name:
        return "its name has a dot at an end, or two in a row"
    return _domain_fault(domain)


def is_email(text: str) -> bool:
    """Whether a text is one bare address."""
    return email_fault(text) is None


def _domain_fault(domain: str) -> str | None:
    labels = domain.split(".")
    if len(domain) > LONGEST_DOMAIN or any(len(label) > LONGEST_LABEL for label in labels):
        return "its domain is too long"
    if not all(_LABEL.fullmatch(label) and "_" not in label for label in labels):
        return "its domain is no host name"
    if (len(labels) < 2 or len(labels[-1]) < 2 or labels[-1].isdigit()) and domain.lower() != "localhost":
        return "its domain has no top level"
    return None


def _is_seen(sign: str) -> bool:
    """Whether a sign shows: no control, no format sign (zero width, direction), no space but the plain one."""
    kind = unicodedata.category(sign)
    return kind[0] not in "CZ" or sign == " "
