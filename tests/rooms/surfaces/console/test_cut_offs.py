"""The next cut-off of a broker, in its own zone."""

from datetime import UTC, datetime

import pytest

from entrygo.surfaces.console.cut_offs import cut_offs, next_cut_off

TORONTO = {"time": "17:00", "timeZone": "America/Toronto", "days": None}


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-11-27T20:00:00+00:00", "2026-11-27T22:00:00+00:00"),  # a Friday, before
        ("2026-11-27T22:00:00+00:00", "2026-11-30T22:00:00+00:00"),  # at the minute: Monday
        ("2026-07-03T20:59:00+00:00", "2026-07-03T21:00:00+00:00"),  # in summer time
    ],
)
def test_the_next_one_is_on_a_day_of_its_own_at_its_own_hour(now: str, expected: str) -> None:
    assert next_cut_off(TORONTO, datetime.fromisoformat(now)) == datetime.fromisoformat(expected)


def test_days_that_are_stated_count_alone() -> None:
    saturday = TORONTO | {"days": [6]}
    at = next_cut_off(saturday, datetime(2026, 11, 28, 23, tzinfo=UTC))
    assert at == datetime(2026, 12, 5, 22, tzinfo=UTC)


def test_a_zone_that_is_not_known_has_none() -> None:
    assert next_cut_off(TORONTO | {"timeZone": "Moon/Base"}, datetime(2026, 11, 28, tzinfo=UTC)) is None


def test_the_nearest_comes_first_with_what_is_left_in_words() -> None:
    now = datetime(2026, 11, 27, 20, 30, tzinfo=UTC)
    brokers = [
        {"id": "br_1", "name": "Late", "cutOff": TORONTO},
        {"id": "br_2", "name": "None", "cutOff": None},
        {"id": "br_5", "name": "Not stated"},
        {"id": "br_3", "name": "Early", "cutOff": TORONTO | {"time": "15:45"}},
        {"id": "br_4", "name": "Monday", "cutOff": TORONTO | {"days": [1]}},
    ]
    found = cut_offs(brokers, now)
    assert [(each.broker, each.left, each.is_soon) for each in found] == [
        ("Early", "15 min", True),
        ("Late", "1 h 30 min", True),
        ("Monday", "3 d 1 h", False),
    ]
