"""How values are worded on paper: money, weights, codes, addresses, and text from strangers made safe to print."""

import re
from dataclasses import fields, is_dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeVar

from entrygo.contract.canonical import decimal_text
from entrygo.contract.facts import Party

NOT_STATED = "not stated"
CENT = Decimal("0.01")
GRAM = Decimal("0.001")

Value = TypeVar("Value")

# Control characters no XML, HTML or JSON reader takes, lone surrogates, and the marks that make text run backwards
# on a screen (Unicode TR 36): each is shown as U+FFFD, so that what was typed stays visible as a fault.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


def printable(text: str) -> str:
    """The text with every character that must not be printed shown as U+FFFD."""
    return text if text.isprintable() else _UNPRINTABLE.sub("\ufffd", text)


def one_line(text: str) -> str:
    """The printable text on one line: for mail headers and narrow places."""
    return " ".join(printable(text).split())


def scrub(value: Value) -> Value:
    """A value of frozen dataclasses, tuples and strings with every string printable."""
    if isinstance(value, str):
        return printable(value)  # type: ignore[return-value]  # a str for a str
    if isinstance(value, tuple):
        return tuple(scrub(item) for item in value)  # type: ignore[return-value]  # a tuple for a tuple
    if is_dataclass(value) and not isinstance(value, type):
        before = {f.name: getattr(value, f.name) for f in fields(value)}
        after = {name: scrub(item) for name, item in before.items()}
        return value if after == before else replace(value, **after)
    return value


def cents(amount: Decimal) -> Decimal:
    """Half-up to the cent."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def money(amount: Decimal | None) -> str:
    """An amount for people: ``1,234.50``; a fraction of a cent is shown, never rounded away."""
    if amount is None:
        return NOT_STATED
    shown = amount.quantize(CENT) if amount == amount.quantize(CENT) else amount.normalize()
    return format(shown, ",f")


def number(amount: Decimal | None) -> str:
    """A quantity or weight for people: ``1,200.5``."""
    if amount is None:
        return NOT_STATED
    whole, dot, fraction = decimal_text(amount).partition(".")
    return f"{int(whole):,}{dot}{fraction}" if abs(amount) >= 1 else decimal_text(amount)


def hts(code: str) -> str:
    """An HTS code with the schedule's dots: ``4901.99.0070``; anything but digits is left as it is."""
    if not code.isdigit() or len(code) < 6:
        return code
    return ".".join(part for part in (code[:4], code[4:6], code[6:]) if part)


def digits(code: str) -> str:
    """An HTS code or heading without dots."""
    return code.replace(".", "").replace(" ", "")


def joined(parts: tuple[str | None, ...], separator: str = ", ") -> str:
    """The stated parts in one text, or an empty one."""
    return separator.join(part for part in parts if part)


def address_lines(party: Party) -> tuple[str, ...]:
    """A party's address as it is written on an envelope, without the name."""
    town = joined((party.city, joined((party.region, party.postal_code), " ")))
    return tuple(line for line in (party.address1, party.address2, town, party.country) if line)


def party_lines(name: str | None, party: Party) -> list[str]:
    """A party's name and address as a block of lines, openly without what is not stated."""
    return [name or NOT_STATED, *(address_lines(party) or ("Address not stated",))]


def address(party: Party) -> str:
    """A party's address on one line, or ``not stated``."""
    return joined(address_lines(party)) or NOT_STATED
