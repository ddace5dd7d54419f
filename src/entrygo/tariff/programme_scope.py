"""The scope of a programme record: whom and what it reaches, read from the record's data and validated.

Keys (all optional but ``order`` and ``group``):

=================  =====================================================================================
``order``          place in the order of application; records of one group stand together
``group``          the first record of a group that fits is the group's only one
``origins``        countries it reaches (``EU`` for the member states); ``not_origins`` countries it does not
``lists``          list keys (see :mod:`entrygo.tariff.membership`), ``codes`` code prefixes: on any of either
``within``         code prefixes it must lie in besides; ``not_codes`` prefixes it must not lie in
``spi``            indicators of which one must be claimed; ``not_spi`` indicators none of which may be
``usmca``          whether the agreement must be claimed; ``column2`` whether the origin pays column 2
``metal``          a condition on the composition (:data:`entrygo.tariff.metals.CONDITIONS`)
``base_below``     column 1 below this percent (or not a plain percentage); ``base_from`` at or above it
``tag``            what applying it says to later records, which ask ``after`` or ``not_after``
``blocks``         groups that do not apply once this record does
``content``        metals on whose value in the goods a duty of kind ``content`` is
``conditions``     named facts it asks beyond these (see :mod:`entrygo.tariff.conditions`), each with the answer wanted
``stated``         named facts that must be stated so: unlike ``conditions`` an unanswered one is not tried
``by_import``      its days are of importation, not of entry
``partial``        fits only where this list is held in part or not at all
``remark``         what applying it says to people: kind, code, severity, message, fix, flag
=================  =====================================================================================
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, Generic, TypeVar

from entrygo.contract.findings import Severity
from entrygo.contract.tariff import Programme
from entrygo.tariff.duty_input import NoticeKind, Remark
from entrygo.tariff.metals import CONDITIONS
from entrygo.tariff.origins import members

T = TypeVar("T")

TEXTS = frozenset({"group", "metal", "tag", "after", "not_after", "partial"})
TEXT_LISTS = frozenset(
    {"origins", "not_origins", "lists", "codes", "within", "not_codes", "blocks", "spi", "not_spi", "content"}
)
SWITCHES = frozenset({"usmca", "column2", "by_import"})
PERCENTAGES = frozenset({"base_below", "base_from"})
REMARK_PARTS = frozenset({"kind", "code", "severity", "message", "fix", "flag"})


class InvalidRecord(ValueError):
    """A programme record that does not follow the schema; the message names the record and the fault."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """A record's scope as the duty room reads it."""

    order: int
    group: str
    origins: frozenset[str]
    not_origins: frozenset[str]
    lists: frozenset[str]
    codes: tuple[str, ...]
    within: tuple[str, ...]
    not_codes: tuple[str, ...]
    blocks: frozenset[str]
    content: tuple[str, ...]
    spi: frozenset[str]
    not_spi: frozenset[str]
    usmca: bool | None
    column2: bool | None
    metal: str | None
    base_below: Decimal | None
    base_from: Decimal | None
    tag: str | None
    after: str | None
    not_after: str | None
    conditions: Mapping[str, bool]
    stated: Mapping[str, bool]
    partial: str | None
    remark: Remark | None

    def reaches_origin(self, origin: str) -> bool:
        """Whether goods of this origin can draw the record."""
        return (not self.origins or origin in self.origins) and origin not in self.not_origins

    def reaches_code(self, code: str, lists: frozenset[str]) -> bool:
        """Whether a code on these lists can draw the record."""
        if self.within and not code.startswith(self.within):
            return False
        if self.not_codes and code.startswith(self.not_codes):
            return False
        if not self.lists and not self.codes:
            return True
        return not self.lists.isdisjoint(lists) or (bool(self.codes) and code.startswith(self.codes))


class Identity(Generic[T]):
    """A value as a cache key by the very object it is: records hold mappings, which cannot be hashed.

    The cache keeps the value alive, so that no other object can take its place under the same key.
    """

    __slots__ = ("value",)

    def __init__(self, value: T) -> None:
        self.value = value

    def __hash__(self) -> int:
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Identity) and other.value is self.value


def scope_of(programme: Programme) -> Scope:
    """The scope of a record, read once for as long as the record is in use."""
    return _scope_of(Identity(programme))


@lru_cache(maxsize=4096)
def _scope_of(same: Identity[Programme]) -> Scope:
    return read_scope(same.value.id, same.value.scope)


def read_scope(record: str, data: Mapping[str, Any]) -> Scope:  # Any: JSON of a file or a snapshot
    """The scope in a record's data. Raises :class:`InvalidRecord` on an unknown key or a value of a wrong kind."""
    for key, value in data.items():
        if not _is_right(key, value):
            raise InvalidRecord(f"record {record}: scope.{key} is not understood: {value!r}")
    if not {"order", "group"} <= data.keys():
        raise InvalidRecord(f"record {record}: scope needs order and group")

    def percent(key: str) -> Decimal | None:
        return Decimal(data[key]) if key in data else None

    return Scope(
        order=data["order"],
        group=data["group"],
        origins=members(data.get("origins")),
        not_origins=members(data.get("not_origins")),
        lists=frozenset(data.get("lists", ())),
        codes=tuple(data.get("codes", ())),
        within=tuple(data.get("within", ())),
        not_codes=tuple(data.get("not_codes", ())),
        blocks=frozenset(data.get("blocks", ())),
        content=tuple(data.get("content", ())),
        spi=frozenset(data.get("spi", ())),
        not_spi=frozenset(data.get("not_spi", ())),
        usmca=data.get("usmca"),
        column2=data.get("column2"),
        metal=data.get("metal"),
        base_below=percent("base_below"),
        base_from=percent("base_from"),
        tag=data.get("tag"),
        after=data.get("after"),
        not_after=data.get("not_after"),
        conditions=dict(data.get("conditions", {})),
        stated=dict(data.get("stated", {})),
        partial=data.get("partial"),
        remark=_remark(data["remark"]) if data.get("remark") else None,
    )


def _is_right(key: str, value: object) -> bool:
    if key in TEXTS:
        return isinstance(value, str) and (key != "metal" or value in CONDITIONS)
    if key in TEXT_LISTS:
        return isinstance(value, list | tuple) and all(isinstance(item, str) for item in value)
    if key in SWITCHES:
        return isinstance(value, bool)
    if key in PERCENTAGES:
        return isinstance(value, str) and value.replace(".", "", 1).isdecimal()
    if key in ("conditions", "stated"):
        return isinstance(value, Mapping) and all(isinstance(answer, bool) for answer in value.values())
    if key == "remark":
        return (
            isinstance(value, Mapping)
            and {"kind", "code", "severity", "message", "fix"} <= value.keys() <= REMARK_PARTS
        )
    return key == "order" and isinstance(value, int)


def _remark(data: Mapping[str, str]) -> Remark:
    return Remark(
        kind=NoticeKind(data["kind"]),
        code=data["code"],
        severity=Severity(data["severity"]),
        message=data["message"],
        fix=data["fix"],
        flag=data.get("flag"),
    )
