"""RFC 6902: the JSON Patch that turns one document into another."""

from collections.abc import Iterator
from typing import Any

Json = Any  # Any: a JSON document
Operation = dict[str, Any]  # Any: the value of an operation is JSON

_ABSENT = object()


def json_patch(old: Json, new: Json, at: str = "") -> list[Operation]:
    """The operations that, applied in order to ``old``, give ``new``."""
    return list(_differences(old, new, at))


def _differences(old: Json, new: Json, at: str) -> Iterator[Operation]:
    if isinstance(old, dict) and isinstance(new, dict):
        yield from _in_object(old, new, at)
    elif isinstance(old, list) and isinstance(new, list):
        yield from _in_list(old, new, at)
    elif type(old) is not type(new) or old != new:
        yield {"op": "replace", "path": at, "value": new}


def _in_object(old: dict[str, Json], new: dict[str, Json], at: str) -> Iterator[Operation]:
    for key in sorted(old.keys() | new.keys()):
        path = f"{at}/{_escaped(key)}"
        if key not in new:
            yield {"op": "remove", "path": path}
        elif key not in old:
            yield {"op": "add", "path": path, "value": new[key]}
        else:
            yield from _differences(old[key], new[key], path)


def _in_list(old: list[Json], new: list[Json], at: str) -> Iterator[Operation]:
    """Equal ends are kept; between them items are compared in pairs, then the surplus is removed or added."""
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    before, after = old[head : len(old) - tail], new[head : len(new) - tail]
    paired = min(len(before), len(after))
    for index in range(paired):
        yield from _differences(before[index], after[index], f"{at}/{head + index}")
    for index in range(len(before) - 1, paired - 1, -1):
        yield {"op": "remove", "path": f"{at}/{head + index}"}
    for index in range(paired, len(after)):
        yield {"op": "add", "path": f"{at}/{head + index}", "value": after[index]}


def _common(old: list[Json], new: list[Json]) -> int:
    """How many leading items are the same."""
    count = 0
    for one, other in zip(old, new, strict=False):
        if not _same(one, other):
            break
        count += 1
    return count


def _same(one: Json, other: Json) -> bool:
    """Equal as JSON: Python's ``True == 1`` is no equality here."""
    return next(_differences(one, other, ""), _ABSENT) is _ABSENT


def _escaped(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")
