"""What was worked out once and may be wanted again: so many answers by exact keys, the one longest unwanted let go."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from decimal import Decimal
from functools import lru_cache
from hashlib import sha256
from threading import Lock
from typing import Any, Generic, TypeVar

import orjson

from entrygo.tariff.programme_scope import Identity

V = TypeVar("V")
_ALL: "list[Bounded[Any]]" = []  # Any: of whichever answers


class Bounded(Generic[V]):
    """At most ``most`` answers. A key names everything its answer is made from, so an answer never turns wrong."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[Hashable, V] = OrderedDict()
        self._turn = Lock()
        _ALL.append(self)

    def get(self, key: Hashable, make: Callable[[], V]) -> V:
        """The answer held under this key, else the one ``make`` gives, which is then held."""
        with self._turn:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key]
        made = make()
        with self._turn:
            held = self._held.setdefault(key, made)
            while len(self._held) > self._most:
                self._held.popitem(last=False)
        return held

    def clear(self) -> None:
        """Let its answers go."""
        with self._turn:
            self._held.clear()

    def __len__(self) -> int:
        return len(self._held)


def forget() -> None:
    """Let everything go: what is asked next is worked out afresh, as by a process that has just started."""
    for each in _ALL:
        each.clear()
    _facts_digest.cache_clear()


def exact_bytes(facts: object) -> bytes | None:
    """Bytes that only equal facts have, each number as it is spelled; ``None`` for what cannot be written so."""
    try:
        return orjson.dumps(facts, default=_exact)
    except TypeError:
        return None


def _exact(value: Any) -> Any:  # Any: orjson's own signature
    if isinstance(value, Decimal):
        return {"\0decimal": str(value)}
    if isinstance(value, frozenset):
        return {"\0set": sorted(value)}
    raise TypeError(f"{type(value).__name__} is not written exactly")


def facts_digest(facts: object) -> bytes | None:
    """SHA-256 over the exact bytes of facts, made once while they are in use; ``None`` where they have none."""
    return _facts_digest(Identity(facts))


@lru_cache(maxsize=1024)
def _facts_digest(same: Identity[object]) -> bytes | None:
    written = exact_bytes(same.value)
    return None if written is None else sha256(written).digest()
