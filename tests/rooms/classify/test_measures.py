"""Measures in descriptions, spans in the schedule's words, and what one does to the order of lines."""

from decimal import Decimal

import pytest

from entrygo.classify.attributes import attributes_of
from entrygo.classify.case import Case
from entrygo.classify.checks import contradictions
from entrygo.classify.classify import classify
from entrygo.classify.measures import Span, outside, spans, stated
from entrygo.classify.shipped import shipped_edition


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("Toy robot, ages 3+", "age", 3),
        ("Wooden blocks ages 2-5 years", "age", 2),
        ("Plush rattle 0-12 months", "age", 0),
        ("Stacking rings 18m+", "age", "1.5"),
        ("Doll for 3 year old girls", "age", 3),
        ("Puzzle, 1000 pieces, age 14 and up", "age", 14),
        ("Olive oil 500ml", "capacity", 500),
        ("Air compressor 1.5 kW", "power", 1500),
        ("Ground coffee, 2.5 kg bag", "weight", 2500),
        ("Cotton canvas 180 gsm", "weight per area", 180),
    ],
)
def test_a_text_states_a_measure(text: str, kind: str, value: int | str) -> None:
    assert stated(text)[kind] == {Decimal(value)}


@pytest.mark.parametrize(
    "text", ["Men's aged leather wallet", "USB-C 3.0 cable, 2 m", "size 3T", "1000 pieces", "model 5L-20"]
)
def test_a_number_of_something_else_is_no_measure(text: str) -> None:
    assert not stated(text)


@pytest.mark.parametrize(
    ("step", "kind", "span"),
    [
        ("3 to 12 years of age", "age", Span(Decimal(3), Decimal(12))),
        ("Under 3 years of age", "age", Span(None, Decimal(3), high_open=True)),
        ("Of a power not exceeding 1,500 W", "power", Span(None, Decimal(1500))),
        ("746 W or greater, but not exceeding 18.65 kW", "power", Span(Decimal(746), Decimal(18650))),
        (
            "Of a capacity exceeding 0.15 liter but not exceeding 0.33 liter",
            "capacity",
            Span(Decimal(150), Decimal(330), low_open=True),
        ),
        ("7 kg or more but less than 23 kg each", "weight", Span(Decimal(7000), Decimal(23000), high_open=True)),
        ("In retail containers weighing 2 kg or less", "weight", Span(None, Decimal(2000))),
    ],
)  # fmt: skip
def test_the_schedules_words_name_a_span(step: str, kind: str, span: Span) -> None:
    assert spans(["Goods", step])[kind] == span


def test_grams_per_square_meter_are_no_weight_of_the_goods() -> None:
    assert "weight" not in spans(["Weighing 185 grams or less per square meter (622)"])


def test_a_measure_contradicts_a_line_only_where_all_of_its_kind_lie_outside() -> None:
    path = ["Vacuum cleaners", "Of a power not exceeding 1,500 W"]
    assert outside(stated("Vacuum cleaner 1800 W"), path) == ("power",)
    assert outside(stated("Vacuum cleaner 1800 W, eco mode 900 W"), path) == ()
    assert outside(stated("Vacuum cleaner"), path) == ()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Wooden toy robot, ages 2+", "9503000071"),
        ("Wooden toy robot, ages 3+", "9503000073"),
        ("Toy robot model, age 14 and up", "9503000090"),
    ],
)
def test_the_age_on_a_toy_decides_its_line(name: str, code: str) -> None:
    assert classify(shipped_edition(), Case(name=name, origin="CN")).candidates[0].code == code


def test_a_line_that_a_measure_contradicts_says_so() -> None:
    case, path = Case(name="Wooden toy robot, ages 3+"), ["Toys", "Under 3 years of age"]
    said = attributes_of(case.name)
    assert contradictions(case, said, (0,) * len(said.bits), path) == ("age",)
