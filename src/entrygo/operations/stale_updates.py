"""Items of a sync that are older than what is kept: a late or repeated message of the caller's own system."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from entrygo.contract.times import iso


class Item(Protocol):
    """An item of a sync."""

    @property
    def external_id(self) -> str: ...

    @property
    def source_updated_at(self) -> datetime | None: ...


class Kept(Protocol):
    """A row that an item would overwrite."""

    @property
    def source_updated_at(self) -> datetime | None: ...


ItemT = TypeVar("ItemT", bound=Item)


def split_stale(
    items: Sequence[ItemT], kept: Mapping[str, Kept]
) -> tuple[list[ItemT], list[tuple[ItemT, str]], dict[str, datetime | None]]:
    """The items to apply, the stale ones each with its warning, and when each applied one was last changed.

    ``kept`` is by external id. An item of no stated time is applied, and what is known of the time stays.
    """
    fresh: list[ItemT] = []
    stale: list[tuple[ItemT, str]] = []
    changed: dict[str, datetime | None] = {}
    for item in items:
        row = kept.get(item.external_id)
        known = None if row is None else row.source_updated_at
        given = item.source_updated_at
        if known is not None and given is not None and iso(given) < iso(known):
            words = (
                f"{item.external_id} was not changed: sourceUpdatedAt {iso(given)} is older than what is kept, of "
                f"{iso(known)}. Send its present state with the time of its last change."
            )
            stale.append((item, words))
            continue
        fresh.append(item)
        changed[item.external_id] = given or known
    return fresh, stale, changed
