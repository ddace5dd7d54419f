"""The forms that numbers, codes and names in an answer to an agency have: what is expected, an example, the check.

A form accepts a value as people write it (blanks, dashes and letter case aside) and refuses what stands in for one
(``x``, ``soon``, ``n/a``): an agency cannot read it, so it answers nothing.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from entrygo.contract.canonical import JsonValue
from entrygo.contract.countries import read_country

_NOTHING = """
    x xx xxx y z - -- ? ?? . na n/a n.a. none null nil no yes tbd tba tbc todo soon later pending unknown unk
    unsure maybe test foo bar abc asdf applied waiting open missing see follows requested
"""
STANDS_FOR_NOTHING = frozenset(_NOTHING.split())
"""Words written where a value is owed and not held."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What a value must look like: in words, by example, and as a question answered yes or no."""

    words: str
    example: JsonValue
    holds: Callable[[object], bool]


def is_placeholder(value: object) -> bool:
    """Whether a text only stands in for a value, or has no letter or digit at all."""
    text = str(value).strip().lower()
    return text in STANDS_FOR_NOTHING or not any(sign.isalnum() for sign in text)


def pattern(words: str, example: str, expression: str, *, dropped: str = " ") -> Form:
    """A code of a fixed shape; signs in ``dropped`` may stand anywhere in it, and letters in either case."""
    shape = re.compile(expression, re.ASCII)
    signs = str.maketrans("", "", dropped)

    def holds(value: object) -> bool:
        text = str(value).strip()
        if not _is_scalar(value) or (len(text) > 1 and is_placeholder(text)):
            return False
        return shape.fullmatch(text.translate(signs).upper()) is not None

    return Form(words=words, example=example, holds=holds)


def words_of(words: str, example: str, *, least: int = 2) -> Form:
    """A text in words, with so many letters or digits at least."""

    def holds(value: object) -> bool:
        return (
            isinstance(value, str)
            and not is_placeholder(value)
            and sum(sign.isalnum() for sign in value) >= least
        )

    return Form(words=words, example=example, holds=holds)


def number_of(words: str, example: str) -> Form:
    """The number of a paper, a permit or a register: 4 to 50 letters and digits, a digit 0 to 9 among them."""

    def holds(value: object) -> bool:
        text = str(value)
        return (
            _is_scalar(value)
            and not is_placeholder(text)
            and any(sign in _DIGITS for sign in text)
            and _LEAST_IN_A_NUMBER <= sum(sign.isalnum() for sign in text) <= _MOST_IN_A_NUMBER
        )

    return Form(words=words, example=example, holds=holds)


def one_of(words: str, example: str, *choices: str) -> Form:
    """One of these codes or words, in either case."""
    allowed = {choice.upper() for choice in choices}

    def holds(value: object) -> bool:
        return _is_scalar(value) and str(value).strip().upper() in allowed

    return Form(words=words, example=example, holds=holds)


_LEAST_IN_A_NUMBER, _MOST_IN_A_NUMBER = 4, 50
_DIGITS = frozenset("0123456789")
_MOST = Decimal(1_000_000)
_AMOUNT = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(kg|m|m2|m3)?\s*", re.IGNORECASE | re.ASCII)
METRIC = ("kg", "m", "m2", "m3")


def unit_within(value: object) -> str | None:
    """The unit written behind an amount, as in ``0.9 kg``."""
    found = _AMOUNT.fullmatch(value) if isinstance(value, str) else None
    return found[2].lower() if found and found[2] else None


def _is_amount(value: object) -> bool:
    if isinstance(value, str):
        found = _AMOUNT.fullmatch(value)
        return found is not None and 0 < Decimal(found[1]) <= _MOST
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        return False
    return not isinstance(value, bool) and amount.is_finite() and 0 < amount <= _MOST


def _is_scalar(value: object) -> bool:
    return isinstance(value, str | int | Decimal) and not isinstance(value, bool)


def _is_party(value: object) -> bool:
    if isinstance(value, Mapping):
        return any(str(key).lower() == "name" and TEXT.holds(name) for key, name in value.items())
    return TEXT.holds(value)


def _is_email(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", value.strip()) is not None


def _is_phone(value: object) -> bool:
    return _is_scalar(value) and sum(sign in _DIGITS for sign in str(value)) >= _LEAST_DIGITS_OF_A_PHONE


def _is_day(value: object) -> bool:
    text = str(value).strip()
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == len("2026-08-20")


def _is_month_or_day(value: object) -> bool:
    text = str(value).strip()
    return _is_day(text) or (re.fullmatch(r"\d{4}-\d{2}", text) is not None and _is_day(f"{text}-01"))


def _is_country(value: object) -> bool:
    return isinstance(value, str) and read_country(value) is not None


_LEAST_DIGITS_OF_A_PHONE = 7
TEXT = words_of("words", "as the maker's papers name it")
NUMBER = number_of("4 to 50 letters and digits, a digit among them", "US-2026-118204")
AMOUNT = Form(words="a number above 0, of a piece", example="0.9", holds=_is_amount)
METRIC_UNIT = one_of("kg, m, m2 or m3", "kg", *METRIC)
COUNTRY = Form(words="a country, by two-letter code or name", example="VN", holds=_is_country)
PARTY = Form(
    words="a name, or an object with name and address", example="Rhine Test House GmbH", holds=_is_party
)
EMAIL = Form(words="an e-mail address", example="quality@example.com", holds=_is_email)
PHONE = Form(words="a telephone number", example="+1 716 555 0100", holds=_is_phone)
DAY = Form(words="a day, YYYY-MM-DD", example="2026-08-20", holds=_is_day)
MONTH = Form(words="a month or a day, YYYY-MM or YYYY-MM-DD", example="2026-08", holds=_is_month_or_day)
DUNS = pattern("nine digits", "123456789", r"\d{9}", dropped=" -")
GENUS = pattern("a genus in Latin, one word", "Acacia", r"[A-Z][A-Z-]{2,}")
SPECIES = pattern(
    "a species in Latin, or spp.", "mangium", r"(?:X ?)?[A-Z-]{2,}(?: [A-Z-]+)*|SPP?\.?", dropped=""
)
