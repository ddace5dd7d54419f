"""Parts on both lists of Section 232, of cars (note 33(g)) and of trucks (note 38(i)): what is stated decides."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from tests.rooms.tariff.test_law import Case, priced

NOT_CAR, TRUCK, NEITHER = (
    {"vehiclePart": False},
    {"truckPart": True},
    {"vehiclePart": False, "truckPart": False},
)


@pytest.mark.parametrize(
    ("code", "origin", "conditions", "duty", "headings"),
    [
        # 8708.30.50 names vehicles: a part of a car unless stated otherwise (2.5 percent column 1)
        ("8708.30.5090", "VN", {}, "275.00", "9903.94.05 9903.05.90"),
        ("8708.30.5090", "VN", TRUCK, "275.00", "9903.74.08 9903.05.90"),
        ("8708.30.5090", "VN", NOT_CAR, "275.00", "9903.94.06 9903.74.08 9903.05.90"),
        ("8708.30.5090", "VN", NEITHER, "150.00", "9903.94.06 9903.74.11 9903.05.84"),
        ("8708.30.5090", "DE", {"truckPart": False}, "150.00", "9903.94.53 9903.05.90"),
        ("8708.30.5090", "DE", TRUCK, "275.00", "9903.74.08 9903.05.90"),
        ("8708.30.5090", "DE", NEITHER, "100.00", "9903.94.06 9903.74.11 9903.05.39"),
        # 4009.12.0020 names none: both are asked
        ("4009.12.0020", "VN", {"vehiclePart": True}, "275.00", "9903.94.05 9903.05.90"),
        ("4009.12.0020", "VN", {**NOT_CAR, **TRUCK}, "275.00", "9903.94.06 9903.74.08 9903.05.90"),
        ("4009.12.0020", "VN", NEITHER, "150.00", "9903.94.06 9903.74.11 9903.05.84"),
        ("4009.12.0020", "VN", NOT_CAR, "150.00", "9903.94.06 9903.74.11 9903.05.84"),
        ("4009.12.0020", "DE", {"vehiclePart": True}, "150.00", "9903.94.53 9903.05.90"),
        # a chassis is a vehicle of note 38(b) and no part besides
        ("8706.00.0520", "VN", {}, "290.00", "9903.74.01 9903.05.90"),
    ],
)
def test_a_part_pays_as_the_vehicle_it_is_for(
    code: str, origin: str, conditions: Mapping[str, bool], duty: str | None, headings: str
) -> None:
    answers = {**conditions, "civilAircraft": False}
    made = priced(Case(code=code, origin=origin, conditions=answers, duty=duty))
    assert made.duty_usd == (None if duty is None else Decimal(duty))
    assert [layer.heading for layer in made.lines[0].layers][1:] == headings.split()


def test_a_rate_agreed_for_car_parts_warns_until_a_truck_part_is_ruled_out() -> None:
    """The 15 percent of the Union are of car parts; a truck part pays 25 whatever its country."""
    asked = priced(Case(code="8708.30.5090", origin="DE", duty=None))
    assert "TRUCK_PART_NOT_STATED" in {
        notice.remark.code for notice in asked.notices if notice.remark.severity == "warning"
    }
    for answer in (True, False):
        told = priced(Case(code="8708.30.5090", origin="DE", conditions={"truckPart": answer}, duty=None))
        assert "TRUCK_PART_NOT_STATED" not in {notice.remark.code for notice in told.notices}


def test_no_car_part_is_warned_until_a_truck_part_is_ruled_out_and_unknown_until_either_is_said() -> None:
    """4009.12.0020 from Germany: 15 percent in total, 25 more, or 10 in total."""
    unsaid = priced(Case(code="4009.12.0020", origin="DE", conditions={"civilAircraft": False}, duty=None))
    assert unsaid.duty_usd is None
    exposures = {dict(notice.remark.details).get("exposureUsd") for notice in unsaid.notices}
    assert Decimal("275.00") in exposures
    told = priced(
        Case(code="4009.12.0020", origin="DE", conditions={**NOT_CAR, "civilAircraft": False}, duty=None)
    )
    assert told.duty_usd == Decimal("100.00")
    assert "TRUCK_PART_NOT_STATED" in {notice.remark.code for notice in told.notices}


@pytest.mark.parametrize(
    ("short", "long", "duty"),
    [("9401.61.40", "9401.61.4031", "500.00"), ("9401.80.60", "9401.80.6030", "375.00")],
)
def test_eight_digits_owe_what_the_dearest_line_below_owes_where_a_record_names_ten(
    short: str, long: str, duty: str
) -> None:
    """Upholstered seats pay Section 232 under two of three lines; which lines a list has tells them not apart."""
    for code in (short, long):
        assert priced(Case(code=code, origin="CN", duty=duty)).duty_usd == Decimal(duty)
