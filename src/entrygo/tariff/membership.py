"""On which programme lists a code is: asked of its digits and the day, whatever the loaded edition holds of it."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from entrygo.contract.tariff import Law
from entrygo.tariff.law import is_in_force
from entrygo.tariff.programme_scope import Identity


def lists_of(law: Law, code: str, on: date, import_date: date | None = None) -> tuple[str, ...]:
    """The keys of the lists the code is on that day, sorted: any list one of whose prefixes it begins with.

    Lists that the law ties to importation are asked for that day, the entry date where it is not stated.
    """
    index = _index(Identity(law), on, import_date or on)
    return tuple(sorted({key for size in range(2, len(code) + 1) for key in index.get(code[:size], ())}))


@lru_cache(maxsize=32)
def _index(same: Identity[Law], on: date, import_date: date) -> Mapping[str, tuple[str, ...]]:
    """Prefix -> the lists it is on. Dates between two changes of the law share one index."""
    lists = same.value.lists
    return _index_of(same, tuple(is_in_force(part, import_date if part.by_import else on) for part in lists))


@lru_cache(maxsize=8)
def _index_of(same: Identity[Law], counts: tuple[bool, ...]) -> Mapping[str, tuple[str, ...]]:
    index: dict[str, tuple[str, ...]] = {}
    for part, does in zip(same.value.lists, counts, strict=True):
        if does:
            for prefix in part.codes:
                index[prefix] = (*index.get(prefix, ()), part.key)
    return index
