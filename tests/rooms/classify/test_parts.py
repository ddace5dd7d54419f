"""Words, attributes, value bounds, the logit and the figures, each by itself."""

from decimal import Decimal

import numpy as np
import pytest

from entrygo.classify.attributes import attributes_of
from entrygo.classify.calibrate import calibration_error
from entrygo.classify.checks import bounds
from entrygo.classify.corpus import is_older
from entrygo.classify.evaluate import Counted
from entrygo.classify.linear import Choice, fit
from entrygo.classify.ragged import Ragged
from entrygo.classify.text import words_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Women's T-shirts", "woman tee shirt"),
        ("boxes", "box"),
        ("aluminium moulds", "aluminum mold"),
    ],
)
def test_words_that_mean_one_thing_have_one_stem(one: str, other: str) -> None:
    assert words_of(one).stems == words_of(other).stems


def test_the_head_is_what_stands_before_the_first_preposition() -> None:
    assert words_of("a quilted vest made of nylon, with zipper").head == words_of("quilted vest").stems


def test_of_stated_shares_the_chief_fiber_counts() -> None:
    assert attributes_of("shirt of 60% polyester and 40% cotton").named("fibre") == ("synthetic",)
    assert attributes_of("shirt of cotton and polyester").named("fibre") == ("cotton", "synthetic")


def test_not_knitted_is_woven() -> None:
    assert attributes_of("Men's shirts, not knitted or crocheted").named("construction") == ("woven",)


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ("Valued over $12/pair", (Decimal(12), None)),
        ("Valued over $3 but not over $6.50/pair", (Decimal(3), Decimal("6.50"))),
        ("Valued not over $20 each", (None, Decimal(20))),
        ("Plates valued over $6 per dozen", (None, None)),
        ("For men", (None, None)),
    ],
)
def test_value_bounds_are_read_for_one_piece_only(
    step: str, expected: tuple[Decimal | None, Decimal | None]
) -> None:
    assert bounds(["Footwear", step]) == expected


@pytest.mark.parametrize(
    ("number", "date", "older"),
    [
        ("N361710", "", False),
        ("881234", "", True),
        ("N012345", "", True),
        ("N300000", "2019-01-01", False),
        ("", "", False),
    ],
)
def test_a_ruling_is_older_by_its_date_or_its_number(number: str, date: str, *, older: bool) -> None:
    assert is_older(number, date) is older


def test_the_logit_finds_the_feature_that_decides() -> None:
    source = np.random.default_rng(1)
    choices = []
    for _ in range(200):
        features = source.normal(size=(5, 3)).astype(np.float32)
        right = np.zeros(5)
        right[int(features[:, 1].argmax())] = 1
        choices.append(Choice(features, right, 1.0))
    weights = fit(choices, penalty=1.0)
    assert weights[1] > 5 * max(abs(weights[0]), abs(weights[2]))


def test_rows_are_chained() -> None:
    rows = Ragged.of([[1, 2], [], [3]])
    joined = rows.joined(Ragged.of([[2, 0], [1], [0, 0]]))
    assert [joined.row(number).tolist() for number in range(3)] == [[3, 1, 2], [], [1, 2, 1, 2]]


def test_the_calibration_error_is_the_gap_between_stated_and_held() -> None:
    assert calibration_error([0.8] * 10, [True] * 8 + [False] * 2) == pytest.approx(0)
    assert calibration_error([0.8] * 10, [False] * 10) == pytest.approx(0.8)


def test_the_interval_holds_the_share_and_narrows_with_more() -> None:
    few, many = Counted(4, 10), Counted(400, 1000)
    assert few.interval[0] < 0.4 < few.interval[1]
    assert many.interval[1] - many.interval[0] < few.interval[1] - few.interval[0]
