"""The dated programme records of a law bundle: one JSON document a programme, validated as it is read.

A file holds ``program``, what it is ``about``, ``defaults`` and ``records``; a record is the defaults with its own
fields over them. A new proclamation is a row: the old one gets its ``effective_to``, so past dates keep their answers.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from entrygo.contract.tariff import Programme
from entrygo.tariff.programme_scope import InvalidRecord, read_scope

KINDS = frozenset(
    {
        *("ad_valorem", "top_up", "in_lieu", "exempt", "ban", "unknown", "review"),
        *("content", "rest", "specific", "up_to_specific", "beyond_us_content"),
    }
)
"""Beside those the contract names: ``in_lieu`` is a percentage in place of the base duty, ``unknown`` a layer without
a figure (the note says why; ``percent`` is then the most it can be), ``review`` a notice without a layer. ``content``
is a percentage of the value of the metals that ``scope.content`` names, ``rest`` one of what these leave of the value,
``beyond_us_content`` one of what the US content leaves, of which 40 percent of the value counts at most,
``specific`` money by quantity as ``rate`` says, ``up_to_specific`` what that money exceeds the value by."""

PERCENT_KINDS = frozenset({"ad_valorem", "top_up", "in_lieu", "content", "rest", "beyond_us_content"})
CERTAINTIES = frozenset("ABC")
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
    if data["kind"] != "unknown" and (data["kind"] in PERCENT_KINDS) != ("percent" in data):
        raise InvalidRecord(
            f"record {name}: a percent belongs to a duty or an unknown one, and to nothing else"
        )
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
