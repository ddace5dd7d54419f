"""What a cell says: numbers, money, weights, countries, codes and days as people and spreadsheets write them.

Whatever is read otherwise than it stands is told as a ``Mend``; what cannot be read is kept as text, for the schema to
refuse, with the way to write it.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType

from entrygo.contract.canonical import JsonValue
from entrygo.contract.countries import read_country

_PLAIN = re.compile(r"[-+]?\d+(\.\d+)?([eE][-+]?\d{1,2})?")
_POINTED = re.compile(r"[-+]?\d{1,3}(,\d{3})+(\.\d+)?")
_COMMAED = re.compile(r"[-+]?(\d{1,3}(\.\d{3})+|\d+),\d+")
_SCIENTIFIC = re.compile(r"\d[.,]?\d*[eE]\+?\d+")
_AMOUNT = re.compile(r"(?P<before>[^\d+-]*?)\s*(?P<number>[-+]?\d[\d.,' \u00a0\u202f]*)\s*(?P<after>\D*)")
_SIGNS = MappingProxyType(
    {
        "": "",
        "$": "",
        "US$": "USD",
        "USD$": "USD",
        "CA$": "CAD",
        "C$": "CAD",
        "CAD$": "CAD",
        "A$": "AUD",
        "AU$": "AUD",
    }
    | {"£": "GBP", "€": "EUR", "MX$": "MXN", "₩": "KRW", "₹": "INR"}
)
_KILOGRAMS = MappingProxyType(
    {
        unit: Decimal(size)
        for size, units in {
            "1": "kg kgs kilo kilos kilogram kilograms",
            "0.001": "g gr gram grams gramme grammes",
            "0.000001": "mg milligram milligrams",
            "0.45359237": "lb lbs pound pounds",
            "0.028349523125": "oz ounce ounces",
        }.items()
        for unit in units.split()
    }
)
"""Kilograms in a unit; the pound is exactly 0.45359237 kg (1959)."""
_WORDS = MappingProxyType({"true": True, "yes": True, "y": True, "false": False, "no": False, "n": False})
_DAY = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})([ T].*)?")
SLASHED_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(,? .*)?")
_DOTTED_DAY = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(,? .*)?")
_NAMED_DAYS = ("%b %d, %Y", "%B %d, %Y", "%d %b %Y", "%d %B %Y", "%a, %d %b %Y", "%b %d %Y")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
_TIME_OF_DAY = re.compile(r"[ ,]+(at )?\d{1,2}:\d\d.*$")
_MICRO = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class Read:
    """A cell's value. ``mended`` says why, where it is not what stands there; ``advice`` how to write it, if unread.

    ``wrong`` is what is the matter with a cell that no schema would refuse, though its meaning is lost.
    """

    value: JsonValue
    mended: str = ""
    advice: str = ""
    wrong: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a file's cells are read: its decimal sign, and whether digits begin a line of the schedule."""

    comma_is_decimal: bool
    begins_line: Callable[[str], bool]


def number_of(text: str, *, comma_is_decimal: bool) -> Decimal | None:
    """A number, or ``None``. A comma is the decimal sign or parts thousands, as the file's delimiter has it; a dot
    before three digits with a comma after it is a thousand anyway."""
    bare = re.sub(r"(?<=\d)[ '\u00a0\u202f](?=\d)", "", text.strip().removeprefix("'"))
    if _PLAIN.fullmatch(bare):
        return Decimal(bare)
    if _POINTED.fullmatch(bare) and (not comma_is_decimal or "." in bare or bare.count(",") > 1):
        return Decimal(bare.replace(",", ""))
    if _COMMAED.fullmatch(bare):
        return Decimal(bare.replace(".", "").replace(",", "."))
    return None


def number(text: str, reading: Reading) -> Read:
    """A plain number."""
    found = number_of(text, comma_is_decimal=reading.comma_is_decimal)
    return Read(text, advice="Write a number, such as 12.5") if found is None else Read(found)


def amount_of(text: str, reading: Reading) -> tuple[Decimal, str] | None:
    """An amount and the currency it names, which may be none: ``$1,234.50``, ``EUR 12``, ``12,50 CAD``."""
    found = _AMOUNT.fullmatch(text.strip().removeprefix("'"))
    if found is None:
        return None
    value = number_of(found["number"].strip(), comma_is_decimal=reading.comma_is_decimal)
    words = [word.strip().upper() for word in (found["before"], found["after"]) if word.strip()]
    named = {_SIGNS.get(word, word if re.fullmatch("[A-Z]{3}", word) else "?") for word in words} - {""}
    if value is None or len(named) > 1 or "?" in named:
        return None
    return value, next(iter(named), "")


def dollars(text: str, reading: Reading) -> Read:
    """An amount in US dollars; one that names another currency is not one."""
    found = amount_of(text, reading)
    if found is None:
        return Read(text, advice="Write an amount in US dollars, such as 1234.50")
    if found[1] not in {"", "USD"}:
        return Read(
            text,
            advice=f"This is in {found[1]}: give it as unitPrice with that currency, or state the US dollars",
        )
    return Read(found[0])


