"""Pictures: their parts sum to what they show, and what is not known has no length."""

from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from entrygo.surfaces.console.pictures.costs import LONGEST, compared, duty_layers
from entrygo.surfaces.console.pictures.score import PICTURE, score_steps
from tests.examples import examples


def part(code: str, points: int) -> dict[str, Any]:
    return {"code": code, "points": points, "rule": None, "product_id": None, "order_id": None}


@examples(200)
@given(st.lists(st.tuples(st.sampled_from(["A", "B", "C", "D"]), st.integers(-40, -1)), max_size=12))
def test_the_steps_of_a_score_sum_to_it_and_stay_in_the_picture(deductions: list[tuple[str, int]]) -> None:
    total = 100 + sum(points for _, points in deductions)
    parts = [part("BASE", 100), *(part(code, points) for code, points in deductions)]
    if total < 0:
        parts.append(part("FLOOR", -total))
    steps = score_steps(parts)
    assert sum(step.points for step in steps[:-1]) == steps[-1].points == max(total, 0)
    for step in steps:
        assert step.begin >= 0
        assert step.width >= 0
        assert step.begin + step.width <= PICTURE
        assert step.points == 0 or step.width > 0
    assert sum(step.count for step in steps[1:-1] if step.code != "FLOOR") == len(deductions)


def test_what_a_score_loses_beyond_all_its_points_lies_before_the_zero_of_the_picture() -> None:
    parts = [part("BASE", 100), part("A", -100), part("B", -100), part("FLOOR", 100)]
    base, first, second, floor, score = score_steps(parts)
    assert {each.zero for each in (base, first, second, floor, score)} == {500}
    assert [(each.begin, each.width) for each in (base, first, second)] == [(500, 500), (500, 500), (0, 500)]
    assert (floor.begin, floor.width) == (0, 500)
    assert (score.points, score.width) == (0, 0)


def cost(entries: int, broker: float, mpf: float | None, hmf: float | None = 0) -> dict[str, Any]:
    total = None if mpf is None or hmf is None else round(broker + mpf + hmf, 2)
    fees = {"broker_fees_usd": broker, "mpf_usd": mpf, "hmf_usd": hmf, "total_usd": total}
    return {"entry_count": entries} | fees


def test_two_costs_stand_on_one_scale() -> None:
    apart, planned = compared({"one_entry_per_order": cost(40, 500, 110.8), "planned": cost(1, 135.5, 34.58)})
    assert (apart.total, planned.total) == (Decimal("610.8"), Decimal("170.08"))
    assert sum(each.width for each in apart.segments) in range(LONGEST - 3, LONGEST + 1)
    assert sum(each.width for each in planned.segments) in range(275, 279)
    assert [each.begin for each in planned.segments] == [0, 221, 277]


def test_a_fee_that_is_not_known_has_no_bar_and_no_total() -> None:
    apart, planned = compared({"one_entry_per_order": cost(2, 20, None), "planned": cost(1, 10, 5)})
    assert apart.total is None
    assert apart.segments[1].usd is None
    assert apart.segments[1].width == 0
    assert planned.total == 15


def layer(program: str, usd: float | None) -> dict[str, Any]:
    return {"program": program, "amountUsd": usd, "source": "19 USC 1202"}


def test_layers_of_duty_sum_by_programme_and_one_without_a_figure_is_not_known() -> None:
    lines = [
        {"layers": [layer("BASE", 10.5), layer("S301", 2)]},
        {"layers": [layer("BASE", 4.25), layer("BANNED", None)]},
    ]
    found = {each.program: each for each in duty_layers(lines)}
    assert found["BASE"].usd == Decimal("14.75")
    assert found["BANNED"].usd is None
    assert found["BANNED"].unknown == 1
    assert next(iter(found)) == "BANNED"
    assert found["BASE"].width == LONGEST
