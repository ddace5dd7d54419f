"""Measures a text states (age, power, capacity, weight) held against the spans that lines of the schedule are for.

Source: the schedule's own words for its lines, such as "3 to 12 years of age" or "of a power not exceeding 1,500 W".
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from entrygo.classify.text import folded

_UNITS: Mapping[str, Mapping[str, str]] = {
    "age": {"1": "years? of age"},
    "power": {"1": r"w|watts?", "1000": r"kw|kilowatts?"},
    "capacity": {"1": r"ml|milliliters?", "1000": r"l|liters?|litres?"},
    "weight": {"1": r"g|grams?", "1000": r"kg|kilograms?|kilos?"},
    "weight per area": {"1": r"gsm|g/m2|g/m²|grams? per square meter"},
}
"""A kind of measure: how many of its smallest unit one is, and how it is written."""

_NUMBER = r"(?P<{0}>\d[\d,]*(?:\.\d+)?)"
_UNIT = (
    r"\s*(?P<{0}>"
    + "|".join(each for units in _UNITS.values() for each in units.values())
    + r")(?![\w/²-]|(?: or (?:less|more))? per\b)"
)
_OVER = r"(?:exceeding|over|more than|greater than)"
_UP_TO = r"(?:not exceeding|not over|not more than|not greater than)"
_SPANS = (
    (re.compile(rf"\b{_OVER} {_NUMBER.format('low')}(?:{_UNIT.format('first')})?,?(?: but)? {_UP_TO}"
                rf" {_NUMBER.format('high')}{_UNIT.format('unit')}"), "(]"),
    (re.compile(rf"{_NUMBER.format('low')}(?:{_UNIT.format('first')})? (?:or more|or greater|or over),? but"
                rf" (?:less than|under) {_NUMBER.format('high')}{_UNIT.format('unit')}"), "[)"),
    (re.compile(rf"{_NUMBER.format('low')}(?:{_UNIT.format('first')})? (?:or more|or greater|or over),? but"
                rf" {_UP_TO} {_NUMBER.format('high')}{_UNIT.format('unit')}"), "[]"),
    (re.compile(rf"{_NUMBER.format('low')} to {_NUMBER.format('high')}{_UNIT.format('unit')}"), "[]"),
    (re.compile(rf"\b{_UP_TO} {_NUMBER.format('high')}{_UNIT.format('unit')}"), "]"),
    (re.compile(rf"\b(?:less than|under) {_NUMBER.format('high')}{_UNIT.format('unit')}"), ")"),
    (re.compile(rf"{_NUMBER.format('high')}{_UNIT.format('unit')} or less"), "]"),
    (re.compile(rf"{_NUMBER.format('low')}{_UNIT.format('unit')} or (?:more|greater|over|older)"), "["),
    (re.compile(rf"\bat least {_NUMBER.format('low')}{_UNIT.format('unit')}"), "["),
    (re.compile(rf"\b{_OVER} {_NUMBER.format('low')}{_UNIT.format('unit')}"), "("),
)  # fmt: skip

_UP = r"(?:\+|and (?:up|over|older)|of age)"
_AGES = (
    re.compile(r"\bage[sd]?\s*:?\s*(\d{1,2})()\s*(?:\+|-|–|to\b|and (?:up|over|older)|$|\b)"),
    re.compile(r"\b(\d{1,2})()\s*\+?\s*-?(?:years?|yrs?)(?:\s*-?olds?\b|\s*" + _UP + ")"),
    re.compile(r"\b(\d{1,2})()\s*(?:-|–|to)\s*\d{1,2}\s*(?:years?|yrs?)\b"),
    re.compile(r"\b(\d{1,2})\s*(?:(?:-|–|to)\s*\d{1,2}\s*)?(months?|mos?)\s*(?:" + _UP + r"|old\b|$)"),
    re.compile(r"\b(\d{1,2})\s*(m)\+"),
)  # fmt: skip
_STATED = re.compile(rf"(?<![\w.,/]){_NUMBER.format('number')}{_UNIT.format('unit')}")


@dataclass(frozen=True, slots=True)
class Span:
    """What a line is for, in the smallest unit of its kind; ``None`` is no bound. Bounds belong to it unless open."""

    low: Decimal | None = None
    high: Decimal | None = None
    low_open: bool = False
    high_open: bool = False

    def holds(self, value: Decimal) -> bool:
        """Whether a measure lies within."""
        above = self.low is None or (value > self.low if self.low_open else value >= self.low)
        below = self.high is None or (value < self.high if self.high_open else value <= self.high)
        return above and below


def stated(text: str) -> Mapping[str, frozenset[Decimal]]:
    """The measures a description states, by kind. Of a label's ages the lowest counts: it says for whom goods are."""
    plain = folded(text)
    found: dict[str, set[Decimal]] = {}
    for match in _STATED.finditer(plain):
        kind, times = _kind(match["unit"])
        if kind != "age":
            found.setdefault(kind, set()).add(_number(match["number"]) * times)
    ages = {Decimal(match[1]) / (12 if match[2] else 1) for each in _AGES for match in each.finditer(plain)}
    if ages:
        found["age"] = {min(ages)}
    return {kind: frozenset(values) for kind, values in found.items()}


def spans(path: Iterable[str]) -> Mapping[str, Span]:
    """What a line is for, by kind of measure, from the schedule's words; the step nearest the line counts."""
    found: dict[str, Span] = {}
    for step in path:
        found |= _spans_of(step)
    return found


@lru_cache(maxsize=16_384)  # the schedule's own words, read again for each case
def _spans_of(step: str) -> Mapping[str, Span]:
    found: dict[str, Span] = {}
    plain = folded(step)
    for pattern, ends in _SPANS:
        if not (match := pattern.search(plain)):
            continue
        named = match.groupdict()
        kind, times = _kind(match["unit"])
        of_first = _kind(named["first"])[1] if named.get("first") else times
        found[kind] = Span(
            _number(named["low"]) * of_first if named.get("low") else None,
            _number(named["high"]) * times if named.get("high") else None,
            "(" in ends,
            ")" in ends,
        )
        plain = pattern.sub(" ", plain)
    return found


def outside(measures: Mapping[str, frozenset[Decimal]], path: Iterable[str]) -> tuple[str, ...]:
    """The kinds of measure a text states of which every one lies outside what a line is for."""
    asked = spans(path)
    return tuple(
        kind
        for kind, values in measures.items()
        if kind in asked and not any(asked[kind].holds(value) for value in values)
    )


def within(measures: Mapping[str, frozenset[Decimal]], step: str) -> bool:
    """Whether a line's own words name a span and a text states a measure inside it."""
    asked = spans([step])
    return any(kind in asked and all(map(asked[kind].holds, values)) for kind, values in measures.items())


def is_left_over(residual: Sequence[str], named: Sequence[str]) -> bool:
    """Whether the first path is the "other" line that is left where the second path's line does not hold."""
    above = list(residual[:-1])
    return residual[-1].lower().startswith("other") and list(named[: len(above)]) == above


def _kind(unit: str) -> tuple[str, Decimal]:
    return next(
        (kind, Decimal(times))
        for kind, units in _UNITS.items()
        for times, written in units.items()
        if re.fullmatch(written, unit)
    )


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))
