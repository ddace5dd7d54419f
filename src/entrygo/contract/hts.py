"""Codes of the schedule as digits and as printed: the one place that reads and writes them."""

import re

LENGTHS = (4, 6, 8, 10)
"""Heading, subheading, rate line, statistical line: no code has another length."""

_SEPARATORS = re.compile(r"[\s.\-]")
_MARKED = re.compile(r"(?:'|=?\")([\d.\s-]+)\"?|(\d{6,10})\.0")
_SPREADSHEET = re.compile(r"\d+(?:[.,]\d+)?[eE]\+?\d+")


def digits_of(text: str) -> str:
    """A code without dots, blanks and hyphens. Anything else stays, so a check for digits still fails on it."""
    return _SEPARATORS.sub("", text)


def without_marks(text: str) -> str:
    """A code without what a spreadsheet puts around one: ``'0409000045``, ``="0409000045"``, ``6109100012.0``."""
    found = _MARKED.fullmatch(text.strip())
    return (found[1] or found[2]) if found else text.strip()


def is_digits(text: str) -> bool:
    """Whether a text is ASCII digits alone, and at least one."""
    return text.isascii() and text.isdecimal()


def dotted(code: str) -> str:
    """A code as the schedule prints it: ``4901.99.0070``, ``4901.99``, ``4901``.

    What is not 4, 6, 8 or 10 digits comes back as it is: dots in it would lend it a meaning it has not.
    """
    digits = digits_of(code)
    if not is_digits(digits) or len(digits) not in LENGTHS:
        return code
    return ".".join(part for part in (digits[:4], digits[4:6], digits[6:]) if part)


def is_spreadsheet_number(text: str) -> bool:
    """Whether a code reads like a number a spreadsheet abbreviated (``4.01699E+09``): its last digits are lost."""
    return _SPREADSHEET.fullmatch(text.strip()) is not None