def price(text: str, reading: Reading) -> Read:
    """An amount in the currency of the row; a currency it names is compared with the row's elsewhere."""
    found = amount_of(text, reading)
    return Read(text, advice="Write an amount, such as 1234.50") if found is None else Read(found[0])


def weight(text: str, reading: Reading, unit: str = "kg") -> Read:
    """A weight in kilograms; a cell's own unit (``400 g``, ``1.2 lb``) counts before that of its column."""
    found = re.fullmatch(r"(?P<number>.*?\d)\s*(?P<unit>[A-Za-z]*)\.?", text.strip().removeprefix("'"))
    value = number_of(found["number"], comma_is_decimal=reading.comma_is_decimal) if found else None
    said = found["unit"].lower() if found else ""
    factor = _KILOGRAMS.get(said or unit)
    if value is None or factor is None:
        return Read(text, advice="Write kilograms as a number, or a unit with it: 0.4, 400 g, 1.2 lb")
    kilograms = (value * factor).quantize(_MICRO, rounding=ROUND_HALF_UP) if factor != 1 else value
    return Read(kilograms, f"{text} is {kilograms.normalize():f} kg" if said and factor != 1 else "")


def country(text: str, _: Reading) -> Read:
    """A country by code or name."""
    code = read_country(text)
    if code is None:
        return Read(
            text,
            wrong="No country has this code or name",
            advice="Write the country's two-letter code, such as CN, or its English name",
        )
    return Read(code, "" if text.upper() == code else f"{text} is {code}")


def hts_code(text: str, reading: Reading) -> Read:
    """An HTS code. Digits that lost their leading zero get it back where that begins a line of the schedule."""
    bare = text.removeprefix("'").strip()
    if _SCIENTIFIC.fullmatch(bare):
        return Read(
            text,
            wrong=f"A spreadsheet shortened this code to {bare}; its last digits are lost",
            advice="Format the column as text and enter the code again",
        )
    digits = re.sub(r"[ .\u00a0-]", "", bare)
    if digits.endswith("0") and re.fullmatch(r"\d{4,10}\.0", bare):
        digits = bare.removesuffix(".0").replace(".", "")
    if (
        digits.isdecimal()
        and digits.isascii()
        and len(digits) in {3, 5, 7, 9}
        and reading.begins_line(f"0{digits}")
    ):
        return Read(f"0{digits}", f"A spreadsheet dropped the leading zero of {bare}")
    return Read(bare)


def yes_no(text: str, _: Reading) -> Read:
    """``true``, ``yes``, ``false``, ``no``; anything else stays text."""
    return Read(_WORDS.get(text.lower(), text), advice="Write true or false")


def day(text: str, _: Reading) -> Read:
    """A calendar day: ``2026-11-02``, also with a time behind it; another form where it can be no other day."""
    if found := _DAY.fullmatch(text):
        year, month, day_of_month = found[1], found[2], found[3]
        return Read(f"{year}-{int(month):02}-{int(day_of_month):02}")
    if (read := _other_day(text)) is not None:
        return Read(read, f"{text} is {read}")
    return Read(text, advice="Write the day as YYYY-MM-DD")


def _other_day(text: str) -> str | None:
    """A day written otherwise, where its form leaves no doubt which number is the month."""
    if found := SLASHED_DAY.fullmatch(text):
        first, second = int(found[1]), int(found[2])
        if second > 12 or first == second:
            return slashed(found, month_first=True)
        return slashed(found, month_first=False) if first > 12 else None
    if found := _DOTTED_DAY.fullmatch(text):
        return slashed(found, month_first=False)
    bare = _ORDINAL.sub("", _TIME_OF_DAY.sub("", text))
    for form in _NAMED_DAYS:
        try:
            return datetime.strptime(bare, form).replace(tzinfo=UTC).date().isoformat()
        except ValueError:
            continue
    return None


def slashed(found: re.Match[str], *, month_first: bool) -> str:
    """A match of a day, month and year in numbers as ``2026-11-02``."""
    month, day_of_month = (found[1], found[2]) if month_first else (found[2], found[1])
    return f"{found[3]}-{int(month):02}-{int(day_of_month):02}"


def text(cell: str, _: Reading) -> Read:
    """Text as it stands, without the apostrophe that keeps a spreadsheet from reading it as a number."""
    return Read(cell.removeprefix("'") if re.match(r"'[\d+=@-]", cell) else cell)


KINDS: Mapping[str, Callable[[str, Reading], Read]] = MappingProxyType(
    {
        "text": text,
        "number": number,
        "dollars": dollars,
        "price": price,
        "weight": weight,
        "country": country,
        "hts": hts_code,
        "yes_no": yes_no,
        "day": day,
    }
)
