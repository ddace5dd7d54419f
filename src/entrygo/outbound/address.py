"""Which addresses may stand in an SMTP envelope: one rule for every transport."""

import re
from collections.abc import Sequence

# An unquoted local part and a domain or address literal, without any character that a server could read as
# anything but a part of the address. Letters beyond ASCII are allowed (RFC 6531).
_ADDRESS = re.compile(
    r'[^\s\x00-\x1f\x7f()<>@,;:"\\\[\]]{1,64}@(?:[^\s\x00-\x1f\x7f()<>@,;:"\\\[\]]+|\[[0-9A-Za-z:.]+\])'
)
_LONGEST = 254


def is_address(text: str) -> bool:
    """Whether a text is one bare address, ``name@domain``."""
    return len(text) <= _LONGEST and _ADDRESS.fullmatch(text) is not None


def fault_of(recipients: Sequence[str]) -> str | None:
    """What is wrong with a list of recipients, in words for the operator; ``None`` when nothing is."""
    if not recipients:
        return "There is no recipient address."
    wrong = [repr(recipient) for recipient in recipients if not is_address(recipient)]
    return f"Not an e-mail address: {', '.join(wrong)}." if wrong else None
