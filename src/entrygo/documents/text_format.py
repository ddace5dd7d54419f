"""How values are worded on paper: money, weights, codes, addresses, and text from strangers made safe to print."""

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache
from operator import attrgetter, is_not
from typing import Any, TypeAlias, TypeVar

from entrygo.contract.canonical import decimal_text
from entrygo.contract.facts import Party
from entrygo.contract.money import CENT

NOT_STATED = "not stated"
GRAM = Decimal("0.001")

Value = TypeVar("Value")
Part: TypeAlias = Any  # Any: whatever stands in a dataclass

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
    scrubbed: Value = _scrubbed(value, {})
    return scrubbed


def _scrubbed(value: Part, done: dict[int, Part]) -> Part:
    """``done`` holds what became of each dataclass within the whole, by its identity: many stand in it twice."""
    if isinstance(value, str):
        return printable(value)
    if type(value) is tuple:
        after = _all_scrubbed(value, done)
        return tuple(after) if any(map(is_not, after, value)) else value
    kind: Part = type(value)
    names, parts_of = _parts(kind)
    if not names:
        return value
    found = done.get(id(value))
    if found is None:
        before = parts_of(value)
        after = _all_scrubbed(before, done)
        is_changed = any(map(is_not, after, before))
        found = replace(value, **dict(zip(names, after, strict=True))) if is_changed else value
        done[id(value)] = found
    return found


def _all_scrubbed(parts: tuple[Part, ...], done: dict[int, Part]) -> list[Part]:
    return [
        part
        if (kind := type(part)) in _WORDLESS or (kind is str and part.isprintable())
        else _scrubbed(part, done)
        for part in parts
    ]


_WORDLESS = frozenset({type(None), bool, int, Decimal})


@cache
def _parts(kind: Part) -> tuple[tuple[str, ...], Callable[[Part], tuple[Part, ...]]]:
    """The fields of a dataclass, and what reads them all; none of any other type."""
    names = tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()
    if len(names) == 1:
        return names, lambda value: (getattr(value, names[0]),)
    return names, attrgetter(*names) if names else lambda _value: ()


@lru_cache(maxsize=8192)
def money(amount: Decimal | None) -> str:
    """An amount for people: ``1,234.50``; a fraction of a cent is shown, never rounded away."""
    if amount is None:
        return NOT_STATED
    shown = amount.quantize(CENT) if amount == amount.quantize(CENT) else amount.normalize()
    return format(shown, ",f")


@lru_cache(maxsize=8192)
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
