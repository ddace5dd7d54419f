"""The record files: what they must say, and what they do say today."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from entrygo.contract.tariff import Programme
from entrygo.tariff.law import programmes_on, shipped_law
from entrygo.tariff.law.records import read_programme
from entrygo.tariff.origins import EUROPEAN_UNION, members
from entrygo.tariff.programme_scope import Identity, InvalidRecord, read_scope, scope_of

GOOD: dict[str, Any] = {
    "id": "x", "program": "X", "heading": "9903.99.99", "kind": "ad_valorem", "rate": "+5%", "percent": "5",
    "scope": {"order": 1, "group": "x"}, "effective_from": "2026-01-01", "source": "law", "certainty": "A",
    "verified_on": "2026-11-23",
}  # fmt: skip


def test_every_record_says_where_it_stands_and_since_when_it_is_known() -> None:
    """Headings of chapter 99, a source, a mark of certainty, a day of verification; ids are unique by load."""
    for record in shipped_law().programmes:
        is_numbered = record.heading.startswith(("9903.", "9904"))
        is_tax = record.program == "INTERNAL_REVENUE"
        assert (
            is_numbered or is_tax or record.program == "S232_POLYSILICON" or "not held" in str(record.note)
        ), record.id
        assert record.source
        assert record.certainty in "ABC"
        assert record.verified_on <= date(2026, 11, 28)
        assert record.verified_until is None
        assert record.kind != "unknown" or record.note, record.id


def test_the_files_add_up_to_the_economies_of_the_table() -> None:
    """60 economies in 65 headings of the broad layer."""
    headings = {
        record.heading
        for record in programmes_on(shipped_law(), date(2026, 7, 24))
        if record.program == "S301_FORCED_LABOR"
    }
    assert {f"9903.05.{number}" for number in range(20, 85)} <= headings


def test_a_list_a_record_names_is_held() -> None:
    """No record waits for a list that nobody has, and no list waits for a record."""
    law = shipped_law()
    named = {key for record in law.programmes for key in scope_of(record).lists}
    assert named <= {part.key for part in law.lists}


def test_at_most_one_record_of_a_place_is_in_force_on_any_day() -> None:
    """A step ends the record before it: same heading, same place, no common day."""
    by_place: dict[tuple[object, ...], list[Programme]] = {}
    for record in shipped_law().programmes:
        scope = scope_of(record)
        key = (
            record.heading,
            record.kind,
            scope.group,
            scope.order,
            scope.origins,
            scope.lists,
            scope.codes,
            scope.metal,
        )
        by_place.setdefault(
            (
                *key,
                scope.usmca,
                scope.base_below,
                tuple(sorted(scope.conditions.items())),
                tuple(sorted(scope.stated.items())),
                scope.after,
            ),
            [],
        ).append(record)
    for records in by_place.values():
        records.sort(key=lambda record: record.effective_from)
        for before, after in pairwise(records):
            assert before.effective_to is not None, before.id
            assert before.effective_to < after.effective_from, before.id


@pytest.mark.parametrize(
    ("program", "first", "last"),
    [
        ("S122", date(2026, 2, 24), date(2026, 7, 23)),
        ("S301_FORCED_LABOR", date(2026, 7, 24), None),
        ("S338_CANADA", date(2026, 8, 22), None),
        ("S301_BRAZIL", date(2026, 7, 22), None),
        ("IEEPA_RECIPROCAL", date(2025, 4, 5), date(2026, 2, 23)),
    ],
)
def test_a_programme_is_there_on_its_first_and_last_day_only(
    program: str, first: date, last: date | None
) -> None:
    """Both days count."""

    def there(on: date) -> bool:
        return any(record.program == program for record in programmes_on(shipped_law(), on))

    day = timedelta(days=1)
    assert (there(first - day), there(first)) == (False, True)
    assert last is None or (there(last), there(last + day)) == (True, False)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"source": ...}, "lacks source"),
        ({"colour": "red"}, "unknown fields colour"),
        ({"kind": "gift"}, "kind 'gift'"),
        ({"certainty": "Q"}, "certainty 'Q'"),
        ({"percent": ...}, "a percent belongs"),
        ({"kind": "exempt"}, "a percent belongs"),
        ({"percent": "five"}, "record x"),
        ({"effective_from": "soon"}, "record x"),
        ({"effective_to": "2025-12-31"}, "ends before it begins"),
        ({"scope": {"order": 1}}, "needs order and group"),
        ({"scope": {"order": "1", "group": "x"}}, "scope.order"),
        ({"scope": {"order": 1, "group": "x", "colour": "red"}}, "scope.colour"),
        ({"scope": {"order": 1, "group": "x", "metal": "gold"}}, "scope.metal"),
        ({"scope": {"order": 1, "group": "x", "codes": "4901"}}, "scope.codes"),
        ({"scope": {"order": 1, "group": "x", "usmca": "yes"}}, "scope.usmca"),
        ({"scope": {"order": 1, "group": "x", "base_below": 10}}, "scope.base_below"),
        ({"scope": {"order": 1, "group": "x", "remark": {"kind": "X"}}}, "scope.remark"),
    ],
)
def test_a_record_that_breaks_the_schema_is_named_with_its_fault(change: dict[str, Any], said: str) -> None:
    """The load stops on the first bad record."""
    data = {key: value for key, value in {**GOOD, **change}.items() if value is not ...}
    with pytest.raises(InvalidRecord, match=said):
        read_programme(data)


def test_the_union_stands_for_its_members_and_nothing_for_nobody() -> None:
    """Twenty-seven states."""
    assert members(["EU", "GB"]) == EUROPEAN_UNION | {"GB"}
    assert len(EUROPEAN_UNION) == 27
    assert members(None) == frozenset()


def test_a_key_by_identity_equals_only_the_same_object() -> None:
    """Two equal records are two keys."""
    one = read_programme(GOOD)
    assert Identity(one) == Identity(one)
    assert Identity(one) != Identity(read_programme(GOOD))
    assert Identity(one) != one


def test_a_scope_reaches_what_it_names() -> None:
    """On a list or under a prefix, within and outside the bounds."""
    scope = read_scope(
        "x",
        {
            "order": 1,
            "group": "x",
            "lists": ["l"],
            "codes": ["49"],
            "within": ["4", "9"],
            "not_codes": ["4907"],
        },
    )
    answers = {
        code: scope.reaches_code(code, frozenset(lists))
        for code, lists in {"4901": (), "4907": (), "9401": ("l",), "9402": (), "8401": ("l",)}.items()
    }
    assert answers == {"4901": True, "4907": False, "9401": True, "9402": False, "8401": False}
    assert read_scope("x", {"order": 1, "group": "x", "not_origins": ["US"]}).reaches_origin("US") is False
