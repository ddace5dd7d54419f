"""Components in an estimate, to the cent: rates on a watch's parts, ensembles and sets, and what does not sum."""

from decimal import Decimal

import pytest

from tests.rooms.operations.estimates import Node, amounts, duty, estimate, goods, messages

WATCH = "9102.11.1010"  # 44¢ each + 6% on the case + 14% on the strap, band or bracelet + 5.3% on the battery
ENSEMBLE = "6104.22.0010"  # the rate applicable to each garment in the ensemble if separately entered
CUTLERY = "8215.10.0000"  # the rate of that article in the set subject to the highest rate


def parts(**values: float) -> list[Node]:
    """Components by name."""
    return [{"description": name, "valueUsd": value} for name, value in values.items()]


@pytest.mark.requirement("components:sets:duty")
@pytest.mark.parametrize(
    ("stated", "quantity", "base"),
    [
        (parts(case=20, strap=10, battery=1, movement=69), 1, "3.09"),  # 0.44, 1.20, 1.40, 0.053
        (parts(case=20, strap=10, battery=1, movement=69), 2, "3.53"),
        (parts(Case=20, Bracelet=0, battery=0, movement=80), 1, "1.64"),
    ],
)
def test_a_watch_pays_by_its_case_its_strap_and_its_battery(
    stated: list[Node], quantity: int, base: str
) -> None:
    """HTSUS 9102.11.10; note 52: up to 12.5 % in total for Switzerland."""
    answer = estimate(goods(WATCH, "CH", 100, quantity=quantity, components=stated))
    assert str(amounts(answer)[WATCH]) == base
    assert str(duty(answer)) == "12.50"
    assert messages(answer, "DUTY_NOT_COMPUTABLE", "COMPONENTS_FAULTY") == []


def test_each_garment_of_an_ensemble_pays_its_own_rate() -> None:
    """HTSUS 6104.22: a jacket of 60 at 14.9 % and a skirt of 40 at 8.3 %."""
    garments = [
        {"description": "Jacket", "valueUsd": 60, "hsCode": "6104.32.0000"},
        {"description": "Skirt", "valueUsd": 40, "hsCode": "6104.52.0010"},
    ]
    answer = estimate(goods(ENSEMBLE, "PT", 100, netWeightKg=1, components=garments))
    assert str(amounts(answer)[ENSEMBLE]) == "12.26"


def test_a_set_pays_the_highest_rate_of_its_articles_on_the_whole() -> None:
    """HTSUS 8215.10: spoons at 6.8 % beside ladles that are free, so 6.8 % of 100."""
    articles = [
        {"description": "Spoons", "valueUsd": 50, "hsCode": "8215.99.3500"},  # 6.8 %
        {"description": "Ladles", "valueUsd": 50, "hsCode": "8215.99.4030"},  # free
    ]
    answer = estimate(goods(CUTLERY, "PT", 100, components=articles))
    assert str(amounts(answer)[CUTLERY]) == "6.80"


def test_components_of_a_piece_are_those_of_all_pieces() -> None:
    """Two watches of 50: 0.44, 0.60, 0.70 and 0.0265 each, stated for one."""
    stated = parts(case=10, strap=5, battery=0.5, movement=34.5)
    answer = estimate(goods(WATCH, "CH", 100, quantity=2, components=stated))
    assert str(amounts(answer)[WATCH]) == "3.53"
    assert messages(answer, "DUTY_NOT_COMPUTABLE", "COMPONENTS_FAULTY") == []


def test_a_set_of_a_column_2_country_pays_the_articles_rates_of_that_column() -> None:
    """HTSUS 8215.10, Belarus: spoons at 65 % and ladles at 40 %, the dearer on all of it."""
    articles = [
        {"description": "Spoons", "valueUsd": 50, "hsCode": "8215.99.3500"},
        {"description": "Ladles", "valueUsd": 50, "hsCode": "8215.99.4030"},
    ]
    answer = estimate(goods(CUTLERY, "BY", 100, components=articles))
    assert str(amounts(answer)[CUTLERY]) == "40.00"


@pytest.mark.parametrize(
    ("stated", "code"),
    [
        (None, "DUTY_NOT_COMPUTABLE"),
        (parts(case=20, movement=80), "DUTY_NOT_COMPUTABLE"),
        (parts(case=20, strap=10, battery=1, movement=68), "COMPONENTS_FAULTY"),
    ],
)
def test_without_every_part_or_the_right_sum_there_is_no_figure_and_it_is_said(
    stated: list[Node] | None, code: str
) -> None:
    """The other line of the entry keeps its own."""
    answer = estimate(goods(WATCH, "CH", 100, components=stated), goods("4901.99.0070", "GB", 50))
    assert [line["dutyUsd"] for line in answer["lines"]] == [None, Decimal(0)]
    assert duty(answer) is None
    assert messages(answer, code)[0]["field"].startswith("lines[0].")
