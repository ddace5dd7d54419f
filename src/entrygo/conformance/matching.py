"""How an answer is held against what a scenario expects: what is named must be there, what is not may be anything.

An object matches where each field it names matches; a list where it has as many elements and each matches in turn.
A text that begins with ``#`` stands for a kind of value, an object of one key that begins with ``#`` for a test.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime

from entrygo.contract.canonical import JsonValue

MOST_SHOWN = 160


def _is_time(value: JsonValue) -> bool:
    try:
        return isinstance(value, str) and datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


def _is_text(value: JsonValue) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_number(value: JsonValue) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


KINDS: Mapping[str, Callable[[JsonValue], bool]] = {
    "#any": lambda _: True,
    "#id": lambda value: isinstance(value, str) and re.fullmatch(r"\S{3,200}", value) is not None,
    "#hash": lambda value: isinstance(value, str) and re.fullmatch(r"\S{8,200}", value) is not None,
    "#time": _is_time,
    "#text": _is_text,
    "#number": _is_number,
    "#url": lambda value: isinstance(value, str) and re.match(r"https?://[^/\s]+/", value) is not None,
    "#list": lambda value: isinstance(value, list),
    "#object": lambda value: isinstance(value, dict),
    "#null": lambda value: value is None,
}
"""What a text that begins with ``#`` stands for."""


def faults(expected: JsonValue, found: JsonValue, at: str = "answer") -> Iterator[str]:
    """What does not match, in words; nothing where all does."""
    if isinstance(expected, str) and expected in KINDS:
        if not KINDS[expected](found):
            yield f"{at} should be {expected}, and is {_shown(found)}"
    elif isinstance(expected, Mapping) and len(expected) == 1 and next(iter(expected)).startswith("#"):
        ((test, argument),) = expected.items()
        yield from TESTS[test](argument, found, at)
    elif isinstance(expected, Mapping):
        yield from _object_faults(expected, found, at)
    elif isinstance(expected, Sequence) and not isinstance(expected, str):
        if not isinstance(found, list) or len(found) != len(expected):
            yield f"{at} should be a list of {len(expected)}, and is {_shown(found)}"
        else:
            for number, (wanted, each) in enumerate(zip(expected, found, strict=True)):
                yield from faults(wanted, each, f"{at}[{number}]")
    elif not _is_same(expected, found):
        yield f"{at} should be {_shown(expected)}, and is {_shown(found)}"


def _is_same(one: JsonValue, other: JsonValue) -> bool:
    """Equal, and neither is true or false where the other is a number."""
    return bool(one == other) and isinstance(one, bool) == isinstance(other, bool)


def _object_faults(expected: Mapping[str, JsonValue], found: JsonValue, at: str) -> Iterator[str]:
    if not isinstance(found, dict):
        yield f"{at} should be an object, and is {_shown(found)}"
        return
    for name, wanted in expected.items():
        if wanted == "#absent":
            if name in found:
                yield f"{at}.{name} should not be there, and is {_shown(found[name])}"
        elif name not in found:
            yield f"{at}.{name} is missing"
        else:
            yield from faults(wanted, found[name], f"{at}.{name}")


def _fits(expected: JsonValue, found: JsonValue) -> bool:
    return next(faults(expected, found), None) is None


def _has(patterns: JsonValue, found: JsonValue, at: str) -> Iterator[str]:
    for pattern in patterns:
        if not isinstance(found, list) or not any(_fits(pattern, each) for each in found):
            yield f"{at} should hold {_shown(pattern)}, and is {_shown(found)}"


def _none(pattern: JsonValue, found: JsonValue, at: str) -> Iterator[str]:
    if not isinstance(found, list) or any(_fits(pattern, each) for each in found):
        yield f"{at} should hold no {_shown(pattern)}, and is {_shown(found)}"


def _once(pattern: JsonValue, found: JsonValue, at: str) -> Iterator[str]:
    times = sum(_fits(pattern, each) for each in found) if isinstance(found, list) else 0
    if times != 1:
        yield f"{at} should hold {_shown(pattern)} once, and holds it {times} times"


def _count(wanted: JsonValue, found: JsonValue, at: str) -> Iterator[str]:
    if not isinstance(found, list) or len(found) != wanted:
        yield f"{at} should be a list of {wanted}, and is {_shown(found)}"


def _at_least(wanted: JsonValue, found: JsonValue, at: str) -> Iterator[str]:
    size = len(found) if isinstance(found, list) else found if _is_number(found) else None
    if size is None or size < wanted:
        yield f"{at} should be at least {wanted}, and is {_shown(found)}"


def _in(choices: JsonValue, found: JsonValue, at: str) -> Iterator[str]:
    if not any(_fits(choice, found) for choice in choices):
        yield f"{at} should be one of {_shown(choices)}, and is {_shown(found)}"


def _not(pattern: JsonValue, found: JsonValue, at: str) -> Iterator[str]:
    if _fits(pattern, found):
        yield f"{at} should not be {_shown(pattern)}, and is {_shown(found)}"


def _each(pattern: JsonValue, found: JsonValue, at: str) -> Iterator[str]:
    if not isinstance(found, list) or not found:
        yield f"{at} should be a list with something in it, and is {_shown(found)}"
        return
    for number, each in enumerate(found):
        yield from faults(pattern, each, f"{at}[{number}]")


TESTS: Mapping[str, Callable[[JsonValue, JsonValue, str], Iterator[str]]] = {
    "#has": _has,
    "#none": _none,
    "#once": _once,
    "#count": _count,
    "#at_least": _at_least,
    "#in": _in,
    "#not": _not,
    "#each": _each,
}
"""What an object of one key that begins with ``#`` asks: ``{"#once": {"type": "export.executed"}}``."""


def _shown(value: JsonValue) -> str:
    text = repr(value)
    return text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]}..."
