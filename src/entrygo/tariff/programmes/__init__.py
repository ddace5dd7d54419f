"""The dated programme records shipped with the project: one JSON file a programme, read and validated once.

A file holds ``program``, what it is ``about``, ``defaults`` and ``records``; a record is the defaults with its own
fields over them. A new proclamation is a row: the old one gets its ``effective_to``, so past dates keep their answers.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from importlib.resources import files
from itertools import chain
from typing import Any

from entrygo.contract.tariff import Programme
from entrygo.tariff.programme_scope import InvalidRecord, read_scope

KINDS = frozenset({"ad_valorem", "top_up", "exempt", "ban", "unknown", "unlisted", "review"})
"""Beside those the contract names: ``unknown`` is a layer without a figure (the note says why), ``unlisted`` a layer of
zero for a code that the part of a list held does not show (nothing to claim), ``review`` a remark without a layer."""

PERCENT_KINDS = frozenset({"ad_valorem", "top_up"})
CERTAINTIES = frozenset("PVM")
REQUIRED = frozenset(
    {
        "id",
        "program",
        "heading",
        "kind",
        "rate",
        "scope",
        "effective_from",
        "source",
        "certainty",
        "verified_on",
    }
)
OPTIONAL = frozenset({"percent", "effective_to", "verified_until", "note"})


@lru_cache(maxsize=1)
def all_programmes() -> tuple[Programme, ...]:
    """Every record of every date, in order of application. Raises :class:`InvalidRecord` on a bad file."""
    shipped = (file for file in files(__package__).iterdir() if file.name.endswith(".json"))
    return in_order(read_programmes(file.read_text(encoding="utf-8")) for file in shipped)


@lru_cache(maxsize=128)
def programmes_on(entry_date: date) -> tuple[Programme, ...]:
    """The records in force on an entry date, in order of application; both their days count."""
    return tuple(
        programme
        for programme in all_programmes()
        if programme.effective_from <= entry_date
        and (programme.effective_to is None or entry_date <= programme.effective_to)
    )


def in_order(batches: Iterable[Iterable[Programme]]) -> tuple[Programme, ...]:
    """Records of several files in order of application. Raises :class:`InvalidRecord` on an id that is there twice."""
    records: dict[str, Programme] = {}
    for programme in chain.from_iterable(batches):
        if programme.id in records:
            raise InvalidRecord(f"record {programme.id} is there twice")
        records[programme.id] = programme
    return tuple(sorted(records.values(), key=lambda record: (record.scope["order"], record.id)))


def read_programmes(text: str) -> tuple[Programme, ...]:
    """The records of one file. Raises :class:`InvalidRecord` naming the record and the fault."""
    document = json.loads(text)
    shared = {"program": document["program"], **document.get("defaults", {})}
    return tuple(read_programme({**shared, **record}) for record in document["records"])


def read_programme(data: Mapping[str, Any]) -> Programme:  # Any: one JSON record
    """One record, validated."""
    name = str(data.get("id", "without id"))
    if missing := REQUIRED - data.keys():
        raise InvalidRecord(f"record {name} lacks {', '.join(sorted(missing))}")
    if unknown := data.keys() - REQUIRED - OPTIONAL:
        raise InvalidRecord(f"record {name} has unknown fields {', '.join(sorted(unknown))}")
    if data["kind"] not in KINDS or data["certainty"] not in CERTAINTIES:
        raise InvalidRecord(
            f"record {name}: kind {data['kind']!r} or certainty {data['certainty']!r} is none of ours"
        )
    if (data["kind"] in PERCENT_KINDS) != ("percent" in data):
        raise InvalidRecord(f"record {name}: a percent belongs to ad_valorem and top_up, and to nothing else")
    read_scope(name, data["scope"])
    try:
        return _programme(data)
    except (ValueError, InvalidOperation) as error:
        raise InvalidRecord(f"record {name}: {error}") from error


def _programme(data: Mapping[str, Any]) -> Programme:  # Any: one JSON record
    def day(key: str) -> date | None:
        return date.fromisoformat(data[key]) if data.get(key) else None

    effective_from, effective_to = date.fromisoformat(data["effective_from"]), day("effective_to")
    if effective_to is not None and effective_to < effective_from:
        raise ValueError("it ends before it begins")
    return Programme(
        id=data["id"],
        program=data["program"],
        heading=data["heading"],
        kind=data["kind"],
        rate=data["rate"],
        percent=Decimal(data["percent"]) if "percent" in data else None,
        scope=data["scope"],
        effective_from=effective_from,
        effective_to=effective_to,
        source=data["source"],
        certainty=data["certainty"],
        verified_on=date.fromisoformat(data["verified_on"]),
        verified_until=day("verified_until"),
        note=data.get("note"),
    )
