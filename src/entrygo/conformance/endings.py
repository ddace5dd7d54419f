"""What an export ends as, whichever door it went through: what names one run is replaced by its kind."""

import re
from collections.abc import Iterator

from entrygo.contract.canonical import JsonValue

_ID = re.compile(r"\b[a-z]{2,9}_[0-9a-z]{6,40}\b")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
_HASH = re.compile(r"\b(?:planhash_)?[0-9a-f]{64}\b")
_SIZES = frozenset({"size_bytes"})
_OF_A_RUN = frozenset({"actor", "sequence", "hash", "previousHash"})
MOST_TOLD = 5


def masked(value: JsonValue, run: str, name: str = "") -> JsonValue:
    """A document without what is one run's own: ids, times, digests, sizes, names, and who did it."""
    if name in _SIZES or (name in _OF_A_RUN and value is not None):
        return "#own"
    if isinstance(value, dict):
        return {key: masked(each, run, key) for key, each in value.items() if key != "requestId"}
    if isinstance(value, list):
        return [masked(each, run) for each in value]
    if not isinstance(value, str):
        return value
    text = re.sub(rf"{re.escape(run)}[-\w]*", "#run", value)
    for pattern, kind in ((_TIME, "#time"), (_HASH, "#hash"), (_ID, "#id")):
        text = pattern.sub(kind, text)
    return text


def differences(one: JsonValue, other: JsonValue, at: str = "inspect") -> Iterator[str]:
    """Where two endings are not the same, in words."""
    if isinstance(one, dict) and isinstance(other, dict):
        for name in sorted({*one, *other}):
            if (name in one) != (name in other):
                yield f"{at}.{name} is in one alone"
            else:
                yield from differences(one[name], other[name], f"{at}.{name}")
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for number, (left, right) in enumerate(zip(one, other, strict=True)):
            yield from differences(left, right, f"{at}[{number}]")
    elif one != other:
        yield f"{at} is {str(one)[:80]!r} and {str(other)[:80]!r}"
